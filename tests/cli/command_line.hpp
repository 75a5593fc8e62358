// SPDX-License-Identifier: Apache-2.0
// The program, as a shell starts it.
#pragma once

#include "support/catch.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace narrowcast::test {

struct Ended {
    int code = -1;
    std::string output;
};

// `narrowcast ARGUMENTS` through a shell, which gives redirections.
inline Ended run(const std::string& arguments)
{
    ::setenv("NARROWCAST_ASSETS", NARROWCAST_SOURCE_DIR "/assets", 1);
    ::setenv("NARROWCAST_CONFIG", NARROWCAST_SOURCE_DIR "/assets/demo", 1);
    FILE* pipe = ::popen((std::string{NARROWCAST_PROGRAM} + " " + arguments).c_str(), "r");
    REQUIRE(pipe);
    Ended ended;
    std::array<char, 4096> chunk{};
    while (const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), pipe))
        ended.output.append(chunk.data(), got);
    const int status = ::pclose(pipe);
    ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ended;
}

}  // namespace narrowcast::test
