// SPDX-License-Identifier: Apache-2.0
#include "hub/writer.hpp"

#include "writer_room.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

TEST_CASE("a batch is refined and written, and the publisher is told")
{
    Room room;
    room.bring(batch_of({raw("1", "Lang gewacht bij de balie", room.clock.now()),
                         raw("2", "De app werkt prima", room.clock.now())}));
    REQUIRE(room.wait_for_batches(1));
    REQUIRE(wait_for([&] { return room.stored.get() != nullptr; }));
    CHECK(room.stored.get()->changes == 1);
    CHECK_FALSE(room.stored.get()->catching_up);
    CHECK(room.tally.added == 2);
    CHECK(room.position() == "1");
    const auto post = room.store.post("mastodon:1");
    REQUIRE(post);
    REQUIRE(*post);
    CHECK((*post)->post.source == "toots");
    CHECK((*post)->screens == std::vector<std::string>{"hal-1"});
}

TEST_CASE("a batch whose writing fails is kept and written once the store is well again")
{
    Room room;
    room.store.break_with(disk_full);
    room.bring(batch_of({raw("1", "Lang gewacht", room.clock.now())}, "first"));
    room.bring(batch_of({raw("2", "Nog steeds", room.clock.now())}, "second"));
    REQUIRE(wait_for([&] { return room.tally.store_failures >= 2; }));
    CHECK_FALSE(room.tally.store_well);
    CHECK(room.tally.batches == 0);
    CHECK(room.position().empty());
    CHECK(room.store.count() == 0);
    CHECK(room.fetched.size() == 1);  // so the fetchers wait

    room.store.mend();
    REQUIRE(room.wait_for_batches(2));
    CHECK(room.tally.store_well);
    CHECK(room.tally.added == 2);
    CHECK(room.store.count() == 2);
    CHECK(room.position() == "second");
}

TEST_CASE("a writer that is asked to stop while the store is broken leaves the cursor where it was")
{
    Room room;
    room.store.break_with(disk_full);
    room.bring(batch_of({raw("1", "Lang gewacht", room.clock.now())}));
    REQUIRE(wait_for([&] { return room.tally.store_failures >= 1; }));
    room.writer->request_stop();
    const int tried = room.store.writes_tried();
    room.writer.reset();
    CHECK(room.store.writes_tried() <= tried + 1);  // the one that was under way
    room.store.mend();
    CHECK(room.tally.batches == 0);
    CHECK(room.position().empty());
    room.begin();  // and the next one takes them when they are fetched again
    room.bring(batch_of({raw("1", "Lang gewacht", room.clock.now())}));
    REQUIRE(room.wait_for_batches(1));
    CHECK(room.store.count() == 1);
}

TEST_CASE("a writer that is asked to stop still writes what was brought: nobody brings it again")
{
    Room room;
    room.writer.reset();
    for (const char* id : {"1", "2", "3"}) {
        Batch brought = batch_of({raw(id, "Gebracht", room.clock.now())});
        brought.next.reset();
        room.bring(std::move(brought));
    }
    room.begin();
    room.writer->request_stop();
    room.writer.reset();
    CHECK(room.store.count() == 3);
    CHECK(room.position().empty());
}

TEST_CASE("an idle writer stops without being given anything")
{
    Room room;
    REQUIRE(wait_for([&] { return room.alive >= 1; }));
    room.writer->request_stop();
    room.writer.reset();
    CHECK(room.store.writes_tried() == 0);
}

TEST_CASE("the watchdog is fed and the time noted also while the store is broken")
{
    Room room;
    room.store.break_with(disk_full);
    room.bring(batch_of({raw("1", "Lang gewacht", room.clock.now())}));
    REQUIRE(wait_for([&] { return room.tally.store_failures >= 1; }));
    room.clock.advance(100s);
    const int before = room.alive;
    CHECK(wait_for([&] { return room.alive > before; }));
    CHECK(wait_for(
        [&] { return room.tally.writer_seen == room.clock.now().time_since_epoch().count(); }));
}

