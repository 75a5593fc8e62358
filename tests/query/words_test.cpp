// SPDX-License-Identifier: Apache-2.0
// Tests of the words of a text, folded for comparing.
#include "query/words.hpp"

#include "support/catch.hpp"

#include <fstream>

using namespace narrowcast;

namespace {

std::vector<std::string> words_of(const std::string& text)
{
    const FoldedWords words{text};
    std::vector<std::string> all;
    for (std::size_t i = 0; i < words.size(); ++i)
        all.emplace_back(words[i]);
    return all;
}

// "" if the ASCII text is read as it is with a letter behind it that is none.
std::string difference(const std::string& ascii)
{
    const FoldedWords alone{ascii}, beside{ascii + " é"};
    if (alone.size() + 1 != beside.size()) return ascii + ": another number of words";
    for (std::size_t i = 0; i < alone.size(); ++i)
        if (alone[i] != beside[i] || alone.hash(i) != beside.hash(i) ||
            alone.place(i).begin != beside.place(i).begin ||
            alone.place(i).end != beside.place(i).end)
            return ascii + ": another word " + std::to_string(i);
    return {};
}

}  // namespace

TEST_CASE("words are split at what is no letter, and folded")
{
    CHECK(words_of("De APP, z'n Crème_brûlée!") ==
          std::vector<std::string>{"de", "app", "z", "n", "creme", "brulee"});
    CHECK(words_of("👍🏽") == std::vector<std::string>{"👍"});
}

TEST_CASE("a point or comma between digits is part of the number")
{
    CHECK(words_of("om 3.5 of 1,299.00, 5. en .5") ==
          std::vector<std::string>{"om", "3.5", "of", "1,299.00", "5", "en", "5"});
}

TEST_CASE("a text of plain letters is read as it is beside others")
{
    for (const char* text : {"", "a", "3.5", ".5", "5.", "1..2", "1,2,3", "a.5", "5.a", "5,5.5a.5",
                             "--a--", "don't", "A1 b2", "\n\t x", "x\x01y", "9.9.9.", "1.,2"})
        CHECK(difference(text).empty());
    std::ifstream stream{NARROWCAST_SOURCE_DIR "/assets/sentiment/corpus/en_company/train.tsv"};
    std::size_t compared = 0;
    for (std::string line; std::getline(stream, line);)
        if (lib::is_ascii(line)) {
            ++compared;
            const std::string wrong = difference(line);
            REQUIRE(wrong.empty());
        }
    CHECK(compared > 100);
}

TEST_CASE("words that were read before leave no trace")
{
    for (const char* before : {"iets heel anders é 👍", "plain words, 3.5", ""})
        for (const char* text : {"goed zo", "crème", ""}) {
            FoldedWords words{before};
            words.read(text);
            REQUIRE(words.size() == FoldedWords{text}.size());
            for (std::size_t i = 0; i < words.size(); ++i)
                CHECK(words[i] == FoldedWords{text}[i]);
        }
}
