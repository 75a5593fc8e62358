// SPDX-License-Identifier: Apache-2.0
// Tests of recognising languages.
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

namespace {

using Hints = std::vector<std::string>;

}  // namespace

TEST_CASE("a text is in its language, whatever was expected")
{
    const Hints dutch{"nl"};
    CHECK(language_of("The app has been down since nine this morning, please fix it", dutch) ==
          "en");
    CHECK(language_of("Die App funktioniert seit heute morgen leider gar nicht mehr", dutch) ==
          "de");
    CHECK(language_of("التطبيق لا يعمل منذ الصباح ولا أحد يرد على الهاتف", dutch) == "ar");
}

TEST_CASE("of a few letters the first hint decides")
{
    CHECK(language_of("Top!", Hints{"nl", "en"}) == "nl");
    CHECK(language_of("Top!", Hints{"en-GB", "nl"}) == "en-GB");
    CHECK(language_of("Top!", {}) == "und");
    CHECK(language_of("", Hints{}) == "und");
}

TEST_CASE("links, mentions and hashtags are in no language")
{
    CHECK(language_of("https://www.polder.example/this-is-an-english-address @the_english_name",
                      Hints{"nl"}) == "nl");
}

TEST_CASE("a few Japanese characters are enough")
{
    CHECK(language_of("アプリが動かない", Hints{"nl"}) == "ja");
}

TEST_CASE("Dutch is not taken for its relatives")
{
    CHECK(language_of("Ik kan niet inloggen in de app", Hints{"nl"}) == "nl");
    CHECK(language_of("Mijn pas is geweigerd bij de bakker", Hints{"nl", "en"}) == "nl");
}
