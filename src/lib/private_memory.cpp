// SPDX-License-Identifier: Apache-2.0
#include "lib/private_memory.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace narrowcast::lib {

void keep_memory_private()
{
    // The limit alone does not hold where core files are piped to a program; the other does.
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace narrowcast::lib
