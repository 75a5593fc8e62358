// SPDX-License-Identifier: Apache-2.0
#include "config/words.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using config::in_words;
using config::ordinal;

TEST_CASE("a setting in a list is called by its place and name")
{
    const Json root = {{"screens", {{{"name", "hal-1"}}, {{"name", "coffee-3"}, {"inches", 1}}}}};
    CHECK(in_words("/screens/1/inches", root) == "screens, 2nd (\"coffee-3\"), inches");
}

TEST_CASE("an item without a name is called by its place alone")
{
    const Json root = {{"screens", {{{"inches", 1}}, 5, {{"name", 7}}}}};
    CHECK(in_words("/screens/0/inches", root) == "screens, 1st, inches");
    CHECK(in_words("/screens/1", root) == "screens, 2nd");
    CHECK(in_words("/screens/2/name", root) == "screens, 3rd, name");
}

TEST_CASE("an item that is a text is called by it")
{
    const Json root = {{"languages", {"nl", "xx"}}};
    CHECK(in_words("/languages/1", root) == "languages, 2nd (\"xx\")");
}

TEST_CASE("a key with a slash and a tilde is shown as it was written")
{
    CHECK(in_words("/a~1b~0c", Json{{"a/b~c", 1}}) == "a/b~c");
}

TEST_CASE("a pointer that leads nowhere is still words")
{
    CHECK(in_words("/company/name", Json::object()) == "company, name");
    CHECK(in_words("", Json::array()) == "the file");
}

TEST_CASE("ordinal numbers have their English endings")
{
    CHECK(ordinal(1) == "1st");
    CHECK(ordinal(2) == "2nd");
    CHECK(ordinal(3) == "3rd");
    CHECK(ordinal(4) == "4th");
    CHECK(ordinal(11) == "11th");
    CHECK(ordinal(12) == "12th");
    CHECK(ordinal(21) == "21st");
    CHECK(ordinal(113) == "113th");
}
