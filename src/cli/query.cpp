// SPDX-License-Identifier: Apache-2.0
// `narrowcast query`: what a query matches and why, so that editors can try it out.
#include "query/query.hpp"

#include "cli/verbs.hpp"
#include "lib/unicode.hpp"
#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/platform.hpp"
#include "narrowcast/refine.hpp"
#include "query/search.hpp"
#include "query/why.hpp"

#include <algorithm>
#include <iostream>
#include <vector>

namespace narrowcast {
namespace {

using Range = Explanation::Range;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string one_line(std::string text)
{
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return text;
}

// The query with a mark under the place that cannot be read.
int refuse(const std::string& text, const QueryFault& fault)
{
    const std::string line = one_line(repair_utf8(text));
    const auto before = std::count_if(line.begin(), line.begin() + static_cast<long>(fault.at),
                                      [](char c) { return !continues(c); });
    std::cerr << "narrowcast: column " << before + 1 << ": " << fault.sentence << "\n  " << line
              << "\n  " << std::string(static_cast<std::size_t>(before), ' ') << "^\n";
    return refused;
}

// ---- one post ----------------------------------------------------------------------------------

// A line of `narrowcast fetch` or `parse`, or one of `refine`.
Result<Post> post_of(const std::string& line)
{
    const Json json = TRY(parse_json(line));
    const auto inner = json.is_object() ? json.find("post") : json.end();
    const Json& given = inner != json.end() && inner->is_object() ? *inner : json;
    if (!given.is_object()) return fail(Fault::garbled, "it is no JSON object");
    Post post;
    std::vector<Problem> wrong;  // fields of another type stay empty
    read(given, post, "", wrong, Strictness::tolerant);
    if (const auto author = given.find("author"); author != given.end() && author->is_string())
        post.author.name = *author;
    // as on the road to the wall, where what is not claimed is guessed
    if (post.language.empty()) post.language = language_of(searched_text(post), {});
    return post;
}

// Sorted, those that overlap as one.
std::vector<Range> places_in(const Explanation& explanation)
{
    std::vector<Range> all;
    for (const auto& part : explanation.parts)
        all.insert(all.end(), part.places.begin(), part.places.end());
    std::ranges::sort(all, {}, &Range::begin);
    std::vector<Range> apart;
    for (const Range& place : all)
        if (!apart.empty() && place.begin < apart.back().end)
            apart.back().end = std::max(apart.back().end, place.end);
        else
            apart.push_back(place);
    return apart;
}

// What of a text is shown: all of a short one, else the surroundings of the first place.
Range shown_of(const std::string& text, const std::vector<Range>& places)
{
    constexpr std::size_t before = 60, most = 280;
    Range shown;
    if (!places.empty() && places.front().begin > before && text.size() > most) {
        const std::size_t gap = text.rfind(' ', places.front().begin - before);
        shown.begin = gap == text.npos ? 0 : gap + 1;
    }
    const std::string_view rest = std::string_view{text}.substr(shown.begin);
    shown.end = shown.begin + lib::beginning(rest, most).size();
    return shown;
}

std::string marked(const std::string& text, const std::vector<Range>& places)
{
    const Range shown = shown_of(text, places);
    std::string out = shown.begin > 0 ? "… " : "";
    std::size_t at = shown.begin;
    for (const Range& place : places) {
        if (place.begin < at || place.end > shown.end) continue;
        out += text.substr(at, place.begin - at) + "[" +
               text.substr(place.begin, place.end - place.begin) + "]";
        at = place.end;
    }
    out += text.substr(at, shown.end - at);
    return one_line(out + (shown.end < text.size() ? " …" : ""));
}

void print(const Post& post, const Explanation& explanation)
{
    std::cout << (explanation.matches ? "" : "! ") << one_line(post.id) << '\t'
              << marked(searched_text(post), places_in(explanation)) << '\n';
    for (const auto& part : explanation.parts)
        std::cout << "    " << one_line(part.sentence) << '\n';
}

int print_matches(const Query& query, bool why_not)
{
    std::size_t number = 0, posts = 0, matches = 0;
    for (std::string line; std::getline(std::cin, line);) {
        ++number;
        if (trimmed(line).empty()) continue;
        const auto post = post_of(line);
        if (!post) {
            std::cerr << "narrowcast: skipped: line " << number << ": " << post.error().text
                      << '\n';
            continue;
        }
        ++posts;
        const Explanation explanation = why(query, searched(*post));
        matches += explanation.matches;
        if (explanation.matches || why_not) print(*post, explanation);
    }
    std::cout.flush();
    std::cerr << "narrowcast: " << matches << " of " << posts << (posts == 1 ? " post" : " posts")
              << " match " << query.spelled() << '\n';
    return done;
}

// ---- a platform's own search -------------------------------------------------------------------

int print_searches(const Query& query, const std::string& name)
{
    const Platform* platform = platform_named(name);
    if (!platform) {
        std::string known;
        for (const Platform& each : platforms())
            known += (known.empty() ? "" : ", ") + std::string{each.name};
        return say(
            {Fault::refused, "no platform is called \"" + name + "\"; there are: " + known, {}});
    }
    if (!platform->search) {
        std::cerr << "narrowcast: " << name
                  << " has no search that is used; the query is applied to what it gives\n";
        return done;
    }
    const PlatformSearch search = platform_search(query, *platform->search);
    for (const std::string& text : search.texts)
        std::cout << text << '\n';
    std::cout.flush();
    if (search.texts.empty())
        std::cerr << "narrowcast: there is nothing in this query that " << name
                  << " can search for; name a word that must be there\n";
    else if (!search.complete)
        std::cerr << "narrowcast: " << name
                  << " cannot search for all of it; some posts that it matches are not found\n";
    return done;
}

}  // namespace

int query_posts(const QueryOptions& options)
{
    const auto query = Query::read(options.query);
    if (!query) return refuse(options.query, query.error());
    return options.platform.empty() ? print_matches(*query, options.why_not)
                                    : print_searches(*query, options.platform);
}

}  // namespace narrowcast
