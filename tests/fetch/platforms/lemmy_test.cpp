// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/survival.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& lemmy() { return *platform_named("lemmy"); }
const Time now = at("2026-11-21T12:00:00Z");

SourceConfig server(const std::string& query = "Polderbank")
{
    SourceConfig source = source_of("lemmy");
    source.url = "lemmy.example";
    source.query = query;
    return source;
}

Cursor speaking(const std::string& version)
{
    Cursor cursor;
    cursor.session = version + " " + std::to_string(now.time_since_epoch().count());
    return cursor;
}

std::string asked(const Cursor& cursor, const SourceConfig& source = server(), Time when = now)
{
    return lemmy().ask(source, cursor, when).url;
}

Page page_of(const std::string& file, const Cursor& cursor = speaking("v3"),
             const SourceConfig& source = server())
{
    const auto page = lemmy().read(source, cursor, answer(recorded(file)));
    REQUIRE(page);
    return *page;
}

Response about_version(int status, const std::string& body)
{
    Response response = answer(body, "", status);
    response.url = "https://lemmy.example/api/v4/site";
    return response;
}

}  // namespace

TEST_CASE("lemmy: a server is first asked which interface it speaks")
{
    const Request request = lemmy().ask(server(), {}, now);
    CHECK(request.url == "https://lemmy.example/api/v4/site");
    CHECK(request.login);
    const auto newer =
        lemmy().read(server(), {}, about_version(200, recorded("lemmy/v4_site.json")));
    REQUIRE(newer);
    CHECK(newer->more);
    CHECK_THAT(asked(newer->next), ContainsSubstring("/api/v4/search?search_term="));
    const auto older = lemmy().read(server(), {}, about_version(404, "<html>not found</html>"));
    REQUIRE(older);
    CHECK(older->more);
    CHECK_THAT(asked(older->next), ContainsSubstring("/api/v3/search?q="));
    CHECK_FALSE(lemmy().read(server(), {}, about_version(502, "")));
}

TEST_CASE("lemmy: servers are updated, so the question is put again the next day")
{
    const Cursor cursor = speaking("v3");
    CHECK_THAT(asked(cursor, server(), now + 23h), ContainsSubstring("/api/v3/"));
    CHECK(asked(cursor, server(), now + 25h) == "https://lemmy.example/api/v4/site");
    SourceConfig source = server();
    source.api_version = "v4";
    CHECK_THAT(asked({}, source), ContainsSubstring("/api/v4/search"));
}

TEST_CASE("lemmy: a server that speaks another version than before is read from the newest page")
{
    Cursor cursor = speaking("v3");
    cursor.position = known_up_to("2026-11-18T11:06:40Z");
    const auto same = lemmy().read(server(), cursor, about_version(404, ""));
    CHECK(same->next.position == cursor.position);
    const auto other =
        lemmy().read(server(), cursor, about_version(200, recorded("lemmy/v4_site.json")));
    CHECK(other->next.position.empty());
}

TEST_CASE("lemmy: a post has a title, words without marks, and an identity over servers")
{
    const auto posts = page_of("lemmy/v3_search.json").posts;
    REQUIRE(posts.size() == 1);
    const RawPost& post = posts[0];
    CHECK(post.native_id == "lemmy.example/post/1");
    CHECK(post.kind == Kind::post);
    CHECK(post.title == "Acme machine");
    CHECK_THAT(post.text, ContainsSubstring("<strong>Great</strong> machine"));
    CHECK(post.markup == Markup::html);
    CHECK(post.author == Author{.name = "Bean",
                                .handle = "@bean_fan@lemmy.example",
                                .avatar = "",
                                .url = "https://lemmy.example/u/bean_fan"});
    CHECK(post.canonical == "https://lemmy.example/post/1");
    CHECK(post.url == "https://lemmy.example/post/1");
    CHECK(post.created == at("2026-11-20T10:00:00Z"));
    CHECK(post.counts == Counts{.likes = 5, .reposts = {}, .replies = 2});
}

