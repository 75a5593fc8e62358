// SPDX-License-Identifier: Apache-2.0
// Puts the slides of an offer in playing order, going on from the edition that
// is on air.
#include "narrowcast/playlist.hpp"
#include "playlist/round.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace narrowcast {

namespace {

const TodaySlide* today_in(const std::vector<Slide>& slides)
{
    for (const Slide& slide : slides)
        if (const auto* today = std::get_if<TodaySlide>(&slide)) return today;
    return nullptr;
}

// The posts of the offer, each once, in its order.
std::vector<PostSlide> posts_in(const std::vector<Slide>& slides)
{
    std::vector<PostSlide> posts;
    std::set<std::string> seen;
    for (const Slide& slide : slides)
        if (const auto* post = std::get_if<PostSlide>(&slide);
            post && seen.insert(post->post.id).second)
            posts.push_back(*post);
    return posts;
}

// Whether `edition` shows exactly this offer. Then it stays as it is, round
// after round, and a hub need not send it again.
bool shows_exactly(const Edition& edition, const std::vector<PostSlide>& posts,
                   const TodaySlide* today, std::chrono::seconds per_slide)
{
    std::size_t shown_posts = 0, shown_todays = 0;
    for (const Turn& turn : edition.turns) {
        if (turn.lasts != time_on_air(turn.slide, per_slide)) return false;
        if (const auto* post = std::get_if<PostSlide>(&turn.slide)) {
            if (std::find(posts.begin(), posts.end(), *post) == posts.end()) return false;
            ++shown_posts;
        } else {
            if (!today || std::get<TodaySlide>(turn.slide) != *today) return false;
            ++shown_todays;
        }
    }
    return shown_posts == posts.size() && (shown_todays > 0) == (today != nullptr);
}

// How many posts of the old round still come before its next TodaySlide: fresh
// posts do not put it off.
std::size_t posts_until_today(const Edition& previous, std::size_t on_air)
{
    const std::size_t size = previous.turns.size();
    const auto today_at = [&](std::size_t step) {
        return std::holds_alternative<TodaySlide>(previous.turns[(on_air + step) % size].slide);
    };
    for (std::size_t step = 1; step < size; ++step)
        if (today_at(step)) return std::min(step - 1, posts_between_todays);
    return today_at(0) ? posts_between_todays : 0;
}

// Fresh posts in the offer's order, then the others, the longest not shown
// first.
Waiting in_line(const std::vector<PostSlide>& posts, const Edition& previous, std::size_t on_air)
{
    std::vector<const PostSlide*> known;  // by turn, after the one on air
    std::set<const PostSlide*> not_fresh;
    const std::size_t size = previous.turns.size();
    for (std::size_t step = 0; step < size; ++step) {
        const Slide& old = previous.turns[(on_air + step) % size].slide;
        const auto* shown = std::get_if<PostSlide>(&old);
        if (!shown) continue;
        const auto now_so = std::find_if(posts.begin(), posts.end(), [&](const PostSlide& post) {
            return post.post.id == shown->post.id;
        });
        if (now_so == posts.end() || !not_fresh.insert(&*now_so).second) continue;
        if (step > 0) known.push_back(&*now_so);
    }
    Waiting waiting;
    for (const PostSlide& post : posts)
        if (!not_fresh.contains(&post)) waiting.posts.push_back(post);
    waiting.fresh = waiting.posts.size();
    for (const PostSlide* post : known)
        waiting.posts.push_back(*post);
    return waiting;
}

// A slide that the offer no longer has leaves at its end. Alone in its round it
// would begin again and again, so there it leaves when its first time is over;
// and as it was, when it is offered with other words or another mood.
bool has_outstayed(const Edition& edition, const std::vector<PostSlide>& posts,
                   const TodaySlide* today, Time now)
{
    if (edition.turns.size() != 1 || now < edition.start + edition.turns.front().lasts)
        return false;
    const auto* post = std::get_if<PostSlide>(&edition.turns.front().slide);
    if (!post) return today == nullptr;
    if (posts.size() == 1 && !today) return posts.front() != *post;
    return std::none_of(posts.begin(), posts.end(),
                        [&](const PostSlide& other) { return other.post.id == post->post.id; });
}

// After the hub's clock was set back, the old start may lie hours ahead.
bool starts_too_late(const Edition& edition, Time now)
{
    return edition.start > now + edition.turns.front().lasts;
}

}  // namespace

Edition skip_gone(Edition edition, Time now, const std::function<bool(const Slide&)>& gone)
{
    if (edition.turns.empty()) return edition;
    auto& turns = edition.turns;
    const auto on_air = static_cast<std::ptrdiff_t>(showing(edition, now).turn);
    if (!gone(turns[static_cast<std::size_t>(on_air)].slide)) return edition;
    std::rotate(turns.begin(), turns.begin() + on_air, turns.end());
    const auto next = std::find_if(turns.begin() + 1, turns.end(),
                                   [&](const Turn& turn) { return !gone(turn.slide); });
    turns.erase(turns.begin(), next);
    edition.start = now;
    return edition;
}

Edition arrange(Wall wall, std::vector<Slide> slides, const Edition* previous,
                std::chrono::seconds per_slide, Time now)
{
    const TodaySlide* today = today_in(slides);
    const std::vector<PostSlide> posts = posts_in(slides);
    if (previous && (previous->turns.empty() || has_outstayed(*previous, posts, today, now)))
        previous = nullptr;
    if (!previous)
        return {std::move(wall), now, make_round({}, Waiting{posts, 0}, today, Pace{per_slide, 0})};

    const bool late = starts_too_late(*previous, now);
    if (!late && shows_exactly(*previous, posts, today, per_slide))
        return {std::move(wall), previous->start, previous->turns};

    const Showing on = showing(*previous, now);
    return {std::move(wall), late ? now : seconds_of(on.begins),
            make_round(previous->turns[on.turn], in_line(posts, *previous, on.turn), today,
                       Pace{per_slide, posts_until_today(*previous, on.turn)})};
}

}  // namespace narrowcast
