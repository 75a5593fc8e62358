// SPDX-License-Identifier: Apache-2.0
#include "media/decoder.hpp"

#include "media/pictures.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace narrowcast;
using namespace narrowcast::media;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

Result<Picture> made_by(const Decoder& decoder, const std::string& bytes, int side = 1280)
{
    const std::stop_source never;
    return decoder.remake(bytes, side, never.get_token());
}

// A decoder that goes wrong in some way.
std::filesystem::path program_saying(const test::TemporaryFolder& folder, const std::string& script)
{
    folder.write("program", "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(folder.path() / "program", std::filesystem::perms::owner_all);
    return folder.path() / "program";
}

}  // namespace

TEST_CASE("a picture of every format comes back from the locked process")
{
    const Decoder decoder{NARROWCAST_DECODER};
    for (const char* name :
         {"progressive.jpg", "cmyk.jpg", "grey.jpg", "turned.jpg", "photo.webp", "transparent.webp",
          "animated.webp", "animated.gif", "transparent.gif", "palette.png"}) {
        INFO(name);
        const auto picture = made_by(decoder, test::recorded_picture(name), 32);
        INFO((picture ? "" : picture.error().text));
        REQUIRE(picture);
        CHECK(std::max(picture->width, picture->height) == 32);
    }
}

TEST_CASE("a photo of twelve megapixels fits into the locked process's memory")
{
    const auto picture = made_by(Decoder{NARROWCAST_DECODER}, test::jpeg_of(4000, 3000));
    REQUIRE(picture);
    CHECK(picture->width == 1280);
}

TEST_CASE("the largest picture that is taken on fits, and a larger one is refused in words")
{
    const Decoder decoder{NARROWCAST_DECODER};
    const auto bomb = made_by(decoder, test::png_that_claims(50'000, 50'000));
    REQUIRE_FALSE(bomb);
    CHECK(bomb.error().text == "the picture is too large: 50000 x 50000 pixels");
    CHECK(made_by(decoder, test::png_of(16, 16)));
}

TEST_CASE("a decoder that dies over a picture loses this picture only")
{
    const test::TemporaryFolder folder;
    const Decoder dying{program_saying(folder, "head -c 20 > /dev/null; kill -9 $$")};
    const auto picture = made_by(dying, test::png_of(600, 600));
    REQUIRE_FALSE(picture);
    CHECK(picture.error().fault == Fault::garbled);
    CHECK(picture.error().text == "the decoder was ended by signal 9");
    CHECK(made_by(Decoder{NARROWCAST_DECODER}, test::png_of(16, 16)));
}

TEST_CASE("a decoder that thinks for too long is ended")
{
    const test::TemporaryFolder folder;
    const Decoder slow{program_saying(folder, "exec sleep 60"), 200ms};
    const auto picture = made_by(slow, test::png_of(16, 16));
    REQUIRE_FALSE(picture);
    CHECK(picture.error().text == "it took the decoder too long");
}

TEST_CASE("a decoder that says anything else is not believed")
{
    const test::TemporaryFolder folder;
    for (const char* script :
         {"echo jpeg 10 10 5; printf '<svg>'", "cat", "yes", "echo; exit 0", "exit 0"}) {
        INFO(script);
        const auto picture = made_by(Decoder{program_saying(folder, script)}, test::png_of(16, 16));
        REQUIRE_FALSE(picture);
        CHECK(picture.error().fault == Fault::garbled);
    }
}

TEST_CASE("the decoder is told nothing of the hub's environment")
{
    const test::TemporaryFolder folder;
    ::setenv("NARROWCAST_CREDENTIAL_TEST", "a secret", 1);
    const auto said = (folder.path() / "said").string();
    (void)made_by(Decoder{program_saying(folder, "env > " + said)}, test::png_of(16, 16));
    ::unsetenv("NARROWCAST_CREDENTIAL_TEST");
    CHECK_THAT(folder.read("said"), !ContainsSubstring("secret"));
    CHECK_THAT(folder.read("said"), ContainsSubstring("PWD"));  // sh's own: it did run
}

TEST_CASE("no process is started for what is no picture")
{
    const auto picture = made_by(Decoder{"/nowhere/narrowcast-decode"}, "<html>");
    REQUIRE_FALSE(picture);
    CHECK(picture.error().fault == Fault::garbled);
}

TEST_CASE("a decoder that is not installed is for a person to mend")
{
    const auto picture = made_by(Decoder{"/nowhere/narrowcast-decode"}, test::png_of(16, 16));
    REQUIRE_FALSE(picture);
    CHECK(picture.error().fault == Fault::rejected);
    CHECK_THAT(picture.error().text, ContainsSubstring("/nowhere/narrowcast-decode"));
}

TEST_CASE("a hub that stops does not wait for a picture")
{
    const test::TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    const auto picture = Decoder{program_saying(folder, "exec sleep 60")}.remake(
        test::png_of(16, 16), 1280, stop.get_token());
    REQUIRE_FALSE(picture);
    CHECK(picture.error().fault == Fault::later);
}
