// SPDX-License-Identifier: Apache-2.0
// A few thousand of what the fuzzers try for hours, in every test run.
#include "fuzz/inputs.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <vector>

using namespace narrowcast;

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t n) { return random() % n; }

// Every 40th text of the corpora: what mutations begin with.
std::vector<std::string> seeds()
{
    std::vector<std::string> texts;
    for (const char* set : {"nl_company", "en_company"}) {
        std::ifstream stream{std::string{NARROWCAST_SOURCE_DIR} + "/assets/sentiment/corpus/" +
                             set + "/train.tsv"};
        std::size_t number = 0;
        for (std::string line; std::getline(stream, line);)
            if (number++ % 40 == 0) texts.push_back(line.substr(line.find('\t') + 1));
    }
    return texts;
}

std::string_view piece(Random& random)
{
    static constexpr std::array<std::string_view, 24> pieces{
        "\xFF",  "\xC3",         "\xF0\x9F", "👍🏽", "❤️", "🇳🇱",
        "niet ", "maar ",        "not ",     "super",    "!!!",    "...",
        "…",     "?!",           ":-(",      "@a.b",     "#x_y",   "https://a.example/(b)",
        "\n",    "\u0301\u0301", "日本語",   "ไทย",      "ß",      "\u202E"};
    return pieces[below(random, pieces.size())];
}

void mutate(Random& random, std::string& text, const std::string& other)
{
    const std::size_t at = below(random, text.size() + 1);
    switch (below(random, 6)) {
        case 0:
            text.insert(at, 1, static_cast<char>(below(random, 256)));
            break;
        case 1:
            text.erase(at, 1 + below(random, 8));
            break;
        case 2:
            text.insert(at, piece(random));
            break;
        case 3:
            if (at < text.size()) text.insert(at, 1 + below(random, 40), text[at]);
            break;
        case 4:
            text.insert(at, other.substr(below(random, other.size())));
            break;
        default:
            if (at < text.size()) text[at] = static_cast<char>(below(random, 256));
    }
}

}  // namespace

TEST_CASE("a text changed in any way still has a language, a mood and words that are its own")
{
    Random random{20261122};
    const std::vector<std::string> texts = seeds();
    REQUIRE(texts.size() > 100);
    for (int round = 0; round < 3000; ++round) {
        std::string text = texts[below(random, texts.size())];
        for (std::size_t i = below(random, 12); i > 0; --i)
            mutate(random, text, texts[below(random, texts.size())]);
        INFO("round " << round << ": " << text);
        REQUIRE(fuzz::fault_of_text(text).empty());
    }
}

TEST_CASE("files changed in any way are read or refused")
{
    Random random{3};
    std::ifstream stream{std::string{NARROWCAST_SOURCE_DIR} + "/assets/sentiment/weights.tsv"};
    const std::string whole{std::istreambuf_iterator<char>{stream}, {}};
    REQUIRE(whole.size() > 1000);
    for (int round = 0; round < 500; ++round) {
        std::string bytes = whole.substr(below(random, whole.size()));
        for (std::size_t i = below(random, 12); i > 0; --i)
            mutate(random, bytes, whole);
        REQUIRE_NOTHROW(fuzz::read_as_files(bytes));
    }
}
