// SPDX-License-Identifier: Apache-2.0
#include "screen/picture_folder.hpp"

#include "screen/editions.hpp"
#include "screen/pictured.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <string>
#include <vector>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

struct Room {
    TemporaryFolder parent;
    std::filesystem::path path = parent.path() / "pictures";
    PictureFolder folder{path, 1000};

    void put(const std::string& address, std::size_t bytes = 100)
    {
        REQUIRE(folder.put(address, jpeg_like(bytes)));
    }
    bool on_disk(const std::string& address) const
    {
        return std::filesystem::exists(picture_file(path, address));
    }
};

}  // namespace

TEST_CASE("all pictures of an edition are found: logo, avatars, media, those of announcements")
{
    Edition edition = edition_of({"a", "b", "c"});
    edition.wall.logo = address_of("logo");
    hang(edition, 0, "one");
    hang(edition, 1, "two");
    hang(edition, 2, "one");
    MessageSlide message;
    message.picture = address_of("message");
    edition.turns.push_back({message, 8s});
    MosaicSlide mosaic;
    mosaic.posts.push_back(std::get<PostSlide>(edition.turns[1].slide));
    mosaic.posts[0].post.author.avatar = address_of("avatar");
    edition.turns.push_back({mosaic, 8s});
    CHECK(pictures_of(edition, after(0ms)) == std::vector{address_of("logo"), address_of("one"),
                                                          address_of("two"), address_of("message"),
                                                          address_of("avatar")});
    // From the slide that is on.
    CHECK(pictures_of(edition, after(9s))[1] == address_of("two"));
}

TEST_CASE("only addresses of the hub's pictures are files, and none leads out of the folder")
{
    const std::filesystem::path folder = "/state";
    CHECK(picture_file(folder, "/media/0af-640x480.jpg") == "/state/0af-640x480.jpg");
    for (const char* const address :
         {"", "/media/", "https://polder.example/a.jpg", "/media/../edition.jpg", "/media/a/b.jpg",
          "/media/.jpg", "/media/.hidden.jpg", "/media/a.svg", "/media/a.jpg.new", "/media/a",
          "media/a.jpg", "/media/a b.jpg", "//media/a.jpg"})
        CHECK(picture_file(folder, address) == "");
    CHECK(picture_file(folder, "/media/" + std::string(300, 'a') + ".jpg") == "");
}

TEST_CASE("a picture that was put is there, whole, after a restart, too")
{
    Room room;
    Edition edition = edition_of({"a"});
    hang(edition, 0, "one");
    room.folder.take(edition, monday);
    CHECK_FALSE(room.folder.has(address_of("one")));
    room.put(address_of("one"), 123);
    CHECK(room.folder.has(address_of("one")));
    CHECK(std::filesystem::file_size(picture_file(room.path, address_of("one"))) == 123);

    PictureFolder again{room.path, 1000};
    again.take(edition, monday);
    CHECK(again.has(address_of("one")));
    CHECK(again.bytes() == 123);
}

TEST_CASE("what is no picture is not kept")
{
    Room room;
    CHECK(room.folder.put(address_of("one"), "<html>").error().fault == Fault::garbled);
    CHECK(room.folder.put(address_of("one"), "").error().fault == Fault::garbled);
    CHECK(room.folder.put("/media/../x.jpg", jpeg_like(50)).error().fault == Fault::garbled);
    CHECK_FALSE(room.on_disk(address_of("one")));
}

TEST_CASE("the pictures of a post that is gone are gone from the disk with the next edition")
{
    Room room;
    Edition edition = edition_of({"bad", "good"});
    hang(edition, 0, "of-bad");
    hang(edition, 1, "of-good");
    room.folder.take(edition, monday);
    room.put(address_of("of-bad"));
    room.put(address_of("of-good"));
    Edition later = edition_of({"good"});
    hang(later, 0, "of-good");
    room.folder.take(later, monday + 10s);
    CHECK_FALSE(room.on_disk(address_of("of-bad")));
    CHECK(room.on_disk(address_of("of-good")));
}

TEST_CASE("a picture that two posts share stays while one of them hangs")
{
    Room room;
    Edition edition = edition_of({"a", "b"});
    hang(edition, 0, "avatar");
    hang(edition, 1, "avatar");
    room.folder.take(edition, monday);
    room.put(address_of("avatar"));
    Edition later = edition_of({"b"});
    hang(later, 0, "avatar");
    room.folder.take(later, monday + 10s);
    CHECK(room.on_disk(address_of("avatar")));
}

TEST_CASE("a picture that a post has no more may come back for an hour, then it goes")
{
    Room room;
    Edition with = edition_of({"a"});
    hang(with, 0, "one");
    const Edition without = edition_of({"a"});
    room.folder.take(with, monday);
    room.put(address_of("one"));
    room.folder.take(without, monday + 10s);
    CHECK(room.on_disk(address_of("one")));
    room.folder.take(with, monday + 20s);
    room.folder.take(without, monday + 30min);
    room.folder.take(without, monday + 89min);
    CHECK(room.on_disk(address_of("one")));
    room.folder.take(without, monday + 90min);
    CHECK_FALSE(room.on_disk(address_of("one")));
    CHECK(room.folder.bytes() == 0);
}

TEST_CASE("a picture on its hour's grace goes at once when its post goes")
{
    Room room;
    Edition with = edition_of({"a", "b"});
    hang(with, 0, "one");
    room.folder.take(with, monday);
    room.put(address_of("one"));
    room.folder.take(edition_of({"a", "b"}), monday + 10s);
    REQUIRE(room.on_disk(address_of("one")));
    room.folder.take(edition_of({"b"}), monday + 20s);
    CHECK_FALSE(room.on_disk(address_of("one")));
}

TEST_CASE("after a restart nothing stays that the edition does not show, and no draft")
{
    Room room;
    Edition edition = edition_of({"a"});
    hang(edition, 0, "one");
    room.folder.take(edition, monday);
    room.put(address_of("one"));
    room.put(address_of("unknown"));
    room.parent.write("pictures/draft.jpg.new", "half");

    PictureFolder again{room.path, 1000};
    again.take(edition, monday);
    CHECK(room.on_disk(address_of("one")));
    CHECK_FALSE(room.on_disk(address_of("unknown")));
    CHECK_FALSE(std::filesystem::exists(room.path / "draft.jpg.new"));
}

TEST_CASE("the space has an end, and the pictures of the edition are never what makes room")
{
    Room room;
    Edition with = edition_of({"a", "b"});
    hang(with, 0, "old");
    hang(with, 1, "hanging");
    room.folder.take(with, monday);
    room.put(address_of("old"), 400);
    room.put(address_of("hanging"), 400);
    Edition later = edition_of({"a", "b"});
    hang(later, 1, "hanging");
    room.folder.take(later, monday + 1s);  // "old" may come back
    REQUIRE(room.on_disk(address_of("old")));
    room.put(address_of("new"), 500);
    CHECK_FALSE(room.on_disk(address_of("old")));
    CHECK(room.on_disk(address_of("hanging")));
    const auto full = room.folder.put(address_of("more"), jpeg_like(700));
    CHECK(full.error().fault == Fault::later);
    CHECK(room.on_disk(address_of("hanging")));
    CHECK(room.folder.bytes() <= 1000);
}
