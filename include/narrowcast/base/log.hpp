// SPDX-License-Identifier: Apache-2.0
// One line per event on stderr, for journald: "level folder: sentence". Any thread.
//
// Never hand a secret or the words of a post to it.
#pragma once

#include <string_view>

namespace narrowcast::log {

enum class Level { debug, info, warning, error, off };

void set_level(Level level);  // info unless told

void debug(std::string_view folder, std::string_view sentence);
void info(std::string_view folder, std::string_view sentence);
void warning(std::string_view folder, std::string_view sentence);
void error(std::string_view folder, std::string_view sentence);

}  // namespace narrowcast::log
