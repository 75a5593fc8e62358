// SPDX-License-Identifier: Apache-2.0
// A real hub over a folder of its own, asked over HTTP.
#pragma once

#include "hub/configuration.hpp"
#include "hub/hub.hpp"
#include "lib/curl.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <memory>
#include <string>

namespace narrowcast::test {

inline std::string wall_with(const std::string& screens)
{
    return R"({ "company": { "name": "Polderbank" }, "screens": [ )" + screens + " ] }";
}

// `sources`: as they stand in hub.json.
inline std::string hub_with(const std::string& sources, int port = 0)
{
    return R"({ "sources": [ )" + sources + R"( ], "listen": { "port": )" + std::to_string(port) +
           " } }";
}

class RunningHub {
public:
    explicit RunningHub(const std::string& sources = "")
    {
        write(wall_with(R"({ "name": "hal-1" })"), hub_with(sources));
    }

    void write(const std::string& wall, const std::string& it) const
    {
        folder.write("narrowcast.json", wall);
        folder.write("hub.json", it);
    }

    // What stands in the folder now.
    Config configured() const
    {
        Loaded loaded = load_checked(folder.path());
        REQUIRE(loaded.refusals == std::vector<Refusal>{});
        return *std::move(loaded.config);
    }

    Result<void> open()
    {
        HubOptions options;
        options.config = configured();
        options.assets = NARROWCAST_SOURCE_DIR "/assets";
        options.state_folder = folder.path() / "state";
        options.decoder = decoder;
        std::filesystem::create_directories(options.state_folder);
        hub = TRY(Hub::open(std::move(options)));
        port = hub->port();
        return {};
    }

    std::string address(const std::string& path) const
    {
        return "http://127.0.0.1:" + std::to_string(port) + path;
    }
    lib::HttpResponse get(const std::string& path) const
    {
        const std::stop_source never;
        return lib::get(address(path), never.get_token()).value_or(lib::HttpResponse{});
    }

    const TemporaryFolder folder;
    std::filesystem::path decoder;  // "": no pictures
    int port = 0;
    std::unique_ptr<Hub> hub;  // last
};

}  // namespace narrowcast::test
