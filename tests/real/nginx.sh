#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real web server (nginx) serves feeds with ETag and compression: an unchanged feed costs a 304 and
# nothing more, a changed one is fetched packed. Usage: nginx.sh PROGRAM. Exit code 77: no nginx here.
name="the real web server nginx"
source "$(dirname "$0")/lib.sh"
nginx=$(find_program nginx nginx) || skip "not installed, and not to be had from Debian"

port=$(random_port)
mkdir -p "$work/www" "$work/tmp" "$work/config"
feed 1 2 3 >"$work/www/feed.xml"
cat >"$work/nginx.conf" <<EOF
daemon off; master_process off; pid $work/nginx.pid; error_log $work/error.log;
events {}
http {
  access_log $work/access.log combined;
  log_format packed '\$status \$sent_http_content_encoding \$http_if_none_match \$body_bytes_sent';
  access_log $work/packed.txt packed;
  types { text/xml xml; }
  gzip on; gzip_types text/xml; gzip_min_length 10; gzip_proxied any;
  client_body_temp_path $work/tmp/a; proxy_temp_path $work/tmp/b; fastcgi_temp_path $work/tmp/c;
  uwsgi_temp_path $work/tmp/d; scgi_temp_path $work/tmp/e;
  server { listen 127.0.0.1:$port; root $work/www; }
}
EOF
"$nginx" -c "$work/nginx.conf" -p "$work" >"$work/nginx.log" 2>&1 &
jobs_to_end+=($!)
until_true 10 curl -fs -o /dev/null "http://127.0.0.1:$port/feed.xml" || die "nginx did not start"
: >"$work/packed.txt"

hub_port=$(random_port)
cat >"$work/config/narrowcast.json" <<EOF
{ "company": { "name": "Acme" }, "screens": [ { "name": "real", "language": "en" } ] }
EOF
cat >"$work/config/hub.json" <<EOF
{ "sources": [ { "name": "news", "platform": "rss", "url": "http://127.0.0.1:$port/feed.xml", "every": "1 s" } ],
  "storage": { "folder": "$work/state" }, "listen": { "port": $hub_port } }
EOF
"$program" fetch news --once --config "$work/config" >"$work/posts.jsonl" 2>"$work/fetch.log" || die "fetch"
[ "$(wc -l <"$work/posts.jsonl")" = 3 ] || die "fetch printed $(wc -l <"$work/posts.jsonl") posts instead of 3"
: >"$work/packed.txt"
"$program" hub --config "$work/config" >"$work/hub.log" 2>&1 &
jobs_to_end+=($!)
answered() { [ "$(grep -c "^$1 " "$work/packed.txt" || true)" -ge "$2" ]; }
until_true 30 answered 304 3 || die "an unchanged feed is not asked for by its ETag"
[ "$(grep -c '^200 gzip ' "$work/packed.txt")" = 1 ] || die "the feed was fetched more than once, or unpacked"
feed 1 2 3 4 >"$work/www/feed.xml.new" && mv "$work/www/feed.xml.new" "$work/www/feed.xml"
until_true 30 answered "200 gzip" 2 || die "a changed feed is not fetched"
shows() { { curl -sN --max-time 1 "http://127.0.0.1:$hub_port/screens/real/edition" || true; } | grep -q "$1"; }
until_true 20 shows "branch 4" || die "the new post is not on the wall"
say "passed: one packed answer, then 304s ($(grep -c '^304 ' "$work/packed.txt") of them), then the changed feed"
