// SPDX-License-Identifier: Apache-2.0
// Tests of what part B of the scorer weighs.
#include "refine/evidence.hpp"

#include "support/catch.hpp"

#include <string>

using namespace narrowcast;

namespace {

const Lexicon& lexicon()
{
    static const Lexicon made = [] {
        Lexicon lexicon;
        lexicon.add_word("goed", 0.5);
        lexicon.add_word("slecht", -0.6);
        lexicon.add_word("😀", 0.7);
        lexicon.add_emoticon(":(\t-0.5");
        lexicon.add_modifier("niet\tnegates");
        lexicon.add_modifier("maar\tbut");
        lexicon.add_modifier("erg\ttimes\t1.5");
        return lexicon;
    }();
    return made;
}

Features features(const std::string& text)
{
    const SplitText split{text};
    return features_of(split, evidence_in(split, lexicon()));
}

std::vector<Hit> hits(const std::string& text)
{
    const SplitText split{text};
    return evidence_in(split, lexicon()).hits;
}

}  // namespace

TEST_CASE("what is found is added up, praise apart from complaints")
{
    const Features found = features("goed, slecht");
    CHECK(found[praise] == Catch::Approx(0.5 / 1.2));
    CHECK(found[complaint] == Catch::Approx(0.6 / 1.3));
    CHECK(found[balance] == Catch::Approx(-0.1 / 1.8));
    CHECK(found[strongest_praise] == 0.5);
    CHECK(found[strongest_complaint] == 0.6);
    CHECK(found[first_sign] == 0.5);
    CHECK(found[last_sign] == -0.6);
    CHECK(found[both] == 1);
    CHECK(found[lesser_of_both] == found[praise]);
    CHECK(found[nothing_found] == 0);
}

TEST_CASE("a text in which nothing is found says so, more so when it asks or links")
{
    CHECK(features("morgen om tien uur")[nothing_found] == 1);
    CHECK(features("morgen?")[asks_nothing_found] == 1);
    CHECK(features("goed?")[asks_nothing_found] == 0);
    CHECK(features("zie https://a.example")[links_nothing_found] == 1);
}

TEST_CASE("questions and exclamations are counted once and again")
{
    CHECK(features("wat? hoe")[asks] == 1);
    CHECK(features("wat? hoe")[asks_again] == 0);
    CHECK(features("wat? hoe")[ends_asking] == 0);
    CHECK(features("wat? hoe? \n")[asks_again] == 1);
    CHECK(features("wat? hoe? \n")[ends_asking] == 1);
    CHECK(features("zo!")[exclaims] == 1);
    CHECK(features("zo!")[exclaims_again] == 0);
    CHECK(features("zo!!")[exclaims_again] == 1);
}

TEST_CASE("dots that trail off and quotation marks are seen in every spelling")
{
    for (const char* text : {"nou..", "nou…", "é nou..."})
        CHECK(features(text)[trails_off] == 1);
    for (const char* text : {"\"snel\"", "“snel”", "‘snel’", "„snel”", "«snel»"})
        CHECK(features(text)[quotes] == 1);
    CHECK(features("nou. zo'n")[trails_off] == 0);
    CHECK(features("nou. zo'n")[quotes] == 0);
}

TEST_CASE("mostly capitals are shouted, unless there are few letters")
{
    CHECK(features("WAAR BLIJFT MIJN pakket")[shouts] == 1);
    CHECK(features("Waar blijft mijn PAKKET")[shouts] == 0);
    CHECK(features("NS IC")[shouts] == 0);
}

TEST_CASE("links, mentions, hashtags and numbers are seen")
{
    const Features found = features("@a zie www.b.example #c 12");
    for (const Feature feature : {links, mentions, hashtags, numbers})
        CHECK(found[feature] == 1);
    for (const Feature feature : {links, mentions, hashtags, numbers})
        CHECK(features("gewoon een zin")[feature] == 0);
}

TEST_CASE("faces are praise and complaints, and counted apart")
{
    const Features found = features("😀 :(");
    CHECK(found[glad_faces] == Catch::Approx(0.5));
    CHECK(found[sad_faces] == Catch::Approx(0.5 / 1.2));
    CHECK(features("goed")[glad_faces] == 0);
}

TEST_CASE("a negation turns and weakens what follows")
{
    const auto found = hits("niet goed");
    REQUIRE(found.size() == 1);
    CHECK(found[0].value == Catch::Approx(-0.35));
    CHECK(found[0].begin == 0);
    CHECK(features("niet goed")[negations] == 0.5);
}

TEST_CASE("a contrast weakens what came before it, each time anew")
{
    const auto found = hits("goed, maar slecht maar goed");
    REQUIRE(found.size() == 3);
    CHECK(found[0].value == Catch::Approx(0.5 * 0.7 * 0.7));
    CHECK(found[1].value == Catch::Approx(-0.6 * 0.7));
    CHECK(found[2].value == Catch::Approx(0.5));
    CHECK(features("maar")[contrasts] == 1);
}

TEST_CASE("a word that scales makes the next stronger")
{
    CHECK(hits("erg goed").at(0).value == Catch::Approx(0.75));
}

TEST_CASE("a text without a hit is as the same text when it was never there")
{
    const std::string text = "goed en slecht, dat wel!";
    const SplitText split{text};
    Evidence evidence = evidence_in(split, lexicon());
    Features without = features_of(split, evidence);
    put_signs(evidence, 0, without);
    evidence.hits.erase(evidence.hits.begin());
    CHECK(without == features_of(split, evidence));
}

TEST_CASE("features stay within -1 and 1, or nearly")
{
    std::string text;
    for (int i = 0; i < 500; ++i)
        text += "erg GOED! maar niet slecht?? 😀 :( @a #b https://c.example 1 ";
    for (const double feature : features(text))
        CHECK(std::abs(feature) < 1.2);
}

TEST_CASE("each feature has a name of its own")
{
    for (std::size_t i = 0; i < feature_count; ++i) {
        CHECK_FALSE(feature_names[i].empty());
        for (std::size_t j = 0; j < i; ++j)
            CHECK(feature_names[i] != feature_names[j]);
    }
}
