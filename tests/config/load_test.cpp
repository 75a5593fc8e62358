// SPDX-License-Identifier: Apache-2.0
#include "lib/calendar.hpp"
#include "narrowcast/base/time.hpp"
#include "sample.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

struct Row {
    std::string_view from, to, expected;
};

std::string nested(int levels)
{
    return std::string(static_cast<std::size_t>(levels), '[') +
           std::string(static_cast<std::size_t>(levels), ']');
}

}  // namespace

TEST_CASE("a good configuration is read as it stands")
{
    const Loaded found = loaded(good_wall, good_hub);
    REQUIRE(found.refusals.empty());
    REQUIRE(found.config);
    CHECK(found.config->wall.company.name == "Polderbank");
    CHECK(found.config->wall.screens[1].department == "Klantenservice");
    CHECK(found.config->wall.look.per_slide == std::chrono::seconds{8});
    CHECK(found.config->hub.sources[1].every == std::chrono::seconds{120});
    CHECK(found.config->hub.storage.keep == std::chrono::days{400});
}

TEST_CASE("a setting that cannot be read gets a sentence with what is allowed")
{
    const std::vector<Row> rows{
        {R"("viewing_distance": 4)", R"("viewing_distance": "far")",
         R"(12:62: screens, 2nd ("coffee-3"), viewing_distance: must be a number, but is "far")"},
        {R"("viewing_distance": 4)", R"("viewing_distance": 400)",
         R"(12:62: screens, 2nd ("coffee-3"), viewing_distance: must be between 0.3 and 30, but is 400)"},
        {R"("viewing_distance": 4)", R"("viewing_distanse": 4)",
         R"(12:62: screens, 2nd ("coffee-3"), viewing_distanse: there is no setting called "viewing_distanse" here; did you mean "viewing_distance"?)"},
        {R"("viewing_distance": 4)", R"("viewing_distance": 4, "viewing_distance": 5)",
         R"(12:85: screens, 2nd ("coffee-3"), viewing_distance: stands twice here: keep one of them)"},
        {R"("per_slide": "8 s")", R"("per_slide": "8 hours")",
         R"(14:14: look, per_slide: must be a duration such as "30 s", "10 min", "2 h" or "400 days", but is "8 hours")"},
        {R"("per_slide": "8 s")", R"("per_slide": "1 s")",
         R"(14:14: look, per_slide: must be between 4 s and 2 min, but is 1 s)"},
        {R"("theme": "dark")", R"("theme": "drak")",
         R"(14:34: look, theme: must be "dark" or "light", but is "drak"; did you mean "dark"?)"},
        {R"("name": "hal-1")", R"("name": "Hal 1")",
         R"(11:10: screens, 1st ("Hal 1"), name: "Hal 1" is not allowed here; write it like "coffee-3")"},
        {R"("name": "Polderbank", )", "",
         R"(3:5: company: the setting "name" is missing (the company as the wall calls it, such as "Polderbank"))"},
        {R"("languages": ["nl", "en"])", R"("languages": "nl")",
         R"(4:5: languages: must be a list [ ], but is "nl")"},
        {R"("languages": ["nl", "en"])", R"("sources": [])",
         R"(4:5: sources: belongs in hub.json)"},
    };
    for (const Row& row : rows)
        CHECK(said_about(changed(good_wall, row.from, row.to), good_hub) ==
              Lines{"FOLDER/narrowcast.json:" + std::string{row.expected}});
}

TEST_CASE("a text that is no JSON is refused where it goes wrong")
{
    const std::vector<Row> rows{
        {R"("en"],)", R"("en",],)", "4:30"},
        {R"("blocked": {)", R"("blocked": )", "15:23"},
        {R"("look": {)", R"("look" {)", "14:12"},
        {R"("dark")", "'dark'", "14:43"},
    };
    for (const Row& row : rows) {
        const auto said = said_about(changed(good_wall, row.from, row.to), good_hub);
        REQUIRE(said.size() == 1);
        CHECK_THAT(said.front(),
                   ContainsSubstring("FOLDER/narrowcast.json:" + std::string{row.expected} +
                                     ": is no JSON from here on: "));
    }
}

TEST_CASE("the two usual slips get a remedy in plain words")
{
    CHECK_THAT(
        said_about(changed(good_wall, R"("en"])", R"("en", ])"), good_hub).front(),
        ContainsSubstring("; nothing follows the comma before this bracket: remove the comma"));
    CHECK_THAT(said_about(changed(good_wall, R"("dark")", "'dark'"), good_hub).front(),
               ContainsSubstring("; texts stand between \" and \", not between ' and '"));
}

