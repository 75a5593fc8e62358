// SPDX-License-Identifier: Apache-2.0
// Several searches of one source, asked one after the other.
#include "fetch/platforms/rotation.hpp"

#include "fetch/platforms/take.hpp"

#include "narrowcast/base/json.hpp"

#include <algorithm>

namespace narrowcast {

Rotation::Rotation(const std::string& position, std::size_t count)
    : places_(std::max<std::size_t>(count, 1))
{
    const auto json = parse_json(position);
    if (!json) return;
    const Json& places = member(*json, "places");
    if (!places.is_array() || places.size() != places_.size()) return;
    for (std::size_t i = 0; i < places_.size(); ++i)
        places_[i] = text_of(places[i]);
    const auto turn = static_cast<std::size_t>(count_in(*json, "turn").value_or(0));
    if (turn < places_.size()) turn_ = turn;
}

bool Rotation::went_to(std::string place, bool more)
{
    places_[turn_] = std::move(place);
    if (more) return true;
    turn_ = (turn_ + 1) % places_.size();
    return turn_ != 0;
}

std::string Rotation::spelled() const
{
    Json json = Json::object();
    json["turn"] = turn_;
    json["places"] = places_;
    return dump(json);
}

}  // namespace narrowcast
