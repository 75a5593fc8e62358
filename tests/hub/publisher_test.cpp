// SPDX-License-Identifier: Apache-2.0
#include "hub/publisher.hpp"

#include "shared_store.hpp"
#include "support/catch.hpp"
#include "waiting.hpp"

#include <algorithm>
#include <set>

using namespace narrowcast;
using namespace std::chrono_literals;
using test::wait_for;

namespace {

ScreenConfig screen_called(std::string name)
{
    ScreenConfig screen;
    screen.name = std::move(name);
    return screen;
}

Config one_screen()
{
    Config config;
    config.wall.company.name = "Polderbank";
    config.wall.screens.push_back(screen_called("hal-1"));
    return config;
}

RoutedPost routed(int number, Time created)
{
    RoutedPost routed;
    Post& post = routed.post;
    post.id = "mastodon:" + std::to_string(number);
    post.source = "toots";
    post.network = "mastodon";
    post.author.handle = "@t" + std::to_string(number) + "@town.example";
    post.text = "Bericht nummer " + std::to_string(number);
    post.url = "https://town.example/" + std::to_string(number);
    post.created = created;
    routed.screens = {"hal-1", "hal-2"};
    return routed;
}

std::vector<std::string> ids_in(const Edition& edition)
{
    std::vector<std::string> ids;
    for (const Turn& turn : edition.turns)
        if (const auto* post = std::get_if<PostSlide>(&turn.slide)) ids.push_back(post->post.id);
    return ids;
}

// A publisher and all the doors it has.
class Room {
public:
    explicit Room(int posts)
    {
        for (int number = 1; number <= posts; ++number)
            put(routed(number, clock.now() - number * 1min));
    }

    void put(const RoutedPost& post) { REQUIRE(store.put({post}, "toots", {})); }
    void erase(const std::string& id)
    {
        RoutedPost gone;
        gone.post.id = id;
        gone.post.deleted = true;
        put(gone);
    }

    void begin()
    {
        hanging.emplace(config, store, shelf, nullptr);
        publisher = std::make_unique<Publisher>(
            Publisher::Parts{config, store, stored, board, on_wall, *hanging, tally, clock.clock(),
                             [this](std::string screen, auto event) {
                                 announced.try_push(screen);
                                 last_event.set(event);
                             }});
    }

    // Tells the publisher of a change and waits until it has looked and is through: a round asks
    // the time, and the next one cannot begin before this one has published.
    void round()
    {
        for (int i = 0; i < 2; ++i) {
            const int before = clock.asked();
            stored.set({});
            REQUIRE(wait_for([&] { return clock.asked() > before; }));
        }
    }

    std::shared_ptr<const Published> published(const std::string& screen = "hal-1") const
    {
        const auto all = board.get();
        if (!all) return nullptr;
        const auto found = all->find(screen);
        return found == all->end() ? nullptr : found->second;
    }
    bool wait_for_edition() const
    {
        return wait_for([&] { return published() != nullptr; });
    }

    test::SetClock clock;
    Config config = one_screen();
    test::SharedStore store;
    Latest<Stored> stored;
    Latest<media::Shelf> shelf;
    Latest<Board> board;
    Latest<OnWall> on_wall;
    HubTally tally;
    Channel<std::string> announced{1000};
    Latest<std::shared_ptr<const std::string>> last_event;
    std::optional<Hanging> hanging;
    std::unique_ptr<Publisher> publisher;  // last
};

}  // namespace

TEST_CASE("the first edition of a store with posts comes at once and is announced")
{
    Room room{3};
    room.begin();
    REQUIRE(room.wait_for_edition());
    CHECK(ids_in(room.published()->edition).size() == 3);
    CHECK(room.published()->event->starts_with("event: edition\ndata: {"));
    REQUIRE(wait_for([&] { return room.last_event.get() != nullptr; }));
    CHECK(*room.last_event.get() == room.published()->event);
}

TEST_CASE("a first day without posts gets an edition without turns after a moment")
{
    Room room{0};
    room.begin();
    REQUIRE(room.wait_for_edition());
    CHECK(room.published()->edition.turns.empty());
}

