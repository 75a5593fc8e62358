// SPDX-License-Identifier: Apache-2.0
// When screens are dark.
#include "lib/calendar.hpp"
#include "narrowcast/playlist.hpp"

#include <optional>
#include <string_view>

namespace narrowcast {

namespace {

struct Minutes {
    int from = 0, until = 0;  // of the local day
};

std::optional<int> minute_of(std::string_view text)
{
    const auto digit = [&](std::size_t i) { return text[i] - '0'; };
    for (const std::size_t i : {0U, 1U, 3U, 4U})
        if (digit(i) < 0 || digit(i) > 9) return {};
    const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
    if (text[2] != ':' || hour > 23 || minute > 59) return {};
    return hour * 60 + minute;
}

// Nothing for what is no span: a screen that stays on is noticed, one that stays dark is not.
std::optional<Minutes> minutes_of(std::string_view text)
{
    constexpr std::size_t one = 5, both = 11;  // "22:00", "22:00-06:30"
    if (text.size() != both || text[one] != '-') return {};
    const auto from = minute_of(text.substr(0, one)), until = minute_of(text.substr(one + 1));
    if (!from || !until || *from == *until) return {};
    return Minutes{*from, *until};
}

}  // namespace

bool is_quiet(const Wall& wall, Instant now)
{
    const auto quiet = minutes_of(wall.quiet_hours);
    if (!quiet) return false;
    const lib::LocalTime local = lib::local_time(seconds_of(now), wall.time_zone);
    const int minute = local.hour * 60 + local.minute;
    if (quiet->from < quiet->until) return minute >= quiet->from && minute < quiet->until;
    return minute >= quiet->from || minute < quiet->until;
}

}  // namespace narrowcast
