// SPDX-License-Identifier: Apache-2.0
// Which posts a round shows.
#include "publish/choose.hpp"

#include "publish/apportion.hpp"
#include "publish/balance.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

namespace narrowcast {

namespace {

constexpr int most_of_one_author = 2;
// Of fewer posts than these one is worth more than five points: no proportion can be kept, and
// leaving out what was written would only make the wall poorer.
constexpr std::int64_t too_few_for_shares = 20;

std::int64_t sum(const Voices& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

bool fits(const std::vector<std::int64_t>& places, const Voices& available)
{
    return std::equal(places.begin(), places.end(), available.begin(), std::less_equal<>{});
}

// Proportion first, fullness second; but never an empty wall.
Voices share_places(const Voices& voices, const Voices& available, std::size_t most)
{
    const std::int64_t all = std::min(static_cast<std::int64_t>(most), sum(available));
    const bool everything = all == sum(available);
    if (everything && (all >= sum(voices) || sum(voices) < too_few_for_shares)) return available;
    Voices places{};
    for (std::int64_t size = all; size > 0 && size >= all / 2; --size) {
        const auto fair = apportion(voices, size);
        if (sum(voices) == 0 || !fits(fair, available)) continue;
        std::copy(fair.begin(), fair.end(), places.begin());
        return places;
    }
    const auto fair = apportion(sum(voices) > 0 ? voices : available, all);
    std::int64_t left = all;
    for (std::size_t i = 0; i < places.size(); ++i)
        left -= places[i] = std::min(fair[i], available[i]);
    while (left > 0)
        for (std::size_t i = 0; i < places.size() && left > 0; ++i)
            if (places[i] < available[i]) ++places[i], --left;
    return places;
}

class Round {
public:
    Round(const Voices& places, std::size_t most) : places_{places}, most_{most} {}

    void take(const RoutedPost& post)
    {
        ids_.insert(post.post.id);
        ++of_author_[std::string{author_key(post)}];
        --places_[voice_of(post.mood)];
        posts_.push_back(post);
    }

    bool has_place_for(const RoutedPost& post) const
    {
        return posts_.size() < most_ && places_[voice_of(post.mood)] > 0 &&
               !ids_.contains(post.post.id);
    }

    bool has_enough_of(const RoutedPost& post) const
    {
        const auto found = of_author_.find(author_key(post));
        return !author_key(post).empty() && found != of_author_.end() &&
               found->second >= most_of_one_author;
    }

    std::vector<RoutedPost> posts() && { return std::move(posts_); }

private:
    Voices places_;
    std::size_t most_;
    std::set<std::string> ids_;
    std::map<std::string, int, std::less<>> of_author_;
    std::vector<RoutedPost> posts_;
};

Voices count_labels(const std::vector<RoutedPost>& posts)
{
    Voices counts{};
    for (const RoutedPost& post : posts)
        ++counts[voice_of(post.mood)];
    return counts;
}

}  // namespace

std::vector<RoutedPost> choose_posts(std::vector<RoutedPost> candidates,
                                     const std::vector<RoutedPost>& pinned, const Mix& written,
                                     std::size_t most)
{
    std::set<std::string> pinned_ids;
    for (const RoutedPost& post : pinned)
        pinned_ids.insert(post.post.id);
    std::erase_if(candidates,
                  [&](const RoutedPost& post) { return pinned_ids.contains(post.post.id); });
    std::vector<RoutedPost> all = pinned;
    all.insert(all.end(), candidates.begin(), candidates.end());

    const std::size_t size = std::max(most, pinned.size());
    Round round{share_places(written.labels, count_labels(all), size), size};
    for (const RoutedPost& post : pinned)
        round.take(post);
    for (const RoutedPost& post : candidates)
        if (round.has_place_for(post) && !round.has_enough_of(post)) round.take(post);
    for (const RoutedPost& post : candidates)
        if (round.has_place_for(post)) round.take(post);
    auto chosen = std::move(round).posts();
    balance(chosen, candidates, pinned_ids, written, most_of_one_author);
    std::sort(chosen.begin(), chosen.end(), [](const RoutedPost& a, const RoutedPost& b) {
        return std::tie(b.post.created, a.post.id) < std::tie(a.post.created, b.post.id);
    });
    return chosen;
}

}  // namespace narrowcast