TEST_CASE("an unchanged store publishes nothing new, until the edition's age is freshened")
{
    Room room{3};
    room.begin();
    REQUIRE(room.wait_for_edition());
    const auto first = room.published();
    room.clock.advance(20s);
    room.round();
    CHECK(room.published() == first);
    CHECK(room.tally.editions == 1);
    CHECK(room.announced.size() == 1);

    room.clock.advance(20s);
    room.round();
    const auto fresh = room.published();
    CHECK(fresh != first);
    CHECK(fresh->edition.wall.made == room.clock.now());
    CHECK(fresh->edition.start == first->edition.start);
    CHECK(fresh->edition.turns == first->edition.turns);
}

TEST_CASE("a new post is in the next edition")
{
    Room room{3};
    room.begin();
    REQUIRE(room.wait_for_edition());
    room.put(routed(7, room.clock.now()));
    room.round();
    const auto ids = ids_in(room.published()->edition);
    CHECK(std::ranges::count(ids, "mastodon:7") == 1);
}

TEST_CASE("a deleted post leaves the board at the next edition")
{
    Room room{5};
    room.begin();
    REQUIRE(room.wait_for_edition());
    const auto before = ids_in(room.published()->edition);
    REQUIRE(before.size() == 5);
    room.erase(before.back());
    room.round();
    auto left = ids_in(room.published()->edition);
    auto expected = before;
    expected.pop_back();
    std::ranges::sort(left);
    std::ranges::sort(expected);
    CHECK(left == expected);
    CHECK(room.published()->event->find(before.back() + "\"") == std::string::npos);
}

TEST_CASE("a deleted post that is on air gives way at once to the one that was to follow")
{
    Room room{5};
    room.begin();
    REQUIRE(room.wait_for_edition());
    const auto before = ids_in(room.published()->edition);
    room.clock.advance(3s);  // in the middle of its turn
    room.erase(before.front());
    room.round();
    const Edition& edition = room.published()->edition;
    const auto ids = ids_in(edition);
    CHECK(ids.size() == 4);
    CHECK(std::ranges::count(ids, before.front()) == 0);
    CHECK(ids.front() == before[1]);
    CHECK(edition.start == room.clock.now());  // with all of its time before it
}

TEST_CASE("a post that is hidden while it is on air leaves at once")
{
    Room room{3};
    room.begin();
    REQUIRE(room.wait_for_edition());
    const auto on_air = ids_in(room.published()->edition).front();
    REQUIRE(room.store.decide(
        {.post = on_air, .verdict = Verdict::hide, .label = {}, .by = "", .at = {}}));
    room.clock.advance(3s);
    room.round();
    CHECK(std::ranges::count(ids_in(room.published()->edition), on_air) == 0);
}

TEST_CASE("a post on air that is merely chosen no more stays until its end")
{
    Room room{1};
    room.config.wall.look.posts = 5;
    room.begin();
    REQUIRE(room.wait_for_edition());
    REQUIRE(ids_in(room.published()->edition).front() == "mastodon:1");
    for (int number = 10; number < 20; ++number)
        room.put(routed(number, room.clock.now() + 1s));
    room.clock.advance(3s);
    room.round();
    const auto ids = ids_in(room.published()->edition);
    CHECK(ids.front() == "mastodon:1");
    CHECK(std::ranges::count(ids, "mastodon:1") == 1);
}

TEST_CASE("the order of play goes on over a reload")
{
    Room room{8};
    room.begin();
    REQUIRE(room.wait_for_edition());
    const Edition before = room.published()->edition;
    room.publisher.reset();
    room.clock.advance(room.config.wall.look.per_slide * 2 + 3s);
    room.config.wall.screens[0].place = "Kantine";
    room.begin();
    REQUIRE(wait_for([&] { return room.published()->edition.wall.place == "Kantine"; }));
    CHECK(room.published()->edition.turns == before.turns);
    CHECK(room.published()->edition.start == before.start);
}

TEST_CASE("a screen that the configuration no longer has leaves the board, a new one joins it")
{
    Room room{3};
    room.begin();
    REQUIRE(room.wait_for_edition());
    room.publisher.reset();
    room.config.wall.screens = {screen_called("hal-2")};
    room.config.wall.screens[0].size = "640x360";
    room.begin();
    REQUIRE(wait_for([&] { return room.published("hal-2") != nullptr; }));
    CHECK(room.published("hal-1") == nullptr);
    CHECK(room.published("hal-2")->width == 640);
    CHECK(room.published("hal-2")->height == 360);
}

