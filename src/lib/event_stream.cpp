// SPDX-License-Identifier: Apache-2.0
#include "lib/event_stream.hpp"

#include <charconv>
#include <cstdint>
#include <utility>

namespace narrowcast::lib {
namespace {

std::string_view without_mark(std::string_view line, bool& first_line)
{
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (std::exchange(first_line, false) && line.starts_with(byte_order_mark))
        line.remove_prefix(byte_order_mark.size());
    return line;
}

}  // namespace

bool EventReader::feed(std::string_view bytes,
                       const std::function<void(const StreamEvent&)>& on_event)
{
    while (!bytes.empty()) {
        if (after_return_ && bytes.front() == '\n') bytes.remove_prefix(1);
        after_return_ = false;
        const std::size_t end = bytes.find_first_of("\r\n");
        line_.append(bytes.substr(0, end));
        if (line_.size() + event_.data.size() > largest_) return false;
        if (end == std::string_view::npos) return true;
        after_return_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        end_line(on_event);
    }
    return true;
}

void EventReader::end_line(const std::function<void(const StreamEvent&)>& on_event)
{
    const std::string_view line = without_mark(line_, first_line_);
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

void EventReader::field(std::string_view name, std::string_view value)
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

bool LineReader::feed(std::string_view bytes, const std::function<void(std::string_view)>& on_line)
{
    while (true) {
        const std::size_t end = bytes.find('\n');
        const std::string_view piece = bytes.substr(0, end);
        if (line_.size() + piece.size() > longest_) return false;
        line_ += piece;
        if (end == std::string_view::npos) return true;
        end_line(on_line);
        bytes.remove_prefix(end + 1);
    }
}

void LineReader::end_line(const std::function<void(std::string_view)>& on_line)
{
    std::string_view line = without_mark(line_, first_line_);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) on_line(line);
    line_.clear();
}

}  // namespace narrowcast::lib
