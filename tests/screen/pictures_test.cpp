// SPDX-License-Identifier: Apache-2.0
#include "screen/pictures.hpp"

#include "screen/editions.hpp"
#include "screen/hub_double.hpp"
#include "screen/pictured.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

std::string answer_of(std::string_view status, std::string_view body)
{
    return "HTTP/1.1 " + std::string{status} +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" +
           std::string{body};
}

// A screen's picture thread with a hub that the test plays.
struct Room {
    HubDouble hub;
    TemporaryFolder folder;
    Latest<Edition> editions;
    std::unique_ptr<PictureLink> link;

    explicit Room(std::chrono::milliseconds pause = 10ms)
    {
        auto started = PictureLink::start({.hub = hub.url() + "/",
                                           .folder = folder.path() / "pictures",
                                           .clock = [] { return after(0ms); },
                                           .largest = 1000,
                                           .least_pause = pause,
                                           .most_pause = pause},
                                          editions);
        REQUIRE(started);
        link = std::move(*started);
    }

    void show(const Edition& edition)
    {
        editions.set(edition);
        link->wake();
    }
    bool has(std::string_view name) const
    {
        return std::filesystem::exists(picture_file(folder.path() / "pictures", address_of(name)));
    }
    template <class Done>
    static bool wait_until(Done done)
    {
        const auto until = std::chrono::steady_clock::now() + 1min;
        while (!done() && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(2ms);
        return done();
    }
};

Edition hung(std::initializer_list<std::string_view> names)
{
    Edition edition = edition_of(names);
    std::size_t turn = 0;
    for (const std::string_view name : names)
        hang(edition, turn++, name);
    return edition;
}

bool asks_for(const Caller& caller, std::string_view name)
{
    return caller.question().starts_with("GET " + address_of(name) + " HTTP/");
}

}  // namespace

TEST_CASE("the pictures of an edition come from the hub to the disk, two at a time")
{
    Room room;
    room.show(hung({"a", "b", "c"}));
    std::optional<Caller> first = room.hub.next_caller(), second = room.hub.next_caller();
    CHECK((asks_for(*first, "a") || asks_for(*second, "a")));
    CHECK((asks_for(*first, "b") || asks_for(*second, "b")));
    first->say(answer_of("200 OK", jpeg_like(100)));
    first.reset();
    const Caller third = room.hub.next_caller();  // not before one of the two was there
    CHECK(asks_for(third, "c"));
    second->say(answer_of("200 OK", jpeg_like(100)));
    third.say(answer_of("200 OK", jpeg_like(100)));
    CHECK(Room::wait_until([&] { return room.has("a") && room.has("b") && room.has("c"); }));
}

TEST_CASE("what is on the disk already is not asked for again")
{
    Room room;
    room.show(hung({"a"}));
    room.hub.next_caller().say(answer_of("200 OK", jpeg_like(100)));
    REQUIRE(Room::wait_until([&] { return room.has("a"); }));
    room.show(hung({"a", "b"}));
    const Caller caller = room.hub.next_caller();
    CHECK(asks_for(caller, "b"));
}

TEST_CASE("a picture that the hub does not have, or that is none, is asked for again later")
{
    Room room;
    room.show(hung({"a"}));
    room.hub.next_caller().say(answer_of("404 Not Found", "no"));
    room.hub.next_caller().say(answer_of("200 OK", "<html>no picture</html>"));
    room.hub.next_caller().say(answer_of("200 OK", jpeg_like(5000)));  // beyond the bound
    CHECK_FALSE(room.has("a"));
    room.hub.next_caller().say(answer_of("200 OK", jpeg_like(100)));
    CHECK(Room::wait_until([&] { return room.has("a"); }));
}

TEST_CASE("a hub that hangs up is asked again until all is there")
{
    Room room;
    room.show(hung({"a", "b", "c", "d"}));
    for (int i = 0; i < 3; ++i)
        (void)room.hub.next_caller();  // hangs up
    for (bool last = false; !last;) {
        const Caller caller = room.hub.next_caller();
        caller.say(answer_of("200 OK", jpeg_like(100)));
        last = asks_for(caller, "d");
    }
    CHECK(Room::wait_until([&] { return room.has("d"); }));
}

TEST_CASE("a picture that comes after its post was deleted is not kept")
{
    Room room;
    room.show(hung({"bad"}));
    std::optional<Caller> caller = room.hub.next_caller();
    room.show(hung({"good"}));
    const Caller next = room.hub.next_caller();
    CHECK(asks_for(next, "good"));
    caller->say(answer_of("200 OK", jpeg_like(100)));
    caller.reset();
    next.say(answer_of("200 OK", jpeg_like(100)));
    CHECK(Room::wait_until([&] { return room.has("good"); }));
    room.show(hung({"good", "last"}));
    room.hub.next_caller().say(answer_of("200 OK", jpeg_like(100)));
    REQUIRE(Room::wait_until([&] { return room.has("last"); }));
    CHECK_FALSE(room.has("bad"));
}

TEST_CASE("pictures stay when the hub is gone, and go with their post")
{
    Room room;
    room.show(hung({"a", "b"}));
    for (int i = 0; i < 2; ++i)
        room.hub.next_caller().say(answer_of("200 OK", jpeg_like(100)));
    REQUIRE(Room::wait_until([&] { return room.has("a") && room.has("b"); }));
    room.show(hung({"b"}));
    CHECK(Room::wait_until([&] { return !room.has("a"); }));
    CHECK(room.has("b"));
}

TEST_CASE("addresses of others are never asked for")
{
    Room room;
    Edition edition = hung({"a"});
    auto& post = std::get<PostSlide>(edition.turns[0].slide).post;
    post.author.avatar = "http://127.0.0.1:1/avatar.jpg";
    post.media.insert(post.media.begin(), post.media[0]);
    post.media[0].url = "/media/../screens/hal-1.png";
    room.show(edition);
    const Caller caller = room.hub.next_caller();
    CHECK(asks_for(caller, "a"));
}

TEST_CASE("a screen whose hub says nothing about a picture can be stopped at once")
{
    Room room;
    room.show(hung({"a"}));
    const Caller caller = room.hub.next_caller();
    room.link.reset();
    CHECK_FALSE(room.has("a"));
}
