// SPDX-License-Identifier: Apache-2.0
// Days made to order: what must be found on them, and what must not.
#include "publish/charts.hpp"
#include "publish/peaks.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <random>

using namespace narrowcast;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

constexpr std::string_view amsterdam = "Europe/Amsterdam";

// Posts by local hour of an ordinary day.
constexpr std::array<double, 24> usual{2,  1,  1,  1,  1,  2,  6,  14, 28, 38, 26, 18,
                                       18, 17, 16, 17, 21, 22, 20, 18, 14, 10, 7,  4};

// Weeks of days, each hour of which is drawn or set.
class Diary {
public:
    explicit Diary(std::string_view today) : today_{at(today)} {}

    using Hourly = std::function<double(int hour)>;

    Diary& write(int days_later, const Hourly& hourly, bool by_chance = true)
    {
        const LocalDay day = local_day(today_, amsterdam, days_later);
        for (std::size_t i = 0; i < day.hours.size(); ++i) {
            const auto hour = static_cast<int>(i);
            const double mean = hourly(hour);
            const auto posts = by_chance && mean > 0
                                   ? std::poisson_distribution<std::int64_t>{mean}(random_)
                                   : std::llround(mean);
            if (posts > 0) store_.count_only(day.hours[i], {.neutral = posts});
        }
        return *this;
    }

    // All days of so many weeks before today are ordinary, but those left out.
    Diary& ordinary_weeks(int weeks, const std::vector<int>& but = {})
    {
        for (int day = -7 * weeks; day < 0; ++day)
            if (std::find(but.begin(), but.end(), day) == but.end()) write(day, ordinary);
        return *this;
    }

    static double ordinary(int hour) { return usual[static_cast<std::size_t>(hour % 24)]; }

    Counted counted() const
    {
        return count_today(amsterdam, "", store_, local_day(today_, amsterdam).end - 1s).value();
    }
    std::vector<Peak> peaks() const { return find_peaks(counted()); }
    Time today() const { return today_; }

private:
    Time today_;
    fakes::MemoryStore store_;
    std::mt19937 random_{11};
};

constexpr std::string_view tuesday = "2026-11-24T00:00:00+01:00";

}  // namespace

TEST_CASE("a quiet day is below the band and has no peak")
{
    Diary diary{tuesday};
    diary.ordinary_weeks(8).write(0, [](int hour) { return Diary::ordinary(hour) / 5; });
    CHECK(diary.peaks().empty());
    CHECK(static_cast<double>(diary.counted().today.total) <
          diary.counted().today.normal_total / 3);
}

TEST_CASE("an ordinary day has no peak")
{
    Diary diary{tuesday};
    diary.ordinary_weeks(8).write(0, Diary::ordinary);
    CHECK(diary.peaks().empty());
}

TEST_CASE("a spike is found at its hour, and nothing else")
{
    Diary diary{tuesday};
    diary.ordinary_weeks(8).write(
        0, [](int hour) { return Diary::ordinary(hour) * (hour == 9 ? 4 : 1); });
    const auto peaks = diary.peaks();
    REQUIRE(peaks.size() == 1);
    CHECK(peaks[0].from == diary.today() + 9h);
    CHECK(peaks[0].until == diary.today() + 10h);
}

TEST_CASE("a slow rise becomes one peak that lasts until it is over")
{
    Diary diary{tuesday};
    diary.ordinary_weeks(8).write(0, [](int hour) {
        const double rise = hour < 12 ? 1 : 1 + 0.4 * (std::min(hour, 17) - 12);
        return Diary::ordinary(hour) * (hour < 20 ? rise : 1);
    });
    const auto peaks = diary.peaks();
    REQUIRE(peaks.size() == 1);
    const auto hour_of = [&](Time time) { return (time - diary.today()) / 1h; };
    CHECK(hour_of(peaks[0].from) >= 13);
    CHECK(hour_of(peaks[0].from) <= 16);
    CHECK(hour_of(peaks[0].until) == 20);
}

