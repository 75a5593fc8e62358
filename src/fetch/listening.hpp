// SPDX-License-Identifier: Apache-2.0
// One source's stream: when to open it, what its frames say, and when to open it again. Pure.
#pragma once

#include "fetch/schedule.hpp"

#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/platform.hpp"

#include <optional>
#include <string>

namespace narrowcast {

class Listening {
public:
    // Both outlive this.
    Listening(const SourceConfig& source, const Platform& platform, Instant now);

    // Whether this source has a stream at all.
    bool wanted() const { return stream_ != nullptr; }

    // What to open, if it is time to. opened() or closed() follows.
    std::optional<Request> question(const Cursor& cursor, Instant now);

    void alive(Instant now);  // bytes came; the first ones open it
    bool open() const { return opened_.has_value(); }
    std::optional<Instant> opened() const { return opened_; }

    // True when it has been silent for longer than its platform ever is.
    bool silent(Instant now) const;

    // Frames were understood: failures in a row are over.
    void worked() { failures_ = 0; }

    // It ended, or could not be opened. `response`: what the server said instead of a stream.
    struct Closed {
        std::optional<Cursor> next;  // to go on with, where the platform says another one
        Error error;                 // in the platform's own words, where it has some
    };
    Closed closed(const Cursor& cursor, Error error, const std::optional<Response>& response,
                  Instant now, Chance& chance);

    Instant next() const { return next_; }
    bool for_good() const { return for_good_; }  // only a person can mend it
    void at_once(Instant now);                   // a person asked for it
    void rest(Instant until);                    // instead of opening what question() gave

    const Stream& stream() const { return *stream_; }

private:
    std::chrono::milliseconds pause_after(const Reconnect& reconnect, Chance& chance) const;

    const SourceConfig* source_;
    const Stream* stream_;
    std::optional<Instant> opened_;
    Instant heard_{};  // the last sign of life
    Instant next_;
    bool asked_ = false, for_good_ = false;
    int failures_ = 0;  // in a row
};

}  // namespace narrowcast
