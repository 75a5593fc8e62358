// SPDX-License-Identifier: Apache-2.0
#include "sample.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

struct Row {
    std::string_view from, to, expected;
};

constexpr std::string_view feed = R"("https://forum.polder.example/latest.rss")";
constexpr std::string_view secrets =
    "keep the secret in a file of the credentials folder ($CREDENTIALS_DIRECTORY) and write the "
    "name of that file as \"credential\"";

}  // namespace

TEST_CASE("each slip in hub.json gets its own sentence, where it stands")
{
    const std::vector<Row> rows{
        {feed, R"("forum.polder.example")",
         R"(3:46: sources, 1st ("Forum"), url: begins with https:// or http://; did you mean "https://forum.polder.example"?)"},
        {feed, R"("polder")",
         R"(3:46: sources, 1st ("Forum"), url: is no address: write it like "https://www.polder.example/feed.xml")"},
        {feed, R"("ftp://forum.polder.example/")",
         R"(3:46: sources, 1st ("Forum"), url: must begin with https:// or http://, but begins with "ftp://")"},
        {feed, R"("https:///latest.rss")",
         R"(3:46: sources, 1st ("Forum"), url: names no machine after https://)"},
        {feed, R"("https://forum.polder.example/a b")",
         R"(3:46: sources, 1st ("Forum"), url: has a space in it: write it as %20, or remove it)"},
        {R"("name": "Fediverse")", R"("name": "Forum")",
         R"(4:10: sources, 2nd ("Forum"), name: the 1st is called "Forum" too: give each a name of its own)"},
        {R"("language": "nl")", R"("language": "Dutch")",
         R"(5:63: sources, 2nd ("Fediverse"), language: "Dutch" is no language code; write two letters, such as "nl")"},
        {R"("mastodon-token")", R"("my token")",
         R"(5:31: sources, 2nd ("Fediverse"), credential: is no name: write letters, digits, dots, dashes and underscores only, such as "mastodon-token")"},
        {R"("mastodon-token")", R"("../../etc/shadow")",
         R"(5:31: sources, 2nd ("Fediverse"), credential: is no name: write letters, digits, dots, dashes and underscores only, such as "mastodon-token")"},
        {R"("127.0.0.1")", R"("localhost")",
         R"(8:16: listen, address: "localhost" is no address; write 127.0.0.1 (this machine only) or 0.0.0.0 (the building))"},
        {R"("127.0.0.1")", R"("")",
         R"(8:16: listen, address: is empty: write 127.0.0.1 (this machine only) or 0.0.0.0 (the building))"},
        {R"("keep": "400 days")", R"("folder": "~/posts")",
         R"(7:17: storage, folder: ~ is not understood here: write the whole path, such as "/var/lib/narrowcast")"},
        {R"("tag": "Polderbank")", R"("file": "gone.jsonl")",
         R"(5:10: sources, 2nd ("Fediverse"), file: there is no file "FOLDER/gone.jsonl": put it there, or correct the name)"},
        {R"("tag": "Polderbank")", R"("file": "../")",
         R"(5:10: sources, 2nd ("Fediverse"), file: )"},
    };
    for (const Row& row : rows) {
        const auto said = said_about(good_wall, changed(good_hub, row.from, row.to));
        INFO(row.to);
        REQUIRE_FALSE(said.empty());
        const std::string expected = "FOLDER/hub.json:" + std::string{row.expected};
        if (expected.ends_with(": "))
            CHECK(said.front().ends_with("is a folder: name a file in it"));
        else
            CHECK(said.front() == expected);
    }
}

TEST_CASE("a secret in place of its name is refused and not repeated")
{
    for (const std::string secret :
         {"token=abc", "ZAYj3aBD8U8Cm7lKUp_lm9O9BmDg", "0123456789abcdef0123456789abcdef",
          "a-name-that-is-longer-than-any-name-a-person-would-ever-give-to-a-thing-of-theirs"}) {
        const auto said = said_about(good_wall, changed(good_hub, "mastodon-token", secret));
        REQUIRE(said.size() == 1);
        CHECK(said.front() ==
              "FOLDER/hub.json:5:31: sources, 2nd (\"Fediverse\"), credential: looks "
              "like the secret itself, which must not stand here: " +
                  std::string{secrets});
    }
}

TEST_CASE("a password in an address is refused and not repeated")
{
    for (const std::string url : {"https://jan:geheim@polder.example/feed",
                                  "https://geheim@x.example", "jan:geheim@polder.example"}) {
        const auto said = said_about(good_wall, changed(good_hub, feed, "\"" + url + "\""));
        REQUIRE(said.size() == 1);
        CHECK(said.front() ==
              "FOLDER/hub.json:3:46: sources, 1st (\"Forum\"), url: has a user name or password in "
              "it, "
              "which must not stand here: " +
                  std::string{secrets});
    }
}

TEST_CASE("two addresses may stand in one setting, and each is looked at")
{
    CHECK(said_about(good_wall,
                     changed(good_hub, feed, R"("wss://stream.example https://view.example")"))
              .empty());
    const auto said = said_about(
        good_wall,
        changed(good_hub, feed, R"("wss://stream.example https://jan:geheim@view.example")"));
    REQUIRE(said.size() == 1);
    CHECK(said.front().find("a user name or password in it") != std::string::npos);
}

TEST_CASE("an at sign in the path of an address is no password")
{
    CHECK(said_about(good_wall, changed(good_hub, feed, R"("https://social.example/@jan.rss")"))
              .empty());
}

TEST_CASE("a source's query is read by whoever knows queries, and its reason is shown")
{
    Checks checks;
    checks.query = [](std::string_view query) -> Result<void> {
        if (query != "app (") return {};
        return fail(Fault::refused, "no: " + std::string{query});
    };
    checks.source = [](const SourceConfig& source) -> Result<void> {
        if (source.query.empty()) return {};
        return fail(Fault::refused, "has a bad query");
    };
    const auto said = said_about(
        good_wall, changed(good_hub, R"("tag": "Polderbank")", R"("query": "app (")"), checks);
    CHECK(said == Lines{R"(FOLDER/hub.json:5:10: sources, 2nd ("Fediverse"), query: no: app ()"});
}

TEST_CASE("what a platform needs is said by the platform")
{
    Checks checks;
    checks.source = [](const SourceConfig& source) -> Result<void> {
        if (source.platform != "rss") return {};
        return fail(Fault::refused, "wants more");
    };
    CHECK(said_about(good_wall, good_hub, checks) ==
          Lines{"FOLDER/hub.json:3:9: sources, 1st (\"Forum\"): wants more"});
}

TEST_CASE("a platform that there is not gets 'did you mean', and no other complaint")
{
    Checks checks;
    checks.platforms = {"rss", "mastodon", "replay"};
    checks.source = [](const SourceConfig& source) -> Result<void> {
        if (source.platform == "mastodn") return fail(Fault::refused, "second complaint");
        return {};
    };
    CHECK(
        said_about(good_wall, changed(good_hub, "\"mastodon\"", "\"mastodn\""), checks) ==
        Lines{"FOLDER/hub.json:4:31: sources, 2nd (\"Fediverse\"), platform: there is no platform "
              "called \"mastodn\"; did you mean \"mastodon\"?"});
}

TEST_CASE("a scorer outside is a program that there is, or an address, not both")
{
    const auto said = [](std::string_view scorer) {
        return said_about(good_wall, changed(good_hub, R"("storage": {"keep": "400 days"})",
                                             R"("scorer": )" + std::string{scorer}));
    };
    const std::string begin = "FOLDER/hub.json:7:16: scorer, ";
    CHECK(said(R"({"command": ["cat"], "timeout": "5 s", "batch": 8})").empty());
    CHECK(said(R"({"command": ["/bin/cat", "-u"]})").empty());
    CHECK(said(R"({"url": "http://127.0.0.1:9000/score"})").empty());
    CHECK(said(R"({"url": "ftp://127.0.0.1/score"})") ==
          Lines{begin + R"(url: must begin with https:// or http://, but begins with "ftp://")"});
    CHECK(said(R"({"url": "http://127.0.0.1:9000", "command": ["cat"]})") ==
          Lines{begin + "url: stands beside a command: keep the one or the other"});
    CHECK(
        said(R"({"command": ["models/gone"]})") ==
        Lines{
            begin +
            R"(command: there is no file "FOLDER/models/gone": put it there, or correct the name)"});
    CHECK(
        said(R"({"command": ["./hub.json"]})") ==
        Lines{
            begin +
            R"(command: "FOLDER/hub.json" may not be run: chmod +x it, or name another program)"});
    CHECK(
        said(R"({"command": ["score --fast"]})") ==
        Lines{
            begin +
            R"(command: is one text with a space in it: no shell reads it, so write each argument as a text of its own, such as ["/usr/bin/score", "--fast"])"});
    CHECK(said(R"({"command": [""]})") ==
          Lines{begin + "command: begins with an empty text: name the program first"});
    CHECK(said(R"({"timeout": "5 min"})").size() == 1);
}
