// SPDX-License-Identifier: Apache-2.0
// X's filtered stream: the rules that are set beforehand, and the posts that then come by
// themselves.
//
// The rules belong to the app, not to the connection. Ours bear this source's name as their tag;
// those of others are left alone.
#include "fetch/platforms/x.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/rotation.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>

namespace narrowcast {

XPosition XPosition::of(const Cursor& cursor)
{
    const Json json = parse_json(cursor.position).value_or(Json{});
    XPosition position{.rules_of = text_in(json, "rules_of"),
                       .rules = text_in(json, "rules"),
                       .old_rules = {},
                       .search = text_in(json, "search")};
    const Json& ids = member(json, "old_rules");
    if (ids.is_array())
        for (const Json& id : ids)
            position.old_rules.push_back(text_of(id));
    return position;
}

std::string XPosition::spelled() const
{
    Json json = Json::object();
    if (!rules.empty()) {
        json["rules_of"] = rules_of;
        json["rules"] = rules;
    }
    if (!old_rules.empty()) json["old_rules"] = old_rules;
    json["search"] = search;
    return dump(json);
}

XPlace XPlace::of(const std::string& text)
{
    const Json json = parse_json(text).value_or(Json{});
    return {.since = text_in(json, "since"),
            .next = text_in(json, "next"),
            .newest = text_in(json, "newest"),
            .pages = count_in(json, "pages").value_or(0)};
}

std::string XPlace::spelled() const
{
    Json json = Json::object();
    json["since"] = since;
    if (!next.empty()) {
        json["next"] = next;
        json["newest"] = newest;
        json["pages"] = pages;
    }
    return dump(json);
}

namespace {

// ---- rules -------------------------------------------------------------------------------------

constexpr const char* rules_path = "/2/tweets/search/stream/rules";
constexpr std::string_view our_tags = "narrowcast: ";

std::string tag_of(const SourceConfig& source) { return std::string{our_tags} + source.name; }

std::string fingerprint_of_rules(const SourceConfig& source)
{
    return fingerprint(tag_of(source) + "\n" + joined(x_searches(source), "\n"));
}

Request told(Request request, const Json& body)
{
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = dump(body);
    return request;
}

struct Difference {
    std::vector<std::string> outdated;  // ids
    bool missing = false;
};

Difference difference(const SourceConfig& source, const Json& rules)
{
    std::vector<std::string> wanted = x_searches(source);
    Difference result;
    if (rules.is_array())
        for (const Json& rule : rules) {
            if (text_in(rule, "tag") != tag_of(source)) continue;
            const auto found = std::find(wanted.begin(), wanted.end(), text_in(rule, "value"));
            if (found != wanted.end())
                wanted.erase(found);
            else
                result.outdated.push_back(text_in(rule, "id"));
        }
    result.missing = !wanted.empty();
    return result;
}

// Why rules were not added, in X's words; "": they are there, or were before.
std::string objection(const Json& answer)
{
    const Json& errors = member(answer, "errors");
    if (!errors.is_array()) return {};
    for (const Json& error : errors) {
        const std::string title = text_in(error, "title");
        if (title == "DuplicateRule") continue;
        const Json& details = member(error, "details");
        std::string words = details.is_array() && !details.empty() ? text_of(details[0]) : "";
        if (words.empty()) words = first_text_in(error, {"detail", "message", "title"});
        return words.empty() ? "without saying why" : words;
    }
    return {};
}

// Whether X says here that the stream is not for us: searching goes on without it.
bool refuses_rules(int status)
{
    return status / 100 == 4 && status != 401 && status != 429 && status != 408;
}

void after_answer(XPosition& position, const SourceConfig& source, const Json& answer, Page& page)
{
    if (position.rules == "remove") {
        position.old_rules.clear();
        position.rules = "add";
    } else if (position.rules == "add") {
        const std::string words = objection(answer);
        position.rules = words.empty() ? "set" : "refused";
        if (!words.empty())
            page.garbled.push_back(
                "X does not take this source's search as a rule of its stream (" +
                without_secret(words, source) + "): it is asked now and then");
    } else {
        const Difference found = difference(source, member(answer, "data"));
        position.old_rules = found.outdated;
        position.rules = !found.outdated.empty() ? "remove" : found.missing ? "add" : "set";
    }
}

XPosition current(const SourceConfig& source, XPosition position)
{
    const std::string of = fingerprint_of_rules(source);
    if (position.rules_of == of) return position;
    return {.rules_of = of, .rules = {}, .old_rules = {}, .search = std::move(position.search)};
}

}  // namespace

bool x_rules_set(const SourceConfig& source, const XPosition& position)
{
    return current(source, position).rules == "set";
}

bool x_rules_due(const SourceConfig& source, const XPosition& position)
{
    if (!source.stream || x_searches(source).empty()) return false;
    const std::string rules = current(source, position).rules;
    return rules != "set" && rules != "refused";
}

Request x_ask_rules(const SourceConfig& source, const XPosition& position)
{
    const XPosition now = current(source, position);
    Json body = Json::object();
    if (now.rules == "remove") {
        body["delete"]["ids"] = now.old_rules;
    } else if (now.rules == "add") {
        for (const std::string& search : x_searches(source))
            body["add"].push_back({{"value", search}, {"tag", tag_of(source)}});
    } else {
        return x_question(source, rules_path);
    }
    return told(x_question(source, rules_path), body);
}

bool x_is_about_rules(const Response& response)
{
    return response.url.find(rules_path) != std::string::npos;
}

bool x_lists_rules(const Json& answer)
{
    const Json& data = member(answer, "data");
    const bool rule = data.is_array() && !data.empty() && member(data[0], "value").is_string() &&
                      member(data[0], "text").is_null();
    return rule || member(member(answer, "meta"), "summary").is_object();
}

Result<Page> x_read_rules(const SourceConfig& source, const Cursor& cursor,
                          const Response& response)
{
    Page page{.posts = {}, .next = cursor, .more = true, .wait = {}, .garbled = {}};
    XPosition position = current(source, XPosition::of(cursor));
    auto answer = x_answer(source, response);
    if (answer) {
        after_answer(position, source, *answer, page);
    } else if (refuses_rules(response.status)) {
        position.rules = "refused";
        page.garbled.push_back("X's stream is not to be had, it is asked now and then: " +
                               answer.error().text);
    } else {
        return std::unexpected{std::move(answer).error()};
    }
    page.next.position = position.spelled();
    return page;
}

// ---- the stream --------------------------------------------------------------------------------

namespace {

// X may deliver out of order: what is asked for after a gap begins so long before the last post.
constexpr std::chrono::seconds disorder{60};

Request open(const SourceConfig& source, const Cursor& cursor, Time)
{
    if (!source.stream || source.budget <= 0) return {};
    if (!x_rules_set(source, XPosition::of(cursor))) return {};
    return x_paid(x_question(source, "/2/tweets/search/stream?" + x_fields(source, false)));
}

// The searches that fill a later gap need not go back further than to here. While one is filled,
// what the stream says of this does not count.
Cursor moved_on(const SourceConfig& source, const Cursor& cursor, const std::string& id)
{
    const auto written = x_time_of(id);
    if (!written) return cursor;
    XPosition position = XPosition::of(cursor);
    const std::size_t searches = x_searches(source).size();
    Rotation rotation{position.search, searches};
    for (std::size_t i = 0; i < searches; ++i) {
        const XPlace place = XPlace::of(rotation.place());
        rotation.went_to(XPlace{.since = x_larger(place.since, x_id_at(*written - disorder)),
                                .next = {},
                                .newest = {},
                                .pages = 0}
                             .spelled(),
                         false);
    }
    position.search = rotation.spelled();
    Cursor next = cursor;
    next.position = position.spelled();
    return next;
}

// Whether only rules of other sources of this program asked for it.
bool is_for_others(const SourceConfig& source, const Json& rules)
{
    if (!rules.is_array() || rules.empty()) return false;
    return std::all_of(rules.begin(), rules.end(), [&](const Json& rule) {
        const std::string tag = text_in(rule, "tag");
        return tag.starts_with(our_tags) && tag != tag_of(source);
    });
}

Error end_of_stream(const SourceConfig& source, const Json& errors)
{
    const Json& error = errors[0];
    const std::string words = first_text_in(error, {"detail", "message", "title"});
    const std::string type = first_text_in(error, {"type", "title"});
    return x_problem({Fault::later, without_secret("X ended its stream: " + words, source), {}},
                     type);
}

Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Frame& frame)
{
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    if (trimmed(frame.data).empty()) return page;
    const Json message = TRY(parse_json(frame.data));
    const Json& data = member(message, "data");
    const Json& errors = member(message, "errors");
    if (!data.is_object()) {
        if (errors.is_array() && !errors.empty())
            return std::unexpected{end_of_stream(source, errors)};
        return page;  // X may add kinds of messages at any time
    }
    page.spent = x_price(message, frame.received);
    if (is_for_others(source, member(message, "matching_rules"))) return page;
    auto post = x_post(data, member(message, "includes"));
    if (!post) {
        page.garbled.push_back(post.error().text);
        return page;
    }
    page.next = moved_on(source, cursor, text_in(data, "id"));
    page.posts.push_back(*std::move(post));
    return page;
}

// Rules may be gone, or changed by another program: they are looked at again.
Result<Cursor> refused(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const Json problem = parse_json(response.body).value_or(Json{});
    const std::string issue = text_in(problem, "connection_issue");
    if (response.status == 409 || issue == "RuleConfigurationIssue" ||
        issue == "RulesInvalidIssue") {
        XPosition position = current(source, XPosition::of(cursor));
        position.rules.clear();
        Cursor next = cursor;
        next.position = position.spelled();
        return next;
    }
    auto answer = x_answer(source, response);
    if (!answer) return std::unexpected{std::move(answer).error()};
    return fail(Fault::later, "X answered with something else where its stream was expected");
}

}  // namespace

using namespace std::chrono_literals;

// X sends an empty line every 20 seconds, and publishes these pauses.
constinit const Stream x_stream{.framing = Stream::Framing::lines,
                                .open = open,
                                .read = read,
                                .refused = refused,
                                .silent = 30s,
                                .network = {.first = 250ms, .most = 16s, .linear = true},
                                .http = {.first = 5s, .most = 320s, .linear = false},
                                .throttled = {.first = 60s, .most = 960s, .linear = false},
                                .gap_by_polling = true};

}  // namespace narrowcast
