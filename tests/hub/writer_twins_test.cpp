// SPDX-License-Identifier: Apache-2.0
// Tests of what the writer does over time: twins that take a place, old news, platforms' limits.
#include "narrowcast/publish.hpp"
#include "writer_room.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

TEST_CASE(
    "of what an undated source has when it is first heard three posts are new, and all later ones")
{
    Room room;
    const auto undated = [&](std::string id) {
        RawPost post = raw(std::move(id), "Bericht zonder datum", {});
        post.text += " " + post.native_id;
        post.created.reset();
        return post;
    };
    room.bring(batch_of({undated("1"), raw("2", "Met datum", room.clock.now()), undated("3"),
                         undated("4"), undated("5"), undated("6")},
                        "1", "news"));
    REQUIRE(room.wait_for_batches(1));
    room.bring(batch_of({undated("7"), undated("8"), undated("9"), undated("10")}, "2", "news"));
    REQUIRE(room.wait_for_batches(2));
    const Time now = room.clock.now(), old = oldest_on_charts(room.config.wall, now);
    for (const auto* id : {"1", "2", "3", "4", "7", "8", "9", "10"})
        CHECK((*room.store.post("rss:" + std::string{id}))->post.created == now);
    for (const auto* id : {"5", "6"})
        CHECK((*room.store.post("rss:" + std::string{id}))->post.created < old);
}

TEST_CASE("a source that was heard before a restart is no new one")
{
    Room room;
    room.bring(batch_of({raw("1", "Bericht", room.clock.now())}, "1", "news"));
    REQUIRE(room.wait_for_batches(1));
    room.writer.reset();
    room.begin();
    std::vector<RawPost> undated;
    for (const auto* id : {"2", "3", "4", "5"}) {
        undated.push_back(raw(id, "Bericht zonder datum nummer " + std::string{id}, {}));
        undated.back().created.reset();
    }
    room.bring(batch_of(undated, "2", "news"));
    REQUIRE(room.wait_for_batches(2));
    CHECK((*room.store.post("rss:5"))->post.created == room.clock.now());
}

TEST_CASE("when an original is deleted its twin is shown instead, and the publisher is told")
{
    Room room;
    const std::string words = "De app doet het weer niet";
    room.bring(batch_of({raw("1", words, room.clock.now())}));
    room.bring(batch_of({raw("9", words, room.clock.now())}, "1", "news"));
    REQUIRE(room.wait_for_batches(2));
    REQUIRE((*room.store.post("rss:9"))->screens.empty());
    RawPost gone = raw("1", "", room.clock.now());
    gone.deleted = true;
    room.bring(batch_of({gone}, "2"));
    REQUIRE(wait_for([&] { return !(*room.store.post("rss:9"))->screens.empty(); }));
    CHECK((*room.store.post("rss:9"))->twin_of.empty());
    REQUIRE(wait_for([&] { return room.stored.get()->changes >= 4; }));
}

TEST_CASE("a platform's posts go when its terms say so, the others stay")
{
    Room room;
    RawPost video = raw("1", "Filmpje over de bank", room.clock.now() - 24h * 31);
    video.network = "youtube";
    room.bring(batch_of({video, raw("2", "Lang geleden", room.clock.now() - 24h * 31)}));
    REQUIRE(room.wait_for_batches(1));
    room.clock.advance(2h);
    REQUIRE(wait_for([&] { return !*room.store.post("youtube:1"); }));
    CHECK(*room.store.post("mastodon:2"));
}
