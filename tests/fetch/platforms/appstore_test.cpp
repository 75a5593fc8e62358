// SPDX-License-Identifier: Apache-2.0
// Keys are made by the openssl program.
#include "fetch/platforms/survival.hpp"

#include "support/temporary_folder.hpp"

#include <cstdlib>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& appstore() { return *platform_named("appstore"); }
const Time now = at("2026-11-21T12:00:00Z");

SourceConfig shop()
{
    SourceConfig source = source_of("appstore");
    source.url.clear();
    source.account = "123456789";
    source.country = "NL";
    return source;
}

SourceConfig connect(const std::string& issuer = "57246542-96fe-1a63-e053-0824d011072a")
{
    const TemporaryFolder folder;
    const std::string command =
        "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 "
        "-out '" +
        (folder.path() / "key.p8").string() + "' >/dev/null 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
    Json secret = Json::object();
    secret["key_id"] = "2X9R4HXF34";
    if (!issuer.empty()) secret["issuer"] = issuer;
    secret["private_key"] = folder.read("key.p8");
    SourceConfig source = shop();
    source.credential = dump(secret);
    return source;
}

std::string token_of(const Request& request)
{
    for (const auto& [name, value] : request.headers)
        if (name == "Authorization") return value.substr(std::string{"Bearer "}.size());
    return {};
}

// The parts of a token before its signature.
Json part_of(const std::string& token, std::size_t which)
{
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    unsigned waiting = 0, bits = 0;
    const std::string_view part = split(token, '.').at(which);
    for (const char letter : part) {
        waiting = (waiting << 6) | static_cast<unsigned>(alphabet.find(letter));
        if ((bits += 6) < 8) continue;
        bits -= 8;
        text += static_cast<char>((waiting >> bits) & 255U);
    }
    return *parse_json(text);
}

Page page_of(const std::string& file, const Cursor& cursor = {},
             const SourceConfig& source = shop())
{
    const auto page = appstore().read(source, cursor, answer(recorded(file)));
    REQUIRE(page);
    return *page;
}

}  // namespace

TEST_CASE("appstore: the shop's feed of one country is asked for, newest first")
{
    CHECK(appstore().ask(shop(), {}, now).url ==
          "https://itunes.apple.com/nl/rss/customerreviews/page=1/id=123456789/"
          "sortby=mostrecent/json");
}

TEST_CASE("appstore: a review has stars, a title and words; the app's own entry is none")
{
    const Page page = page_of("appstore/feed_with_app.json");
    CHECK(page.garbled.empty());
    REQUIRE(page.posts.size() == 2);
    const RawPost& post = page.posts[0];
    CHECK(post.native_id == "13300000001");
    CHECK(post.kind == Kind::review);
    CHECK(post.rating == 1);
    CHECK(post.title == "Inloggen <lukt> niet");
    CHECK(post.markup == Markup::plain);
    CHECK(post.text == "Sinds de update kom ik er niet in.\nHelp!");
    CHECK(post.author.name == "Lotte & Bas");
    CHECK(post.author.url == "https://itunes.apple.com/nl/reviews/id77");
    CHECK(post.created == at("2026-11-21T08:00:00Z"));
    CHECK(post.url == "https://itunes.apple.com/nl/review?id=123456789&type=Purple%20Software");
    CHECK(post.counts.likes == 3);
    CHECK(page.posts[1].rating == 4);
    CHECK(page_of("appstore/feed.json").posts.at(0).rating == 5);
}

TEST_CASE("appstore: one review is an object, none is nothing at all")
{
    Json json = *parse_json(recorded("appstore/feed.json"));
    const Json only = json["feed"]["entry"][0];
    json["feed"]["entry"] = only;
    auto page = appstore().read(shop(), {}, answer(dump(json)));
    REQUIRE(page);
    CHECK(page->posts.size() == 1);
    json["feed"].erase("entry");
    page = appstore().read(shop(), {}, answer(dump(json)));
    REQUIRE(page);
    CHECK(page->posts.empty());
    CHECK(page->garbled.empty());
}

