// SPDX-License-Identifier: Apache-2.0
// All that one screen needs to run alone until the next edition comes. A value with ==.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/post.hpp"
#include "narrowcast/slides.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace narrowcast {

// One hour of the local day: posts by label, and what is normal for it.
struct HourCount {
    std::int64_t negative = 0, neutral = 0, positive = 0, unsure = 0;  // disjoint here
    double normal_low = 0, normal_high = 0;  // band of the same hour in past weeks

    std::int64_t total() const { return negative + neutral + positive + unsure; }
    static constexpr std::tuple fields{
        Field{"negative", &HourCount::negative, "posts"},
        Field{"neutral", &HourCount::neutral, "posts"},
        Field{"positive", &HourCount::positive, "posts"},
        Field{"unsure", &HourCount::unsure, "posts whose label is not sure"},
        Field{"normal_low", &HourCount::normal_low, "lower edge of a normal hour"},
        Field{"normal_high", &HourCount::normal_high, "upper edge of a normal hour"},
    };
    bool operator==(const HourCount&) const = default;
};

// Hours that stand out, named by their words.
struct Peak {
    Time from{}, until{};            // hours joined
    Time top{};                      // start of the highest hour
    std::int64_t posts = 0;          // in all of it
    std::vector<std::string> words;  // the strongest first
    std::string post;                // id of the post that stands for it, "" if none does

    static constexpr std::tuple fields{
        Field{"from", &Peak::from, "first hour"},
        Field{"until", &Peak::until, "end of the last hour"},
        Field{"top", &Peak::top, "the highest hour"},
        Field{"posts", &Peak::posts, "posts in it"},
        Field{"words", &Peak::words, "what it is about"},
        Field{"post", &Peak::post, "id of the post that stands for it"},
    };
    bool operator==(const Peak&) const = default;
};

// Today so far for this screen's department, against the same weekday of past weeks.
struct Today {
    Time day{};                    // local midnight
    std::vector<HourCount> hours;  // 23 to 25 of them, oldest first; future ones are empty
    std::size_t hours_begun = 0;   // how many have begun
    std::int64_t total = 0;        // posts so far
    double normal_total = 0;       // median of the same weekday up to the same time of day
    int weeks = 0;                 // weeks that `normal` rests on; below 3 nothing is normal
    std::vector<Peak> peaks;       // oldest first
    double positive_change = 0;    // share of positive posts minus that of last week, -1 ... 1
    bool positive_change_known = false;

    static constexpr std::tuple fields{
        Field{"day", &Today::day, "local midnight"},
        Field{"hours", &Today::hours, "by local hour"},
        Field{"hours_begun", &Today::hours_begun, "hours that have begun"},
        Field{"total", &Today::total, "posts so far"},
        Field{"normal_total", &Today::normal_total, "posts by this time on such a weekday"},
        Field{"weeks", &Today::weeks, "past weeks looked at"},
        Field{"peaks", &Today::peaks, "hours that stand out"},
        Field{"positive_change", &Today::positive_change, "against the same weekday last week"},
        Field{"positive_change_known", &Today::positive_change_known, "whether there was one"},
    };
    bool operator==(const Today&) const = default;
};

// What all slides of a screen have in common.
struct Wall {
    std::string screen;
    std::string company = "Narrowcast";
    std::string department, place;
    std::string language = "nl";  // of the wall's own words
    std::string time_zone = "Europe/Amsterdam";
    Theme theme = Theme::dark;
    std::string accent = "#5b8cff";
    std::string background;   // "#rrggbb", "": the theme's own
    std::string logo;         // address at the hub, "" if none
    std::string quiet_hours;  // "22:00-06:30" in time_zone: the screen is dark then; "": never
    double inches = 55, viewing_distance = 4;  // metres
    bool demo = false;
    Time made{};                        // when the hub made this edition
    std::int64_t shown = 0, total = 0;  // "40 of 312 shown"
    double skew = 0;  // largest difference between the shares shown and written, 0 ... 1
    Today today;

    static constexpr std::tuple fields{
        Field{"screen", &Wall::screen, "name of the screen"},
        Field{"company", &Wall::company, "as shown"},
        Field{"department", &Wall::department, "as shown"},
        Field{"place", &Wall::place, "as shown"},
        Field{"language", &Wall::language, "of the wall's own words"},
        Field{"time_zone", &Wall::time_zone, "IANA name"},
        Field{"theme", &Wall::theme, "dark or light"},
        Field{"accent", &Wall::accent, "#rrggbb"},
        Field{"background", &Wall::background, "#rrggbb; none: the theme's own"},
        Field{"logo", &Wall::logo, "address at the hub"},
        Field{"quiet_hours", &Wall::quiet_hours, "when the screen is dark"},
        Field{"inches", &Wall::inches, "diagonal"},
        Field{"viewing_distance", &Wall::viewing_distance, "metres"},
        Field{"demo", &Wall::demo, "invented content"},
        Field{"made", &Wall::made, "when the hub made it"},
        Field{"shown", &Wall::shown, "posts in this round"},
        Field{"total", &Wall::total, "posts today"},
        Field{"skew", &Wall::skew, "largest difference of a label's, source's or topic's share"},
        Field{"today", &Wall::today, "today in context"},
    };
    bool operator==(const Wall&) const = default;
};

struct Turn {
    Slide slide;
    std::chrono::seconds lasts{8};
    bool fresh = false;  // a post that was in no edition before

    static constexpr std::tuple fields{
        Field{"slide", &Turn::slide, "what is shown"},
        Field{"lasts", &Turn::lasts, "for how long"},
        Field{"fresh", &Turn::fresh, "whether it is a post that was in no edition before"},
    };
    bool operator==(const Turn&) const = default;
};

struct Edition {
    Wall wall;
    Time start{};             // when turns[0] begins; the round repeats after the last
    std::vector<Turn> turns;  // in playing order; may be empty on the first day

    static constexpr std::tuple fields{
        Field{"wall", &Edition::wall, "what all slides have in common"},
        Field{"start", &Edition::start, "when the first turn begins"},
        Field{"turns", &Edition::turns, "the round"},
    };
    bool operator==(const Edition&) const = default;
};

// One slide with what it needs: the file that `narrowcast draw` takes.
struct SlideFile {
    Wall wall;
    Slide slide;
    Time now{};  // what "3 min ago" is counted from; 0: wall.made, else the post's own time

    static constexpr std::tuple fields{
        Field{"wall", &SlideFile::wall, "what all slides have in common"},
        Field{"slide", &SlideFile::slide, "what is shown"},
        Field{"now", &SlideFile::now, "time of the picture"},
    };
    bool operator==(const SlideFile&) const = default;
};

std::string to_json(const Edition& edition);
std::string to_json(const SlideFile& file);
Result<Edition> edition_from_json(std::string_view text);       // Fault::garbled
Result<SlideFile> slide_file_from_json(std::string_view text);  // Fault::refused, with the line

}  // namespace narrowcast
