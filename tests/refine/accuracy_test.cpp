// SPDX-License-Identifier: Apache-2.0
#include "refine/accuracy.hpp"

#include "support/catch.hpp"

#include <filesystem>

using namespace narrowcast;

namespace {

std::shared_ptr<const SentimentModel> model()
{
    static const auto loaded =
        load_sentiment_model(std::filesystem::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment");
    REQUIRE(loaded);
    return *loaded;
}

std::size_t posts_in(const Confusion& confusion)
{
    std::size_t all = 0;
    for (const auto& row : confusion)
        for (const std::size_t count : row)
            all += count;
    return all;
}

// Words that only this company's customers understand, with a label that the scorer does not give.
std::vector<Lesson> insiders(int count)
{
    const auto text = [](int i) {
        return "De zwaluwpas is weer in de kamer van nummer " + std::to_string(i);
    };
    const Label given = make_scorer(model(), {}, {})->score(text(0), "nl").label;
    const Label meant = given == Label::positive ? Label::negative : Label::positive;
    std::vector<Lesson> lessons;
    for (int i = 0; i < count; ++i)
        lessons.push_back({"mastodon:" + std::to_string(i), {text(i), "nl", meant}});
    return lessons;
}

}  // namespace

TEST_CASE("accuracy is the share of posts with the right label, recall its mean over the labels")
{
    const Confusion confusion{{{8, 1, 1}, {0, 0, 0}, {1, 0, 1}}};
    CHECK(accuracy_of(confusion) == 0.75);
    CHECK(macro_recall(confusion) == 0.65);
    CHECK(accuracy_of({}) == 0);
    CHECK(macro_recall({}) == 0);
}

TEST_CASE("every corrected post is asked about once before and once after")
{
    const auto accuracy = accuracy_on(insiders(37), model(), {});
    CHECK(posts_in(accuracy.before) == 37);
    CHECK(posts_in(accuracy.after) == 37);
}

TEST_CASE("what editors teach about the company's own words shows in posts they did not correct")
{
    const auto accuracy = accuracy_on(insiders(60), model(), {});
    CHECK(accuracy_of(accuracy.after) > accuracy_of(accuracy.before) + 0.2);
    CHECK(accuracy_of(accuracy.after) > 0.8);
}

TEST_CASE("no post is asked about by a scorer that learned from it or from its repeat")
{
    const Label wrong = Label::negative;
    std::vector<Lesson> lessons;
    for (int i = 0; i < 12; ++i)
        lessons.push_back({"mastodon:1", {"Wat een topservice, zo snel geholpen!", "nl", wrong}});
    const auto accuracy = accuracy_on(lessons, model(), {});
    CHECK(accuracy_of(accuracy.before) == 0);
    CHECK(accuracy_of(accuracy.after) == 0);
}

TEST_CASE("the company's own words count before the corrections, too")
{
    SentimentConfig config;
    const auto lessons = insiders(10);
    const double polarity = lessons[0].correction.label == Label::positive ? 1 : -1;
    config.words = {{"zwaluwpas", polarity}, {"kamer", polarity}};
    CHECK(accuracy_of(accuracy_on(lessons, model(), config).before) >
          accuracy_of(accuracy_on(lessons, model(), {}).before));
}

TEST_CASE("the same corrections are reported the same way every time")
{
    const auto lessons = insiders(30);
    CHECK(accuracy_on(lessons, model(), {}).after == accuracy_on(lessons, model(), {}).after);
}
