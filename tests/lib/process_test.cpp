// SPDX-License-Identifier: Apache-2.0
#include "lib/process.hpp"

#include "support/catch.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

using namespace narrowcast;
using namespace std::chrono_literals;
using lib::Process;

namespace {

using Command = std::vector<std::string>;

Process started(const Command& command, std::span<const std::string_view> without = {})
{
    auto process = Process::start(command, without);
    REQUIRE(process);
    return *std::move(process);
}

// What it says until it holds `until` or ends.
std::string heard_until(Process& process, std::string_view until, std::string_view pending = {})
{
    std::string heard;
    while (until.empty() || heard.find(until) == heard.npos)
        if (!process.exchange(pending, heard, 60s)) break;
    return heard;
}

bool lives(pid_t id) { return ::kill(id, 0) == 0 || errno != ESRCH; }

}  // namespace

TEST_CASE("a process is given what we write and we hear what it says")
{
    Process process = started({"cat"});
    CHECK(heard_until(process, "\n", "Goedemorgen\n") == "Goedemorgen\n");
    CHECK(heard_until(process, "\n", "and again\n") == "and again\n");
}

TEST_CASE("more than a pipe holds goes through in both directions at once")
{
    Process process = started({"cat"});
    const std::string much = std::string(std::size_t{1024} * 1024, 'x') + "\n";
    CHECK(heard_until(process, "\n", much) == much);
}

TEST_CASE("arguments reach the program as they are, no shell reads them")
{
    Process process = started({"printf", "%s", "$HOME; echo 'x' *"});
    CHECK(heard_until(process, "") == "$HOME; echo 'x' *");
}

TEST_CASE("a program that there is not is a fault that names it")
{
    const auto none = Process::start(Command{"no-such-program-anywhere"});
    REQUIRE_FALSE(none);
    CHECK(none.error().fault == Fault::rejected);
    CHECK(none.error().text ==
          "no-such-program-anywhere cannot be started: No such file or directory");
}

TEST_CASE("how a process ended is said")
{
    Process three = started({"sh", "-c", "exit 3"});
    CHECK(heard_until(three, "").empty());
    CHECK(three.ending() == "ended with status 3");
    Process shot = started({"sh", "-c", "kill -9 $$"});
    CHECK(heard_until(shot, "").empty());
    CHECK(shot.ending() == "was ended by signal 9");
}

TEST_CASE("writing to a process that is gone is no more than an answer")
{
    Process process = started({"true"});
    CHECK(process.ending() == "ended with status 0");
    std::string_view pending = "hello\n";
    std::string heard;
    CHECK_FALSE(process.exchange(pending, heard, 60s));  // and no SIGPIPE has ended the test
}

TEST_CASE("nothing is waited for longer than told")
{
    Process process = started({"sleep", "600"});
    std::string heard;
    std::string_view nothing;
    CHECK(process.exchange(nothing, heard, 1ms));
    CHECK(heard.empty());
}

TEST_CASE("private variables stay at home, the others go along")
{
    ::setenv("NARROWCAST_TEST_SECRET", "geheim", 1);
    ::setenv("NARROWCAST_TEST_OPEN", "open", 1);
    const std::array<std::string_view, 1> without{"NARROWCAST_TEST_SEC"};
    Process process = started({"env"}, without);
    const std::string said = heard_until(process, "");
    CHECK(said.find("geheim") == said.npos);
    CHECK(said.find("NARROWCAST_TEST_OPEN=open") != said.npos);
    CHECK(said.find("PATH=") != said.npos);
}

TEST_CASE("a process begins with no signal blocked and no file of ours open")
{
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &before);
    const int leaked = ::dup(STDERR_FILENO);  // without close-on-exec
    Process process = started({"sh", "-c", "grep SigBlk /proc/self/status; ls /proc/$$/fd"});
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    const std::string said = heard_until(process, "");
    CHECK(said.starts_with("SigBlk:\t0000000000000000\n"));
    CHECK(said.find("\n" + std::to_string(leaked) + "\n") == said.npos);
    ::close(leaked);
}

TEST_CASE("a process ends with its whole group, however stubborn")
{
    pid_t child = -1, grandchild = -1;
    {
        Process process = started({"sh", "-c",
                                   "trap '' TERM; sh -c \"trap '' TERM; echo \\$\\$; while :; do "
                                   "sleep 1; done\" & while :; do sleep 1; done"});
        child = process.id();
        grandchild = std::stoi(heard_until(process, "\n"));
        REQUIRE(lives(child));
        REQUIRE(lives(grandchild));
    }
    CHECK_FALSE(lives(child));
    // an orphan is buried by init, or by whoever stands in for it, a moment later
    for (int i = 0; i < 500 && lives(grandchild); ++i)
        std::this_thread::sleep_for(10ms);
    std::string state = "gone";
    if (FILE* file = std::fopen(("/proc/" + std::to_string(grandchild) + "/stat").c_str(), "r")) {
        std::array<char, 256> line{};
        if (std::fgets(line.data(), line.size(), file) != nullptr) {
            const std::string text{line.data()};
            state = text.substr(text.rfind(')') + 2, 1);
        }
        std::fclose(file);
    }
    CHECK((state == "gone" || state == "Z"));
}
