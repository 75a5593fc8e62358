// SPDX-License-Identifier: Apache-2.0
#include "bench/peer/tree.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

namespace narrowcast::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string text_of(const fs::path& file)
{
    std::ifstream stream{file};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

// Fields of /proc/PID/stat after the name: [0] is the state, [1] the parent.
std::vector<std::string> stat_of(pid_t process)
{
    const std::string text = text_of("/proc/" + std::to_string(process) + "/stat");
    const auto name_ends = text.rfind(')');
    if (name_ends == text.npos) return {};
    std::istringstream rest{text.substr(name_ends + 1)};
    return {std::istream_iterator<std::string>{rest}, {}};
}

constexpr std::size_t parent = 1, cpu_first = 11, cpu_last = 14;

double number_after(const std::string& text, const std::string& label)
{
    const auto at = text.find(label);
    return at == text.npos ? 0 : std::atof(text.c_str() + at + label.size());
}

}  // namespace

ProcessTree::ProcessTree(const std::vector<std::string>& command,
                         const std::map<std::string, std::string>& environment)
{
    root_ = ::fork();
    if (root_ != 0) return;
    ::setpgid(0, 0);  // so that all of it can be ended
    for (const auto& [name, value] : environment)
        ::setenv(name.c_str(), value.c_str(), 1);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    std::vector<char*> words;
    for (const std::string& word : command)
        words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    ::execv(words[0], words.data());
    ::_exit(127);
}

ProcessTree::~ProcessTree()
{
    ::kill(-root_, SIGTERM);
    int status = 0;
    for (int tries = 0; tries < 50; ++tries) {
        if (::waitpid(root_, &status, WNOHANG) == root_) break;
        if (tries == 49) {
            ::kill(-root_, SIGKILL);
            ::waitpid(root_, &status, 0);
        }
        std::this_thread::sleep_for(100ms);
    }
    ::kill(-root_, SIGKILL);
}

std::vector<pid_t> ProcessTree::members() const
{
    std::multimap<pid_t, pid_t> children;
    for (const auto& entry : fs::directory_iterator{"/proc"}) {
        const pid_t process = std::atoi(entry.path().filename().c_str());
        if (process <= 0) continue;
        const auto fields = stat_of(process);
        if (fields.size() > parent) children.emplace(std::atoi(fields[parent].c_str()), process);
    }
    std::vector<pid_t> members{root_};
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto [from, until] = children.equal_range(members[i]);
        for (auto at = from; at != until; ++at)
            members.push_back(at->second);
    }
    return members;
}

double ProcessTree::pss_mib() const
{
    double kib = 0;
    for (const pid_t process : members())
        kib +=
            number_after(text_of("/proc/" + std::to_string(process) + "/smaps_rollup"), "\nPss:");
    return kib / 1024;
}

double ProcessTree::cpu_seconds() const
{
    double ticks = 0;
    for (const pid_t process : members()) {
        const auto fields = stat_of(process);
        for (std::size_t i = cpu_first; i <= cpu_last && i < fields.size(); ++i)
            ticks += std::atof(fields[i].c_str());
    }
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double ProcessTree::wakeups() const
{
    double all = 0;
    for (const pid_t process : members()) {
        std::error_code gone;
        for (const auto& task :
             fs::directory_iterator{"/proc/" + std::to_string(process) + "/task", gone})
            all += number_after(text_of(task.path() / "status"), "\nvoluntary_ctxt_switches:");
    }
    return all;
}

std::string on_path(const std::string& program)
{
    std::istringstream path{std::getenv("PATH") ? std::getenv("PATH") : ""};
    for (std::string folder; std::getline(path, folder, ':');)
        if (const fs::path file = fs::path{folder} / program; ::access(file.c_str(), X_OK) == 0)
            return file.string();
    return {};
}

}  // namespace narrowcast::bench
