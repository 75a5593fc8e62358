// SPDX-License-Identifier: Apache-2.0
// Bluesky's rich text: which bytes are a link, and where it leads.
#include "fetch/platforms/bluesky.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/take.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

struct Link {
    std::size_t begin = 0, end = 0;  // bytes of the text
    std::string target;
};

// Between two characters, not within one.
bool is_boundary(const std::string& text, std::size_t at)
{
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

std::string link_of(const Json& features)
{
    if (!features.is_array()) return {};
    for (const Json& feature : features)
        if (text_in(feature, "$type") == "app.bsky.richtext.facet#link")
            if (std::string uri = web_address(text_in(feature, "uri")); !uri.empty()) return uri;
    return {};
}

std::vector<Link> links_of(const std::string& text, const Json& facets)
{
    std::vector<Link> links;
    if (!facets.is_array()) return links;
    for (const Json& facet : facets) {
        const Json& index = member(facet, "index");
        const auto begin = count_in(index, "byteStart"), end = count_in(index, "byteEnd");
        if (!begin || !end || *begin >= *end || static_cast<std::size_t>(*end) > text.size())
            continue;
        Link link{static_cast<std::size_t>(*begin), static_cast<std::size_t>(*end),
                  link_of(member(facet, "features"))};
        if (!link.target.empty() && is_boundary(text, link.begin) && is_boundary(text, link.end))
            links.push_back(std::move(link));
    }
    std::stable_sort(links.begin(), links.end(),
                     [](const Link& a, const Link& b) { return a.begin < b.begin; });
    return links;
}

std::string_view without(std::string_view start, std::string_view text)
{
    return text.starts_with(start) ? text.substr(start.size()) : text;
}

std::string_view bare(std::string_view address)
{
    return without("www.", without("http://", without("https://", address)));
}

// "polder.example/nieuws/20..." of a longer address: the writer's app shortened it. Words that
// lead somewhere else are the writer's own.
bool is_shortened(std::string_view shown, std::string_view target)
{
    for (const std::string_view dots : {"...", "\xE2\x80\xA6"})
        if (shown.ends_with(dots)) shown.remove_suffix(dots.size());
    const std::string_view start = bare(shown);
    return start.find('.') != std::string_view::npos && bare(target).starts_with(start);
}

}  // namespace

std::string with_full_links(const std::string& text, const Json& facets)
{
    const std::vector<Link> links = links_of(text, facets);
    if (links.empty()) return text;
    std::string full;
    std::size_t done = 0;
    for (const Link& link : links) {
        if (link.begin < done) continue;  // they overlap
        full.append(text, done, link.begin - done);
        const std::string shown = text.substr(link.begin, link.end - link.begin);
        full += is_shortened(shown, link.target) ? link.target : shown;
        done = link.end;
    }
    return full.append(text, done);
}

}  // namespace narrowcast
