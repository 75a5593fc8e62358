// SPDX-License-Identifier: Apache-2.0
#include "hub/endpoints.hpp"

#include "exposition.hpp"
#include "media/cache.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "waiting.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

// The endpoints of a hub whose writer has just gone round, without any screen yet.
class Desk {
public:
    Desk() { tally.writer_seen = clock.now().time_since_epoch().count(); }

    void hang(const std::string& screen, const std::string& department = "",
              const std::string& place = "")
    {
        Edition edition;
        edition.wall.screen = screen;
        edition.wall.department = department;
        edition.wall.place = place;
        edition.wall.made = clock.now();
        auto event = lib::event_bytes("edition", to_json(edition));
        Board all = board.get() ? *board.get() : Board{};
        all[screen] = std::make_shared<const Published>(
            Published{std::move(edition), 1920, 1080, std::move(event)});
        board.set(std::move(all));
    }

    lib::WebReply ask(const std::string& path)
    {
        return endpoints.answer({.method = "GET", .path = path, .query = {}});
    }
    lib::WebAnswer get(const std::string& path)
    {
        const auto reply = ask(path);
        REQUIRE(std::holds_alternative<lib::WebAnswer>(reply));
        return std::get<lib::WebAnswer>(reply);
    }
    lib::EventStream stream(const std::string& path)
    {
        const auto reply = ask(path);
        REQUIRE(std::holds_alternative<lib::EventStream>(reply));
        return std::get<lib::EventStream>(reply);
    }

    test::SetClock clock;
    Latest<Board> board;
    HubTally tally;
    std::string about_sources;
    const test::TemporaryFolder folder;
    Endpoints endpoints{{board, tally, NARROWCAST_SOURCE_DIR "/assets", folder.path() / "media",
                         clock.clock(), [this] { return about_sources; },
                         [] { return std::size_t{3}; },
                         [](const lib::WebRequest& request) {
                             return lib::WebAnswer{200, "text/plain", "heard " + request.body};
                         },
                         [](const lib::WebRequest& request) {
                             return lib::WebAnswer{200, "text/plain", "brought " + request.body};
                         }}};
};

}  // namespace

TEST_CASE("an unknown screen is answered with 404 and where screens are named")
{
    Desk desk;
    desk.hang("hal-1");
    for (const char* path : {"/screens/hal-2", "/screens/hal-2.png", "/screens/hal-2/edition",
                             "/screens/", "/screens/.png", "/screens/hal-1.png/edition"}) {
        INFO(path);
        CHECK(desk.get(path).status == 404);
    }
    CHECK_THAT(desk.get("/screens/hal-2").body, ContainsSubstring("narrowcast.json"));
}

TEST_CASE("an address under which nothing is served is answered with 404")
{
    Desk desk;
    desk.hang("hal-1");
    CHECK(desk.get("/favicon.ico").status == 404);
    CHECK(desk.get("/screens").status == 404);
    CHECK(desk.get("/screens/hal-1/secrets").status == 404);
    CHECK(desk.get("/screens/../../etc/passwd").status == 404);
}

TEST_CASE("an event stream begins with the current edition")
{
    Desk desk;
    desk.hang("hal-1");
    const auto stream = desk.stream("/screens/hal-1/edition");
    CHECK(stream.topic == "hal-1");
    CHECK(stream.first == desk.board.get()->at("hal-1")->event);
}

TEST_CASE("before the first edition a screen may wait on its stream, and a browser is told to wait")
{
    Desk desk;
    const auto stream = desk.stream("/screens/hal-1/edition");
    CHECK(stream.topic == "hal-1");
    CHECK(stream.first == nullptr);
    CHECK(desk.get("/screens/hal-1").status == 503);
    CHECK(desk.get("/screens/hal-1.png").status == 503);
    CHECK_THAT(desk.get("/screens/hal-1.png").body, ContainsSubstring("just started"));
}

TEST_CASE("a screen's page comes as HTML")
{
    Desk desk;
    desk.hang("hal-1");
    const auto page = desk.get("/screens/hal-1");
    CHECK(page.status == 200);
    CHECK(page.type == "text/html; charset=utf-8");
    CHECK_THAT(page.body, ContainsSubstring("<!doctype html>"));
}

TEST_CASE("a screen without anything to show has a sentence instead of a picture")
{
    Desk desk;
    desk.hang("hal-1");
    const auto picture = desk.get("/screens/hal-1.png");
    CHECK(picture.status == 503);
    CHECK_THAT(picture.body, ContainsSubstring("nothing to show yet"));
}

TEST_CASE("pictures are drawn beside the server's thread, and under no other address")
{
    Desk desk;
    desk.hang("hal-1");
    const auto is_slow = [](const std::string& path) {
        return Endpoints::is_slow({.method = "GET", .path = path, .query = {}});
    };
    CHECK(is_slow("/screens/hal-1.png"));
    CHECK_FALSE(is_slow("/screens/hal-1"));
    CHECK_FALSE(is_slow("/screens/hal-1/edition"));
    CHECK_FALSE(is_slow("/metrics"));
    CHECK_FALSE(is_slow("/screens/hal-1.png/"));
    CHECK(desk.get("/screens/hal-1.png/").status == 404);
}

