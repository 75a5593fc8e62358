// SPDX-License-Identifier: Apache-2.0
// What a screen is offered beside posts and the day: each scene, or nothing where there is not
// enough to show. All posts come from what this screen may show.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/edition.hpp"
#include "publish/charts.hpp"
#include "publish/context.hpp"

#include <optional>
#include <string>
#include <vector>

namespace narrowcast {

// What all offers are made from.
struct Offering {
    const Newsdesk& desk;
    const ScreenConfig& screen;
    const CountBook& book;
    const Today& today;
    Spoken& spoken;  // what stands for something already
};

// The topics a screen's department cares about; of a department that names none, or of no
// department, all.
std::vector<std::string> topics_of_screen(const WallConfig& config, const ScreenConfig& screen);

// Six to nine of `cards` (newest first) that are short enough for a small card, nobody twice.
std::optional<MosaicSlide> mosaic_of(const std::vector<PostSlide>& cards);

// At most six topics, where at least two had posts today.
Result<std::optional<TopicsSlide>> topics_offer(const Offering& offering);

// Sure positive posts of today (or up to three days before) that thank, else the strongest; pairs
// of a question and the company's answer; together at least two.
Result<std::optional<VoicesSlide>> voices_offer(const Offering& offering);

// Where there were ten reviews in thirteen weeks.
Result<std::optional<ReviewsSlide>> reviews_offer(const Offering& offering);
inline constexpr int weeks_of_reviews = 13;

// Where three full days are known.
Result<std::optional<WeekSlide>> week_offer(const Offering& offering);

// The announcements that hold for this screen now, in the order of the configuration.
std::vector<MessageSlide> messages_for(const WallConfig& config, const ScreenConfig& screen,
                                       Time now);

// While somebody has switched it on for this screen's department, or an hour that ended less than
// sixty minutes ago (or is running) has twenty posts, so many times the normal ones and such a
// share of negative ones as CrisisConfig says. A function of the store's counts: nothing is
// remembered. Without a norm the rule says nothing.
Result<std::optional<CrisisSlide>> crisis_offer(const Offering& offering);

// What people ask, of `posts`: those of customers with a question in them, together where they
// share two words (and a third of all), each person once; asked most first, at most three.
struct AskedOften {
    const RoutedPost* post = nullptr;  // stands for them
    std::int64_t people = 1;
};
std::vector<AskedOften> top_questions(const std::vector<RoutedPost>& posts,
                                      const WallConfig& config);

}  // namespace narrowcast
