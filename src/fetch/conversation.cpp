// SPDX-License-Identifier: Apache-2.0
// One source's questions and answers.
#include "fetch/conversation.hpp"

#include "fetch/answer.hpp"

#include "lib/curl.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>
#include <iterator>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr auto cursor_kept_every = 5s;  // of a stream that brings nothing for this source
constexpr double part_of_news = 0.3;    // in what a round usually costs

std::string first_url(const SourceJob& job)
{
    return job.platform->ask ? job.platform->ask(job.source, job.cursor, Time{}).url : "";
}

SourceJob with_secret(SourceJob job)
{
    job.source.credential = job.credential;
    return job;
}

// The fetcher refuses to start with a query that cannot be read.
Sieve sieve_of(SourceConfig source)
{
    auto sieve = Sieve::make(source);
    if (sieve) return *std::move(sieve);
    source.query.clear();
    return *Sieve::make(source);
}

// Sessions are secrets, and kept in one place only.
Cursor without_session(Cursor cursor)
{
    cursor.session.clear();
    return cursor;
}

}  // namespace

Conversation::Conversation(SourceJob job, std::string_view quiet_hours,
                           Schedule::Milliseconds spread, Instant now, Chance& chance)
    : job_{with_secret(std::move(job))},
      of_file_{first_url(job_).starts_with("file:")},
      asks_{!first_url(job_).empty()},
      schedule_{job_.source.every, of_file_ ? 0ms : spread, now, chance},
      tempo_{job_.source.every, quiet_hours, job_.source.time_zone},
      sieve_{sieve_of(job_.source)}
{
    state_.name = job_.source.name;
    state_.platform = job_.platform->name;
    state_.next_run = seconds_of(schedule_.next());
}

std::optional<Request> Conversation::question(Instant now, Commons& commons)
{
    if (open_ || batch_ || state_.status == SourceStatus::stopped || !schedule_.due(now)) return {};
    if (!job_.platform->ask || (plugged_ && !gap_)) return {};
    take_session(commons);
    Request request = job_.platform->ask(job_.source, job_.cursor, seconds_of(now));
    if (request.url.empty()) {
        schedule_.postpone(now, now + job_.source.every);
        return {};
    }
    if (!moved_from_.empty() && request.url == moved_from_) request.url = moved_to_;
    if (const auto wait = commons.permit(job_.source, *job_.platform, request, now)) {
        schedule_.postpone(now, wait->until);
        state_.next_run = seconds_of(wait->until);
        state_.budget = commons.budget(job_.source, *job_.platform, seconds_of(now));
        if (!wait->reason.empty() && state_.status != SourceStatus::resting) {
            state_.status = SourceStatus::resting;
            log::info("fetch", state_.name + " rests until " + to_rfc3339(state_.next_run) + ", " +
                                   wait->reason);
        }
        return {};
    }
    if (request.body.empty() && !request.from && !request.login) {
        if (!job_.cursor.etag.empty())
            request.headers.emplace_back("If-None-Match", job_.cursor.etag);
        if (!job_.cursor.last_modified.empty())
            request.headers.emplace_back("If-Modified-Since", job_.cursor.last_modified);
    }
    for (const Spending& spending : request.spends)
        round_[spending.quota] += spending.amount;
    if (came_ == 0 && schedule_.burst() == 0) round_began_ = now;
    open_ = true;
    asked_ = request;
    asked_at_ = seconds_of(now);
    asked_session_ = job_.cursor.session;
    return request;
}

void Conversation::answered(const Result<Response>& response, Instant now, Chance& chance,
                            Commons& commons)
{
    open_ = false;
    commons.settle(job_.source, asked_, response, now, chance);
    if (response && job_.platform->rate_limit)
        tempo_.limited(job_.platform->rate_limit(*response), commons.sharers(job_.source));
    if (!response) {
        failed(response.error(), false, now, chance);
    } else if (response->status == 304) {
        works(now);
        plan(false, last_wait_, now, commons);
    } else {
        read_answer(*response, now, chance, commons);
    }
    state_.budget = commons.budget(job_.source, *job_.platform, seconds_of(now));
    state_.failures = schedule_.failures();
    state_.next_run = seconds_of(schedule_.next());
}

