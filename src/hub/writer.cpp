// SPDX-License-Identifier: Apache-2.0
#include "hub/writer.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr auto expire_every = 1h;
constexpr std::size_t recent_most = 20'000;
constexpr std::size_t recent_page = 500;
constexpr auto between_steps = 20ms;  // of routing anew: the screen beside it needs its core too

}  // namespace

Writer::Writer(Parts parts, Refiner refiner)
    : parts_{std::move(parts)}, refiner_{std::move(refiner)}
{
    for (const SourceConfig& source : parts_.config.hub.sources)
        sources_.emplace(source.name, source);
    went_round();
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

void Writer::run(const std::stop_token& stop)
{
    learn();
    remember_recent(stop);
    std::chrono::milliseconds patience = 0s;
    while (!stop.stop_requested()) {
        went_round();
        if (auto batch = parts_.fetched.pop_for(patience, stop)) take(*std::move(batch), stop);
        learn();
        patience = reroute(stop) ? between_steps : 1s;
        expire_old(seconds_of(parts_.clock()));
    }
}

void Writer::remember_recent(const std::stop_token& stop)
{
    const Time now = seconds_of(parts_.clock());
    PostPlace before{now + 1h, ""};
    std::vector<Post> originals, twins;  // newest first
    for (bool more = true; more && originals.size() + twins.size() < recent_most;) {
        auto page = parts_.store.walk(before, now - 48h, recent_page);
        if (!page) return log::warning("hub", page.error().text);
        more = page->size() == recent_page && !stop.stop_requested();
        if (more) before = {page->back().post.created, page->back().post.id};
        for (RoutedPost& known : *page)
            (known.twin_of.empty() ? originals : twins).push_back(std::move(known.post));
        went_round();
    }
    // Originals first, or a twin that bears an earlier date would take their place.
    for (const auto* posts : {&originals, &twins})
        std::for_each(posts->rbegin(), posts->rend(),
                      [&](const Post& known) { refiner_.remember(known); });
}

// Decisions are counted before they are read: one that comes in between is read again.
void Writer::learn()
{
    const std::uint64_t decisions = parts_.tally.decisions;
    const bool decided = decisions != decisions_;
    if (!to_learn_ && !decided) return;
    to_learn_ = true;
    auto corrected = corrections_in(parts_.store);
    if (!corrected) {
        if (std::exchange(learning_well_, false))
            log::warning(
                "hub", corrected.error().text + " Corrections teach nothing until this is mended.");
        return;
    }
    to_learn_ = false;
    learning_well_ = true;
    decisions_ = decisions;
    learn_from(*corrected);
    if (decided) tell_publisher();  // the post itself was changed with the decision
}

void Writer::learn_from(const std::vector<Corrected>& corrected)
{
    std::string rules = parts_.scoring.rules_with(corrected);
    if (rerouting_ && rules == scored_by_) return;
    refiner_.use(parts_.scoring.scorer(corrected));
    scored_by_ = std::move(rules);
    rerouting_.emplace(parts_.store, refiner_, parts_.config.wall, scored_by_);
    told_first_ = false;
}

// Whether there is more to do at once. The publisher is told of the first change, which may be a
// post that must leave the wall, and when all is done; its own rounds do for the time between.
bool Writer::reroute(const std::stop_token& stop)
{
    if (!rerouting_ || !rerouting_->under_way()) return false;
    const auto changed = rerouting_->step(seconds_of(parts_.clock()), stop);
    if (!changed) {
        if (std::exchange(rerouting_well_, false))
            log::warning("hub", changed.error().text +
                                    " Posts keep their former routes and moods until this is "
                                    "mended.");
        return false;
    }
    rerouting_well_ = true;
    untold_ += *changed;
    if (untold_ > 0 && (!told_first_ || !rerouting_->under_way())) {
        tell_publisher();
        told_first_ = true;
        untold_ = 0;
    }
    return rerouting_->under_way();
}

void Writer::tell_publisher()
{
    ++stored_.changes;
    parts_.stored.set(stored_);
}

void Writer::take(Batch batch, const std::stop_token& stop)
{
    const auto source = sources_.find(batch.source);
    if (source == sources_.end()) return;  // asked before a reload that removed the source
    const Time now = seconds_of(parts_.clock());
    std::vector<RoutedPost> refined;
    refined.reserve(batch.posts.size());
    const std::span<RawPost> posts{batch.posts};
    const std::size_t at_once = parts_.config.hub.scorer.batch;
    for (std::size_t i = 0; i < posts.size(); i += at_once) {
        auto some = refiner_.refine_all(posts.subspan(i, std::min(at_once, posts.size() - i)),
                                        source->second, now, stop);
        if (stop.stop_requested()) return;  // perhaps scored by a stand-in: fetched again
        std::move(some.begin(), some.end(), std::back_inserter(refined));
        went_round();
    }
    if (!write(refined, batch, stop)) return;
    ++parts_.tally.batches;
    if (!refined.empty()) ++stored_.changes;
    stored_.catching_up = batch.more;
    parts_.stored.set(stored_);
}

// False when asked to stop before the store took it: the cursor then stands before these posts,
// and they are fetched again.
bool Writer::write(const std::vector<RoutedPost>& posts, const Batch& batch,
                   const std::stop_token& stop)
{
    auto pause = 1s;
    while (true) {
        const auto put = parts_.store.put(posts, batch.source, batch.next);
        if (put) {
            if (!parts_.tally.store_well) log::info("hub", "the store can be written again");
            parts_.tally.store_well = true;
            parts_.tally.added += put->added;
            parts_.tally.changed += put->changed;
            parts_.tally.same += put->same;
            parts_.tally.gone += put->gone;
            if (put->uncorrected > 0) to_learn_ = true;
            return true;
        }
        ++parts_.tally.store_failures;
        if (parts_.tally.store_well.exchange(false))
            log::error("hub", put.error().text +
                                  " The wall goes on with what it has; nothing is lost, "
                                  "writing is tried again.");
        for (auto waited = 0s; waited < pause && !stop.stop_requested(); waited += 1s) {
            went_round();
            sleep_unless_stopped(1s, stop);
        }
        if (stop.stop_requested()) return false;
        pause = std::min(pause * 2, 30s);
    }
}

void Writer::expire_old(Time now)
{
    if (now - last_expiry_ < expire_every) return;
    last_expiry_ = now;
    const auto expired = parts_.store.expire(now - parts_.config.hub.storage.keep);
    if (!expired) return log::warning("hub", expired.error().text);
    if (*expired == 0) return;
    to_learn_ = true;  // corrections went with their posts
    log::info("hub", std::to_string(*expired) + " posts were older than the configuration keeps");
    tell_publisher();
}

void Writer::went_round()
{
    parts_.tally.writer_seen = seconds_of(parts_.clock()).time_since_epoch().count();
    if (parts_.alive) parts_.alive();
}

}  // namespace narrowcast
