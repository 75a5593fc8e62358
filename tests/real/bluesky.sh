#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real Bluesky network (PDS, AppView, firehose, its rate limiter on): the stream in both versions,
# the search with an app password and an account's posts are fetched; a new post comes to the wall
# while it listens, a deleted one goes. Usage: bluesky.sh PROGRAM. Exit code 77: no such network here.
#
# NARROWCAST_BLUESKY names a folder with start.sh and stop.sh of such a network: PLC, PDS, AppView on
# BASE_PORT and the two after it, a Jetstream on BASE_PORT + 5 (minutes to install, once). One that
# runs already on BASE_PORT is used as it is.
name="the real Bluesky network"
started=
at_end() { [ -z "$started" ] || "$NARROWCAST_BLUESKY/stop.sh" >/dev/null 2>&1 || true; }
source "$(dirname "$0")/lib.sh"
export BASE_PORT=${BASE_PORT:-18610}
pds=http://localhost:$((BASE_PORT + 1)) appview=http://localhost:$((BASE_PORT + 2))
jetstream=ws://localhost:$((BASE_PORT + 5))
answers() { curl -fs -o /dev/null --max-time 2 "$pds/xrpc/_health"; }
# Jetstream is up when it refuses what is no WebSocket.
listens() { curl -s -o /dev/null --max-time 2 "http${jetstream#ws}/"; }

command -v python3 >/dev/null || skip "python3 is needed to read its answers"
if ! answers; then
  [ -x "${NARROWCAST_BLUESKY:-}/start.sh" ] || skip "NARROWCAST_BLUESKY names no folder with its start.sh"
  export WORKROOT=${NARROWCAST_TEST_CACHE:-${TMPDIR:-/tmp}/narrowcast-test-cache}/bluesky
  mkdir -p "$WORKROOT"
  started=yes
  RATE=1 "$NARROWCAST_BLUESKY/start.sh" >"$work/start.log" 2>&1 || skip "it could not be installed: $(tail -1 "$work/start.log")"
  until_true 60 answers || die "the network did not start"
fi
until_true 30 listens || skip "there is no Jetstream on port $((BASE_PORT + 5))"

# ---- people and posts, by the network's public interface -----------------------------------------

field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
call() { curl -fsS -H 'Content-Type: application/json' "$pds/xrpc/$1" "${@:2}"; }
tag=wall$RANDOM$RANDOM  # this run's own, on a network that lives on
account() { # account NAME -> "did token"
  local session
  session=$(call com.atproto.server.createAccount -d "{\"handle\":\"$1.test\",\"email\":\"$1@polder.example\",\"password\":\"pass-$1\"}") ||
    session=$(call com.atproto.server.createSession -d "{\"identifier\":\"$1.test\",\"password\":\"pass-$1\"}")
  echo "$(field did <<<"$session") $(field accessJwt <<<"$session")"
}
record() { # record DID TOKEN COLLECTION KEY RECORD
  call com.atproto.repo.putRecord -H "Authorization: Bearer $2" \
    -d "{\"repo\":\"$1\",\"collection\":\"$3\",\"rkey\":\"$4\",\"record\":$5}" >/dev/null
}
post() { # post DID TOKEN TEXT -> uri
  call com.atproto.repo.createRecord -H "Authorization: Bearer $2" \
    -d "{\"repo\":\"$1\",\"collection\":\"app.bsky.feed.post\",\"record\":{\"\$type\":\"app.bsky.feed.post\",\"langs\":[\"en\"],\"text\":\"$3\",\"createdAt\":\"$(date -u +%Y-%m-%dT%H:%M:%S.000Z)\"}}" | field uri
}
forget() { # forget DID TOKEN URI
  call com.atproto.repo.deleteRecord -H "Authorization: Bearer $2" \
    -d "{\"repo\":\"$1\",\"collection\":\"app.bsky.feed.post\",\"rkey\":\"${3##*/}\"}" >/dev/null
}
read -r fan_did fan_token < <(account "fan$tag")
read -r shy_did shy_token < <(account "shy$tag")
record "$fan_did" "$fan_token" app.bsky.actor.profile self '{"$type":"app.bsky.actor.profile","displayName":"A Fan"}'
record "$shy_did" "$shy_token" app.bsky.actor.profile self \
  '{"$type":"app.bsky.actor.profile","displayName":"Shy","labels":{"$type":"com.atproto.label.defs#selfLabels","values":[{"val":"!no-unauthenticated"}]}}'
