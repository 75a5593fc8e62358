# SPDX-License-Identifier: Apache-2.0
# What the scripts of this folder share; sourced. $name: of the server, for messages; at_end: a
# function that is called in the end, if there is one.
set -euo pipefail
program=$1
work=$(mktemp -d)
jobs_to_end=()
finish() {
  for job in "${jobs_to_end[@]}"; do kill "$job" 2>/dev/null || true; done
  wait "${jobs_to_end[@]}" 2>/dev/null || true
  ! declare -F at_end >/dev/null || at_end
  rm -rf "$work"
}
trap finish EXIT
say() { printf '%s\n' "$*"; }
die() { say "FAILED: $*"; for log in "$work"/*.log; do say "--- $log"; tail -20 "$log"; done; exit 1; }
skip() { say "skipped: $name: $*"; exit 77; }
until_true() { # until_true SECONDS COMMAND...
  local tries=$(($1 * 5)); shift
  for ((i = 0; i < tries; i++)); do "$@" && return 0; sleep 0.2; done
  return 1
}
# From $PATH, else from Debian's package into a folder of our own: installing a server would start it.
find_program() { # find_program PROGRAM PACKAGE
  local cache=${NARROWCAST_TEST_CACHE:-${TMPDIR:-/tmp}/narrowcast-test-cache}/$2 found
  PATH=$PATH:/usr/sbin:/sbin command -v "$1" && return 0
  if [ ! -d "$cache/usr" ]; then
    mkdir -p "$cache"
    (cd "$cache" && apt-get -q download "$2" && dpkg-deb -x "$2"_*.deb .) >"$work/apt.log" 2>&1 || return 1
  fi
  found=$(find "$cache" -name "$1" -type f -perm -u+x | head -1)
  [ -n "$found" ] && ! ldd "$found" | grep -q "not found" && echo "$found"
}
random_port() { echo $((20000 + RANDOM % 20000)); }

feed() { # feed NUMBER... : an RSS feed with a post for each
  printf '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
  local number
  for number in "$@"; do
    printf '<item><title>Acme opens branch %s</title><guid>https://news.example/%s</guid><link>https://news.example/%s</link><pubDate>%s</pubDate></item>' \
      "$number" "$number" "$number" "$(LC_ALL=C date -u -R)"
  done
  printf '</channel></rss>'
}
# An authority of our own, and a certificate of it for localhost: $work/ca.pem, server.pem, server.key
make_certificates() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Test authority" \
    -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout "$work/server.key" -out "$work/server.csr" 2>/dev/null
  openssl x509 -req -in "$work/server.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 2 \
    -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1') -out "$work/server.pem" 2>/dev/null
}
