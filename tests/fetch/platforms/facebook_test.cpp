// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/business.hpp"

#include "lib/signature.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& facebook() { return *platform_named("facebook"); }

SourceConfig page_source(const std::string& feed = "")
{
    SourceConfig source;
    source.name = "page";
    source.platform = "facebook";
    source.account = "104512";
    source.feed = feed;
    source.credential = R"({"token": "EAAGgeheim", "app_secret": "s3cret"})";
    return source;
}

Result<Page> read(const Response& response, const std::string& position = "")
{
    return facebook().read(page_source(),
                           {.position = position, .session = {}, .etag = {}, .last_modified = {}},
                           response);
}

Response fault(const std::string& code, int status = 400)
{
    return answer(R"({"error":{"message":"(#x) EAAGgeheim said no","code":)" + code + "}}",
                  "application/json", status);
}

}  // namespace

TEST_CASE("facebook: the token goes into a header, and the app's proof into the address")
{
    const Request request = facebook().ask(page_source(), {}, Time{});
    CHECK(request.url.starts_with(
        "https://graph.facebook.com/v26.0/104512/feed?fields=id%2Cmessage"));
    CHECK(header_of(request, "Authorization") == "Bearer EAAGgeheim");
    CHECK(request.url.find("EAAGgeheim") == std::string::npos);
    CHECK(
        request.url.ends_with("&appsecret_proof=" + lib::hmac_sha256_hex("s3cret", "EAAGgeheim")));
    SourceConfig plain = page_source();
    plain.credential = "EAAGgeheim\n";
    CHECK(header_of(facebook().ask(plain, {}, Time{}), "Authorization") == "Bearer EAAGgeheim");
    CHECK(facebook().ask(plain, {}, Time{}).url.find("proof") == std::string::npos);
}

TEST_CASE("facebook: the list, the version and the server are settings")
{
    SourceConfig source = page_source("ratings");
    source.api_version = "v27.0";
    source.url = "http://127.0.0.1:9/";
    const std::string url = facebook().ask(source, {}, Time{}).url;
    CHECK(url.starts_with("http://127.0.0.1:9/v27.0/104512/ratings?"));
    CHECK_THAT(url, ContainsSubstring("recommendation_type"));
}

TEST_CASE("facebook: posts of a page, most of them by a visitor without a name")
{
    const auto page = read(answer(recorded("facebook/feed.json")));
    REQUIRE(page);
    REQUIRE(page->posts.size() == 3);
    const RawPost& post = page->posts[0];
    CHECK(post.native_id == "104512_900001");
    CHECK(post.author == Author{});
    CHECK(post.text == "De nieuwe app van Polderbank werkt eindelijk weer!");
    CHECK(post.created == at("2026-11-20T10:00:00Z"));
    CHECK(post.url == "https://www.facebook.com/104512/posts/900001");
    CHECK(post.counts == Counts{.likes = 41, .reposts = 3, .replies = 7});
    REQUIRE(post.media.size() == 2);
    CHECK(post.media[0] == Media{"image", "https://scontent.example/1.jpg", "De rij bij de balie"});
    CHECK(post.media[1] == Media{"video", "https://video.example/2.mp4", "Film"});
    CHECK(page->posts[1].author.name == "Polderbank");
    CHECK(page->posts[1].sensitive);
    CHECK(page->posts[2].text == "Polderbank updated their cover photo.");
}

TEST_CASE("facebook: the sample of tagged posts is read")
{
    const auto page = read(answer(recorded("facebook/tagged.json")));
    REQUIRE(page->posts.size() == 1);
    CHECK(page->posts[0].native_id == "1234_5678");
}

TEST_CASE("facebook: pages are named by their cursor, never by the address with the token")
{
    const std::string known = R"({"known":"2026-11-10T00:00:00Z"})";
    const auto page = read(answer(recorded("facebook/feed.json")), known);
    CHECK(page->more);
    CHECK(page->next.position.find("geheim") == std::string::npos);
    const std::string url = facebook().ask(page_source(), page->next, Time{}).url;
    CHECK_THAT(url, ContainsSubstring("&after=QVFIUmI%3D"));
}

TEST_CASE("facebook: the first round takes one page, a later one ends where the last began")
{
    const auto first = read(answer(recorded("facebook/feed.json")));
    CHECK_FALSE(first->more);
    const auto second = read(answer(recorded("facebook/feed.json")), first->next.position);
    CHECK_FALSE(second->more);
    CHECK(second->next.position == first->next.position);
}

TEST_CASE("facebook: a page whose cursor Facebook forgot is begun anew")
{
    const std::string position = R"({"known":"2026-11-10T00:00:00Z","page":"old","pages":2})";
    const auto page = read(fault("100"), position);
    REQUIRE(page);
    CHECK(page->next.position == R"({"known":"2026-11-10T00:00:00Z"})");
    CHECK_FALSE(page->more);
    CHECK_FALSE(read(fault("100")));
}

