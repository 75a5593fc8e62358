// SPDX-License-Identifier: Apache-2.0
// What becomes of an editor's word on a mood: with its post, its charts and its text.
#include "store/writer.hpp"

#include "store/samples.hpp"

using namespace narrowcast;
using namespace narrowcast::samples;

namespace {

struct Corrected {
    Folder folder;
    std::unique_ptr<Store> store = opened(folder);

    // `sample(1)` is negative; an editor says that it is positive.
    Corrected()
    {
        put(sample(1));
        decide(Verdict::correct, Label::positive);
    }
    PutReport put(const RoutedPost& routed) { return must(store->put({routed}, "fediverse", {})); }
    Result<void> try_to_decide(Verdict verdict, Label label = Label::neutral)
    {
        return store->decide({.post = "mastodon:1",
                              .verdict = verdict,
                              .label = label,
                              .by = "Bram",
                              .at = at(17, 12)});
    }
    void decide(Verdict verdict, Label label = Label::neutral)
    {
        must(try_to_decide(verdict, label));
    }
    Mood mood() { return must(store->post("mastodon:1")).value().mood; }
    std::size_t decisions() { return must(store->decisions()).size(); }
    Tally day()
    {
        const auto buckets = must(store->slice({.resolution = Resolution::day,
                                                .from = at(16, 0),
                                                .until = at(17, 0),
                                                .topic = "app",
                                                .dimension = Dimension::all,
                                                .value = ""}));
        return buckets.empty() ? Tally{} : buckets.at(0).tally;
    }
};

RoutedPost edited()
{
    auto routed = sample(1);
    routed.post.text = "Toch nog goed gekomen";
    return routed;
}

const Tally one_positive{.negative = 0, .neutral = 0, .positive = 1, .unsure = 0, .score = 1};
const Tally one_negative{.negative = 1, .neutral = 0, .positive = 0, .unsure = 0, .score = -0.625};

}  // namespace

TEST_CASE("a corrected post has the editor's label for certain, at once and in every chart")
{
    Corrected it;
    CHECK(it.mood().label == Label::positive);
    CHECK(it.mood().score == 1);
    CHECK(it.mood().confidence == 1);
    CHECK(it.mood().sure);
    CHECK(it.day() == one_positive);
    check_slices(*it.store, it.folder);
}

TEST_CASE("a correction stands when the post comes again with other counts or another score")
{
    Corrected it;
    auto again = sample(1);
    again.post.counts.likes = 12;
    again.mood.label = Label::neutral;
    again.mood.score = 0.1;
    CHECK(it.put(again) == PutReport{.changed = 1});
    CHECK(it.day() == one_positive);
    CHECK(it.decisions() == 1);
    check_slices(*it.store, it.folder);
}

TEST_CASE("a correction outlives a restart")
{
    Corrected it;
    it.store.reset();
    it.store = opened(it.folder);
    CHECK(it.mood().label == Label::positive);
    CHECK(it.put(sample(1)) == PutReport{.same = 1});
    CHECK(it.day() == one_positive);
}

TEST_CASE("a correction goes when the author changes the text, for it was about other words")
{
    Corrected it;
    CHECK(it.put(edited()) == PutReport{.changed = 1, .uncorrected = 1});
    CHECK(it.mood() == sample(1).mood);
    CHECK(it.day() == one_negative);
    CHECK(it.decisions() == 0);
    check_slices(*it.store, it.folder);
}

TEST_CASE("a new title is a new text")
{
    Corrected it;
    auto titled = sample(1);
    titled.post.title = "Rectificatie";
    CHECK(it.put(titled) == PutReport{.changed = 1, .uncorrected = 1});
    CHECK(it.mood().label == Label::negative);
}

TEST_CASE("other decisions about a post stand when its text changes")
{
    Corrected it;
    it.decide(Verdict::hide);
    it.put(edited());
    const auto decisions = must(it.store->decisions());
    REQUIRE(decisions.size() == 1);
    CHECK(decisions[0].verdict == Verdict::hide);
    CHECK(must(it.store->newest("", at(0, 0), at(30, 0), 10)).empty());
}

TEST_CASE("a correction that is taken back leaves the mood and the charts as they were scored")
{
    Corrected it;
    it.decide(Verdict::uncorrect);
    CHECK(it.mood() == sample(1).mood);
    CHECK(it.day() == one_negative);
    CHECK(it.decisions() == 2);
    check_slices(*it.store, it.folder);
}

TEST_CASE("the later of two corrections holds, and is counted once")
{
    Corrected it;
    it.decide(Verdict::correct, Label::neutral);
    CHECK(it.mood().label == Label::neutral);
    CHECK(it.mood().score == 0);
    CHECK(it.day() == Tally{.negative = 0, .neutral = 1, .positive = 0, .unsure = 0, .score = 0});
}

TEST_CASE("there is nothing to take back where nobody corrected anything")
{
    Corrected it;
    it.decide(Verdict::uncorrect);
    const auto again = it.try_to_decide(Verdict::uncorrect);
    REQUIRE_FALSE(again);
    CHECK(again.error().fault == Fault::refused);
    CHECK(it.decisions() == 2);
}

TEST_CASE("a corrected post that is deleted takes its correction along and leaves the charts empty")
{
    Corrected it;
    auto gone = sample(1);
    gone.post.deleted = true;
    CHECK(it.put(gone) == PutReport{.gone = 1, .uncorrected = 1});
    CHECK(it.day() == Tally{});
    CHECK(it.decisions() == 0);
    check_slices(*it.store, it.folder);
}

TEST_CASE("a corrected post that expires stays counted as the editor said")
{
    Corrected it;
    must(it.store->expire(at(17, 0)));
    CHECK(it.day() == one_positive);
    CHECK(it.decisions() == 0);
}

TEST_CASE("correcting, taking back, editing and deleting at random never unbalance the counts")
{
    const Folder folder;
    const auto store = opened(folder);
    std::mt19937 random{20261122};
    std::size_t taken_back = 0;
    for (int step = 1; step <= 400; ++step) {
        auto routed = random_post(random, 40);
        if (random() % 4 == 0) routed.post.text += " (bijgewerkt)";
        routed.post.deleted = random() % 15 == 0;
        must(store->put({routed}, "fediverse", {}));
        const auto verdict = random() % 3 == 0 ? Verdict::uncorrect : Verdict::correct;
        const auto decided = store->decide({.post = "mastodon:" + std::to_string(random() % 40),
                                            .verdict = verdict,
                                            .label = static_cast<Label>(random() % 3),
                                            .by = "Bram",
                                            .at = at(17, 0, 0, step % 60)});
        CHECK((decided || decided.error().fault == Fault::refused));
        taken_back += decided && verdict == Verdict::uncorrect;
        if (step % 50 == 0) check_slices(*store, folder);
    }
    CHECK(taken_back > 10);
}
