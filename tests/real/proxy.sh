#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real proxy (tinyproxy) stands before a TLS server: with its login posts come through it, without
# one, and with a wrong one, it is said what the proxy wants. Usage: proxy.sh PROGRAM. Exit code 77:
# no tinyproxy here.
name="the real proxy tinyproxy"
source "$(dirname "$0")/lib.sh"
tinyproxy=$(find_program tinyproxy tinyproxy-bin) || skip "not installed, and not to be had from Debian"
command -v openssl >/dev/null || skip "openssl is not installed"

# This machine as others see it: what is called localhost is never asked through a proxy.
host=$(hostname -I 2>/dev/null | awk '{ print $1 }') || true
[[ $host =~ ^[0-9.]+$ ]] || skip "this machine has no address but its own loopback"

make_certificates
openssl req -newkey rsa:2048 -nodes -subj "/CN=$host" -keyout "$work/host.key" -out "$work/host.csr" 2>/dev/null
openssl x509 -req -in "$work/host.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 2 \
  -extfile <(printf 'subjectAltName=IP:%s' "$host") -out "$work/host.pem" 2>/dev/null
mkdir -p "$work/www" "$work/config" "$work/secrets"
feed 1 2 3 >"$work/www/feed.xml"
port=$(random_port) proxy_port=$(random_port)
(cd "$work/www" && exec openssl s_server -accept "$host:$port" -cert "$work/host.pem" -key "$work/host.key" -WWW -quiet) \
  >"$work/s_server.log" 2>&1 &
jobs_to_end+=($!)
cat >"$work/tinyproxy.conf" <<EOF
Port $proxy_port
Listen 127.0.0.1
Timeout 60
LogFile "$work/tinyproxy.log"
LogLevel Connect
BasicAuth wall right-password
ConnectPort $port
EOF
"$tinyproxy" -d -c "$work/tinyproxy.conf" >"$work/proxy.log" 2>&1 &
jobs_to_end+=($!)
for one in "$host/$port" "127.0.0.1/$proxy_port"; do
  until_true 10 bash -c "exec 3<>/dev/tcp/$one" 2>/dev/null || die "no server at $one"
done
cat >"$work/config/narrowcast.json" <<EOF
{ "company": { "name": "Acme" }, "screens": [ { "name": "real", "language": "en" } ] }
EOF
fetched() { # fetched LOGIN : what `fetch` says when it goes through the proxy with that login; "": none
  local login=""
  if [ -n "$1" ]; then
    (umask 077 && printf '%s' "$1" >"$work/secrets/proxy_login")
    login=', "proxy_credential": "proxy_login"'
  fi
  cat >"$work/config/hub.json" <<EOF
{ "sources": [ { "name": "news", "platform": "rss", "url": "https://$host:$port/feed.xml" } ],
  "storage": { "folder": "$work/state" },
  "fetch": { "extra_ca_file": "$work/ca.pem", "proxy": "http://127.0.0.1:$proxy_port"$login } }
EOF
  CREDENTIALS_DIRECTORY=$work/secrets NO_PROXY= no_proxy= \
    "$program" fetch news --once --config "$work/config" >"$work/posts.jsonl" 2>"$work/said.txt" && code=0 || code=$?
}
refused() { # refused LOGIN
  fetched "$1"
  [ $code = 1 ] || die "a proxy that wants a login was passed with \"$1\": exit code $code"
  grep -qi "proxy" "$work/said.txt" || die "of a proxy that refuses it is said: $(cat "$work/said.txt")"
  if [ -n "$1" ] && grep -q "${1#*:}" "$work/said.txt"; then die "the proxy's password is printed"; fi
}
fetched "wall:right-password"
[ $code = 0 ] && [ "$(wc -l <"$work/posts.jsonl")" = 3 ] || die "through the proxy: $(cat "$work/said.txt")"
grep -q "CONNECT $host:$port" "$work/tinyproxy.log" || die "the proxy was not asked"
refused ""
refused "wall:wrong-password"
say "passed: posts came through the proxy with its login, and not without"
