// SPDX-License-Identifier: Apache-2.0
// All that goes on with one source.
#include "fetch/source_line.hpp"

#include "fetch/answer.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>
#include <iterator>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr Schedule::Milliseconds widest_spread{3'000};
constexpr std::size_t most_recent = 2'000;  // ids of posts that the store may not hold yet
constexpr auto surely_written = 10s;        // after it was handed over

std::string name_of_waiting(const SourceConfig& source) { return "fetch.waiting." + source.name; }

}  // namespace

SourceLine::SourceLine(SourceJob job, const FetchConfig& config, Holds holds, Instant now,
                       Chance& chance)
    : conversation{std::move(job), config.quiet_hours,
                   std::min<Schedule::Milliseconds>(job.source.every, widest_spread), now, chance},
      recheck{conversation.source(), conversation.platform(), config.recheck, now},
      listening{conversation.source(), conversation.platform(), now},
      completion{conversation.source(), conversation.platform()},
      holds_{std::move(holds)}
{
}

std::optional<Request> SourceLine::stream_to_open(Instant now, const Commons& commons)
{
    if (!listening.wanted() || full()) return {};
    conversation.take_session(commons);
    auto request = listening.question(conversation.cursor(), now);
    if (!request) return {};
    if (const auto wait =
            commons.room(conversation.source(), conversation.platform(), request->spends, now)) {
        listening.rest(wait->until);
        return {};
    }
    stream_price_ = request->spends;
    stream_url_ = request->url;
    stream_cursor_ = conversation.cursor();
    using Framing = Stream::Framing;
    const Framing framing = listening.stream().framing;
    if (framing == Framing::events)
        reader_ = lib::EventReader{};
    else if (framing == Framing::lines)
        reader_ = lib::LineReader{};
    else
        reader_ = std::monostate{};
    return request;
}

void SourceLine::signs_of_life(Instant now)
{
    const bool opens = !listening.open();
    listening.alive(now);
    if (!opens) return;
    conversation.plugged(now);
    log::info("fetch", conversation.state().name + " listens to " + host_of(stream_url_));
}

bool SourceLine::feed(std::string_view bytes, Instant now)
{
    signs_of_life(now);
    bool well = true;
    const auto frame = [&](std::string event, std::string_view data, std::string id) {
        well = well && hear({.event = std::move(event),
                             .data = std::string{data},
                             .id = std::move(id),
                             .url = stream_url_,
                             .received = seconds_of(now)},
                            now);
    };
    bool read = true;
    if (auto* events = std::get_if<lib::EventReader>(&reader_))
        read = events->feed(
            bytes, [&](const lib::StreamEvent& event) { frame(event.type, event.data, event.id); });
    else if (auto* lines = std::get_if<lib::LineReader>(&reader_))
        read = lines->feed(bytes, [&](std::string_view line) { frame("", line, ""); });
    if (!read) fault_ = {Fault::later, host_of(stream_url_) + " sent a message without end", {}};
    return read && well;
}

bool SourceLine::feed_message(std::string data, Instant now)
{
    signs_of_life(now);
    return hear({.event = {},
                 .data = std::move(data),
                 .id = {},
                 .url = stream_url_,
                 .received = seconds_of(now)},
                now);
}

// Of what was deleted on a whole network only a little was ever ours.
std::optional<bool> SourceLine::concerns_us(const RawPost& post)
{
    if (!post.deleted) return conversation.sieve().passes(post);
    if (std::find(recent_.begin(), recent_.end(), post.native_id) != recent_.end()) return true;
    if (holds_ && !holds_(std::string{conversation.platform().name} + ":" + post.native_id))
        return {};
    return true;
}

bool SourceLine::hear(const Frame& frame, Instant now)
{
    auto page = listening.stream().read(conversation.source(), stream_cursor_, frame);
    if (!page) {
        if (page.error().fault == Fault::garbled) {
            conversation.skipped({page.error().text});
            return true;
        }
        fault_ = std::move(page).error();
        return false;
    }
    listening.worked();
    conversation.skipped(page->garbled);
    std::move(page->spent.begin(), page->spent.end(), std::back_inserter(spent_));
    for (RawPost& post : page->posts) {
        const auto ours = concerns_us(post);
        if (!ours) continue;
        if (!*ours) {
            conversation.passed_over();
            continue;
        }
        if (recent_.size() < most_recent)
            recent_.push_back(post.native_id);
        else
            recent_[oldest_++ % most_recent] = post.native_id;
        completion.add(std::move(post), {});
    }
    if (page->next != stream_cursor_) {
        stream_cursor_ = page->next;
        completion.add({}, std::move(page->next));
    }
    move_on(now);
    return true;
}

void SourceLine::move_on(Instant now)
{
    auto done = completion.take();
    if (!done.posts.empty() || done.next)
        conversation.heard(std::move(done.posts), std::move(done.next), now);
}

void SourceLine::keep_waiting(const FetchNotes& notes, Instant now)
{
    const bool more_came = completion.bare_brought() != kept_brought_;
    if (!notes.keep || (!more_came && kept_waiting_.empty())) return;
    if (!more_came && now - waiting_kept_at_ < surely_written) return;
    kept_brought_ = completion.bare_brought();
    waiting_kept_at_ = now;
    std::string waiting = completion.bare_spelled();
    if (waiting == kept_waiting_) return;
    notes.keep(name_of_waiting(conversation.source()), waiting);
    kept_waiting_ = std::move(waiting);
}

void SourceLine::recall(const FetchNotes& notes)
{
    conversation.recall(notes);
    if (!notes.read || !conversation.platform().lacks) return;
    kept_waiting_ = notes.read(name_of_waiting(conversation.source()));
    completion.recall(kept_waiting_);
}

bool SourceLine::full() const
{
    return conversation.full() || completion.waiting() >= Conversation::most_pending;
}

void SourceLine::stream_closed(const Error& error, const std::optional<Response>& response,
                               Instant now, Chance& chance)
{
    const bool was_open = listening.open();
    auto closed = listening.closed(conversation.cursor(), error, response, now, chance);
    if (closed.next) conversation.begin_at(*std::move(closed.next));
    conversation.unplugged(now);
    if (was_open && closed.error.fault == Fault::later)
        log::info("fetch", conversation.state().name + ", stream: " + closed.error.text);
    else
        conversation.stream_trouble(closed.error, listening.for_good());
}

}  // namespace narrowcast
