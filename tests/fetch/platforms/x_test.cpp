// SPDX-License-Identifier: Apache-2.0
#include "fetch/answers.hpp"

#include "narrowcast/base/json.hpp"

#include <algorithm>
#include <numeric>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& x() { return *platform_named("x"); }

const Time noon = at("2026-11-21T12:00:00Z");

// Like X's own ids: the first of that moment.
std::string id_at(Time time)
{
    const auto ms =
        static_cast<std::uint64_t>(time.time_since_epoch().count() * 1000 - 1'288'834'974'657);
    return std::to_string(ms << 22U);
}

SourceConfig search(const std::string& query = "polderbank")
{
    SourceConfig source = source_of("x");
    source.url = "";
    source.query = query;
    source.credential = "s3cret";
    source.budget = 50;
    source.stream = false;
    return source;
}

Response x_says(std::string body, int status = 200)
{
    Response response = answer(std::move(body), "application/json", status);
    response.url = "https://api.x.com/2/tweets/search/recent?query=x";
    return response;
}

// What the .http files hold behind the headers.
std::string body_of(const std::string& recording)
{
    const std::string text = recorded(recording);
    const auto at_ = text.find("\r\n\r\n") != std::string::npos ? text.find("\r\n\r\n") + 4
                                                                : text.find("\n\n") + 2;
    return text.substr(at_);
}

std::vector<RawPost> posts_of(const std::string& body)
{
    SourceConfig source;
    source.name = "test";
    source.platform = "x";
    const auto page = x().read(source, {}, answer(body));
    REQUIRE(page);
    return page->posts;
}

RawPost only(const std::string& body)
{
    const auto posts = posts_of(body);
    REQUIRE(posts.size() == 1);
    return posts.front();
}

double dollars(const std::vector<Spending>& spent)
{
    return std::accumulate(spent.begin(), spent.end(), 0.0, [](double sum, const Spending& one) {
        CHECK(one.quota == "dollars");
        return sum + one.amount;
    });
}

std::string page_of(const std::string& ids, const std::string& next)
{
    std::string data, newest;
    for (const auto id : split(ids, ' ')) {
        data += std::string{data.empty() ? "" : ","} + R"({"text":"t","id":")" + std::string{id} +
                "\"}";
        if (newest.empty()) newest = id;
    }
    return R"({"data":[)" + data + R"(],"meta":{"newest_id":")" + newest + "\"" +
           (next.empty() ? "" : R"(,"next_token":")" + next + "\"") + "}}";
}

bool asks(const Request& request, const std::string& part)
{
    return request.url.find(part) != std::string::npos;
}

}  // namespace

// ---- questions ---------------------------------------------------------------------------------

TEST_CASE("x: the newest few posts of the search are asked for first, as each costs money")
{
    const Request request = x().ask(search(), {}, noon);
    CHECK(request.url.starts_with(
        "https://api.x.com/2/tweets/search/recent?query=polderbank%20-is%3Aretweet&max_results=25&"
        "tweet.fields="));
    CHECK(asks(request, "expansions=author_id,attachments.media_keys&"));
    CHECK_FALSE(asks(request, "since_id"));
    CHECK(request.body.empty());
}

TEST_CASE("x: the token becomes a header, never part of the address")
{
    const Request request = x().ask(search(), {}, noon);
    CHECK(request.headers.at(1) ==
          std::pair<std::string, std::string>{"Authorization", "Bearer s3cret"});
    CHECK_FALSE(asks(request, "s3cret"));
}

TEST_CASE("x: a setting says whether tweets or posts are asked for")
{
    SourceConfig source = search();
    source.api_version = "post";
    const Request request = x().ask(source, {}, noon);
    CHECK(asks(request, "post.fields=created_at"));
    CHECK(asks(request, "note_post"));
    CHECK_FALSE(asks(request, "tweet.fields"));
}

TEST_CASE("x: a query's alternatives, exclusions, authors and languages are said in X's words")
{
    const auto question = [](const std::string& query) {
        return *percent_decoded(x().ask(search(query), {}, noon).url);
    };
    CHECK_THAT(question("polderbank NOT vacature"), ContainsSubstring("-vacature"));
    CHECK_THAT(question("polderbank OR \"polder bank\""), ContainsSubstring("\"polder bank\""));
    CHECK_THAT(question("polderbank OR \"polder bank\""), ContainsSubstring(" OR "));
    CHECK_THAT(question("polderbank lang:nl"), ContainsSubstring("lang:nl"));
}

