// SPDX-License-Identifier: Apache-2.0
// A list that a platform gives newest first, page by page.
#include "fetch/platforms/descent.hpp"

#include "fetch/platforms/take.hpp"

#include "narrowcast/base/json.hpp"

#include <algorithm>

namespace narrowcast {

Descent::Descent(std::string_view position)
{
    const auto json = parse_json(position);
    if (!json || !json->is_object()) return;
    known_ = time_in(*json, "known");
    newest_ = time_in(*json, "newest");
    page_ = text_in(*json, "page");
    note_ = text_in(*json, "note");
    pages_ = static_cast<int>(std::min<std::int64_t>(count_in(*json, "pages").value_or(0), 1000));
}

void Descent::begin_anew()
{
    page_.clear();
    pages_ = 0;
}

bool Descent::went_through(const std::vector<RawPost>& posts, std::string next, bool by_edit)
{
    std::optional<Time> oldest;
    for (const RawPost& post : posts) {
        const std::optional<Time> at = by_edit && post.edited ? post.edited : post.created;
        if (!at) continue;
        newest_ = std::max(newest_, at);
        oldest = oldest ? std::min(*oldest, *at) : *at;
    }
    const bool reached = !known_ || (oldest && *oldest < *known_);
    if (!reached && !next.empty() && next != page_ && ++pages_ < most_pages) {
        page_ = std::move(next);
        return true;
    }
    known_ = std::max(known_, newest_);
    newest_.reset();
    begin_anew();
    return false;
}

std::string Descent::spelled() const
{
    Json json = Json::object();
    if (known_) json["known"] = to_rfc3339(*known_);
    if (newest_) json["newest"] = to_rfc3339(*newest_);
    if (!page_.empty()) json["page"] = page_;
    if (pages_ > 0) json["pages"] = pages_;
    if (!note_.empty()) json["note"] = note_;
    return json.empty() ? std::string{} : dump(json);
}

}  // namespace narrowcast
