// SPDX-License-Identifier: Apache-2.0
#include "fetch/answer.hpp"
#include "fetch/answers.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& replay() { return *platform_named("replay"); }

SourceConfig archive(const std::string& shift = "none", double speed = 0)
{
    SourceConfig source = source_of("replay");
    source.file = "/archive/posts.jsonl";
    source.shift = shift;
    source.speed = speed;
    source.time_zone = "Europe/Amsterdam";
    return source;
}

// A file, as the fetcher would read it.
struct File {
    std::string text = recorded("replay/archive.jsonl");

    Response range(const Request& request, Time now) const
    {
        Response response;
        response.status = *request.from > text.size() ? 416 : 200;
        response.url = request.url;
        if (response.status == 200) response.body = text.substr(*request.from, largest_range);
        response.received = now;
        return response;
    }
};

struct Player {
    SourceConfig source;
    File file;
    Cursor cursor;

    Page play(Time now)
    {
        Page all;
        do {
            auto page =
                replay().read(source, cursor, file.range(replay().ask(source, cursor, now), now));
            REQUIRE(page);
            cursor = page->next;
            for (auto& post : page->posts)
                all.posts.push_back(std::move(post));
            for (auto& text : page->garbled)
                all.garbled.push_back(std::move(text));
            all.wait = page->wait;
            all.more = page->more;
        } while (all.more);
        return all;
    }
};

const Time noon = at("2026-11-21T11:00:00Z");  // in Amsterdam

}  // namespace

TEST_CASE("replay: the archive is asked for as a file, from where it stands")
{
    SourceConfig source = archive();
    source.file = "/archive of mine/50%.jsonl";
    const Request request = replay().ask(source, {}, noon);
    CHECK(request.url == "file:///archive%20of%20mine/50%25.jsonl");
    CHECK(request.from == 0);
}

TEST_CASE("replay: lines become posts with their own network and ids")
{
    Player player{archive(), {}, {}};
    const auto posts = player.play(noon).posts;
    REQUIRE(posts.size() == 5);
    CHECK(posts[0].network == "mastodon");
    CHECK(posts[0].native_id == "1");
    CHECK(posts[0].author.handle == "@sanne@polder.example");
    CHECK(posts[0].counts.likes == 3);
    CHECK(posts[0].created == at("2026-11-02T08:00:00Z"));
    CHECK(posts[0].markup == Markup::plain);
    CHECK(posts[1].kind == Kind::reply);
    CHECK(posts[1].in_reply_to == "1");
    CHECK(posts[2].native_id == "3");
    CHECK(posts[2].network == "forum");
    CHECK(posts[4].native_id == "https://nieuws.example/4");
    CHECK(posts[4].kind == Kind::article);
}

TEST_CASE("replay: missing fields are tolerated, an id is made")
{
    Player player{archive(), {}, {}};
    const RawPost post = player.play(noon).posts.at(3);
    CHECK_FALSE(post.native_id.empty());
    CHECK_FALSE(post.created);
}

TEST_CASE("replay: bad lines are skipped and said")
{
    Player player{archive(), {}, {}};
    CHECK(player.play(noon).garbled.size() == 1);
}

TEST_CASE("replay: nothing comes twice, and what is added comes")
{
    Player player{archive(), {}, {}};
    player.play(noon);
    CHECK(player.play(noon).posts.empty());
    player.file.text += "{\"id\":\"mastodon:9\",\"text\":\"nieuw\"}\n";
    CHECK(player.play(noon).posts.size() == 1);
}

TEST_CASE("replay: at speed 1 posts keep their distance, dates untouched")
{
    Player player{archive("none", 1), {}, {}};
    Page page = player.play(noon);
    CHECK(page.posts.size() == 1);
    CHECK(page.wait == 60s);
    page = player.play(noon + 60s);
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].created == at("2026-11-02T08:01:00Z"));
}

TEST_CASE("replay: shifted to the start, the archive begins now")
{
    Player player{archive("start", 60), {}, {}};
    Page page = player.play(noon);
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].created == noon);
    CHECK(page.wait == 1s);
    page = player.play(noon + 1s);
    CHECK(page.posts.at(0).created == noon + 1s);
}

TEST_CASE("replay: at speed 0 all comes at once")
{
    Player player{archive("start", 0), {}, {}};
    const Page page = player.play(noon);
    CHECK(page.posts.size() == 5);
    CHECK_FALSE(page.wait);
    CHECK(page.posts[1].created == noon + 60s);
}

TEST_CASE(
    "replay: the archive's last day becomes today, its clock the local one, and the evening is "
    "still to come")
{
    Player player{archive("today", 1), {}, {}};
    Page page = player.play(noon);
    REQUIRE(page.posts.size() == 4);
    CHECK(page.posts[0].created == at("2026-11-20T07:00:00Z"));  // 8 in the morning in Amsterdam
    CHECK(page.posts[2].created == at("2026-11-21T09:00:00Z"));
    CHECK(page.wait == 6h);
    CHECK(player.play(noon + 5h).posts.empty());
    CHECK(player.play(noon + 6h).posts.at(0).created == at("2026-11-21T17:00:00Z"));
}

