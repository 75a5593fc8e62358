// SPDX-License-Identifier: Apache-2.0
// What tells posts apart, as hashes.
#include "refine/sameness.hpp"

#include "lib/unicode.hpp"
#include "narrowcast/refine.hpp"
#include "query/handle.hpp"
#include "query/hashing.hpp"
#include "query/words.hpp"
#include "refine/links.hpp"

#include <string>

namespace narrowcast {

namespace {

constexpr std::size_t fewest_words = 4;  // "Top service!" is said by many; with less, one author

std::uint64_t key_of(std::string_view kind, std::string_view text)
{
    const std::uint64_t hash = spread(hash_of(text, hash_of(kind)));
    return hash == 0 ? 1 : hash;
}

// A home page is where many things are; a page of a shop is where many reviews are.
std::uint64_t url_key(const Post& post)
{
    if (post.url.empty() || post.kind == Kind::review) return 0;
    const std::string url = canonical_url(post.url);
    const std::size_t host = url.find("://");
    const bool page = host != url.npos && url.find_first_of("/?", host + 3) != url.npos;
    return page ? key_of("url", url) : 0;
}

// "sanne@polder.example" and "sanne.hemelblauw.example" are both sanne's.
std::string_view without_server(std::string_view handle)
{
    return handle.substr(0, handle.find_first_of("@."));
}

// The words an author wrote: no links, no names of those spoken to, no "RT @somebody:".
void read_words(const Post& post, Sameness& same)
{
    const std::string text = post.title.empty() ? post.text : post.title + "\n" + post.text;
    const std::vector<Special> specials = specials_of(text);
    const FoldedWords words{text};
    std::string kept;
    std::size_t count = 0, special = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const lib::Word& place = words.place(i);
        while (special < specials.size() && specials[special].end <= place.begin)
            ++special;
        const bool said = special == specials.size() || place.begin < specials[special].begin ||
                          specials[special].kind == Special::Kind::hashtag;
        if (!said || (kept.empty() && words[i] == "rt")) continue;
        kept += words[i];
        kept += ' ';
        count += !place.emoji;
    }
    if (kept.empty()) return;
    same.brief = count < fewest_words;
    if (!same.brief) {
        same.words = key_of("words", kept);
        return;
    }
    const std::string handle = bare_handle(post.author.handle);
    if (!handle.empty())
        same.words = key_of("words", kept + "\n" + std::string{without_server(handle)});
    if (!post.author.name.empty())
        same.brief_by_name = key_of("named", kept + "\n" + lib::folded(post.author.name));
}

Sameness::Author author_of(const Post& post)
{
    Sameness::Author author;
    author.network = key_of("network", post.network);
    if (const std::string handle = bare_handle(post.author.handle); !handle.empty()) {
        author.handle = key_of("handle", handle);
        author.account = key_of("account", without_server(handle));
    }
    if (!post.author.name.empty()) author.name = key_of("name", lib::folded(post.author.name));
    return author;
}

}  // namespace

std::vector<std::uint64_t> Sameness::keys() const
{
    std::vector<std::uint64_t> all;
    for (const std::uint64_t key : {original, url, words, brief_by_name})
        if (key != 0) all.push_back(key);
    all.insert(all.end(), bands.begin(), bands.end());
    return all;
}

std::uint64_t id_key(std::string_view id) { return key_of("id", id); }

Sameness sameness_of(const Post& post)
{
    Sameness same;
    same.id = id_key(post.id);
    same.original = key_of("original", post.repost_of.empty() ? post.id : post.repost_of);
    same.url = url_key(post);
    read_words(post, same);
    same.news = outline_of(post);
    same.bands = bands_of(same.news);
    same.author = author_of(post);
    return same;
}

bool is_same_author(const Sameness::Author& a, const Sameness::Author& b)
{
    const auto same = [](std::uint64_t one, std::uint64_t other) {
        return one != 0 && one == other;
    };
    if (same(a.handle, b.handle)) return true;
    // On one network two handles are two people.
    const bool two_handles = a.handle != 0 && b.handle != 0 && a.network == b.network;
    return !two_handles && (same(a.account, b.account) || same(a.name, b.name));
}

}  // namespace narrowcast
