// SPDX-License-Identifier: Apache-2.0
// Tests of what corrections teach.
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

#include <cmath>

using namespace narrowcast;

namespace {

const std::shared_ptr<const SentimentModel>& model()
{
    static const auto loaded =
        *load_sentiment_model(std::filesystem::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment");
    return loaded;
}

using Corrections = std::vector<Correction>;

Mood mood(const std::string& text, const Corrections& corrections,
          const std::string& language = "nl")
{
    return make_scorer(model(), {}, corrections)->score(text, language);
}

const std::string praise_text = "Geweldige service, heel tevreden met de hulp van de monteur!";
const std::string other_text = "Mijn pakket ligt al drie dagen in Zwolle, iemand een idee?";

const Corrections list{{praise_text, "nl", Label::negative},
                       {"de app is weer eens wakker", "nl", Label::positive},
                       {"the app woke up again", "en", Label::neutral}};

}  // namespace

TEST_CASE("the same corrections give the same bits")
{
    for (const std::string& text : {praise_text, other_text, std::string{"de app weer"}}) {
        const Mood once = mood(text, list), again = mood(text, list);
        CHECK(once == again);
    }
}

TEST_CASE("a corrected text turns")
{
    REQUIRE(mood(praise_text, {}).label == Label::positive);
    for (const Label label : {Label::negative, Label::neutral, Label::positive}) {
        const Corrections one{{praise_text, "nl", label}};
        CHECK(mood(praise_text, one).label == label);
    }
}

TEST_CASE("a later correction of a text has the last word")
{
    const Corrections twice{
        {praise_text, "nl", Label::negative}, {praise_text, "nl", Label::negative},
        {praise_text, "nl", Label::negative}, {praise_text, "nl", Label::neutral},
        {praise_text, "nl", Label::neutral},  {praise_text, "nl", Label::neutral}};
    CHECK(mood(praise_text, twice).label != Label::positive);
}

TEST_CASE("a text that shares no words moves by no more than a hair")
{
    const Mood before = mood(other_text, {});
    const Mood after = mood(other_text, {{"Prima geholpen!", "nl", Label::negative}});
    CHECK(after.label == before.label);
    CHECK(std::abs(after.score - before.score) < 0.01);
}

TEST_CASE("a text that shares a few words keeps its label")
{
    const Corrections one{{"de monteur kwam met de fiets", "nl", Label::negative}};
    const Mood before = mood(praise_text, {}), after = mood(praise_text, one);
    CHECK(after.label == before.label);
    CHECK(after.score < before.score);
}

TEST_CASE("what a correction taught is among the words that decided")
{
    const std::string text = "weer zo'n kwikkiewacht vandaag";
    const Corrections several(3, Correction{text, "nl", Label::negative});
    const Mood after = mood(text, several);
    REQUIRE(after.label == Label::negative);
    REQUIRE_FALSE(after.words.empty());
    for (const DecidingWord& word : after.words)
        CHECK(word.share < 0);
}

TEST_CASE("an empty correction teaches nothing")
{
    CHECK(mood(praise_text, {{"", "nl", Label::negative}}) == mood(praise_text, {}));
}

TEST_CASE("corrections are learned on top of the company's own words")
{
    const SentimentConfig config{{{"kwikkie", -1}}, {}};
    const Corrections one{{"weer een kwikkie", "nl", Label::positive}};
    CHECK(make_scorer(model(), config, one)->score("weer een kwikkie", "nl").label ==
          Label::positive);
}
