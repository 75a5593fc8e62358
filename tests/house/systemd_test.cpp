// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

namespace {

namespace fs = std::filesystem;

struct Ended {
    int code;
    std::string output;
};

Ended run(const std::string& command)
{
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    std::string output;
    std::array<char, 4096> chunk{};
    while (const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), pipe))
        output.append(chunk.data(), got);
    return {pclose(pipe), output};
}

}  // namespace

TEST_CASE("systemd finds nothing wrong with the units")
{
    if (run("command -v systemd-analyze").code != 0) {
        WARN("skipped: systemd-analyze is not installed");
        return;
    }
    // verify wants the program to exist, which on a build machine it does not
    const fs::path folder =
        fs::temp_directory_path() / ("narrowcast-units-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    for (const char* unit : {"narrowcast-hub.service", "narrowcast-screen.service"}) {
        std::ifstream source{fs::path{NARROWCAST_SOURCE_DIR} / "config/systemd" / unit};
        std::ofstream copy{folder / unit};
        for (std::string line; std::getline(source, line);) {
            if (const auto at = line.find("/usr/bin/narrowcast"); at != line.npos)
                line.replace(at, 19, "/bin/true");
            copy << line << '\n';
        }
        copy.close();
        const Ended verified = run("systemd-analyze verify --man=no " + (folder / unit).string());
        INFO(verified.output);
        CHECK(verified.code == 0);
        CHECK(verified.output.empty());
    }
    fs::remove_all(folder);
}
