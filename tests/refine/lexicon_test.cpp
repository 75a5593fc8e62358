// SPDX-License-Identifier: Apache-2.0
// Tests of reading word lists.
#include "refine/lexicon.hpp"

#include "support/catch.hpp"

#include <unistd.h>
#include <fstream>

using namespace narrowcast;

namespace {

class Folder {
public:
    Folder()
    {
        static int count = 0;
        path = std::filesystem::temp_directory_path() /
               ("narrowcast-lexicon-" + std::to_string(getpid()) + "-" + std::to_string(++count));
        std::filesystem::create_directory(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream{path / name} << text;
    }
    std::filesystem::path path;
};

double score_of(const Lexicons& lexicons, const std::string& text)
{
    const FoldedWords words{text};
    const Lexicon::Found found = lexicons.at("nl").at(words, 0);
    return found.meaning != nullptr && found.words == words.size() ? found.meaning->score : 0;
}

}  // namespace

TEST_CASE("the longest phrase is found, without accents and case")
{
    const Folder folder;
    folder.write("nl_a.tsv", "werkt\t0.3\nwerkt niet\t-0.7\ngënial\t0.5\n");
    const auto lexicons = load_lexicons(folder.path);
    REQUIRE(lexicons);
    CHECK(score_of(*lexicons, "Werkt niet") == -0.7);
    CHECK(score_of(*lexicons, "werkt") == 0.3);
    CHECK(score_of(*lexicons, "GENIAL") == 0.5);
    CHECK(score_of(*lexicons, "onbekend") == 0);
}

TEST_CASE("a Dutch adjective is found with its ending, and drawn out")
{
    const Folder folder;
    folder.write("nl_a.tsv", "traag\t-0.6\nsnel\t0.5\nlief\t0.6\nsuper\t0.8\n");
    folder.write("nl_modifiers.tsv", "e\tending\n");
    const auto lexicons = load_lexicons(folder.path);
    REQUIRE(lexicons);
    CHECK(score_of(*lexicons, "trage") == -0.6);
    CHECK(score_of(*lexicons, "snelle") == 0.5);
    CHECK(score_of(*lexicons, "lieve") == 0.6);
    CHECK(score_of(*lexicons, "suuuuper") == 0.8);
}

TEST_CASE("what all languages share is part of each")
{
    const Folder folder;
    folder.write("nl_a.tsv", "goed\t0.5\n");
    folder.write("any_emoji.tsv", "🎉\t0.8\n");
    const auto lexicons = load_lexicons(folder.path);
    REQUIRE(lexicons);
    CHECK(score_of(*lexicons, "🎉") == 0.8);
}

TEST_CASE("a line that is not one is refused with its number")
{
    const Folder folder;
    folder.write("nl_a.tsv", "# kop\ngoed\t0.5\nslecht\tzeer\n");
    const auto lexicons = load_lexicons(folder.path);
    REQUIRE_FALSE(lexicons);
    CHECK(lexicons.error().fault == Fault::refused);
    CHECK(lexicons.error().text.find("nl_a.tsv:3:") != std::string::npos);
}

TEST_CASE("a folder without lists is refused")
{
    const Folder folder;
    CHECK(load_lexicons(folder.path).error().fault == Fault::refused);
    CHECK(load_lexicons(folder.path / "none").error().fault == Fault::refused);
}
