// SPDX-License-Identifier: Apache-2.0
// The fetch loop against a server on loopback.
#include "fetch/asker.hpp"
#include "fetch/hall.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_folder.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <set>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string rss_answer()
{
    return http_answer(200, "Content-Type: text/xml\r\nETag: \"v1\"\r\n", recorded("rss/rss1.xml"));
}

}  // namespace

TEST_CASE("the fetcher brings posts, with a User-Agent that says who asks")
{
    ScriptedServer server{rss_answer()};
    Hall hall;
    hall.config.contact = "it@polder.example";
    hall.start({job("news", "rss", server.url("/feed"))});
    const auto batch = hall.out.pop_for(20s, {});
    REQUIRE(batch);
    CHECK(batch->source == "news");
    CHECK(batch->posts.size() == 1);
    CHECK(server.asked.pop_for(20s, {})->header("user-agent") ==
          "Narrowcast/0.1 (+it@polder.example)");
}

TEST_CASE("the fetcher asks with the validator of the last answer, and 304 is a success")
{
    const std::string feed = rss_answer();
    ScriptedServer server{[&](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        wire.send(asked.header("if-none-match") == "\"v1\"" ? http_answer(304, "", "") : feed);
    }};
    Hall hall;
    hall.start({job("news", "rss", server.url())});
    REQUIRE(hall.out.pop_for(20s, {}));
    hall.fetcher->fetch_now("news");
    server.asked.pop_for(20s, {});
    CHECK(server.asked.pop_for(20s, {})->header("if-none-match") == "\"v1\"");
    CHECK(hall.states.get()->front().status == SourceStatus::working);
    CHECK(hall.out.size() == 0);
}

TEST_CASE("the fetcher pages forwards until nothing is left")
{
    ScriptedServer server{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        const auto at_ = asked.target.find("min_id=");
        const int from = at_ == std::string::npos ? 0 : std::stoi(asked.target.substr(at_ + 7));
        std::string list;
        for (int id = std::min(from + 40, 120); id > from; --id)
            list += std::string{list.empty() ? "" : ","} + "{\"id\":\"" + std::to_string(id) +
                    "\",\"content\":\"x\",\"account\":{\"acct\":\"a\"},\"created_at\":\"2026-11-"
                    "21T10:00:00Z\"}";
        wire.send(http_answer(200, "Content-Type: application/json\r\n", "[" + list + "]"));
    }};
    Hall hall;
    SourceJob timeline = job("tag", "mastodon", server.url(""));
    timeline.source.tag = "x";
    timeline.cursor.position = "1";
    hall.start({timeline});
    std::set<std::string> ids;
    while (ids.size() < 119) {
        const auto batch = hall.out.pop_for(20s, {});
        REQUIRE(batch);
        for (const RawPost& post : batch->posts)
            CHECK(ids.insert(post.native_id).second);
    }
    CHECK(ids.size() == 119);
}

TEST_CASE("a source that hangs holds up nobody, and the fetcher stops with it open")
{
    ScriptedServer stuck{
        [](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) { wire.keep_silent(); }};
    ScriptedServer server{rss_answer()};
    Hall hall;
    hall.start({job("stuck", "rss", stuck.url()), job("news", "rss", server.url())});
    stuck.asked.pop_for(20s, {});
    CHECK(hall.out.pop_for(20s, {})->source == "news");
    hall.fetcher->request_stop();
    hall.fetcher.reset();
    SUCCEED("it came back");
}

TEST_CASE("a full channel slows a source down and loses nothing")
{
    ScriptedServer server{rss_answer()};
    Hall hall;
    std::vector<SourceJob> jobs;
    for (int i = 0; i < 12; ++i)
        jobs.push_back(job("s" + std::to_string(i), "rss", server.url("/" + std::to_string(i))));
    hall.start(std::move(jobs));
    hall.wait_for([](const SourceStates& states) {
        return std::all_of(states.begin(), states.end(),
                           [](const auto& state) { return state.posts > 0; });
    });
    std::set<std::string> sources;
    while (sources.size() < 12) {
        const auto batch = hall.out.pop_for(20s, {});
        REQUIRE(batch);
        sources.insert(batch->source);
    }
    CHECK(sources.size() == 12);
}

TEST_CASE("a source that needs a person is asked once and says so")
{
    ScriptedServer server{http_answer(401, "Content-Type: text/html\r\n", "")};
    Hall hall;
    hall.start({job("tag", "mastodon", server.url(""))});
    const auto states = hall.wait_for(
        [](const SourceStates& now) { return now[0].status == SourceStatus::stopped; });
    REQUIRE(states.size() == 1);
    CHECK_THAT(states[0].last_error, ContainsSubstring("only with a credential"));
    CHECK(server.asked.size() == 1);
}