TEST_CASE("facebook: a recommendation is a review with a thumb, stars only where people gave some")
{
    const auto page = read(answer(recorded("facebook/recommendations.json")));
    REQUIRE(page->posts.size() == 3);
    CHECK(page->posts[0].kind == Kind::review);
    CHECK(page->posts[0].native_id == "771");
    CHECK(page->posts[0].author.name == "Joris van Dijk");
    CHECK(page->posts[0].title == "\U0001F44E");
    CHECK_FALSE(page->posts[0].rating);
    CHECK(page->posts[1].title == "\U0001F44D");
    CHECK(page->posts[1].native_id.starts_with("review-"));
    CHECK(page->posts[2].rating == 4);
    CHECK(read(answer(recorded("facebook/ratings.json")))->posts[0].text == "Friendly people");
}

TEST_CASE("facebook: throttling is waited for, as long as Meta says")
{
    Response response = answer(recorded("facebook/error_ratelimit.json"), "", 403);
    CHECK(read(response).error().fault == Fault::later);
    CHECK(read(response).error().retry_after == 5min);  // it does not say
    response.headers.emplace(
        "x-business-use-case-usage",
        R"({"104512":[{"type":"pages","call_count":100,"total_time":25,"estimated_time_to_regain_access":19}]})");
    CHECK(read(response).error().retry_after == 19min);
    for (const char* code : {"17", "32", "613", "80001"})
        CHECK(read(fault(code)).error().fault == Fault::later);
}

TEST_CASE("facebook: a token that ended stops the source, and says what to do")
{
    const auto error = read(answer(recorded("facebook/error_token.json"), "", 400)).error();
    CHECK(error.fault == Fault::rejected);
    CHECK_THAT(error.text, ContainsSubstring("has expired") && ContainsSubstring("make a new one"));
    for (const char* code : {"190", "10", "200", "803", "2635", "104"}) {
        CHECK(read(fault(code)).error().fault == Fault::rejected);
        check_sentence(read(fault(code)).error().text);
    }
}

TEST_CASE("facebook: no sentence repeats the token")
{
    for (const char* code : {"1", "100", "190", "200"})
        CHECK(read(fault(code)).error().text.find("geheim") == std::string::npos);
}

TEST_CASE("facebook: usage in percent is what is left of a hundred; none told is not zero")
{
    Response response = answer("{}");
    CHECK_FALSE(facebook().rate_limit(response));
    response.headers.emplace("x-app-usage",
                             R"({"call_count":28,"total_time":25,"total_cputime":31})");
    auto limit = facebook().rate_limit(response);
    REQUIRE(limit);
    CHECK(*limit == RateLimit{.limit = 100, .remaining = 69, .resets = response.received + 1h});
    response.headers.emplace(
        "x-business-use-case-usage",
        R"({"1":[{"call_count":4},{"total_time":97,"estimated_time_to_regain_access":5}],"2":7})");
    limit = facebook().rate_limit(response);
    CHECK(limit->remaining == 3);
    CHECK(limit->resets == response.received + 5min);
    response.headers.clear();
    response.headers.emplace("x-app-usage", R"({"call_count":1e99,"total_time":"x"})");
    CHECK(facebook().rate_limit(response)->remaining == 0);
    response.headers.clear();
    response.headers.emplace("x-app-usage", "nonsense");
    CHECK_FALSE(facebook().rate_limit(response));
}

TEST_CASE("facebook: a post of the page is looked up, and gone when Facebook knows it no more")
{
    const std::vector<Known> known{{"104512_900001", ""}};
    CHECK(facebook()
              .look_up(page_source(), {}, known)
              .url.starts_with("https://graph.facebook.com/v26.0/104512_900001?fields="));
    CHECK(facebook().look_up(page_source("tagged"), {}, known).url.empty());
    const auto gone = facebook().read_looked_up(
        page_source(), known,
        answer(R"({"error":{"message":"Unsupported get request","code":100,"error_subcode":33}})",
               "", 400));
    REQUIRE(gone);
    CHECK(gone->gone == std::vector<std::string>{"104512_900001"});
    const auto found = facebook().read_looked_up(
        page_source(), known, answer(R"({"id":"104512_900001","message":"Nu anders"})"));
    CHECK(found->posts.at(0).text == "Nu anders");
    for (const char* code : {"4", "190", "1"})
        CHECK_FALSE(facebook().read_looked_up(page_source(), known, fault(code)));
}

TEST_CASE("facebook: however an answer is spoiled, the other posts survive")
{
    check_robust(page_source(), recorded("facebook/feed.json"), "/data");
    check_robust(page_source("ratings"), recorded("facebook/recommendations.json"), "/data");
}

TEST_CASE("facebook: settings that cannot work are refused at start")
{
    CHECK(facebook().check(page_source("tagged")));
    SourceConfig source = page_source("likes");
    CHECK_THAT(facebook().check(source).error().text, ContainsSubstring("published_posts"));
    source = page_source();
    source.account = " ";
    CHECK(facebook().check(source).error().fault == Fault::refused);
    source = page_source();
    source.credential.clear();
    CHECK(facebook().check(source).error().fault == Fault::refused);
}
