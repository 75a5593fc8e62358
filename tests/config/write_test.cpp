// SPDX-License-Identifier: Apache-2.0
#include "sample.hpp"

#include <filesystem>

using namespace narrowcast;
using namespace narrowcast::test;
namespace fs = std::filesystem;

TEST_CASE("a written configuration is accepted, whatever the company is called")
{
    for (const char* company :
         {"Polderbank", "Café \"De Zön\" & co", "C:\\bank\\", "日本銀行", "1848", "a'b/c?d#e%f+g@h",
          "// no comment", "</script>", "  spaced  "})
        for (const char* language : {"nl", "en", "de", "fr"})
            for (const bool live : {true, false}) {
                INFO(company << " " << language << " " << live);
                const TemporaryFolder folder;
                REQUIRE(write_config(folder.path(), {.company = company,
                                                     .language = language,
                                                     .time_zone = "Europe/Vienna",
                                                     .live_sources = live}));
                const Loaded loaded = load_config(folder.path());
                CHECK(spelled(loaded.refusals, folder.path()).empty());
                REQUIRE(loaded.config);
                CHECK(loaded.config->wall.screens.front().language == language);
                CHECK(loaded.config->wall.company.time_zone == "Europe/Vienna");
            }
}

TEST_CASE("a written configuration refers to the schemas beside it")
{
    const TemporaryFolder folder;
    REQUIRE(write_config(folder.path() / "new" / "office", {}));
    const auto office = folder.path() / "new" / "office";
    const Loaded loaded = load_config(office);
    REQUIRE(loaded.config);
    CHECK(fs::is_regular_file(office / loaded.config->wall.schema));
    CHECK(fs::is_regular_file(office / loaded.config->hub.schema));
}

TEST_CASE("the samples of the repository are what is written today")
{
    const fs::path samples = fs::path{NARROWCAST_SOURCE_DIR} / "config";
    const TemporaryFolder folder;
    REQUIRE(write_config(folder.path(), {.live_sources = false}));
    for (const char* name :
         {"narrowcast.json", "hub.json", "narrowcast.schema.json", "hub.schema.json"}) {
        INFO(name << " is stale: write it anew with write_config(..., {.live_sources = false})");
        std::ifstream stream{samples / name, std::ios::binary};
        const std::string sample{std::istreambuf_iterator<char>{stream}, {}};
        CHECK(sample == folder.read(name));
    }
    CHECK(load_config(samples).config);
}

TEST_CASE("nothing is overwritten, and nothing written beside what is there")
{
    const TemporaryFolder folder;
    folder.write("hub.json", "mine");
    const auto written = write_config(folder.path(), {});
    REQUIRE_FALSE(written);
    CHECK(written.error().fault == Fault::refused);
    CHECK(written.error().text == (folder.path() / "hub.json").string() +
                                      " is there already and is not overwritten: move it away, or "
                                      "choose another folder");
    CHECK(folder.read("hub.json") == "mine");
    CHECK_FALSE(fs::exists(folder.path() / "narrowcast.json"));
}

TEST_CASE("a schema left by an earlier try does not stand in the way, a changed one does")
{
    const TemporaryFolder folder;
    folder.write("hub.schema.json", schema_text("hub"));
    CHECK(write_config(folder.path(), {}));
    const TemporaryFolder other;
    other.write("hub.schema.json", "{}");
    CHECK_FALSE(write_config(other.path(), {}));
}

TEST_CASE("a link that leads nowhere is not written through")
{
    const TemporaryFolder folder;
    fs::create_symlink(folder.path() / "elsewhere.json", folder.path() / "hub.json");
    CHECK_FALSE(write_config(folder.path(), {}));
    CHECK_FALSE(fs::exists(folder.path() / "elsewhere.json"));
}

TEST_CASE("a folder that cannot be made is the system's no, with its reason")
{
    const TemporaryFolder folder;
    folder.write("file", "");
    const auto written = write_config(folder.path() / "file" / "office", {});
    REQUIRE_FALSE(written);
    CHECK(written.error().fault == Fault::rejected);
    CHECK_THAT(written.error().text, Catch::Matchers::ContainsSubstring("Not a directory"));
}

TEST_CASE("answers that are not allowed leave no folder behind")
{
    const TemporaryFolder folder;
    const auto written = write_config(folder.path() / "office", {.language = "xx"});
    REQUIRE_FALSE(written);
    CHECK(written.error().fault == Fault::refused);
    CHECK_FALSE(fs::exists(folder.path() / "office"));
}
