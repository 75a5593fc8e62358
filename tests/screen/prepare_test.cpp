// SPDX-License-Identifier: Apache-2.0
#include "screen/prepare.hpp"

#include "screen/bell.hpp"
#include "screen/drift.hpp"
#include "screen/editions.hpp"
#include "support/catch.hpp"

#include <stop_token>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

Order order_of(std::uint64_t number, std::string_view id)
{
    return {number, shared(edition_of({id})), 0, after(40s), 48, 32};
}

}  // namespace

TEST_CASE("an order becomes a picture of its slide, drifted as its moment wants")
{
    Pixels expected = stripes(post("a"), 48, 32);
    apply(drift_at(after(40s), 48, 32), expected);
    CHECK(prepared(order_of(1, "a"), striped_painter()).pixels == expected);
}

TEST_CASE("the painter is told the window's size, the wall's distance and the moment on air")
{
    Canvas told;
    Time when{};
    prepared(order_of(1, "a"), [&](const Slide&, const Wall&, const Canvas& canvas, Time now) {
        told = canvas;
        when = now;
        return Pixels{canvas.width, canvas.height, std::vector<std::uint32_t>(48 * 32)};
    });
    CHECK(told == Canvas{48, 32, 55, 4});
    CHECK(when == monday + 40s);
}

TEST_CASE("the thread paints the newest order and rings when it is done")
{
    Latest<Order> orders;
    Channel<std::shared_ptr<const Picture>> pictures{1};
    const Bell bell;
    Prepare prepare{striped_painter(), orders, pictures, [&] { bell.ring(); }};
    orders.set(order_of(1, "a"));
    REQUIRE(bell.wait(1min));
    CHECK((*pictures.pop(std::stop_token{}))->order.number == 1);
    orders.set(order_of(2, "b"));
    REQUIRE(bell.wait(1min));
    CHECK((*pictures.pop(std::stop_token{}))->order.number == 2);
}

TEST_CASE("a thread whose pictures nobody takes can still be stopped")
{
    Latest<Order> orders;
    Channel<std::shared_ptr<const Picture>> pictures{1};
    const Bell painted;
    const auto painter = [&](const Slide& slide, const Wall&, const Canvas& canvas, Time) {
        painted.ring();
        return stripes(slide, canvas.width, canvas.height);
    };
    Prepare prepare{painter, orders, pictures, [] {}};
    orders.set(order_of(1, "a"));
    REQUIRE(painted.wait(1min));
    orders.set(order_of(2, "b"));
    REQUIRE(painted.wait(1min));
    prepare.request_stop();
}
