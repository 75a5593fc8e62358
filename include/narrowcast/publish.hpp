// SPDX-License-Identifier: Apache-2.0
// What a screen could show now, made from what the store holds. Pure but for reading the store.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/edition.hpp"
#include "narrowcast/store.hpp"

#include <vector>

namespace narrowcast {

// What playlist::arrange() makes an edition of: the wall, and slides without order.
struct Offer {
    Wall wall;
    // TodaySlide first if there is one, then posts, newest first, then what else there is enough
    // for, as ScreenConfig::scenes or LookConfig::scenes say; messages and a crisis come anyway.
    std::vector<Slide> slides;
};

// What the configuration says of a screen's wall; nothing of any post. Wall::logo is a file name as
// configured.
Wall wall_of(const WallConfig& config, const ScreenConfig& screen, Time now);

// Posts are chosen in the proportion of their sentiment among all posts of the day (a day without
// enough posts reaches back, at most three days), and so that sources and the department's topics
// are within five points of what was written where that is possible; Wall::skew says how far it
// is. MessageSlide::picture is a file name as configured. Fails as the store fails.
Result<Offer> make_offer(const WallConfig& config, const ScreenConfig& screen, const Store& store,
                         Time now);

// Today against past weeks for a department ("" = everybody). Normal: median and a band from the
// median absolute deviation (Rousseeuw and Croux 1993: 1.4826 MAD estimates sigma) of the same
// weekday and hour in up to eight past weeks, without gaps and days out of the ordinary. Peaks: by
// the tail of a negative binomial distribution, a false one on one normal day in a hundred.
Result<Today> today_in_context(const WallConfig& config, std::string_view department,
                               const Store& store, Time now);

// Posts older than this change no chart and no slide.
Time oldest_on_charts(const WallConfig& config, Time now);

// Whether a slide of an earlier edition may stay on until its end: no post on it was deleted,
// hidden, or taken from this screen by a change of the configuration.
Result<bool> may_stay(const ScreenConfig& screen, const Store& store, const Slide& slide);

}  // namespace narrowcast