TEST_CASE("an unreachable source is said to be so and tried again")
{
    std::string url;
    {
        ScriptedServer gone{rss_answer()};
        url = gone.url();
    }
    Hall hall;
    hall.start({job("news", "rss", url)});
    const auto states = hall.wait_for([](const SourceStates& now) { return now[0].failures >= 2; });
    REQUIRE(states.size() == 1);
    CHECK(states[0].status == SourceStatus::failing);
    CHECK_THAT(states[0].last_error, ContainsSubstring("cannot be reached"));
}

TEST_CASE("a body of 50 MB is refused and the fetcher goes on")
{
    ScriptedServer server{[](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss><channel><title>");
        for (int i = 0; i < 500 && wire.send(std::string(100'000, 'x')); ++i) {
        }
    }};
    Hall hall;
    hall.config.largest_answer_mb = 1;
    hall.start({job("news", "rss", server.url())});
    const auto states = hall.wait_for([](const SourceStates& now) { return now[0].failures >= 1; });
    REQUIRE(states.size() == 1);
    CHECK_THAT(states[0].last_error, ContainsSubstring("larger than 1 MB"));
}

TEST_CASE("a post on the wall that is gone at the platform comes as deleted")
{
    ScriptedServer server{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        const bool one = asked.target.find("/statuses/") != std::string::npos;
        wire.send(one ? http_answer(404, "", "{\"error\":\"Record not found\"}")
                      : http_answer(200, "Content-Type: application/json\r\n", "[]"));
    }};
    Hall hall;
    hall.config.recheck = 1s;
    hall.on_wall.set({{"tag", {{"42", ""}}}});
    hall.start({job("tag", "mastodon", server.url(""))});
    const auto batch = hall.out.pop_for(20s, {});
    REQUIRE(batch);
    CHECK_FALSE(batch->next);
    CHECK(batch->posts.at(0).native_id == "42");
    CHECK(batch->posts.at(0).deleted);
}

TEST_CASE("a mention that is told by its id waits for its words, also over a restart")
{
    std::atomic<bool> down = true;
    ScriptedServer server{[&](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send(down ? http_answer(503, "", "")
                       : http_answer(200, "Content-Type: application/json\r\n",
                                     recorded("instagram/mentioned_comment.json")));
    }};
    SourceJob mentions = job("mentions", "instagram", server.url(""));
    mentions.source.feed = "mentions";
    mentions.source.account = "17841400000000001";
    mentions.credential = "token";
    RawPost told;
    told.native_id = "17910000000000001";
    told.kind = Kind::comment;
    std::mutex mutex;
    std::map<std::string, std::string> kept;
    const FetchNotes notes{.read =
                               [&](const std::string& name) {
                                   const std::lock_guard lock{mutex};
                                   return kept[name];
                               },
                           .keep =
                               [&](const std::string& name, const std::string& text) {
                                   const std::lock_guard lock{mutex};
                                   kept[name] = text;
                               }};
    Channel<Batch> brought{8};
    Hall hall;
    const auto start = [&] {
        return Fetcher::start({mentions}, hall.config,
                              {.out = hall.out,
                               .states = hall.states,
                               .on_wall = hall.on_wall,
                               .notes = notes,
                               .brought = &brought},
                              system_now, 1);
    };
    {
        const auto fetcher = start();
        REQUIRE(fetcher);
        Batch batch;
        batch.source = "mentions";
        batch.posts = {told};
        REQUIRE(brought.try_push(batch));
        const auto states = hall.wait_for([](const SourceStates& all) {
            return !all.empty() && all.front().status == SourceStatus::failing;
        });
        REQUIRE(states.size() == 1);
        CHECK_THAT(states.front().last_error, ContainsSubstring("503"));
    }
    CHECK(hall.out.size() == 0);
    CHECK_THAT(kept["fetch.waiting.mentions"], ContainsSubstring(told.native_id));
    down = false;
    const auto fetcher = start();
    const auto batch = hall.out.pop_for(20s, {});
    REQUIRE(batch);
    REQUIRE(batch->posts.size() == 1);
    CHECK(batch->posts[0].text == "polderbank waarom belt niemand terug");
    CHECK(batch->posts[0].kind == Kind::comment);
    CHECK_FALSE(batch->posts[0].sensitive);
}

TEST_CASE("an archive on disk is replayed by the same loop")
{
    const TemporaryFolder folder;
    folder.write("a b.jsonl", recorded("replay/archive.jsonl"));
    Hall hall;
    SourceJob archive = job("demo", "replay", "");
    archive.source.file = (folder.path() / "a b.jsonl").string();
    archive.source.speed = 0;
    hall.start({archive});
    const auto batch = hall.out.pop_for(20s, {});
    REQUIRE(batch);
    CHECK(batch->posts.size() == 5);
    CHECK(batch->platform == "replay");
}

TEST_CASE("a feed address cannot read a file of this machine")
{
    const TemporaryFolder folder;
    folder.write("feed.xml", recorded("rss/rss1.xml"));
    Hall hall;
    hall.start({job("news", "rss", "file://" + (folder.path() / "feed.xml").string())});
    const auto states = hall.wait_for([](const SourceStates& now) { return now[0].failures >= 1; });
    REQUIRE(states.size() == 1);
    CHECK_THAT(states[0].last_error, ContainsSubstring("https://"));
}

TEST_CASE("one question can be asked from the command line, page after page")
{
    const TemporaryFolder folder;
    std::string lines;
    for (int i = 0; i < 1200; ++i)
        lines += "{\"id\":\"a:" + std::to_string(i) + "\",\"text\":\"x\"}\n";
    folder.write("posts.jsonl", lines);
    SourceJob archive = job("demo", "replay", "");
    archive.source.file = (folder.path() / "posts.jsonl").string();
    archive.source.speed = 0;
    const auto page = fetch_once(archive, {}, {}, {});
    REQUIRE(page);
    CHECK(page->posts.size() == 1200);
    CHECK_FALSE(page->more);
}

TEST_CASE("what is asked from the command line is counted like what the hub asks")
{
    ScriptedServer server{
        http_answer(200, "Content-Type: application/json\r\n", recorded("youtube/search.json"))};
    std::map<std::string, std::string> kept;
    const FetchNotes notes{
        .read = [&](const std::string& name) { return kept[name]; },
        .keep = [&](const std::string& name, const std::string& text) { kept[name] = text; }};
    SourceJob search = job("films", "youtube", server.url(""));
    search.source.query = "polderbank";
    search.credential = "key";
    REQUIRE(fetch_once(search, {}, notes, {}, 1));
    SourceConfig source = search.source;
    source.credential = search.credential;
    const auto budget = [&] {
        return Commons{notes}.budget(source, *search.platform, seconds_of(system_now()));
    };
    CHECK_THAT(budget(), ContainsSubstring("99 of 100"));
    int asked = 1;
    while (asked < 200 && fetch_once(search, {}, notes, {}, 1))
        ++asked;
    CHECK(asked == 100);
    CHECK_THAT(fetch_once(search, {}, notes, {}, 1).error().text, ContainsSubstring("asked again"));
}

TEST_CASE("what is asked from the command line tells no secret, whatever the server says back")
{
    ScriptedServer server{http_answer(200, "Content-Type: text/plain\r\n", "s3cret")};
    Platform echo{.name = "echo",
                  .ask = [](const SourceConfig& source, const Cursor&,
                            Time) { return Request{.url = source.url, .headers = {}, .body = {}}; },
                  .read =
                      [](const SourceConfig&, const Cursor&, const Response& response) {
                          return Result<Page>{fail(Fault::garbled, "it says " + response.body)};
                      }};
    SourceJob said = job("echo", "rss", server.url("/"));
    said.platform = &echo;
    said.credential = "s3cret";
    CHECK(fetch_once(said, {}, {}, {}).error().text == "it says ...");
    echo.read = [](const SourceConfig&, const Cursor& cursor, const Response& response) {
        Page page;
        page.next = cursor;
        page.garbled = {"an item without " + response.body};
        return Result<Page>{std::move(page)};
    };
    CHECK(fetch_once(said, {}, {}, {})->garbled == std::vector<std::string>{"an item without ..."});
}

TEST_CASE("a source that is only listened to is not asked once")
{
    SourceJob stream = job("stream", "bluesky", "");
    stream.source.query = "polderbank";
    const auto page = fetch_once(stream, {}, {}, {});
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == Fault::refused);
    CHECK_THAT(page.error().text, ContainsSubstring("leave out --once"));
}

TEST_CASE("a fetcher without its certificate file does not start")
{
    Hall hall;
    hall.config.extra_ca_file = "/no/such/file";
    const auto started =
        Fetcher::start({}, hall.config, {hall.out, hall.states, hall.on_wall}, system_now, 1);
    REQUIRE_FALSE(started);
    CHECK(started.error().fault == Fault::refused);
}

TEST_CASE("platforms are found by name and are all different")
{
    std::set<std::string_view> names;
    for (const Platform& platform : platforms()) {
        CHECK(names.insert(platform.name).second);
        CHECK(platform_named(platform.name) == &platform);
    }
    CHECK(platform_named("nosuch") == nullptr);
}
