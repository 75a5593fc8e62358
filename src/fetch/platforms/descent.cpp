// SPDX-License-Identifier: Apache-2.0
// A list that a platform gives newest first, page by page.
#include "fetch/platforms/descent.hpp"

#include "fetch/platforms/take.hpp"

#include "narrowcast/base/json.hpp"

#include <algorithm>
#include <utility>

namespace narrowcast {

bool is_newer(std::string_view a, std::string_view b)
{
    return a.size() != b.size() ? a.size() > b.size() : a > b;
}

Descent::Descent(std::string_view position)
{
    const auto json = parse_json(position);
    if (!json || !json->is_object()) return;
    known_ = text_in(*json, "known");
    newest_ = text_in(*json, "newest");
    page_ = text_in(*json, "page");
    note_ = text_in(*json, "note");
    pages_ = static_cast<int>(
        std::clamp<std::int64_t>(count_in(*json, "pages").value_or(0), 0, 1'000'000));
    if (page_.empty() || pages_ == 0) begin_anew();
}

std::optional<Time> Descent::known_at() const { return from_rfc3339(known_); }

void Descent::begin_anew()
{
    page_.clear();
    pages_ = 0;
}

bool Descent::went(const Seen& seen, int most)
{
    if (is_newer(seen.newest, newest_)) newest_ = seen.newest;
    const bool reached = first_round() || (!seen.oldest.empty() && is_newer(known_, seen.oldest));
    if (!reached && !seen.next.empty() && seen.next != page_ && pages_ + 1 < most) {
        page_ = seen.next;
        ++pages_;
        return true;
    }
    if (is_newer(newest_, known_)) known_ = newest_;
    newest_.clear();
    begin_anew();
    return false;
}

std::string Descent::spelled() const
{
    Json json = Json::object();
    if (!known_.empty()) json["known"] = known_;
    if (!newest_.empty()) json["newest"] = newest_;
    if (!page_.empty()) json["page"] = page_;
    if (pages_ > 0) json["pages"] = pages_;
    if (!note_.empty()) json["note"] = note_;
    return json.empty() ? std::string{} : dump(json);
}

Descent::Seen dates_of(std::span<const RawPost> posts, std::string next)
{
    std::optional<Time> newest, oldest;
    for (const RawPost& post : posts) {
        if (!post.created) continue;
        newest = newest ? std::max(*newest, *post.created) : *post.created;
        oldest = oldest ? std::min(*oldest, *post.created) : *post.created;
    }
    if (!newest) return {.newest = {}, .oldest = {}, .next = std::move(next)};
    return {.newest = to_rfc3339(*newest), .oldest = to_rfc3339(*oldest), .next = std::move(next)};
}

}  // namespace narrowcast
