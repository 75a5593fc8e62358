// SPDX-License-Identifier: Apache-2.0
#include "lib/messages.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::lib;
using namespace std::chrono_literals;

namespace {

std::string said(std::string_view pattern, std::string_view language, const MessageValues& values)
{
    return Message::parse(pattern, language).value().say(values);
}

}  // namespace

TEST_CASE("a message fills in its arguments by name")
{
    CHECK(said("{b} en {a}", "nl", {{"a", std::string{"één"}}, {"b", std::string{"twee"}}}) ==
          "twee en één");
}

TEST_CASE("a message chooses by number in its language")
{
    const auto* pattern = "{n, plural, one{# bericht} other{# berichten}}";
    CHECK(said(pattern, "nl", {{"n", std::int64_t{1}}}) == "1 bericht");
    CHECK(said(pattern, "nl", {{"n", std::int64_t{1204}}}) == "1.204 berichten");
    CHECK(said("{n, plural, one{un} other{plusieurs}}", "fr", {{"n", std::int64_t{0}}}) == "un");
}

TEST_CASE("an argument without a value stays visible and a value too many does no harm")
{
    CHECK(said("door {words}", "nl", {{"other", std::string{"x"}}}) == "door {words}");
}

TEST_CASE("a pattern that is wrong is refused with the place")
{
    const auto message = Message::parse("dit is {n, plural, one{#}", "nl");
    REQUIRE_FALSE(message);
    CHECK(message.error().fault == Fault::refused);
    CHECK_THAT(message.error().text, Catch::Matchers::ContainsSubstring("wrong near"));
}

TEST_CASE("the arguments of a pattern are found, also inside choices")
{
    const Message message =
        Message::parse("{n, plural, one{{name} alone} other{# of {name} and {b}}}", "en").value();
    CHECK(message.arguments() == std::vector<std::string>{"b", "n", "name"});
}

TEST_CASE("numbers are written as each language does")
{
    CHECK(spell_number(1204, "nl") == "1.204");
    CHECK(spell_number(1204, "en") == "1,204");
    CHECK(spell_decimal(1.5, "de") == "1,5");
    CHECK(spell_decimal(4, "de") == "4");
    CHECK(spell_percent(0.466, "nl") == "47%");
    CHECK(spell_percent(0.22, "en") == "22%");
    CHECK_THAT(spell_percent(0.22, "de"), Catch::Matchers::StartsWith("22"));
}

TEST_CASE("times are told in the zone, around the change of clocks too")
{
    const Time winter = Time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 29}} + 30min;
    CHECK(spell_time(winter, "Europe/Amsterdam", "HH:mm", "nl") == "01:30");
    CHECK(spell_time(winter + 1h, "Europe/Amsterdam", "HH:mm", "nl") == "03:30");
    CHECK(spell_time(winter, "No/Where", "HH:mm", "nl") == "00:30");
}

TEST_CASE("weekdays have the language's name and case")
{
    const Time tuesday = Time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 10}} + 12h;
    CHECK(spell_time(tuesday, "UTC", "EEEE", "nl") == "dinsdag");
    CHECK(spell_time(tuesday, "UTC", "EEEE", "en") == "Tuesday");
    CHECK(spell_time(tuesday, "UTC", "EEEE", "de") == "Dienstag");
    CHECK(spell_time(tuesday, "UTC", "EEEE", "fr") == "mardi");
}

TEST_CASE("case follows the language")
{
    CHECK(upper_case("ijs über straße", "de") == "IJS ÜBER STRASSE");
    CHECK(upper_case("istanbul", "tr") == "İSTANBUL");
    CHECK(lower_case("WAARDELOOS", "nl") == "waardeloos");
}

TEST_CASE("the first grapheme is what a reader calls the first letter")
{
    CHECK(first_grapheme("Sanne") == "S");
    CHECK(first_grapheme("e\u0301lise") == "e\u0301");
    CHECK(first_grapheme("👨‍👩‍👧‍👦 familie") == "👨‍👩‍👧‍👦");
    CHECK(first_grapheme("🇳🇱🇧🇪") == "🇳🇱");
    CHECK(first_grapheme("").empty());
}
