// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/json.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

enum class Colour { red, green };
constexpr std::array<std::string_view, 2> names_of(Colour) { return {"red", "green"}; }

struct Wheel {
    int spokes = 36;
    static constexpr std::tuple fields{Field{"spokes", &Wheel::spokes, "how many", between(8, 48)}};
    bool operator==(const Wheel&) const = default;
};

struct Bicycle {
    std::string name;
    Colour colour = Colour::green;
    std::vector<Wheel> wheels;
    std::optional<double> price;
    std::chrono::seconds service{3600};
    Time bought{};
    static constexpr std::tuple fields{
        Field{"name", &Bicycle::name, "what it is called", required},
        Field{"colour", &Bicycle::colour, "red or green"},
        Field{"wheels", &Bicycle::wheels, "usually two"},
        Field{"price", &Bicycle::price, "euro"},
        Field{"service", &Bicycle::service, "pause between services", at_least(60)},
        Field{"bought", &Bicycle::bought, "when"},
    };
    bool operator==(const Bicycle&) const = default;
};

std::vector<Problem> problems_of(std::string_view text)
{
    Bicycle bicycle;
    std::vector<Problem> problems;
    read(parse_document(text)->root, bicycle, "", problems, Strictness::strict);
    return problems;
}

std::string only_problem(std::string_view text)
{
    const auto problems = problems_of(text);
    REQUIRE(problems.size() == 1);
    return problems.front().pointer + ": " + problems.front().text;
}

}  // namespace

TEST_CASE("what was written is read again")
{
    const Bicycle bicycle{"omafiets", Colour::red, {{36}, {40}}, 12.5, 90min, Time{86400s}};
    for (const bool sparse : {false, true}) {
        Bicycle again;
        std::vector<Problem> problems;
        read(*parse_json(dump(write(bicycle, sparse))), again, "", problems, Strictness::strict);
        CHECK(problems.empty());
        CHECK(again == bicycle);
    }
}

TEST_CASE("a sparse text leaves defaults out") { CHECK(dump(write(Bicycle{}, true)) == "{}"); }

TEST_CASE("an unknown key is said with the one that was meant")
{
    CHECK(only_problem(R"({"name": "x", "colur": "red"})") ==
          "/colur: there is no setting called \"colur\" here; did you mean \"colour\"?");
}

TEST_CASE("a missing key is said with what it is for")
{
    CHECK(only_problem("{}") == ": the setting \"name\" is missing (what it is called)");
}

TEST_CASE("a wrong type, choice, bound and duration are each said in a sentence")
{
    CHECK(only_problem(R"({"name": 3})") == "/name: must be a text in quotes, but is 3");
    CHECK(only_problem(R"({"name": "", "colour": "geen"})") ==
          "/colour: must be \"red\" or \"green\", but is \"geen\"; did you mean \"green\"?");
    CHECK(only_problem(R"({"name": "", "wheels": [{}, {"spokes": 3}]})") ==
          "/wheels/1/spokes: must be between 8 and 48, but is 3");
    CHECK(only_problem(R"({"name": "", "service": "5 s"})") ==
          "/service: must be at least 1 min, but is 5 s");
}

TEST_CASE("a number too large for its type is refused, not wrapped")
{
    CHECK(problems_of(R"({"name": "", "wheels": [{"spokes": 4294967332}]})").size() == 1);
    CHECK(problems_of(R"({"name": "", "wheels": [{"spokes": 1e3}]})").size() == 1);
}

TEST_CASE("a document knows the line and column of keys and items")
{
    const auto document = parse_document(
        "{\n  // a comment\n  \"a\\\"b\": [1, \"tw\u00f6\",\n   -3.5e1, {\"c\": true}]\n}");
    REQUIRE(document);
    const auto place = [&](const char* pointer) {
        const Place found = document->place_of(pointer);
        return std::pair{found.line, found.column};
    };
    CHECK(place("/a\"b") == std::pair<std::size_t, std::size_t>{3, 3});
    CHECK(place("/a\"b/0") == std::pair<std::size_t, std::size_t>{3, 12});
    CHECK(place("/a\"b/1") == std::pair<std::size_t, std::size_t>{3, 15});
    CHECK(place("/a\"b/2") == std::pair<std::size_t, std::size_t>{4, 4});
    CHECK(place("/a\"b/3") == std::pair<std::size_t, std::size_t>{4, 12});
    CHECK(place("/a\"b/3/c") == std::pair<std::size_t, std::size_t>{4, 13});
    CHECK(place("/a\"b/3/missing") == std::pair<std::size_t, std::size_t>{4, 12});
}

TEST_CASE("a key that stands twice is a problem")
{
    const auto document = parse_document(R"({"a": 1, "a": 2})");
    REQUIRE(document);
    REQUIRE(document->problems.size() == 1);
    CHECK(document->problems.front().pointer == "/a");
}

TEST_CASE("a syntax error is said with its place")
{
    const auto document = parse_document("{\n  \"a\": 1\n  \"b\": 2\n}");
    REQUIRE(!document);
    CHECK(document.error().place.line == 3);
    CHECK_THAT(document.error().text, Catch::Matchers::ContainsSubstring("expected ',' or '}'"));
}

TEST_CASE("brackets a hundred levels deep are garbled and break nothing")
{
    CHECK(!parse_json(std::string(100, '[') + std::string(100, ']')));
    CHECK(!parse_json(std::string(200'000, '[')));
    CHECK(parse_json(std::string(60, '[') + std::string(60, ']')));
}

TEST_CASE("invalid UTF-8 in an answer is repaired")
{
    const auto json = parse_json("{\"a\": \"x\xff\xc3y\"}");
    REQUIRE(json);
    CHECK(json->at("a").get<std::string>() == "x\uFFFD\uFFFDy");
}

TEST_CASE("an answer torn anywhere is an error, never a crash")
{
    const std::string whole = R"({"a": [1, 2.5, "text \u00e9", null, true], "b": {"c": false}})";
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK(!parse_json(whole.substr(0, length)));
}

TEST_CASE("what is wrong with an answer is said without repeating it")
{
    const auto json = parse_json("{\n \"token\": \"a-secret\\*\"}");
    REQUIRE(!json);
    CHECK_THAT(json.error().text, Catch::Matchers::ContainsSubstring("line 2"));
    CHECK_THAT(json.error().text, Catch::Matchers::ContainsSubstring("invalid string"));
    CHECK_THAT(json.error().text, !Catch::Matchers::ContainsSubstring("secret"));
}

TEST_CASE("durations are read as people write them")
{
    CHECK(parse_duration("8 s") == 8s);
    CHECK(parse_duration("10min") == 10min);
    CHECK(parse_duration("2 h") == 2h);
    CHECK(parse_duration("400 days") == std::chrono::days{400});
    CHECK(!parse_duration("soon"));
    CHECK(!parse_duration("-3 s"));
    CHECK(!parse_duration("99999999999999 days"));
    CHECK(spell_duration(90min) == "90 min");
    CHECK(spell_duration(0s) == "0 s");
}

TEST_CASE("a schema names types, bounds and what is needed")
{
    const Json json = schema<Bicycle>();
    CHECK(json["required"] == Json::array({"name"}));
    CHECK(json["properties"]["wheels"]["items"]["properties"]["spokes"]["maximum"] == 48);
    CHECK(json["properties"]["colour"]["enum"] == Json::array({"red", "green"}));
    CHECK(json["additionalProperties"] == false);
}
