#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `openssl s_server` with wrong certificates: each is refused in words that say what is wrong and what
# to do, and a right one of a private authority is taken. Usage: tls.sh PROGRAM. Exit code 77: no openssl.
name="the real TLS server of openssl"
source "$(dirname "$0")/lib.sh"
command -v openssl >/dev/null || skip "openssl is not installed"

make_certificates
mkdir -p "$work/www" "$work/config"
feed 1 2 3 >"$work/www/feed.xml"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=localhost" -addext "subjectAltName=DNS:localhost" \
  -keyout "$work/self.key" -out "$work/self.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/CN=other.example" -keyout "$work/other.key" -out "$work/other.csr" 2>/dev/null
openssl x509 -req -in "$work/other.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 2 \
  -extfile <(printf 'subjectAltName=DNS:other.example') -out "$work/other.pem" 2>/dev/null
cat >"$work/config/narrowcast.json" <<EOF
{ "company": { "name": "Acme" }, "screens": [ { "name": "real", "language": "en" } ] }
EOF
served() { # served CERTIFICATE AUTHORITY : what `fetch` says of a server with that certificate
  local port server
  port=$(random_port)
  (cd "$work/www" && exec openssl s_server -accept "127.0.0.1:$port" -cert "$work/$1.pem" -key "$work/$1.key" -WWW -quiet) \
    >"$work/s_server.log" 2>&1 &
  server=$!
  until_true 10 bash -c "exec 3<>/dev/tcp/127.0.0.1/$port" 2>/dev/null || die "openssl s_server did not start"
  cat >"$work/config/hub.json" <<EOF
{ "sources": [ { "name": "news", "platform": "rss", "url": "https://localhost:$port/feed.xml" } ],
  "storage": { "folder": "$work/state" }, "fetch": { "extra_ca_file": "$work/$2.pem" } }
EOF
  "$program" fetch news --once --config "$work/config" >"$work/posts.jsonl" 2>"$work/said.txt" && code=0 || code=$?
  kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true
}
refused() { # refused CERTIFICATE AUTHORITY WORDS
  served "$1" "$2"
  [ $code = 1 ] || die "a wrong certificate ($1) ended with exit code $code"
  grep -q "$3" "$work/said.txt" || die "of a wrong certificate ($1) it is said: $(cat "$work/said.txt")"
  [ ! -s "$work/posts.jsonl" ] || die "posts came from a server with a wrong certificate ($1)"
}
served server ca
[ $code = 0 ] && [ "$(wc -l <"$work/posts.jsonl")" = 3 ] || die "a right certificate is not taken: $(cat "$work/said.txt")"
refused server self "certificate"
refused self ca "certificate"
refused other ca "localhost"
say "passed: a private authority is trusted when it is named, three wrong certificates are refused in words"
