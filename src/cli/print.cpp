// SPDX-License-Identifier: Apache-2.0
// What the verbs of the stages print alike.
#include "cli/print.hpp"

#include "narrowcast/refine.hpp"

#include <iostream>

namespace narrowcast {

void print_posts(std::vector<RawPost> posts, const std::string& source, std::string_view platform)
{
    const Time now = seconds_of(system_now());
    for (RawPost& raw : posts)
        std::cout << to_json_line(clean(std::move(raw), source, platform, now)) << '\n';
    std::cout.flush();
}

void print_garbled(const std::vector<std::string>& sentences)
{
    for (const std::string& sentence : sentences)
        std::cerr << "narrowcast: skipped: " << sentence << '\n';
}

}  // namespace narrowcast
