// SPDX-License-Identifier: Apache-2.0
// How long to wait between two rounds of questions.
#include "fetch/tempo.hpp"

#include "lib/calendar.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {
namespace {

constexpr double slowly = 0.1;      // part of a round in the sliding mean
constexpr int rounds_to_learn = 5;  // the first ones bring what was written before
constexpr double storm_from = 5;    // posts a round, and
constexpr double storm_times = 3;   // so many times the usual number

// "23:00" in minutes; -1 if it is no time of day.
int minutes_of(std::string_view text)
{
    const auto digit = [&](std::size_t i) {
        return i < text.size() && text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : -1000;
    };
    if (text.size() != 5 || text[2] != ':') return -1;
    const int minutes = (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
    return minutes >= 0 && minutes <= 24 * 60 ? minutes : -1;
}

}  // namespace

Tempo::Tempo(std::chrono::seconds every, std::string_view quiet_hours, std::string_view zone)
    : every_{every}, zone_{zone}
{
    const auto dash = quiet_hours.find('-');
    if (dash == std::string_view::npos) return;
    quiet_from_ = minutes_of(quiet_hours.substr(0, dash));
    quiet_until_ = minutes_of(quiet_hours.substr(dash + 1));
}

bool Tempo::quiet(Time now) const
{
    if (quiet_from_ < 0 || quiet_until_ < 0) return false;
    const lib::LocalTime local = lib::local_time(now, zone_);
    const int minute = local.hour * 60 + local.minute;
    if (quiet_from_ <= quiet_until_) return minute >= quiet_from_ && minute < quiet_until_;
    return minute >= quiet_from_ || minute < quiet_until_;
}

void Tempo::came(std::size_t posts)
{
    const auto count = static_cast<double>(posts);
    storm_ = rounds_ >= rounds_to_learn && count >= storm_from && count >= storm_times * usual_;
    // In a storm rounds are shorter: what it brings says little of what is usual.
    if (storm_) return;
    ++rounds_;
    usual_ += (count - usual_) * std::max(slowly, 1.0 / rounds_);
}

void Tempo::limited(std::optional<RateLimit> limit, std::size_t sharers)
{
    if (limit) limit_ = limit;
    sharers_ = std::max<std::size_t>(sharers, 1);
}

Tempo::Milliseconds Tempo::spread(double left, double price, std::chrono::seconds renewal)
{
    const Milliseconds whole = std::max<Milliseconds>(renewal, Milliseconds{0});
    const double rounds = price > 0 ? std::floor(left / price) : 1e9;
    if (rounds < 1) return whole;
    return Milliseconds{
        static_cast<Milliseconds::rep>(static_cast<double>(whole.count()) / rounds)};
}

Tempo::Milliseconds Tempo::pause(Time now) const
{
    Milliseconds pause = every_;
    if (storm_)
        pause = std::max(pause / storm_faster, std::min<Milliseconds>(pause, fastest));
    else if (quiet(now))
        pause *= quiet_slower;
    if (!limit_ || limit_->resets <= now) return pause;
    // one is left for a person who wants to see something now
    const double ours = (limit_->remaining - 1) / static_cast<double>(sharers_);
    return std::max(pause, spread(ours, 1, limit_->resets - now));
}

}  // namespace narrowcast
