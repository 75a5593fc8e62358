#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real HTTP/2 server (nghttpd): fifty sources of one server share one connection.
# Usage: http2.sh PROGRAM. Exit code 77: no nghttpd here.
name="the real HTTP/2 server nghttpd"
source "$(dirname "$0")/lib.sh"
nghttpd=$(find_program nghttpd nghttp2-server) || skip "not installed, and not to be had from Debian"
command -v openssl >/dev/null || skip "openssl is needed for its certificate"

make_certificates
port=$(random_port) hub_port=$(random_port)
mkdir -p "$work/www" "$work/config"
for number in $(seq 50); do feed "$number" >"$work/www/$number.xml"; done
"$nghttpd" -v -d "$work/www" "$port" "$work/server.key" "$work/server.pem" >"$work/nghttpd.log" 2>&1 &
jobs_to_end+=($!)
until_true 10 curl -fsk -o /dev/null "https://localhost:$port/1.xml" || die "nghttpd did not start"

sources=
for number in $(seq 50); do
  sources+="{ \"name\": \"news $number\", \"platform\": \"rss\", \"url\": \"https://localhost:$port/$number.xml\", \"every\": \"2 s\" },"
done
cat >"$work/config/narrowcast.json" <<EOF
{ "company": { "name": "Acme" }, "screens": [ { "name": "real", "language": "en" } ] }
EOF
cat >"$work/config/hub.json" <<EOF
{ "sources": [ ${sources%,} ], "storage": { "folder": "$work/state" }, "listen": { "port": $hub_port },
  "fetch": { "extra_ca_file": "$work/ca.pem" } }
EOF
before=$(grep -c ' ALPN\|negotiated protocol' "$work/nghttpd.log" || true)
"$program" hub --config "$work/config" >"$work/hub.log" 2>&1 &
jobs_to_end+=($!)
asked() { [ "$(grep -ac ':path: /' "$work/nghttpd.log")" -ge "$1" ]; }
until_true 30 asked 151 || die "$(grep -ac ':path: /' "$work/nghttpd.log") questions came in 30 s instead of 150"
connections=$(grep -ao '^\[id=[0-9]*\]' "$work/nghttpd.log" | sort -u | wc -l)
# curl's own, and one of the hub
[ "$connections" -le 2 ] || die "fifty sources opened $((connections - 1)) connections"
say "passed: $(($(grep -ac ':path: /' "$work/nghttpd.log") - 1)) questions of 50 sources over $((connections - 1)) connection"