post "$fan_did" "$fan_token" "I love the new $tag coffee machine" >/dev/null
post "$fan_did" "$fan_token" "$tag support kept me waiting 40 minutes" >/dev/null
post "$fan_did" "$fan_token" "nothing to do with it" >/dev/null
until_true 30 sh -c "curl -fs '$appview/xrpc/app.bsky.feed.getAuthorFeed?actor=$fan_did' | grep -q 'kept me waiting'" ||
  die "the network does not show its own posts"

# ---- search and author, once ---------------------------------------------------------------------

mkdir "$work/config" "$work/credentials"
chmod 700 "$work/credentials"
printf '%s' "pass-fan$tag" >"$work/credentials/app-password"
chmod 600 "$work/credentials/app-password"
export CREDENTIALS_DIRECTORY=$work/credentials
hub_port=$((40000 + RANDOM % 20000))
cat >"$work/config/narrowcast.json" <<EOF
{ "company": { "name": "Acme", "time_zone": "Europe/Amsterdam" },
  "screens": [ { "name": "real", "language": "en" } ], "look": { "per_slide": "4 s" } }
EOF
cat >"$work/config/hub.json" <<EOF
{ "sources": [
    { "name": "stream", "platform": "bluesky", "url": "$jetstream $appview", "query": "$tag", "every": "1 s" },
    { "name": "stream 2", "platform": "bluesky", "url": "$jetstream $appview", "query": "$tag", "api_version": "2" },
    { "name": "search", "platform": "bluesky", "feed": "search", "url": "$pds", "query": "$tag",
      "user": "fan$tag.test", "credential": "app-password", "every": "30 s" },
    { "name": "author", "platform": "bluesky", "feed": "author", "url": "$appview", "account": "fan$tag.test", "every": "30 s" } ],
  "storage": { "folder": "$work/state" }, "listen": { "port": $hub_port }, "fetch": { "recheck": "2 s" } }
EOF
fetched() { # fetched SOURCE COUNT
  "$program" fetch "$1" --once --config "$work/config" >"$work/$1.jsonl" 2>"$work/fetch.log" || die "fetch $1"
  [ "$(wc -l <"$work/$1.jsonl")" = "$2" ] || die "fetch $1 printed $(wc -l <"$work/$1.jsonl") posts instead of $2"
}
fetched search 2
fetched author 3
grep -q '"name":"A Fan"' "$work/author.jsonl" || die "the author's name did not come along"
curl -fs "$appview/xrpc/app.bsky.feed.getAuthorFeed?actor=$fan_did" | "$program" parse bluesky >"$work/parsed.jsonl"
[ "$(wc -l <"$work/parsed.jsonl")" = 3 ] || die "parse printed $(wc -l <"$work/parsed.jsonl") posts instead of 3"

# ---- the wall, by its streams --------------------------------------------------------------------

"$program" hub --config "$work/config" >"$work/hub.log" 2>&1 &
jobs_to_end+=($!)
edition() { { curl -sN --max-time 1 "http://127.0.0.1:$hub_port/screens/real/edition" 2>/dev/null || true; } | sed -n '/^data:/p'; }
shows() { local now; now=$(edition); grep -q "$1" <<<"$now"; }
shows_not() { local now; now=$(edition); [ -n "$now" ] && ! grep -q "$1" <<<"$now"; }
until_true 30 shows "coffee machine" || die "the hub shows no post"

live=$(post "$fan_did" "$fan_token" "Live from the $tag branch office")
before=$(date +%s%N)
until_true 30 shows "branch office" || die "a new post did not come by the stream"
say "a new post was on the wall within $((($(date +%s%N) - before) / 1000000)) ms"
post "$shy_did" "$shy_token" "$tag is for signed-in people only" >/dev/null
forget "$fan_did" "$fan_token" "$live"
until_true 60 shows_not "branch office" || die "a deleted post stays on the wall"
shows "signed-in people" && die "an author who asks not to be shown to strangers is shown"
until_true 15 shows "coffee machine" || die "the other posts went, too"
grep -rqs "pass-fan$tag" "$work"/*.log "$work/state" && die "the app password stands in a log or in the store"
say "passed: stream, search and author of a real network; a new post shown, the deleted one gone"
