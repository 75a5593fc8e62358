// SPDX-License-Identifier: Apache-2.0
#include "scene/story.hpp"

#include "support/catch.hpp"
#include "support/slides.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

// A day in Amsterdam with `normal` posts an hour, four weeks of history and nothing said yet.
Wall quiet_wall(double normal)
{
    Wall wall;
    wall.company = "Polderbank";
    wall.today.day = Time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 9}} + 23h;
    wall.today.hours.assign(24, HourCount{0, 0, 0, 0, normal * 0.8, normal * 1.2});
    wall.today.weeks = 4;
    return wall;
}

void say(Wall& wall, std::size_t hour, std::int64_t posts)
{
    wall.today.hours[hour].negative += posts;
    wall.today.total += posts;
}

Peak peak_at(const Wall& wall, int hour, std::vector<std::string> words)
{
    const Time top = wall.today.day + std::chrono::hours{hour};
    return {top, top + 1h, top, 50, std::move(words), ""};
}

std::string headline_at(const Wall& wall, int hour)
{
    return headline(wall, test::words_in("nl"), wall.today.day + std::chrono::hours{hour}).text;
}

}  // namespace

TEST_CASE("a comparison is as precise as its numbers bear")
{
    CHECK(compare(312, 78, 4) == Comparison{Amount::times, 4});
    CHECK(compare(150, 100, 4) == Comparison{Amount::times, 1.5});
    CHECK(compare(105, 100, 4).amount == Amount::same);
    CHECK(compare(70, 100, 4).amount == Amount::fewer);
    CHECK(compare(50, 100, 4).amount == Amount::half);
    CHECK(compare(10, 100, 4).amount == Amount::few);
}

TEST_CASE("without three weeks of history or with a handful of posts nothing is compared")
{
    CHECK(compare(312, 78, 2).amount == Amount::unknown);
    CHECK(compare(9, 3, 8).amount == Amount::unknown);
    CHECK(compare(30, 0, 8).amount == Amount::unknown);
}

TEST_CASE("before noon the headline is about the morning")
{
    const SlideFile file = test::sample("today");
    CHECK(headline(file.wall, test::words_in("nl"), file.now).text ==
          "Vanochtend 4× zoveel berichten als normaal, vooral over app en storing");
}

TEST_CASE("in the afternoon the headline names the part of the day that stood out")
{
    Wall wall = quiet_wall(5);
    for (std::size_t hour = 0; hour < 15; ++hour)
        say(wall, hour, hour >= 12 ? 25 : 5);
    wall.today.normal_total = 75;
    wall.today.peaks.push_back(peak_at(wall, 13, {"storing"}));
    CHECK(headline_at(wall, 15) ==
          "Vanmiddag 5× zoveel berichten als normaal, vooral over storing");
}

TEST_CASE("a normal day is called normal, and a quiet one quiet")
{
    Wall wall = quiet_wall(5);
    say(wall, 9, 74);
    wall.today.normal_total = 75;
    CHECK(headline_at(wall, 15) == "Vandaag ongeveer evenveel berichten als normaal");
    wall.today.normal_total = 400;
    CHECK(headline_at(wall, 15) == "Vandaag veel minder berichten dan normaal");
}

TEST_CASE("in its first weeks the wall counts and claims nothing")
{
    Wall wall = quiet_wall(5);
    wall.today.weeks = 2;
    say(wall, 9, 1204);
    wall.today.normal_total = 10;
    CHECK(headline_at(wall, 11) == "Vandaag 1.204 berichten over Polderbank");
    CHECK(summary(wall, test::words_in("nl")).text == "berichten tot nu toe");
}

TEST_CASE("a day without posts says so")
{
    CHECK(headline_at(quiet_wall(5), 11) == "Nog geen berichten vandaag");
}

TEST_CASE("the panel compares with such a weekday and marks what is new")
{
    const SlideFile file = test::sample("post");
    const Marked sentence = summary(file.wall, test::words_in("nl"));
    CHECK(sentence.text == "4× zoveel als op een gewone dinsdag, vooral over app en storing");
    REQUIRE(sentence.strong.size() == 3);
    CHECK(sentence.text.substr(sentence.strong[2].first) == "storing");
}

TEST_CASE("the shares of a day add up to one, with the unsure apart")
{
    Wall wall = quiet_wall(5);
    wall.today.hours[3] = {1, 2, 3, 4, 0, 0};
    const Shares shares = shares_of(wall.today);
    CHECK(shares.unsure == Catch::Approx(0.4));
    CHECK(shares.positive + shares.neutral + shares.negative + shares.unsure == Catch::Approx(1));
}

TEST_CASE("a peak of which most posts are unsure has no mood")
{
    Wall wall = quiet_wall(5);
    const Peak peak = peak_at(wall, 9, {});
    wall.today.hours[9] = {10, 0, 0, 30, 0, 0};
    CHECK_FALSE(mood_of(peak, wall.today).sure);
    wall.today.hours[9] = {50, 0, 0, 30, 0, 0};
    CHECK(mood_of(peak, wall.today).sure);
    CHECK(mood_of(peak, wall.today).label == Label::negative);
}

TEST_CASE("every amount has its sentence in every language")
{
    for (const std::string language : {"nl", "en", "de", "fr"}) {
        const Words words = test::words_in(language);
        for (const std::string amount : {"few", "half", "fewer", "same", "times", "count"}) {
            INFO(language << " " << amount);
            CHECK(words.knows("today." + amount));
            CHECK(words.knows("panel." + amount));
        }
    }
}
