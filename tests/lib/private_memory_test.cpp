// SPDX-License-Identifier: Apache-2.0
#include "lib/private_memory.hpp"

#include "support/catch.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

TEST_CASE("a process that keeps its memory private leaves no core file")
{
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_CORE, &all);
        narrowcast::lib::keep_memory_private();
        rlimit core{1, 1};
        ::getrlimit(RLIMIT_CORE, &core);
        if (core.rlim_max != 0 || ::prctl(PR_GET_DUMPABLE) != 0) ::_exit(1);
        ::signal(SIGABRT, SIG_DFL);  // the test program's own would speak
        std::abort();
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    CHECK_FALSE(WCOREDUMP(status));
}
