// SPDX-License-Identifier: Apache-2.0
// Asks again for posts that hang on the wall.
#include "fetch/recheck.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>
#include <iterator>

namespace narrowcast {

Recheck::Recheck(const SourceConfig& source, const Platform& platform, std::chrono::seconds every,
                 Instant now)
    : source_{&source},
      platform_{&platform},
      every_{every},
      next_{now + std::min(every, std::chrono::seconds{10})},
      next_round_{next_}
{
}

Request Recheck::request_for(const std::vector<Known>& posts, const Cursor& cursor) const
{
    return otherwise_ ? platform_->look_up_otherwise(*source_, cursor, posts)
                      : platform_->look_up(*source_, cursor, posts);
}

std::optional<Request> Recheck::question(Instant now, const std::vector<Known>& on_wall,
                                         const Cursor& cursor)
{
    if (!enabled() || batch_ || !asked_.empty() || now < next_) return {};
    if (queue_.empty()) {
        queue_.assign(on_wall.begin(), on_wall.end());
        next_round_ = now + every_;
    }
    while (!queue_.empty()) {
        const auto count = std::min(queue_.size(), platform_->look_up_most);
        const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
        asked_.assign(queue_.begin(), end);
        queue_.erase(queue_.begin(), end);
        Request request = request_for(asked_, cursor);
        if (!request.url.empty()) return request;
    }
    asked_.clear();
    next_ = next_round_;
    return {};
}

void Recheck::give_up_round(Instant now, std::chrono::seconds retry_after)
{
    queue_.clear();
    next_ = std::max<Instant>(next_round_, now + retry_after);
}

void Recheck::answered(const Result<Response>& response, Instant now)
{
    const std::vector<Known> asked = std::exchange(asked_, {});
    next_ = queue_.empty() ? next_round_ : now + pace;
    if (!response) return give_up_round(now, response.error().retry_after);
    const bool closed = response->status == 401 || response->status == 403;
    if (closed && !otherwise_ && platform_->look_up_otherwise != nullptr) {
        otherwise_ = true;
        queue_.insert(queue_.begin(), asked.begin(), asked.end());
        next_ = now + pace;
        return;
    }
    auto found = platform_->read_looked_up(*source_, asked, *response);
    if (found) return take(*std::move(found));
    log::debug("fetch", source_->name + ", looking up: " + found.error().text);
    give_up_round(now, found.error().retry_after);
}

void Recheck::take(Found found)
{
    std::move(found.spent.begin(), found.spent.end(), std::back_inserter(spent_));
    if (found.posts.empty() && found.gone.empty()) return;
    batch_ = Batch{.source = source_->name,
                   .platform = std::string{platform_->name},
                   .posts = std::move(found.posts),
                   .next = {},
                   .more = false};
    for (std::string& id : found.gone) {
        log::info("fetch", source_->name + ": a post is gone at the platform");
        RawPost gone;
        gone.native_id = std::move(id);
        gone.deleted = true;
        batch_->posts.push_back(std::move(gone));
    }
}

bool Recheck::hand_over(Channel<Batch>& out)
{
    if (batch_ && !out.try_push(*batch_)) return false;
    batch_.reset();
    return true;
}

}  // namespace narrowcast
