// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/business.hpp"

#include "fetch/platforms/little_text.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& linkedin() { return *platform_named("linkedin"); }

SourceConfig page_source()
{
    SourceConfig source;
    source.name = "li";
    source.platform = "linkedin";
    source.account = "10002687";
    source.credential = "AQXgeheim";
    return source;
}

SourceConfig renewing()
{
    SourceConfig source = page_source();
    source.credential =
        R"({"refresh_token": "AQYlang", "client_id": "77abc", "client_secret": "sl=euf"})";
    return source;
}

Result<Page> read(const Response& response) { return linkedin().read(page_source(), {}, response); }

}  // namespace

TEST_CASE("linkedin: an organisation's posts are asked for, in a version of its interface")
{
    const Request request = linkedin().ask(page_source(), {}, Time{});
    CHECK(request.url ==
          "https://api.linkedin.com/rest/posts?q=author&author=urn%3Ali%3Aorganization%3A10002687"
          "&count=50&sortBy=LAST_MODIFIED");
    CHECK(header_of(request, "Authorization") == "Bearer AQXgeheim");
    CHECK(header_of(request, "LinkedIn-Version") == "202606");
    CHECK(header_of(request, "X-Restli-Protocol-Version") == "2.0.0");
    SourceConfig newer = page_source();
    newer.api_version = "202611";
    CHECK(header_of(linkedin().ask(newer, {}, Time{}), "LinkedIn-Version") == "202611");
}

TEST_CASE("linkedin: posts in plain words, with dates of milliseconds")
{
    const auto page = read(answer(recorded("linkedin/posts_mixed.json")));
    REQUIRE(page);
    REQUIRE(page->posts.size() == 3);
    const RawPost& post = page->posts[0];
    CHECK(post.native_id == "urn:li:share:7012345678901234501");
    CHECK(post.text == "Thanks Dijk & Zonen (twice)! #polder");
    CHECK(post.created == Time{1795168800s});
    CHECK(post.edited == Time{1795172400s});
    CHECK(post.author.url == "https://www.linkedin.com/company/10002687");
    CHECK(post.url == "https://www.linkedin.com/feed/update/urn:li:share:7012345678901234501/");
    CHECK(page->posts[1].kind == Kind::repost);
    CHECK(page->posts[1].repost_of == "urn:li:share:7012345678901234000");
    CHECK(page->posts[2].text == "Members only");
    CHECK(page->posts[2].sensitive);
    CHECK(read(answer(recorded("linkedin/posts.json")))->posts.at(0).text ==
          "Exciting news from our team! #acme");
}

TEST_CASE("linkedin: little text is read as people read it")
{
    CHECK(plain_of_little_text("a \\* b \\_c\\_ \\\\ d") == "a * b _c_ \\ d");
    CHECK(plain_of_little_text("{hashtag|#|tag} and {hashtag\\|\\#\\|other}") == "#tag and #other");
    CHECK(plain_of_little_text("@[A \\(b\\)](urn:li:person:1)!") == "A (b)!");
    CHECK(plain_of_little_text("mail@[x] {hash} @[y](http)") == "mail@[x] {hash} @[y](http)");
    for (const char* broken : {"{hashtag|#", "{hashtag|", "@[", "@[x](urn:li:", "\\"})
        CHECK(plain_of_little_text(broken) == broken);
}

TEST_CASE("linkedin: later pages are numbered, and end where the last round began")
{
    Json many = *parse_json(recorded("linkedin/posts.json"));
    const Json one = many["elements"][0];
    for (int i = 1; i < 50; ++i) {
        many["elements"].push_back(one);
        many["elements"].back()["id"] = "urn:li:share:" + std::to_string(7000 + i);
    }
    Cursor cursor;
    cursor.position = R"({"known":"2026-11-01T00:00:00Z"})";
    const auto page = linkedin().read(page_source(), cursor, answer(dump(many)));
    CHECK(page->posts.size() == 50);
    CHECK(page->more);
    CHECK_THAT(linkedin().ask(page_source(), page->next, Time{}).url,
               ContainsSubstring("&start=50"));
    const auto last =
        linkedin().read(page_source(), page->next, answer(recorded("linkedin/posts.json")));
    CHECK_FALSE(last->more);
    CHECK(last->next.position == R"({"known":")" + to_rfc3339(Time{1795280000s}) + "\"}");
}

