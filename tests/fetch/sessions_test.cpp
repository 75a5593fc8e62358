// SPDX-License-Identifier: Apache-2.0
#include "fetch/sessions.hpp"

#include "fetch/answers.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

TEST_CASE("one source logs in, and the others wait for it")
{
    Sessions sessions;
    CHECK(sessions.begin_login("a"));
    CHECK_FALSE(sessions.begin_login("a"));
    CHECK(sessions.begin_login("b"));
    CHECK(sessions.renewed("a", "", "token 1"));
    sessions.failed("a");
    CHECK(sessions.current("a") == "token 1");
    CHECK(sessions.begin_login("a"));
}

TEST_CASE("of many that find a session expired, the first one's news counts")
{
    Sessions sessions;
    sessions.renewed("a", "", "old");
    CHECK(sessions.renewed("a", "old", "refresh only"));
    CHECK_FALSE(
        sessions.renewed("a", "old", "refresh only"));  // it had asked with the old one, too
    CHECK(sessions.renewed("a", "refresh only", "new"));
    CHECK_FALSE(sessions.renewed("a", "old", ""));
    CHECK(sessions.current("a") == "new");
}

TEST_CASE("sessions outlive a restart")
{
    Sessions sessions;
    sessions.renewed("a", "", "token");
    CHECK(Sessions{sessions.spelled()}.current("a") == "token");
    CHECK(Sessions{"[1"}.current("a").empty());
}

TEST_CASE("sources share a login when server, user and secret are the same")
{
    SourceConfig one = source_of("bluesky"), other = one;
    one.credential = other.credential = "app-password";
    other.name = "other";
    other.query = "storing";
    CHECK(Sessions::login_of(one) == Sessions::login_of(other));
    other.user = "sanne";
    CHECK(Sessions::login_of(one) != Sessions::login_of(other));
    CHECK(Sessions::login_of(one).find("app-password") == std::string::npos);
}
