// SPDX-License-Identifier: Apache-2.0
// What a screen could show now.
#include "narrowcast/publish.hpp"

#include "publish/charts.hpp"
#include "publish/choose.hpp"
#include "publish/context.hpp"
#include "publish/copies.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <string>

namespace narrowcast {

namespace {

constexpr std::int64_t posts_for_a_story = 10;
constexpr std::size_t candidates_read = 1000;
constexpr int days_back = 3;
constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

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
    wall.inches = screen.inches;
    wall.viewing_distance = screen.viewing_distance;
    wall.demo = config.company.demo;
    wall.made = now;
    return wall;
}

// What customers wrote since the begin of a day, and how many posts of each
// label there were.
struct Candidates {
    std::vector<RoutedPost> posts;  // newest first
    Voices voices{};
    std::int64_t total = 0;  // with the company's own
};

Voices voices_of(const Today& today)
{
    Voices all{};
    for (const HourCount& hour : today.hours) {
        all[0] += hour.negative;
        all[1] += hour.neutral;
        all[2] += hour.positive;
        all[3] += hour.unsure;
    }
    return all;
}

// The company's own posts are no customers' voices: the day's story quotes
// them.
void leave_out_company(Candidates& found, const CompanyConfig& company)
{
    std::erase_if(found.posts, [&](const RoutedPost& post) {
        if (!is_company(post.post.author, company)) return false;
        std::int64_t& voice = found.voices[voice_of(post.mood)];
        voice = std::max<std::int64_t>(0, voice - 1);
        return true;
    });
}

Result<Candidates> candidates(const WallConfig& config, const Audience& audience,
                              const Store& store, const Today& today, Time now)
{
    Candidates found;
    for (int day = 0; day <= days_back; ++day) {
        const Time from = local_day(now, config.company.time_zone, -day).begin;
        found.posts = TRY(posts_for(audience, store, from, now + ahead, candidates_read));
        found.voices = voices_of(today);
        if (day > 0) {
            const Voices before = TRY(voices(audience.department, store, from, today.day));
            for (std::size_t i = 0; i < before.size(); ++i)
                found.voices[i] += before[i];
        }
        found.total = std::accumulate(found.voices.begin(), found.voices.end(), std::int64_t{0});
        leave_out_company(found, config.company);
        if (2 * found.posts.size() >= config.look.posts) break;
    }
    return found;
}

// What people at the console pinned last, of what this screen may show.
Result<std::vector<RoutedPost>> pinned_posts(const ScreenConfig& screen, const Store& store)
{
    std::map<std::string, Verdict> last;
    const auto decisions = TRY(store.decisions());
    for (const Decision& decision : decisions)
        if (decision.verdict != Verdict::correct && decision.verdict != Verdict::uncorrect &&
            decision.verdict != Verdict::show)
            last[decision.post] = decision.verdict;
    std::vector<RoutedPost> pinned;
    for (const auto& [id, verdict] : last) {
        if (verdict != Verdict::pin) continue;
        auto post = TRY(store.post(id));
        if (!post || post->post.deleted) continue;
        const auto& screens = post->screens;
        if (std::find(screens.begin(), screens.end(), screen.name) == screens.end()) continue;
        pinned.push_back(std::move(*post));
    }
    return pinned;
}

}  // namespace

Result<Today> today_in_context(const WallConfig& config, std::string_view department,
                               const Store& store, Time now)
{
    return today_for(config, {std::string{department}, {}}, store, now);
}

Time oldest_on_charts(const WallConfig& config, Time now)
{
    return oldest_counted(config.company.time_zone, now);
}

Result<bool> may_stay(const ScreenConfig& screen, const Store& store, const Slide& slide)
{
    std::vector<const Post*> posts;
    if (const auto* post = std::get_if<PostSlide>(&slide))
        posts.push_back(&post->post);
    else
        for (const Quote& quote : std::get<TodaySlide>(slide).quotes)
            posts.push_back(&quote.post);
    for (const Post* post : posts) {
        const auto shown = TRY(store.newest(screen.name, post->created,
                                            post->created + std::chrono::seconds{1}, any_number));
        const auto same = [&](const RoutedPost& other) { return other.post.id == post->id; };
        if (std::none_of(shown.begin(), shown.end(), same)) return false;
    }
    return true;
}

Result<Offer> make_offer(const WallConfig& config, const ScreenConfig& screen, const Store& store,
                         Time now)
{
    const Audience audience{screen.department, screen.name};
    Offer offer{wall_of(config, screen, now), {}};
    offer.wall.today = TRY(today_for(config, audience, store, now));
    if (offer.wall.today.total >= posts_for_a_story) {
        auto quotes = TRY(quotes_of(offer.wall.today, config, audience, store, now));
        offer.slides.emplace_back(TodaySlide{std::move(quotes)});
    }

    Candidates found = TRY(candidates(config, audience, store, offer.wall.today, now));
    auto pinned = TRY(pinned_posts(screen, store));
    auto chosen =
        choose_posts(std::move(found.posts), std::move(pinned), found.voices, config.look.posts);
    offer.wall.shown = static_cast<std::int64_t>(chosen.size());
    offer.wall.total = std::max(offer.wall.shown, found.total);
    for (RoutedPost& post : chosen)
        offer.slides.emplace_back(TRY(card_of(std::move(post), store)));
    return offer;
}

}  // namespace narrowcast