TEST_CASE("linkedin: a token is renewed where the credential can")
{
    const Time now = at("2026-11-21T12:00:00Z");
    const Request login = linkedin().ask(renewing(), {}, now);
    CHECK(login.login);
    CHECK(login.url == "https://www.linkedin.com/oauth/v2/accessToken");
    CHECK(login.body ==
          "grant_type=refresh_token&refresh_token=AQYlang&client_id=77abc&client_secret=sl%3Deuf");
    const auto page = linkedin().read(
        renewing(), {},
        answer(R"({"access_token":"AQXnieuw","expires_in":5184000,"refresh_token":"AQYlang"})"));
    REQUIRE(page);
    CHECK(page->more);
    CHECK(header_of(linkedin().ask(renewing(), page->next, now), "Authorization") ==
          "Bearer AQXnieuw");
    CHECK(linkedin().ask(renewing(), page->next, now + std::chrono::days{60}).login);
}

TEST_CASE("linkedin: a session that is refused is renewed once, not for ever")
{
    Cursor cursor;
    cursor.session =
        R"({"token":"a","since":"2026-11-21T11:00:00Z","until":"2026-12-21T11:00:00Z"})";
    const Response refused =
        answer(R"({"status":401,"code":"REVOKED_ACCESS_TOKEN","message":"revoked"})", "", 401);
    const auto page = linkedin().read(renewing(), cursor, refused);
    REQUIRE(page);
    CHECK(page->more);
    CHECK(page->next.session.empty());
    cursor.session =
        R"({"token":"a","since":"2026-11-21T11:59:55Z","until":"2026-12-21T11:00:00Z"})";
    CHECK(linkedin().read(renewing(), cursor, refused).error().fault == Fault::rejected);
}

TEST_CASE("linkedin: refusals say what to do")
{
    const auto error = [](const char* body, int status) {
        return read(answer(body, "", status)).error();
    };
    CHECK(
        error(
            R"({"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 20230101 is not active"})",
            426)
            .fault == Fault::rejected);
    CHECK_THAT(error(R"({"status":403,"code":"ACCESS_DENIED","message":"no"})", 403).text,
               ContainsSubstring("r_organization_social"));
    CHECK_THAT(
        error(R"({"status":401,"code":"EXPIRED_ACCESS_TOKEN","message":"expired"})", 401).text,
        ContainsSubstring("60 days"));
    CHECK(
        error(
            R"({"error":"invalid_request","error_description":"The provided refresh token is expired"})",
            400)
            .fault == Fault::rejected);
    Response slow =
        answer(R"({"status":429,"code":"TOO_MANY_REQUESTS","message":"limit"})", "", 429);
    slow.received = at("2026-11-21T23:50:00Z");
    CHECK(read(slow).error().retry_after == 10min);
    slow.received = at("2026-11-21T12:00:00Z");
    CHECK(read(slow).error().retry_after == 1h);
}

TEST_CASE("linkedin: a post that is gone, or a draft again, is taken off the wall")
{
    const std::vector<Known> known{{"urn:li:share:7", ""}};
    const Request request = linkedin().look_up(page_source(), {}, known);
    CHECK(request.url == "https://api.linkedin.com/rest/posts/urn%3Ali%3Ashare%3A7");
    CHECK(linkedin().read_looked_up(page_source(), known, answer("", "", 404))->gone.size() == 1);
    CHECK(linkedin()
              .read_looked_up(page_source(), known,
                              answer(R"({"id":"urn:li:share:7","lifecycleState":"DRAFT"})"))
              ->gone.size() == 1);
    CHECK(linkedin()
              .read_looked_up(page_source(), known,
                              answer(R"({"id":"urn:li:share:7","commentary":"x"})"))
              ->posts.size() == 1);
    CHECK_FALSE(linkedin().read_looked_up(page_source(), known, answer("", "", 401)));
    CHECK(linkedin().look_up(renewing(), {}, known).url.empty());
}

TEST_CASE("linkedin: however an answer is spoiled, the other posts survive")
{
    Json body = *parse_json(recorded("linkedin/posts_mixed.json"));
    body["elements"].erase(2);  // a draft that no longer says so is a post
    check_robust(page_source(), dump(body), "/elements");
}

TEST_CASE("linkedin: settings that cannot work are refused at start")
{
    CHECK(linkedin().check(page_source()));
    SourceConfig source = page_source();
    source.account = "urn:li:organization:10002687";
    CHECK(linkedin().check(source));
    source.account = "polderbank";
    CHECK_FALSE(linkedin().check(source));
    source = page_source();
    source.api_version = "v26";
    CHECK_FALSE(linkedin().check(source));
}