TEST_CASE("replay: local times of day survive a change to winter time")
{
    Player player{archive("today", 0), {}, {}};
    player.file.text =
        "{\"id\":\"a:1\",\"text\":\"zomer\",\"created_at\":\"2026-07-01T07:00:00Z\"}\n"
        "{\"id\":\"a:2\",\"text\":\"winter\",\"created_at\":\"2026-12-01T08:00:00Z\"}\n";
    const Time february = at("2027-02-01T11:00:00Z");
    const auto posts = player.play(february).posts;
    CHECK(posts.at(0).created == at("2026-09-01T05:00:00Z"));  // 7 in the morning, summer time
    CHECK(posts.at(1).created == at("2027-02-01T07:00:00Z"));  // 8 in the morning, winter time
}

TEST_CASE("replay: where it stands survives a restart in the middle")
{
    Player first{archive("today", 1), {}, {}};
    const auto before = first.play(noon).posts.size();
    Player second{archive("today", 1), {}, first.cursor};
    CHECK(before + second.play(noon + 12h).posts.size() == 5);
}

TEST_CASE("replay: a page holds at most 500 posts, the rest follows at once")
{
    SourceConfig source = archive();
    File file;
    file.text.clear();
    for (int i = 0; i < 1200; ++i)
        file.text += "{\"id\":\"a:" + std::to_string(i) + "\",\"text\":\"x\"}\n";
    Cursor cursor;
    const auto page =
        replay().read(source, cursor, file.range(replay().ask(source, cursor, noon), noon));
    CHECK(page->posts.size() == 500);
    CHECK(page->more);
    Player player{source, file, {}};
    CHECK(player.play(noon).posts.size() == 1200);
}

TEST_CASE("replay: archives larger than a range, with lines across its edge, come whole")
{
    Player player{archive("today"), {}, {}};
    player.file.text.clear();
    for (int i = 0; i < 700; ++i)
        player.file.text += "{\"id\":\"a:" + std::to_string(i) +
                            "\",\"created_at\":\"2026-11-03T10:00:00Z\","
                            "\"text\":\"" +
                            std::string(5000, 'x') + "\"}\n";
    const Page page = player.play(noon);
    CHECK(page.posts.size() == 700);
    CHECK(page.garbled.empty());
    CHECK(page.posts.back().created == at("2026-11-21T09:00:00Z"));  // 10 in Amsterdam
}

TEST_CASE("replay: a line longer than a range is skipped")
{
    Player player{archive(), {}, {}};
    player.file.text = "{\"text\":\"" + std::string(3'000'000, 'x') + "\"}\n{\"text\":\"short\"}\n";
    const Page page = player.play(noon);
    CHECK(page.posts.size() == 1);
    CHECK_FALSE(page.garbled.empty());
}

TEST_CASE("replay: a last line without its end is waited for, or taken when it is whole")
{
    Player player{archive(), {}, {}};
    player.file.text = "{\"id\":\"a:1\",\"text\":\"one\"}\n{\"id\":\"a:2\",\"te";
    Page page = player.play(noon);
    CHECK(page.posts.size() == 1);
    CHECK_THAT(page.garbled.at(0), ContainsSubstring("not complete"));
    player.file.text += "xt\":\"two\"}";
    page = player.play(noon);
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].native_id == "2");
    CHECK(player.play(noon).posts.empty());
}

TEST_CASE("replay: an archive that became shorter is read again")
{
    Player player{archive(), {}, {}};
    player.play(noon);
    player.file.text = "{\"id\":\"a:1\",\"text\":\"one\"}\n";
    CHECK_THAT(player.play(noon).garbled.at(0), ContainsSubstring("shorter"));
    CHECK(player.play(noon).posts.size() == 1);
}

TEST_CASE("replay: every spoiled archive ends in posts or in a sentence")
{
    for (const auto& body : spoiled(recorded("replay/archive.jsonl")))
        for (const char* shift : {"none", "today", "start"}) {
            Player player{archive(shift), {body}, {}};
            const Page page = player.play(noon);
            for (const auto& text : page.garbled)
                check_sentence(text);
        }
}

TEST_CASE("replay: a spoiled cursor begins anew")
{
    for (const char* position :
         {"x", "play", "play x y z 1", "scan -1 2", "play 1 2", "play 99999999999999999999 1 1 1"})
        CHECK(replay()
                  .ask(archive(),
                       {.position = position, .session = {}, .etag = {}, .last_modified = {}}, noon)
                  .from == 0);
}

TEST_CASE("replay: settings that cannot work are refused at start")
{
    CHECK(replay().check(archive()));
    SourceConfig source = archive();
    source.file.clear();
    CHECK_FALSE(replay().check(source));
    source = archive();
    source.time_zone = "Mars/Olympus";
    CHECK_FALSE(replay().check(source));
}
