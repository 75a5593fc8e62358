// SPDX-License-Identifier: Apache-2.0
#include "media/cache.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>

using namespace narrowcast;
using namespace narrowcast::media;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

constexpr Time noon{std::chrono::seconds{1'795'262'400}};

Picture picture_of(std::size_t bytes, int width = 320, int height = 200)
{
    return {Coding::jpeg, width, height, "\xFF\xD8\xFF" + std::string(bytes - 3, 'x')};
}

MediaCache opened(const test::TemporaryFolder& folder, std::uint64_t most = 1000)
{
    auto cache = MediaCache::open(folder.path() / "media", most);
    REQUIRE(cache);
    return *std::move(cache);
}

std::size_t files_in(const test::TemporaryFolder& folder)
{
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator{folder.path() / "media"}, fs::directory_iterator{}));
}

const std::string a = key_of("https://pics.example/a.jpg", 1280);
const std::string b = key_of("https://pics.example/b.jpg", 1280);
const std::string c = key_of("https://pics.example/c.jpg", 1280);

}  // namespace

TEST_CASE("a key tells an address and a size apart and shows neither")
{
    CHECK(a != b);
    CHECK(a != key_of("https://pics.example/a.jpg", 256));
    CHECK(a == key_of("https://pics.example/a.jpg", 1280));
    CHECK(a.find("pics") == a.npos);
}

TEST_CASE("what was put is found and can be read by its name")
{
    const test::TemporaryFolder folder;
    auto cache = opened(folder);
    REQUIRE(cache.put(a, picture_of(100), noon));
    REQUIRE(cache.find(a));
    CHECK(cache.find(a)->name == a + "-320x200.jpg");
    CHECK(read_kept(folder.path() / "media", cache.find(a)->name).value() == picture_of(100));
    CHECK_FALSE(cache.find(b));
}

TEST_CASE("the pictures unused for the longest time make room")
{
    const test::TemporaryFolder folder;
    auto cache = opened(folder);
    REQUIRE(cache.put(a, picture_of(400), noon));
    REQUIRE(cache.put(b, picture_of(400), noon + 1min));
    cache.use({a}, noon + 20min);
    cache.use({}, noon + 21min);
    REQUIRE(cache.put(c, picture_of(400), noon + 30min));
    CHECK(cache.find(a));
    CHECK_FALSE(cache.find(b));
    CHECK(cache.find(c));
    CHECK(cache.bytes() == 800);
    CHECK(files_in(folder) == 2);
}

TEST_CASE("pictures on the walls do not make room for another")
{
    const test::TemporaryFolder folder;
    auto cache = opened(folder);
    REQUIRE(cache.put(a, picture_of(400), noon));
    REQUIRE(cache.put(b, picture_of(400), noon));
    cache.use({a, b}, noon);
    const auto put = cache.put(c, picture_of(400), noon);
    REQUIRE_FALSE(put);
    CHECK(put.error().fault == Fault::later);
    CHECK(cache.count() == 2);
}

TEST_CASE("everything is there again after a restart, and in the same order of use")
{
    const test::TemporaryFolder folder;
    {
        auto cache = opened(folder);
        REQUIRE(cache.put(a, picture_of(400), noon + 1min));
        REQUIRE(cache.put(b, picture_of(400), noon));
        REQUIRE(cache.put_missing(c, {3, noon + 1h}));
    }
    auto cache = opened(folder);
    REQUIRE(cache.find(a));
    CHECK(cache.find(a)->used == noon + 1min);
    CHECK(cache.find(a)->width == 320);
    CHECK(cache.bytes() == 800);
    REQUIRE(cache.missing(c));
    CHECK(cache.missing(c)->failures == 3);
    CHECK(cache.missing(c)->again == noon + 1h);
    REQUIRE(cache.put(c, picture_of(400), noon + 2min));
    CHECK_FALSE(cache.find(b));
    CHECK(cache.find(a));
    CHECK_FALSE(cache.missing(c));
}

