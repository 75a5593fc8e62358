// SPDX-License-Identifier: Apache-2.0
#include "hub/corrections.hpp"

#include "store/samples.hpp"

#include <fstream>

using namespace narrowcast;
using namespace narrowcast::samples;

namespace {

// A store with three posts; `decide` as if at a minute of the same hour.
struct Desk {
    const Folder folder;
    std::unique_ptr<Store> store = opened(folder);

    Desk()
    {
        auto titled = sample(3);
        titled.post.title = "Wachtrij";
        titled.twin_of = "mastodon:1";
        must(store->put({sample(1), sample(2), titled}, "fediverse", {}));
    }
    void decide(int number, Verdict verdict, Label label, int minute)
    {
        must(store->decide({.post = "mastodon:" + std::to_string(number),
                            .verdict = verdict,
                            .label = label,
                            .by = "Bram",
                            .at = at(17, 12, minute)}));
    }
    void correct(int number, Label label, int minute)
    {
        decide(number, Verdict::correct, label, minute);
    }
    std::vector<Corrected> corrected() const { return must(corrections_in(*store)); }
    std::vector<std::string> posts() const
    {
        std::vector<std::string> ids;
        for (const Corrected& each : corrected())
            ids.push_back(each.post);
        return ids;
    }
};

Scoring scoring()
{
    static const auto model = must(
        load_sentiment_model(std::filesystem::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment"));
    return {
        [](std::span<const Correction> corrections) { return make_scorer(model, {}, corrections); },
        "built-in"};
}

}  // namespace

TEST_CASE("corrections come in the order of their time, and of their posts where that is the same")
{
    Desk desk;
    desk.correct(3, Label::neutral, 2);
    desk.correct(2, Label::positive, 1);
    desk.correct(1, Label::positive, 2);
    CHECK(desk.posts() == std::vector<std::string>{"mastodon:2", "mastodon:1", "mastodon:3"});
}

TEST_CASE("a correction holds the words as they are scored, and the story they repeat")
{
    Desk desk;
    desk.correct(3, Label::positive, 1);
    const auto corrected = desk.corrected();
    REQUIRE(corrected.size() == 1);
    CHECK(corrected[0].correction.text == "Wachtrij.\n" + sample(3).post.text);
    CHECK(corrected[0].correction.language == "nl");
    CHECK(corrected[0].correction.label == Label::positive);
    CHECK(corrected[0].story == "mastodon:1");
    CHECK(corrected[0].by == "Bram");
    CHECK(corrected[0].at == at(17, 12, 1));
}

TEST_CASE("only the last word about a post teaches, and nothing once it was taken back or erased")
{
    Desk desk;
    desk.correct(1, Label::positive, 1);
    desk.correct(1, Label::neutral, 2);
    desk.correct(2, Label::positive, 3);
    desk.correct(3, Label::positive, 4);
    desk.decide(1, Verdict::hide, Label::negative, 5);
    desk.decide(2, Verdict::uncorrect, Label::neutral, 6);
    auto gone = sample(3);
    gone.post.deleted = true;
    must(desk.store->put({gone}, "fediverse", {}));
    const auto corrected = desk.corrected();
    REQUIRE(corrected.size() == 1);
    CHECK(corrected[0].correction.label == Label::neutral);
}

TEST_CASE(
    "the same decisions give the same scores to the last bit, however they came into the store")
{
    Desk one, other;
    one.correct(1, Label::positive, 1);
    one.correct(2, Label::neutral, 2);
    one.correct(3, Label::positive, 2);
    other.correct(3, Label::negative, 1);
    other.correct(3, Label::positive, 2);
    other.correct(2, Label::neutral, 2);
    other.correct(1, Label::positive, 1);
    other.store.reset();
    other.store = opened(other.folder);
    CHECK(scoring().rules_with(one.corrected()) == scoring().rules_with(other.corrected()));
    const auto first = scoring().scorer(one.corrected()),
               second = scoring().scorer(other.corrected());
    for (int i = 0; i < 200; ++i) {
        const auto text = sample(i).post.text + (i % 2 == 0 ? " nu wel" : ", wat een pech");
        const Mood mood = first->score(text, "nl");
        CHECK(mood == second->score(text, "nl"));  // doubles and all
    }
    CHECK_FALSE(first->score(sample(1).post.text, "nl") ==
                scoring().scorer({})->score(sample(1).post.text, "nl"));
}

TEST_CASE("the rules of scoring change with every label, text and language that teaches")
{
    const std::vector<Corrected> before{{"a", "a", "", {}, {"Wachten", "nl", Label::negative}}};
    const auto rules = scoring().rules_with(before);
    CHECK(scoring().rules_with({}) != rules);
    auto after = before;
    after[0].correction.label = Label::neutral;
    CHECK(scoring().rules_with(after) != rules);
    after = before;
    after[0].correction.language = "de";
    CHECK(scoring().rules_with(after) != rules);
    after = before;
    after[0].by = "Sanne";  // who said it changes no score
    CHECK(scoring().rules_with(after) == rules);
    CHECK(rules.find("Wachten") == std::string::npos);  // no post's words beside the posts
}

TEST_CASE("the built-in rules change with the company's words and with what was learned")
{
    SentimentConfig config;
    const auto before = rules_of_scoring("digest", config);
    CHECK(rules_of_scoring("digest", config) == before);
    CHECK(rules_of_scoring("other", config) != before);
    config.ignore = {"Topkado"};
    CHECK(rules_of_scoring("digest", config) != before);
}

TEST_CASE("the digest of a model is of the files that it is read from")
{
    const Folder folder;
    std::filesystem::create_directories(folder.path() / "lexicons");
    std::ofstream{folder.path() / "weights.tsv"} << "1";
    std::ofstream{folder.path() / "empty.ngrams"};
    const auto digest = [&] { return digest_of_model(folder.path()); };
    const auto before = digest();
    CHECK(digest() == before);
    std::ofstream{folder.path() / "MODEL_CARD.md"} << "for people";
    CHECK(digest() == before);
    std::ofstream{folder.path() / "lexicons" / "nl.tsv"} << "goed\t1";
    const auto after = digest();
    CHECK(after != before);
    std::ofstream{folder.path() / "lexicons" / "nl.tsv"} << "goed\t2";
    CHECK(digest() != after);
}
