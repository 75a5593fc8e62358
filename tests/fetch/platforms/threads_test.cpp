// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/business.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& threads() { return *platform_named("threads"); }

SourceConfig search(const std::string& query = "polderbank app")
{
    SourceConfig source;
    source.name = "threads";
    source.platform = "threads";
    source.query = query;
    source.credential = "THtoken";
    return source;
}

}  // namespace

TEST_CASE("threads: the newest posts with all words are asked for")
{
    const Request request = threads().ask(search(), {}, Time{});
    CHECK(
        request.url.starts_with("https://graph.threads.com/v1.0/keyword_search?q=polderbank%20app&"
                                "search_type=RECENT&search_mode=KEYWORD&fields=id%2Ctext"));
    CHECK(header_of(request, "Authorization") == "Bearer THtoken");
    CHECK(request.url.find("since") == std::string::npos);
    SourceConfig topic = search("");
    topic.tag = "#polder";
    CHECK_THAT(threads().ask(topic, {}, Time{}).url,
               ContainsSubstring("q=polder&") && ContainsSubstring("search_mode=TAG"));
}

TEST_CASE("threads: alternatives are searched one after the other")
{
    const SourceConfig source = search("polderbank OR polderpas");
    const auto page = threads().read(source, {}, answer(recorded("threads/search_page.json")));
    REQUIRE(page);
    CHECK(page->more);
    CHECK_THAT(threads().ask(source, page->next, Time{}).url, ContainsSubstring("q=polderpas"));
    const auto last = threads().read(source, page->next, answer(R"({"data":[]})"));
    CHECK_FALSE(last->more);
}

TEST_CASE("threads: a search is one of 2,200 in 24 hours")
{
    CHECK(threads().ask(search(), {}, Time{}).spends ==
          std::vector<Spending>{{.quota = "queries", .amount = 1, .once_for = {}}});
    const auto quotas = threads().quotas(search());
    REQUIRE(quotas.size() == 1);
    CHECK(quotas[0].most == 2200);
    CHECK(quotas[0].renewal == Quota::Renewal::after_day);
    SourceConfig mentions = search();
    mentions.feed = "mentions";
    CHECK(threads().quotas(mentions).empty());
}

TEST_CASE("threads: the next question looks back ten minutes before the newest post")
{
    const auto page = threads().read(search(), {}, answer(recorded("threads/search_page.json")));
    REQUIRE(page);
    CHECK_FALSE(page->more);
    const auto since =
        (at("2026-11-20T14:00:00Z") - std::chrono::minutes{10}).time_since_epoch().count();
    CHECK_THAT(threads().ask(search(), page->next, Time{}).url,
               ContainsSubstring("&since=" + std::to_string(since)));
}

TEST_CASE("threads: posts and replies, with their pictures")
{
    const auto page = threads().read(search(), {}, answer(recorded("threads/search_page.json")));
    REQUIRE(page->posts.size() == 2);
    CHECK(page->posts[0].author.handle == "@joris_d");
    CHECK(page->posts[0].author.url == "https://www.threads.com/@joris_d");
    CHECK(page->posts[0].media.at(0) ==
          Media{"image", "https://scontent.example/t.jpg", "Schermafdruk"});
    CHECK(page->posts[0].created == at("2026-11-20T14:00:00Z"));
    CHECK(page->posts[1].kind == Kind::reply);
    CHECK(page->posts[1].in_reply_to == "18038000000000001");
    const auto sample =
        threads().read(search(), {}, answer(recorded("threads/keyword_search.json")));
    CHECK(sample->posts.at(0).text == "Trying the Acme machine");
}

TEST_CASE("threads: mentions go on with the cursor, though no next page is named")
{
    SourceConfig source = search("");
    source.feed = "mentions";
    CHECK(threads()
              .ask(source, {}, Time{})
              .url.starts_with("https://graph.threads.com/v1.0/me/mentions?"));
    Cursor cursor;
    cursor.position = known_up_to("2026-11-01T00:00:00Z");
    const auto page = threads().read(source, cursor, answer(recorded("threads/search_page.json")));
    CHECK(page->more);
    CHECK_THAT(threads().ask(source, page->next, Time{}).url, ContainsSubstring("&after=Qw"));
    CHECK_FALSE(threads().read(source, page->next, answer(R"({"data":[]})"))->more);
}

TEST_CASE("threads: however an answer is spoiled, the other posts survive")
{
    check_robust(search(), recorded("threads/search_page.json"), "/data");
}

TEST_CASE("threads: settings that cannot work are refused at start")
{
    CHECK(threads().check(search()));
    CHECK_FALSE(threads().check(search("")));
    SourceConfig source = search("");
    source.feed = "mentions";
    CHECK(threads().check(source));
    source.credential.clear();
    CHECK_FALSE(threads().check(source));
}
