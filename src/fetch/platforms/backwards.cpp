// SPDX-License-Identifier: Apache-2.0
// Where a list stands that comes newest first and page by page.
#include "fetch/platforms/backwards.hpp"

#include "fetch/platforms/take.hpp"

#include "narrowcast/base/json.hpp"

#include <utility>

namespace narrowcast {

bool is_newer(std::string_view a, std::string_view b)
{
    return a.size() != b.size() ? a.size() > b.size() : a > b;
}

Backwards Backwards::of(std::string_view position)
{
    if (position.empty()) return {};
    const auto json = parse_json(position);
    if (!json) return {};
    return {.since = text_in(*json, "since"),
            .newest = text_in(*json, "newest"),
            .page = text_in(*json, "page")};
}

std::string Backwards::spelled() const
{
    Json json = Json::object();
    if (!since.empty()) json["since"] = since;
    if (!newest.empty()) json["newest"] = newest;
    if (!page.empty()) json["page"] = page;
    return json.empty() ? std::string{} : dump(json);
}

// The first round takes one page only: what was written before this program came is history.
bool Backwards::read(std::string first, std::string next)
{
    if (is_newer(first, newest)) newest = std::move(first);
    if (!since.empty() && !next.empty() && next != page) {
        page = std::move(next);
        return true;
    }
    if (is_newer(newest, since)) since = std::move(newest);
    newest.clear();
    page.clear();
    return false;
}

}  // namespace narrowcast
