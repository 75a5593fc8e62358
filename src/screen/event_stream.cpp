// SPDX-License-Identifier: Apache-2.0
// The parser of event streams.
#include "screen/event_stream.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace narrowcast {

bool EventStream::feed(std::string_view bytes,
                       const std::function<void(const StreamEvent&)>& on_event)
{
    while (!bytes.empty()) {
        if (after_return_ && bytes.front() == '\n') bytes.remove_prefix(1);
        after_return_ = false;
        const std::size_t end = bytes.find_first_of("\r\n");
        line_.append(bytes.substr(0, end));
        if (line_.size() + event_.data.size() > largest_event) return false;
        if (end == std::string_view::npos) return true;
        after_return_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        end_line(on_event);
    }
    return true;
}

void EventStream::end_line(const std::function<void(const StreamEvent&)>& on_event)
{
    std::string_view line = line_;
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (first_line_ && line.starts_with(byte_order_mark)) line.remove_prefix(3);
    first_line_ = false;
    if (!line.empty()) {
        const std::size_t colon = line.find(':');
        std::string_view value;
        if (colon != std::string_view::npos) value = line.substr(colon + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        field(line.substr(0, colon), value);
    } else {
        if (has_data_) {
            if (event_.type.empty()) event_.type = "message";
            on_event(event_);
        }
        event_.type.clear();
        event_.data.clear();
        has_data_ = false;
    }
    line_.clear();
}

void EventStream::field(std::string_view name, std::string_view value)
{
    if (name == "data") {
        if (has_data_) event_.data += '\n';
        event_.data += value;
        has_data_ = true;
    } else if (name == "event") {
        event_.type = value;
    } else if (name == "id") {
        if (value.find('\0') == std::string_view::npos) event_.id = value;
    } else if (name == "retry") {
        std::uint32_t milliseconds = 0;
        const char* const end = value.data() + value.size();
        const auto [stopped, error] = std::from_chars(value.data(), end, milliseconds);
        if (error == std::errc{} && stopped == end)
            retry_ = std::chrono::milliseconds{milliseconds};
    }
}

}  // namespace narrowcast
