// SPDX-License-Identifier: Apache-2.0
// Counts of a local day and what is normal for them.
#include "publish/charts.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view amsterdam = "Europe/Amsterdam";
const Time tuesday_1042 = at("2026-11-24T10:42:00+01:00");
const Time tuesday = at("2026-11-24T00:00:00+01:00");

Counted counted(const Town& town, Time now, std::string_view zone = amsterdam)
{
    return count_today(zone, "", town.store, now).value();
}

}  // namespace

TEST_CASE("hours are those of the local day")
{
    Town town;
    town.say(at("2026-11-23T23:59:59+01:00"), "@a", "late yesterday");
    town.say(at("2026-11-24T00:00:00+01:00"), "@b", "at midnight");
    town.say(at("2026-11-24T10:41:00+01:00"), "@c", "just now");
    const Today today = counted(town, tuesday_1042).today;
    CHECK(today.day == tuesday);
    CHECK(today.hours.size() == 24);
    CHECK(today.hours_begun == 11);
    CHECK(today.hours[0].total() == 1);
    CHECK(today.hours[10].total() == 1);
    CHECK(today.total == 2);
}

TEST_CASE("unsure posts are counted beside the labels, not in them")
{
    Town town;
    for (int i = 0; i < 4; ++i) {
        auto post = town.post(tuesday_1042 - 1min, "@a", "hm", Label::negative);
        post.mood.sure = i != 0;
        town.keep(post);
    }
    const HourCount hour = counted(town, tuesday_1042).today.hours[10];
    CHECK(hour.negative == 3);
    CHECK(hour.unsure == 1);
    CHECK(hour.total() == 4);
}

TEST_CASE(
    "unsure posts are taken out of all labels in proportion, and the sum "
    "stays")
{
    const HourCount count = disjoint({.negative = 6, .neutral = 3, .positive = 1, .unsure = 5});
    CHECK(count.unsure == 5);
    CHECK(count.total() == 10);
    CHECK(count.negative == 3);
}

TEST_CASE(
    "the day on which summer time begins has 23 hours, the one on which "
    "it ends 25")
{
    const Town town;
    const Today spring = counted(town, at("2026-03-29T12:30:00+02:00")).today;
    CHECK(spring.hours.size() == 23);
    CHECK(spring.hours_begun == 12);
    const Today autumn = counted(town, at("2026-10-25T12:30:00+01:00")).today;
    CHECK(autumn.hours.size() == 25);
    CHECK(autumn.hours_begun == 14);
}

TEST_CASE("after a change of the clocks noon is compared with noon")
{
    Town town;
    for (int week = 1; week <= 4; ++week)  // summer time then: 12:00 was 10:00 UTC
        for (int i = 0; i < 20; ++i)
            town.say(at("2026-10-25T12:10:00+01:00") - std::chrono::days{7 * week} - 1h, "@a", "x");
    const Today today = counted(town, at("2026-10-25T12:30:00+01:00")).today;
    CHECK(today.hours[13].normal_high > 20);  // the 14th hour of the day is 12:00
    CHECK(today.hours[12].normal_high < 5);
    CHECK(today.hours[14].normal_high < 5);
}

TEST_CASE("in a zone with half-hour offset today is cut at the local hour")
{
    Town town;
    town.say(at("2026-11-24T09:29:59+05:30"), "@a", "x");
    town.say(at("2026-11-24T09:59:59+05:30"), "@b", "x");
    town.say(at("2026-11-24T10:00:00+05:30"), "@c", "x");
    const Today today = counted(town, at("2026-11-24T10:42:00+05:30"), "Asia/Kolkata").today;
    CHECK(today.hours.size() == 24);
    CHECK(today.hours[9].total() == 2);
    CHECK(today.hours[10].total() == 1);
}

TEST_CASE("in a zone with half-hour offset past hours are shared out by time")
{
    Town town;
    town.used_to(4, {.neutral = 8}, at("2026-11-24T00:00:00+05:30"));
    const Counted all = counted(town, at("2026-11-24T10:42:00+05:30"), "Asia/Kolkata");
    REQUIRE(all.normal.size() == 24);
    CHECK(all.normal[12].middle == Catch::Approx(8));
}

