// SPDX-License-Identifier: Apache-2.0
// Takes from this process what a program that only computes does not need (Linux's resource limits
// and, through libseccomp, its system calls).
#pragma once

#include "narrowcast/base/result.hpp"

#include <chrono>
#include <cstddef>

namespace narrowcast::lib {

struct SandboxLimits {
    std::size_t memory = std::size_t{512} * 1024 * 1024;  // all of its address space
    std::chrono::seconds processor_time{5};
};

// From now on this thread can read its standard input, write to its standard output, ask for and
// give back memory, and end. Any other system call kills the process at once, and so do more
// processor time and the writing of files; no core file is left. Call it with one thread, and close
// what is open before. Fault::refused: this system cannot do it; go no further then.
Result<void> lock_down(const SandboxLimits& limits);

}  // namespace narrowcast::lib