TEST_CASE("a post that is gone at its platform is erased and counted")
{
    Room room;
    room.bring(batch_of({raw("1", "Lang gewacht", room.clock.now())}));
    RawPost gone = raw("1", "", room.clock.now());
    gone.deleted = true;
    room.bring(batch_of({gone}, "2"));
    REQUIRE(room.wait_for_batches(2));
    CHECK(room.tally.gone == 1);
    CHECK(room.store.count() == 0);
}

TEST_CASE("a look-up brings posts and leaves the conversation where it stood")
{
    Room room;
    room.bring(batch_of({raw("1", "Lang gewacht", room.clock.now())}, "here"));
    Batch look_up = batch_of({raw("1", "Lang gewacht, nu geholpen", room.clock.now())});
    look_up.next.reset();
    room.bring(std::move(look_up));
    REQUIRE(room.wait_for_batches(2));
    CHECK(room.tally.changed == 1);
    CHECK(room.position() == "here");
}

TEST_CASE("a batch of a source that the configuration no longer has is left alone")
{
    Room room;
    room.bring(batch_of({raw("1", "Van vroeger", room.clock.now())}, "1", "former"));
    room.bring(batch_of({raw("2", "Van nu", room.clock.now())}));
    REQUIRE(room.wait_for_batches(1));
    CHECK(room.store.count() == 1);
    CHECK(room.position("former").empty());
}

TEST_CASE("a writer that begins again recognises what was said before")
{
    Room room;
    const std::string words = "De storing bij de geldautomaten van Polderbank duurt nu al drie uur";
    room.bring(batch_of({raw("1", words, room.clock.now() - 1h)}));
    REQUIRE(room.wait_for_batches(1));
    room.writer.reset();
    room.begin();
    room.bring(batch_of({raw("9", words, room.clock.now())}, "1", "news"));
    REQUIRE(room.wait_for_batches(2));
    const auto again = room.store.post("rss:9");
    REQUIRE(again);
    REQUIRE(*again);
    CHECK((*again)->twin_of == "mastodon:1");
}

TEST_CASE("posts older than the configuration keeps are erased, and the publisher is told")
{
    Room room;
    room.bring(batch_of({raw("1", "Van gisteren", room.clock.now())}));
    REQUIRE(room.wait_for_batches(1));
    REQUIRE(wait_for([&] { return room.stored.get() != nullptr; }));
    const auto changes = room.stored.get()->changes;
    room.clock.advance(room.config.hub.storage.keep + 2h);
    CHECK(wait_for([&] { return room.store.count() == 0; }));
    CHECK(wait_for([&] { return room.stored.get()->changes == changes + 1; }));
}

TEST_CASE("while a source catches up the publisher is told so")
{
    Room room;
    Batch page = batch_of({raw("1", "Uit het archief", room.clock.now())});
    page.more = true;
    room.bring(std::move(page));
    REQUIRE(wait_for([&] { return room.stored.get() != nullptr; }));
    CHECK(room.stored.get()->catching_up);
    room.bring(batch_of({}, "2"));
    CHECK(wait_for([&] { return !room.stored.get()->catching_up; }));
    CHECK(room.stored.get()->changes == 1);  // nothing new came
    CHECK(wait_for([&] { return room.position() == "2"; }));
}

TEST_CASE("a repeat of a post that no screen asked for is recognised after a restart")
{
    Room room;
    const std::string words = "De storing bij de geldautomaten van Polderbank duurt nu al drie uur";
    RawPost unseen = raw("1", words, room.clock.now() - 1h);
    unseen.sensitive = true;
    room.bring(batch_of({unseen}));
    REQUIRE(room.wait_for_batches(1));
    REQUIRE((*room.store.post("mastodon:1"))->screens.empty());
    room.writer.reset();
    room.begin();
    room.bring(batch_of({raw("9", words, room.clock.now())}, "1", "news"));
    REQUIRE(room.wait_for_batches(2));
    CHECK((*room.store.post("rss:9"))->twin_of == "mastodon:1");
}

TEST_CASE(
    "after a restart with other topics stored posts are routed anew, and the publisher is told")
{
    Room room;
    room.bring(batch_of({raw("1", "De storing duurt lang", room.clock.now() - 1h),
                         raw("2", "Prima geholpen vandaag", room.clock.now())}));
    REQUIRE(room.wait_for_batches(1));
    room.writer.reset();
    room.config.wall.topics = {{"Storing", "storing"}};
    room.stored.set({});
    room.begin();
    REQUIRE(wait_for([&] {
        return (*room.store.post("mastodon:1"))->topics == std::vector<std::string>{"Storing"};
    }));
    CHECK((*room.store.post("mastodon:2"))->topics.empty());
    CHECK(wait_for([&] { return room.stored.get()->changes == 1; }));
}

