// SPDX-License-Identifier: Apache-2.0
// A child process whose standard input and output are ours: long-lived, in a process group of its
// own that ends with it.
#pragma once

#include "narrowcast/base/result.hpp"

#include <sys/types.h>

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace narrowcast::lib {

// One thread at a time.
class Process {
public:
    // Runs `command` (the program, looked for in $PATH unless there is a slash in it, and its
    // arguments) without a shell. It has our standard error and our environment without the
    // variables whose names begin as one of `without` does; no signal is blocked or ignored in it.
    // Fault::rejected: there is no such program, or it may not be run; later: the system has no
    // room for it now.
    static Result<Process> start(std::span<const std::string> command,
                                 std::span<const std::string_view> without = {});

    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;

    // Closes its input, asks the whole group to end, and half a second later kills what is left.
    ~Process();

    // Writes as much of the front of `pending` as it takes now and removes that from it, then
    // appends what it has said to `heard` (64 KiB at most). Waits until either is possible or
    // `at_most` passed. False: it has closed its output or its input, or has ended.
    bool exchange(std::string_view& pending, std::string& heard, std::chrono::milliseconds at_most);

    // "ended with status 3", "was ended by signal 9", "has closed its output": for a sentence.
    // Waits a moment for one that is just ending.
    std::string ending() const;

    pid_t id() const { return id_; }

private:
    Process(pid_t id, int in, int out) : id_{id}, in_{in}, out_{out} {}
    bool write_some(std::string_view& pending) const;
    bool read_some(std::string& heard) const;
    bool ended_within(std::chrono::milliseconds time) const;

    pid_t id_ = -1;
    int in_ = -1, out_ = -1;  // its standard input and output, our ends
};

}  // namespace narrowcast::lib
