// SPDX-License-Identifier: Apache-2.0
#include "config/file_text.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace narrowcast;
using config::file_text;
using test::TemporaryFolder;

namespace {

// For a test under root, whom no permission stops: somebody else for a while.
class AsNobody {
public:
    AsNobody() : changed_{geteuid() == 0 && seteuid(65534) == 0} {}
    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;
    ~AsNobody()
    {
        if (changed_ && seteuid(0) != 0) std::abort();
    }
    bool is_root() const { return geteuid() == 0; }

private:
    bool changed_;
};

std::string said(const std::filesystem::path& file)
{
    const auto text = file_text(file);
    REQUIRE_FALSE(text);
    return text.error().text;
}

}  // namespace

TEST_CASE("a byte order mark is not part of the text")
{
    const TemporaryFolder folder;
    folder.write("a.json", "\xEF\xBB\xBF{}");
    CHECK(file_text(folder.path() / "a.json") == "{}");
}

TEST_CASE("UTF-16 is recognised and named")
{
    const TemporaryFolder folder;
    folder.write("a.json", std::string_view{"\xFF\xFE{\0}\0", 6});
    CHECK(said(folder.path() / "a.json") == "is UTF-16 text: save it as UTF-8");
}

TEST_CASE("a byte that is no UTF-8 is found by line and character")
{
    const TemporaryFolder folder;
    folder.write("a.json", "{\n  \"é\": \"caf\xE9\"\n}");
    const auto text = file_text(folder.path() / "a.json");
    REQUIRE_FALSE(text);
    CHECK(text.error() == Refusal{folder.path() / "a.json", 2, 12,
                                  "is not UTF-8 text from here on: save it as UTF-8"});
}

TEST_CASE("a file cut within a character is no UTF-8 at that character")
{
    const TemporaryFolder folder;
    folder.write("a.json", "{\"a\": \"\xE2\x82");
    const auto text = file_text(folder.path() / "a.json");
    REQUIRE_FALSE(text);
    CHECK(text.error().column == 8);
}

TEST_CASE("a folder, an endless file and a huge file are no configuration")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "a.json");
    CHECK(said(folder.path() / "a.json") == "is a folder, but must be a file; move it away");
    CHECK(said("/dev/zero") == "is no ordinary file");
    folder.write("b.json", std::string((4 << 20) + 1, ' '));
    CHECK(said(folder.path() / "b.json") == "is larger than 4 MiB: that is no configuration");
}

TEST_CASE("a file that this user may not read is refused with the remedy")
{
    const TemporaryFolder folder;
    folder.write("a.json", "{}");
    std::filesystem::permissions(folder.path() / "a.json", std::filesystem::perms::none);
    const AsNobody nobody;
    if (nobody.is_root()) return;  // a sandbox that does not let root become anybody else
    CHECK(said(folder.path() / "a.json") ==
          "cannot be read: this user has no permission; let it read the file (chmod, chown)");
}
