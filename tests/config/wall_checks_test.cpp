// SPDX-License-Identifier: Apache-2.0
#include "sample.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

struct Row {
    std::string_view from, to, expected;
};

}  // namespace

TEST_CASE("each slip in narrowcast.json gets its own sentence, where it stands")
{
    const std::vector<Row> rows{
        {R"("Europe/Amsterdam")", R"("Europe/Amsterdm")",
         R"(3:39: company, time_zone: "Europe/Amsterdm" is no time zone; did you mean "Europe/Amsterdam"?)"},
        {R"("Europe/Amsterdam")", R"("here")",
         R"(3:39: company, time_zone: "here" is no time zone; write an IANA name such as "Europe/Amsterdam")"},
        {R"("name": "Polderbank")", R"("name": " ")",
         R"(3:17: company, name: is empty: write how the wall calls the company)"},
        {R"(["nl", "en"])", R"(["nl", "English"])",
         R"(4:25: languages, 2nd ("English"): "English" is no language code; write two letters, such as "nl")"},
        {R"(["Service", "Storing"])", R"(["Service", "Storng"])",
         R"(9:70: departments, 1st ("Klantenservice"), topics, 2nd ("Storng"): there is no topic called "Storng"; did you mean "Storing"?)"},
        {R"("department": "Klantenservice")", R"("department": "Kantine")",
         R"(12:30: screens, 2nd ("coffee-3"), department: there is no department called "Kantine"; there is "Klantenservice")"},
        {R"("name": "Storing", "query")", R"("name": "Service", "query")",
         R"(7:10: topics, 2nd ("Service"), name: the 1st is called "Service" too: give each a name of its own)"},
        {R"({"name": "hal-1"})", R"({"name": "coffee-3"})",
         R"(12:10: screens, 2nd ("coffee-3"), name: the 1st is called "coffee-3" too: give each a name of its own)"},
        {R"(["poen*"])", R"(["poen*", " "])",
         R"(15:36: blocked, words, 2nd (" "): is empty: write something between the quotes, or remove it)"},
    };
    for (const Row& row : rows) {
        const auto said = said_about(changed(good_wall, row.from, row.to), good_hub);
        REQUIRE_FALSE(said.empty());
        CHECK(said.front() == "FOLDER/narrowcast.json:" + std::string{row.expected});
    }
}

TEST_CASE("a query is read by whoever knows queries, and its reason is shown")
{
    Checks checks;
    checks.query = [](std::string_view query) -> Result<void> {
        if (query == "storing OR plat") return {};
        return fail(Fault::refused, "no: " + std::string{query});
    };
    CHECK(said_about(good_wall, good_hub, checks) ==
          Lines{R"(FOLDER/narrowcast.json:6:29: topics, 1st ("Service"), query: no: wachttijd*)"});
}

TEST_CASE("a department is not blamed for a topic whose name could not be read")
{
    const auto said =
        said_about(changed(good_wall, R"("name": "Storing")", R"("name": 7)"), good_hub);
    CHECK(said == Lines{"FOLDER/narrowcast.json:7:10: topics, 2nd, name: must be a text in quotes, "
                        "but is 7"});
}

TEST_CASE("a department without topics and a screen without department are allowed")
{
    CHECK(said_about(changed(good_wall, R"("topics": ["Service", "Storing"])", R"("topics": [])"),
                     good_hub)
              .empty());
}

TEST_CASE("a reference to topics, when there are none, says so")
{
    const std::string wall =
        changed(changed(good_wall, R"({"name": "Service", "query": "wachttijd*"},)", ""),
                R"({"name": "Storing", "query": "storing OR plat"})", "");
    const auto said = said_about(wall, good_hub);
    REQUIRE(said.size() == 2);
    CHECK_THAT(said.front(), Catch::Matchers::ContainsSubstring(
                                 R"(there is no topic called "Service"; there is none yet)"));
}