void Conversation::read_answer(const Response& response, Instant now, Chance& chance,
                               Commons& commons)
{
    auto page = job_.platform->read(job_.source, job_.cursor, response);
    if (page) return take(*std::move(page), response, now, commons);
    const Fault fault = page.error().fault;
    Error error = std::move(page).error();
    // A question that costs something is not repeated at once.
    remember_prices({});
    const auto dear = commons.spread(job_.source, *job_.platform, prices_, seconds_of(now));
    error.retry_after =
        std::max(error.retry_after, std::chrono::duration_cast<std::chrono::seconds>(dear));
    failed(error, fault == Fault::rejected || fault == Fault::refused, now, chance);
}

// A validator belongs to one address: it is of no use when the next page has another.
void Conversation::remember_validators(Cursor& next, const Response& response) const
{
    next.etag.clear();
    next.last_modified.clear();
    const Request again = job_.platform->ask(job_.source, next, asked_at_);
    const bool same = again.url == asked_.url || (again.url == moved_from_ && !again.url.empty());
    if (!same || asked_.login) return;
    next.etag = response.header("etag");
    next.last_modified = response.header("last-modified");
}

void Conversation::works(Instant now)
{
    if (state_.status == SourceStatus::failing) log::info("fetch", state_.name + " works again");
    state_.status = plugged_ ? SourceStatus::listening : SourceStatus::working;
    state_.last_success = seconds_of(now);
    state_.last_error.clear();
}

void Conversation::take(Page page, const Response& response, Instant now, Commons& commons)
{
    works(now);
    commons.renewed(job_.source, asked_session_, page.next.session);
    commons.spend(job_.source, *job_.platform, page.spent, now);
    const auto newest_before = state_.newest_post;
    count(page);
    came_ += static_cast<std::size_t>(
        std::count_if(page.posts.begin(), page.posts.end(), [&](const RawPost& post) {
            return post.created && (!newest_before || *post.created > *newest_before);
        }));
    remember_prices(page);
    remember_validators(page.next, response);
    state_.passed_over += sift(page.posts);
    plan(page.more, page.wait, now, commons);
    if (!page.more && gap_ && round_began_ >= plugged_at_) gap_ = false;
    if (page.posts.empty() && without_session(page.next) == without_session(job_.cursor)) {
        job_.cursor = std::move(page.next);
        return;
    }
    job_.cursor = page.next;
    batch_ = Batch{.source = job_.source.name,
                   .platform = std::string{job_.platform->name},
                   .posts = std::move(page.posts),
                   .next = without_session(std::move(page.next)),
                   .more = page.more};
}

// When to ask next. A file is read at its own speed; servers say how long to leave them alone, and
// the rest is a matter of tempo and money.
void Conversation::plan(bool more, std::optional<std::chrono::seconds> wait, Instant now,
                        const Commons& commons)
{
    last_wait_ = wait;
    if (more || of_file_) return schedule_.succeeded(now, more, wait);
    tempo_.came(std::exchange(came_, 0));
    Schedule::Milliseconds pause = tempo_.pause(seconds_of(now));
    if (wait) pause = std::max<Schedule::Milliseconds>(pause, *wait);
    pause = std::max(pause, commons.spread(job_.source, *job_.platform, prices_, seconds_of(now)));
    schedule_.succeeded(now, pause);
}

void Conversation::remember_prices(const Page& page)
{
    for (const Spending& spending : page.spent)
        round_[spending.quota] += spending.amount;
    if (page.more) return;
    for (const auto& [quota, amount] : round_) {
        const auto [known, fresh] = prices_.emplace(quota, amount);
        if (!fresh) known->second += part_of_news * (amount - known->second);
    }
    round_.clear();
}

std::size_t Conversation::sift(std::vector<RawPost>& posts)
{
    return std::erase_if(posts, [&](const RawPost& post) { return !sieve_.passes(post); });
}

void Conversation::count(const Page& page)
{
    state_.posts += page.posts.size();
    for (const RawPost& post : page.posts)
        if (post.created) state_.newest_post = std::max(state_.newest_post, post.created);
    skipped(page.garbled);
}

void Conversation::skipped(const std::vector<std::string>& garbled)
{
    state_.garbled += garbled.size();
    if (garbled.empty()) return;
    std::string first = without_secret(garbled.front(), job_.source);
    if (first == last_garbled_) return;
    last_garbled_ = std::move(first);
    const std::string others =
        garbled.size() > 1 ? " (and " + std::to_string(garbled.size() - 1) + " more)" : "";
    log::warning("fetch", state_.name + ": skipped: " + last_garbled_ + others);
}

