// SPDX-License-Identifier: Apache-2.0
#include "lib/sdl.hpp"

#include "support/catch.hpp"

#include <array>
#include <cstdlib>

using namespace narrowcast;

namespace {

Result<lib::Window> dummy_window(int width, int height)
{
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    return lib::Window::open({.title = "test", .width = width, .height = height});
}

}  // namespace

TEST_CASE("a window without a display is drawn by the processor, in the size asked for")
{
    const auto window = dummy_window(320, 200);
    REQUIRE(window);
    CHECK_FALSE(window->gpu());
    CHECK(window->renderer() == "software (dummy)");
    CHECK(window->width() == 320);
    CHECK(window->height() == 200);
    CHECK(window->frames_per_second() > 0);
}

TEST_CASE("what is written into the surface can be read back")
{
    auto window = dummy_window(64, 48);
    REQUIRE(window);
    const auto surface = window->surface();
    REQUIRE(surface.pixels != nullptr);
    surface.pixels[3 * surface.stride + 5] = 0xff123456;
    const std::array regions{lib::Region{5, 3, 1, 1}};
    window->update(regions);
    CHECK(window->read_back().at(3 * 64 + 5) == 0xff123456);
}

TEST_CASE("a second window can be opened after the first is gone")
{
    REQUIRE(dummy_window(64, 48));
    REQUIRE(dummy_window(80, 60));
}

TEST_CASE("where there is no display the refusal says what to set")
{
    ::setenv("SDL_VIDEODRIVER", "nosuchdriver", 1);
    const auto window = lib::Window::open({.title = "test"});
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    REQUIRE_FALSE(window);
    CHECK(window.error().text.find("SDL_VIDEODRIVER") != std::string::npos);
}

TEST_CASE("a renderer that runs on the processor counts as none")
{
    CHECK(lib::draws_on_the_cpu("llvmpipe (LLVM 15.0.6, 256 bits)"));
    CHECK(lib::draws_on_the_cpu("softpipe"));
    CHECK(lib::draws_on_the_cpu("ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device))"));
    CHECK_FALSE(lib::draws_on_the_cpu("Mesa Intel(R) UHD Graphics 620 (KBL GT2)"));
    CHECK_FALSE(lib::draws_on_the_cpu("V3D 4.2"));
}
