// SPDX-License-Identifier: Apache-2.0
// Replays an archive of JSON lines as to_json_line() writes them, at its own pace or faster.
//
// Lines stand in order of time; one that is older than the line before it comes along with it.
// Cursor::position is "scan OFFSET LATEST" while the archive's last day is looked for, then
// "play OFFSET START FIRST DAYS": the next byte, when the replay began, the archive's first
// instant ("-" before it is known), and the number of its last day (days since 1970).
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include "lib/calendar.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace narrowcast {
namespace {

constexpr std::size_t most_posts = 500;  // of one page

// Where the replay stands.
struct Place {
    bool scanning = false;
    std::uint64_t offset = 0;
    std::optional<Time> latest;  // scanning
    Time start{};                // playing
    std::optional<Time> first;
    int days = 0;
};

template <class Number>
std::optional<Number> number_of(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

std::optional<Time> time_of(std::string_view text)
{
    const auto seconds = number_of<std::int64_t>(text);
    return seconds ? std::optional{Time{std::chrono::seconds{*seconds}}} : std::nullopt;
}

std::string spelled(const std::optional<Time>& time)
{
    return time ? std::to_string(time->time_since_epoch().count()) : "-";
}

std::string spelled(const Place& place)
{
    if (place.scanning) return "scan " + std::to_string(place.offset) + " " + spelled(place.latest);
    return "play " + std::to_string(place.offset) + " " + spelled(std::optional{place.start}) +
           " " + spelled(place.first) + " " + std::to_string(place.days);
}

Place place_of(const SourceConfig& source, const Cursor& cursor, Time now)
{
    const auto words = split(cursor.position, ' ');
    const auto offset = words.size() > 2 ? number_of<std::uint64_t>(words[1]) : std::nullopt;
    if (offset && words[0] == "scan")
        return {.scanning = true,
                .offset = *offset,
                .latest = time_of(words[2]),
                .start = {},
                .first = {},
                .days = 0};
    if (offset && words[0] == "play" && words.size() == 5)
        return {.scanning = false,
                .offset = *offset,
                .latest = {},
                .start = time_of(words[2]).value_or(now),
                .first = time_of(words[3]),
                .days = number_of<int>(words[4]).value_or(0)};
    return {.scanning = source.shift == "today",
            .offset = 0,
            .latest = {},
            .start = now,
            .first = {},
            .days = 0};
}

// ---- lines -------------------------------------------------------------------------------------

struct Line {
    std::string_view text;
    std::uint64_t end = 0;  // byte after it
    bool whole = true;      // false: the file ends without a line break after it
};

// The line that begins at `at` of the range; nothing when the rest of it lies behind the range.
std::optional<Line> line_at(const std::string& range, std::size_t at)
{
    if (at >= range.size()) return {};
    const auto end = range.find('\n', at);
    if (end != std::string::npos)
        return Line{std::string_view{range}.substr(at, end - at), end + 1, true};
    if (range.size() < largest_range)
        return Line{std::string_view{range}.substr(at), range.size(), false};
    // A line longer than a whole range: what there is of it, so that it can be skipped.
    if (at == 0) return Line{range, range.size(), true};
    return {};
}

Post lenient_post(const Json& json)
{
    Post post;
    std::vector<Problem> wrong;  // fields of another type stay empty
    read(json, post, "", wrong, Strictness::tolerant);
    if (post.author.name.empty()) post.author.name = text_in(json, "author");
    return post;
}

std::string without_network(const std::string& id, const std::string& network)
{
    return id.starts_with(network + ":") ? id.substr(network.size() + 1) : id;
}

// "mastodon" of "mastodon:109501"; "" of an address or of a bare id.
std::string network_in(const std::string& id)
{
    const auto colon = id.find(':');
    if (colon == std::string::npos || id.find("://") == colon) return {};
    const std::string name = id.substr(0, colon);
    const bool word = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    return word && name != "tag" && name != "urn" ? name : std::string{};
}

Result<RawPost> post_of(std::string_view line)
{
    const Json json = TRY(parse_json(line));
    if (!json.is_object()) return fail(Fault::garbled, "a line that is no object");
    Post post = lenient_post(json);
    if (post.text.empty() && post.title.empty())
        return fail(Fault::garbled, "a line with neither text nor title");
    if (post.id.empty()) post.id = text_in(json, "id");
    RawPost raw;
    raw.network = post.network.empty() ? network_in(post.id) : post.network;
    raw.native_id = without_network(post.id, raw.network);
    if (raw.native_id.empty()) raw.native_id = fingerprint(line);
    raw.kind = post.kind;
    raw.author = std::move(post.author);
    raw.title = std::move(post.title);
    raw.text = std::move(post.text);
    raw.created = time_in(json, "created_at");
    if (!raw.created) raw.created = time_in(json, "time");
    raw.edited = post.edited;
    raw.language = std::move(post.language);
    raw.url = std::move(post.url);
    raw.media = std::move(post.media);
    raw.counts = post.counts;
    raw.rating = post.rating;
    raw.in_reply_to = without_network(post.in_reply_to, raw.network);
    raw.repost_of = without_network(post.repost_of, raw.network);
    raw.sensitive = post.sensitive;
    raw.deleted = post.deleted;
    return raw;
}

// ---- time --------------------------------------------------------------------------------------

// When a post of the archive is due, and what date it then bears.
class Pace {
public:
    Pace(const SourceConfig& source, const Place& place) : source_{source}, place_{place} {}

    Time due(Time time) const
    {
        if (source_.speed <= 0) return place_.start;
        if (source_.shift != "today") return sped_up(time - place_.first.value_or(time));
        const Time moved = moved_by_days(time);
        return moved <= place_.start ? moved : sped_up(moved - place_.start);
    }

    Time dated(Time time) const
    {
        if (source_.shift == "none") return time;
        if (source_.speed > 0) return due(time);
        if (source_.shift == "today") return moved_by_days(time);
        return place_.start + (time - place_.first.value_or(time));
    }

private:
    Time sped_up(std::chrono::seconds since_start) const
    {
        const double seconds = static_cast<double>(since_start.count()) / source_.speed;
        return place_.start + std::chrono::seconds{std::llround(seconds)};
    }

    // What the archive's clock says becomes what the clocks in the zone say, so that its nine in
    // the morning is nine in the morning wherever it is played.
    Time moved_by_days(Time time) const
    {
        const auto day = std::chrono::floor<std::chrono::days>(time);
        const int before_last = static_cast<int>(day.time_since_epoch().count()) - place_.days;
        return lib::local_midnight(place_.start, source_.time_zone, before_last) + (time - day);
    }

    const SourceConfig& source_;
    const Place& place_;
};

// ---- pages -------------------------------------------------------------------------------------

// Looks for the last day only; a second pass plays.
void scan(const Response& response, Place& place, Page& page)
{
    std::size_t at = 0;
    while (const auto line = line_at(response.body, at)) {
        if (const auto post = post_of(line->text); post && post->created)
            place.latest = std::max(place.latest, post->created);
        at = line->end;
    }
    place.offset += at;
    page.more = true;
    if (response.body.size() == largest_range) return;
    const Time latest = place.latest.value_or(response.received);
    place = {.scanning = false,
             .offset = 0,
             .latest = {},
             .start = response.received,
             .first = {},
             .days = static_cast<int>(
                 std::chrono::floor<std::chrono::days>(latest).time_since_epoch().count())};
}

// False: the post is not due yet, `page.wait` says when it is.
bool take(const SourceConfig& source, RawPost post, const Response& response, Place& place,
          Page& page)
{
    if (post.created) {
        if (!place.first) place.first = post.created;
        const Pace pace{source, place};
        const Time due = pace.due(*post.created);
        if (due > response.received) {
            page.wait = due - response.received;
            return false;
        }
        const auto edited_after =
            post.edited ? *post.edited - *post.created : std::chrono::seconds{0};
        post.created = pace.dated(*post.created);
        if (post.edited) post.edited = *post.created + edited_after;
    }
    page.posts.push_back(std::move(post));
    return true;
}

void play(const SourceConfig& source, const Response& response, Place& place, Page& page)
{
    std::size_t at = 0;
    while (const auto line = line_at(response.body, at)) {
        if (page.posts.size() == most_posts) {
            page.more = true;
            break;
        }
        if (!trimmed(line->text).empty()) {
            auto post = post_of(line->text);
            if (!post && !line->whole) {
                page.garbled.emplace_back(
                    "the last line is not complete: waiting for the rest of it");
                break;
            }
            if (!post)
                page.garbled.push_back(post.error().text);
            else if (!take(source, *std::move(post), response, place, page))
                break;
        }
        at = line->end;
        page.more = response.body.size() == largest_range;
    }
    place.offset += at;
    if (page.wait) page.more = false;
}

Request ask(const SourceConfig& source, const Cursor& cursor, Time)
{
    std::string url = "file://";
    for (const std::string_view part : split(source.file, '/')) {
        if (url.size() > 7 || !part.empty()) url += "/";
        url += percent_encoded(part);
    }
    return {.url = std::move(url),
            .headers = {},
            .body = {},
            .from = place_of(source, cursor, Time{}).offset};
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    Place place = place_of(source, cursor, response.received);
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    if (response.status == 416 && place.offset > 0) {
        page.next.position.clear();
        page.garbled.emplace_back(
            "the archive became shorter: it is read from its beginning again");
        return page;
    }
    if (response.status == 416) return page;  // an empty file, which may grow
    if (auto refusal = refusal_of(source, response)) return std::unexpected{*std::move(refusal)};
    if (place.scanning)
        scan(response, place, page);
    else
        play(source, response, place, page);
    page.next.position = spelled(place);
    return page;
}

Result<void> check(const SourceConfig& source)
{
    if (source.file.empty())
        return fail(Fault::refused, "replay needs an archive of JSON lines in 'file'");
    if (!source.time_zone.empty() && !lib::is_time_zone(source.time_zone))
        return fail(Fault::refused, "'time_zone' is not known: " + source.time_zone +
                                        "; it is a name such as Europe/Amsterdam");
    return {};
}

}  // namespace

constinit const Platform replay{.name = "replay", .ask = ask, .read = read, .check = check};

}  // namespace narrowcast
