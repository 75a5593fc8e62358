// SPDX-License-Identifier: Apache-2.0
#include "fuzz/queries.hpp"

#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "query/interest.hpp"
#include "query/query.hpp"
#include "query/search.hpp"
#include "query/why.hpp"

#include <algorithm>
#include <array>

namespace narrowcast::fuzz {
namespace {

constexpr std::array<SearchDialect, 4> dialects{{
    {},
    {.any = "|", .none = "-", .phrases = false, .longest = 40},
    {.any = " OR ",
     .none = "-",
     .author = "from:",
     .language = "lang:",
     .media = "has:media",
     .brackets = true,
     .longest = 100,
     .suffix = " -is:retweet"},
    {.all = " AND ", .any = " OR ", .none = "NOT ", .prefixes = true, .whole_handles = true},
}};

std::string fault_of_searches(const Query& query)
{
    for (const SearchDialect& dialect : dialects) {
        const auto texts = platform_search(query, dialect, 5).texts;
        if (texts.size() > 5) return "too many searches";
        for (const std::string& text : texts)
            if (text.empty() || text.size() > dialect.longest || !is_utf8(text))
                return "no search: " + text;
    }
    return {};
}

std::string fault_of_reasons(const Query& query, const Searched& post, std::string_view text)
{
    const Explanation explanation = why(query, post);
    if (explanation.matches != query.matches(post)) return "the reasons disagree";
    if (explanation.matches && !query.may_match(post)) return "it matches and could not";
    if (explanation.parts.empty()) return "no reason";
    for (const auto& part : explanation.parts)
        for (const auto& place : part.places)
            if (place.begin >= place.end || place.end > text.size() ||
                !is_utf8(text.substr(place.begin, place.end - place.begin)))
                return "a place outside of the text";
    const auto needles = interest_of(query).needles;
    const std::string folded = lib::folded(text);
    const bool found = std::ranges::any_of(
        needles, [&](const std::string& needle) { return folded.find(needle) != folded.npos; });
    return explanation.matches && !needles.empty() && !found ? "it matches without a needle" : "";
}

std::string fault_of_spelling(const Query& query, const Searched& post)
{
    const std::string spelled = query.spelled();
    const auto again = Query::read(spelled);
    // brackets make it longer, and deeper than a query may be
    if (!again) return spelled.size() > 1000 ? "" : "cannot be read again: " + spelled;
    if (again->spelled() != spelled) return "spelled otherwise: " + spelled;
    return again->matches(post) == query.matches(post) ? "" : "matches otherwise: " + spelled;
}

}  // namespace

std::string fault_of_query(std::string_view bytes)
{
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const auto query = Query::read(bytes.substr(0, end));
    if (!query) {
        const std::string repaired = repair_utf8(bytes.substr(0, end));
        return query.error().at <= repaired.size() && !query.error().sentence.empty()
                   ? ""
                   : "a fault outside of the query";
    }
    Post post;
    post.id = "mastodon:1";
    post.source = "Het forum";
    post.author = {"Sanne de Vries", "@sanne@polder.example", "", ""};
    post.language = bytes.size() % 2 ? "nl" : "";
    post.text = repair_utf8(bytes.substr(end));
    const Searched looked_at = searched(post);
    for (const std::string& fault :
         {fault_of_searches(*query), fault_of_reasons(*query, looked_at, post.text),
          fault_of_spelling(*query, looked_at)})
        if (!fault.empty()) return fault;
    return {};
}

}  // namespace narrowcast::fuzz
