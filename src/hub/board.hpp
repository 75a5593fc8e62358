// SPDX-License-Identifier: Apache-2.0
// The newest edition of every screen, as one value that threads hand over whole.
#pragma once

#include "narrowcast/base/latest.hpp"
#include "narrowcast/edition.hpp"

#include <map>
#include <memory>
#include <string>

namespace narrowcast {

struct Published {
    Edition edition;
    int width = 1920, height = 1080;           // of the screen, as configured
    std::shared_ptr<const std::string> event;  // the edition as the event stream sends it
};

using Board = std::map<std::string, std::shared_ptr<const Published>, std::less<>>;

}  // namespace narrowcast
