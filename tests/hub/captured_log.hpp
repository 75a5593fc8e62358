// SPDX-License-Identifier: Apache-2.0
// What this process writes to stderr while it lives.
#pragma once

#include "support/temporary_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace narrowcast::test {

class CapturedLog {
public:
    CapturedLog() : before_{::dup(STDERR_FILENO)}
    {
        const auto file = folder_.path() / "log";
        const int descriptor =
            ::open(file.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(descriptor, STDERR_FILENO);
        ::close(descriptor);
    }
    ~CapturedLog()
    {
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
    }
    CapturedLog(const CapturedLog&) = delete;
    CapturedLog& operator=(const CapturedLog&) = delete;

    std::string text() const { return folder_.read("log"); }

private:
    const TemporaryFolder folder_;
    const int before_;
};

}  // namespace narrowcast::test