TEST_CASE("a screen of another size is published anew though its edition is the same")
{
    Room room{3};
    room.begin();
    REQUIRE(room.wait_for_edition());
    room.publisher.reset();
    room.config.wall.screens[0].size = "1080x1920";
    room.begin();
    CHECK(wait_for([&] { return room.published()->height == 1920; }));
}

TEST_CASE("while the store cannot be read every screen keeps its last edition")
{
    Room room{3};
    room.begin();
    REQUIRE(room.wait_for_edition());
    const auto before = room.published();
    room.clock.advance(1h);
    room.store.break_with({Fault::rejected, "The file is damaged.", {}});
    room.round();
    CHECK(room.published() == before);
    room.store.mend();
    room.round();
    CHECK(room.published() != before);
}

TEST_CASE("the fetcher is told what hangs on the walls, by source and in the platform's own ids")
{
    Room room{2};
    room.config.wall.screens.push_back(screen_called("hal-2"));
    room.begin();
    REQUIRE(wait_for([&] { return room.on_wall.get() != nullptr; }));
    const OnWall expected{
        {"toots", {{"1", "https://town.example/1"}, {"2", "https://town.example/2"}}}};
    CHECK(*room.on_wall.get() == expected);
}

TEST_CASE("posts that stream in while a source catches up do not become editions one by one")
{
    Room room{3};
    room.begin();
    REQUIRE(room.wait_for_edition());
    const auto before = room.published();
    room.put(routed(7, room.clock.now()));
    room.stored.set({1, true});
    std::this_thread::sleep_for(1s);
    CHECK(room.published() == before);
    room.put(routed(8, room.clock.now()));
    room.stored.set({2, false});
    REQUIRE(wait_for([&] { return room.published() != before; }));
    CHECK(ids_in(room.published()->edition).size() == 5);
    CHECK(room.tally.editions == 2);
}

TEST_CASE("an announcement is on the wall from its first moment to its last")
{
    Room room{3};
    MessageConfig lunch;
    lunch.title = "Lunch";
    lunch.from = room.clock.now() + 10s;
    lunch.until = room.clock.now() + 20s;
    room.config.wall.messages = {lunch};
    const auto shows_it = [&] {
        const auto& turns = room.published()->edition.turns;
        return std::ranges::any_of(turns, [](const Turn& turn) {
            return std::holds_alternative<MessageSlide>(turn.slide);
        });
    };
    room.begin();
    REQUIRE(room.wait_for_edition());
    CHECK_FALSE(shows_it());
    room.clock.advance(10s);
    room.stored.set({});
    CHECK(wait_for(shows_it));
    room.clock.advance(9s);
    room.round();
    CHECK(shows_it());
    room.clock.advance(1s);  // also when it is on air
    room.stored.set({});
    CHECK(wait_for([&] { return !shows_it(); }));
}

TEST_CASE("an announcement that was taken from the configuration leaves at once")
{
    Room room{3};
    MessageConfig wrong;
    wrong.title = "Party tonight";
    wrong.pinned = true;
    room.config.wall.messages = {wrong};
    room.begin();
    REQUIRE(room.wait_for_edition());
    REQUIRE(std::holds_alternative<MessageSlide>(room.published()->edition.turns.at(0).slide));
    room.publisher.reset();
    room.clock.advance(3s);  // in the middle of its turn
    room.config.wall.messages.clear();
    room.begin();
    REQUIRE(wait_for([&] {
        return std::holds_alternative<PostSlide>(room.published()->edition.turns.at(0).slide);
    }));
    CHECK(room.published()->edition.start == room.clock.now());
}

TEST_CASE("without pictures of its own a wall names no file of this machine")
{
    Room room{3};
    room.config.wall.look.logo = "logo.png";
    MessageConfig lunch;
    lunch.title = "Lunch";
    lunch.picture = "lunch.jpg";
    room.config.wall.messages = {lunch};
    room.begin();
    REQUIRE(room.wait_for_edition());
    CHECK(room.published()->event->find("logo.png") == std::string::npos);
    CHECK(room.published()->event->find("lunch.jpg") == std::string::npos);
    CHECK(room.published()->event->find("Lunch") != std::string::npos);
}
