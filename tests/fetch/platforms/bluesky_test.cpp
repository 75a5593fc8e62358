// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/bluesky.hpp"

#include "narrowcast/base/json.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<RawPost> tricky() { return read(of("tricky.json")).posts; }

std::string header(const Request& request, const std::string& name)
{
    for (const auto& [key, value] : request.headers)
        if (key == name) return value;
    return {};
}

const std::string alice = "at://did:plc:gcojfug3mm6y5tehynsqxmu5/app.bsky.feed.post/3n2tteyn2m22e";
const std::vector<const char*> pages{"searchPosts_via_pds_auth.json",
                                     "searchPosts_latest_since.json",
                                     "searchPosts_page2.json",
                                     "authorFeed.json",
                                     "getPosts.json",
                                     "getPostThread.json",
                                     "listRecords.json",
                                     "tricky.json"};

}  // namespace

// ---- answers -----------------------------------------------------------------------------------

TEST_CASE("bluesky: a recorded search becomes posts")
{
    const Page page = read(of("getPosts.json"));
    REQUIRE(page.posts.size() == 1);
    const RawPost& post = page.posts.front();
    CHECK(post.native_id == alice);
    CHECK(post.kind == Kind::post);
    CHECK(post.author == Author{.name = "alice.test",
                                .handle = "@alice.test",
                                .avatar = "",
                                .url = "https://bsky.app/profile/alice.test"});
    CHECK(post.text == "I love the new Acme coffee machine! \xF0\x9F\x98\x8D #acme");
    CHECK(post.markup == Markup::plain);
    CHECK(post.created == at("2026-11-21T19:26:21Z"));
    CHECK(post.language == "en");
    CHECK(post.url == "https://bsky.app/profile/alice.test/post/3n2tteyn2m22e");
    CHECK(post.counts == Counts{.likes = 1, .reposts = 1, .replies = 1});
    CHECK_FALSE(post.sensitive);
}

TEST_CASE("bluesky: every recorded answer is read")
{
    const std::vector<std::size_t> counts{3, 8, 3, 5, 1, 2, 2, 3};
    SourceConfig bare;  // as the command line reads it
    bare.platform = "bluesky";
    for (std::size_t i = 0; i < pages.size(); ++i) {
        INFO(pages[i]);
        const Page page = read(of(pages[i]), {}, bare);
        CHECK(page.posts.size() == counts[i]);
        CHECK(page.garbled.empty());
        for (const RawPost& post : page.posts) {
            CHECK(post.native_id.starts_with("at://did:plc:"));
            CHECK(post.created);
        }
    }
}

TEST_CASE("bluesky: a repost shows the original, by its author, under its own id")
{
    const RawPost post = read(of("authorFeed.json"), {}, author()).posts.front();
    CHECK(post.kind == Kind::repost);
    CHECK(post.native_id ==
          "at://did:plc:uu4dei2x7mrl4qvfrhznctq7/app.bsky.feed.repost/3n2ttf2eg3k2e");
    CHECK(post.repost_of == alice);
    CHECK(post.author.handle == "@alice.test");
    CHECK(post.created == at("2026-11-21T19:26:22Z"));
}

TEST_CASE("bluesky: a thread is a post and its replies")
{
    const auto posts = read(of("getPostThread.json")).posts;
    CHECK(posts.at(1).kind == Kind::reply);
    CHECK(posts.at(1).in_reply_to == alice);
    CHECK(posts.at(1).author.name == "Acme Corp \xE2\x98\x95");
}

TEST_CASE("bluesky: shortened links stand in full, other words and bad ranges are left alone")
{
    CHECK(
        tricky().at(0).text ==
        "\xF0\x9F\x98\x8D Lees dit: https://www.polder.example/nieuws/2026/11/storing?x=1 en hier "
        "@mo.polder.example");
}

TEST_CASE("bluesky: a date in the future is when the network first saw the post")
{
    CHECK(tricky().at(1).created == at("2026-11-21T09:31:00Z"));
}

TEST_CASE("bluesky: an author who asks not to be shown to strangers is held back")
{
    CHECK_FALSE(tricky().at(0).sensitive);
    CHECK(tricky().at(1).sensitive);
    CHECK(tricky().at(1).author.handle == "did:plc:mo");
    CHECK(tricky().at(1).url == "https://bsky.app/profile/did:plc:mo/post/3n2ttezsgvc2e");
}