TEST_CASE("normal is the same weekday and hour of past weeks")
{
    Town town;
    for (int week = 1; week <= 4; ++week) {
        const Time nine = tuesday - std::chrono::days{7 * week} + 9h;
        town.store.count_only(nine, {.neutral = 9 + week});                   // Tuesdays: 10 to 13
        town.store.count_only(nine + std::chrono::days{1}, {.neutral = 90});  // Wednesdays
    }
    const Counted all = counted(town, tuesday_1042);
    CHECK(all.today.weeks == 4);
    CHECK(all.normal[9].middle == 11.5);
    CHECK(all.today.hours[9].normal_low == Catch::Approx(11.5 - 2 * std::sqrt(11.5)));
    CHECK(all.today.hours[9].normal_high == Catch::Approx(11.5 + 2 * std::sqrt(11.5)));
    CHECK(all.today.normal_total == 11.5);
}

TEST_CASE("one wild week does not move what is normal")
{
    const Normal calm = normal_of({10, 12, 11, 9, 10, 11, 12, 10});
    const Normal with_wild = normal_of({10, 12, 11, 9, 10, 11, 12, 500});
    CHECK(with_wild.middle == Catch::Approx(calm.middle).margin(0.6));
    CHECK(with_wild.spread == Catch::Approx(calm.spread).margin(0.2));
}

TEST_CASE("the spread is that of the weeks where they differ more than by chance")
{
    CHECK(normal_of({100, 60, 140, 100, 20, 180}).spread == Catch::Approx(1.4826 * 40));
    CHECK(normal_of({100, 100, 100}).spread == Catch::Approx(10));
    CHECK(normal_of({0, 0, 0}).spread == Catch::Approx(0.5));
}

TEST_CASE("normal until now counts the running hour in part")
{
    Town town;
    town.used_to(8, two_neutral, tuesday);
    CHECK(counted(town, tuesday + 10h).today.normal_total == Catch::Approx(20));
    CHECK(counted(town, tuesday + 10h + 30min).today.normal_total == Catch::Approx(21));
}

TEST_CASE("below three weeks nothing is normal")
{
    Town town;
    town.used_to(2, two_neutral, tuesday);
    const Counted all = counted(town, tuesday_1042);
    CHECK(all.today.weeks == 2);
    CHECK(all.normal.empty());
    CHECK(all.today.normal_total == 0);
    CHECK(all.today.hours[9].normal_high == 0);
}

TEST_CASE(
    "a week in which nothing ran does not count, a Tuesday without posts "
    "does")
{
    Town town;
    for (const int week : {1, 2, 4, 5})  // of Mondays: the Tuesdays were silent
        town.store.count_only(tuesday - std::chrono::days{7 * week + 1}, two_neutral);
    CHECK(counted(town, tuesday_1042).today.weeks == 4);
}

TEST_CASE("normal reaches over new year")
{
    Town town;
    const Time friday = at("2027-01-01T12:30:00+01:00");
    town.used_to(8, two_neutral, at("2027-01-01T00:00:00+01:00"));
    const Today today = counted(town, friday).today;
    CHECK(today.day == at("2026-12-31T23:00:00Z"));
    CHECK(today.weeks == 8);
    CHECK(today.normal_total == Catch::Approx(25));
}

TEST_CASE("a department counts its own posts only")
{
    Town town;
    auto post = town.post(tuesday_1042 - 5min, "@a", "hypotheek");
    post.departments = {"Wonen"};
    town.keep(post);
    town.say(tuesday_1042 - 5min, "@b", "iets anders");
    CHECK(count_today(amsterdam, "Wonen", town.store, tuesday_1042)->today.total == 1);
    CHECK(count_today(amsterdam, "", town.store, tuesday_1042)->today.total == 2);
}

TEST_CASE("the change of praise is the difference of the shares of a week apart")
{
    Town town;
    town.store.count_only(tuesday - std::chrono::days{7} + 15h, {.negative = 6, .positive = 14});
    town.store.count_only(tuesday + 8h, {.negative = 10, .positive = 10});
    const Today today = counted(town, tuesday_1042).today;
    CHECK(today.positive_change_known);
    CHECK(today.positive_change == Catch::Approx(-0.2));
}

TEST_CASE("of a few posts no share is told")
{
    Town town;
    town.store.count_only(tuesday - std::chrono::days{7} + 15h, {.negative = 3, .positive = 3});
    town.store.count_only(tuesday + 8h, {.negative = 10, .positive = 10});
    CHECK_FALSE(counted(town, tuesday_1042).today.positive_change_known);
}

TEST_CASE("seconds later with the same posts the counts are equal")
{
    Town town;
    town.used_to(8, two_neutral, tuesday);
    CHECK(counted(town, tuesday_1042).today == counted(town, tuesday_1042 + 20s).today);
}

TEST_CASE("a store that fails makes counting fail with its words")
{
    Town town;
    town.store.break_with({Fault::later, "busy", {}});
    CHECK(count_today(amsterdam, "", town.store, tuesday_1042).error().text == "busy");
}
