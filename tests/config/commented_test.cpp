// SPDX-License-Identifier: Apache-2.0
#include "config/commented.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using config::commented;

namespace {

struct Lamp {
    std::string name;
    int watts = 5;
    static constexpr std::tuple fields{
        Field{"name", &Lamp::name, "what it is called", required},
        Field{"watts", &Lamp::watts, "how bright", between(1, 90)},
    };
    bool operator==(const Lamp&) const = default;
};

struct Room {
    std::vector<std::string> colours;
    std::vector<Lamp> lamps;
    static constexpr std::tuple fields{
        Field{"colours", &Room::colours, "of the walls"},
        Field{"lamps", &Room::lamps, "all of them"},
    };
    bool operator==(const Room&) const = default;
};

const Room room{{"red", "blue"}, {{"desk", 5}, {"ceiling", 40}}};

}  // namespace

TEST_CASE("each setting is explained where it stands first")
{
    CHECK(commented(write(room), schema<Room>(), {}) == R"({
    // of the walls
    "colours": ["red", "blue"],

    // all of them
    "lamps": [
        {
            // what it is called
            "name": "desk"
        },
        {
            "name": "ceiling",
            // how bright (1 to 90)
            "watts": 40
        }
    ]
}
)");
}

TEST_CASE("a list that is to be whole shows defaults too")
{
    const std::string text = commented(write(room), schema<Room>(), {}, {"/lamps"});
    CHECK_THAT(text, Catch::Matchers::ContainsSubstring("\"watts\": 5\n"));
}

TEST_CASE("a note stands above the value it belongs to")
{
    const std::string text = commented(write(room), schema<Room>(),
                                       {{"", {"a room"}}, {"/lamps/1", {"hot", "and high"}}});
    CHECK(text.starts_with("// a room\n{\n"));
    CHECK_THAT(text,
               Catch::Matchers::ContainsSubstring(
                   "        // hot\n        // and high\n        {\n            \"name\": \"cei"));
}

TEST_CASE("a list too long for a line gets a line for each item")
{
    Room wide;
    wide.colours.assign(20, "aquamarine");
    const std::string text = commented(write(wide), schema<Room>(), {});
    CHECK_THAT(text,
               Catch::Matchers::ContainsSubstring("\"colours\": [\n        \"aquamarine\",\n"));
}

TEST_CASE("what was commented reads as what it was")
{
    const auto document = parse_document(commented(write(room), schema<Room>(), {}));
    REQUIRE(document);
    Room again;
    std::vector<Problem> problems;
    read(document->root, again, "", problems, Strictness::strict);
    CHECK(problems.empty());
    CHECK(again == room);
}