TEST_CASE("lemmy: a comment answers a comment or the post; dates without a zone are UTC")
{
    const auto posts = page_of("lemmy/v3_comments.json").posts;
    REQUIRE(posts.size() == 2);
    const RawPost& post = posts[0];
    CHECK(post.native_id == "lemmy.example/comment/501");
    CHECK(post.kind == Kind::comment);
    CHECK(post.in_reply_to == "lemmy.example/comment/400");
    CHECK(posts[1].in_reply_to == "lemmy.example/post/77");
    CHECK(post.author.name == "Els &amp; zoon");
    CHECK(post.author.handle == "@els@dijk.example");
    CHECK(post.url == "https://dijk.example/comment/33");
    CHECK(post.created == at("2023-06-20T09:14:46Z"));
    CHECK(post.edited == at("2023-06-20T10:00:00Z"));
    CHECK(post.counts == Counts{.likes = 1, .reposts = {}, .replies = 4});
    CHECK(post.sensitive);  // its post is not safe for work
    CHECK_FALSE(post.deleted);
}

TEST_CASE("lemmy: what the author folded away as a spoiler is not shown")
{
    const std::string text = page_of("lemmy/v3_comments.json").posts.at(0).text;
    CHECK_THAT(text, ContainsSubstring("<em>fine</em>"));
    CHECK_THAT(text, ContainsSubstring("my balance"));
    CHECK_THAT(text, !ContainsSubstring("12 euro"));
    CHECK_THAT(text, !ContainsSubstring(":::"));
}

TEST_CASE("lemmy: what moderators removed is told to be gone")
{
    CHECK(page_of("lemmy/v3_comments.json").posts.at(1).deleted);
}

TEST_CASE("lemmy: the newer interface has other names for the same")
{
    const Page page = page_of("lemmy/v4_search.json", speaking("v4"));
    REQUIRE(page.posts.size() == 2);
    CHECK(page.garbled.empty());
    const RawPost& post = page.posts[0];
    CHECK(post.created == at("2026-11-21T08:00:00Z"));
    CHECK(post.edited == at("2026-11-21T09:00:00Z"));
    CHECK(post.author.handle == "@bas@lemmy.example");
    CHECK(post.counts == Counts{.likes = 12, .reposts = {}, .replies = 5});
    REQUIRE(post.media.size() == 2);
    CHECK(post.media[0] == Media{.type = "image",
                                 .url = "https://lemmy.example/pictrs/image/balie.jpg",
                                 .alt = "A counter"});
    CHECK(post.media[1].alt == "An empty counter");
    CHECK(page.posts[1].in_reply_to == "lemmy.example/post/88");
}

TEST_CASE("lemmy: later rounds go back page by page, each version in its way")
{
    Cursor cursor = speaking("v4");
    cursor.position = known_up_to("2026-11-18T11:06:40Z");
    Page page = page_of("lemmy/v4_search.json", cursor);
    CHECK(page.more);
    CHECK_THAT(asked(page.next), ContainsSubstring("&page_cursor=P2b"));
    Json json = *parse_json(recorded("lemmy/v3_search.json"));
    for (int i = 0; i < 49; ++i)
        json["posts"].push_back(json["posts"][0]);
    cursor.session = speaking("v3").session;
    const auto full = lemmy().read(server(), cursor, answer(dump(json)));
    CHECK(full->more);
    CHECK_THAT(asked(full->next), ContainsSubstring("&page=2"));
    CHECK_FALSE(page_of("lemmy/v3_search.json", cursor).more);
}

