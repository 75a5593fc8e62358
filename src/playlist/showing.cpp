// SPDX-License-Identifier: Apache-2.0
// Which slide is on at a given moment.
#include "narrowcast/playlist.hpp"

#include <algorithm>
#include <cassert>

namespace narrowcast {

namespace {

using std::chrono::milliseconds;

// An edition may come from a file or another version: no turn may be endless or
// take no time.
milliseconds on_air(const Turn& turn)
{
    return std::clamp<std::chrono::seconds>(turn.lasts, std::chrono::seconds{1},
                                            std::chrono::hours{24});
}

}  // namespace

Showing showing(const Edition& edition, Instant now)
{
    assert(!edition.turns.empty());
    const Instant start{edition.start};
    if (now < start) return {0, 0, start, start + on_air(edition.turns.front())};

    milliseconds round{0};
    for (const Turn& turn : edition.turns)
        round += on_air(turn);
    const milliseconds elapsed = now - start;

    Showing on{0, 0, start + (elapsed / round) * round, {}};
    on.ends = on.begins + on_air(edition.turns.front());
    while (on.ends <= now) {
        ++on.turn;
        on.begins = on.ends;
        on.ends += on_air(edition.turns[on.turn]);
    }
    on.progress = static_cast<double>((now - on.begins).count()) /
                  static_cast<double>((on.ends - on.begins).count());
    return on;
}

}  // namespace narrowcast