TEST_CASE("a file 100 levels deep is refused, not followed")
{
    for (const int levels : {100, 100'000}) {
        const auto said = said_about(nested(levels), good_hub);
        REQUIRE(said.size() == 1);
        CHECK_THAT(said.front(), ContainsSubstring("FOLDER/narrowcast.json:1:65: "));
        CHECK_THAT(said.front(), ContainsSubstring("more than 64 levels"));
    }
}

TEST_CASE("a file that is another kind of value is refused as a whole")
{
    CHECK(said_about("[1]", good_hub) ==
          Lines{"FOLDER/narrowcast.json:1:1: the file: must be an object { }, but is a list [ ]"});
}

TEST_CASE("an empty or missing file, and a missing folder, name the way to a new one")
{
    const TemporaryFolder folder;
    folder.write("narrowcast.json", " \n");
    CHECK(
        spelled(load_config(folder.path()).refusals, folder.path()) ==
        Lines{
            "FOLDER/narrowcast.json: is empty; remove it and `narrowcast init FOLDER` writes one "
            "to start from",
            "FOLDER/hub.json: there is no such file; `narrowcast init FOLDER` writes one to start "
            "from"});
    CHECK(spelled(load_config(folder.path() / "gone").refusals, folder.path()) ==
          Lines{"FOLDER/gone: there is no such folder; `narrowcast init FOLDER/gone` makes one"});
    CHECK(spelled(load_config(folder.path() / "narrowcast.json").refusals, folder.path()) ==
          Lines{"FOLDER/narrowcast.json: is a file; name the folder in which narrowcast.json and "
                "hub.json lie"});
}

TEST_CASE("all refusals of both files come at once, from top to bottom")
{
    const std::string wall =
        changed(changed(good_wall, R"("theme": "dark")", R"("theme": 1)"), "Europe/Amsterdam", "X");
    const auto said = said_about(wall, changed(good_hub, "8350", "83500"));
    REQUIRE(said.size() == 3);
    CHECK_THAT(said[0], ContainsSubstring("narrowcast.json:3:39: company, time_zone"));
    CHECK_THAT(said[1], ContainsSubstring("narrowcast.json:14:34: look, theme"));
    CHECK(said[2] ==
          "FOLDER/hub.json:8:40: listen, port: must be between 0 and 65535, but is 83500");
}

TEST_CASE("a file of a source is found beside the configuration")
{
    const TemporaryFolder folder;
    folder.write("narrowcast.json", good_wall);
    folder.write("archive.jsonl", "");
    folder.write("hub.json",
                 R"({"sources": [{"name": "a", "platform": "replay", "file": "x/../archive.jsonl"}],
                                 "storage": {"folder": "posts"}})");
    const Loaded found = load_config(folder.path());
    CHECK(spelled(found.refusals, folder.path()).empty());
    REQUIRE(found.config);
    CHECK(found.config->hub.sources[0].file == (folder.path() / "archive.jsonl").string());
    CHECK(found.config->hub.storage.folder == (folder.path() / "posts").string());
    CHECK(found.config->folder == folder.path());
}

TEST_CASE("a source without time zone has the company's")
{
    const Loaded found =
        loaded(good_wall, changed(good_hub, R"("tag")", R"("time_zone": "Asia/Tokyo", "tag")"));
    REQUIRE(found.config);
    CHECK(found.config->hub.sources[0].time_zone == "Europe/Amsterdam");
    CHECK(found.config->hub.sources[1].time_zone == "Asia/Tokyo");
}

TEST_CASE("the company of a demo lives where it is late morning")
{
    const Loaded found =
        loaded(changed(good_wall, R"("time_zone")", R"("demo": true, "time_zone")"), good_hub);
    REQUIRE(found.config);
    const auto& zone = found.config->wall.company.time_zone;
    const int hour = lib::local_time(seconds_of(system_now()), zone).hour;
    CHECK((hour == 11 || hour == 12));  // the hour may have turned since
    CHECK(found.config->hub.sources[0].time_zone == zone);
}

TEST_CASE("a refusal of a whole file is spelled without a line")
{
    CHECK(Refusal{"config/hub.json", 0, 0, "is empty"}.spelled() == "config/hub.json: is empty");
    CHECK(Refusal{"config/hub.json", 3, 7, "x"}.spelled() == "config/hub.json:3:7: x");
}