TEST_CASE("x: a hashtag or an account will do in place of a query")
{
    SourceConfig source = search("");
    source.tag = "#polderbank";
    CHECK(asks(x().ask(source, {}, noon), "query=%23polderbank%20-is%3Aretweet&"));
    source.tag = "";
    source.account = "polderbank";
    CHECK(asks(x().ask(source, {}, noon),
               "query=%28%40polderbank%20OR%20from%3Apolderbank%29%20-is%3Aretweet&"));
}

// ---- gaps and pages ----------------------------------------------------------------------------

TEST_CASE("x: since_id stays the same while the pages are followed, and moves on only then")
{
    const SourceConfig source = search();
    const std::string old = id_at(noon - 1h), middle = id_at(noon - 30min), top = id_at(noon);
    auto page = x().read(source, {}, x_says(page_of(old, "MORE")));
    REQUIRE(page);
    CHECK_FALSE(page->more);  // the first question ends the first round

    CHECK(asks(x().ask(source, page->next, noon), "&max_results=100&since_id=" + old));
    page = x().read(source, page->next, x_says(page_of(top, "PAGE2")));
    REQUIRE(page);
    CHECK(page->more);
    CHECK(asks(x().ask(source, page->next, noon), "&since_id=" + old + "&next_token=PAGE2&"));
    page = x().read(source, page->next, x_says(page_of(middle, "")));
    CHECK_FALSE(page->more);
    const Request next = x().ask(source, page->next, noon);
    CHECK(asks(next, "&since_id=" + top + "&"));
    CHECK_FALSE(asks(next, "next_token"));
}

TEST_CASE("x: nothing new leaves the place as it is, and a first answer without posts marks now")
{
    const SourceConfig source = search();
    const std::string empty = R"({"meta":{"result_count":0}})";  // as the real X: without data
    auto page = x().read(source, {}, x_says(empty));
    REQUIRE(page);
    CHECK(page->posts.empty());
    CHECK(page->spent.empty());
    const std::string since = "&since_id=" + id_at(noon - 60s) + "&";
    CHECK(asks(x().ask(source, page->next, noon), since));
    page = x().read(source, page->next, x_says(empty));
    CHECK(asks(x().ask(source, page->next, noon), since));
}

TEST_CASE("x: a round ends after ten pages, and says that some posts are left out")
{
    const SourceConfig source = search();
    Cursor cursor = x().read(source, {}, x_says(page_of(id_at(noon - 1h), "")))->next;
    int pages = 0;
    for (bool more = true; more; ++pages) {
        REQUIRE(pages < 20);
        auto page = x().read(source, cursor, x_says(page_of(id_at(noon), "AGAIN")));
        more = page->more;
        cursor = page->next;
        CHECK(page->garbled.empty() == more);
    }
    CHECK(pages == 10);
    CHECK(asks(x().ask(source, cursor, noon), "&since_id=" + id_at(noon) + "&"));
}

TEST_CASE("x: an id from before X's seven days is not asked with, it would be refused")
{
    const SourceConfig source = search();
    const auto page = x().read(source, {}, x_says(page_of(id_at(noon), "")));
    CHECK(asks(x().ask(source, page->next, noon + 24h * 6), "since_id"));
    const Request late = x().ask(source, page->next, noon + 24h * 7);
    CHECK_FALSE(asks(late, "since_id"));
    CHECK(asks(late, "max_results=25"));
}

