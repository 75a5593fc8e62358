// SPDX-License-Identifier: Apache-2.0
#include "hub/door.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace narrowcast;

namespace {

Door taken(const test::TemporaryFolder& folder)
{
    auto door = Door::take(folder.path());
    REQUIRE(door);
    REQUIRE(*door);
    return std::move(**door);
}

}  // namespace

TEST_CASE("what a hub has hung out is read by whoever may read it, and by its owner only")
{
    const test::TemporaryFolder folder;
    Door door = taken(folder);
    REQUIRE(door.hang_out({"http://127.0.0.1:8350", "secret"}));
    const auto sign = Door::sign_of(folder.path());
    REQUIRE(sign);
    CHECK(sign->url == "http://127.0.0.1:8350");
    CHECK(sign->token == "secret");
    using std::filesystem::perms;
    CHECK(std::filesystem::status(folder.path() / "hub.door").permissions() ==
          (perms::owner_read | perms::owner_write));
}

TEST_CASE("a door that could be read by others is closed to them before anything is written")
{
    const test::TemporaryFolder folder;
    folder.write("hub.door", "left open");
    std::filesystem::permissions(folder.path() / "hub.door", std::filesystem::perms::all);
    const Door door = taken(folder);
    using std::filesystem::perms;
    CHECK((std::filesystem::status(folder.path() / "hub.door").permissions() &
           (perms::group_all | perms::others_all)) == perms::none);
    CHECK(folder.read("hub.door").empty());
}

TEST_CASE("only one has the door at a time, and the next one once it has gone")
{
    const test::TemporaryFolder folder;
    {
        Door door = taken(folder);
        REQUIRE(door.hang_out({"http://127.0.0.1:1", "first"}));
        const auto second = Door::take(folder.path());
        REQUIRE(second);
        CHECK_FALSE(second->has_value());
        CHECK(Door::sign_of(folder.path())->token == "first");  // and nothing was spoilt
    }
    taken(folder);
}

TEST_CASE("a hub that has gone leaves no secret, and one that is starting is asked again later")
{
    const test::TemporaryFolder folder;
    {
        Door door = taken(folder);
        REQUIRE(door.hang_out({"http://127.0.0.1:1", "secret"}));
    }
    CHECK(folder.read("hub.door").empty());
    const auto sign = Door::sign_of(folder.path());
    REQUIRE_FALSE(sign);
    CHECK(sign.error().fault == Fault::later);
}

TEST_CASE("a shorter sign replaces a longer one whole")
{
    const test::TemporaryFolder folder;
    Door door = taken(folder);
    REQUIRE(door.hang_out({"http://127.0.0.1:18350", "first-and-long"}));
    REQUIRE(door.hang_out({"http://127.0.0.1:1", "2"}));
    CHECK(folder.read("hub.door") == "http://127.0.0.1:1\n2\n");
}

TEST_CASE("a folder that is not there is said")
{
    const test::TemporaryFolder folder;
    const auto door = Door::take(folder.path() / "nowhere");
    REQUIRE_FALSE(door);
    CHECK(door.error().fault == Fault::rejected);
    CHECK(door.error().text.find("hub.door") != std::string::npos);
}

TEST_CASE("every token is another, and long")
{
    CHECK(fresh_token() != fresh_token());
    CHECK(fresh_token().size() == 64);
}
