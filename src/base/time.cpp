// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/time.hpp"

#include "narrowcast/base/text.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace narrowcast {
namespace {

using std::chrono::seconds;

// Reads from the front of a text, remembering whether all went well.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_{text} {}

    int number(std::size_t least, std::size_t most)
    {
        std::size_t length = 0;
        while (length < rest_.size() && length < most && rest_[length] >= '0' &&
               rest_[length] <= '9')
            ++length;
        int value = 0;
        std::from_chars(rest_.data(), rest_.data() + length, value);
        good_ = good_ && length >= least;
        digits_ = length;
        rest_.remove_prefix(length);
        return value;
    }
    std::size_t digits() const { return digits_; }  // of the last number

    void expect(std::string_view any_of)
    {
        good_ = good_ && !rest_.empty() && any_of.find(rest_.front()) != any_of.npos;
        if (good_) rest_.remove_prefix(1);
    }
    bool skip(char c)
    {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip_white() { rest_ = trimmed(rest_); }
    std::string_view word()
    {
        std::size_t length = 0;
        const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        while (length < rest_.size() && letter(rest_[length]))
            ++length;
        const auto found = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return found;
    }
    std::string_view rest() const { return rest_; }
    bool good() const { return good_; }
    void fail() { good_ = false; }

private:
    std::string_view rest_;
    std::size_t digits_ = 0;
    bool good_ = true;
};

// "+01:00", "+0100", "-05": seconds east of Greenwich.
seconds read_offset(Reader& reader)
{
    const bool west = reader.skip('-');
    if (!west) reader.expect("+");
    const int hours = reader.number(2, 2);
    reader.skip(':');
    const int minutes = reader.rest().empty() ? 0 : reader.number(2, 2);
    if (hours > 23 || minutes > 59) reader.fail();
    const seconds offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
    return west ? -offset : offset;
}

struct Parts {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

std::optional<Time> time_of(const Parts& parts)
{
    using namespace std::chrono;
    const year_month_day date{year{parts.year}, month{static_cast<unsigned>(parts.month)},
                              day{static_cast<unsigned>(parts.day)}};
    if (!date.ok() || parts.hour > 24 || parts.minute > 59 || parts.second > 60) return {};
    return Time{sys_days{date}} + hours{parts.hour} + minutes{parts.minute} + seconds{parts.second};
}

// The zones of RFC 822; a letter we do not know counts as UTC, as RFC 2822 asks.
seconds named_zone(std::string_view name)
{
    struct Zone {
        std::string_view name;
        int hours;
    };
    constexpr std::array<Zone, 8> zones{{{"EST", -5},
                                         {"EDT", -4},
                                         {"CST", -6},
                                         {"CDT", -5},
                                         {"MST", -7},
                                         {"MDT", -6},
                                         {"PST", -8},
                                         {"PDT", -7}}};
    for (const Zone& zone : zones)
        if (equal_ignoring_case(zone.name, name)) return std::chrono::hours{zone.hours};
    if (equal_ignoring_case(name, "CET")) return std::chrono::hours{1};
    if (equal_ignoring_case(name, "CEST")) return std::chrono::hours{2};
    return seconds{0};
}

int month_of(std::string_view name)
{
    constexpr std::string_view names = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (name.size() < 3) return 0;
    const auto at = names.find(ascii_lower(name.substr(0, 3)));
    return at == names.npos || at % 3 != 0 ? 0 : static_cast<int>(at / 3) + 1;
}

void read_clock(Reader& reader, Parts& parts)
{
    parts.hour = reader.number(1, 2);
    reader.expect(":");
    parts.minute = reader.number(2, 2);
    if (reader.skip(':')) parts.second = reader.number(2, 2);
}

}  // namespace

Instant system_now()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string to_rfc3339(Time time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    std::array<char, 48> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<Time> from_rfc3339(std::string_view text)
{
    Reader reader{trimmed(text)};
    Parts parts;
    parts.year = reader.number(4, 4);
    reader.expect("-");
    parts.month = reader.number(2, 2);
    reader.expect("-");
    parts.day = reader.number(2, 2);
    if (reader.good() && reader.rest().empty()) return time_of(parts);
    reader.expect("Tt ");
    read_clock(reader, parts);
    if (reader.skip('.') || reader.skip(',')) {
        while (reader.number(0, 9) > 0 || reader.digits() > 0) {
        }
    }
    reader.skip_white();
    seconds offset{0};
    if (!reader.rest().empty() && !reader.skip('Z') && !reader.skip('z'))
        offset = read_offset(reader);
    if (!reader.good() || !reader.rest().empty()) return {};
    const auto time = time_of(parts);
    return time ? std::optional{*time - offset} : std::nullopt;
}

std::optional<Time> from_rfc822(std::string_view text)
{
    Reader reader{trimmed(text)};
    if (!reader.word().empty()) {
        reader.skip(',');
        reader.skip_white();
    }
    Parts parts;
    parts.day = reader.number(1, 2);
    while (reader.skip('-') || reader.skip(' ')) {
    }
    parts.month = month_of(reader.word());
    while (reader.skip('-') || reader.skip(' ') || reader.skip('.')) {
    }
    parts.year = reader.number(2, 4);
    if (reader.digits() == 2) parts.year += parts.year < 70 ? 2000 : 1900;
    if (reader.digits() == 3) parts.year += 1900;
    reader.skip_white();
    if (!reader.rest().empty()) read_clock(reader, parts);
    reader.skip_white();
    seconds offset{0};
    if (!reader.rest().empty() && (reader.rest().front() == '+' || reader.rest().front() == '-'))
        offset = read_offset(reader);
    else
        offset = named_zone(reader.word());
    if (!reader.good()) return {};
    const auto time = time_of(parts);
    return time ? std::optional{*time - offset} : std::nullopt;
}

}  // namespace narrowcast
