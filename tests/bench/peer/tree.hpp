// SPDX-License-Identifier: Apache-2.0
// A program with all its child processes, watched from outside.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace narrowcast::bench {

class ProcessTree {
public:
    // Its output goes nowhere.
    ProcessTree(const std::vector<std::string>& command,
                const std::map<std::string, std::string>& environment);
    ~ProcessTree();
    ProcessTree(ProcessTree&&) = delete;

    double pss_mib() const;      // of all of them
    double cpu_seconds() const;  // of those that live, with what they waited for
    double wakeups() const;      // voluntary switches of all their threads so far
    std::size_t count() const { return members().size(); }

private:
    std::vector<pid_t> members() const;

    pid_t root_ = -1;
};

// Where a program is found on the path; "" when it is not.
std::string on_path(const std::string& program);

}  // namespace narrowcast::bench
