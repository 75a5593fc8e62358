// SPDX-License-Identifier: Apache-2.0
// Lemmy's posts and comments, as both versions of its interface tell of them. Private to lemmy.cpp.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <string>

namespace narrowcast {

// Reads whatever lists of posts and comments an answer has (a search, a listing, one of them).
// `host`: of the server that answered; part of the ids. False: it has none.
bool read_lemmy(Page& page, const Json& json, const std::string& host);

}  // namespace narrowcast
