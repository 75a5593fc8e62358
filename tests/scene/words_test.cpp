// SPDX-License-Identifier: Apache-2.0
#include "scene/words.hpp"

#include "narrowcast/base/json.hpp"
#include "support/catch.hpp"
#include "support/slides.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <filesystem>

using namespace narrowcast;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::filesystem::path folder = NARROWCAST_SOURCE_DIR "/assets/i18n";

// key -> names of its arguments
std::map<std::string, std::vector<std::string>> arguments_in(const std::string& language)
{
    std::ifstream stream{folder / (language + ".json")};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    std::map<std::string, std::vector<std::string>> arguments;
    const auto document = parse_document(text);
    REQUIRE(document);
    for (const auto& [key, pattern] : document->root.items())
        arguments[key] =
            lib::Message::parse(pattern.get<std::string>(), language).value().arguments();
    return arguments;
}

const Time noon = Time{std::chrono::sys_days{2026y / 3 / 10}} + 11h;  // 12:00 in Amsterdam

}  // namespace

TEST_CASE("all languages have the same keys and arguments as English")
{
    const auto english = arguments_in("en");
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".json") continue;
        INFO(entry.path().filename().string());
        CHECK(arguments_in(entry.path().stem().string()) == english);
    }
}

TEST_CASE("every network name in one language is known in the others")
{
    CHECK(test::words_in("nl").network("mastodon") == "Mastodon");
    CHECK(test::words_in("nl").network("rss") == "Nieuws");
    CHECK(test::words_in("fr").network("rss") == "Actualités");
}

TEST_CASE("an unknown network is called by its own name with a capital")
{
    CHECK(test::words_in("nl").network("élysée") == "Élysée");
}

TEST_CASE("a missing key is said in English")
{
    const test::TemporaryFolder temporary;
    temporary.write("en.json", R"({"hello": "hello {name}", "bye": "bye"})");
    temporary.write("nl.json", R"({"hello": "hallo {name}"})");
    const Words words = Words::load(temporary.path(), "nl").value();
    CHECK(words.say("hello", {{"name", std::string{"Sanne"}}}) == "hallo Sanne");
    CHECK(words.say("bye") == "bye");
}

TEST_CASE("a regional language falls back to its base, an unknown one to English")
{
    CHECK(Words::load(folder, "nl-BE").value().language() == "nl");
    CHECK(Words::load(folder, "tlh").value().language() == "en");
    CHECK(Words::load(folder, "../../etc/passwd").value().language() == "en");
}

TEST_CASE("a wrong pattern is refused with its file and key")
{
    const test::TemporaryFolder temporary;
    temporary.write("en.json", R"({"good": "good", "bad": "{n, plural, one{#}"})");
    const auto words = Words::load(temporary.path(), "en");
    REQUIRE_FALSE(words);
    CHECK(words.error().fault == Fault::refused);
    CHECK_THAT(words.error().text, ContainsSubstring("en.json") && ContainsSubstring("\"bad\""));
}

TEST_CASE("without English nothing is loaded")
{
    const test::TemporaryFolder temporary;
    CHECK(Words::load(temporary.path(), "en").error().fault == Fault::refused);
}

TEST_CASE("the strong parts of a sentence are marked, also inside values")
{
    const Words words = test::words_in("nl");
    const Marked marked = words.marked("about", {{"words", Words::strong("app") + " en storing"}});
    CHECK(marked.text == ", vooral over app en storing");
    REQUIRE(marked.strong.size() == 1);
    CHECK(marked.text.substr(marked.strong[0].first, 3) == "app");
}

TEST_CASE("a value that looks like markup stays as it is")
{
    CHECK(test::words_in("nl").say("panel.today", {{"company", std::string{"A<b>B"}}}) ==
          "Vandaag over A<b>B");
}

TEST_CASE("lists are joined as people do")
{
    const Words words = test::words_in("nl");
    using Items = std::vector<std::string>;
    CHECK(words.list(Items{}).empty());
    CHECK(words.list(Items{"app"}) == "app");
    CHECK(words.list(Items{"app", "storing"}) == "app en storing");
    CHECK(words.list(Items{"app", "storing", "inloggen"}) == "app, storing en inloggen");
}

TEST_CASE("how long ago is said in the largest whole unit")
{
    const Words words = test::words_in("nl");
    const auto ago = [&](std::chrono::seconds age) {
        return words.ago(noon - age, noon, "Europe/Amsterdam");
    };
    CHECK(ago(-30s) == "zojuist");
    CHECK(ago(0s) == "zojuist");
    CHECK(ago(4s) == "4 s geleden");
    CHECK(ago(3min + 59s) == "3 min geleden");
    CHECK(ago(5h) == "5 uur geleden");
    CHECK(ago(30h) == "gisteren");
    CHECK(ago(72h) == "3 dagen geleden");
    CHECK_THAT(ago(30 * 24h), ContainsSubstring("2026"));
}

TEST_CASE("times and weekdays are those of the wall's zone")
{
    const Words words = test::words_in("nl");
    CHECK(words.clock(noon, "Europe/Amsterdam") == "12:00");
    CHECK(words.clock(noon, "Asia/Tokyo") == "20:00");
    CHECK(words.weekday(noon, "Europe/Amsterdam") == "dinsdag");
    CHECK(words.weekday(noon + 4h, "Asia/Tokyo") == "woensdag");
}

TEST_CASE("numbers are spelt as the language does")
{
    CHECK(test::words_in("nl").number(1204) == "1.204");
    CHECK(test::words_in("en").number(1204) == "1,204");
    CHECK(test::words_in("nl").decimal(1.5) == "1,5");
    CHECK(test::words_in("nl").percent(0.22) == "22%");
}
