// SPDX-License-Identifier: Apache-2.0
#include "screen/director.hpp"

#include "screen/editions.hpp"
#include "screen/prepare.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

// A director with a painter that is done at once.
struct Booth {
    Director director;
    int painted = 0;

    Booth() { director.resize(32, 16); }

    // What goes on air at this moment, "" if nothing changes.
    std::string step(std::chrono::milliseconds time, bool busy = false)
    {
        auto step = director.step(after(time), busy);
        if (step.order) {
            paint(*step.order);
            step = director.step(after(time), busy);
        }
        return step.fade_to ? id_of(step.fade_to->order.slide()) : "";
    }

    void paint(const Order& order)
    {
        ++painted;
        director.take(std::make_shared<const Picture>(prepared(order, striped_painter())));
    }

    // All changes from one moment to another, looking ten times a second.
    std::string run(std::chrono::milliseconds from, std::chrono::milliseconds until)
    {
        std::string changes;
        for (auto time = from; time < until; time += 100ms)
            changes += step(time);
        return changes;
    }
};

}  // namespace

TEST_CASE("slides come one after the other, each painted once")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "b", "c"})));
    CHECK(booth.run(0ms, 40s) == "abcab");
    CHECK(booth.painted == 6);  // the sixth is ready for its turn
}

TEST_CASE("a slide changes at the moment its turn begins")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "b"})));
    booth.run(0ms, 7'900ms);
    CHECK(booth.step(7'999ms).empty());
    CHECK(booth.step(8'000ms) == "b");
}

TEST_CASE("a deleted post leaves the wall before its turn is over")
{
    Booth booth;
    booth.director.take(shared(edition_of({"bad", "b"})));
    booth.run(0ms, 2s);
    booth.director.take(shared(edition_of({"b"})));
    CHECK(booth.step(2s) == "b");
}

TEST_CASE("the successor of a deleted post has all of its time, and one fade brings it")
{
    Booth booth;
    booth.director.take(shared(edition_of({"bad", "b", "c"})));
    booth.run(0ms, 2s);
    Edition without = edition_of({"b", "c"});
    without.start = monday + 3s;  // as the hub lets it begin at once
    booth.director.take(shared(without));
    CHECK(booth.run(3s, 10'900ms) == "b");
    CHECK(booth.run(10'900ms, 12s) == "c");
}

TEST_CASE("an edited post is shown in its new words at once")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "b"})));
    booth.run(0ms, 2s);
    Edition edited = edition_of({"a", "b"});
    std::get<PostSlide>(edited.turns[0].slide).post.text = "verbeterd";
    booth.director.take(shared(edited));
    CHECK(booth.step(2s) == "a");
    CHECK(booth.director.on_air()->order.slide() == edited.turns[0].slide);
}

TEST_CASE("a deleted post that was prepared as the next is never shown")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "bad", "c"})));
    booth.run(0ms, 7'500ms);
    Edition without = edition_of({"a", "c"});
    booth.director.take(shared(without));
    CHECK(booth.run(7'500ms, 10s) == "c");
}

TEST_CASE("a new edition with the same slide on moves nothing until the slide's end")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "b"})));
    booth.run(0ms, 2s);
    Edition newer = edition_of({"a", "x", "b"});
    newer.wall.made = monday + 2s;
    newer.wall.total = 313;
    booth.director.take(shared(newer));
    CHECK(booth.run(2s, 7'900ms).empty());
    CHECK(booth.run(7'900ms, 9s) == "x");
}

TEST_CASE("an edition that lets the slide on air begin later keeps it for as much longer")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "b"})));
    booth.run(0ms, 4s);
    Edition later = edition_of({"a", "b"});
    later.start += 4s;
    booth.director.take(shared(later));
    CHECK(booth.run(4s, 11'900ms).empty());
    CHECK(booth.run(11'900ms, 13s) == "b");
}

TEST_CASE("another theme is seen at once")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "b"})));
    booth.run(0ms, 2s);
    Edition light = edition_of({"a", "b"});
    light.wall.theme = Theme::light;
    booth.director.take(shared(light));
    CHECK(booth.step(2s) == "a");
}

TEST_CASE("a slide that stays for minutes is painted anew every minute")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a"}, 1h)));
    CHECK(booth.run(0ms, 150s) == "aaa");
}

TEST_CASE("nothing begins while a cross-fade runs")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "b"})));
    CHECK(booth.step(0ms) == "a");
    booth.director.take(shared(edition_of({"b"})));
    CHECK(booth.step(100ms, true).empty());
    CHECK(booth.step(500ms, false) == "b");
}

TEST_CASE("a picture of an order that was replaced is dropped")
{
    Booth booth;
    booth.director.take(shared(edition_of({"old"})));
    const auto first = booth.director.step(after(0ms), false);
    REQUIRE(first.order);
    booth.director.take(shared(edition_of({"new"})));
    const auto second = booth.director.step(after(50ms), false);
    REQUIRE(second.order);
    booth.paint(*first.order);
    CHECK_FALSE(booth.director.step(after(60ms), false).fade_to);
    booth.paint(*second.order);
    CHECK(booth.step(70ms) == "new");
}

TEST_CASE("an order is given once while it is being painted")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a"})));
    CHECK(booth.director.step(after(0ms), false).order);
    CHECK_FALSE(booth.director.step(after(100ms), false).order);
}

TEST_CASE("an edition without turns has nothing to show, nor has none at all")
{
    Booth booth;
    CHECK(booth.director.step(after(0ms), false).nothing_to_show);
    booth.director.take(shared(edition_of({"a"})));
    booth.step(100ms);
    CHECK_FALSE(booth.director.step(after(200ms), false).nothing_to_show);
    booth.director.take(shared(edition_of({})));
    CHECK(booth.director.step(after(300ms), false).nothing_to_show);
}

TEST_CASE("a clock set back by an hour does not hold a slide for an hour")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "b", "c"})));
    booth.run(3600s, 3610s);
    CHECK_FALSE(booth.run(5s, 40s).empty());
}

TEST_CASE("the progress of a slide runs from nought to one")
{
    Booth booth;
    booth.director.take(shared(edition_of({"a", "b"})));
    booth.step(0ms);
    CHECK(booth.director.progress(after(0ms)) == 0.0);
    CHECK(booth.director.progress(after(2s)) == Catch::Approx(0.25));
    CHECK(booth.director.progress(after(9s)) == 1.0);
}