TEST_CASE("past days on which the source was out do not lower what is normal")
{
    Diary with{tuesday}, without{tuesday};
    with.ordinary_weeks(8, {-7, -14, -21, -28});
    without.ordinary_weeks(8);
    for (const int day : {-7, -14, -21, -28})
        with.write(
            day, [](int hour) { return hour == 3 ? 1.0 : 0.0; }, false);
    const Counted gaps = with.counted(), whole = without.counted();
    CHECK(gaps.today.weeks == 4);
    CHECK(gaps.today.normal_total == Catch::Approx(whole.today.normal_total).epsilon(0.1));
    with.write(0, Diary::ordinary);
    CHECK(with.peaks().empty());
}

TEST_CASE("an outage of some hours takes only those hours out of a past day")
{
    Diary diary{tuesday};
    diary.ordinary_weeks(4, {-7, -14});
    for (const int day : {-7, -14})
        diary.write(day,
                    [](int hour) { return hour >= 8 && hour < 13 ? 0.0 : Diary::ordinary(hour); });
    const Counted counted = diary.counted();
    CHECK(counted.today.weeks == 4);
    CHECK(counted.normal[9].middle == Catch::Approx(38).epsilon(0.25));
    diary.write(0, Diary::ordinary);
    CHECK(diary.peaks().empty());
}

TEST_CASE("when only two whole days are known nothing is normal, however many were gaps")
{
    Diary diary{tuesday};
    diary.ordinary_weeks(5, {-7, -14, -21});
    for (const int day : {-7, -14, -21})
        diary.write(
            day, [](int hour) { return hour == 12 ? 1.0 : 0.0; }, false);
    diary.write(0, [](int hour) { return Diary::ordinary(hour) * 4; });
    CHECK(diary.counted().today.weeks < 3);
    CHECK(diary.peaks().empty());
}

TEST_CASE("a holiday last week neither lowers nor widens what is normal")
{
    Diary with{tuesday}, without{tuesday};
    with.ordinary_weeks(5, {-7}).write(-7, [](int hour) { return Diary::ordinary(hour) / 4; });
    without.ordinary_weeks(5);
    CHECK(with.counted().today.weeks == 4);
    CHECK(with.counted().today.normal_total ==
          Catch::Approx(without.counted().today.normal_total).epsilon(0.08));
    with.write(0, Diary::ordinary);
    CHECK(with.peaks().empty());
}

TEST_CASE("a storm last week does not hide a storm today")
{
    Diary diary{tuesday};
    const auto storm = [](int hour) { return Diary::ordinary(hour) * (hour < 8 ? 1 : 5); };
    diary.ordinary_weeks(4, {-7}).write(-7, storm).write(0, storm);
    CHECK(diary.counted().today.weeks == 3);
    const auto peaks = diary.peaks();
    REQUIRE(!peaks.empty());
    CHECK(peaks[0].from == diary.today() + 8h);
}

TEST_CASE("after two quiet holidays the first ordinary day of the year is no peak")
{
    Diary diary{"2027-01-08T00:00:00+01:00"};  // a Friday, as Christmas and New Year's Day were
    const auto holiday = [](int hour) { return Diary::ordinary(hour) / 5; };
    diary.ordinary_weeks(8, {-7, -14}).write(-7, holiday).write(-14, holiday);
    diary.write(0, Diary::ordinary);
    CHECK(diary.peaks().empty());
    CHECK(diary.counted().today.weeks == 6);
}

TEST_CASE("wishes at midnight of new year are a peak of that hour")
{
    Diary diary{"2027-01-01T00:00:00+01:00"};
    diary.ordinary_weeks(8).write(
        0, [](int hour) { return hour == 0 ? 60 : Diary::ordinary(hour) / 3; });
    const auto peaks = diary.peaks();
    REQUIRE(peaks.size() == 1);
    CHECK(peaks[0].from == at("2026-12-31T23:00:00Z"));
}

