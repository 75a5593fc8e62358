// SPDX-License-Identifier: Apache-2.0
// `narrowcast query`, through the program itself.
#include "command_line.hpp"
#include "support/temporary_folder.hpp"

#include <string>

using namespace narrowcast;
using Catch::Matchers::ContainsSubstring;
using test::run;

namespace {

const test::TemporaryFolder& posts()
{
    static const test::TemporaryFolder folder;
    folder.write(
        "posts.jsonl",
        R"({"id":"mastodon:1","source":"Fediverse","network":"mastodon","author":{"handle":"@sanne@polder.example"},"text":"De app heeft weer een storing","language":"nl","media":[{"type":"image","url":"https://polder.example/a.png"}]}
{"id":"rss:2","source":"Het forum","network":"rss","title":"Inloggen","author":"Jan","text":"lukt niet, de app zegt niets"}

{"post":{"id":"x:3","text":"Great app store","language":"en"},"mood":{}}
no json
)");
    return folder;
}

std::string asked(const std::string& arguments)
{
    return run("query " + arguments + " < " + (posts().path() / "posts.jsonl").string()).output;
}

}  // namespace

TEST_CASE("query prints what matches, its words marked, and why")
{
    CHECK(asked("'app AND (storing OR inlog*) NOT store' 2>/dev/null") ==
          "mastodon:1\tDe [app] heeft weer een [storing]\n"
          "    app is in it\n"
          "    storing is in it\n"
          "    NOT store: store is not in it\n"
          "rss:2\t[Inloggen] lukt niet, de [app] zegt niets\n"
          "    app is in it\n"
          "    inlog* is in it\n"
          "    NOT store: store is not in it\n");
}

TEST_CASE("query --why-not prints what keeps the others from matching")
{
    const std::string printed = asked("'app NOT store' --why-not 2>/dev/null");
    CHECK_THAT(printed, ContainsSubstring("! x:3\tGreat app [store]\n    NOT store: but store"));
}

TEST_CASE("query looks at author, language, source and pictures")
{
    CHECK_THAT(asked("'author:sanne has:media source:fediverse' 2>/dev/null"),
               ContainsSubstring("mastodon:1\t"));
    CHECK_THAT(asked("'author:jan' 2>/dev/null"), ContainsSubstring("rss:2\t"));
    CHECK_THAT(asked("'lang:en' 2>/dev/null"), ContainsSubstring("x:3\t"));
}

TEST_CASE("query counts on stderr and skips lines that are no posts")
{
    const auto ended =
        run("query app 2>&1 > /dev/null < " + (posts().path() / "posts.jsonl").string());
    CHECK(ended.code == 0);
    CHECK_THAT(ended.output, ContainsSubstring("skipped: line 5: "));
    CHECK_THAT(ended.output, ContainsSubstring("narrowcast: 3 of 3 posts match app\n"));
}

TEST_CASE("a query that cannot be read is refused with its place marked")
{
    const auto ended = run("query 'café, storing' 2>&1 < /dev/null");
    CHECK(ended.code == 2);
    CHECK(ended.output ==
          "narrowcast: column 5: write AND or OR instead of the comma\n"
          "  café, storing\n"
          "      ^\n");
    CHECK(run("query 2>&1 < /dev/null").code == 2);
}

TEST_CASE("query --for prints what a platform's own search is asked")
{
    CHECK_THAT(run("query 'app NOT store lang:nl' --for x").output,
               ContainsSubstring("app -store lang:nl"));
    const auto part = run("query 'app OR lang:nl' --for hackernews 2>&1");
    CHECK(part.code == 0);
    CHECK_THAT(part.output, ContainsSubstring("app\nnarrowcast: hackernews cannot search for all"));
    CHECK_THAT(run("query app --for rss 2>&1").output, ContainsSubstring("has no search"));
    CHECK_THAT(run("query 'NOT app' --for hackernews 2>&1").output,
               ContainsSubstring("name a word that must be there"));
    CHECK(run("query app --for rsss 2>&1").code == 2);
}
