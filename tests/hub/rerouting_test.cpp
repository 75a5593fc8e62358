// SPDX-License-Identifier: Apache-2.0
#include "hub/rerouting.hpp"

#include "narrowcast/publish.hpp"
#include "shared_store.hpp"
#include "store/samples.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;
using samples::must;

namespace {

const Time noon = samples::at(16, 12);

WallConfig wall(const std::string& query)
{
    WallConfig config;
    config.company.name = "Polderbank";
    config.company.time_zone = "Europe/Amsterdam";
    config.topics = {{"hypotheek", query}};
    config.departments = {{"Wonen", {"hypotheek"}}};
    config.screens.resize(2);
    config.screens[0].name = "wonen-1";
    config.screens[0].department = "Wonen";
    config.screens[1].name = "hal-1";
    return config;
}

// Says the same of every text, and knows that it is the rules by which it does.
class EvenScorer final : public Scorer {
public:
    explicit EvenScorer(Label label) : label_{label} {}
    Mood score(std::string_view, std::string_view language) const override
    {
        Mood mood;
        mood.label = label_;
        mood.score = 0.5 * (static_cast<double>(label_) - 1);
        mood.confidence = 0.6;
        mood.language = language;
        return mood;
    }

private:
    const Label label_;
};

Refiner refiner_of(const WallConfig& config, Label says = Label::neutral)
{
    return must(Refiner::make(config, std::make_shared<EvenScorer>(says)));
}

const std::stop_token never;

// A hub's store over its restarts.
struct Home {
    const samples::Folder folder;
    std::unique_ptr<Store> store = samples::opened(folder);

    // Every third post speaks of houses, every fourth of rates; one every quarter of an hour.
    void fill(const WallConfig& config, int count)
    {
        Refiner refiner = refiner_of(config);
        SourceConfig source;
        source.name = source.platform = "mastodon";
        std::vector<RoutedPost> posts;
        for (int number = 0; number < count; ++number) {
            RawPost raw;
            raw.native_id = std::to_string(number);
            raw.author.handle = "@t" + std::to_string(number) + "@town.example";
            raw.text = "Bericht " + std::to_string(number) + (number % 3 == 0 ? " huis" : "") +
                       (number % 4 == 0 ? " rente" : "");
            raw.created = noon - number * 15min;
            posts.push_back(refiner.refine(std::move(raw), source, noon));
        }
        must(store->put(posts, "mastodon", {}));
    }

    // How many posts changed. Only `steps` of it, as a hub that is killed in between.
    std::size_t reroute(const WallConfig& config, int steps = 1000, Label says = Label::neutral)
    {
        const Refiner refiner = refiner_of(config, says);
        Rerouting rerouting{*store, refiner, config, std::to_string(static_cast<int>(says))};
        std::size_t changed = 0;
        for (int step = 0; step < steps && rerouting.under_way(); ++step)
            changed += must(rerouting.step(noon, never));
        return changed;
    }
    void restart()
    {
        store.reset();
        store = samples::opened(folder);
    }

    std::int64_t counted(const std::string& department) const
    {
        std::int64_t total = 0;
        for (const Bucket& bucket : must(store->slice({.resolution = Resolution::day,
                                    .from = noon - 90 * 24h,
                                    .until = noon + 24h,
                                    .topic = "",
                                    .dimension = Dimension::department,
                                    .value = department})))
            total += bucket.tally.total();
        return total;
    }
    Tally all_days() const
    {
        Tally sum;
        for (const Bucket& bucket : must(store->slice({.resolution = Resolution::day,
                                    .from = noon - 90 * 24h,
                                    .until = noon + 24h,
                                    .topic = "",
                                    .dimension = Dimension::all,
                                    .value = ""}))) {
            sum.negative += bucket.tally.negative;
            sum.neutral += bucket.tally.neutral;
            sum.positive += bucket.tally.positive;
        }
        return sum;
    }
    std::size_t shown_on(const std::string& screen) const
    {
        return must(store->newest(screen, noon - 90 * 24h, noon + 24h, 10'000)).size();
    }
};

constexpr int posts = 480;  // five days, and some pages of them

}  // namespace

TEST_CASE("after a change of a topic its department's posts and charts are those of the new query")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("huis"));
    REQUIRE(home.counted("Wonen") == posts / 3);
    const auto before = must(today_in_context(wall("huis"), "Wonen", *home.store, noon));

