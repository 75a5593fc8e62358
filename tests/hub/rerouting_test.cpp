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

// Routes do not depend on moods.
class EvenScorer final : public Scorer {
    Mood score(std::string_view, std::string_view) const override { return {}; }
};

Refiner refiner_of(const WallConfig& config)
{
    return must(Refiner::make(config, std::make_shared<EvenScorer>()));
}

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
    std::size_t reroute(const WallConfig& config, int steps = 1000)
    {
        const Refiner refiner = refiner_of(config);
        Rerouting rerouting{*store, refiner, config};
        std::size_t changed = 0;
        for (int step = 0; step < steps && rerouting.under_way(); ++step)
            changed += must(rerouting.step(noon));
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
    Rerouting rerouting{*home.store, refiner, repainted};
    CHECK(must(rerouting.step(noon)) == 0);
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
    Rerouting rerouting{store, refiner, config};
    must(rerouting.step(noon));
    store.break_with({Fault::rejected, "The disk is full. Make room.", {}});
    CHECK_FALSE(rerouting.step(noon));
    CHECK(rerouting.under_way());
    store.mend();
    while (rerouting.under_way())
        must(rerouting.step(noon));
    for (const RoutedPost& before : stored)
        CHECK(must(store.post(before.post.id))->topics == std::vector<std::string>{"hypotheek"});
}
