// SPDX-License-Identifier: Apache-2.0
// One source's questions and answers.
#include "fetch/conversation.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

bool is_file(const SourceJob& job)
{
    return job.platform->ask(job.source, job.cursor).url.starts_with("file:");
}

SourceJob with_secret(SourceJob job)
{
    job.source.credential = job.credential;
    return job;
}

}  // namespace

Conversation::Conversation(SourceJob job, Schedule::Milliseconds spread, Instant now,
                           Chance& chance)
    : job_{with_secret(std::move(job))},
      schedule_{job_.source.every, is_file(job_) ? Schedule::Milliseconds{0} : spread, now, chance}
{
    state_.name = job_.source.name;
    state_.platform = job_.platform->name;
    state_.next_run = seconds_of(schedule_.next());
}

std::optional<Request> Conversation::question(Instant now)
{
    if (open_ || batch_ || state_.status == SourceStatus::stopped || !schedule_.due(now)) return {};
    Request request = job_.platform->ask(job_.source, job_.cursor);
    if (request.body.empty() && !request.from) {
        if (!job_.cursor.etag.empty())
            request.headers.emplace_back("If-None-Match", job_.cursor.etag);
        if (!job_.cursor.last_modified.empty())
            request.headers.emplace_back("If-Modified-Since", job_.cursor.last_modified);
    }
    open_ = true;
    asked_url_ = request.url;
    return request;
}

void Conversation::answered(const Result<Response>& response, Instant now, Chance& chance)
{
    open_ = false;
    if (!response) {
        failed(response.error(), false, now, chance);
    } else if (response->status == 304) {
        schedule_.unchanged(now);
        state_.status = SourceStatus::working;
        state_.last_success = seconds_of(now);
        state_.last_error.clear();
    } else if (auto page = job_.platform->read(job_.source, job_.cursor, *response)) {
        take(*std::move(page), *response, now);
    } else {
        const Fault fault = page.error().fault;
        failed(page.error(), fault == Fault::rejected || fault == Fault::refused, now, chance);
    }
    state_.failures = schedule_.failures();
    state_.next_run = seconds_of(schedule_.next());
}

// A validator belongs to one address: it is of no use when the next page has another.
void Conversation::remember_validators(Cursor& next, const Response& response) const
{
    next.etag.clear();
    next.last_modified.clear();
    if (job_.platform->ask(job_.source, next).url != asked_url_) return;
    next.etag = response.header("etag");
    next.last_modified = response.header("last-modified");
}

void Conversation::take(Page page, const Response& response, Instant now)
{
    if (state_.status == SourceStatus::failing) log::info("fetch", state_.name + " works again");
    state_.status = SourceStatus::working;
    state_.last_success = seconds_of(now);
    state_.last_error.clear();
    count(page);
    remember_validators(page.next, response);
    schedule_.succeeded(now, page.more, page.wait);
    if (page.posts.empty() && page.next == job_.cursor) return;
    job_.cursor = page.next;
    batch_ = Batch{.source = job_.source.name,
                   .platform = std::string{job_.platform->name},
                   .posts = std::move(page.posts),
                   .next = std::move(page.next),
                   .more = page.more};
}

void Conversation::count(const Page& page)
{
    state_.posts += page.posts.size();
    state_.garbled += page.garbled.size();
    for (const RawPost& post : page.posts)
        if (post.created) state_.newest_post = std::max(state_.newest_post, post.created);
    if (page.garbled.empty() || page.garbled.front() == last_garbled_) return;
    last_garbled_ = page.garbled.front();
    const std::string others = page.garbled.size() > 1
                                   ? " (and " + std::to_string(page.garbled.size() - 1) + " more)"
                                   : "";
    log::warning("fetch", state_.name + ": skipped: " + last_garbled_ + others);
}

void Conversation::failed(const Error& error, bool for_good, Instant now, Chance& chance)
{
    schedule_.failed(now, error.retry_after, chance);
    state_.status = for_good ? SourceStatus::stopped : SourceStatus::failing;
    const bool news = error.text != state_.last_error;
    state_.last_error = error.text;
    if (!news) return;
    if (for_good)
        log::error("fetch", state_.name + " stopped: " + error.text);
    else
        log::warning("fetch", state_.name + ": " + error.text + "; tried again later");
}

bool Conversation::hand_over(Channel<Batch>& out)
{
    if (batch_ && !out.try_push(*batch_)) return false;
    batch_.reset();
    return true;
}

void Conversation::at_once(Instant now)
{
    if (state_.status == SourceStatus::stopped) state_.status = SourceStatus::waiting;
    schedule_.at_once(now);
    state_.next_run = seconds_of(now);
}

}  // namespace narrowcast