TEST_CASE("batches are taken while stored posts are being routed anew")
{
    Room room;
    std::vector<RawPost> many;
    for (int number = 0; number < 3000; ++number)
        many.push_back(raw(std::to_string(number), "Bericht nummer " + std::to_string(number),
                           room.clock.now() - number * 1s));
    room.bring(batch_of(std::move(many)));
    REQUIRE(room.wait_for_batches(1));
    room.writer.reset();
    room.config.wall.topics = {{"Alles", "bericht"}};
    room.begin();
    room.bring(batch_of({raw("new", "Een vers bericht", room.clock.now())}, "2"));
    REQUIRE(room.wait_for_batches(2));
    const auto topics = [&](const char* id) { return (*room.store.post(id))->topics; };
    CHECK(topics("mastodon:new") == std::vector<std::string>{"Alles"});
    CHECK(topics("mastodon:2999").empty());  // its turn has not come yet
    CHECK(wait_for([&] { return topics("mastodon:2999") == std::vector<std::string>{"Alles"}; }));
}

TEST_CASE("what an editor teaches holds for new posts and for those that are stored")
{
    Room room;
    const std::string words = "De zwaluwpas zit weer in de kamer";
    room.bring(batch_of({raw("1", words + " van Sanne", room.clock.now()),
                         raw("2", words + " van Bram", room.clock.now())}));
    REQUIRE(room.wait_for_batches(1));
    const bool praise = room.mood("mastodon:2").label == Label::positive;
    const Label taught = praise ? Label::negative : Label::positive;
    const auto changes = room.stored.get()->changes;
    room.correct("mastodon:1", taught);
    CHECK(wait_for([&] { return room.mood("mastodon:2").label == taught; }));
    CHECK(wait_for([&] { return room.stored.get()->changes > changes; }));
    room.bring(batch_of({raw("3", words + " van Fatima", room.clock.now())}, "2"));
    REQUIRE(room.wait_for_batches(2));
    CHECK(room.mood("mastodon:3").label == taught);
}

TEST_CASE("a writer that begins again scores by the same corrections to the last bit")
{
    Room room;
    const auto batch = [&](const std::string& first, const std::string& position) {
        return batch_of(
            {raw(first + "1", "De zwaluwpas zit in de kamer van nummer acht", room.clock.now()),
             raw(first + "2", "Wachten, wachten en nog eens wachten", room.clock.now())},
            position);
    };
    room.bring(batch("a", "1"));
    REQUIRE(room.wait_for_batches(1));
    const Mood first = room.mood("mastodon:a1"), second = room.mood("mastodon:a2");
    room.correct("mastodon:a1", Label::positive);
    REQUIRE(wait_for([&] { return room.mood("mastodon:a1") != first; }));
    room.correct("mastodon:a2", Label::positive);
    REQUIRE(wait_for([&] { return room.mood("mastodon:a2").score > second.score + 0.1; }));
    room.bring(batch("b", "2"));
    REQUIRE(room.wait_for_batches(2));
    room.writer.reset();
    room.begin();
    room.bring(batch("c", "3"));
    REQUIRE(room.wait_for_batches(3));
    CHECK(room.mood("mastodon:b1") == room.mood("mastodon:c1"));
    CHECK(room.mood("mastodon:b2") == room.mood("mastodon:c2"));
}

TEST_CASE("a change of the company's own words scores stored posts anew at the next start")
{
    Room room;
    room.bring(batch_of({raw("1", "De zwaluwpas zit in de kamer", room.clock.now() - 1h)}));
    REQUIRE(room.wait_for_batches(1));
    const double before = room.mood("mastodon:1").score;
    room.writer.reset();
    room.config.wall.sentiment.words = {{"zwaluwpas", 1}};
    room.begin();
    CHECK(wait_for([&] { return room.mood("mastodon:1").score > before + 0.2; }));
}
