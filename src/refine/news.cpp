// SPDX-License-Identifier: Apache-2.0
// Whether two news items are one story told twice.
#include "refine/news.hpp"

#include "narrowcast/base/text.hpp"
#include "query/hashing.hpp"
#include "query/words.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <string_view>

namespace narrowcast {

namespace {

constexpr std::size_t fewest_headline_words = 5, fewest_body_words = 20;
constexpr std::size_t most_body_words = 400;  // an agency's text says it all in these
constexpr std::size_t longest_outlet = 4;     // words
constexpr double headline_share = 0.7;        // of the longer headline that the shorter one says
constexpr double body_share = 0.7;            // of the shorter text that stands in the longer one
constexpr std::size_t rows = 2, headline_bands = 8, body_bands = 16;

// "Storing verholpen" and "storing niet verholpen" are two stories. Folded.
constexpr std::array denials{
    hash_of("not"),   hash_of("no"),     hash_of("never"),  hash_of("without"), hash_of("niet"),
    hash_of("geen"),  hash_of("nooit"),  hash_of("zonder"), hash_of("nicht"),   hash_of("kein"),
    hash_of("keine"), hash_of("keinen"), hash_of("nie"),    hash_of("ohne"),    hash_of("ne"),
    hash_of("pas"),   hash_of("jamais"), hash_of("aucun"),  hash_of("aucune"),  hash_of("sans"),
};

bool denies(std::uint64_t word)
{
    return std::find(denials.begin(), denials.end(), word) != denials.end();
}

std::vector<std::uint64_t> sorted_set(std::vector<std::uint64_t> hashes)
{
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    return hashes;
}

std::vector<std::uint64_t> hashes_of(std::string_view text)
{
    const FoldedWords words{text};
    std::vector<std::uint64_t> hashes;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!words.place(i).emoji) hashes.push_back(words.hash(i));
    return hashes;
}

// Search feeds end a headline with the outlet: " - De Dijkbode". Feeds that do not name the outlet
// elsewhere leave it there.
std::string_view without_outlet(std::string_view title, std::string_view outlet)
{
    constexpr std::array<std::string_view, 4> dashes{" - ", " | ", " – ", " — "};
    std::size_t at = title.npos, length = 0;
    for (const std::string_view dash : dashes)
        if (const auto found = title.rfind(dash);
            found != title.npos && (at == title.npos || found > at)) {
            at = found;
            length = dash.size();
        }
    if (at == title.npos) return title;
    const std::string_view head = title.substr(0, at), tail = title.substr(at + length);
    if (!outlet.empty() && equal_ignoring_case(trimmed(tail), outlet)) return head;
    const auto said = hashes_of(tail);
    const bool name = said.size() <= longest_outlet &&
                      std::none_of(said.begin(), said.end(), denies) &&
                      tail.find_first_of("0123456789") == tail.npos;
    return name && hashes_of(head).size() >= fewest_headline_words ? head : title;
}

std::vector<std::uint64_t> shingles_of(std::string_view text)
{
    std::vector<std::uint64_t> words = hashes_of(text), shingles;
    if (words.size() < fewest_body_words) return {};
    words.resize(std::min(words.size(), most_body_words));
    for (std::size_t i = 0; i + 2 < words.size(); ++i)
        shingles.push_back(spread(spread(spread(words[i]) + words[i + 1]) + words[i + 2]));
    return sorted_set(std::move(shingles));
}

std::size_t shared(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b)
{
    std::size_t count = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        count += *x == *y;
        *x < *y ? ++x : *y < *x ? ++y : (++x, ++y);
    }
    return count;
}

bool is_same_headline(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b)
{
    const auto& brief = a.size() <= b.size() ? a : b;
    const auto& full = a.size() <= b.size() ? b : a;
    if (brief.empty() ||
        static_cast<double>(brief.size()) < headline_share * static_cast<double>(full.size()))
        return false;
    if (shared(brief, full) != brief.size()) return false;
    const auto count = [](const auto& words) {
        return std::count_if(words.begin(), words.end(), denies);
    };
    return count(brief) == count(full);
}

// The least of all hashes under another permutation each, `rows` of them to a band.
void add_bands(const std::vector<std::uint64_t>& set, std::uint64_t kind, std::size_t bands,
               std::vector<std::uint64_t>& out)
{
    if (set.empty()) return;
    for (std::size_t band = 0; band < bands; ++band) {
        std::uint64_t key = spread(kind + band + 1);
        for (std::size_t row = 0; row < rows; ++row) {
            const std::uint64_t seed = spread(kind + 1000 * (band + 1) + row);
            std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
            for (const std::uint64_t hash : set)
                least = std::min(least, spread(hash ^ seed));
            key = spread(key ^ least);
        }
        out.push_back(key);
    }
}

}  // namespace

Outline outline_of(const Post& post)
{
    if (post.kind != Kind::article) return {};
    Outline outline;
    const bool repeats = post.text.starts_with(post.title);  // as some feeds do
    outline.body = shingles_of(repeats ? std::string_view{post.text}.substr(post.title.size())
                                       : std::string_view{post.text});
    const std::string_view title = post.title.empty() ? post.text : post.title;
    if (auto words = sorted_set(hashes_of(without_outlet(title, post.author.name)));
        words.size() >= fewest_headline_words)
        outline.headline = std::move(words);
    return outline;
}

bool is_same_story(const Outline& a, const Outline& b)
{
    if (a.body.empty() || b.body.empty()) return is_same_headline(a.headline, b.headline);
    const auto shorter = static_cast<double>(std::min(a.body.size(), b.body.size()));
    return static_cast<double>(shared(a.body, b.body)) >= body_share * shorter;
}

std::vector<std::uint64_t> bands_of(const Outline& outline)
{
    std::vector<std::uint64_t> bands;
    add_bands(outline.headline, 0x6865'6164, headline_bands, bands);
    add_bands(outline.body, 0x626f'6479, body_bands, bands);
    return bands;
}

}  // namespace narrowcast
