// SPDX-License-Identifier: Apache-2.0
// Tests of the company's own words.
#include "refine/own_words.hpp"
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

#include <algorithm>

using namespace narrowcast;

namespace {

const Lexicon& lexicon()
{
    static const Lexicon made = [] {
        Lexicon lexicon;
        lexicon.add_word("goed", 0.5);
        lexicon.add_word("top", 0.8);
        lexicon.add_word("erg goed", 0.9);
        lexicon.add_modifier("niet\tnegates");
        return lexicon;
    }();
    return made;
}

std::vector<Hit> hits_of(const std::string& text, const SentimentConfig& config)
{
    const OwnWords own{config};
    SplitText split{text};
    own.ignore_names(split);
    Evidence evidence = evidence_in(split, lexicon());
    own.add_hits(split, evidence);
    return evidence.hits;
}

const SentimentConfig brand{{}, {"Top Bank", "Goed & Zo"}};

}  // namespace

TEST_CASE("a name that is ignored says nothing although its words do")
{
    CHECK(hits_of("bij Top Bank gepind", brand).empty());
    CHECK(hits_of("bij TOP-BANK gepind", brand).empty());
    CHECK(hits_of("Goed & Zo belde", brand).empty());
}

TEST_CASE("a word of an ignored name elsewhere still says what it says")
{
    const auto hits = hits_of("Top Bank is top", brand);
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].begin == 12);
}

TEST_CASE("a name inside a link or hashtag makes all of it wordless, once")
{
    CHECK(hits_of("#top Bank", {{}, {"top"}}).empty());
    const OwnWords own{{{}, {"bank"}}};
    SplitText split{"zie https://bank.example/bank ok"};
    own.ignore_names(split);
    for (std::size_t i = 1; i < split.specials.size(); ++i)
        CHECK(split.specials[i - 1].end <= split.specials[i].begin);
}

TEST_CASE("a word of the company's own wins over the lists")
{
    const auto hits = hits_of("goed", {{{"goed", -0.6}}, {}});
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].value == -0.6);
}

TEST_CASE("a word of the company's own wins when it is negated, too")
{
    const auto hits = hits_of("niet goed", {{{"goed", -0.6}}, {}});
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].negated);
    CHECK(hits[0].value == Catch::Approx(0.42));
}

TEST_CASE("a word of the company's own that says 0 silences the lists")
{
    CHECK(hits_of("top", {{{"top", 0}}, {}}).empty());
}

TEST_CASE("a phrase of the company's own is found as a whole, before its words")
{
    const SentimentConfig config{{{"top deal", -0.3}}, {}};
    const auto phrase = hits_of("de Top-Deal weer", config);
    REQUIRE(phrase.size() == 1);
    CHECK(phrase[0].value == -0.3);
    CHECK(phrase[0].begin == 3);
    CHECK(phrase[0].end == 11);
    const auto word = hits_of("top", config);
    REQUIRE(word.size() == 1);
    CHECK(word[0].value == 0.8);
}

TEST_CASE("hits stay in the order of the text")
{
    const auto hits = hits_of("goed kwikkie top", {{{"kwikkie", -0.5}}, {}});
    REQUIRE(hits.size() == 3);
    CHECK(std::is_sorted(hits.begin(), hits.end(),
                         [](const Hit& a, const Hit& b) { return a.begin < b.begin; }));
    CHECK(hits[1].value == -0.5);
}

TEST_CASE("without words of one's own nothing changes")
{
    CHECK(hits_of("erg goed en top", {}).size() == 2);
}

TEST_CASE("the scorer follows the company's words")
{
    const auto model =
        *load_sentiment_model(std::filesystem::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment");
    const auto plain = make_scorer(model, {}, {});
    const auto own = make_scorer(model, {{{"kwikkie", -1}}, {"Top Service"}}, {});
    CHECK(own->score("weer zo'n kwikkie", "nl").score <
          plain->score("weer zo'n kwikkie", "nl").score - 0.2);
    CHECK(own->score("Top Service belde", "nl").score <
          plain->score("Top Service belde", "nl").score - 0.1);
}
