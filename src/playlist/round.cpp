// SPDX-License-Identifier: Apache-2.0
#include "playlist/round.hpp"

#include "playlist/cast.hpp"
#include "playlist/slots.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace narrowcast {

namespace {

// What was in no round yet comes before what was.
bool sooner(const Interlude& a, const Interlude& b) { return a.due < b.due; }

// What is on the slide that is on air should not be what follows it.
void avoid_repeating(const Slide& on_air, Waiting& waiting)
{
    if (waiting.fresh > 0) return;
    const auto shown = posts_on(on_air);
    const auto other =
        std::find_if(waiting.posts.begin(), waiting.posts.end(),
                     [&](const PostSlide& post) { return !shown.contains(post.post.id); });
    if (other != waiting.posts.end()) std::rotate(waiting.posts.begin(), other, other + 1);
}

// Finds slots for interludes. What is on air, if it is one of them, stands before the first post:
// in the last slot, so to speak.
class Placing {
public:
    Placing(Slots& slots, std::string on_air) : slots_{slots}, on_air_{std::move(on_air)} {}

    void pinned(std::vector<Interlude>& pinned)
    {
        if (pinned.empty()) return;
        std::stable_sort(pinned.begin(), pinned.end(), sooner);
        const auto on_air = std::find_if(pinned.begin(), pinned.end(),
                                         [&](const Interlude& each) { return is_on_air(each); });
        const bool begins = on_air != pinned.end();
        if (begins) std::rotate(on_air, on_air + 1, pinned.end());
        const std::size_t times = std::max(slots_.size() / posts_between_pinned, pinned.size());
        const std::size_t first = begins ? slots_.size() - 1 : slot_of(pinned.front().due);
        for (std::size_t i = begins ? 1 : 0; i < times; ++i)
            slots_.put(pinned[(begins ? i - 1 : i) % pinned.size()].slide,
                       first + i * slots_.size() / times);
    }

    void today(const Interlude& today)
    {
        const std::size_t half = posts_between_todays / 2;
        const std::size_t times =
            std::max<std::size_t>(1, (slots_.size() + half) / posts_between_todays);
        const bool begins = is_on_air(today);
        const std::size_t first = begins ? slots_.size() - 1 : slot_of(today.due);
        for (std::size_t i = begins ? 1 : 0; i < times; ++i)
            slots_.put(today.slide, first + i * slots_.size() / times);
    }

    void once(const std::vector<Interlude>& others)
    {
        for (std::size_t i = 0; i < others.size(); ++i) {
            if (is_on_air(others[i])) continue;
            const std::size_t posts = ((2 * i + 1) * slots_.size() + others.size()) /
                                      (2 * others.size());  // before it, evenly spread
            const std::size_t spread = posts == 0 ? 0 : posts - 1;
            slots_.put(others[i].slide, others[i].due ? slot_of(others[i].due) : spread);
        }
    }

private:
    bool is_on_air(const Interlude& interlude) const { return key_of(interlude.slide) == on_air_; }

    // Before a post on air nothing comes; one that follows another slide on air is one of those
    // due.
    std::size_t slot_of(std::optional<std::size_t> due) const
    {
        const std::size_t posts = due.value_or(0);
        return on_air_.empty() || posts == 0 ? posts : posts - 1;
    }

    Slots& slots_;
    std::string on_air_;  // key, "" when a post is on air
};

std::set<std::string> fresh_ids(const Waiting& waiting)
{
    std::set<std::string> ids;
    for (std::size_t i = 0; i < waiting.fresh; ++i)
        ids.insert(waiting.posts[i].post.id);
    return ids;
}

struct Sorted {
    std::vector<Interlude> pinned, once;
    std::optional<Interlude> today;
};

Sorted sorted(std::vector<Interlude> interludes)
{
    Sorted sorted;
    for (Interlude& each : interludes) {
        const Role role = role_of(each.slide);
        if (role == Role::today)
            sorted.today = std::move(each);
        else
            (role == Role::often ? sorted.pinned : sorted.once).push_back(std::move(each));
    }
    return sorted;
}

// There are no posts: what there is, one after the other.
std::vector<Turn> without_posts(const std::optional<Turn>& on_air,
                                std::vector<Interlude> interludes, const Pace& pace)
{
    std::vector<Turn> turns;
    if (on_air) turns.push_back(*on_air);
    for (Interlude& each : interludes)
        if (!on_air || key_of(each.slide) != key_of(on_air->slide)) {
            const auto lasts = time_on_air(each.slide, pace);
            turns.push_back({std::move(each.slide), lasts});
        }
    return turns;
}

}  // namespace

std::vector<Turn> make_round(const std::optional<Turn>& on_air, Waiting waiting,
                             std::vector<Interlude> interludes, const Pace& pace)
{
    const auto* post_on_air = on_air ? std::get_if<PostSlide>(&on_air->slide) : nullptr;
    const bool begins_between = on_air && !post_on_air;
    if (waiting.posts.empty() && !post_on_air)
        return without_posts(on_air, std::move(interludes), pace);

    if (begins_between) avoid_repeating(on_air->slide, waiting);
    const std::set<std::string> fresh = fresh_ids(waiting);
    Lined lined = line_up(waiting, post_on_air);
    std::vector<Turn> posts;
    if (post_on_air) posts.push_back(*on_air);
    for (PostSlide& post : lined.posts) {
        const bool is_fresh = fresh.contains(post.post.id);
        Slide slide{std::move(post)};
        const auto lasts = time_on_air(slide, pace);
        posts.push_back({std::move(slide), lasts, is_fresh});
    }
    Slots::Promise promise;
    if (!fresh.empty()) {
        const bool after_fresh = post_on_air && on_air->fresh && lined.first_fresh == 0;
        promise = {lined.first_fresh + (post_on_air ? 1U : 0U), after_fresh ? 1U : 0U};
    }
    Slots slots{posts, begins_between, promise};
    Placing placing{slots, begins_between ? key_of(on_air->slide) : std::string{}};
    Sorted parts = sorted(std::move(interludes));
    placing.pinned(parts.pinned);
    if (parts.today) placing.today(*parts.today);
    placing.once(parts.once);

    std::vector<Turn> turns;
    if (begins_between) turns.push_back(*on_air);
    for (std::size_t i = 0; i < posts.size(); ++i) {
        turns.push_back(std::move(posts[i]));
        for (const Slide* slide : slots.at(i))
            turns.push_back({*slide, time_on_air(*slide, pace)});
    }
    return turns;
}

}  // namespace narrowcast
