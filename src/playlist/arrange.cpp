// SPDX-License-Identifier: Apache-2.0
// Puts the slides of an offer in playing order, going on from the edition that is on air.
#include "narrowcast/playlist.hpp"
#include "playlist/cast.hpp"
#include "playlist/round.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace narrowcast {

namespace {

std::map<std::string, Slide> by_key(const Cast& cast)
{
    std::map<std::string, Slide> slides;
    for (const PostSlide& post : cast.posts)
        slides.emplace(key_of(post), post);
    for (const Slide& other : cast.others)
        slides.emplace(key_of(other), other);
    return slides;
}

std::vector<std::string> keys_of(const Edition& edition)
{
    std::vector<std::string> keys;
    for (const Turn& turn : edition.turns)
        keys.push_back(key_of(turn.slide));
    return keys;
}

// The round as it is, with every slide as it is offered now; nothing when others are offered. What
// is on air stays as it is until its end. As long as nothing else has changed the round stays as a
// whole, time after time, and a hub need not send it again.
std::optional<Edition> same_round(const Edition& previous, const Cast& cast, const Pace& pace,
                                  const Showing& on)
{
    const auto offered = by_key(cast);
    const auto keys = keys_of(previous);
    const std::set<std::string> shown(keys.begin(), keys.end());
    if (!std::equal(shown.begin(), shown.end(), offered.begin(), offered.end(),
                    [](const auto& key, const auto& entry) { return key == entry.first; }))
        return {};
    Edition edition = previous;
    bool changed = false;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Slide& now_so = offered.at(keys[i]);
        const Turn turn{now_so, time_on_air(now_so, pace), edition.turns[i].fresh};
        if (i == on.turn || turn == edition.turns[i]) continue;
        edition.turns[i] = turn;
        changed = true;
    }
    if (!changed) return edition;
    std::rotate(edition.turns.begin(), edition.turns.begin() + static_cast<std::ptrdiff_t>(on.turn),
                edition.turns.end());
    edition.start = seconds_of(on.begins);
    return edition;
}

// Fresh posts in the offer's order, then the others, the longest not shown first.
Waiting in_line(const std::vector<PostSlide>& posts, const Edition& previous, std::size_t on_air)
{
    std::map<std::string, const PostSlide*> now_so;
    for (const PostSlide& post : posts)
        now_so.emplace(post.post.id, &post);
    std::vector<const PostSlide*> known;
    std::set<std::string> not_fresh;
    const std::size_t size = previous.turns.size();
    for (std::size_t step = 0; step < size; ++step) {
        const auto* shown = std::get_if<PostSlide>(&previous.turns[(on_air + step) % size].slide);
        const auto found = shown ? now_so.find(shown->post.id) : now_so.end();
        if (found == now_so.end() || !not_fresh.insert(found->first).second) continue;
        if (step > 0) known.push_back(found->second);
    }
    Waiting waiting;
    for (const PostSlide& post : posts)
        if (!not_fresh.contains(post.post.id)) waiting.posts.push_back(post);
    waiting.fresh = waiting.posts.size();
    for (const PostSlide* post : known)
        waiting.posts.push_back(*post);
    return waiting;
}

// An announcement or a crisis that nobody has seen yet comes soon, new charts where there is room.
std::optional<std::size_t> due_when_new(const Slide& slide)
{
    const bool is_news = std::holds_alternative<MessageSlide>(slide) ||
                         role_of(slide) == Role::often || role_of(slide) == Role::today;
    return is_news ? std::optional<std::size_t>{0} : std::nullopt;
}

// What is no post, as it is offered now: what is new, then by its next turn in the old round, with
// the posts that come before. Fresh posts do not put it off.
std::vector<Interlude> interludes(std::vector<Slide> others, const Edition& previous,
                                  std::size_t on_air)
{
    struct Next {
        std::size_t step = 0, posts = 0;
    };
    std::map<std::string, Next> next;
    std::size_t posts = 0;
    for (std::size_t step = 1; step <= previous.turns.size(); ++step) {
        const Slide& slide = previous.turns[(on_air + step) % previous.turns.size()].slide;
        if (std::holds_alternative<PostSlide>(slide))
            ++posts;
        else
            next.emplace(key_of(slide), Next{step, posts});
    }
    std::vector<std::pair<std::size_t, Interlude>> found;
    for (Slide& slide : others) {
        const auto known = next.find(key_of(slide));
        Interlude each{{}, known == next.end() ? due_when_new(slide) : known->second.posts};
        each.slide = std::move(slide);
        found.emplace_back(known == next.end() ? 0 : known->second.step, std::move(each));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Interlude> ordered;
    for (auto& [step, each] : found)
        ordered.push_back(std::move(each));
    return ordered;
}

// A slide that the offer no longer has leaves at its end. Alone in its round it would begin again
// and again, so there it leaves when its first time is over; and as it was, when it is offered with
// other words, numbers or another mood.
bool has_outstayed(const Edition& edition, const Cast& cast, Time now)
{
    if (edition.turns.size() != 1 || now < edition.start + edition.turns.front().lasts)
        return false;
    const Slide& shown = edition.turns.front().slide;
    const auto offered = by_key(cast);
    const auto found = offered.find(key_of(shown));
    return found == offered.end() || (offered.size() == 1 && found->second != shown);
}

// After the hub's clock was set back, the old start may lie hours ahead.
bool starts_too_late(const Edition& edition, Time now)
{
    return edition.start > now + edition.turns.front().lasts;
}

// A first round begins with what everybody must know, or else with the day.
std::vector<Turn> first_round(Cast cast, const Pace& pace)
{
    std::optional<Turn> opening;
    for (const Role role : {Role::often, Role::today})
        for (const Slide& slide : cast.others)
            if (!opening && role_of(slide) == role) opening = Turn{slide, time_on_air(slide, pace)};
    std::vector<Interlude> others;
    for (Slide& slide : cast.others)
        others.push_back({std::move(slide)});
    return make_round(opening, {std::move(cast.posts), 0}, std::move(others), pace);
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

Edition arrange(Wall wall, std::vector<Slide> slides, const Edition* previous, const Pace& pace,
                Time now)
{
    Cast cast = cast_of(std::move(slides));
    if (previous && (previous->turns.empty() || has_outstayed(*previous, cast, now)))
        previous = nullptr;
    if (!previous) return {std::move(wall), now, first_round(std::move(cast), pace)};

    const bool late = starts_too_late(*previous, now);
    const Showing on = showing(*previous, now);
    if (!late)
        if (auto same = same_round(*previous, cast, pace, on)) {
            same->wall = std::move(wall);
            return *std::move(same);
        }
    Waiting waiting = in_line(cast.posts, *previous, on.turn);
    auto between = interludes(std::move(cast.others), *previous, on.turn);
    return {std::move(wall), late ? now : seconds_of(on.begins),
            make_round(previous->turns[on.turn], std::move(waiting), std::move(between), pace)};
}

}  // namespace narrowcast