TEST_CASE("appstore: later rounds go back page by page, no further than the feed goes")
{
    Page page = page_of("appstore/feed_with_app.json");
    CHECK_FALSE(page.more);
    CHECK_FALSE(page_of("appstore/feed_with_app.json", page.next).more);
    Cursor cursor;
    cursor.position = R"({"known":"2026-11-18T11:06:40Z"})";
    for (int number = 2; number <= 4; ++number) {
        page = page_of("appstore/feed_with_app.json", cursor);
        CHECK(page.more);
        cursor = page.next;
        CHECK_THAT(appstore().ask(shop(), cursor, now).url,
                   ContainsSubstring("/page=" + std::to_string(number) + "/"));
    }
    CHECK_FALSE(page_of("appstore/feed_with_app.json", cursor).more);
}

TEST_CASE("appstore: with a key, App Store Connect is asked, with a token signed for this hour")
{
    const SourceConfig source = connect();
    const Request request = appstore().ask(source, {}, now);
    CHECK(request.url ==
          "https://api.appstoreconnect.apple.com/v1/apps/123456789/customerReviews"
          "?sort=-createdDate&limit=200&include=response");
    const std::string token = token_of(request);
    CHECK(part_of(token, 0)["alg"] == "ES256");
    CHECK(part_of(token, 0)["kid"] == "2X9R4HXF34");
    const Json claims = part_of(token, 1);
    CHECK(claims["iss"] == "57246542-96fe-1a63-e053-0824d011072a");
    CHECK(claims["aud"] == "appstoreconnect-v1");
    const auto issued = claims["iat"].get<std::int64_t>(), ends = claims["exp"].get<std::int64_t>();
    CHECK(issued == now.time_since_epoch().count());
    CHECK((ends > issued && ends <= issued + 20 * 60));
}

TEST_CASE("appstore: the key of one person names no issuer")
{
    const Json claims = part_of(token_of(appstore().ask(connect(""), {}, now)), 1);
    CHECK(claims["sub"] == "user");
    CHECK_FALSE(claims.contains("iss"));
}

TEST_CASE("appstore: a token is used until shortly before it ends")
{
    const SourceConfig source = connect();
    Response response = answer(recorded("appstore/connect_page.json"));
    response.received = now;
    const Cursor cursor = appstore().read(source, {}, response)->next;
    REQUIRE_FALSE(cursor.session.empty());
    const std::string token = token_of(appstore().ask(source, cursor, now + 5min));
    CHECK(token_of(appstore().ask(source, cursor, now + 15min)) == token);
    CHECK(token_of(appstore().ask(source, cursor, now + 25min)) != token);
    response.received = now + 3min;
    CHECK(appstore().read(source, cursor, response)->next.session == cursor.session);
    response.received = now + 12min;
    CHECK(appstore().read(source, cursor, response)->next.session != cursor.session);
}

TEST_CASE("appstore: reviews of App Store Connect, and whether they were answered")
{
    const Page page = page_of("appstore/connect_page.json");
    REQUIRE(page.posts.size() == 2);
    const RawPost& post = page.posts[0];
    CHECK(post.native_id == "00000081-0000-0001-aaaa-bbbb00000000");
    CHECK(post.kind == Kind::review);
    CHECK(post.rating == 2);
    CHECK(post.title == "Traag");
    CHECK(post.text == "Duurt lang");
    CHECK(post.author.name == "els_aan_zee");
    CHECK(post.created == at("2026-11-21T16:10:34Z"));
    CHECK(post.counts.replies == 1);
    CHECK(page.posts[1].counts.replies == 0);
    CHECK(page.posts[1].title.empty());
    CHECK(page_of("appstore/customer_reviews.json").posts.at(0).rating == 5);
}