TEST_CASE("bluesky: a warning of the author's own holds a post back, a bot's badge does not")
{
    std::string body = recorded("bluesky/tricky.json");
    CHECK(tricky().at(2).sensitive);
    const auto place = body.find("graphic-media");
    body.replace(place, 13, "bot");
    CHECK_FALSE(read(answer(body)).posts.at(2).sensitive);
}

TEST_CASE("bluesky: pictures, films, cards and quotes come along")
{
    const auto posts = tricky();
    CHECK(posts[0].media ==
          std::vector<Media>{{"image", "https://cdn.dijk.example/f.jpg", "Een telefoon"}});
    CHECK(posts[1].media ==
          std::vector<Media>{
              {"other", "https://bsky.app/profile/did:plc:joris/post/3n2tteyn2m22e", ""},
              {"video", "https://video.dijk.example/p.m3u8", "Een film"}});
    CHECK(posts[2].media ==
          std::vector<Media>{
              {"other", "https://krant.example/stuk", "Storing bij Polderbank"},
              {"image", "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:ann/bafkpicture@jpeg",
               "Storing bij Polderbank"}});
}

TEST_CASE("bluesky: refusals are told in words")
{
    const auto text = [](const Response& response) {
        return bluesky().read(search(), {}, response).error().text;
    };
    CHECK_THAT(text(of("searchPosts_badlimit.json", 400)), ContainsSubstring("integer too big"));
    CHECK_THAT(text(of("getProfile.json")), ContainsSubstring("something else"));
    CHECK_THAT(text(answer("<html>Request forbidden by administrative rules.", "text/html", 403)),
               ContainsSubstring("(403)"));
    CHECK_THAT(text(answer("[]")), ContainsSubstring("something else"));
}

TEST_CASE("bluesky: the rest of the budget, and a 429 that says when")
{
    Response response = of("err429.json", 429);
    response.headers = {
        {"ratelimit-limit", "30"}, {"ratelimit-remaining", "0"}, {"ratelimit-reset", "1795290403"}};
    const auto limit = bluesky().rate_limit(response);
    REQUIRE(limit);
    CHECK(limit->limit == 30);
    CHECK(limit->resets == at("2026-11-21T19:46:43Z"));
    response.headers.emplace("retry-after", "283");
    const auto page = bluesky().read(search(), with_session(), response);
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == Fault::later);
    CHECK(page.error().retry_after == 283s);
}

TEST_CASE("bluesky: one value of another type never costs the other posts")
{
    for (const char* name : pages)
        for (const std::string& body : mutated(recorded("bluesky/" + std::string{name}))) {
            const auto page = bluesky().read(search(), {}, answer(body));
            if (!page) {
                check_sentence(page.error().text);
                continue;
            }
            const Json json = *parse_json(body);
            for (const char* list : {"posts", "feed", "records"})
                if (json.contains(list) && json[list].is_array())
                    CHECK(page->posts.size() + page->garbled.size() == json[list].size());
        }
}

TEST_CASE("bluesky: a login's answer with any value of another type is read or told")
{
    for (const std::string& body : mutated(recorded("bluesky/createSession.json"))) {
        const auto page = bluesky().read(search(), {}, answer(body));
        if (page)
            CHECK(bluesky().ask(search(), page->next, Time{}).url.starts_with("https://"));
        else
            check_sentence(page.error().text);
    }
}

TEST_CASE("bluesky: every spoiled answer ends in posts or in a sentence")
{
    for (const auto& body : spoiled(recorded("bluesky/searchPosts_via_pds_auth.json"))) {
        const auto page = bluesky().read(search(), with_session(), answer(body));
        if (page)
            CHECK(page->posts.size() + page->garbled.size() <= 4);
        else
            check_sentence(page.error().text);
    }
}

TEST_CASE("bluesky: a position or session that is nonsense begins anew")
{
    for (const char* nonsense :
         {"x", "{}", "[1]", R"({"places":[7],"turn":-1})", "{\"accessJwt\":7}"}) {
        Cursor cursor = with_session();
        cursor.position = nonsense;
        CHECK_THAT(bluesky().ask(search(), cursor, Time{}).url, !ContainsSubstring("cursor="));
        CHECK_FALSE(bluesky().ask(search(), with_session(nonsense), Time{}).url.empty());
    }
}

// ---- asking again ------------------------------------------------------------------------------

