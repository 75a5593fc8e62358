// SPDX-License-Identifier: Apache-2.0
#include "store/writer.hpp"

#include "store/samples.hpp"

#include <fstream>
#include <iterator>

using namespace narrowcast;
using namespace narrowcast::samples;

namespace {

struct Opened {
    Folder folder;
    std::unique_ptr<Store> store = opened(folder);

    PutReport put(const std::vector<RoutedPost>& posts)
    {
        return must(store->put(posts, "fediverse", {}));
    }
    void decide(int number, Verdict verdict, Label label = Label::neutral)
    {
        must(store->decide({.post = "mastodon:" + std::to_string(number),
                            .verdict = verdict,
                            .label = label,
                            .by = "Bram",
                            .at = at(17, 12)}));
    }
    bool shown(int number)
    {
        for (const auto& routed : must(store->newest("", at(0, 0), at(30, 0), 1000)))
            if (routed.post.id == "mastodon:" + std::to_string(number)) return true;
        return false;
    }
    std::int64_t counted(Resolution resolution, Time from = at(-99, 0))
    {
        std::int64_t total = 0;
        for (const auto& bucket : must(store->slice({.resolution = resolution,
                                  .from = from,
                                  .until = at(99, 0),
                                  .topic = "",
                                  .dimension = Dimension::all,
                                  .value = ""})))
            total += bucket.tally.total();
        return total;
    }
    Tally day()
    {
        return must(store->slice({.resolution = Resolution::day,
                                  .from = at(16, 0),
                                  .until = at(17, 0),
                                  .topic = "app",
                                  .dimension = Dimension::all,
                                  .value = ""}))
            .at(0)
            .tally;
    }
};

RoutedPost deleted(int number)
{
    auto routed = sample(number);
    routed.post.deleted = true;
    return routed;
}

// All bytes of all files of a store, as a thief of the disk would read them.
std::string raw_bytes(const Folder& folder)
{
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) {
        std::ifstream file{entry.path(), std::ios::binary};
        all.append(std::istreambuf_iterator<char>{file}, {});
    }
    return all;
}

}  // namespace

TEST_CASE("putting the same posts again changes nothing")
{
    Opened it;
    CHECK(it.put({sample(1), sample(2)}) == PutReport{.added = 2});
    CHECK(it.put({sample(1), sample(2)}) == PutReport{.same = 2});
    CHECK(it.counted(Resolution::hour) == 2);
}

TEST_CASE("a post scored anew moves in the counts, and is not counted twice")
{
    Opened it;
    it.put({sample(1)});
    auto again = sample(1);
    again.mood = {.label = Label::positive,
                  .score = 0.5,
                  .confidence = 0.3,
                  .sure = false,
                  .language = "nl",
                  .words = {}};
    CHECK(it.put({again}) == PutReport{.changed = 1});
    CHECK(it.day() == Tally{.negative = 0, .neutral = 0, .positive = 1, .unsure = 1, .score = 0.5});
    check_slices(*it.store, it.folder);
}

TEST_CASE("an undated post that is fetched again stays where it was in the charts")
{
    Opened it;
    it.put({sample(1, at(16, 9))});
    CHECK(it.put({sample(1, at(16, 11))}) == PutReport{.same = 1});
    CHECK(must(it.store->post("mastodon:1"))->post.created == at(16, 9));
}

TEST_CASE("a post that two sources find belongs to the first")
{
    Opened it;
    it.put({sample(1)});
    auto second = sample(1);
    second.post.source = "another tag";
    CHECK(it.put({second}) == PutReport{.same = 1});
}

TEST_CASE("a deleted post is erased, uncounted, and never comes back")
{
    Opened it;
    it.put({sample(1), sample(2)});
    CHECK(it.put({deleted(1)}) == PutReport{.gone = 1});
    CHECK(it.put({sample(1)}) == PutReport{.gone = 1});
    CHECK_FALSE(must(it.store->post("mastodon:1")).has_value());
    CHECK(it.counted(Resolution::minute) == 1);
}

TEST_CASE("a post whose deletion was heard of first is not taken")
{
    Opened it;
    it.put({deleted(1)});
    CHECK(it.put({sample(1)}) == PutReport{.gone = 1});
}

TEST_CASE("a batch with the same post twice counts it once")
{
    Opened it;
    CHECK(it.put({sample(1), sample(1)}) == PutReport{.added = 1, .same = 1});
    check_slices(*it.store, it.folder);
}

TEST_CASE("a hidden post stays hidden and counted when it is fetched and edited again")
{
    Opened it;
    it.put({sample(1)});
    it.decide(1, Verdict::hide);
    auto edited = sample(1);
    edited.post.text = "met andere woorden";
    it.put({edited});
    CHECK_FALSE(it.shown(1));
    CHECK(it.counted(Resolution::hour) == 1);
    it.decide(1, Verdict::show);
    CHECK(it.shown(1));
}

