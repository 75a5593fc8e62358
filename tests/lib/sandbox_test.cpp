// SPDX-License-Identifier: Apache-2.0
#include "lib/sandbox.hpp"

#include "support/catch.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <vector>

using namespace narrowcast;

namespace {

constexpr int not_locked = 99;

// How a process that is locked down and then does this ends: its status, or minus its signal.
template <class Work>
int ending_of(Work work, const lib::SandboxLimits& limits = {})
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (!lib::lock_down(limits)) ::_exit(not_locked);
        ::_exit(work());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("a locked process computes, takes memory and ends as it likes")
{
    const int status = ending_of([] {
        std::vector<char> much(std::size_t{64} * 1024 * 1024, 'x');
        much.resize(much.size() * 2);
        return much.back() == 0 ? 7 : 8;
    });
    CHECK(status == 7);
}

TEST_CASE("a locked process reads its input and writes its output")
{
    std::array<int, 2> in{}, out{};
    REQUIRE(::pipe(in.data()) == 0);
    REQUIRE(::pipe(out.data()) == 0);
    REQUIRE(::write(in[1], "abc", 3) == 3);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(in[0], STDIN_FILENO);
        ::dup2(out[1], STDOUT_FILENO);
        if (!lib::lock_down({})) ::_exit(not_locked);
        std::array<char, 3> said{};
        const auto count = ::read(STDIN_FILENO, said.data(), said.size());
        ::_exit(count == 3 && ::write(STDOUT_FILENO, said.data(), 3) == 3 ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
    std::array<char, 3> heard{};
    CHECK(::read(out[0], heard.data(), heard.size()) == 3);
    CHECK(std::memcmp(heard.data(), "abc", 3) == 0);
    for (const int end : {in[0], in[1], out[0], out[1]})
        ::close(end);
}

TEST_CASE("a locked process that tries anything else is killed")
{
    const int killed = -SIGSYS;
    CHECK(ending_of([] { return ::open("/etc/passwd", O_RDONLY) < 0 ? 1 : 0; }) == killed);
    CHECK(ending_of([] { return ::open("/tmp/x", O_WRONLY | O_CREAT, 0600) < 0 ? 1 : 0; }) ==
          killed);
    CHECK(ending_of([] { return ::unlink("/tmp/x") == 0 ? 1 : 0; }) == killed);
    CHECK(ending_of([] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? 1 : 0; }) == killed);
    CHECK(ending_of([] { return ::fork() < 0 ? 1 : 0; }) == killed);
    CHECK(ending_of([] { return ::kill(::getppid(), 0); }) == killed);
    CHECK(ending_of([] { return static_cast<int>(::ptrace(PTRACE_TRACEME, 0, 0, 0)); }) == killed);
    CHECK(ending_of([] { return ::execl("/bin/true", "true", nullptr); }) == killed);
    CHECK(ending_of([] { return static_cast<int>(::write(STDERR_FILENO, "x", 1)); }) == killed);
    CHECK(ending_of([] { return ::dup(STDOUT_FILENO); }) == killed);
}

TEST_CASE("a locked process cannot make memory that holds a program")
{
    CHECK(ending_of([] {
              return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
                         ? 1
                         : 0;
          }) == -SIGSYS);
    CHECK(ending_of([] {
              void* page =
                  ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return ::mprotect(page, 4096, PROT_READ | PROT_EXEC);
          }) == -SIGSYS);
}

TEST_CASE("a locked process that computes without end is ended")
{
    const int status = ending_of(
        [] {
            volatile unsigned number = 0;
            while (true)
                number = number + 1;
            return 0;
        },
        {.processor_time = std::chrono::seconds{1}});
    CHECK((status == -SIGKILL || status == -SIGXCPU));
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a locked process gets no more memory than it may have")
{
    const int status = ending_of([] {
        return ::mmap(nullptr, std::size_t{1} << 30, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
                   ? 5
                   : 0;
    });
    CHECK(status == 5);
}
#endif
