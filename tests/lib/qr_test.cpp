// SPDX-License-Identifier: Apache-2.0
#include "lib/qr.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::lib;

TEST_CASE("an address becomes a square with three finders")
{
    const QrCode code = qr_code("https://polder.example/1").value();
    CHECK(code.side == 25);
    REQUIRE(code.dark.size() == 625);
    for (const auto& [x, y] : {std::pair{0, 0}, {18, 0}, {0, 18}}) {
        CHECK(code.at(x, y));
        CHECK_FALSE(code.at(x + 1, y + 1));
        CHECK(code.at(x + 3, y + 3));
    }
    CHECK_FALSE(code.at(7, 7));
}

TEST_CASE("different addresses give different codes and the same gives the same")
{
    CHECK(qr_code("https://a.example").value().dark != qr_code("https://b.example").value().dark);
    CHECK(qr_code("https://a.example").value().dark == qr_code("https://a.example").value().dark);
}

TEST_CASE("nothing and too much are garbled")
{
    CHECK(qr_code("").error().fault == Fault::garbled);
    CHECK(qr_code(std::string(4000, 'x')).error().fault == Fault::garbled);
    CHECK(qr_code(std::string(2900, 'x')).has_value());
}