TEST_CASE("bluesky: posts on the wall are asked for together, reposts by their original")
{
    const std::vector<Known> known{
        {alice, "https://bsky.app/profile/alice.test/post/3n2tteyn2m22e"},
        {"at://did:plc:b/app.bsky.feed.repost/3k",
         "https://bsky.app/profile/did:plc:joris/post/3n"},
        {"at://did:plc:b/app.bsky.feed.repost/3l", "https://elders.example/"}};
    CHECK(
        bluesky().look_up(author(), {}, known).url ==
        "https://public.api.bsky.app/xrpc/app.bsky.feed.getPosts"
        "?uris=at%3A%2F%2Fdid%3Aplc%3Agcojfug3mm6y5tehynsqxmu5%2Fapp.bsky.feed.post%2F3n2tteyn2m22e"
        "&uris=at%3A%2F%2Fdid%3Aplc%3Ajoris%2Fapp.bsky.feed.post%2F3n");
    CHECK(bluesky().look_up(author(), {}, std::span{known}.subspan(2)).url.empty());
    const Request as_account = bluesky().look_up(search(), with_session(), known);
    CHECK(as_account.url.starts_with("https://pds.polder.example/xrpc/app.bsky.feed.getPosts?"));
    CHECK(header(as_account, "Authorization") == "Bearer acc3ss");
}

TEST_CASE("bluesky: what does not come back is gone, unless it is too young to be known everywhere")
{
    const std::vector<Known> known{
        {alice, ""},
        {"at://did:plc:joris/app.bsky.feed.post/3n2ttezi3tk2e", ""},  // 19:26:22
        {"at://did:plc:b/app.bsky.feed.repost/3k",
         "https://bsky.app/profile/did:plc:joris/post/3n2ttezi3tk2e"}};
    Response response = of("getPosts.json");
    const auto found = bluesky().read_looked_up(search(), known, response);
    REQUIRE(found);
    CHECK(found->posts.size() == 1);
    CHECK(found->gone == std::vector<std::string>{known[1].native_id, known[2].native_id});
    response.received = at("2026-11-21T19:29:00Z");
    CHECK(bluesky().read_looked_up(search(), known, response)->gone.empty());
}

TEST_CASE("bluesky: a look-up that fails says nothing about the posts")
{
    const std::vector<Known> known{{alice, ""}};
    for (const int status : {400, 401, 403, 404, 429, 500})
        CHECK_FALSE(bluesky().read_looked_up(search(), known, answer("{}", "", status)));
    CHECK_FALSE(bluesky().read_looked_up(search(), known, answer("{}")));
    for (const std::string& body : mutated(recorded("bluesky/getPosts.json")))
        if (const auto found = bluesky().read_looked_up(search(), known, answer(body)))
            CHECK(found->posts.size() + found->gone.size() <= 1);
}

// ---- settings ----------------------------------------------------------------------------------

TEST_CASE("bluesky: settings that cannot work are refused at start")
{
    CHECK(bluesky().check(search()));
    CHECK(bluesky().check(author()));
    const auto refused = [](SourceConfig source, auto change) {
        change(source);
        const auto result = bluesky().check(source);
        if (result) return std::string{};
        CHECK(result.error().fault == Fault::refused);
        return result.error().text;
    };
    CHECK_THAT(refused(search(), [](auto& s) { s.query = " "; }), ContainsSubstring("'query'"));
    CHECK_THAT(refused(search(), [](auto& s) { s.user.clear(); }), ContainsSubstring("'user'"));
    CHECK_THAT(refused(search(), [](auto& s) { s.credential.clear(); }),
               ContainsSubstring("app password"));
    CHECK_THAT(refused(search(), [](auto& s) { s.url = "wss://x.example"; }),
               ContainsSubstring("wss://"));
    CHECK_THAT(refused(search(), [](auto& s) { s.tag = "acme"; }), ContainsSubstring("'tag'"));
    CHECK_THAT(refused(author(), [](auto& s) { s.account = " , "; }),
               ContainsSubstring("'account'"));
    CHECK_THAT(refused(author(), [](auto& s) { s.feed = "likes"; }), ContainsSubstring("likes"));
    CHECK_THAT(refused(author(), [](auto& s) { s.url = "ftp://x"; }), ContainsSubstring("ftp://x"));
    CHECK_THAT(refused(author(), [](auto& s) { s.api_version = "3"; }),
               ContainsSubstring("api_version"));
}
