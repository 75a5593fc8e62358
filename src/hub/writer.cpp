// SPDX-License-Identifier: Apache-2.0
#include "hub/writer.hpp"

#include "hub/reunion.hpp"
#include "narrowcast/base/log.hpp"
#include "narrowcast/publish.hpp"

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
constexpr std::size_t undated_at_once = 3;
const std::string heard = "source heard: ";  // name of a note
constexpr std::chrono::seconds early = 2h;   // a platform's limit is kept although nobody looks
constexpr auto between_steps = 20ms;  // of routing anew: the screen beside it needs its core too

// What a source without dates had before we came may be of last year. Feeds begin with their
// newest. `then`: on no chart, on no wall.
void date_old_news(std::vector<RawPost>& posts, Time then)
{
    std::size_t undated = 0;
    for (RawPost& post : posts)
        if (!post.created && ++undated > undated_at_once) post.created = then;
}

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
        reunite(seconds_of(parts_.clock()));
    }
    // Who brought posts was told that they are taken; what was fetched is fetched again.
    while (auto batch = parts_.fetched.pop_for(0s, {}))
        if (!batch->next) take(*std::move(batch), stop);
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
    if (!decided) return;
    to_adopt_ = true;  // an author may have been forgotten
    tell_publisher();  // the post itself was changed with the decision
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

// Nothing is lost when it fails: orphans are found again.
void Writer::reunite(Time now)
{
    auto changed = part_from_edited(parts_.store, refiner_);
    if (changed && to_adopt_) {
        const auto adopted = adopt_orphans(parts_.store, refiner_, now);
        changed = adopted ? Result<std::size_t>{*changed + *adopted} : adopted;
    }
    if (!changed) {
        if (std::exchange(reuniting_well_, false))
            log::warning("hub", changed.error().text +
                                    " Posts that repeat a deleted one stay away from the wall "
                                    "until this is mended.");
        return;
    }
    reuniting_well_ = true;
    to_adopt_ = false;
    if (*changed > 0) tell_publisher();
}

bool Writer::is_first_answer(const Batch& batch)
{
    if (!batch.next || answered_.contains(batch.source)) return false;
    const auto noted = parts_.store.note(heard + batch.source);
    if (noted && !noted->empty()) answered_.insert(batch.source);
    return noted && noted->empty();
}

// Kept in the store: after a restart the source is no new one.
void Writer::note_answer(const Batch& batch)
{
    if (!batch.next || answered_.contains(batch.source)) return;
    if (parts_.store.keep_note(heard + batch.source, "yes")) answered_.insert(batch.source);
}

void Writer::take(Batch batch, const std::stop_token& stop)
{
    const auto source = sources_.find(batch.source);
    if (source == sources_.end()) return;  // asked before a reload that removed the source
    const Time now = seconds_of(parts_.clock());
    if (is_first_answer(batch))
        date_old_news(batch.posts,
                      oldest_on_charts(parts_.config.wall, now) - std::chrono::days{1});
    std::vector<RoutedPost> refined;
    refined.reserve(batch.posts.size());
    const std::span<RawPost> posts{batch.posts};
    const std::size_t at_once = parts_.config.hub.scorer.batch;
    for (std::size_t i = 0; i < posts.size(); i += at_once) {
        auto some = refiner_.refine_all(posts.subspan(i, std::min(at_once, posts.size() - i)),
                                        source->second, now, stop);
        // perhaps scored by a stand-in: fetched again
        if (stop.stop_requested() && batch.next) return;
        std::move(some.begin(), some.end(), std::back_inserter(refined));
        went_round();
    }
    if (!write(refined, batch, stop)) return;
    note_answer(batch);
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
            if (put->orphaned > 0) to_adopt_ = true;
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
    auto expired = parts_.store.expire(now - parts_.config.hub.storage.keep);
    for (const StorageRule& rule : storage_rules()) {
        if (!expired) break;
        const auto of_platform = parts_.store.expire(now - rule.most + early, rule.platform);
        expired = of_platform ? Result<std::size_t>{*expired + *of_platform} : of_platform;
    }
    if (!expired) return log::warning("hub", expired.error().text);
    if (*expired == 0) return;
    to_learn_ = true;  // corrections went with their posts
    to_adopt_ = true;
    log::info("hub", std::to_string(*expired) +
                         " posts were older than the configuration or their platform allows");
    tell_publisher();
}

void Writer::went_round()
{
    parts_.tally.writer_seen = seconds_of(parts_.clock()).time_since_epoch().count();
    if (parts_.alive) parts_.alive();
}

}  // namespace narrowcast
