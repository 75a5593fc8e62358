// SPDX-License-Identifier: Apache-2.0
// All that goes on with one source: its questions, its stream, and its posts on the wall. Pure.
#pragma once

#include "fetch/completion.hpp"
#include "fetch/conversation.hpp"
#include "fetch/listening.hpp"
#include "fetch/recheck.hpp"

#include "lib/event_stream.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace narrowcast {

class SourceLine {
public:
    // Whether the store holds a post; left empty: it may.
    using Holds = std::function<bool(const std::string& post_id)>;

    SourceLine(SourceJob job, const FetchConfig& config, Holds holds, Instant now, Chance& chance);
    SourceLine(SourceLine&&) = delete;

    Conversation conversation;
    Recheck recheck;
    Listening listening;
    Completion completion;

    // Where to listen, if it is time to and there is room for what comes.
    std::optional<Request> stream_to_open(Instant now, const Commons& commons);

    // Bytes of an event stream or of lines. False: the stream is of no more use, and `fault` says
    // why.
    bool feed(std::string_view bytes, Instant now);
    // One message of a WebSocket.
    bool feed_message(std::string data, Instant now);
    void signs_of_life(Instant now);  // it is open, or a heartbeat came
    const Error& fault() const { return fault_; }
    void stop(Error why) { fault_ = std::move(why); }  // what feed() says of the next bytes
    Error take_fault() { return std::exchange(fault_, {}); }

    // What came since the last call has cost this. `stream_price`: what opening the stream takes.
    std::vector<Spending> take_spent() { return std::exchange(spent_, {}); }
    const std::vector<Spending>& stream_price() const { return stream_price_; }

    // It ended; `response`: what the server said instead of a stream.
    void stream_closed(const Error& error, const std::optional<Response>& response, Instant now,
                       Chance& chance);

    // Brings what is complete to the conversation.
    void move_on(Instant now);

    // Keeps what waits for its words over a restart: what came, at once; what went, when it has
    // surely been written.
    void keep_waiting(const FetchNotes& notes, Instant now);
    void recall(const FetchNotes& notes);

    // More came than can be handed on: the stream is to be cut, or not read for a while.
    bool full() const;

private:
    bool hear(const Frame& frame, Instant now);
    std::optional<bool> concerns_us(const RawPost& post);

    Holds holds_;
    std::string stream_url_;
    Cursor stream_cursor_;
    std::variant<std::monostate, lib::EventReader, lib::LineReader> reader_;
    Error fault_;
    std::vector<Spending> spent_, stream_price_;
    std::vector<std::string> recent_;  // ids handed on, a ring
    std::size_t oldest_ = 0;
    std::string kept_waiting_;
    std::uint64_t kept_brought_ = 0;
    Instant waiting_kept_at_{};
};

}  // namespace narrowcast
