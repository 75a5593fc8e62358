// SPDX-License-Identifier: Apache-2.0
// The pictures that a screen keeps on its disk, so that it shows them also when its hub is gone.
//
// A file is whole or not there: one thread writes, another may read at any time.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/edition.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// Addresses of the hub's pictures in an edition, those of the slide that is on at `now` first, then
// in playing order; each once.
std::vector<std::string> pictures_of(const Edition& edition, Instant now);

// Where a picture of the hub ("/media/KEY-640x480.jpg") lies; "" for any other address.
std::filesystem::path picture_file(const std::filesystem::path& folder, std::string_view address);

// One thread.
class PictureFolder {
public:
    // Nothing is touched until the first edition.
    PictureFolder(std::filesystem::path folder, std::uint64_t most_bytes)
        : folder_{std::move(folder)}, most_bytes_{most_bytes}
    {
    }

    // Deletes what this edition does not show: at once when its post is gone, too, otherwise an
    // hour later, for it may come back.
    void take(const Edition& edition, Time now);

    bool has(std::string_view address) const;

    // What is not in the edition makes room. Fault::later: no room is left; garbled: no JPEG or
    // PNG, or no address of the hub's pictures; rejected: the disk says no.
    Result<void> put(std::string_view address, std::string_view bytes);

    std::uint64_t bytes() const { return bytes_; }

private:
    using Posts = std::set<std::string, std::less<>>;
    struct Entry {
        std::uint64_t bytes = 0;
        Posts posts;    // that showed it last
        Time unused{};  // since when no slide shows it; none: one does
    };

    void look_around();
    void remove(const std::string& name);
    bool make_room(std::uint64_t bytes);

    const std::filesystem::path folder_;
    const std::uint64_t most_bytes_;
    bool looked_ = false;
    std::map<std::string, Entry, std::less<>> files_;  // by name
    std::map<std::string, Posts, std::less<>> shown_;  // names in the edition, by which posts
    std::uint64_t bytes_ = 0;
};

}  // namespace narrowcast
