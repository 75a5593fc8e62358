// SPDX-License-Identifier: Apache-2.0
// Stars over thirteen weeks, and the newest reviews.
#include "lib/calendar.hpp"
#include "publish/copies.hpp"
#include "publish/offers.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace narrowcast {

namespace {

constexpr std::int64_t least_reviews = 10;
constexpr std::size_t most_newest = 3;

using Stars = std::array<std::int64_t, 5>;

double mean_of(const Stars& stars)
{
    double sum = 0;
    for (std::size_t i = 0; i < stars.size(); ++i)
        sum += static_cast<double>(stars[i]) * static_cast<double>(i + 1);
    const auto all =
        static_cast<double>(std::accumulate(stars.begin(), stars.end(), std::int64_t{0}));
    return all > 0 ? sum / all : 0;
}

// Reviews are rare among posts: not more is read than needed.
Result<std::vector<PostSlide>> newest_reviews(const Newsdesk& desk, Time since)
{
    struct Reach {
        int days;
        std::size_t posts;
    };
    constexpr std::array reaches{Reach{2, 500}, Reach{14, 2000}, Reach{7 * weeks_of_reviews, 5000}};
    std::vector<RoutedPost> posts;
    for (const auto& [days, most] : reaches) {
        const Time from = std::max(since, desk.now - std::chrono::days{days});
        posts = TRY(posts_for(desk.audience, desk.store, from, desk.now + ahead, most));
        std::erase_if(posts, [](const RoutedPost& routed) {
            return !routed.post.rating || (routed.post.text.empty() && routed.post.title.empty());
        });
        if (posts.size() >= most_newest) break;
    }
    if (posts.size() > most_newest) posts.resize(most_newest);
    std::vector<PostSlide> cards;
    for (RoutedPost& routed : posts)
        cards.push_back(TRY(card_of(std::move(routed), desk.store)));
    return cards;
}

}  // namespace

Result<std::optional<ReviewsSlide>> reviews_offer(const Offering& offering)
{
    const auto& desk = offering.desk;
    const std::string& zone = offering.book.zone;
    const int since_monday = lib::local_time(desk.now, zone).weekday - 1;
    ReviewsSlide slide;
    Stars all{};
    for (int week = 1 - weeks_of_reviews; week <= 0; ++week) {
        const Time from = lib::local_midnight(desk.now, zone, 7 * week - since_monday);
        const Time until = std::min(
            lib::local_midnight(desk.now, zone, 7 * (week + 1) - since_monday), desk.now + ahead);
        const Stars stars = TRY(desk.store.stars(desk.audience.department, from, until));
        const auto reviews = std::accumulate(stars.begin(), stars.end(), std::int64_t{0});
        if (reviews == 0 && slide.weeks.empty()) continue;
        slide.weeks.push_back({from, reviews, mean_of(stars)});
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] += stars[i];
    }
    if (std::accumulate(all.begin(), all.end(), std::int64_t{0}) < least_reviews)
        return std::nullopt;
    slide.by_stars.assign(all.begin(), all.end());
    slide.mean = mean_of(all);
    slide.newest = TRY(newest_reviews(desk, slide.weeks.front().from));
    return slide;
}

}  // namespace narrowcast
