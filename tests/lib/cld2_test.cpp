// SPDX-License-Identifier: Apache-2.0
// Tests of CLD2's wrapper.
#include "lib/cld2.hpp"

#include "support/catch.hpp"

using narrowcast::lib::guess_language;

TEST_CASE("a sentence is recognised by its language")
{
    CHECK(guess_language("De app van de bank doet het vanochtend helaas weer niet, wat een ellende",
                         "")
              .language == "nl");
    CHECK(guess_language("The app of the bank is down again this morning, what a shame", "")
              .language == "en");
    CHECK(guess_language("今日はアプリが全然動かないので困っています", "").language == "ja");
}

TEST_CASE("Hebrew goes by its present name")
{
    CHECK(guess_language("שלום לכולם, האפליקציה של הבנק לא עובדת הבוקר", "").language == "he");
}

TEST_CASE("nothing is no language")
{
    CHECK(guess_language("", "").language == "und");
    CHECK_FALSE(guess_language("12345 !!!", "nl").reliable);
}
