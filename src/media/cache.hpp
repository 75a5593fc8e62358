// SPDX-License-Identifier: Apache-2.0
// The pictures that the hub keeps, as files of one folder.
//
// A file is named by what was asked for and what it holds: KEY-WIDTHxHEIGHT.jpg or .png. It is
// whole or not there, so that other threads may read it at any time, and the folder alone tells
// after a restart what is kept. What could not be had is remembered as an empty file, KEY-TIMES.no,
// whose time says when to ask again.
#pragma once

#include "media/picture.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace narrowcast::media {

// A picture of an address, as large as it is wanted: a name that tells nobody the address.
std::string key_of(std::string_view url, int side);

// A kept file by its name, for whoever serves it, and its bytes; also of the company's own pictures
// in the folder within. Fault::garbled: no name that the cache gives, or nothing is kept under it.
// Any thread.
Result<std::filesystem::path> kept_file(const std::filesystem::path& folder, std::string_view name);
Result<Picture> read_kept(const std::filesystem::path& folder, std::string_view name);

// One thread.
class MediaCache {
public:
    struct Kept {
        std::string name;  // of the file
        int width = 0, height = 0;
        std::uint64_t bytes = 0;
        Time used{};
        bool operator==(const Kept&) const = default;
    };
    struct Missing {
        int failures = 0;
        Time again{};  // ask no sooner
    };

    // Makes the folder, for this user only, and removes what does not belong there. Fault::rejected
    // when it cannot be had.
    static Result<MediaCache> open(std::filesystem::path folder, std::uint64_t most_bytes);

    const Kept* find(std::string_view key) const;        // nullptr: not kept
    const Missing* missing(std::string_view key) const;  // nullptr: nothing is known against it

    // These hang on walls now, and are the last to make room for others.
    void use(std::set<std::string, std::less<>> keys, Time now);

    // In place of what was kept or remembered under the key; the pictures that were not used for
    // the longest time make room. Fault::later: those on the walls fill the cache; rejected: the
    // disk says no.
    Result<void> put(std::string_view key, const Picture& picture, Time now);

    Result<void> put_missing(std::string_view key, Missing missing);

    void forget(std::string_view key);

    // Removes pictures that were not used for `unused`, and failures that lie so far back.
    void sweep(Time now, std::chrono::seconds unused);

    std::uint64_t bytes() const { return bytes_; }
    std::size_t count() const { return kept_.size(); }

private:
    MediaCache(std::filesystem::path folder, std::uint64_t most_bytes)
        : folder_{std::move(folder)}, most_bytes_{most_bytes}
    {
    }
    void take_in(const std::filesystem::directory_entry& entry);
    bool make_room(std::uint64_t bytes);
    void remove(std::string_view name) const;
    void drop_missing(std::string_view key);

    std::filesystem::path folder_;
    std::uint64_t most_bytes_, bytes_ = 0;
    std::map<std::string, Kept, std::less<>> kept_;
    std::map<std::string, Missing, std::less<>> missing_;
    std::set<std::string, std::less<>> in_use_;
};

}  // namespace narrowcast::media
