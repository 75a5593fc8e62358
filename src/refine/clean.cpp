// SPDX-License-Identifier: Apache-2.0
// From what a platform said to plain text that is safe to store, to compare and to draw.
#include "lib/html.hpp"
#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "refine/links.hpp"
#include "refine/safe_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace narrowcast {

namespace {

constexpr std::size_t longest_raw = 256 * 1024;  // bytes that are looked at
constexpr std::size_t longest_text = 16 * 1024;  // bytes: far more than any wall can show
constexpr std::size_t longest_line = 512;        // of titles, names and handles
constexpr auto clock_skew = std::chrono::minutes{5};

std::string valid(std::string text)
{
    if (!is_utf8(text)) text = repair_utf8(text);
    return text;
}

std::string shortened(std::string text, std::size_t bytes)
{
    if (text.size() <= bytes) return text;
    return std::string{trimmed(lib::beginning(text, bytes))} + "…";
}

std::string plain(std::string text, Markup markup)
{
    std::string repaired = valid(std::move(text));
    if (repaired.size() > longest_raw) repaired = lib::beginning(repaired, longest_raw);
    return markup == Markup::html ? lib::text_of_html(repaired) : repaired;
}

std::string line_of(std::string text, Markup markup = Markup::plain)
{
    return shortened(safe_line(plain(std::move(text), markup)), longest_line);
}

// The shape of BCP 47, the language in small letters; "" for anything else.
std::string language_tag(std::string_view claimed)
{
    const std::string_view tag = trimmed(claimed);
    const std::size_t end = std::min(tag.find_first_of("-_"), tag.size());
    const std::string language = ascii_lower(tag.substr(0, end));
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const bool shaped = (language.size() == 2 || language.size() == 3) && tag.size() <= 35 &&
                        std::all_of(language.begin(), language.end(), is_letter);
    if (!shaped || language == "und" || language == "mul" || language == "zxx") return {};
    std::string rest{tag.substr(end)};
    std::replace(rest.begin(), rest.end(), '_', '-');
    const auto allowed = [&](char c) {
        return c == '-' || is_letter(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return std::all_of(rest.begin(), rest.end(), allowed) ? language + rest : language;
}

std::string id_of(std::string_view network, std::string native)
{
    return native.empty() ? std::string{}
                          : std::string{network} + ":" + safe_line(valid(std::move(native)));
}

Author cleaned(Author author, Markup markup)
{
    return {line_of(std::move(author.name), markup), line_of(std::move(author.handle)),
            web_address(author.avatar), web_address(author.url)};
}

std::vector<Media> cleaned(std::vector<Media> media)
{
    static constexpr std::array<std::string_view, 3> known{"image", "video", "audio"};
    for (Media& medium : media) {
        if (std::find(known.begin(), known.end(), medium.type) == known.end())
            medium.type = "other";
        medium.url = web_address(medium.url);
        medium.alt =
            shortened(safe_text(plain(std::move(medium.alt), Markup::plain)), longest_text);
    }
    return media;
}

// A feed's `canonical` is the page itself; a network's is an identity that people cannot open.
std::string address_of(const RawPost& raw)
{
    const std::string canonical = web_address(raw.canonical);
    const bool page = raw.url.empty() || (raw.kind == Kind::article && !canonical.empty());
    return untracked(page ? canonical : web_address(raw.url));
}

Time not_in_future(Time claimed, Time first_seen)
{
    return claimed > first_seen + clock_skew ? first_seen : claimed;
}

std::optional<double> stars(std::optional<double> rating)
{
    return rating && *rating >= 1 && *rating <= 5 ? rating : std::nullopt;
}

}  // namespace

Post clean(RawPost raw, std::string_view source, std::string_view platform, Time first_seen)
{
    Post post;
    const std::string network = line_of(raw.network.empty() ? std::string{platform} : raw.network);
    post.id = id_of(network, std::move(raw.native_id));
    post.source = source;
    post.network = network;
    post.kind = raw.kind;
    post.url = address_of(raw);
    post.author = cleaned(std::move(raw.author), raw.markup);
    post.title = line_of(std::move(raw.title), raw.markup);
    post.text = shortened(with_untracked_links(safe_text(plain(std::move(raw.text), raw.markup))),
                          longest_text);
    post.created = not_in_future(raw.created.value_or(first_seen), first_seen);
    if (raw.edited) post.edited = not_in_future(*raw.edited, first_seen);
    post.language = language_tag(raw.language);
    post.media = cleaned(std::move(raw.media));
    post.counts = raw.counts;
    post.rating = stars(raw.rating);
    post.in_reply_to = id_of(network, std::move(raw.in_reply_to));
    post.repost_of = id_of(network, std::move(raw.repost_of));
    post.sensitive = raw.sensitive;
    post.deleted = raw.deleted;
    return post;
}

}  // namespace narrowcast
