// SPDX-License-Identifier: Apache-2.0
// Streams of text from bytes cut anywhere: Server-Sent Events (WHATWG HTML, 9.2) and lines, as of
// NDJSON. Pure; one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace narrowcast::lib {

struct StreamEvent {
    std::string type;  // "message" when the stream did not say
    std::string data;  // lines joined by \n
    std::string id;    // the last one the stream gave
    bool operator==(const StreamEvent&) const = default;
};

class EventReader {
public:
    static constexpr std::size_t usual_most = 16U * 1024 * 1024;
    explicit EventReader(std::size_t largest_event = usual_most) : largest_{largest_event} {}

    // Calls `on_event` for every event that `bytes` completes. False when one grows beyond the
    // largest: the stream is of no more use.
    bool feed(std::string_view bytes, const std::function<void(const StreamEvent&)>& on_event);

    // How long the other side wants to be left alone before it is called again.
    std::optional<std::chrono::milliseconds> retry() const { return retry_; }

private:
    void end_line(const std::function<void(const StreamEvent&)>& on_event);
    void field(std::string_view name, std::string_view value);

    std::size_t largest_;
    std::string line_;
    StreamEvent event_;
    bool has_data_ = false;
    bool after_return_ = false;  // a \n now belongs to the \r before it
    bool first_line_ = true;     // may begin with a byte order mark
    std::optional<std::chrono::milliseconds> retry_;
};

class LineReader {
public:
    static constexpr std::size_t usual_most = 1024U * 1024;
    explicit LineReader(std::size_t longest_line = usual_most) : longest_{longest_line} {}

    // Calls `on_line` for every line that `bytes` completes, without its end (LF or CRLF) and
    // without a byte order mark before the first. Empty lines are signs of life and no lines; what
    // stands behind the last end is no line yet. False when one grows beyond the longest: the
    // stream is of no more use.
    bool feed(std::string_view bytes, const std::function<void(std::string_view)>& on_line);

private:
    void end_line(const std::function<void(std::string_view)>& on_line);

    std::size_t longest_;
    std::string line_;
    bool first_line_ = true;
};

}  // namespace narrowcast::lib