void Conversation::failed(const Error& error, bool for_good, Instant now, Chance& chance)
{
    came_ = 0;
    schedule_.failed(now, error.retry_after, chance);
    trouble(error, for_good);
}

// Whatever a server made of its answer: nobody reads our secret in the log or in the console.
void Conversation::trouble(const Error& error, bool for_good)
{
    state_.status = for_good ? SourceStatus::stopped : SourceStatus::failing;
    const std::string text = without_secret(error.text, job_.source);
    if (std::exchange(state_.last_error, text) == text) return;
    if (for_good)
        log::error("fetch", state_.name + " stopped: " + text);
    else
        log::warning("fetch", state_.name + ": " + text + "; tried again later");
}

void Conversation::stream_trouble(const Error& error, bool for_good)
{
    if (!asks_) return trouble(error, for_good);
    const std::string text = without_secret(error.text, job_.source);
    if (std::exchange(last_garbled_, text) == text) return;
    log::warning("fetch", state_.name + ", stream: " + text + "; it is asked every " +
                              std::to_string(job_.source.every.count()) + " s instead");
}

void Conversation::words_came(const std::optional<Error>& why_not, Instant now)
{
    if (why_not) return trouble(*why_not, false);
    if (state_.status == SourceStatus::failing) works(now);
}

void Conversation::heard(std::vector<RawPost> posts, std::optional<Cursor> next, Instant now)
{
    state_.posts += posts.size();
    state_.last_success = seconds_of(now);
    for (const RawPost& post : posts)
        if (post.created) state_.newest_post = std::max(state_.newest_post, post.created);
    if (gap_) next.reset();
    if (posts.empty() && !next) return;
    if (!pending_)
        pending_ = Batch{.source = job_.source.name,
                         .platform = std::string{job_.platform->name},
                         .posts = {},
                         .next = {},
                         .more = false};
    std::move(posts.begin(), posts.end(), std::back_inserter(pending_->posts));
    if (!next) return;
    next->session = job_.cursor.session;
    job_.cursor = *std::move(next);
    pending_->next = without_session(job_.cursor);
}

void Conversation::plugged(Instant now)
{
    plugged_ = true;
    plugged_at_ = now;
    gap_ = job_.platform->stream->gap_by_polling;
    works(now);
    if (gap_ && !open_) schedule_.at_once(now);
}

void Conversation::unplugged(Instant now)
{
    if (!std::exchange(plugged_, false)) return;
    if (state_.status == SourceStatus::listening) state_.status = SourceStatus::working;
    if (schedule_.next() < now) schedule_.postpone(now, now + job_.source.every);
}

bool Conversation::hand_over(Channel<Batch>& out, Instant now)
{
    if (batch_ && !out.try_push(*batch_)) return false;
    batch_.reset();
    if (!pending_) return true;
    if (pending_->posts.empty() && now - kept_at_ < cursor_kept_every) return true;
    if (!out.try_push(*pending_)) return false;
    pending_.reset();
    kept_at_ = now;
    return true;
}

void Conversation::moved(const std::string& from, const std::string& to, const FetchNotes& notes)
{
    if (from == moved_from_ || from == to) return;
    if (from == moved_to_) return;  // it moves on and on: the first one is always asked then
    moved_from_ = from;
    moved_to_ = to;
    log::info("fetch", state_.name + " moved for good to " + lib::printable_url(to) +
                           ": please change its address");
    if (notes.keep) notes.keep("fetch.moved." + state_.name, from + "\n" + to);
}

void Conversation::recall(const FetchNotes& notes)
{
    if (!notes.read) return;
    const std::string kept = notes.read("fetch.moved." + state_.name);
    const auto end = kept.find('\n');
    if (end == std::string::npos) return;
    moved_from_ = kept.substr(0, end);
    moved_to_ = kept.substr(end + 1);
}

void Conversation::at_once(Instant now)
{
    if (state_.status == SourceStatus::stopped) state_.status = SourceStatus::waiting;
    schedule_.at_once(now);
    state_.next_run = seconds_of(now);
}

}  // namespace narrowcast