TEST_CASE("a corrected mood stays corrected when the post is scored again, and counts so")
{
    Opened it;
    it.put({sample(1)});
    it.decide(1, Verdict::correct, Label::positive);
    auto rescored = sample(1);
    rescored.mood.score = -0.9;
    it.put({rescored});
    CHECK(must(it.store->post("mastodon:1"))->mood.label == Label::positive);
    CHECK(it.day() == Tally{.negative = 0, .neutral = 0, .positive = 1, .unsure = 0, .score = 1});
}

TEST_CASE("decisions are told in the order they were made, and outlive a restart")
{
    Opened it;
    it.put({sample(1)});
    it.decide(1, Verdict::pin);
    it.decide(1, Verdict::hide);
    it.store.reset();
    it.store = opened(it.folder);
    const auto decisions = must(it.store->decisions());
    REQUIRE(decisions.size() == 2);
    CHECK(decisions[0] == Decision{.post = "mastodon:1",
                                   .verdict = Verdict::pin,
                                   .label = Label::neutral,
                                   .by = "Bram",
                                   .at = at(17, 12)});
    CHECK(decisions[1].verdict == Verdict::hide);
    CHECK_FALSE(it.shown(1));
}

TEST_CASE("a decision about a post that is gone is refused in words")
{
    Opened it;
    const auto decided = it.store->decide({.post = "mastodon:7",
                                           .verdict = Verdict::hide,
                                           .label = Label::neutral,
                                           .by = "Bram",
                                           .at = at(1, 1)});
    REQUIRE_FALSE(decided);
    CHECK(decided.error().fault == Fault::refused);
    CHECK(must(it.store->decisions()).empty());
}

TEST_CASE("forgetting an author through one post erases all of theirs and takes no more")
{
    Opened it;
    it.put({sample(1), sample(2), sample_by("@bram@polder.example", 3)});
    it.decide(1, Verdict::forget_author);
    CHECK(must(it.store->count()) == 1);
    CHECK(it.put({sample_by("@Sanne@polder.example", 4)}) == PutReport{.gone = 1});
    const auto decisions = must(it.store->decisions());
    REQUIRE(decisions.size() == 1);
    CHECK(decisions[0].post.empty());
    check_slices(*it.store, it.folder);
}

TEST_CASE("forgetting an author without a handle leaves namesakes on other networks alone")
{
    Opened it;
    auto here = sample_by("", 1), there = sample_by("", 2);
    there.post.network = "forum";
    it.put({here, there});
    it.decide(1, Verdict::forget_author);
    CHECK(must(it.store->count()) == 1);
    CHECK(must(it.store->post("mastodon:2")).has_value());
}

TEST_CASE("forgetting the author of a post by nobody erases that post only")
{
    Opened it;
    auto one = sample(1), two = sample(2);
    one.post.author = two.post.author = {};
    it.put({one, two});
    it.decide(1, Verdict::forget_author);
    CHECK(must(it.store->count()) == 1);
    CHECK(it.put({one}) == PutReport{.gone = 1});
}

TEST_CASE("of a forgotten person no word is left in the bytes of any file")
{
    Opened it;
    std::mt19937 random{7};
    const auto secret = [](int number) {
        auto routed = sample_by("@geheim@polder.example", number);
        routed.post.author.name = "Geheime Naam";
        routed.post.author.url = routed.post.author.avatar = "https://geheim.example/";
        routed.post.url = "https://geheim.example/" + std::to_string(number);
        routed.trace = {"geheim spoor"};
        routed.post.text =
            "geheimwoord " + std::string(std::size_t(number % 700) * 5, 'g') + " geheimslot";
        return routed;
    };
    // Enough, mixed and edited, that pages split and rows move before anything is erased.
    for (int batch = 0; batch < 40; ++batch) {
        std::vector<RoutedPost> posts;
        for (int i = 0; i < 40; ++i) {
            const int number = int(random() % 3000);
            auto routed = number % 3 == 0 ? secret(number) : sample_by("@bram@x.example", number);
            if (number % 3 != 0 || random() % 2 == 0)
                routed.post.title = std::string(random() % 300, 't');
            posts.push_back(routed);
        }
        it.put(posts);
    }
    must(it.store->decide({.post = must(it.store->newest("", at(0, 0), at(30, 0), 1)).at(0).post.id,
                           .verdict = Verdict::pin,
                           .label = {},
                           .by = "Bram",
                           .at = {}}));
    REQUIRE(raw_bytes(it.folder).find("geheim") != std::string::npos);
    REQUIRE(must(it.store->forget("geheim@polder.example")) > 100);
    const auto bytes = raw_bytes(it.folder);
    CHECK(bytes.find("eheim") == std::string::npos);
    CHECK(bytes.find("Geheime Naam") == std::string::npos);
    CHECK(bytes.find("gggggggg") == std::string::npos);
    CHECK(bytes.find("bram@x.example") != std::string::npos);
    check_slices(*it.store, it.folder);
}