TEST_CASE("x: a since_id or a page that X does not accept any more begins anew, once")
{
    const SourceConfig source = search();
    const std::string old = id_at(noon - 1h);
    Cursor cursor = x().read(source, {}, x_says(page_of(old, "")))->next;
    cursor = x().read(source, cursor, x_says(page_of(id_at(noon), "PAGE2")))->next;
    const auto complaint = [](const std::string& parameter) {
        return x_says(R"({"errors":[{"parameters":{")" + parameter +
                          R"(":["1"]},"message":"no"}],"title":"Invalid Request",
                      "detail":"One or more parameters to your request was invalid.",
                      "type":"https://api.x.com/2/problems/invalid-request"})",
                      400);
    };
    auto page = x().read(source, cursor, complaint("next_token"));
    REQUIRE(page);
    CHECK(page->more);
    CHECK(asks(x().ask(source, page->next, noon), "since_id=" + old));
    CHECK_FALSE(asks(x().ask(source, page->next, noon), "next_token"));
    page = x().read(source, page->next, complaint("since_id"));
    REQUIRE(page);
    CHECK_FALSE(asks(x().ask(source, page->next, noon), "since_id"));
    CHECK(x().read(source, page->next, complaint("since_id")).error().fault == Fault::rejected);
}

// ---- posts -------------------------------------------------------------------------------------

TEST_CASE("x: a recorded answer of X's own simulator becomes posts")
{
    const auto posts = posts_of(recorded("x/search_acme.json"));
    REQUIRE(posts.size() == 3);
    const RawPost& post = posts.front();
    CHECK(post.native_id == "588");
    CHECK(post.kind == Kind::post);
    CHECK(post.author.name == "Playground User");
    CHECK(post.author.handle == "@playground_user");
    CHECK(post.author.url == "https://x.com/playground_user");
    CHECK(post.author.avatar ==
          "https://abs.twimg.com/sticky/default_profile_images/"
          "default_profile_1_normal.png");
    CHECK(post.text == "I love the new Acme coffee machine 2 #acme");
    CHECK(post.markup == Markup::plain);
    CHECK(post.created == at("2026-11-21T19:31:03Z"));
    CHECK_FALSE(post.edited);
    CHECK(post.language == "en");
    CHECK(post.url == "https://x.com/playground_user/status/588");
    CHECK(post.counts == Counts{.likes = 0, .reposts = 0, .replies = 0});
    CHECK_FALSE(post.sensitive);
}

TEST_CASE("x: recorded answers without authors, and without posts, are read as they are")
{
    const auto posts = posts_of(recorded("x/search_since.json"));
    REQUIRE(posts.size() == 2);
    CHECK(posts[0].author == Author{});
    CHECK(posts[0].url == "https://x.com/i/web/status/588");
    CHECK(posts_of(body_of("x/search_recent.http")).empty());
}

TEST_CASE("x: a single recorded post is read like a list of one")
{
    for (const char* name : {"x/create_1.json", "x/create_2.json", "x/create_3.json"})
        CHECK_THAT(only(recorded(name)).text, ContainsSubstring("coffee machine"));
}

TEST_CASE("x: both namings of the same answer give the same posts")
{
    const auto tweets = posts_of(recorded("x/tricky.json"));
    std::string renamed = recorded("x/tricky.json");
    const std::vector<std::pair<std::string, std::string>> names{
        {"\"tweets\"", "\"posts\""},
        {"retweet_count", "repost_count"},
        {"referenced_tweets", "referenced_posts"},
        {"edit_history_tweet_ids", "edit_history_post_ids"},
        {"note_tweet", "note_post"},
        {"\"retweeted\"", "\"reposted\""}};
    for (const auto& [from, to] : names)
        for (auto i = renamed.find(from); i != renamed.npos; i = renamed.find(from, i + 1))
            renamed.replace(i, from.size(), to);
    const auto posts = posts_of(renamed);
    REQUIRE(tweets.size() == posts.size());
    for (std::size_t i = 0; i < posts.size(); ++i) {
        CHECK(posts[i].native_id == tweets[i].native_id);
        CHECK(posts[i].text == tweets[i].text);
        CHECK(posts[i].counts == tweets[i].counts);
        CHECK(posts[i].kind == tweets[i].kind);
        CHECK(posts[i].repost_of == tweets[i].repost_of);
        CHECK(posts[i].edited == tweets[i].edited);
    }
    CHECK(posts.at(0).counts.reposts == 12);
}

TEST_CASE("x: a shortened address reads as its author wrote it, wherever characters are wide")
{
    const RawPost post = posts_of(recorded("x/tricky.json")).at(0);
    CHECK(post.text == "\xF0\x9F\x98\xA1 <Polderbank> & co: polderbank.example/storing #storing");
}

