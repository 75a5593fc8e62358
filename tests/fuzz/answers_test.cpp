// SPDX-License-Identifier: Apache-2.0
// A few thousand of the answers that the fuzzer tries for hours, in every test run.
#include "fuzz/answers.hpp"

#include "support/catch.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

using namespace narrowcast;

TEST_CASE("recorded answers hold what must hold, as whatever they come")
{
    std::size_t looked_at = 0;
    for (const Platform& platform : platforms())
        for (const std::string& bytes : fuzz::recorded_answers(platform)) {
            INFO(platform.name << ": " << bytes.substr(1, 200));
            CHECK(fuzz::fault_of_answer(platform, bytes) == "");
            ++looked_at;
        }
    CHECK(looked_at > 300);
}

TEST_CASE("an answer changed in any way loses what cannot be read, and nothing else")
{
    static constexpr std::array<std::string_view, 20> pieces{
        "{",  "}",     "[",       "]",
        "\"", ",",     ":",       "null",
        "-1", "1e999", "\\ud800", "\xFF",
        "<",  "&#0;",  "]]>",     "99999999999999999999",
        "\n", "\"\"",  "true",    "2026-13-45T99:99:99Z"};
    std::mt19937 random{20261122};
    for (const Platform& platform : platforms()) {
        const auto all = fuzz::recorded_answers(platform);
        if (all.empty()) continue;
        for (int round = 0; round < 600; ++round) {
            std::string bytes = all[random() % all.size()];
            for (std::size_t i = 1 + random() % 4; i > 0; --i) {
                const std::size_t at = 1 + random() % bytes.size();
                if (random() % 3 == 0)
                    bytes.erase(at, 1 + random() % 40);
                else
                    bytes.insert(at, pieces[random() % pieces.size()]);
            }
            const std::string fault = fuzz::fault_of_answer(platform, bytes);
            INFO(platform.name << ": " << bytes);
            REQUIRE(fault == "");
        }
    }
}

TEST_CASE("write what fuzzers begin with to the folder NARROWCAST_CORPUS", "[.corpus]")
{
    const char* folder = std::getenv("NARROWCAST_CORPUS");
    REQUIRE(folder);
    for (const Platform& platform : platforms()) {
        const auto own = std::filesystem::path{folder} / platform.name;
        std::filesystem::create_directories(own);
        std::size_t number = 0;
        for (const std::string& bytes : fuzz::recorded_answers(platform))
            std::ofstream{own / std::to_string(number++), std::ios::binary} << bytes;
    }
}
