// SPDX-License-Identifier: Apache-2.0
// `narrowcast hub` as a process of its own.
#pragma once

#include "support/catch.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace narrowcast::test {

class HubProcess {
public:
    explicit HubProcess(const std::string& config)
    {
        child_ = ::fork();
        REQUIRE(child_ >= 0);
        if (child_ > 0) return;
        const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        ::dup2(nowhere, STDERR_FILENO);
        ::setenv("NARROWCAST_ASSETS", NARROWCAST_SOURCE_DIR "/assets", 1);
        ::execl(NARROWCAST_PROGRAM, NARROWCAST_PROGRAM, "hub", "--config", config.c_str(), nullptr);
        ::_exit(127);
    }
    ~HubProcess() { end_with(SIGTERM); }
    HubProcess(const HubProcess&) = delete;

    void end_with(int signal)
    {
        if (child_ <= 0) return;
        ::kill(child_, signal);
        ::waitpid(child_, nullptr, 0);
        child_ = -1;
    }

private:
    pid_t child_ = -1;
};

}  // namespace narrowcast::test
