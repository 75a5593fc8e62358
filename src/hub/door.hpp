// SPDX-License-Identifier: Apache-2.0
// Where the running hub of a state folder answers, and the secret that it wants to hear from
// programs of this machine: the file hub.door in that folder, readable by its owner only.
//
// Whoever has the door keeps it locked: a hub for as long as it runs, or a command that changes the
// store while no hub does. The lock goes with its process, however that ends.
#pragma once

#include "narrowcast/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace narrowcast {

class Door {
public:
    struct Sign {
        std::string url;    // "http://127.0.0.1:8350"
        std::string token;  // for "Authorization: Bearer ..."; another one for each hub
    };

    // Nothing when somebody else has it. Fault::rejected when the file cannot be had.
    static Result<std::optional<Door>> take(const std::filesystem::path& folder);

    // What the hub that has the door has hung out. Fault::later while it is just starting.
    static Result<Sign> sign_of(const std::filesystem::path& folder);

    Door(Door&& other) noexcept;
    Door& operator=(Door&&) = delete;
    ~Door();  // takes the sign in

    Result<void> hang_out(const Sign& sign);

private:
    Door(std::filesystem::path file, int descriptor);
    std::filesystem::path file_;
    int descriptor_;
};

// 256 random bits in hexadecimal digits, from the kernel.
std::string fresh_token();

}  // namespace narrowcast
