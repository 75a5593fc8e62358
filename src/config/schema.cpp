// SPDX-License-Identifier: Apache-2.0
#include "config/schema.hpp"

#include "narrowcast/config.hpp"

namespace narrowcast {
namespace {

template <class Settings>
Json titled(const char* title)
{
    Json whole = Json::object();
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    whole["title"] = title;
    whole.update(schema<Settings>());
    return whole;
}

}  // namespace

Json config::schema_of(std::string_view which)
{
    if (which == "narrowcast") return titled<WallConfig>("Narrowcast: what the wall shows");
    if (which == "hub") return titled<HubConfig>("Narrowcast: the hub and its sources");
    return nullptr;
}

std::string schema_text(std::string_view which)
{
    const Json schema = config::schema_of(which);
    return schema.is_null() ? "" : dump(schema, 2) + "\n";
}

}  // namespace narrowcast
