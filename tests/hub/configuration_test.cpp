// SPDX-License-Identifier: Apache-2.0
#include "hub/configuration.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace narrowcast;
using Catch::Matchers::ContainsSubstring;

namespace {

Loaded loaded(const std::string& query, const std::string& source)
{
    const test::TemporaryFolder folder;
    folder.write("narrowcast.json", R"({
        "company": { "name": "Polderbank" },
        "topics": [ { "name": "Service", "query": ")" +
                                        query + R"(" } ],
        "screens": [ { "name": "hal-1" } ] })");
    folder.write("hub.json", R"({ "sources": [ { "name": "one", )" + source + " } ] }");
    return load_checked(folder.path());
}

constexpr auto good_query = "wachttijd* OR (app AND traag)";
constexpr auto good_source = R"("platform": "rss", "url": "https://news.example/feed")";

}  // namespace

TEST_CASE("a configuration that this program can do is loaded")
{
    const Loaded good = loaded(good_query, good_source);
    CHECK(good.refusals == std::vector<Refusal>{});
    REQUIRE(good.config);
    CHECK(good.config->wall.company.name == "Polderbank");
}

TEST_CASE("a topic whose query cannot be read is refused with its line")
{
    const Loaded bad = loaded("wachttijd AND (app", good_source);
    CHECK_FALSE(bad.config);
    REQUIRE(bad.refusals.size() == 1);
    CHECK(bad.refusals[0].file.filename() == "narrowcast.json");
    CHECK(bad.refusals[0].line == 3);
}

TEST_CASE("a source whose query cannot be read is refused once, with its line and column")
{
    const Loaded bad = loaded(good_query, R"("platform": "hackernews", "query": "app, traag")");
    CHECK_FALSE(bad.config);
    REQUIRE(bad.refusals.size() == 1);
    CHECK(bad.refusals[0].file.filename() == "hub.json");
    CHECK(bad.refusals[0].line == 1);
    CHECK(bad.refusals[0].column > 1);
    CHECK_THAT(bad.refusals[0].text,
               ContainsSubstring("query: column 4: write AND or OR instead of the comma"));
}

TEST_CASE("a platform that does not exist is refused, with the one that was probably meant")
{
    const Loaded bad =
        loaded(good_query, R"("platform": "mastodn", "url": "https://social.example", "tag": "a")");
    CHECK_FALSE(bad.config);
    REQUIRE(bad.refusals.size() == 1);
    CHECK(bad.refusals[0].file.filename() == "hub.json");
    CHECK_THAT(bad.refusals[0].text, ContainsSubstring("mastodon"));
}

TEST_CASE("a source without what its platform needs is refused")
{
    const Loaded bad = loaded(good_query, R"("platform": "rss")");
    CHECK_FALSE(bad.config);
    REQUIRE_FALSE(bad.refusals.empty());
    CHECK_THAT(bad.refusals[0].text, ContainsSubstring("url"));
}

TEST_CASE("an address of a WebSocket is for a platform that listens to one")
{
    CHECK(loaded(good_query,
                 R"("platform": "bluesky", "url": "wss://stream.example", "query": "polderbank")")
              .config);
    const Loaded bad = loaded(good_query, R"("platform": "rss", "url": "wss://stream.example")");
    CHECK_FALSE(bad.config);
    REQUIRE_FALSE(bad.refusals.empty());
    CHECK_THAT(bad.refusals[0].text, ContainsSubstring("rss is asked by https://"));
}