TEST_CASE("a smaller bound makes room at the next start")
{
    const test::TemporaryFolder folder;
    {
        auto cache = opened(folder);
        REQUIRE(cache.put(a, picture_of(400), noon));
        REQUIRE(cache.put(b, picture_of(400), noon + 1min));
    }
    auto cache = opened(folder, 500);
    CHECK_FALSE(cache.find(a));
    CHECK(cache.find(b));
}

TEST_CASE("what an interrupted write or somebody else left in the folder is removed")
{
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "media");
    folder.write("media/new", "half a pict");
    folder.write("media/" + a + "-320x200.jpg", "");
    folder.write("media/" + a + "-0x200.jpg", "x");
    folder.write("media/notes.txt", "x");
    folder.write("secret", "x");
    fs::create_symlink(folder.path() / "secret", folder.path() / "media" / (b + "-1x1.jpg"));
    auto cache = opened(folder);
    CHECK(cache.count() == 0);
    CHECK(files_in(folder) == 0);
    CHECK(fs::exists(folder.path() / "secret"));
}

TEST_CASE("a new picture takes the place of the one before")
{
    const test::TemporaryFolder folder;
    auto cache = opened(folder);
    REQUIRE(cache.put(a, picture_of(100), noon));
    REQUIRE(cache.put(a, picture_of(200, 640, 400), noon));
    CHECK(cache.bytes() == 200);
    CHECK(files_in(folder) == 1);
}

TEST_CASE("a forgotten picture is gone from the disk")
{
    const test::TemporaryFolder folder;
    auto cache = opened(folder);
    REQUIRE(cache.put(a, picture_of(100), noon));
    REQUIRE(cache.put_missing(b, {1, noon}));
    cache.forget(a);
    cache.forget(b);
    cache.forget(c);
    CHECK(files_in(folder) == 0);
    CHECK(cache.bytes() == 0);
}

TEST_CASE("pictures that no wall has wanted for a while are swept out, the others stay")
{
    const test::TemporaryFolder folder;
    auto cache = opened(folder);
    REQUIRE(cache.put(a, picture_of(100), noon));
    REQUIRE(cache.put(b, picture_of(100), noon));
    REQUIRE(cache.put_missing(c, {1, noon + 1min}));
    cache.use({a}, noon);
    cache.sweep(noon + 59min, 1h);
    CHECK(cache.count() == 2);
    cache.sweep(noon + 2h, 1h);
    CHECK(cache.find(a));
    CHECK_FALSE(cache.find(b));
    CHECK_FALSE(cache.missing(c));
    CHECK(files_in(folder) == 1);
}

TEST_CASE("only the cache's own names are read, and nothing outside of its folder")
{
    const test::TemporaryFolder folder;
    auto cache = opened(folder);
    folder.write("media/plain.jpg", "x");
    folder.write(a + "-1x1.jpg", "x");
    REQUIRE(cache.put_missing(b, {1, noon}));
    for (const std::string& name :
         {std::string{"plain.jpg"}, "../" + a + "-1x1.jpg", a, a + "-1x1.svg", a + "-1x1.jpg/",
          a + "-0x1.jpg", a + "-1x1.jpg%00", std::string{}, std::string{"/etc/passwd"},
          a + "-/../../" + a + "-1x1.jpg", b + "-1.no"}) {
        INFO(name);
        CHECK_FALSE(read_kept(folder.path() / "media", name));
    }
}

TEST_CASE("only this user may look at the pictures")
{
    const test::TemporaryFolder folder;
    auto cache = opened(folder);
    REQUIRE(cache.put(a, picture_of(100), noon));
    CHECK(fs::status(folder.path() / "media").permissions() == fs::perms::owner_all);
    CHECK(fs::status(folder.path() / "media" / cache.find(a)->name).permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a folder that cannot be made is a person's to mend")
{
    const test::TemporaryFolder folder;
    folder.write("media", "a file");
    const auto cache = MediaCache::open(folder.path() / "media", 1000);
    REQUIRE_FALSE(cache);
    CHECK(cache.error().fault == Fault::rejected);
}
