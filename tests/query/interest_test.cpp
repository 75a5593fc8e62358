// SPDX-License-Identifier: Apache-2.0
// Tests of what a query looks at.
#include "query/interest.hpp"

#include "chance.hpp"
#include "lib/unicode.hpp"
#include "support/catch.hpp"

using namespace narrowcast;

namespace {

using Words = std::vector<std::string>;

Words needles(std::string_view query) { return interest_of(*Query::parse(query)).needles; }

}  // namespace

TEST_CASE("the needles are the few long words without which nothing matches")
{
    CHECK(needles("de AND (storing OR inlog*)") == Words{"storing", "inlog"});
    CHECK(needles("app AND (storing OR inlog* OR kapot)") == Words{"app"});
    CHECK(needles("polderbank (app OR site OR pas)") == Words{"polderbank"});
    CHECK(needles("\"in de wacht\"") == Words{"wacht"});
    CHECK(needles("app near/3 storing NOT store") == Words{"storing"});
}

TEST_CASE("where a post may match without a certain word there are no needles")
{
    CHECK(needles("app OR lang:nl").empty());
    CHECK(needles("NOT app").empty());
    CHECK(needles("👍 OR 銀行").empty());
}

TEST_CASE("words and language are looked at only where the query asks for them")
{
    const Interest author = interest_of(*Query::parse("author:sanne"));
    CHECK_FALSE((author.words || author.language));
    const Interest both = interest_of(*Query::parse("a NOT lang:nl"));
    CHECK((both.words && both.language));
}

TEST_CASE("what matches has one of the needles")
{
    test::Chance chance{11};
    int looked = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto query = Query::parse(chance.query());
        REQUIRE(query);
        const Words wanted = interest_of(*query).needles;
        const Post post = chance.post();
        if (wanted.empty() || !query->matches(searched(post))) continue;
        ++looked;
        const std::string text = lib::folded(searched_text(post));
        INFO(query->spelled() << ": " << text);
        CHECK(std::any_of(wanted.begin(), wanted.end(), [&](const std::string& needle) {
            return text.find(needle) != text.npos;
        }));
    }
    CHECK(looked > 200);
}