TEST_CASE("forgetting somebody nobody knows erases nothing, and an empty handle is refused")
{
    Opened it;
    it.put({sample(1)});
    CHECK(must(it.store->forget("@nobody@polder.example")) == 0);
    CHECK(it.store->forget(" @ ").error().fault == Fault::refused);
    CHECK(must(it.store->count()) == 1);
}

TEST_CASE("expired posts are erased, their hours and days stay counted")
{
    Opened it;
    it.put({sample(1, at(1, 9)), sample(2, at(1, 9, 30)), sample(3, at(16, 9))});
    CHECK(must(it.store->expire(at(1, 9, 15))) == 1);
    CHECK(must(it.store->count()) == 2);
    CHECK(it.counted(Resolution::hour) == 3);
    CHECK(it.counted(Resolution::day) == 3);
}

TEST_CASE("an expired post that is fetched again is neither taken nor counted twice")
{
    Opened it;
    it.put({sample(1, at(1, 9))});
    must(it.store->expire(at(2, 0)));
    CHECK(it.put({sample(1, at(1, 9))}) == PutReport{.gone = 1});
    CHECK(it.counted(Resolution::day) == 1);
}

TEST_CASE("minutes are kept for eight days before the newest post")
{
    Opened it;
    it.put({sample(1, at(1, 9)), sample(2, at(8, 9)), sample(3, at(16, 9))});
    must(it.store->expire(at(0, 0)));
    CHECK(it.counted(Resolution::minute) == 2);
    CHECK(it.counted(Resolution::hour) == 3);
    it.put({sample(4, at(2, 9))});
    CHECK(it.counted(Resolution::minute) == 2);
    CHECK(it.put({deleted(1), deleted(4)}) == PutReport{.gone = 2});
    check_slices(*it.store, it.folder, at(8, 9));
}

TEST_CASE("expiring everything, however late, leaves a store that works")
{
    Opened it;
    std::vector<RoutedPost> many;
    for (int i = 0; i < 2500; ++i)
        many.push_back(sample(i, at(1, 9)));
    it.put(many);
    CHECK(must(it.store->expire(Time::max())) == 2500);
    CHECK(must(it.store->count()) == 0);
    auto database = must(lib::Database::open(it.folder.file(), lib::Database::Access::read));
    CHECK(must(database.number("SELECT count(*) FROM author")) == 0);
}

TEST_CASE("whatever happens to posts, every slice is the sum of the posts that are held")
{
    Opened it;
    std::mt19937 random{20261121};
    const auto some_id = [&] { return "mastodon:" + std::to_string(random() % 300); };
    for (int step = 1; step <= 120; ++step) {
        std::vector<RoutedPost> posts;
        for (auto i = random() % 12; i > 0; --i) {
            posts.push_back(random_post(random, 300));
            posts.back().post.deleted = random() % 12 == 0;
        }
        it.put(posts);
        const auto verdict = static_cast<Verdict>(random() % 5);
        const auto decided = it.store->decide({.post = some_id(),
                                               .verdict = verdict,
                                               .label = static_cast<Label>(random() % 3),
                                               .by = "Bram",
                                               .at = at(5, 5)});
        CHECK((decided || decided.error().fault == Fault::refused));
        if (step == 60) must(it.store->forget("@person3@polder.example"));
        if (step % 20 == 0) check_slices(*it.store, it.folder);
    }
    REQUIRE(must(it.store->count()) > 50);
}

TEST_CASE("after expiry every slice from then on is still the sum of the posts that are held")
{
    Opened it;
    std::mt19937 random{42};
    const auto put_some = [&] {
        std::vector<RoutedPost> posts;
        for (int i = 0; i < 150; ++i)
            posts.push_back(random_post(random, 100000));
        it.put(posts);
    };
    put_some();
    const Time before = at(2, 0);
    const auto expired = must(it.store->expire(before));
    REQUIRE(expired > 0);
    put_some();
    for (const auto resolution : {Resolution::minute, Resolution::hour, Resolution::day})
        CHECK(it.counted(resolution, before) == std::int64_t(must(it.store->count())));
    CHECK(it.counted(Resolution::day) == std::int64_t(must(it.store->count()) + expired));
}

TEST_CASE("a VACUUM by the administrator changes no post, count or decision")
{
    Opened it;
    it.put({sample(1), sample(2), sample(3)});
    it.put({deleted(2)});
    it.decide(3, Verdict::hide);
    it.store.reset();
    {
        auto database = must(lib::Database::open(it.folder.file(), lib::Database::Access::write));
        must(database.script("VACUUM"));
    }
    it.store = opened(it.folder);
    CHECK(must(it.store->post("mastodon:1")) == sample(1));
    CHECK_FALSE(it.shown(3));
    CHECK(it.put({sample(2)}) == PutReport{.gone = 1});
    check_slices(*it.store, it.folder);
}
