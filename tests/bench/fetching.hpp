// SPDX-License-Identifier: Apache-2.0
// A hub as a process of its own, fed by servers of ours on loopback.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace narrowcast::bench {

// A hub whose sources all answer 304; the share of one core it takes.
double cpu_of_idle_sources(const std::string& program, const std::filesystem::path& assets,
                           std::size_t sources, double seconds);

struct Streaming {
    double sent = 0, kept = 0;           // posts
    double posts_a_second = 0;           // that the hub took in
    double first_mib = 0, last_mib = 0;  // resident, after a quarter of the time and at its end
};
// One stream of posts, all different, at a steady pace.
Streaming stream_posts(const std::string& program, const std::filesystem::path& assets,
                       double posts_a_second, double seconds);

struct Latency {
    double median = 0, p99 = 0;  // seconds from the server's send to an attached screen's edition
};
Latency time_to_screen(const std::string& program, const std::filesystem::path& assets,
                       std::size_t posts);

}  // namespace narrowcast::bench
