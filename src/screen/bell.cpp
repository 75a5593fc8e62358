// SPDX-License-Identifier: Apache-2.0
// An eventfd.
#include "screen/bell.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace narrowcast {

Bell::Bell() : descriptor_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)}
{
    if (descriptor_ < 0)
        throw std::system_error{errno, std::generic_category(), "no eventfd can be made"};
}

Bell::~Bell() { ::close(descriptor_); }

void Bell::ring() const
{
    const std::uint64_t one = 1;
    // A full counter (EAGAIN) means that it is ringing already.
    [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
}

bool Bell::wait(std::chrono::microseconds at_most) const
{
    const auto time = std::max(at_most, std::chrono::microseconds::zero());
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    const timespec timeout{
        static_cast<time_t>(seconds.count()),
        static_cast<long>(std::chrono::nanoseconds{time - seconds}.count()),
    };
    pollfd watched{descriptor_, POLLIN, 0};
    if (::ppoll(&watched, 1, &timeout, nullptr) <= 0) return false;
    std::uint64_t rung = 0;
    return ::read(descriptor_, &rung, sizeof rung) == sizeof rung;
}

}  // namespace narrowcast
