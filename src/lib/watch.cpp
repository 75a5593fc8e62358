// SPDX-License-Identifier: Apache-2.0
#include "lib/watch.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <utility>

namespace narrowcast::lib {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Not IN_MODIFY: a file that is still being written would be read half.
constexpr std::uint32_t changes = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                  IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

constexpr milliseconds look_for_folder{500};

int add_watch(int events, const std::filesystem::path& folder)
{
    return inotify_add_watch(events, folder.c_str(), changes);
}

std::string reason() { return std::generic_category().message(errno); }

milliseconds left_until(SteadyClock::time_point end)
{
    return std::max(milliseconds{0}, std::chrono::ceil<milliseconds>(end - SteadyClock::now()));
}

}  // namespace

Result<FolderWatch> FolderWatch::open(const std::filesystem::path& folder,
                                      std::vector<std::string> names)
{
    FolderWatch watch{folder, std::move(names)};
    watch.events_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watch.waker_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (watch.events_ < 0 || watch.waker_ < 0)
        return fail(Fault::rejected, "cannot watch " + folder.string() + ": " + reason() +
                                         "; raise fs.inotify.max_user_instances or stop programs");
    watch.watch_ = add_watch(watch.events_, folder);
    if (watch.watch_ >= 0) return watch;
    const bool full = errno == ENOSPC || errno == ENOMEM;
    return fail(
        full ? Fault::rejected : Fault::refused,
        "cannot watch " + folder.string() + ": " +
            (full ? "the system has no watch left; raise fs.inotify.max_user_watches" : reason()));
}

FolderWatch::FolderWatch(std::filesystem::path folder, std::vector<std::string> names)
    : folder_{std::move(folder)}, names_{std::move(names)}
{
}

FolderWatch::FolderWatch(FolderWatch&& other) noexcept
    : folder_{std::move(other.folder_)},
      names_{std::move(other.names_)},
      events_{std::exchange(other.events_, -1)},
      waker_{std::exchange(other.waker_, -1)},
      watch_{std::exchange(other.watch_, -1)}
{
}

FolderWatch& FolderWatch::operator=(FolderWatch&& other) noexcept
{
    if (this == &other) return *this;
    close();
    folder_ = std::move(other.folder_);
    names_ = std::move(other.names_);
    events_ = std::exchange(other.events_, -1);
    waker_ = std::exchange(other.waker_, -1);
    watch_ = std::exchange(other.watch_, -1);
    return *this;
}

FolderWatch::~FolderWatch() { close(); }

void FolderWatch::close()
{
    if (events_ >= 0) ::close(events_);
    if (waker_ >= 0) ::close(waker_);
    events_ = waker_ = watch_ = -1;
}

bool FolderWatch::wait(milliseconds timeout, const std::stop_token& stop)
{
    std::uint64_t stale = 0;  // left by an earlier stop
    if (read(waker_, &stale, sizeof stale) < 0) stale = 0;
    const std::stop_callback wake{stop, [waker = waker_] {
                                      const std::uint64_t one = 1;
                                      // can only fail when the counter is full: awake already
                                      if (write(waker, &one, sizeof one) < 0) return;
                                  }};
    if (await_change(SteadyClock::now() + timeout) != Woken::change) return false;
    const auto latest = SteadyClock::now() + settle_most;
    Woken woken = Woken::change;
    while (woken == Woken::change && SteadyClock::now() < latest)
        woken = await_change(std::min(SteadyClock::now() + settle, latest));
    return woken != Woken::stop;
}

FolderWatch::Woken FolderWatch::await_change(SteadyClock::time_point end)
{
    while (true) {
        const milliseconds left = left_until(end);
        if (sleep(watch_ >= 0 ? left : std::min(left, look_for_folder))) return Woken::stop;
        if (take_events() || watch_again()) return Woken::change;
        if (SteadyClock::now() >= end) return Woken::time;
    }
}

bool FolderWatch::sleep(milliseconds time) const
{
    std::array<pollfd, 2> ready{pollfd{events_, POLLIN, 0}, pollfd{waker_, POLLIN, 0}};
    constexpr milliseconds longest{std::chrono::hours{1}};  // poll takes an int
    poll(ready.data(), ready.size(), static_cast<int>(std::min(time, longest).count()));
    return ready[1].revents != 0;
}

bool FolderWatch::take_events()
{
    bool ours = false;
    alignas(inotify_event) std::array<char, 8192> bytes;
    while (true) {
        const ssize_t count = read(events_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return ours;
        for (std::size_t at = 0; at < static_cast<std::size_t>(count);) {
            inotify_event event;
            std::memcpy(&event, bytes.data() + at, sizeof event);
            const char* name = event.len > 0 ? bytes.data() + at + sizeof event : "";
            at += sizeof event + event.len;
            ours = take(event.wd, event.mask, name) || ours;
        }
    }
}

bool FolderWatch::take(int watch, std::uint32_t what, std::string_view name)
{
    if ((what & IN_Q_OVERFLOW) != 0) return true;
    if (watch != watch_) return false;  // given up earlier: says nothing about the folder of today
    if ((what & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)) != 0) {
        if ((what & IN_IGNORED) == 0) inotify_rm_watch(events_, watch_);
        watch_ = -1;
        return true;
    }
    return names_.empty() || std::find(names_.begin(), names_.end(), name) != names_.end();
}

bool FolderWatch::watch_again()
{
    if (watch_ >= 0) return false;
    watch_ = add_watch(events_, folder_);
    return watch_ >= 0;
}

}  // namespace narrowcast::lib
