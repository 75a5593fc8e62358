// SPDX-License-Identifier: Apache-2.0
#include "hub/own_pictures.hpp"

#include "lib/pixels.hpp"
#include "lib/png.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <stop_token>
#include <string>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

std::string png_of(int width, int height, std::uint8_t red = 200, std::uint8_t alpha = 90)
{
    lib::Pixels picture{{width, height}, {}};
    for (int i = 0; i < width * height; ++i)
        picture.rgba.insert(picture.rgba.end(), {red, 40, 80, alpha});
    return *lib::encode_png(picture);
}

struct Room {
    test::TemporaryFolder folder;
    Config config;
    OwnPictures pictures{config, folder.path() / "media", NARROWCAST_DECODER};

    Room()
    {
        config.folder = folder.path();
        config.wall.look.logo = "logo.png";
    }
    std::string logo()
    {
        pictures.look(std::stop_token{});
        return pictures.address_of(config.wall.look.logo);
    }
    Result<media::Picture> served(const std::string& address) const
    {
        return media::read_kept(folder.path() / "media", address.substr(address.rfind('/') + 1));
    }
    void write(const std::string& name, const std::string& bytes, std::chrono::seconds later = 0s)
    {
        folder.write(name, bytes);
        std::filesystem::last_write_time(folder.path() / name,
                                         std::filesystem::file_time_type::clock::now() + later);
    }
};

}  // namespace

TEST_CASE("a logo beside the configuration is made anew and served, with what shines through")
{
    Room room;
    room.write("logo.png", png_of(120, 60));
    const std::string address = room.logo();
    CHECK(address.starts_with("/media/"));
    CHECK(address.ends_with("-120x60.png"));
    const auto served = room.served(address);
    REQUIRE(served);
    CHECK(served->coding == media::Coding::png);
    CHECK(served->width == 120);
}

TEST_CASE("the same file keeps its address, a changed one gets another")
{
    Room room;
    room.write("logo.png", png_of(120, 60));
    const std::string first = room.logo();
    CHECK(room.logo() == first);
    room.write("logo.png", png_of(120, 60, 10), 5s);
    const std::string second = room.logo();
    CHECK(second != first);
    CHECK(room.served(second));
}

TEST_CASE("pictures of announcements in a folder below are served, too")
{
    Room room;
    std::filesystem::create_directory(room.folder.path() / "pictures");
    room.write("pictures/party.png", png_of(64, 64));
    MessageConfig message;
    message.picture = "pictures/party.png";
    room.config.wall.messages.push_back(message);
    CHECK(room.logo().empty());  // there is no such file
    CHECK(room.served(room.pictures.address_of("pictures/party.png")));
}

TEST_CASE("what is no picture, is missing or lies elsewhere has no address")
{
    Room room;
    CHECK(room.logo().empty());
    room.write("logo.png", "<svg/>");
    CHECK(room.logo().empty());
    room.write("logo.png", png_of(30, 30), 5s);  // repaired
    CHECK_FALSE(room.logo().empty());
    std::filesystem::remove(room.folder.path() / "logo.png");
    CHECK(room.logo().empty());
    for (const char* const name : {"../logo.png", "/etc/logo.png", "a/../../logo.png", ".", ""}) {
        room.config.wall.look.logo = name;
        CHECK(room.logo().empty());
    }
}

TEST_CASE("the cache of the posts' pictures leaves the company's own alone")
{
    Room room;
    room.write("logo.png", png_of(120, 60));
    const std::string address = room.logo();
    const auto cache = media::MediaCache::open(room.folder.path() / "media", 1 << 20);
    REQUIRE(cache);
    CHECK(cache->count() == 0);
    CHECK(room.served(address));
}

TEST_CASE("without the decoder there are no pictures")
{
    Room room;
    room.write("logo.png", png_of(120, 60));
    OwnPictures none{room.config, room.folder.path() / "other", ""};
    none.look(std::stop_token{});
    CHECK(none.address_of("logo.png").empty());
    CHECK_FALSE(std::filesystem::exists(room.folder.path() / "other"));
}