TEST_CASE("lemmy: without a search the newest posts and comments are read in turn")
{
    const SourceConfig source = server("");
    CHECK_THAT(asked(speaking("v3"), source),
               ContainsSubstring("/api/v3/post/list?sort=New&type_=All&limit=50"));
    CHECK_THAT(asked(speaking("v4"), source), ContainsSubstring("/api/v4/post/list?sort=new&"));
    Page page = page_of("lemmy/v3_search.json", speaking("v3"), source);
    CHECK(page.more);
    CHECK_THAT(asked(page.next, source), ContainsSubstring("/api/v3/comment/list?"));
    page = page_of("lemmy/v3_comments.json", page.next, source);
    CHECK_FALSE(page.more);
    SourceConfig community = source;
    community.account = "money@lemmy.example";
    CHECK_THAT(asked(speaking("v3"), community),
               ContainsSubstring("&community_name=money%40lemmy.example"));
}

TEST_CASE("lemmy: a post or comment is asked for again by its id")
{
    const auto url = [](const std::string& id) {
        const std::vector<Known> known{{id, ""}};
        return lemmy().look_up(server(), speaking("v3"), known).url;
    };
    CHECK(url("lemmy.example/post/1") == "https://lemmy.example/api/v3/post?id=1");
    CHECK(url("lemmy.example/comment/9") == "https://lemmy.example/api/v3/comment?id=9");
    CHECK(url("x").empty());
}

TEST_CASE("lemmy: what is deleted, removed or not found is gone")
{
    const std::vector<Known> known{{"lemmy.example/post/1", ""}};
    const std::vector<std::string> gone{"lemmy.example/post/1"};
    const auto found = [&](const std::string& body, int status = 200) {
        return lemmy().read_looked_up(server(), known, answer(body, "", status));
    };
    Json view = Json::object();
    view["post_view"] = (*parse_json(recorded("lemmy/v3_search.json")))["posts"][0];
    CHECK(found(dump(view))->posts.at(0).title == "Acme machine");
    view["post_view"]["post"]["removed"] = true;
    CHECK(found(dump(view))->gone == gone);
    CHECK(found(R"({"error":"couldnt_find_post"})", 404)->gone == gone);
    CHECK(found(R"({"error":"not_found"})", 404)->gone == gone);
    CHECK_FALSE(found("<html>nginx</html>", 404));
    CHECK_FALSE(found(R"({"error":"rate_limit_error"})", 429));
    CHECK_FALSE(found("{}"));
}

TEST_CASE("lemmy: too many questions wait until the server counts anew")
{
    Response response = answer(R"({"error":"rate_limit_error"})", "", 429);
    response.headers.emplace("x-ratelimit-remaining", "0");
    response.headers.emplace("x-ratelimit-reset", "40");
    const auto page = lemmy().read(server(), speaking("v3"), response);
    CHECK(page.error().retry_after == 40s);
    CHECK_THAT(page.error().text, ContainsSubstring("rate_limit_error"));
}

TEST_CASE("lemmy: a token becomes a header")
{
    SourceConfig source = server();
    CHECK(lemmy().ask(source, speaking("v3"), now).headers.size() == 1);
    source.credential = "s3cret";
    CHECK(lemmy().ask(source, speaking("v3"), now).headers.at(1).second == "Bearer s3cret");
}

TEST_CASE("lemmy: any answer ends in posts or in a sentence")
{
    for (const char* file : {"lemmy/v3_search.json", "lemmy/v3_comments.json",
                             "lemmy/v4_search.json", "lemmy/v4_site.json"})
        check_survives(lemmy(), server(), file);
    check_others_survive(lemmy(), server(), "lemmy/v3_comments.json", "/comments");
    check_others_survive(lemmy(), server(), "lemmy/v4_search.json", "/search");
}

TEST_CASE("lemmy: settings that cannot work are refused at start")
{
    CHECK(lemmy().check(server()));
    CHECK(lemmy().check(server("")));
    CHECK_FALSE(lemmy().check(server("NOT Polderbank")));
    SourceConfig source = server();
    source.api_version = "v2";
    CHECK_FALSE(lemmy().check(source));
    source = server();
    source.url = "";
    CHECK(lemmy().check(source).error().fault == Fault::refused);
}