TEST_CASE("x: the address of the post's own picture is no word of its text")
{
    const RawPost post = posts_of(recorded("x/tricky.json")).at(1);
    CHECK(post.text.find("t.co") == std::string::npos);
    CHECK(post.text.find("pic.x.com") == std::string::npos);
    REQUIRE(post.media.size() == 2);
    CHECK(post.media[0] == Media{.type = "image",
                                 .url = "https://pbs.twimg.com/media/foto.jpg",
                                 .alt = "Een rij voor het loket"});
    CHECK(post.media[1].url == "https://pbs.twimg.com/film_thumb/still.jpg");
}

TEST_CASE("x: the whole of a long post is read")
{
    const RawPost post = posts_of(recorded("x/tricky.json")).at(1);
    CHECK_THAT(post.text, ContainsSubstring("drie kwartier gewacht") &&
                              ContainsSubstring("en toen was het loket dicht."));
}

TEST_CASE("x: ranges that are wrong or overlap spoil no text")
{
    const auto text = [](const std::string& urls) {
        return only(R"({"data":[{"id":"1","text":"zie https://t.co/abc en https://t.co/abcd",
                       "entities":{"urls":[)" +
                    urls + "]}}]}")
            .text;
    };
    const std::string wrong =
        R"({"start":900,"end":3,"url":"https://t.co/abc","display_url":"een.example"})";
    CHECK(text(wrong) == "zie een.example en https://t.co/abcd");
    CHECK(text(wrong + "," + wrong) == "zie een.example en https://t.co/abcd");
    CHECK(text(R"({"start":-1,"end":2,"url":"https://t.co/zzz","display_url":"x"})") ==
          "zie https://t.co/abc en https://t.co/abcd");
    CHECK(text(R"({"start":4,"end":20,"url":"","display_url":"x"},null,7)") ==
          "zie https://t.co/abc en https://t.co/abcd");
}

TEST_CASE("x: a larger picture of the author is taken where X has one")
{
    CHECK(posts_of(recorded("x/tricky.json")).at(0).author.avatar ==
          "https://pbs.twimg.com/profile_images/7/sanne_400x400.jpg");
}

TEST_CASE("x: an edited post stays the post that it was, with the time of the edit")
{
    const RawPost post = posts_of(recorded("x/tricky.json")).at(2);
    CHECK(post.native_id == "1991815680000000000");
    CHECK(post.url == "https://x.com/joris/status/1991815700000000123");
    CHECK(post.edited == at("2025-11-21T10:27:23Z"));
    REQUIRE(post.created);
    CHECK(*post.created < *post.edited);
    CHECK(post.kind == Kind::reply);
    CHECK(post.in_reply_to == "1991815600000000000");
}

TEST_CASE("x: a repost shows the original, by its author")
{
    const RawPost post = posts_of(recorded("x/tricky.json")).at(3);
    CHECK(post.kind == Kind::repost);
    CHECK(post.repost_of == "1991815000000000001");
    CHECK(post.author.handle == "@sanne");
    CHECK(post.text == "Het hele bericht, zonder \"RT @sanne:\" ervoor.");
}

TEST_CASE("x: what is sensitive, withheld or of a protected account is not to be shown")
{
    const auto posts = posts_of(recorded("x/tricky.json"));
    CHECK_FALSE(posts.at(0).sensitive);
    CHECK(posts.at(1).sensitive);  // possibly_sensitive
    CHECK(posts.at(4).sensitive);  // protected
    CHECK(
        only(R"({"data":[{"id":"1","text":"t","withheld":{"country_codes":["NL"]}}]})").sensitive);
}

TEST_CASE("x: codes that are no languages are none, and old ones are today's")
{
    const auto language = [](const std::string& code) {
        return only(R"({"data":[{"id":"1","text":"t","lang":")" + code + R"("}]})").language;
    };
    CHECK(language("nl") == "nl");
    CHECK(language("und").empty());
    CHECK(language("qme").empty());
    CHECK(language("zxx").empty());
    CHECK(language("in") == "id");
    CHECK(language("iw") == "he");
}

// ---- money -------------------------------------------------------------------------------------

TEST_CASE("x: posts cost half a cent and authors one cent, each once a day")
{
    const auto page = x().read(search(), {}, x_says(recorded("x/search_acme.json")));
    REQUIRE(page);
    CHECK(dollars(page->spent) == Catch::Approx(3 * 0.005 + 0.010));
    for (const Spending& one : page->spent)
        CHECK_THAT(one.once_for, ContainsSubstring("2026-11-21"));
    const auto again = x().read(search(), {}, x_says(recorded("x/search_acme.json")));
    CHECK(again->spent == page->spent);
}

TEST_CASE("x: what a post refers to is paid for when it comes along")
{
    const auto page = x().read(search(), {}, x_says(recorded("x/tricky.json")));
    CHECK(dollars(page->spent) == Catch::Approx(6 * 0.005 + 3 * 0.010));
}

TEST_CASE("x: the budget is a quota of dollars a month")
{
    const auto quotas = x().quotas(search());
    REQUIRE(quotas.size() == 1);
    CHECK(quotas[0].name == "dollars");
    CHECK(quotas[0].most == 50);
    CHECK(quotas[0].renewal == Quota::Renewal::monthly);
    CHECK(quotas[0].zone == "UTC");
}

TEST_CASE("x: without a budget nothing is asked, neither at start nor later")
{
    SourceConfig source = search();
    source.budget = 0;
    CHECK(x().check(source).error().fault == Fault::refused);
    CHECK_THAT(x().check(source).error().text, ContainsSubstring("dollars a month"));
    CHECK(x().ask(source, {}, noon).url.empty());
    const std::vector<Known> known{{"1", ""}};
    CHECK(x().look_up(source, {}, known).url.empty());
}

// ---- faults ------------------------------------------------------------------------------------

TEST_CASE("x: its problems are told in words, and with what is to be done")
{
    const auto error = [](const Response& response) {
        return x().read(search(), {}, response).error();
    };
    const auto problem = [](const std::string& type, int status) {
        return x_says(R"({"title":"T","detail":"Something is not right.","type":
                      "https://api.twitter.com/2/problems/)" +
                          type + "\"}",
                      status);
    };
    CHECK(error(x_says(body_of("x/err401.http"), 401)).fault == Fault::rejected);
    const Error bad = error(x_says(body_of("x/err400.http"), 400));
    CHECK(bad.fault == Fault::rejected);
    CHECK_THAT(bad.text, ContainsSubstring("can not be empty"));
    CHECK(error(problem("usage-capped", 429)).fault == Fault::later);
    CHECK(error(problem("usage-capped", 429)).retry_after == 1h);
    CHECK(error(problem("client-forbidden", 403)).fault == Fault::rejected);
    CHECK_THAT(error(problem("client-forbidden", 403)).text, ContainsSubstring("console"));
    CHECK(error(problem("credits", 402)).fault == Fault::rejected);
    CHECK_THAT(error(problem("credits", 402)).text, ContainsSubstring("buy credits"));
    CHECK(error(problem("whatever", 503)).fault == Fault::later);
}

TEST_CASE("x: a recorded 429 waits until X's window ends, although its headers promise requests")
{
    Response response = x_says(recorded("x/err429.json"), 429);
    response.headers.emplace("x-rate-limit-limit", "15");
    response.headers.emplace("x-rate-limit-remaining", "14");
    response.headers.emplace("x-rate-limit-reset", "1795290876");
    response.received = at("2026-11-21T19:39:36Z");
    const Error error = x().read(search(), {}, response).error();
    CHECK(error.fault == Fault::later);
    CHECK(error.retry_after == 900s);
    CHECK(x().rate_limit(response)->remaining == 14);
}

TEST_CASE("x: errors beside posts concern single ones, errors alone the whole")
{
    const std::string errors =
        R"("errors":[{"detail":"Could not find user 7.","title":"Not Found Error"}])";
    const auto page =
        x().read(search(), {}, x_says(R"({"data":[{"id":"1","text":"t"}],)" + errors + "}"));
    REQUIRE(page);
    CHECK(page->posts.size() == 1);
    const auto none = x().read(search(), {}, x_says("{" + errors + "}"));
    REQUIRE_FALSE(none);
    CHECK_THAT(none.error().text, ContainsSubstring("Could not find user 7."));
}

TEST_CASE("x: no sentence repeats the token")
{
    const auto error =
        x().read(search(), {}, x_says(R"({"detail":"token s3cret is wrong","title":"x"})", 401))
            .error();
    CHECK(error.text.find("s3cret") == std::string::npos);
}

TEST_CASE("x: every field of another type loses its own post at most")
{
    for (const char* name : {"x/search_acme.json", "x/tricky.json"}) {
        const std::string body = recorded(name);
        const auto whole = x().read(search(), {}, x_says(body));
        for (const std::string& changed : mutated(body)) {
            const auto page = x().read(search(), {}, x_says(changed));
            if (!page) {
                check_sentence(page.error().text);
                continue;
            }
            const Json data = (*parse_json(changed))["data"];
            if (data.is_array()) CHECK(page->posts.size() + page->garbled.size() == data.size());
            const bool one_changed =
                data.size() == whole->posts.size() &&
                std::count_if(data.begin(), data.end(),
                              [](const Json& one) { return one.is_object(); }) +
                        1 >=
                    static_cast<std::ptrdiff_t>(data.size());
            if (data.is_array() && one_changed)
                CHECK(page->posts.size() + 1 >= whole->posts.size());
        }
    }
}

TEST_CASE("x: every spoiled answer ends in posts or in a sentence")
{
    for (const auto& body : spoiled(recorded("x/search_acme.json"))) {
        const auto page = x().read(search(), {}, x_says(body));
        if (page)
            CHECK(page->posts.size() <= 3);
        else
            check_sentence(page.error().text);
    }
}

// ---- asking again ------------------------------------------------------------------------------

TEST_CASE("x: posts on the wall are asked for again by the version we know, a hundred at once")
{
    CHECK(x().look_up_most == 100);
    const std::vector<Known> known{{"587", ""}, {"10", "https://x.com/joris/status/12"}};
    const Request request = x().look_up(search(), {}, known);
    CHECK(request.url.starts_with("https://api.x.com/2/tweets?ids=587,12&tweet.fields="));
    CHECK(asks(request, "edit_history_tweet_ids&user.fields"));
}

TEST_CASE("x: a recorded look-up of a deleted post says that it is gone")
{
    const std::vector<Known> known{{"587", ""}, {"588", ""}};
    const auto found =
        x().read_looked_up(search(), known, x_says(body_of("x/deleted_lookup.http")));
    REQUIRE(found);
    CHECK(found->gone == std::vector<std::string>{"587"});
    CHECK(found->posts.empty());
}

TEST_CASE("x: a post of an account that closed is gone for us, another problem says nothing")
{
    const std::vector<Known> known{{"10", "https://x.com/joris/status/12"}};
    const auto gone = [&](const std::string& type) {
        return x()
            .read_looked_up(search(), known,
                            x_says(R"({"errors":[{"resource_id":"12","title":"T","type":
                                         "https://api.x.com/2/problems/)" +
                                   type + "\"}]}"))
            ->gone;
    };
    CHECK(gone("not-authorized-for-resource") == std::vector<std::string>{"10"});
    CHECK(gone("some-other").empty());
    CHECK_FALSE(x().read_looked_up(search(), known, x_says("{}", 503)));
}

TEST_CASE("x: a look-up brings the latest version of an edited post, under its first id")
{
    const std::vector<Known> known{{"10", "https://x.com/joris/status/10"}};
    const auto found = x().read_looked_up(
        search(), known,
        x_says(R"({"data":[{"id":"10","text":"oud","edit_history_tweet_ids":["10","12"]}],
               "includes":{"tweets":[{"id":"10","text":"oud"},
               {"id":"12","text":"nieuw","edit_history_tweet_ids":["10","12"]}]}})"));
    REQUIRE(found);
    REQUIRE(found->posts.size() == 1);
    CHECK(found->posts[0].native_id == "10");
    CHECK(found->posts[0].text == "nieuw");
    CHECK(dollars(found->spent) == Catch::Approx(2 * 0.005));
}

// ---- settings ----------------------------------------------------------------------------------

TEST_CASE("x: settings that cannot work are refused at start")
{
    CHECK(x().check(search()));
    CHECK_FALSE(x().check(search("")));
    CHECK_FALSE(x().check(search("NOT polderbank")));
    SourceConfig source = search();
    source.credential = "";
    CHECK(x().check(source).error().fault == Fault::refused);
    source = search();
    source.api_version = "3";
    CHECK_FALSE(x().check(source));
}
