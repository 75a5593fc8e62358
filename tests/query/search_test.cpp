// SPDX-License-Identifier: Apache-2.0
// Tests of queries in the words of platforms' own searches.
#include "query/search.hpp"

#include "narrowcast/base/text.hpp"
#include "query/query.hpp"

#include "chance.hpp"
#include "search_reading.hpp"
#include "support/catch.hpp"

using namespace narrowcast;

namespace {

using Texts = std::vector<std::string>;

constexpr SearchDialect rich{.any = " OR ",
                             .none = "-",
                             .author = "from:",
                             .language = "lang:",
                             .media = "has:media",
                             .brackets = true,
                             .longest = 512,
                             .suffix = " -is:retweet"};
constexpr SearchDialect flat{.any = "|", .none = "-", .longest = 300};
constexpr SearchDialect poor{};
constexpr SearchDialect bare{.phrases = false, .longest = 200};
constexpr SearchDialect lucene{.all = " AND ",
                               .any = " OR ",
                               .none = "NOT ",
                               .prefixes = true,
                               .brackets = true,
                               .longest = 60};
constexpr SearchDialect federated{.author = "from:", .whole_handles = true};

}  // namespace

TEST_CASE("a platform that can say all is asked all at once")
{
    CHECK(search_texts("app (storing OR \"ligt eruit\") NOT store lang:nl", rich) ==
          Texts{R"(app (storing OR "ligt eruit") -store lang:nl -is:retweet)"});
    CHECK(search_texts("app OR (storing has:media) OR author:@Sanne", rich) ==
          Texts{"(app OR (storing has:media) OR from:sanne) -is:retweet"});
}

TEST_CASE("alternatives without brackets are asked together where they are single words")
{
    CHECK(search_texts("polderbank OR \"polder bank\" OR (pb AND bank) OR pba", flat) ==
          Texts{R"(polderbank|"polder bank"|pba)", "pb bank"});
}

TEST_CASE("a platform without alternatives is asked for each")
{
    CHECK(search_texts("polderbank AND (app OR site)", poor) ==
          Texts{"polderbank app", "polderbank site"});
}

TEST_CASE("too many alternatives together are left out where something stands beside them")
{
    CHECK(search_texts("(a OR b) AND (c OR d OR e)", poor, 4) == Texts{"a", "b"});
    CHECK(search_texts("a OR b OR c", poor, 2) == Texts{"a", "b"});
    CHECK_FALSE(platform_search(*Query::parse("a OR b OR c"), poor, 2).complete);
}

TEST_CASE("what a platform cannot say is left out, and more is found")
{
    CHECK(search_texts("app AND inlog*", poor) == Texts{"app"});
    CHECK(search_texts("app AND (storing OR inlog*)", poor) == Texts{"app"});
    CHECK(search_texts("app NOT store NOT lang:nl source:x author:jan", poor) == Texts{"app"});
    CHECK(search_texts("app near/3 storing", poor) == Texts{"app storing"});
    CHECK(search_texts("\"ligt er uit\"", bare) == Texts{"ligt er uit"});
    CHECK(search_texts("\"kan niet inlog*\"", poor) == Texts{"\"kan niet\""});
    CHECK(search_texts("\"kan niet inlog*\"", lucene) == Texts{"\"kan niet\" AND inlog*"});
    CHECK(search_texts("app NOT \"app store\"", bare) == Texts{"app"});
    CHECK(search_texts("app NOT (store OR (a AND b))", rich) == Texts{"app -store -is:retweet"});
    CHECK(search_texts("app NOT lang:nl-BE", rich) == Texts{"app -is:retweet"});
}

TEST_CASE("a beginning that stands alone is searched as a word rather than not at all")
{
    const PlatformSearch search = platform_search(*Query::parse("polder*"), poor);
    CHECK(search.texts == Texts{"polder"});
    CHECK_FALSE(search.complete);
    CHECK(search_texts("bank OR polder*", poor) == Texts{"bank", "polder"});
}

TEST_CASE("nothing is asked where nothing can be searched for")
{
    for (const char* query : {"", "app (", "NOT app", "NOT (a OR b)", "lang:nl", "has:media",
                              "source:mastodon", "author:\"Sanne de Vries\""})
        CHECK(search_texts(query, rich).empty());
    CHECK(search_texts("app OR lang:nl", rich) == Texts{"app -is:retweet"});
    CHECK_FALSE(platform_search(*Query::parse("app OR lang:nl"), rich).complete);
}

TEST_CASE("words are sent as they were written, and signs never become operators")
{
    CHECK(search_texts("Café", poor) == Texts{"Café"});
    CHECK(search_texts("#Polderbank", poor) == Texts{"Polderbank"});
    CHECK(search_texts("coca-cola", poor) == Texts{"\"coca-cola\""});
    CHECK(search_texts("\"a (b) | c:d \\ -e\"", poor) == Texts{"\"a b c d -e\""});
    CHECK(search_texts("\"or\" app", rich) == Texts{"\"or\" app -is:retweet"});
    CHECK(search_texts("9.5", poor) == Texts{"\"9.5\""});
    CHECK(search_texts("\"OR\"", bare) == Texts{"or"});
}

TEST_CASE("where handles have a server, one without it is left out")
{
    CHECK(search_texts("app author:sanne", federated) == Texts{"app"});
    CHECK(search_texts("app author:@sanne@polder.example", federated) ==
          Texts{"app from:sanne@polder.example"});
}

TEST_CASE("a search that would be too long loses exclusions, then alternatives, then words")
{
    SearchDialect tight = rich;
    tight.suffix = "";
    tight.longest = 24;
    CHECK(search_texts("storing polderbank NOT abcdefgh", tight) == Texts{"storing polderbank"});
    CHECK(search_texts("polderbank (abcdefgh OR hgfedcba)", tight) == Texts{"polderbank"});
    CHECK(search_texts("polderbank abcdefgh hgfedcba", tight) == Texts{"polderbank abcdefgh"});
    CHECK(search_texts("polderbank OR abcdefgh OR hgfedcba", tight) ==
          Texts{"polderbank OR abcdefgh", "hgfedcba"});
    CHECK(search_texts("lang:nl (polderbank OR abcdefgh OR hgfedcba)", tight) ==
          Texts{"polderbank OR abcdefgh", "hgfedcba"});
    CHECK(search_texts(std::string(25, 'a'), tight).empty());
}

TEST_CASE("what a query matches is found by its searches")
{
    test::Chance chance{20261122};
    int found = 0, searched_for = 0;
    for (int round = 0; round < 4000; ++round) {
        for (const SearchDialect& dialect : {rich, flat, poor, bare, lucene, federated}) {
            const auto query = Query::parse(chance.query());
            REQUIRE(query);
            const PlatformSearch search = platform_search(*query, dialect, 8);
            REQUIRE(search.texts.size() <= 8);
            for (const std::string& text : search.texts)
                REQUIRE((!text.empty() && text.size() <= dialect.longest));
            const Post post = chance.post();
            const Searched looked_at = searched(post);
            searched_for += !search.texts.empty();
            if (!search.complete || !query->matches(looked_at)) continue;
            ++found;
            INFO(query->spelled() << " -> " << joined(search.texts, " ; ") << " : " << post.text);
            REQUIRE(std::any_of(
                search.texts.begin(), search.texts.end(),
                [&](const std::string& text) { return test::finds(text, dialect, looked_at); }));
        }
    }
    CHECK((found > 1000 && searched_for > 10'000));  // or the property would be about nothing
}
