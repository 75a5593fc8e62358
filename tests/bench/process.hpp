// SPDX-License-Identifier: Apache-2.0
// Starts the program as systemd would and watches it from outside.
#pragma once

#include <filesystem>
#include <string>

namespace narrowcast::bench {

// That a process has used so far.
double cpu_seconds(int process);

struct Setting {
    std::string program;
    std::filesystem::path folder;  // its state, and the socket it reports to
    std::filesystem::path assets;
};

// Seconds from exec until it reports its first slide (sd_notify STATUS).
double first_slide(const Setting& setting);

struct Resting {
    double pss_mib = 0;
    double cpu_share = 0;  // of one core, while one slide stays on and nothing fades
};
Resting at_rest(const Setting& setting, double seconds);

}  // namespace narrowcast::bench
