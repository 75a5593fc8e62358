// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/business.hpp"

#include "support/temporary_folder.hpp"

#include <cstdlib>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& googleplay() { return *platform_named("googleplay"); }

const Time now = *from_rfc3339("2026-11-21T12:00:00Z");

// A key of our own, made by the openssl program: none lies about in the sources.
const std::string& private_key()
{
    static const std::string key = [] {
        TemporaryFolder folder;
        const std::string file = (folder.path() / "key.pem").string();
        REQUIRE(std::system(
                    ("openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out '" +
                     file + "' >/dev/null 2>&1 || openssl genrsa -out '" + file +
                     "' 2048 >/dev/null 2>&1")
                        .c_str()) == 0);
        std::ifstream in{file, std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    }();
    return key;
}

SourceConfig app()
{
    SourceConfig source;
    source.name = "play";
    source.platform = "googleplay";
    source.account = "example.polderbank.app";
    Json secret = Json::object();
    secret["type"] = "service_account";
    secret["client_email"] = "wall@polder.iam.example";
    secret["private_key_id"] = "abc123";
    secret["private_key"] = private_key();
    source.credential = dump(secret);
    return source;
}

Cursor logged_in()
{
    return googleplay().read(app(), {}, answer(recorded("googleplay/token.json")))->next;
}

}  // namespace

TEST_CASE("googleplay: without a session a signed text asks for one")
{
    const Request login = googleplay().ask(app(), {}, now);
    CHECK(login.login);
    CHECK(login.url == "https://oauth2.googleapis.com/token");
    CHECK(login.body.starts_with(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJ"));
    const std::string assertion = login.body.substr(login.body.rfind('=') + 1);
    CHECK(split(assertion, '.').size() == 3);
    CHECK(login.body.find("PRIVATE") == std::string::npos);
}

TEST_CASE("googleplay: the token is kept until just before it ends")
{
    const Cursor cursor = logged_in();
    const Request request = googleplay().ask(app(), cursor, now);
    CHECK(request.url ==
          "https://androidpublisher.googleapis.com/androidpublisher/v3/applications/"
          "example.polderbank.app/reviews?maxResults=100");
    CHECK(header_of(request, "Authorization") == "Bearer ya29.geheim");
    CHECK_FALSE(googleplay().ask(app(), cursor, now + 3538s).login);
    CHECK(googleplay().ask(app(), cursor, now + 3540s).login);
}

TEST_CASE("googleplay: a token that ended early is renewed once, not for ever")
{
    const Response refused = [] {
        Response response = answer(
            R"({"error":{"code":401,"message":"Invalid Credentials","status":"UNAUTHENTICATED"}})",
            "", 401);
        response.received = now + 10min;
        return response;
    }();
    const auto page = googleplay().read(app(), logged_in(), refused);
    REQUIRE(page);
    CHECK(page->next.session.empty());
    CHECK(page->more);
    Response at_once = refused;
    at_once.received = now + 1s;
    CHECK(googleplay().read(app(), logged_in(), at_once).error().fault == Fault::rejected);
}

TEST_CASE("googleplay: reviews in their writers' words, with stars and without the leading tab")
{
    const auto page =
        googleplay().read(app(), logged_in(), answer(recorded("googleplay/reviews_two.json")));
    REQUIRE(page);
    REQUIRE(page->posts.size() == 2);
    const RawPost& review = page->posts[0];
    CHECK(review.kind == Kind::review);
    CHECK(review.native_id == "a1b2");
    CHECK(review.author.name == "Els Visser");
    CHECK(review.title == "Traag");
    CHECK(review.text == "De app start niet meer");
    CHECK(review.created == Time{1795172400s});
    CHECK(review.language == "nl-NL");
    CHECK(review.rating == 1);
    CHECK(review.counts.likes == 6);
    CHECK(page->posts[1].text == "prima");
    CHECK(page->posts[1].title.empty());
    CHECK(page->posts[1].created == Time{1795168800s});
    CHECK(googleplay()
              .read(app(), {}, answer(recorded("googleplay/reviews.json")))
              ->posts.at(0)
              .text == "Nice app");
}

TEST_CASE("googleplay: no reviews in the last week is no fault")
{
    const auto page = googleplay().read(app(), logged_in(), answer("{}"));
    REQUIRE(page);
    CHECK(page->posts.empty());
    CHECK_FALSE(page->more);
}

TEST_CASE("googleplay: pages follow by their token, and one that is forgotten is begun anew")
{
    Cursor cursor = logged_in();
    cursor.position = R"({"known":"2026-11-10T00:00:00Z"})";
    const auto page = googleplay().read(app(), cursor, answer(recorded("googleplay/reviews.json")));
    CHECK(page->more);
    CHECK_THAT(googleplay().ask(app(), page->next, now).url, ContainsSubstring("&token=x"));
    const auto anew = googleplay().read(
        app(), page->next,
        answer(R"({"error":{"code":400,"message":"Invalid page token"}})", "", 400));
    REQUIRE(anew);
    CHECK(googleplay().ask(app(), anew->next, now).url.find("token=x") == std::string::npos);
}

TEST_CASE("googleplay: a credential that is no service account's key is told in words")
{
    const Response refused = answer(
        R"({"error":"invalid_grant","error_description":"Invalid JWT: Failed audience check."})",
        "", 400);
    CHECK_THAT(googleplay().read(app(), {}, refused).error().text,
               ContainsSubstring("does not know"));
    CHECK(googleplay().read(app(), {}, refused).error().fault == Fault::rejected);
    SourceConfig source = app();
    source.credential = "just a text";
    CHECK(googleplay().ask(source, {}, now).login);
    const auto error = googleplay().read(source, {}, refused).error();
    CHECK(error.fault == Fault::rejected);
    CHECK_THAT(error.text, ContainsSubstring("whole JSON file"));
    source.credential = R"({"client_email": "a@b.example", "private_key": "no key"})";
    CHECK(googleplay().read(source, {}, refused).error().fault == Fault::rejected);
}

TEST_CASE("googleplay: refusals say what to do")
{
    const auto error = [](int status) {
        return googleplay()
            .read(app(), logged_in(),
                  answer(R"({"error":{"code":1,"message":"The caller does not have permission"}})",
                         "", status))
            .error();
    };
    CHECK_THAT(error(403).text, ContainsSubstring("Play Console"));
    CHECK_THAT(error(404).text, ContainsSubstring("package"));
    CHECK(error(429).fault == Fault::later);
}

TEST_CASE("googleplay: however an answer is spoiled, the other reviews survive")
{
    SourceConfig source = app();
    source.credential.clear();
    check_robust(source, recorded("googleplay/reviews_two.json"), "/reviews");
}

TEST_CASE("googleplay: settings that cannot work are refused at start")
{
    CHECK(googleplay().check(app()));
    SourceConfig source = app();
    source.account = "My App";
    CHECK_FALSE(googleplay().check(source));
}
