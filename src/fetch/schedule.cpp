// SPDX-License-Identifier: Apache-2.0
// When a source is asked next.
#include "fetch/schedule.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

std::chrono::milliseconds up_to(std::chrono::milliseconds most, Chance& chance)
{
    return std::chrono::milliseconds{
        std::uniform_int_distribution<std::chrono::milliseconds::rep>{0, most.count()}(chance)};
}

}  // namespace

Schedule::Schedule(std::chrono::seconds every, Milliseconds spread, Instant now, Chance& chance)
    : every_{every}, set_{now}, next_{now + up_to(spread, chance)}
{
}

bool Schedule::due(Instant now) const { return now >= next_ || now < set_; }

void Schedule::after(Instant now, Milliseconds pause)
{
    set_ = now;
    next_ = now + pause;
}

void Schedule::succeeded(Instant now, bool more, std::optional<std::chrono::seconds> wait)
{
    failures_ = 0;
    burst_ = more ? burst_ + 1 : 0;
    if (!more) return after(now, wait.value_or(every_));
    if (burst_ < longest_burst) return after(now, Milliseconds{0});
    burst_ = 0;
    after(now, std::min<Milliseconds>(every_, Milliseconds{1'000}));
}

void Schedule::succeeded(Instant now, Milliseconds pause)
{
    failures_ = burst_ = 0;
    after(now, pause);
}

void Schedule::postpone(Instant now, Instant until) { after(now, until - now); }

void Schedule::failed(Instant now, std::chrono::seconds retry_after, Chance& chance)
{
    Milliseconds most = first_pause;
    for (int i = 0; i < failures_ && most < longest_pause; ++i)
        most *= 2;
    ++failures_;
    burst_ = 0;
    const Milliseconds pause = up_to(std::min(most, longest_pause), chance);
    // Everybody was told the same Retry-After: the jitter goes on top of it.
    after(now, retry_after.count() > 0 ? retry_after + std::min(pause, first_pause) : pause);
}

void Schedule::at_once(Instant now)
{
    failures_ = 0;
    after(now, Milliseconds{0});
}

}  // namespace narrowcast
