// SPDX-License-Identifier: Apache-2.0
// What a screen could show now.
#include "narrowcast/publish.hpp"

#include "lib/calendar.hpp"
#include "publish/charts.hpp"
#include "publish/choose.hpp"
#include "publish/context.hpp"
#include "publish/copies.hpp"
#include "publish/offers.hpp"
#include "publish/pool.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::int64_t posts_for_a_story = 10;

bool shows(const WallConfig& config, const ScreenConfig& screen, std::string_view scene)
{
    const auto& scenes = screen.scenes.empty() ? config.look.scenes : screen.scenes;
    return scenes.empty() || std::find(scenes.begin(), scenes.end(), scene) != scenes.end();
}

// The chosen posts as cards; says on the wall how honestly they stand for all.
Result<std::vector<PostSlide>> chosen_cards(const Offering& offering, Wall& wall)
{
    const auto& desk = offering.desk;
    Pool pool = TRY(pool_of(offering));
    const auto pinned = TRY(pinned_posts(desk));
    auto chosen = choose_posts(std::move(pool.posts), pinned, pool.written, desk.config.look.posts);
    Mix shown = empty_mix(topics_of_screen(desk.config, offering.screen));
    for (const RoutedPost& routed : chosen)
        shown.add(routed);
    wall.skew = skew_between(pool.written, shown);
    wall.shown = static_cast<std::int64_t>(chosen.size());
    wall.total = std::max(wall.shown, pool.total);
    std::vector<PostSlide> cards;
    for (RoutedPost& routed : chosen)
        cards.push_back(TRY(card_of(std::move(routed), desk.store)));
    return cards;
}

class Slides {
public:
    Slides(const WallConfig& config, const ScreenConfig& screen, std::vector<Slide>& slides)
        : config_{config}, screen_{screen}, slides_{slides}
    {
    }

    template <class Kind>
    bool wants() const
    {
        return shows(config_, screen_, Kind::tag);
    }

    template <class Kind>
    void add(std::optional<Kind> slide)
    {
        if (slide) slides_.emplace_back(*std::move(slide));
    }

    // Not asked for what the screen does not show.
    template <class Kind>
    Result<void> add_if_wanted(Result<std::optional<Kind>> (*offer)(const Offering&),
                               const Offering& offering)
    {
        if (wants<Kind>()) add(TRY(offer(offering)));
        return {};
    }

private:
    const WallConfig& config_;
    const ScreenConfig& screen_;
    std::vector<Slide>& slides_;
};

}  // namespace

Wall wall_of(const WallConfig& config, const ScreenConfig& screen, Time now)
{
    Wall wall;
    wall.screen = screen.name;
    wall.company = config.company.name;
    wall.department = screen.department;
    wall.place = screen.place;
    wall.language = screen.language;
    wall.time_zone = config.company.time_zone;
    wall.theme = screen.theme.value_or(config.look.theme);
    wall.accent = config.look.accent;
    wall.background = config.look.background;
    wall.logo = config.look.logo;
    wall.quiet_hours = screen.quiet_hours.empty() ? config.look.quiet_hours : screen.quiet_hours;
    wall.inches = screen.inches;
    wall.viewing_distance = screen.viewing_distance;
    wall.demo = config.company.demo;
    wall.made = now;
    return wall;
}

Result<Today> today_in_context(const WallConfig& config, std::string_view department,
                               const Store& store, Time now)
{
    Spoken spoken;
    const Newsdesk desk{config, {std::string{department}, {}}, store, now};
    return today_for(desk, spoken);
}

// Charts reach back nine weeks, reviews thirteen.
Time oldest_on_charts(const WallConfig& config, Time now)
{
    const std::string& zone = config.company.time_zone;
    const int since_monday = lib::local_time(now, zone).weekday - 1;
    const Time reviews = lib::local_midnight(now, zone, 7 * (1 - weeks_of_reviews) - since_monday);
    return std::min(oldest_counted(zone, now), reviews);
}

Result<bool> may_stay(const ScreenConfig& screen, const Store& store, const Slide& slide)
{
    std::vector<const Post*> posts;
    for_each_post(slide, [&](const Post& post) { posts.push_back(&post); });
    for (const Post* post : posts)
        if (!TRY(is_on_screen(store, screen.name, *post))) return false;
    return true;
}

Result<Offer> make_offer(const WallConfig& config, const ScreenConfig& screen, const Store& store,
                         Time now)
{
    const Newsdesk desk{config, {screen.department, screen.name}, store, now};
    const CountBook book = TRY(count_book(config.company.time_zone, screen.department, store, now));
    Spoken spoken;
    Offer offer{wall_of(config, screen, now), {}};
    offer.wall.today = TRY(today_for(desk, book, spoken));
    const Offering offering{desk, screen, book, offer.wall.today, spoken};
    Slides slides{config, screen, offer.slides};
    if (slides.wants<TodaySlide>() && offer.wall.today.total >= posts_for_a_story)
        slides.add(std::optional{TodaySlide{TRY(quotes_of(desk, offer.wall.today, spoken))}});

    const auto cards = TRY(chosen_cards(offering, offer.wall));
    const auto mosaic = slides.wants<MosaicSlide>() ? mosaic_of(cards) : std::nullopt;
    if (slides.wants<PostSlide>())
        offer.slides.insert(offer.slides.end(), cards.begin(), cards.end());
    else
        offer.wall.shown = mosaic ? static_cast<std::int64_t>(mosaic->posts.size()) : 0;
    slides.add(mosaic);
    TRY(slides.add_if_wanted(topics_offer, offering));
    TRY(slides.add_if_wanted(voices_offer, offering));
    TRY(slides.add_if_wanted(reviews_offer, offering));
    TRY(slides.add_if_wanted(week_offer, offering));
    for (MessageSlide& message : messages_for(config, screen, now))
        offer.slides.emplace_back(std::move(message));
    slides.add(TRY(crisis_offer(offering)));
    return offer;
}

}  // namespace narrowcast