    CHECK(home.reroute(wall("rente")) > 0);
    CHECK(home.counted("Wonen") == posts / 4);
    CHECK(home.shown_on("wonen-1") == posts / 4);
    CHECK(home.shown_on("hal-1") == posts);
    samples::check_slices(*home.store, home.folder);
    const auto today = must(today_in_context(wall("rente"), "Wonen", *home.store, noon));
    CHECK(before.total == 18);  // every third of the 53 since midnight
    CHECK(today.total == 14);   // every fourth
}

TEST_CASE("posts routed anew and then fetched again are counted once")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("rente"));
    home.fill(wall("rente"), posts);
    CHECK(must(home.store->count()) == posts);
    CHECK(home.counted("Wonen") == posts / 4);
    samples::check_slices(*home.store, home.folder);
}

TEST_CASE("a hub that was killed in the middle of a change finishes it at its next start")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("huis"));
    home.reroute(wall("rente"), 2);
    REQUIRE(home.counted("Wonen") != posts / 4);
    samples::check_slices(*home.store, home.folder);
    home.restart();
    home.reroute(wall("rente"));
    CHECK(home.counted("Wonen") == posts / 4);
    samples::check_slices(*home.store, home.folder);
}

TEST_CASE("a change that is taken back in the middle leaves no post behind")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("huis"));
    home.reroute(wall("rente"), 2);
    home.reroute(wall("huis"));
    CHECK(home.counted("Wonen") == posts / 3);
    CHECK(home.shown_on("wonen-1") == posts / 3);
}

TEST_CASE("the newest posts are routed anew first")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("huis"));
    home.reroute(wall("rente"), 1);
    CHECK(must(home.store->post("mastodon:4"))->topics == std::vector<std::string>{"hypotheek"});
    CHECK(must(home.store->post("mastodon:476"))->topics.empty());
}

TEST_CASE("a configuration that routes as before is no work")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("huis"));
    WallConfig repainted = wall("huis");
    repainted.look.accent = "#ff0000";
    repainted.screens[0].theme = Theme::light;
    const Refiner refiner = refiner_of(repainted);
    Rerouting rerouting{*home.store, refiner, repainted, "1"};
    CHECK(must(rerouting.step(noon, never)) == 0);
    CHECK_FALSE(rerouting.under_way());
}

TEST_CASE("posts that hold a word that is blocked now leave every screen and stay counted")
{
    Home home;
    home.fill(wall("huis"), posts);
    WallConfig blocking = wall("huis");
    blocking.blocked.words = {"huis"};
    home.reroute(blocking);
    CHECK(home.shown_on("hal-1") == posts - posts / 3);
    CHECK(home.counted("Wonen") == posts / 3);
    blocking.blocked.words.clear();
    home.reroute(blocking);
    CHECK(home.shown_on("hal-1") == posts);
}

TEST_CASE("what people decided about a post outlives its new route")
{
    Home home;
    home.fill(wall("huis"), posts);
    must(home.store->decide(
        {.post = "mastodon:4", .verdict = Verdict::hide, .label = {}, .by = "", .at = {}}));
    must(home.store->decide({.post = "mastodon:8",
                             .verdict = Verdict::correct,
                             .label = Label::positive,
                             .by = "",
                             .at = {}}));
    home.reroute(wall("rente"));
    CHECK(home.shown_on("wonen-1") == posts / 4 - 1);
    const auto corrected = must(home.store->post("mastodon:8"));
    CHECK(corrected->mood.label == Label::positive);
    CHECK(corrected->topics == std::vector<std::string>{"hypotheek"});
    samples::check_slices(*home.store, home.folder);
}

TEST_CASE("posts older than any chart looks back are left as they are")
{
    Home home;
    home.fill(wall("huis"), 1);
    auto old = must(home.store->post("mastodon:0")).value();
    old.post.id = "mastodon:old";
    old.post.created = oldest_on_charts(wall("huis"), noon) - 1s;
    must(home.store->put({old}, "mastodon", {}));
    home.reroute(wall("rente"));
    CHECK(must(home.store->post("mastodon:old")) == old);
}

