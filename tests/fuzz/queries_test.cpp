// SPDX-License-Identifier: Apache-2.0
// A few thousand of the queries that the fuzzer tries for hours, in every test run.
#include "fuzz/queries.hpp"

#include "support/catch.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

using namespace narrowcast;

namespace {

std::vector<std::string> corpus()
{
    std::vector<std::string> all;
    for (const auto& file :
         std::filesystem::directory_iterator{NARROWCAST_SOURCE_DIR "/tests/data/queries"}) {
        std::ifstream stream{file.path(), std::ios::binary};
        all.emplace_back(std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{});
    }
    return all;
}

}  // namespace

TEST_CASE("the corpus of queries holds what must hold")
{
    const auto all = corpus();
    REQUIRE(all.size() > 10);
    for (const std::string& each : all) {
        INFO(each);
        CHECK(fuzz::fault_of_query(each).empty());
    }
}

TEST_CASE("a query changed in any way is read or refused, and always by the same rules")
{
    static constexpr std::array<std::string_view, 20> pieces{
        " ", "(",        ")",       "\"",      "*",          "AND ",    "OR ",
        "“", "NOT",      "near/2 ", "lang:nl", "author:@a",  "source:", "has:media",
        ",", "👍🏽", "\xFF",    "é",       "author:\"a", "\n"};
    std::mt19937 random{20261122};
    const auto all = corpus();
    REQUIRE(!all.empty());
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = all[random() % all.size()];
        for (std::size_t i = random() % 8; i > 0; --i) {
            const std::size_t at = random() % (bytes.size() + 1);
            if (random() % 3 == 0)
                bytes.erase(at, 1 + random() % 6);
            else
                bytes.insert(at, pieces[random() % pieces.size()]);
        }
        const std::string fault = fuzz::fault_of_query(bytes);
        INFO(bytes);
        REQUIRE(fault == "");
    }
}
