// SPDX-License-Identifier: Apache-2.0
// Reading a list that a server gives newest first.
#include "fetch/platforms/walk.hpp"

#include <algorithm>
#include <charconv>

namespace narrowcast {
namespace {

// The number in front, which is taken off together with the space behind it; 0 if there is none.
std::int64_t taken_number(std::string_view& text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0) return 0;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with(' ')) text.remove_prefix(1);
    return number;
}

}  // namespace

Walk::Walk(std::string_view place)
{
    known_ = taken_number(place);
    newest_ = taken_number(place);
    page_ = static_cast<int>(std::min<std::int64_t>(taken_number(place), 1'000'000));
    token_ = place;
    if (token_.empty() != (page_ == 0)) {  // no place of ours: at least begin the round anew
        page_ = 0;
        token_.clear();
    }
}

bool Walk::went(const Seen& seen, int most)
{
    newest_ = std::max(newest_, seen.newest);
    const bool reached = first_round() || seen.oldest <= known_;
    if (!reached && !seen.next.empty() && seen.next != token_ && page_ + 1 < most) {
        token_ = seen.next;
        ++page_;
        return true;
    }
    if (newest_ > 0) known_ = newest_;
    newest_ = 0;
    page_ = 0;
    token_.clear();
    return false;
}

std::string Walk::spelled() const
{
    std::string place = std::to_string(known_);
    if (page_ > 0)
        place += " " + std::to_string(newest_) + " " + std::to_string(page_) + " " + token_;
    return place;
}

Walk::Seen dates_of(std::span<const RawPost> posts)
{
    Walk::Seen seen;
    for (const RawPost& post : posts) {
        if (!post.created) continue;
        const std::int64_t mark = post.created->time_since_epoch().count();
        seen.newest = std::max(seen.newest, mark);
        seen.oldest = seen.oldest == 0 ? mark : std::min(seen.oldest, mark);
    }
    return seen;
}

}  // namespace narrowcast
