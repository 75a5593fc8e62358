// SPDX-License-Identifier: Apache-2.0
#include "hub/rerouting.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/log.hpp"
#include "narrowcast/publish.hpp"

#include <utility>

namespace narrowcast {
namespace {

constexpr std::size_t posts_a_step = 100;
constexpr std::string_view routed_by = "routed by", scored_by = "scored by";
constexpr std::string_view half_done = "a change that is not finished";

// All settings that a route depends on, and nothing else: a new colour moves no posts. The number
// rises when the same settings come to mean other routes.
std::string rules_of(const WallConfig& config)
{
    Json screens = Json::array();
    for (const ScreenConfig& screen : config.screens)
        screens.push_back({screen.name, screen.department});
    return dump(Json{{"version", 2},
                     {"topics", write(config.topics)},
                     {"departments", write(config.departments)},
                     {"screens", std::move(screens)},
                     {"blocked", write(config.blocked)},
                     {"accounts", config.company.accounts},
                     {"sure_from", config.look.sure_from}});
}

}  // namespace

Rerouting::Rerouting(Store& store, const Refiner& refiner, const WallConfig& config,
                     std::string scoring)
    : store_{store},
      refiner_{refiner},
      config_{config},
      rules_{rules_of(config)},
      scoring_{std::move(scoring)}
{
}

Result<std::size_t> Rerouting::step(Time now, const std::stop_token& stop)
{
    if (state_ == State::unknown) TRY(begin(now));
    if (state_ == State::done) return std::size_t{0};
    auto page = TRY(store_.walk(before_, from_, posts_a_step));
    const bool last = page.size() < posts_a_step;
    PostPlace place = before_;
    if (!page.empty()) place = {page.back().post.created, page.back().post.id};
    if (scores_)
        page = refiner_.score_again(std::move(page), stop);
    else
        for (RoutedPost& routed : page)
            routed = refiner_.route_again(std::move(routed));
    if (stop.stop_requested()) return std::size_t{0};  // these scores may be of a stand-in
    // not by a call of its own: what put() promises of counts and decisions then holds here too
    std::size_t changed = 0;
    if (!page.empty()) changed = TRY(store_.put(page, "", {})).changed;
    before_ = std::move(place);
    changed_ += changed;
    if (last) TRY(end());
    return changed;
}

// Whether posts are held that other rules made so, or that a change left half done.
Result<bool> Rerouting::is_stale(std::string_view note, std::string_view rules)
{
    const std::string noted = TRY(store_.note(note));
    if (noted == rules) return false;
    // or going back to the former configuration in the middle would seem to need no change
    if (noted != half_done) TRY(store_.keep_note(note, half_done));
    return true;
}

Result<void> Rerouting::begin(Time now)
{
    const bool routes = TRY(is_stale(routed_by, rules_));
    scores_ = TRY(is_stale(scored_by, scoring_));
    state_ = routes || scores_ ? State::walking : State::done;
    before_ = {Time::max(), ""};
    from_ = oldest_on_charts(config_, now);
    return {};
}

Result<void> Rerouting::end()
{
    TRY(store_.keep_note(routed_by, rules_));
    TRY(store_.keep_note(scored_by, scoring_));
    state_ = State::done;
    if (changed_ > 0)
        log::info("hub", std::string{scores_ ? "what moods are scored by had changed"
                                             : "topics, departments, screens or what is blocked "
                                               "had changed"} +
                             "; stored posts that are otherwise now: " + std::to_string(changed_));
    return {};
}

}  // namespace narrowcast
