// SPDX-License-Identifier: Apache-2.0
// What today's numbers allow us to say, in words. Pure.
#pragma once

#include "narrowcast/edition.hpp"
#include "scene/words.hpp"

namespace narrowcast {

enum class Amount { unknown, few, half, fewer, same, times };

// Posts against a normal day, as precise as the numbers bear.
struct Comparison {
    Amount amount = Amount::unknown;
    double times = 1;  // rounded to halves below 3, else whole
    bool operator==(const Comparison&) const = default;
};

// Unknown below three weeks of history, or with fewer than ten posts on either side.
Comparison compare(double posts, double normal, int weeks);

// How people talk, as shares of all posts today.
struct Shares {
    double positive = 0, neutral = 0, negative = 0, unsure = 0;
};
Shares shares_of(const Today& today);

const Peak* main_peak(const Today& today);  // with the most posts; null if the day has none

// The label that most posts of a peak have; not sure when that is no label.
Mood mood_of(const Peak& peak, const Today& today);

bool has_normal(const Today& today);  // whether "a normal Tuesday" may be spoken of

// "Vanochtend 4x zoveel berichten als normaal, vooral over <app> en <storing>".
Marked headline(const Wall& wall, const Words& words, Time now);

// "<4x zoveel> als op een gewone dinsdag, vooral over <app> en <storing>".
Marked summary(const Wall& wall, const Words& words);

}  // namespace narrowcast
