// SPDX-License-Identifier: Apache-2.0
#include "bench/process.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace narrowcast::bench {
namespace {

using Steady = std::chrono::steady_clock;

double since(Steady::time_point then)
{
    return std::chrono::duration<double>(Steady::now() - then).count();
}

// The socket that $NOTIFY_SOCKET names.
class NotifySocket {
public:
    explicit NotifySocket(std::filesystem::path path) : path_{std::move(path)}
    {
        std::filesystem::remove(path_);
        descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path_.string().copy(address.sun_path, sizeof address.sun_path - 1);
        if (::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error{"no socket at " + path_.string()};
    }
    ~NotifySocket() { ::close(descriptor_); }
    NotifySocket(NotifySocket&&) = delete;

    void wait_for(const std::string& wanted, double most) const
    {
        const auto began = Steady::now();
        while (since(began) < most) {
            pollfd ready{descriptor_, POLLIN, 0};
            if (::poll(&ready, 1, 100) <= 0) continue;
            char message[4096];
            const auto got = ::recv(descriptor_, message, sizeof message, 0);
            if (got > 0 && std::string{message, static_cast<std::size_t>(got)}.find(wanted) !=
                               std::string::npos)
                return;
        }
        throw std::runtime_error{"the program never said " + wanted};
    }

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
};

class Program {
public:
    Program(const Setting& setting, const std::string& config, const std::filesystem::path& notify)
    {
        child_ = ::fork();
        if (child_ != 0) return;
        ::setenv("NOTIFY_SOCKET", notify.c_str(), 1);
        ::setenv("SDL_VIDEODRIVER", "dummy", 1);
        ::setenv("XDG_STATE_HOME", setting.folder.c_str(), 1);
        ::setenv("NARROWCAST_ASSETS", setting.assets.c_str(), 1);
        ::setenv("NARROWCAST_LOG", "off", 1);
        ::execl(setting.program.c_str(), setting.program.c_str(), "run", "--config", config.c_str(),
                nullptr);
        ::_exit(127);
    }
    ~Program()
    {
        ::kill(child_, SIGTERM);
        int status = 0;
        ::waitpid(child_, &status, 0);
    }
    Program(Program&&) = delete;

    double cpu_seconds() const { return bench::cpu_seconds(child_); }

    double pss_mib() const
    {
        std::ifstream stream{"/proc/" + std::to_string(child_) + "/smaps_rollup"};
        for (std::string line; std::getline(stream, line);)
            if (line.starts_with("Pss:")) return std::stod(line.substr(4)) / 1024;
        return 0;
    }

private:
    pid_t child_ = -1;
};

constexpr const char* shown = "STATUS=showing";

}  // namespace

double cpu_seconds(int process)
{
    std::ifstream stream{"/proc/" + std::to_string(process) + "/stat"};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    std::istringstream rest{text.substr(text.rfind(')') + 2)};
    std::string skipped;
    for (int i = 0; i < 11; ++i)
        rest >> skipped;
    double user = 0, system = 0;
    rest >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double first_slide(const Setting& setting)
{
    const NotifySocket socket{setting.folder / "notify"};
    const auto began = Steady::now();
    const Program program{setting, (setting.assets / "demo").string(), setting.folder / "notify"};
    socket.wait_for(shown, 60);
    return since(began);
}

Resting at_rest(const Setting& setting, double seconds)
{
    // the demo, but each slide stays so long that nothing moves while we look
    const auto config = setting.folder / "calm";
    std::filesystem::copy(setting.assets / "demo", config,
                          std::filesystem::copy_options::recursive);
    std::ifstream stream{config / "narrowcast.json"};
    std::string text{std::istreambuf_iterator<char>{stream}, {}};
    text = std::regex_replace(text, std::regex{"\"per_slide\": \"[^\"]*\""},
                              "\"per_slide\": \"120 s\"");
    std::ofstream{config / "narrowcast.json"} << text;

    auto socket = std::make_unique<NotifySocket>(setting.folder / "notify");
    const Program program{setting, config.string(), setting.folder / "notify"};
    socket->wait_for(shown, 60);
    socket.reset();  // nobody reads it any more, and a full one would hold the program up
    std::this_thread::sleep_for(
        std::chrono::seconds{8});  // the archive is in, the next slide prepared
    const double before = program.cpu_seconds();
    const auto began = Steady::now();
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    return {program.pss_mib(), (program.cpu_seconds() - before) / since(began)};
}

}  // namespace narrowcast::bench
