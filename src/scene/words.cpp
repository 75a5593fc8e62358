// SPDX-License-Identifier: Apache-2.0
// Patterns from JSON files, and what they are filled with.
#include "scene/words.hpp"

#include "narrowcast/base/json.hpp"

#include <fstream>
#include <iterator>

namespace narrowcast {
namespace {

// Stand for <b> and </b> once loaded: a post's text has no control characters, so no value can be
// mistaken for markup.
constexpr char strong_begins = '\x01', strong_ends = '\x02';

std::string with_marks(std::string pattern)
{
    const auto replace = [&](std::string_view tag, char mark) {
        for (auto at = pattern.find(tag); at != std::string::npos; at = pattern.find(tag, at))
            pattern.replace(at, tag.size(), 1, mark);
    };
    replace("<b>", strong_begins);
    replace("</b>", strong_ends);
    return pattern;
}

Result<std::map<std::string, std::string>> patterns_in(const std::filesystem::path& file)
{
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return fail(Fault::refused, "the words in " + file.string() + " cannot be read");
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    auto document = parse_document(text);
    if (!document) return fail(Fault::refused, file.string() + ": " + document.error().text);
    if (!document->root.is_object())
        return fail(Fault::refused,
                    file.string() + ": this must be an object { \"key\": \"text\" }");
    std::map<std::string, std::string> patterns;
    for (const auto& [key, value] : document->root.items()) {
        if (!value.is_string())
            return fail(Fault::refused,
                        file.string() + ": \"" + key + "\" must be a text in quotes");
        patterns[key] = with_marks(value.get<std::string>());
    }
    return patterns;
}

Result<void> add(const std::filesystem::path& file, const std::string& language,
                 std::map<std::string, lib::Message, std::less<>>& messages)
{
    const auto patterns = TRY(patterns_in(file));
    for (const auto& [key, pattern] : patterns) {
        auto message = lib::Message::parse(pattern, language);
        if (!message)
            return fail(Fault::refused,
                        file.string() + ": \"" + key + "\": " + message.error().text);
        messages.insert_or_assign(key, *std::move(message));
    }
    return {};
}

Marked without_marks(std::string_view raw)
{
    Marked marked;
    int depth = 0;
    for (const char c : raw) {
        if (c == strong_begins) {
            if (depth++ == 0) marked.strong.emplace_back(marked.text.size(), marked.text.size());
        } else if (c == strong_ends) {
            if (depth > 0 && --depth == 0) marked.strong.back().second = marked.text.size();
        } else {
            marked.text += c;
        }
    }
    if (depth > 0) marked.strong.back().second = marked.text.size();
    return marked;
}

}  // namespace

Marked& Marked::operator+=(const Marked& more)
{
    const std::size_t offset = text.size();
    text += more.text;
    for (const auto& [begin, end] : more.strong)
        strong.emplace_back(begin + offset, end + offset);
    return *this;
}

Result<Words> Words::load(const std::filesystem::path& folder, std::string_view language)
{
    Words words;
    words.language_ = "en";
    TRY(add(folder / "en.json", "en", words.messages_));
    const std::string base{language.substr(0, language.find('-'))};
    for (const std::string& candidate : {std::string{language}, base}) {
        const auto file = folder / (candidate + ".json");
        if (candidate.empty() || candidate.find('/') != std::string::npos ||
            !std::filesystem::exists(file))
            continue;
        words.language_ = candidate;
        TRY(add(file, candidate, words.messages_));
        break;
    }
    return words;
}

bool Words::knows(std::string_view key) const { return messages_.contains(key); }

std::string Words::raw(std::string_view key, const Values& values) const
{
    const auto found = messages_.find(key);
    return found == messages_.end() ? std::string{key} : found->second.say(values);
}

std::string Words::say(std::string_view key, const Values& values) const
{
    return without_marks(raw(key, values)).text;
}

Marked Words::marked(std::string_view key, const Values& values) const
{
    return without_marks(raw(key, values));
}

std::string Words::strong(std::string_view value)
{
    return strong_begins + std::string{value} + strong_ends;
}

std::string Words::number(std::int64_t number) const
{
    return lib::spell_number(number, language_);
}
std::string Words::decimal(double number) const { return lib::spell_decimal(number, language_); }
std::string Words::percent(double share) const { return lib::spell_percent(share, language_); }

std::string Words::quoted(std::string_view text) const
{
    return say("quote", {{"text", std::string{text}}});
}

std::string Words::list(std::span<const std::string> items) const
{
    if (items.empty()) return {};
    std::string all = items.front();
    for (std::size_t i = 1; i < items.size(); ++i)
        all = raw(i + 1 == items.size() ? "list.last" : "list.next",
                  {{"before", all}, {"item", items[i]}});
    return all;
}

std::string Words::network(std::string_view network) const
{
    const std::string key = "network." + std::string{network};
    if (knows(key)) return say(key);
    const std::string first = lib::first_grapheme(network);
    return upper(first) + std::string{network.substr(first.size())};
}

std::string Words::clock(Time time, std::string_view zone) const
{
    return lib::spell_time(time, zone, "HH:mm", language_);
}

std::string Words::weekday(Time time, std::string_view zone) const
{
    return lib::spell_time(time, zone, "EEEE", language_);
}

std::string Words::short_weekday(Time time, std::string_view zone) const
{
    return lib::spell_time(time, zone, "EEE", language_);
}

std::string Words::day_of_month(Time time, std::string_view zone) const
{
    return lib::spell_time(time, zone, say("day.pattern"), language_);
}

std::string Words::day_and_clock(Time time, std::string_view zone) const
{
    return short_weekday(time, zone) + " " + clock(time, zone);
}

std::string Words::in_unit(std::string_view family, std::chrono::seconds time) const
{
    using namespace std::chrono_literals;
    const auto said = [&](std::string_view unit, std::chrono::seconds one) {
        return say(std::string{family} + "." + std::string{unit},
                   {{"n", static_cast<std::int64_t>(time / one)}});
    };
    if (time < 60s) return said("seconds", 1s);
    if (time < 60min) return said("minutes", 60s);
    if (time < 24h) return said("hours", 3600s);
    return said("days", 86400s);
}

std::string Words::span(std::chrono::seconds time) const
{
    return in_unit("span", std::max(time, std::chrono::seconds{0}));
}

std::string Words::ago(Time then, Time now, std::string_view zone) const
{
    using namespace std::chrono_literals;
    const auto age = std::max(now - then, 0s);
    if (age < 2s) return say("ago.now");
    if (age < 7 * 24h) return in_unit("ago", age);
    return lib::spell_time(then, zone, say("date.pattern"), language_);
}

std::string Words::age(Time then, Time now, std::string_view zone) const
{
    using namespace std::chrono_literals;
    const auto age = std::max(now - then, 0s);
    if (age < 60s) return say("ago.now");
    return age < 7 * 24h ? in_unit("age", age) : day_of_month(then, zone);
}

std::string Words::upper(std::string_view text) const { return lib::upper_case(text, language_); }
std::string Words::lower(std::string_view text) const { return lib::lower_case(text, language_); }

}  // namespace narrowcast
