// SPDX-License-Identifier: Apache-2.0
// Recognises posts that say again what an earlier post said.
#include "narrowcast/refine.hpp"
#include "refine/links.hpp"
#include "refine/words.hpp"

#include <cstdint>
#include <cstdlib>
#include <deque>
#include <unordered_map>

namespace narrowcast {

namespace {

constexpr auto window = std::chrono::hours{48};
constexpr std::size_t most_posts = 100'000;  // about 30 MB
constexpr std::size_t fewest_words = 4;  // "Top service!" is said by many; with less, one author

// What tells posts apart, each as the hash of its text; 0: it has none.
struct Keys {
    std::uint64_t url = 0, words = 0, original = 0;
    bool operator==(const Keys&) const = default;
};

std::uint64_t hash_of(std::string_view kind, std::string_view text)
{
    std::uint64_t hash = std::hash<std::string_view>{}(text);
    hash ^= std::hash<std::string_view>{}(kind) + 0x9E3779B97F4A7C15u + (hash << 6) + (hash >> 2);
    return hash == 0 ? 1 : hash;
}

// A home page is where many things are; a page of a shop is where many reviews are.
std::uint64_t url_key(const Post& post)
{
    if (post.url.empty() || post.kind == Kind::review) return 0;
    const std::string url = canonical_url(post.url);
    const std::size_t host = url.find("://");
    const bool page = host != url.npos && url.find_first_of("/?", host + 3) != url.npos;
    if (!page) return 0;
    return hash_of("url", url);
}

// The words an author wrote: no links, no names of those spoken to, no "RT @somebody:".
std::uint64_t words_key(const Post& post)
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
    if (kept.empty()) return 0;
    if (count < fewest_words)
        kept += "\n" + (post.author.handle.empty() ? post.author.name : post.author.handle);
    return hash_of("words", kept);
}

Keys keys_of(const Post& post)
{
    return {url_key(post), words_key(post),
            hash_of("original", post.repost_of.empty() ? post.id : post.repost_of)};
}

}  // namespace

struct Dedupe::Seen {
    struct Record {
        std::string id, source;
        Time created{};
        Keys keys;
    };

    std::deque<Record> records;
    std::uint64_t first = 0;                                  // number of records.front()
    std::unordered_map<std::uint64_t, std::uint64_t> by_key;  // to a record's number
    Time newest{};

    const Record* find(std::uint64_t key) const
    {
        const auto found = key == 0 ? by_key.end() : by_key.find(key);
        return found == by_key.end() ? nullptr : &records[found->second - first];
    }

    void forget_old()
    {
        while (records.size() > most_posts ||
               (!records.empty() && newest - records.front().created > window))
            forget_first();
    }

    void forget_first()
    {
        const Keys& keys = records.front().keys;
        for (const std::uint64_t key : {keys.url, keys.words, keys.original})
            release(key, first);
        records.pop_front();
        ++first;
    }

    void release(std::uint64_t key, std::uint64_t number)
    {
        const auto found = by_key.find(key);
        if (found != by_key.end() && found->second == number) by_key.erase(found);
    }

    // Deleted at the platform: its copies may be shown.
    void release_all_of(const Post& post)
    {
        for (const std::string_view id : {post.id, post.repost_of}) {
            const Record* record = find(hash_of("original", id));
            if (record == nullptr || record->id != post.id) continue;
            const auto number = first + static_cast<std::uint64_t>(position_of(*record));
            const Keys keys = record->keys;
            for (const std::uint64_t key : {keys.url, keys.words, keys.original})
                release(key, number);
        }
    }

    std::size_t position_of(const Record& record) const
    {
        const auto found = by_key.find(record.keys.original);
        return static_cast<std::size_t>(found->second - first);
    }
};

Dedupe::Dedupe() : seen_{std::make_unique<Seen>()} {}
Dedupe::~Dedupe() = default;
Dedupe::Dedupe(Dedupe&&) noexcept = default;

Dedupe::Twin Dedupe::earlier(const Post& post) const
{
    if (post.deleted) return {};
    const Keys keys = keys_of(post);
    const auto other = [&](std::uint64_t key) -> const Seen::Record* {
        const Seen::Record* record = seen_->find(key);
        return record != nullptr && record->id != post.id ? record : nullptr;
    };
    if (const Seen::Record* record = other(keys.original))
        return {record->id, (post.repost_of.empty()         ? "already seen as a repost, "
                             : record->id == post.repost_of ? "repost of "
                                                            : "reposted before by ") +
                                record->id};
    // Items of one source that share an address are told apart by the source, unless they are
    // articles: feeds publish those again under new ids.
    const Seen::Record* page = other(keys.url);
    if (page != nullptr && (page->source != post.source || post.kind == Kind::article))
        return {page->id, "same address as " + page->id};
    const Seen::Record* words = other(keys.words);
    if (words == nullptr) return {};
    const bool close =
        post.created - words->created <= window && words->created - post.created <= window;
    if (!close) return {};
    return {words->id,
            (post.kind == Kind::repost ? "repost with the same words as " : "same words as ") +
                words->id};
}

void Dedupe::remember(const Post& post)
{
    if (post.deleted) return seen_->release_all_of(post);
    Seen& seen = *seen_;
    const Keys keys = keys_of(post);
    const Seen::Record* known = seen.find(keys.original);
    if (known != nullptr && known->id == post.id && known->keys == keys) return;
    const std::uint64_t number = seen.first + seen.records.size();
    bool owns = false;
    for (const std::uint64_t key : {keys.url, keys.words, keys.original}) {
        const Seen::Record* owner = seen.find(key);
        const bool taken =
            owner != nullptr && owner->id != post.id && post.created - owner->created <= window;
        if (key == 0 || taken) continue;
        seen.by_key[key] = number;
        owns = true;
    }
    if (!owns) return;
    seen.records.push_back({post.id, post.source, post.created, keys});
    seen.newest = std::max(seen.newest, post.created);
    seen.forget_old();
}

Dedupe::Twin Dedupe::twin_of(const Post& post)
{
    Twin twin = earlier(post);
    remember(post);
    return twin;
}

}  // namespace narrowcast