TEST_CASE("a store that cannot be written puts the work off, and nothing is left out")
{
    const WallConfig config = wall("rente");
    const Refiner refiner = refiner_of(config);
    test::SharedStore store;
    std::vector<RoutedPost> stored;
    for (int number = 0; number < 250; ++number) {
        stored.push_back(samples::sample(number, noon - number * 1min));
        stored.back().post.text += " rente";
    }
    must(store.put(stored, "fediverse", {}));
    Rerouting rerouting{store, refiner, config, "1"};
    must(rerouting.step(noon, never));
    store.break_with({Fault::rejected, "The disk is full. Make room.", {}});
    CHECK_FALSE(rerouting.step(noon, never));
    CHECK(rerouting.under_way());
    store.mend();
    while (rerouting.under_way())
        must(rerouting.step(noon, never));
    for (const RoutedPost& before : stored)
        CHECK(must(store.post(before.post.id))->topics == std::vector<std::string>{"hypotheek"});
}

TEST_CASE("after a change of the scorer the charts are those of the new moods")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("huis"));
    REQUIRE(home.all_days().neutral == posts);
    CHECK(home.reroute(wall("huis"), 1000, Label::negative) == posts);
    CHECK(home.all_days().negative == posts);
    CHECK(home.all_days().neutral == 0);
    CHECK(must(home.store->count()) == posts);
    samples::check_slices(*home.store, home.folder);
}

TEST_CASE("a scorer that scores as before is no work, also when topics changed")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("huis"), 1000, Label::negative);
    CHECK(home.reroute(wall("huis"), 1000, Label::negative) == 0);
    // another scorer by the same rules would be a lie, and so shows that none is asked
    const Refiner other = refiner_of(wall("rente"), Label::positive);
    const WallConfig rerouted = wall("rente");
    Rerouting rerouting{*home.store, other, rerouted, "0"};  // negative
    while (rerouting.under_way())
        must(rerouting.step(noon, never));
    CHECK(home.all_days().negative == posts);
    CHECK(home.counted("Wonen") == posts / 4);
}

TEST_CASE("what editors corrected stays corrected whatever the new scorer says")
{
    Home home;
    home.fill(wall("huis"), posts);
    must(home.store->decide({.post = "mastodon:8",
                             .verdict = Verdict::correct,
                             .label = Label::positive,
                             .by = "",
                             .at = {}}));
    home.reroute(wall("huis"), 1000, Label::negative);
    CHECK(must(home.store->post("mastodon:8"))->mood.label == Label::positive);
    CHECK(home.all_days().positive == 1);
    CHECK(home.all_days().negative == posts - 1);
    must(home.store->decide(
        {.post = "mastodon:8", .verdict = Verdict::uncorrect, .label = {}, .by = "", .at = {}}));
    CHECK(home.all_days().negative == posts);
    samples::check_slices(*home.store, home.folder);
}

TEST_CASE("a hub that was killed in the middle of scoring anew finishes it at its next start")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("huis"));
    home.reroute(wall("huis"), 2, Label::negative);
    REQUIRE(home.all_days().neutral > 0);
    home.restart();
    home.reroute(wall("huis"), 1000, Label::negative);
    CHECK(home.all_days().negative == posts);
    // and back in the middle
    home.reroute(wall("huis"), 2, Label::positive);
    home.reroute(wall("huis"), 1000, Label::negative);
    CHECK(home.all_days().negative == posts);
    samples::check_slices(*home.store, home.folder);
}

TEST_CASE("stars say what their post's mood is, also when it is scored anew")
{
    Home home;
    Refiner refiner = refiner_of(wall("huis"));
    SourceConfig source;
    source.name = source.platform = "reviews";
    RawPost raw;
    raw.native_id = "1";
    raw.text = "Vijf sterren voor de balie";
    raw.rating = 5;
    raw.created = noon;
    must(home.store->put({refiner.refine(raw, source, noon)}, "reviews", {}));
    home.reroute(wall("huis"), 1000, Label::negative);
    const Mood mood = must(home.store->post("reviews:1"))->mood;
    CHECK(mood.label == Label::positive);
    CHECK(mood.score == 1);
    CHECK(mood.confidence == 0.9);
}

TEST_CASE("scores that come while everything is stopping are not kept")
{
    Home home;
    home.fill(wall("huis"), posts);
    home.reroute(wall("huis"));
    const Refiner refiner = refiner_of(wall("huis"), Label::negative);
    const WallConfig config = wall("huis");
    Rerouting rerouting{*home.store, refiner, config, "other"};
    std::stop_source stopping;
    stopping.request_stop();
    CHECK(must(rerouting.step(noon, stopping.get_token())) == 0);
    CHECK(rerouting.under_way());
    CHECK(home.all_days().neutral == posts);
}