TEST_CASE("the list of screens escapes what people called departments and places")
{
    Desk desk;
    desk.hang("hal-1", "<script>alert(1)</script>", "\"Hal\" & gang");
    const auto index = desk.get("/");
    CHECK(index.status == 200);
    CHECK_THAT(index.body, ContainsSubstring("&lt;script&gt;alert(1)&lt;/script&gt;"));
    CHECK_THAT(index.body, ContainsSubstring("&quot;Hal&quot; &amp; gang"));
    CHECK_THAT(index.body, ContainsSubstring("href=\"/screens/hal-1\""));
    CHECK_THAT(index.body, !ContainsSubstring("<script>alert"));
}

TEST_CASE("a hub whose posts can be written is healthy")
{
    Desk desk;
    CHECK(desk.get("/healthz").status == 200);
    CHECK(desk.get("/healthz").body == "ok\n");
}

TEST_CASE("a hub whose store is not well says so")
{
    Desk desk;
    desk.tally.store_well = false;
    CHECK(desk.get("/healthz").status == 503);
    CHECK_THAT(desk.get("/healthz").body, ContainsSubstring("cannot be written"));
}

TEST_CASE("a hub whose writer is silent says for how long")
{
    Desk desk;
    desk.clock.advance(20s);
    CHECK(desk.get("/healthz").status == 200);
    desk.clock.advance(25s);
    CHECK(desk.get("/healthz").status == 503);
    CHECK_THAT(desk.get("/healthz").body, ContainsSubstring("silent for 45 s"));
}

TEST_CASE("a hub that opens its store says that it has just started")
{
    Desk desk;
    desk.tally.writer_seen = 0;
    CHECK(desk.get("/healthz").status == 503);
    CHECK_THAT(desk.get("/healthz").body, ContainsSubstring("just started"));
}

TEST_CASE("the metrics can be read by Prometheus and count what happened")
{
    Desk desk;
    desk.hang("hal-1");
    desk.hang("hal-2", "Klantenservice");
    desk.tally.added = 12'345'678;
    desk.tally.store_well = false;
    desk.about_sources =
        "# TYPE narrowcast_source_up gauge\nnarrowcast_source_up{source=\"a\"} 1\n";
    desk.clock.advance(7s);

    const auto answer = desk.get("/metrics");
    CHECK(answer.type == "text/plain; version=0.0.4; charset=utf-8");
    const auto series = test::parsed_metrics(answer.body);
    CHECK(series.at("narrowcast_posts_added_total") == 12'345'678);
    CHECK(series.at("narrowcast_store_well") == 0);
    CHECK(series.at("narrowcast_streams") == 3);
    CHECK(series.at("narrowcast_edition_age_seconds{screen=\"hal-1\"}") == 7);
    CHECK(series.at("narrowcast_edition_age_seconds{screen=\"hal-2\"}") == 7);
    CHECK(series.at("narrowcast_source_up{source=\"a\"}") == 1);
}

TEST_CASE("decisions are handed on beside the server's thread, and nothing else is posted")
{
    Desk desk;
    desk.hang("hal-1");
    const auto post = [&](const std::string& path) {
        return std::get<lib::WebAnswer>(
            desk.endpoints.answer({.method = "POST", .path = path, .body = "yes"}));
    };
    CHECK(post("/decisions").body == "heard yes");
    CHECK(Endpoints::is_slow({.method = "POST", .path = "/decisions"}));
    for (const char* path : {"/", "/metrics", "/screens/hal-1", "/screens/hal-1.png"}) {
        INFO(path);
        CHECK(post(path).status == 405);
    }
}

TEST_CASE("a kept picture is served as what it is, and may be kept for an hour")
{
    Desk desk;
    auto cache = media::MediaCache::open(desk.folder.path() / "media", 1000);
    REQUIRE(cache);
    const std::string key = media::key_of("https://pics.example/a.jpg", 256);
    const media::Picture picture{media::Coding::png, 30, 20, "\x89PNG\r\n\x1A\n and so on"};
    REQUIRE(cache->put(key, picture, desk.clock.now()));
    const auto answer = desk.get("/media/" + key + "-30x20.png");
    CHECK(answer.status == 200);
    CHECK(answer.type == "image/png");
    CHECK(answer.body == picture.bytes);
    CHECK(answer.cache == "private, max-age=3600, immutable");
    cache->forget(key);
    CHECK(desk.get("/media/" + key + "-30x20.png").status == 404);
    CHECK(desk.get("/media/" + key + "-30x20.png").cache == "no-store");
}

TEST_CASE("nothing but kept pictures is served under their address, and beside the server's thread")
{
    Desk desk;
    desk.folder.write("secret.jpg", "x");
    for (const char* path : {"/media/", "/media/../secret.jpg", "/media/secret.jpg", "/media"}) {
        INFO(path);
        CHECK(desk.get(path).status == 404);
    }
    CHECK(Endpoints::is_slow({.method = "GET", .path = "/media/x", .query = {}}));
}
