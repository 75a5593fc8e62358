// SPDX-License-Identifier: Apache-2.0
// Tests of the word-list scorer with the lists that ship.
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <map>

using namespace narrowcast;

namespace {

const Scorer& scorer()
{
    static const auto loaded =
        load_scorer(std::filesystem::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment");
    REQUIRE(loaded);
    return **loaded;
}

Label label(std::string_view text, std::string_view language = "nl")
{
    return scorer().score(text, language).label;
}

std::vector<std::string> words(const std::string& text, std::string_view language = "nl")
{
    std::vector<std::string> found;
    for (const DecidingWord& word : scorer().score(text, language).words)
        found.push_back(text.substr(word.begin, word.end - word.begin));
    return found;
}

}  // namespace

TEST_CASE("praise and complaints are told apart")
{
    CHECK(label("Wat een topservice, zo snel geholpen!") == Label::positive);
    CHECK(label("Alweer storing, de app ligt eruit") == Label::negative);
    CHECK(label("Great service, very helpful staff", "en") == Label::positive);
    CHECK(label("The app is broken again, terrible", "en") == Label::negative);
    CHECK(label("Schnell geholfen, vielen Dank!", "de") == Label::positive);
    CHECK(label("La carte ne marche pas, inadmissible", "fr") == Label::negative);
    CHECK(label("Muy amable, me encanta", "es") == Label::positive);
    CHECK(label("Pessimo servizio, una vergogna", "it") == Label::negative);
    CHECK(label("Adoro, excelente!", "pt") == Label::positive);
}

TEST_CASE("a negation turns what follows it")
{
    CHECK(label("Ik ben niet tevreden") == Label::negative);
    CHECK(label("Geen problemen gehad") == Label::positive);
    CHECK(label("I am not happy with this", "en") == Label::negative);
    CHECK(label("I don't love it", "en") == Label::negative);
    CHECK(label("Das ist gar nicht gut", "de") == Label::negative);
    CHECK(label("Ce n'est pas bon du tout", "fr") == Label::negative);
}

TEST_CASE("a Dutch negation turns what stands before it")
{
    CHECK(label("De app werkt niet") == Label::negative);
    CHECK(label("Dat helpt dus niet") == Label::negative);
}

TEST_CASE("a negation ends with its clause")
{
    CHECK(label("Nee niet nu, geweldig gedaan!") == Label::positive);
}

TEST_CASE("what is not only good is good")
{
    CHECK(label("niet alleen goed maar ook snel geholpen") == Label::positive);
}

TEST_CASE("emoji and faces speak in every language")
{
    CHECK(label("👍🏽❤️", "und") == Label::positive);
    CHECK(label("اليوم 😡😡", "ar") == Label::negative);
    CHECK(label("ok :(", "und") == Label::negative);
}

TEST_CASE("an address has no face")
{
    CHECK(scorer().score("zie https://polder.example/ 12:30", "nl").words.empty());
}

TEST_CASE("a text without any sign is neutral and not sure")
{
    for (const auto& [language, text] : std::map<std::string, std::string>{
             {"nl", "De vergadering is maandag om 12 uur in Utrecht"},
             {"en", "The meeting is on Monday at noon in Utrecht"},
             {"de", "Die Sitzung ist am Montag um zwölf in Utrecht"},
             {"fr", "La réunion est lundi à midi"},
             {"und", "12:30 Utrecht"}}) {
        const Mood mood = scorer().score(text, language);
        CHECK(mood.label == Label::neutral);
        CHECK(std::abs(mood.score) < 0.3);
        CHECK(mood.confidence < 0.7);
        CHECK(mood.words.empty());
    }
}

TEST_CASE("many signs are surer than one")
{
    const double one = scorer().score("De trein was goed", "nl").confidence;
    const double many =
        scorer().score("Geweldige service, fantastisch geholpen, zeer tevreden!", "nl").confidence;
    CHECK(many > one);
    CHECK(many > 0.7);
}

TEST_CASE("the words that decided are named with what negates them")
{
    const auto of = [](const std::string& text, const std::string& word) {
        const auto found = words(text);
        return std::find(found.begin(), found.end(), word) != found.end();
    };
    CHECK(of("De service is niet goed", "niet goed"));
    CHECK(of("De app werkt alweer niet", "werkt alweer niet"));
}

TEST_CASE("at most three words decide, the strongest first, in the label's direction")
{
    const std::string text = "Goed begin maar waardeloos, schandalig, drama, slecht en traag";
    const Mood mood = scorer().score(text, "nl");
    REQUIRE(mood.label == Label::negative);
    REQUIRE(mood.words.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(mood.words[i].share < 0);
        if (i > 0) CHECK(std::abs(mood.words[i].share) <= std::abs(mood.words[i - 1].share));
    }
}

TEST_CASE("names of people are no feelings")
{
    CHECK(scorer().score("@goed @geweldig", "nl").words.empty());
}

TEST_CASE("a missing folder is refused")
{
    const auto none = load_scorer("/nowhere/at/all");
    REQUIRE_FALSE(none);
    CHECK(none.error().fault == Fault::refused);
}
