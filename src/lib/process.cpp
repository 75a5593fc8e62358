// SPDX-License-Identifier: Apache-2.0
#include "lib/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace narrowcast::lib {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr auto grace = 500ms;

void close_end(int& descriptor)
{
    if (descriptor >= 0) ::close(descriptor);
    descriptor = -1;
}

struct Pipe {
    int read_end = -1, write_end = -1;

    bool open()
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
        read_end = ends[0];
        write_end = ends[1];
        return true;
    }
    Pipe() = default;
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe()
    {
        close_end(read_end);
        close_end(write_end);
    }
};

// What the new process begins with.
class Beginning {
public:
    Beginning(const Pipe& in, const Pipe& out)
    {
        ::posix_spawnattr_init(&attributes_);
        sigset_t none, all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_adddup2(&actions_, in.read_end, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, out.write_end, STDOUT_FILENO);
        // libraries of ours may have opened some without close-on-exec
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    }
    Beginning(const Beginning&) = delete;
    Beginning& operator=(const Beginning&) = delete;
    ~Beginning()
    {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    int spawn(pid_t& id, const std::vector<char*>& arguments, const std::vector<char*>& environment)
    {
        return ::posix_spawnp(&id, arguments.front(), &actions_, &attributes_, arguments.data(),
                              environment.data());
    }

private:
    posix_spawnattr_t attributes_{};
    posix_spawn_file_actions_t actions_{};
};

std::vector<char*> environment_without(std::span<const std::string_view> beginnings)
{
    std::vector<char*> kept;
    for (char** variable = environ; *variable != nullptr; ++variable)
        if (std::none_of(beginnings.begin(), beginnings.end(), [&](std::string_view beginning) {
                return std::string_view{*variable}.starts_with(beginning);
            }))
            kept.push_back(*variable);
    kept.push_back(nullptr);
    return kept;
}

// Writing to a process that is gone raises SIGPIPE, which would end us; the answer of write() is
// enough. Only this thread, only for this moment.
class NoPipeSignal {
public:
    NoPipeSignal()
    {
        ::sigemptyset(&pipe_signal_);
        ::sigaddset(&pipe_signal_, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe_signal_, &before_);
    }
    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;
    ~NoPipeSignal()
    {
        if (::sigismember(&before_, SIGPIPE) == 0) {
            const timespec at_once{};
            ::sigtimedwait(&pipe_signal_, nullptr, &at_once);
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    sigset_t pipe_signal_{}, before_{};
};

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

Result<Process> Process::start(std::span<const std::string> command,
                               std::span<const std::string_view> without)
{
    if (command.empty()) return fail(Fault::rejected, "no program is named");
    Pipe in, out;
    const auto reason = [](int error) { return std::generic_category().message(error); };
    if (!in.open() || !out.open())
        return fail(Fault::later, "no pipe can be made: " + reason(errno));
    ::fcntl(in.write_end, F_SETFL, O_NONBLOCK);
    ::fcntl(out.read_end, F_SETFL, O_NONBLOCK);
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    pid_t id = -1;
    const int error = Beginning{in, out}.spawn(id, arguments, environment_without(without));
    if (error != 0) {
        const bool passing = error == EAGAIN || error == ENOMEM;
        return fail(passing ? Fault::later : Fault::rejected,
                    command.front() + " cannot be started: " + reason(error));
    }
    return Process{id, std::exchange(in.write_end, -1), std::exchange(out.read_end, -1)};
}

Process::Process(Process&& other) noexcept
    : id_{std::exchange(other.id_, -1)},
      in_{std::exchange(other.in_, -1)},
      out_{std::exchange(other.out_, -1)}
{
}

Process::~Process()
{
    if (id_ < 0) return;
    close_end(in_);
    ::kill(-id_, SIGTERM);
    ended_within(grace);
    // Not yet waited for, so the group's number is still its own: also for what the child has
    // started and left behind.
    ::kill(-id_, SIGKILL);
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    close_end(out_);
}

bool Process::ended_within(milliseconds time) const
{
    const auto until = Steady::now() + time;
    while (true) {
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT);
        if (info.si_pid == id_) return true;
        if (Steady::now() >= until) return false;
        std::this_thread::sleep_for(2ms);
    }
}

bool Process::exchange(std::string_view& pending, std::string& heard, milliseconds at_most)
{
    const int in = pending.empty() ? -1 : in_;
    std::array<pollfd, 2> ready{pollfd{out_, POLLIN, 0}, pollfd{in, POLLOUT, 0}};
    const auto patience = std::clamp<milliseconds::rep>(at_most.count(), 0, 60'000);
    if (::poll(ready.data(), ready.size(), static_cast<int>(patience)) <= 0) return true;
    const bool writable = (ready[1].revents & (POLLOUT | POLLERR | POLLHUP)) != 0;
    if (writable && !write_some(pending)) {
        read_some(heard);  // its last words
        return false;
    }
    return ready[0].revents == 0 || read_some(heard);
}

bool Process::write_some(std::string_view& pending) const
{
    const NoPipeSignal quiet;
    const auto written = ::write(in_, pending.data(), pending.size());
    if (written < 0) return would_block();
    pending.remove_prefix(static_cast<std::size_t>(written));
    return true;
}

bool Process::read_some(std::string& heard) const
{
    std::array<char, std::size_t{64} * 1024> bytes;
    const auto count = ::read(out_, bytes.data(), bytes.size());
    if (count < 0) return would_block();
    heard.append(bytes.data(), static_cast<std::size_t>(count));
    return count > 0;
}

std::string Process::ending() const
{
    if (!ended_within(100ms)) return "has closed its output";
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT);
    const std::string number = std::to_string(info.si_status);
    return info.si_code == CLD_EXITED ? "ended with status " + number
                                      : "was ended by signal " + number;
}

}  // namespace narrowcast::lib