TEST_CASE("appstore: of the next page's address only its cursor is taken")
{
    Cursor cursor;
    cursor.position = R"({"known":"2026-11-18T11:06:40Z"})";
    const Page page = page_of("appstore/connect_page.json", cursor);
    CHECK(page.more);
    CHECK_THAT(appstore().ask(connect(), page.next, now).url,
               ContainsSubstring("https://api.appstoreconnect.apple.com/v1/apps/123456789/"));
    CHECK_THAT(appstore().ask(connect(), page.next, now).url,
               ContainsSubstring("&cursor=Mg.AOc%3D"));
}

TEST_CASE("appstore: a key that is none is told in words when Apple asks for one")
{
    SourceConfig source = connect();
    Response response = answer(recorded("appstore/not_authorized.json"), "", 401);
    auto page = appstore().read(source, {}, response);
    CHECK(page.error().fault == Fault::rejected);
    CHECK_THAT(page.error().text, ContainsSubstring("properly configured"));
    source.credential = R"({"key_id":"K","issuer":"I","private_key":"hunter2"})";
    CHECK(token_of(appstore().ask(source, {}, now)).empty());
    page = appstore().read(source, {}, response);
    CHECK(page.error().fault == Fault::rejected);
    CHECK_THAT(page.error().text, ContainsSubstring("no key of App Store Connect"));
    CHECK_THAT(page.error().text, !ContainsSubstring("hunter2"));
}

TEST_CASE("appstore: what is left of the hour stands in one header")
{
    Response response = answer("{}");
    CHECK_FALSE(appstore().rate_limit(response));
    response.headers.emplace("x-rate-limit", "user-hour-lim:3600;user-hour-rem:3545;");
    CHECK(*appstore().rate_limit(response) ==
          RateLimit{.limit = 3600, .remaining = 3545, .resets = response.received + 1h});
}

TEST_CASE("appstore: only App Store Connect can be asked for a review again")
{
    const std::vector<Known> known{{"00000081-0000-0001-aaaa-bbbb00000000", ""}};
    CHECK(appstore().look_up(shop(), {}, known).url.empty());
    const SourceConfig source = connect();
    const Cursor cursor = page_of("appstore/connect_page.json", {}, source).next;
    const Request request = appstore().look_up(source, cursor, known);
    CHECK(request.url ==
          "https://api.appstoreconnect.apple.com/v1/customerReviews/"
          "00000081-0000-0001-aaaa-bbbb00000000");
    CHECK_FALSE(token_of(request).empty());
    Json one = Json::object();
    one["data"] = (*parse_json(recorded("appstore/connect_page.json")))["data"][0];
    CHECK(appstore().read_looked_up(source, known, answer(dump(one)))->posts.size() == 1);
    CHECK(appstore().read_looked_up(source, known, answer("", "", 404))->gone.size() == 1);
    CHECK_FALSE(appstore().read_looked_up(source, known, answer("{}")));
    CHECK_FALSE(appstore().read_looked_up(source, known, answer("", "", 500)));
}

TEST_CASE("appstore: any answer ends in posts or in a sentence")
{
    for (const char* file :
         {"appstore/feed.json", "appstore/feed_with_app.json", "appstore/customer_reviews.json",
          "appstore/connect_page.json", "appstore/not_authorized.json"})
        check_survives(appstore(), shop(), file);
    check_others_survive(appstore(), shop(), "appstore/feed_with_app.json", "/feed/entry");
    check_others_survive(appstore(), shop(), "appstore/connect_page.json", "/data");
}

TEST_CASE("appstore: settings that cannot work are refused at start")
{
    CHECK(appstore().check(shop()));
    SourceConfig source = shop();
    source.country = "";
    CHECK(appstore().check(source).error().fault == Fault::refused);
    source.credential = "appstore-key";  // at start it is a name
    CHECK(appstore().check(source));
    for (const char* account : {"", "id123", "com.polder.app"}) {
        source.account = account;
        CHECK_FALSE(appstore().check(source));
    }
}