TEST_CASE("the morning after a change of the clocks is compared by what the clocks say")
{
    for (const std::string_view day : {"2026-03-29T00:00:00+01:00", "2026-10-25T00:00:00+02:00"}) {
        Diary diary{day};
        diary.ordinary_weeks(8);
        const bool spring = local_day(at(day), amsterdam).hours.size() == 23;
        const int shift = spring ? 1 : -1;
        diary.write(0, [&](int nth) {  // the nth hour of a day of 23 or 25
            return Diary::ordinary(nth < 3 ? nth : nth + shift);
        });
        INFO(day);
        CHECK(diary.counted().today.hours.size() == (spring ? 23 : 25));
        CHECK(diary.peaks().empty());
        Diary shocked{day};
        shocked.ordinary_weeks(8).write(0, [&](int nth) {
            return Diary::ordinary(nth < 3 ? nth : nth + shift) * (nth == 10 ? 5 : 1);
        });
        REQUIRE(shocked.peaks().size() == 1);
        CHECK(shocked.peaks()[0].from == local_day(at(day), amsterdam).hours[10]);
    }
}

namespace {

struct Simulated {
    int days;
    int weeks;
    double overdispersion;
};

// The share of normal days on which something is called a peak.
double false_alarms(const Simulated& simulated, unsigned seed)
{
    std::mt19937 random{seed};
    const auto draw = [&] {
        Clockface face;
        for (std::size_t hour = 0; hour < face.size(); ++hour) {
            double mean = usual[hour];
            if (const double a = simulated.overdispersion; a > 0)
                mean *= std::gamma_distribution<double>{1 / a, a}(random);
            face[hour] = static_cast<double>(std::poisson_distribution<std::int64_t>{mean}(random));
        }
        return face;
    };
    int alarms = 0;
    for (int i = 0; i < simulated.days; ++i) {
        std::vector<Clockface> weeks;
        for (int week = 0; week < simulated.weeks; ++week)
            weeks.push_back(draw());
        Counted counted;
        const Clockface today = draw();
        const double overdispersion = overdispersion_of(weeks);
        for (std::size_t hour = 0; hour < today.size(); ++hour) {
            std::vector<double> counts;
            for (const Clockface& week : weeks)
                counts.push_back(*week[hour]);
            counted.normal.push_back(normal_of(std::move(counts), overdispersion));
            counted.today.hours.push_back({.neutral = std::llround(*today[hour])});
        }
        alarms += !find_peaks(counted).empty();
    }
    return static_cast<double>(alarms) / simulated.days;
}

// The most that chance makes of the stated rate: three of its deviations.
double most_by_chance(int days)
{
    const double rate = false_alarms_a_day;
    return rate + 3 * std::sqrt(rate * (1 - rate) / days);
}

}  // namespace

TEST_CASE("on simulated normal days false alarms stay at the stated rate")
{
    constexpr int each = 800;
    double sum = 0;
    for (const Simulated& simulated :
         {Simulated{each, 3, 0.05}, Simulated{each, 4, 0.0}, Simulated{each, 8, 0.1}}) {
        INFO(simulated.weeks << " weeks, overdispersion " << simulated.overdispersion);
        const double found = false_alarms(simulated, 7);
        CHECK(found <= most_by_chance(each));
        sum += found;
    }
    CHECK(sum / 3 <= most_by_chance(3 * each));
}

TEST_CASE("the share of false alarms is not low because nothing is ever found")
{
    std::mt19937 random{3};
    Counted counted;
    for (const double mean : usual) {
        counted.normal.push_back(normal_of({mean, mean + 1, mean - 1, mean}));
        counted.today.hours.push_back({.neutral = std::llround(mean + 5 * std::sqrt(mean) + 4)});
    }
    CHECK_FALSE(find_peaks(counted).empty());
}
