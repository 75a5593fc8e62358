// SPDX-License-Identifier: Apache-2.0
#include "lib/watch.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <thread>

using namespace narrowcast;
using namespace std::chrono_literals;
using lib::FolderWatch;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

constexpr auto long_enough = 30s;  // for a change that comes; nothing waits that long

FolderWatch watch(const fs::path& folder, std::vector<std::string> names = {})
{
    auto opened = FolderWatch::open(folder, std::move(names));
    REQUIRE(opened);
    return *std::move(opened);
}

}  // namespace

TEST_CASE("a file written in place is noticed")
{
    const TemporaryFolder folder;
    folder.write("hub.json", "a");
    auto watched = watch(folder.path());
    folder.write("hub.json", "b");
    CHECK(watched.wait(long_enough, {}));
}

TEST_CASE("a file that an editor puts in place by renaming is noticed")
{
    const TemporaryFolder folder;
    folder.write("hub.json", "a");
    auto watched = watch(folder.path(), {"hub.json"});
    folder.write(".hub.json.swp", "b");
    fs::rename(folder.path() / ".hub.json.swp", folder.path() / "hub.json");
    CHECK(watched.wait(long_enough, {}));
}

TEST_CASE("several changes in a row are one")
{
    const TemporaryFolder folder;
    auto watched = watch(folder.path());
    for (int i = 0; i < 20; ++i)
        folder.write("hub.json", std::to_string(i));
    CHECK(watched.wait(long_enough, {}));
    CHECK_FALSE(watched.wait(0ms, {}));
}

TEST_CASE("nothing changed is nothing noticed")
{
    const TemporaryFolder folder;
    folder.write("hub.json", "a");
    auto watched = watch(folder.path());
    CHECK(folder.read("hub.json") == "a");
    CHECK_FALSE(watched.wait(20ms, {}));
}

TEST_CASE("a file that nobody asked about is not noticed")
{
    const TemporaryFolder folder;
    auto watched = watch(folder.path(), {"hub.json"});
    folder.write("posts.db", "a");
    CHECK_FALSE(watched.wait(20ms, {}));
}

TEST_CASE("a removed file is noticed")
{
    const TemporaryFolder folder;
    folder.write("hub.json", "a");
    auto watched = watch(folder.path(), {"hub.json"});
    fs::remove(folder.path() / "hub.json");
    CHECK(watched.wait(long_enough, {}));
}

TEST_CASE("a folder that never rests is reported all the same")
{
    const TemporaryFolder folder;
    auto watched = watch(folder.path());
    std::jthread busy{[&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            folder.write("log", "x");
            std::this_thread::sleep_for(20ms);
        }
    }};
    CHECK(watched.wait(long_enough, {}));
}

TEST_CASE("a folder taken away and put back is watched again")
{
    const TemporaryFolder folder;
    const auto office = folder.path() / "office";
    fs::create_directory(office);
    auto watched = watch(office);
    fs::rename(office, folder.path() / "old");
    CHECK(watched.wait(long_enough, {}));
    fs::create_directory(office);
    CHECK(watched.wait(long_enough, {}));
    std::ofstream{office / "hub.json"} << "new";
    CHECK(watched.wait(long_enough, {}));
}

TEST_CASE("whoever waits is woken by a stop, at once and for good")
{
    const TemporaryFolder folder;
    auto watched = watch(folder.path());
    std::stop_source stop;
    std::jthread other{[&] { stop.request_stop(); }};
    CHECK_FALSE(watched.wait(1h, stop.get_token()));
    CHECK_FALSE(watched.wait(1h, stop.get_token()));
}

TEST_CASE("a watch can be moved and goes on after a stop")
{
    const TemporaryFolder folder;
    auto first = watch(folder.path());
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(first.wait(1h, stop.get_token()));
    FolderWatch second = std::move(first);
    folder.write("hub.json", "a");
    CHECK(second.wait(long_enough, {}));
}

TEST_CASE("a folder that there is not, or a file, cannot be watched")
{
    const TemporaryFolder folder;
    folder.write("file", "");
    for (const char* name : {"gone", "file"}) {
        const auto opened = FolderWatch::open(folder.path() / name);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().fault == Fault::refused);
    }
}
