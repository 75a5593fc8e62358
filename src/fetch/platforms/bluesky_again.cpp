// SPDX-License-Identifier: Apache-2.0
// Bluesky's posts asked for again: what became of them, and who wrote those of the stream.
#include "fetch/platforms/bluesky.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

// Nobody takes a post that is younger than this for gone: it may not be shown everywhere yet.
constexpr auto settled = 5min;

// The post that is shown: of a repost the original.
std::optional<AtUri> shown(const Known& known)
{
    auto own = at_uri_of(known.native_id);
    if (own && own->collection == bluesky_posts) return own;
    return bluesky_post_at(known.url);
}

std::string did_of(const RawPost& post)
{
    const auto uri = at_uri_of(post.native_id);
    return uri ? uri->did : std::string{};
}

}  // namespace

Request bluesky_look_up(const SourceConfig& source, const Cursor& cursor,
                        std::span<const Known> known)
{
    const BlueskySession session = BlueskySession::of(cursor.session);
    const bool as_account = source.feed == "search" && !session.access.empty();
    std::string url = as_account ? session.server : bluesky_appview(source);
    url += "/xrpc/app.bsky.feed.getPosts";
    char before = '?';
    for (const Known& one : known)
        if (const auto uri = shown(one)) {
            url += before + ("uris=" + percent_encoded(uri->spelled()));
            before = '&';
        }
    if (before == '?') return {};
    return bluesky_question(std::move(url), as_account ? session : BlueskySession{});
}

Result<Found> bluesky_read_looked_up(const SourceConfig& source, std::span<const Known> known,
                                     const Response& response)
{
    const Json json = TRY(
        json_answer(source, response, bluesky_said, "is there a Bluesky server at this address"));
    if (!member(json, "posts").is_array())
        return fail(Fault::garbled, host_of(response.url) + " did not answer with posts");
    const Json& views = member(json, "posts");
    Page page;
    read_items(page, views, bluesky_view);
    Found found;
    for (const Known& one : known) {
        const auto uri = shown(one);
        if (!uri) continue;
        const std::string id = uri->spelled();
        const bool there = std::any_of(views.begin(), views.end(), [&](const Json& view) {
            return text_in(view, "uri") == id;
        });
        const Time written = bluesky_time_of(uri->key).value_or(Time{});
        if (!there && written + settled < response.received) found.gone.push_back(one.native_id);
    }
    for (RawPost& post : page.posts)
        if (std::any_of(known.begin(), known.end(),
                        [&](const Known& one) { return one.native_id == post.native_id; }))
            found.posts.push_back(std::move(post));
    return found;
}

// ---- what posts of the stream lack -------------------------------------------------------------

Request bluesky_complete(const SourceConfig& source, std::span<const RawPost> posts)
{
    std::vector<std::string> dids;
    for (const RawPost& post : posts)
        if (std::string did = did_of(post);
            !did.empty() && !post.deleted && std::find(dids.begin(), dids.end(), did) == dids.end())
            dids.push_back(std::move(did));
    if (dids.empty()) return {};
    std::string url = bluesky_appview(source) + "/xrpc/app.bsky.actor.getProfiles";
    for (std::size_t i = 0; i < dids.size(); ++i)
        url += (i == 0 ? "?actors=" : "&actors=") + percent_encoded(dids[i]);
    return bluesky_question(std::move(url), {});
}

// Whom the network does not show (suspended, gone, or new this second) is not for a wall either.
Result<void> bluesky_read_completed(std::span<RawPost> posts, const Response& response)
{
    const Json json = TRY(json_answer({}, response, bluesky_said, "is there a Bluesky server"));
    const Json& profiles = member(json, "profiles");
    if (!profiles.is_array())
        return fail(Fault::garbled, host_of(response.url) + " did not answer with profiles");
    for (RawPost& post : posts) {
        const auto uri = at_uri_of(post.native_id);
        if (!uri || post.deleted) continue;
        const auto found = std::find_if(profiles.begin(), profiles.end(), [&](const Json& profile) {
            return text_in(profile, "did") == uri->did;
        });
        if (found == profiles.end()) {
            post.sensitive = true;
            continue;
        }
        bluesky_author(post, *found);
    }
    return {};
}

}  // namespace narrowcast
