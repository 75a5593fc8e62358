// SPDX-License-Identifier: Apache-2.0
// The store that runs in production gives publish what the one in memory gives.
#include "narrowcast/publish.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

#include <filesystem>
#include <random>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

class Folder {
public:
    Folder()
        : path_{std::filesystem::temp_directory_path() /
                ("narrowcast-publish-" + std::to_string(std::random_device{}()))}
    {
        std::filesystem::create_directories(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("the SQLite store and the one in memory make the same offer")
{
    const Time midnight = at("2026-11-24T00:00:00+01:00");
    const Time now = midnight + 10h + 42min;
    Town town;
    for (int day = 1; day <= 28; ++day)
        small_talk(town, midnight - std::chrono::days{day});
    town.crowd(midnight + 9h, 30, "Storing, de app ligt eruit", Label::negative);
    town.say(midnight + 10h, "@polderbank@polder.example", "De app werkt weer");
    town.crowd(midnight + 10h, 5, "Snel geholpen, chapeau", Label::positive);

    const Folder folder;
    const auto sqlite = open_sqlite_store(folder.path() / "posts.sqlite").value();
    const auto posts = town.store.newest("", Time{}, now + 24h, 100'000).value();
    sqlite->put(posts, "test", {}).value();

    const auto in_memory = make_offer(town.config, town.config.screens[0], town.store, now).value();
    const auto on_disk = make_offer(town.config, town.config.screens[0], *sqlite, now).value();
    CHECK(on_disk.wall == in_memory.wall);
    CHECK(on_disk.slides == in_memory.slides);
    CHECK(on_disk.wall.today.peaks.size() == 1);
}
