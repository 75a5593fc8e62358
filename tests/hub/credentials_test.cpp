// SPDX-License-Identifier: Apache-2.0
#include "hub/hub.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <cstdlib>
#include <map>
#include <optional>

using namespace narrowcast;
using Catch::Matchers::ContainsSubstring;
using test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

// The environment that matters here, as it was again afterwards.
class Environment {
public:
    Environment()
    {
        for (const auto& [name, value] : before_)
            ::unsetenv(name.c_str());
    }
    ~Environment()
    {
        for (const auto& [name, value] : before_)
            value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

    void set(const std::string& name, const std::string& value) const
    {
        REQUIRE(before_.contains(name));
        ::setenv(name.c_str(), value.c_str(), 1);
    }

private:
    static std::optional<std::string> value_of(const char* name)
    {
        const char* value = std::getenv(name);
        return value ? std::optional<std::string>{value} : std::nullopt;
    }

    const std::map<std::string, std::optional<std::string>> before_ = [] {
        std::map<std::string, std::optional<std::string>> all;
        for (const char* name :
             {"CREDENTIALS_DIRECTORY", "NARROWCAST_CREDENTIALS",
              "NARROWCAST_CREDENTIAL_SOCIAL_TOKEN_2", "STATE_DIRECTORY", "XDG_STATE_HOME", "HOME"})
            all[name] = value_of(name);
        return all;
    }();
};

void put_secret(const TemporaryFolder& folder, const std::string& name, const std::string& secret,
                fs::perms mode = fs::perms::owner_read | fs::perms::owner_write)
{
    folder.write(name, secret);
    fs::permissions(folder.path() / name, mode);
}

constexpr auto variable = "NARROWCAST_CREDENTIAL_SOCIAL_TOKEN_2";

}  // namespace

TEST_CASE("systemd's folder is asked for a credential before one's own, the variable last")
{
    const Environment environment;
    const TemporaryFolder systemd, own;
    put_secret(systemd, "social-token.2", "of systemd\n");
    put_secret(own, "social-token.2", "of the folder\n");
    environment.set("CREDENTIALS_DIRECTORY", systemd.path());
    environment.set("NARROWCAST_CREDENTIALS", own.path());
    environment.set(variable, "of the variable");

    CHECK(credential_named("social-token.2") == "of systemd");
    fs::remove(systemd.path() / "social-token.2");
    CHECK(credential_named("social-token.2") == "of the folder");
    fs::remove(own.path() / "social-token.2");
    CHECK(credential_named("social-token.2") == "of the variable");
}

TEST_CASE("a credential that systemd loaded as one of a folder is found")
{
    const Environment environment;
    const TemporaryFolder systemd;
    put_secret(systemd, "narrowcast_social", "s3cret");
    environment.set("CREDENTIALS_DIRECTORY", systemd.path());
    CHECK(credential_named("social") == "s3cret");
}

TEST_CASE("white space around a secret is no part of it")
{
    const Environment environment;
    const TemporaryFolder own;
    put_secret(own, "social", "  s3 cret \r\n\n");
    environment.set("NARROWCAST_CREDENTIALS", own.path());
    CHECK(credential_named("social") == "s3 cret");
}

TEST_CASE("a credential that everybody can read is refused, with the remedy and without the secret")
{
    const Environment environment;
    const TemporaryFolder own;
    put_secret(own, "social-token.2", "s3cret",
               fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_read);
    environment.set("NARROWCAST_CREDENTIALS", own.path());
    environment.set(variable, "must not stand in for it");

    const auto credential = credential_named("social-token.2");
    REQUIRE_FALSE(credential);
    CHECK(credential.error().fault == Fault::refused);
    CHECK_THAT(credential.error().text,
               ContainsSubstring("chmod 600 " + (own.path() / "social-token.2").string()));
    CHECK_THAT(credential.error().text, !ContainsSubstring("s3cret"));
}

TEST_CASE("an empty credential is refused with its file and the remedy, not taken for a secret")
{
    const Environment environment;
    const TemporaryFolder own;
    environment.set("NARROWCAST_CREDENTIALS", own.path());
    environment.set(variable, "must not stand in for it");
    for (const char* nothing : {"", " \t\r\n\n"}) {
        put_secret(own, "social-token.2", nothing);
        const auto credential = credential_named("social-token.2");
        REQUIRE_FALSE(credential);
        CHECK(credential.error().fault == Fault::refused);
        CHECK_THAT(
            credential.error().text,
            ContainsSubstring((own.path() / "social-token.2").string() + " is empty; write the"));
    }
}

TEST_CASE("a credential for the hub's group is accepted")
{
    const Environment environment;
    const TemporaryFolder own;
    put_secret(own, "social", "s3cret", fs::perms::owner_read | fs::perms::group_read);
    environment.set("NARROWCAST_CREDENTIALS", own.path());
    CHECK(credential_named("social") == "s3cret");
}

TEST_CASE("a credential that is nowhere is refused with all places where it could be put")
{
    const Environment environment;
    const auto credential = credential_named("social-token.2");
    REQUIRE_FALSE(credential);
    CHECK(credential.error().fault == Fault::refused);
    CHECK_THAT(credential.error().text, ContainsSubstring("\"social-token.2\" is nowhere"));
    CHECK_THAT(credential.error().text, ContainsSubstring("/etc/narrowcast/credentials"));
    CHECK_THAT(credential.error().text, ContainsSubstring("$NARROWCAST_CREDENTIALS"));
    CHECK_THAT(credential.error().text, ContainsSubstring(variable));
}

TEST_CASE("posts are kept where the configuration says, else where systemd says, else at home")
{
    const Environment environment;
    Config config;
    config.folder = "/etc/narrowcast";
    environment.set("HOME", "/home/mo");
    CHECK(state_folder_of(config) == "/home/mo/.local/state/narrowcast");
    environment.set("XDG_STATE_HOME", "/home/mo/state");
    CHECK(state_folder_of(config) == "/home/mo/state/narrowcast");
    environment.set("STATE_DIRECTORY", "/var/lib/narrowcast");
    CHECK(state_folder_of(config) == "/var/lib/narrowcast");
    config.hub.storage.folder = "posts";
    CHECK(state_folder_of(config) == "/etc/narrowcast/posts");
    config.hub.storage.folder = "/srv/posts";
    CHECK(state_folder_of(config) == "/srv/posts");
}
