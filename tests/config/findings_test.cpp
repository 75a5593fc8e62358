// SPDX-License-Identifier: Apache-2.0
#include "config/findings.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using config::Findings;

TEST_CASE("a setting is not sound when a part of it was refused")
{
    Findings findings;
    findings.say("/topics/1/query", "wrong");
    CHECK_FALSE(findings.sound("/topics"));
    CHECK_FALSE(findings.sound("/topics/1/query"));
}

TEST_CASE("a setting is sound when only its neighbours were refused")
{
    Findings findings;
    findings.say("/topics/10", "wrong");
    CHECK(findings.sound("/topics/1"));
    CHECK(findings.sound("/topic"));
}

TEST_CASE("a name that is nearly right gets 'did you mean'")
{
    CHECK(config::suggestion("Storng", {"Service", "Storing"}) == "; did you mean \"Storing\"?");
}

TEST_CASE("a name unlike all others gets the list of what there is")
{
    CHECK(config::suggestion("Kantine", {"Service", "Storing", "Prijs"}) ==
          "; there is \"Service\", \"Storing\" or \"Prijs\"");
    CHECK(config::suggestion("Kantine", {}) == "; there is none yet");
}

TEST_CASE("a long text is quoted short, between characters")
{
    const std::string quoted = config::in_quotes("x" + std::string(59, 'y') + "é and more");
    CHECK(quoted == "\"x" + std::string(59, 'y') + "...\"");
}
