// SPDX-License-Identifier: Apache-2.0
#include "hub/media_metrics.hpp"

namespace narrowcast {

std::string media_metrics(const media::Tally& tally)
{
    const auto pictures = [](const char* became, std::uint64_t count) {
        return std::string{"narrowcast_media_pictures_total{became=\""} + became + "\"} " +
               std::to_string(count) + "\n";
    };
    return "# HELP narrowcast_media_pictures_total Avatars and pictures asked for.\n"
           "# TYPE narrowcast_media_pictures_total counter\n" +
           pictures("kept", tally.kept) + pictures("failed", tally.failed) +
           pictures("refused", tally.refused) +
           "# HELP narrowcast_media_files Pictures in the cache.\n"
           "# TYPE narrowcast_media_files gauge\n"
           "narrowcast_media_files " +
           std::to_string(tally.files) +
           "\n"
           "# HELP narrowcast_media_bytes Disk that they take.\n"
           "# TYPE narrowcast_media_bytes gauge\n"
           "narrowcast_media_bytes " +
           std::to_string(tally.bytes) + "\n";
}

}  // namespace narrowcast
