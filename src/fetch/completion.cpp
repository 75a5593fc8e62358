// SPDX-License-Identifier: Apache-2.0
// Fills in what the posts of a stream lack.
#include "fetch/completion.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/json_fields.hpp"

#include <algorithm>
#include <set>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr auto gathering = 200ms;  // posts of as many authors as fit are asked for at once
constexpr auto after_failure = 2s;
constexpr std::chrono::seconds longest_wait = 15min;

// What is known of a post that was told by its id.
struct Bare {
    std::string id, network, in_reply_to;
    Kind kind = Kind::post;
    std::optional<Time> created;

    static constexpr std::tuple fields{
        Field{"id", &Bare::id, "native id"},
        Field{"network", &Bare::network, "the network it was written on"},
        Field{"in_reply_to", &Bare::in_reply_to, "native id of the post it answers"},
        Field{"kind", &Bare::kind, "post or comment"},
        Field{"created_at", &Bare::created, "when it was told"},
    };
};

}  // namespace

Completion::Completion(const SourceConfig& source, const Platform& platform)
    : source_{&source}, platform_{&platform}
{
}

// By what answers are kept: whole posts by their id, names by their author's handle.
const std::string& Completion::key_of(const RawPost& post) const
{
    return platform_->lacks ? post.native_id : post.author.handle;
}

bool Completion::lacks(const RawPost& post) const
{
    if (!platform_->complete || post.deleted) return false;
    return !platform_->lacks || platform_->lacks(post);
}

bool Completion::fill(RawPost& post)
{
    if (auto whole = whole_.extract(key_of(post)); !whole.empty()) {
        whole.mapped().sensitive = whole.mapped().sensitive || post.sensitive;
        post = std::move(whole.mapped());
        return true;
    }
    const auto known = authors_.find(post.author.handle);
    if (known == authors_.end()) return false;
    post.author = known->second.author;
    post.sensitive = post.sensitive || known->second.sensitive;
    return true;
}

void Completion::add(std::optional<RawPost> post, std::optional<Cursor> next)
{
    if (!post && !queue_.empty()) {
        if (next) queue_.back().next = std::move(next);
        return;
    }
    Item item{.post = std::move(post), .next = std::move(next), .lacks = false};
    if (item.post && lacks(*item.post)) {
        item.lacks = !fill(*item.post);
        if (platform_->lacks) ++bare_brought_;
    }
    queue_.push_back(std::move(item));
}

std::optional<Request> Completion::question(Instant now)
{
    if (!platform_->complete || !asked_.empty() || now < next_) return {};
    std::set<std::string> keys;
    for (Item& item : queue_) {
        if (!item.lacks) continue;
        if (fill(*item.post)) {
            item.lacks = false;
            continue;
        }
        if (!keys.insert(key_of(*item.post)).second) continue;
        asked_.push_back(*item.post);
        asked_.back().sensitive = false;  // what is learned is of the author, not of this post
        if (asked_.size() == platform_->complete_most) break;
    }
    if (asked_.empty()) return {};
    Request request = platform_->complete(*source_, asked_);
    if (!request.url.empty()) return request;
    give_up();
    return {};
}

// Login, network and rate limits say nothing about a post: it is asked for again.
bool Completion::must_wait(const Error& error, const Result<Response>& response) const
{
    if (!platform_->lacks) return false;
    return !response || error.fault == Fault::rejected || error.retry_after > 0s ||
           response->status == 429 || response->status / 100 == 5;
}

void Completion::at_once(Instant now) { next_ = std::min(next_, now); }

std::optional<Error> Completion::answered(const Result<Response>& response, Instant now)
{
    next_ = now + gathering;
    std::vector<std::string> keys;
    keys.reserve(asked_.size());
    for (const RawPost& post : asked_)
        keys.push_back(key_of(post));
    const auto read = response ? platform_->read_completed(asked_, *response)
                               : Result<void>{std::unexpected{response.error()}};
    if (read) {
        std::vector<RawPost> unknown;
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (platform_->lacks && lacks(asked_[i]))
                unknown.push_back(std::move(asked_[i]));
            else
                remember(keys[i], std::move(asked_[i]));
        asked_ = std::move(unknown);
        for (Item& item : queue_)
            if (item.lacks && fill(*item.post)) item.lacks = false;
        give_up();
        return {};
    }
    if (must_wait(read.error(), response) && faults_ < most_faults) {
        if (response && read.error().fault != Fault::rejected) ++faults_;
        asked_.clear();
        next_ = now + std::max(read.error().retry_after,
                               std::min<std::chrono::seconds>(after_failure * (1 << waits_),
                                                              longest_wait));
        waits_ = std::min(waits_ + 1, 10);
        return read.error();
    }
    if (faults_ >= most_faults || ++tries_ >= most_tries) {
        give_up();
        return {};
    }
    asked_.clear();
    next_ = now + after_failure * tries_;
    return {};
}

// What their authors ask for, or what they say, is not known: better not shown than against a wish.
void Completion::give_up()
{
    tries_ = waits_ = faults_ = 0;
    for (Item& item : queue_)
        for (const RawPost& post : asked_)
            if (item.lacks && key_of(*item.post) == key_of(post)) {
                item.lacks = false;
                item.post->sensitive = true;
            }
    asked_.clear();
}

void Completion::remember(const std::string& key, RawPost post)
{
    if (platform_->lacks) {
        whole_.insert_or_assign(key, std::move(post));
        return;
    }
    if (!authors_.insert_or_assign(key, KnownAuthor{post.author, post.sensitive}).second) return;
    oldest_.push_back(key);
    if (oldest_.size() <= most_authors) return;
    authors_.erase(oldest_.front());
    oldest_.pop_front();
}

Completion::Done Completion::take()
{
    Done done;
    while (!queue_.empty() && !queue_.front().lacks) {
        Item& item = queue_.front();
        if (item.post) done.posts.push_back(*std::move(item.post));
        if (item.next) done.next = std::move(item.next);
        queue_.pop_front();
    }
    return done;
}

std::string Completion::bare_spelled() const
{
    std::string text;
    for (const Item& item : queue_)
        if (item.lacks && platform_->lacks)
            text += dump(write(Bare{.id = item.post->native_id,
                                    .network = item.post->network,
                                    .in_reply_to = item.post->in_reply_to,
                                    .kind = item.post->kind,
                                    .created = item.post->created},
                               true)) +
                    "\n";
    return text;
}

void Completion::recall(std::string_view bare_spelled)
{
    for (std::string_view rest = bare_spelled; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const auto json = parse_json(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        Bare bare;
        std::vector<Problem> wrong;
        if (json) read(*json, bare, "", wrong, Strictness::tolerant);
        if (bare.id.empty()) continue;
        RawPost post;
        post.native_id = std::move(bare.id);
        post.network = std::move(bare.network);
        post.in_reply_to = std::move(bare.in_reply_to);
        post.kind = bare.kind;
        post.created = bare.created;
        add(std::move(post), {});
    }
}

}  // namespace narrowcast
