// SPDX-License-Identifier: Apache-2.0
#include "screen/edition_file.hpp"

#include "screen/editions.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

TEST_CASE("an edition that was saved is loaded again")
{
    const TemporaryFolder folder;
    const auto file = edition_file(folder.path() / "new" / "state", "coffee-3");
    const Edition edition = edition_of({"a", "b"});
    REQUIRE(save_edition(file, to_json(edition)));
    CHECK(on_disk(file) == edition);
}

TEST_CASE("on the first day there is no edition, and that is no fault")
{
    const TemporaryFolder folder;
    CHECK_FALSE(on_disk(edition_file(folder.path(), "coffee-3")));
}

TEST_CASE("saving again replaces the file and leaves nothing beside it")
{
    const TemporaryFolder folder;
    const auto file = edition_file(folder.path(), "coffee-3");
    REQUIRE(save_edition(file, to_json(edition_of({"a"}))));
    REQUIRE(save_edition(file, to_json(edition_of({"b"}))));
    CHECK(on_disk(file) == edition_of({"b"}));
    const std::filesystem::directory_iterator files{folder.path()};
    CHECK(std::distance(begin(files), end(files)) == 1);
}

TEST_CASE("a torn file is garbled, not an edition")
{
    const TemporaryFolder folder;
    const auto file = edition_file(folder.path(), "coffee-3");
    const std::string whole = to_json(edition_of({"a"}));
    REQUIRE(save_edition(file, whole.substr(0, whole.size() / 2)));
    const auto loaded = load_edition(file);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().fault == Fault::garbled);
}

TEST_CASE("a folder that cannot be written is named with the remedy")
{
    const TemporaryFolder folder;
    folder.write("in-the-way", "a file where a folder should be");
    const auto saved = save_edition(edition_file(folder.path() / "in-the-way", "a"), "{}");
    REQUIRE_FALSE(saved);
    CHECK(saved.error().fault == Fault::rejected);
    CHECK(saved.error().text.find("in-the-way") != std::string::npos);
}

TEST_CASE("a screen's name cannot lead out of the state folder")
{
    CHECK(edition_file("/state", "../../etc/x").parent_path() == "/state");
}
