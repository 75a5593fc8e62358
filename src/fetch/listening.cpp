// SPDX-License-Identifier: Apache-2.0
// One source's stream.
#include "fetch/listening.hpp"

#include "fetch/answer.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

using Milliseconds = std::chrono::milliseconds;

bool throttled(const std::optional<Response>& response)
{
    return response && (response->status == 429 || response->status == 420);
}

const Reconnect& schedule_of(const Stream& stream, const std::optional<Response>& response)
{
    if (!response) return stream.network;
    return throttled(response) ? stream.throttled : stream.http;
}

}  // namespace

Listening::Listening(const SourceConfig& source, const Platform& platform, Instant now)
    : source_{&source}, stream_{source.stream ? platform.stream : nullptr}, next_{now}
{
}

std::optional<Request> Listening::question(const Cursor& cursor, Instant now)
{
    if (!stream_ || asked_ || for_good_ || now < next_) return {};
    Request request = stream_->open(*source_, cursor, seconds_of(now));
    if (request.url.empty()) {
        next_ = now + std::chrono::seconds{1};  // perhaps it will have one: a login is under way
        return {};
    }
    asked_ = true;
    heard_ = now;
    return request;
}

void Listening::alive(Instant now)
{
    heard_ = now;
    if (!opened_) opened_ = now;
}

bool Listening::silent(Instant now) const { return asked_ && now - heard_ > stream_->silent; }

// The documented steps, taken to between three quarters and all, so that not all come at once.
Milliseconds Listening::pause_after(const Reconnect& reconnect, Chance& chance) const
{
    Milliseconds pause = reconnect.first;
    for (int i = 1; i < failures_ && pause < reconnect.most; ++i)
        pause = reconnect.linear ? pause + reconnect.first : pause * 2;
    pause = std::min(pause, reconnect.most);
    std::uniform_int_distribution<Milliseconds::rep> part{pause.count() * 3 / 4, pause.count()};
    return Milliseconds{part(chance)};
}

Listening::Closed Listening::closed(const Cursor& cursor, Error error,
                                    const std::optional<Response>& response, Instant now,
                                    Chance& chance)
{
    const bool was_open = opened_.has_value();
    opened_.reset();
    asked_ = false;
    if (response && stream_->refused) {
        auto other = stream_->refused(*source_, cursor, *response);
        if (other) {
            ++failures_;
            next_ = now + pause_after(stream_->network, chance);
            return {*std::move(other), std::move(error)};
        }
        other.error().retry_after = std::max(other.error().retry_after, error.retry_after);
        error = std::move(other).error();
    }
    for_good_ = error.fault == Fault::rejected || error.fault == Fault::refused;
    // A stream that worked and broke off is opened again at once.
    if (!response && was_open && failures_ == 0 && error.retry_after.count() == 0) {
        failures_ = 1;
        next_ = now;
        return {{}, std::move(error)};
    }
    ++failures_;
    Milliseconds pause = pause_after(schedule_of(*stream_, response), chance);
    next_ = now + std::max<Milliseconds>(pause, error.retry_after);
    return {{}, std::move(error)};
}

void Listening::rest(Instant until)
{
    asked_ = false;
    next_ = until;
}

void Listening::at_once(Instant now)
{
    for_good_ = false;
    next_ = now;
}

}  // namespace narrowcast
