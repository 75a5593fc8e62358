// SPDX-License-Identifier: Apache-2.0
// The company's own pictures, the logo and those of announcements: files beside the configuration,
// made anew by narrowcast-decode like all others, and served at /media/.
//
// The publisher's way: own.look(stop) at the beginning of each round, then
//     wall.logo = own.address_of(config.wall.look.logo);
//     slide.picture = own.address_of(message.picture);
#pragma once

#include "media/cache.hpp"
#include "media/decoder.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace narrowcast {

// One thread.
class OwnPictures {
public:
    // `folder`: of the hub's pictures, these lie in a folder within it. `program`:
    // narrowcast-decode, "": there are no pictures. The configuration must outlive it.
    OwnPictures(const Config& config, std::filesystem::path folder, std::filesystem::path program);

    // Makes what the configuration names and what has changed since the last look; does little
    // where nothing has. What is missing or no picture is told once in the log. What is no longer
    // named is deleted.
    void look(const std::stop_token& stop);

    // Of a file as the configuration names it: "/media/KEY-640x480.png"; another one when the file
    // has changed. "" for "" and for what is not there.
    std::string address_of(const std::string& file) const;

private:
    struct Known {
        std::filesystem::file_time_type changed{};
        std::uintmax_t size = 0;
        std::string key, address;  // "": no picture was had of it
    };
    Result<Known> facts_of(const std::string& file) const;
    Result<void> make(const std::string& file, Known& known, const std::stop_token& stop);
    void look_at(const std::string& file, const std::stop_token& stop);
    void tell(const std::string& file, const Error& error);

    const Config& config_;
    const std::filesystem::path folder_;
    const std::filesystem::path program_;
    std::optional<media::MediaCache> cache_;
    std::map<std::string, Known> known_;  // by the name in the configuration
    std::map<std::string, std::string> told_;
};

}  // namespace narrowcast
