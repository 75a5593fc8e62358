// SPDX-License-Identifier: Apache-2.0
// Reads Server-Sent Events (WHATWG HTML, 9.2) from bytes cut anywhere. Pure; one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace narrowcast {

struct StreamEvent {
    std::string type;  // "message" when the stream did not say
    std::string data;  // lines joined by \n
    std::string id;    // the last one the stream gave
    bool operator==(const StreamEvent&) const = default;
};

class EventStream {
public:
    static constexpr std::size_t largest_event = 16U * 1024 * 1024;

    // Calls `on_event` for every event that `bytes` completes. False when one grows beyond
    // `largest_event`: the stream is of no more use.
    bool feed(std::string_view bytes, const std::function<void(const StreamEvent&)>& on_event);

    // How long the other side wants to be left alone before it is called again.
    std::optional<std::chrono::milliseconds> retry() const { return retry_; }

private:
    void end_line(const std::function<void(const StreamEvent&)>& on_event);
    void field(std::string_view name, std::string_view value);

    std::string line_;
    StreamEvent event_;
    bool has_data_ = false;
    bool after_return_ = false;  // a \n now belongs to the \r before it
    bool first_line_ = true;     // may begin with a byte order mark
    std::optional<std::chrono::milliseconds> retry_;
};

}  // namespace narrowcast
