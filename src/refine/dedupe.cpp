// SPDX-License-Identifier: Apache-2.0
// Recognises posts that say again what an earlier post said.
#include "narrowcast/refine.hpp"
#include "refine/sameness.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <utility>

namespace narrowcast {

namespace {

constexpr auto window = std::chrono::hours{48};
constexpr std::size_t most_posts = 100'000;  // about 50 MB
constexpr std::size_t most_news = 20'000;    // about 30 MB: an article has many keys

bool is_close(Time a, Time b) { return a - b <= window && b - a <= window; }

}  // namespace

// The first post that says something owns its keys; those after it are found through them. A post
// that owns no key is not remembered: whoever equals it equals the owners, too.
struct Dedupe::Seen {
    struct Record {
        std::string id, source;
        Time created{};
        Sameness same;
        std::uint64_t number = 0;
        std::uint64_t head = 0;  // number of the post that it repeats, its own if it is the first
        bool alive = true;
    };

    std::deque<Record> records;
    std::uint64_t first = 0;                                  // number of records.front()
    std::unordered_map<std::uint64_t, std::uint64_t> by_key;  // to a record's number
    std::deque<std::uint64_t> news;                           // records with bands
    Time newest{};
    std::vector<std::string> parted;

    Record* find(std::uint64_t key)
    {
        const auto found = key == 0 ? by_key.end() : by_key.find(key);
        return found == by_key.end() ? nullptr : &records[found->second - first];
    }

    Record* find_post(std::string_view id)
    {
        Record* record = find(id_key(id));
        return record != nullptr && record->id == id ? record : nullptr;
    }

    // What a record repeats, or itself.
    const Record& head_of(const Record& record) const
    {
        if (record.head < first) return record;
        const Record& head = records[record.head - first];
        return head.alive ? head : record;
    }

    void own(std::uint64_t key, const Record& record)
    {
        const Record* owner = find(key);
        const bool taken =
            owner != nullptr && owner->id != record.id && record.created - owner->created <= window;
        if (!taken) by_key[key] = record.number;
    }

    void release(const Record& record)
    {
        release(record.same.id, record.number);
        for (const std::uint64_t key : record.same.keys())
            release(key, record.number);
    }

    void release(std::uint64_t key, std::uint64_t number)
    {
        const auto found = by_key.find(key);
        if (found != by_key.end() && found->second == number) by_key.erase(found);
    }

    void bury(Record& record)
    {
        release(record);
        record.alive = false;
    }

    void forget_old()
    {
        while (records.size() > most_posts ||
               (!records.empty() && newest - records.front().created > window)) {
            release(records.front());
            records.pop_front();
            ++first;
        }
        while (!news.empty() && (news.size() > most_news || news.front() < first)) {
            if (news.front() >= first)
                for (const std::uint64_t band : records[news.front() - first].same.bands)
                    release(band, news.front());
            news.pop_front();
        }
    }
};

// An earlier post that says the same, and in what they agree.
struct Dedupe::Match {
    const Seen::Record* record = nullptr;  // nullptr: none
    std::string_view in;
};

Dedupe::Dedupe() : seen_{std::make_unique<Seen>()} {}
Dedupe::~Dedupe() = default;
Dedupe::Dedupe(Dedupe&&) noexcept = default;

namespace {

std::string_view as_repost(const Post& post, std::string_view seen)
{
    if (post.repost_of.empty()) return "already seen as a repost, ";
    if (post.kind == Kind::article) return "told as the same story as ";
    return seen == post.repost_of ? "repost of " : "reposted before by ";
}

}  // namespace

// From the surest sign to the least.
Dedupe::Match Dedupe::match(const Post& post, const Sameness& same) const
{
    const auto other = [&](std::uint64_t key) -> const Seen::Record* {
        const Seen::Record* record = seen_->find(key);
        const bool own =
            record != nullptr && (record->id == post.id || seen_->head_of(*record).id == post.id);
        return own ? nullptr : record;
    };
    if (const Seen::Record* record = other(same.original))
        return {record, as_repost(post, record->id)};
    // Items of one source that share an address are told apart by the source, unless they are
    // articles: feeds publish those again under new ids.
    const Seen::Record* page = other(same.url);
    if (page != nullptr && (page->source != post.source || post.kind == Kind::article))
        return {page, "same address as "};
    for (const std::uint64_t key : {same.words, same.brief_by_name}) {
        const Seen::Record* words = other(key);
        if (words != nullptr && is_close(words->created, post.created) &&
            (!same.brief || is_same_author(words->same.author, same.author)))
            return {words, post.kind == Kind::repost ? "repost with the same words as "
                                                     : "same words as "};
    }
    for (const std::uint64_t band : same.bands) {
        const Seen::Record* story = other(band);
        if (story != nullptr && is_close(story->created, post.created) &&
            is_same_story(story->same.news, same.news))
            return {story, "same story as "};
    }
    return {};
}

Dedupe::Twin Dedupe::earlier(const Post& post) const
{
    if (post.deleted) return {};
    const Match found = match(post, sameness_of(post));
    if (found.record == nullptr) return {};
    const std::string& id = seen_->head_of(*found.record).id;
    return {id, std::string{found.in} + id};
}

void Dedupe::remember(const Post& post)
{
    if (post.deleted) return forget(post.id);
    Sameness same = sameness_of(post);
    const Match found = match(post, same);
    keep(post, std::move(same), found);
}

void Dedupe::keep(const Post& post, Sameness same, const Match& found)
{
    Seen& seen = *seen_;
    const std::uint64_t head = found.record ? seen.head_of(*found.record).number : 0;
    Seen::Record* known = seen.find_post(post.id);
    if (known != nullptr && known->same != same) {  // edited
        if (known->head == known->number) seen.parted.push_back(post.id);
        seen.bury(*known);
        known = nullptr;
    }
    const bool fresh = known == nullptr;
    if (fresh) {
        const std::uint64_t number = seen.first + seen.records.size();
        seen.records.push_back(
            {post.id, post.source, post.created, std::move(same), number, number, true});
        known = &seen.records.back();
    }
    known->head = found.record ? head : known->number;
    bool owns = false;
    for (const std::uint64_t key : known->same.keys()) {
        seen.own(key, *known);
        owns = owns || seen.by_key.at(key) == known->number;
    }
    if (!fresh) return;
    if (!owns) return seen.records.pop_back();
    seen.own(known->same.id, *known);
    if (!known->same.bands.empty()) seen.news.push_back(known->number);
    seen.newest = std::max(seen.newest, post.created);
    seen.forget_old();
}

void Dedupe::forget(std::string_view id)
{
    if (Seen::Record* record = seen_->find_post(id)) seen_->bury(*record);
}

std::vector<std::string> Dedupe::take_parted() { return std::exchange(seen_->parted, {}); }

Dedupe::Twin Dedupe::twin_of(const Post& post)
{
    if (post.deleted) {
        forget(post.id);
        return {};
    }
    Sameness same = sameness_of(post);
    const Match found = match(post, same);
    Twin twin;
    if (found.record != nullptr) {
        twin.id = seen_->head_of(*found.record).id;
        twin.reason = std::string{found.in} + twin.id;
    }
    keep(post, std::move(same), found);
    return twin;
}

}  // namespace narrowcast
