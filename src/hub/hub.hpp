// SPDX-License-Identifier: Apache-2.0
// The hub: everything that runs between the platforms and the screens.
//
//     fetch loop -> Channel<Batch> -> writer (refine, store) -> Latest<Stored> -> publisher
//     -> Latest<Board> -> server's thread -> screens
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/refine.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace narrowcast {

struct HubOptions {
    Config config;
    std::filesystem::path assets;
    std::filesystem::path state_folder;  // holds narrowcast.db, and pictures in media/
    Clock clock = system_now;
    std::function<void()> alive = {};    // called by the writer every second or two
    std::filesystem::path decoder = {};  // narrowcast-decode; "": no pictures are fetched
};

// Construction starts everything, destruction stops everything, in well under two seconds.
// All members from one thread.
class Hub {
public:
    // Fault::refused: the configuration; rejected: the address or the folder cannot be had.
    static Result<std::unique_ptr<Hub>> open(HubOptions options);
    ~Hub();
    Hub(Hub&&) = delete;

    int port() const;  // 0: a failed reload has lost the address to another program

    // Goes over to another configuration. Refused: everything stays as it was. Screens stay
    // connected unless the listening address changes.
    Result<void> reload(Config config);

private:
    struct Machine;
    explicit Hub(std::unique_ptr<Machine> machine);
    std::unique_ptr<Machine> machine_;
};

// $STATE_DIRECTORY, else what the configuration says, else ~/.local/state/narrowcast.
std::filesystem::path state_folder_of(const Config& config);

// A secret by name: $CREDENTIALS_DIRECTORY/NAME, then $NARROWCAST_CREDENTIALS/NAME (a folder), then
// the environment variable NARROWCAST_CREDENTIAL_NAME. Fault::refused when it is nowhere, or when
// its file is empty or can be read by everybody.
Result<std::string> credential_named(const std::string& name);
// How to fetch, with the proxy's login itself in place of its name.
Result<FetchConfig> with_proxy_login(FetchConfig config);

}  // namespace narrowcast
