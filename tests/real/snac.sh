#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real fediverse server (snac, Mastodon API) gets posts, the hub fetches them, a screen shows them,
# a deleted one disappears. Usage: snac.sh PROGRAM. Exit code 77: snac cannot be had here.
name="the real fediverse server snac"
source "$(dirname "$0")/lib.sh"

# From $PATH, else from Debian's backports into a folder of our own; the system's sources stay as they are.
find_snac() {
  command -v snac && return 0
  [ -n "${NARROWCAST_SNAC:-}" ] && { echo "$NARROWCAST_SNAC"; return 0; }
  command -v apt-get >/dev/null || return 1
  local cache=${NARROWCAST_TEST_CACHE:-${TMPDIR:-/tmp}/narrowcast-test-cache} mirror
  [ -x "$cache/snac/usr/bin/snac" ] && { echo "$cache/snac/usr/bin/snac"; return 0; }
  mirror=$(awk '/^URIs:/ { print $2; exit } /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /^http/) { print $i; exit } }' \
    /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | head -1)
  [ -n "$mirror" ] || return 1
  mkdir -p "$cache/apt/lists/partial" "$cache/apt/cache/archives/partial" "$cache/snac"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm-backports main" >"$cache/apt/sources.list"
  printf 'Dir::Etc::sourcelist "%s/apt/sources.list";\nDir::Etc::sourceparts "-";\nDir::State::lists "%s/apt/lists";\nDir::Cache "%s/apt/cache";\n' \
    "$cache" "$cache" "$cache" >"$cache/apt/apt.conf"
  (cd "$cache/apt" && apt-get -c apt.conf update && apt-get -c apt.conf download snac2/bookworm-backports) >"$work/apt.log" 2>&1 || return 1
  dpkg-deb -x "$cache"/apt/snac2_*.deb "$cache/snac" || return 1
  echo "$cache/snac/usr/bin/snac"
}

snac=$(find_snac) || skip "not in \$PATH and not to be had from Debian's backports"
banner=$("$snac" 2>&1 || true)
[[ $banner == snac* ]] || skip "$snac does not run on this machine"

port=$(random_port) hub_port=$((40000 + RANDOM % 20000))
data=$work/snac-data
printf '127.0.0.1\n%s\nlocalhost:%s\n\n\n' "$port" "$port" | "$snac" init "$data" >/dev/null
sed -i 's/"protocol": "https"/"protocol": "http"/' "$data/server.json"
password=$(printf 'fan\n' | "$snac" adduser "$data" | sed -n 's/^User password is //p')
"$snac" httpd "$data" >"$work/snac.log" 2>&1 &
jobs_to_end+=($!)
until_true 10 curl -fs -o /dev/null "http://localhost:$port/api/v1/instance" || die "snac did not start"

"$snac" note "$data" fan "I love the new Acme coffee machine, it is wonderful #acme" 2>/dev/null
"$snac" note "$data" fan "Acme support kept me waiting 40 minutes. Terrible. #acme" 2>/dev/null
"$snac" note "$data" fan "Please forget this one at once #acme" 2>/dev/null

mkdir "$work/config"
cat >"$work/config/narrowcast.json" <<EOF
{ "company": { "name": "Acme", "time_zone": "Europe/Amsterdam" },
  "screens": [ { "name": "real", "language": "en" } ], "look": { "per_slide": "4 s" } }
EOF
cat >"$work/config/hub.json" <<EOF
{ "sources": [ { "name": "fediverse", "platform": "mastodon", "url": "http://localhost:$port", "tag": "acme", "every": "1 s" } ],
  "storage": { "folder": "$work/state" }, "listen": { "port": $hub_port }, "fetch": { "recheck": "2 s" } }
EOF

"$program" fetch fediverse --once --config "$work/config" >"$work/posts.jsonl" 2>"$work/fetch.log" || die "fetch"
[ "$(wc -l <"$work/posts.jsonl")" = 3 ] || die "fetch printed $(wc -l <"$work/posts.jsonl") posts instead of 3"
curl -fs "http://localhost:$port/api/v1/timelines/tag/acme" | "$program" parse mastodon --url "http://localhost:$port" >"$work/parsed.jsonl"
[ "$(wc -l <"$work/parsed.jsonl")" = 3 ] || die "parse printed $(wc -l <"$work/parsed.jsonl") posts instead of 3"

"$program" hub --config "$work/config" >"$work/hub.log" 2>&1 &
jobs_to_end+=($!)
SDL_VIDEODRIVER=dummy XDG_STATE_HOME="$work/screen-state" \
  "$program" screen --hub "http://127.0.0.1:$hub_port" --screen real --size 1280x720 >"$work/screen.log" 2>&1 &
jobs_to_end+=($!)

# The current edition; the stream itself never ends, so curl is always cut off.
edition() { { curl -sN --max-time 1 "http://127.0.0.1:$hub_port/screens/real/edition" 2>/dev/null || true; } | sed -n '/^data:/p'; }
shows() { local now; now=$(edition); grep -q "$1" <<<"$now"; }
shows_not() { local now; now=$(edition); [ -n "$now" ] && ! grep -q "$1" <<<"$now"; }
on_screen() { grep -rqs "$1" "$work/screen-state"; }      # the last edition the screen keeps
off_screen() { on_screen coffee && ! on_screen "$1"; }

until_true 30 shows "coffee machine" || die "the hub shows no post"
until_true 30 shows "forget this one" || die "the hub does not show all posts"
until_true 30 on_screen "forget this one" || die "the screen did not get the edition"
curl -fs -o "$work/wall.png" "http://127.0.0.1:$hub_port/screens/real.png" || die "no picture"
head -c 8 "$work/wall.png" | od -An -tx1 | grep -q '89 50 4e 47' || die "the picture is no PNG"

id=$(grep 'forget this one' "$work/posts.jsonl" | sed 's/.*"url":"\([^"]*\)".*/\1/')
curl -fs -o /dev/null -u "fan:$password" --data-urlencode "id=$id" --data-urlencode "action=Delete" \
  --data-urlencode "actor=http://localhost:$port/fan" "http://localhost:$port/fan/admin/action" || die "snac did not delete"
until_true 60 shows_not "forget this one" || die "the deleted post stays in the hub's edition"
until_true 60 off_screen "forget this one" || die "the deleted post stays on the screen"
shows "coffee machine" || die "the other posts went, too"
say "passed: 3 posts fetched from a real server, shown, and the deleted one gone"
