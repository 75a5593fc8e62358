// SPDX-License-Identifier: Apache-2.0
#include "lib/systemd.hpp"

#include "support/catch.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

using namespace narrowcast;

namespace {

// Systemd's end of $NOTIFY_SOCKET.
class Listener {
public:
    Listener()
    {
        std::string folder =
            (std::filesystem::temp_directory_path() / "narrowcast-notify-XXXXXX").string();
        REQUIRE(mkdtemp(folder.data()) != nullptr);
        folder_ = folder;
        const std::string path = folder + "/socket";
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        REQUIRE(path.size() < sizeof address.sun_path);
        path.copy(address.sun_path, path.size());
        descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        REQUIRE(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
                0);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener()
    {
        ::unsetenv("NOTIFY_SOCKET");
        ::close(descriptor_);
        std::error_code none;
        std::filesystem::remove_all(folder_, none);
    }

    std::string heard() const
    {
        std::array<char, 512> bytes{};
        const ssize_t count = ::recv(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        return count < 0 ? std::string{} : std::string(bytes.data(), static_cast<size_t>(count));
    }

private:
    std::filesystem::path folder_;
    int descriptor_ = -1;
};

}  // namespace

TEST_CASE("systemd hears that the service is ready, alive and stopping")
{
    const Listener systemd;
    lib::notify_ready();
    CHECK(systemd.heard() == "READY=1");
    lib::notify_alive();
    CHECK(systemd.heard() == "WATCHDOG=1");
    lib::notify_stopping();
    CHECK(systemd.heard() == "STOPPING=1");
}

TEST_CASE("a status cannot smuggle in a second message")
{
    const Listener systemd;
    lib::notify_status("showing\nMAINPID=1");
    CHECK(systemd.heard() == "STATUS=showing MAINPID=1");
}

TEST_CASE("without systemd nothing happens")
{
    ::unsetenv("NOTIFY_SOCKET");
    ::unsetenv("WATCHDOG_USEC");
    lib::notify_ready();
    CHECK_FALSE(lib::watchdog_time());
}

TEST_CASE("the watchdog's time is read from the environment if it is meant for this process")
{
    ::setenv("WATCHDOG_USEC", "30000000", 1);
    ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
    CHECK(lib::watchdog_time() == std::chrono::seconds{30});
    ::setenv("WATCHDOG_PID", "1", 1);
    CHECK_FALSE(lib::watchdog_time());
    ::unsetenv("WATCHDOG_USEC");
    ::unsetenv("WATCHDOG_PID");
}
