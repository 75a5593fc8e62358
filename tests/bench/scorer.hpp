// SPDX-License-Identifier: Apache-2.0
// The built-in scorer: time, memory, and beside fastText where that is installed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace narrowcast::bench {

struct ScorerSpeed {
    double median = 0;       // microseconds for a text of median length
    double all = 0;          // microseconds for a text, the mean over all
    double allocations = 0;  // for a text, the mean over all, with the answer's own
};
// Over the texts of assets/sentiment/corpus/<language>_company.
ScorerSpeed scorer_speed(const std::filesystem::path& assets, const std::string& language);

// Milliseconds a kilobyte, language and mood, for the slowest of texts of 100 kB made to be slow.
double slowest_long_text(const std::filesystem::path& assets);

struct ScorerSize {
    double load = 0;       // milliseconds that pass, median of 9
    double load_work = 0;  // milliseconds of processor time, of all threads
    double bytes = 0;      // of all files that are read
};
ScorerSize scorer_size(const std::filesystem::path& assets);

// The same file of 40,000 lines through both, the time each needs for an empty one taken off.
struct BesideFastText {
    bool installed = false;
    double ours = 0, theirs = 0;  // texts a second of processor time
};
BesideFastText beside_fasttext(const std::filesystem::path& assets);

}  // namespace narrowcast::bench
