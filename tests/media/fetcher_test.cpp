// SPDX-License-Identifier: Apache-2.0
#include "media/fetcher.hpp"

#include "media/pictures.hpp"
#include "support/catch.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_folder.hpp"

#include <atomic>

using namespace narrowcast;
using namespace narrowcast::media;
using namespace std::chrono_literals;
using test::http_answer;
using test::ScriptedServer;

namespace fs = std::filesystem;

namespace {

std::string png_answer()
{
    return http_answer(200, "Content-Type: image/png\r\n", test::png_of(300, 200));
}

std::string authority(const ScriptedServer& server) { return server.url("").substr(7); }

// A fetcher that may ask these servers of this machine.
class Desk {
public:
    explicit Desk(std::vector<std::string> allowed) { options.public_but = std::move(allowed); }
    explicit Desk(const ScriptedServer& server) : Desk{std::vector{authority(server)}} {}

    void begin()
    {
        fetcher.reset();
        auto started = MediaFetcher::start(
            {config, options, folder.path() / "media", NARROWCAST_DECODER, shelf, tally,
             [this] { return Instant{std::chrono::seconds{seconds}}; }});
        REQUIRE(started);
        fetcher = *std::move(started);
    }

    void want(const std::vector<std::string>& urls)
    {
        std::vector<Wanted> all;
        for (const std::string& url : urls)
            all.push_back({url, side});
        fetcher->want(all);
    }

    template <class Condition>
    static bool wait_for(Condition condition)
    {
        const auto until = std::chrono::steady_clock::now() + 30s;
        while (!condition())
            if (std::chrono::steady_clock::now() > until)
                return false;
            else
                std::this_thread::sleep_for(5ms);
        return true;
    }

    bool wait_for_picture(const std::string& url)
    {
        return wait_for([&] { return shelf.get() && shelf.get()->contains({url, side}); });
    }
    // Everything that was asked for is answered, one way or the other.
    bool wait_for_answers(std::uint64_t count)
    {
        return wait_for([&] { return tally.kept + tally.failed + tally.refused >= count; });
    }
    // The fetcher has gone round once more after what it was told.
    void round()
    {
        const auto before = tally.failed.load();
        // refused before anything is sent, and another one each time
        fetcher->want({{"http://127.0.0.1:1/" + std::to_string(before), side}});
        REQUIRE(wait_for([&] { return tally.failed > before; }));
    }

    std::size_t files() const
    {
        return static_cast<std::size_t>(std::distance(
            fs::directory_iterator{folder.path() / "media"}, fs::directory_iterator{}));
    }

    static constexpr int side = 640;
    const test::TemporaryFolder folder;
    MediaConfig config;
    lib::HttpOptions options;
    std::atomic<std::int64_t> seconds = 1'795'262'400;
    Latest<Shelf> shelf;
    media::Tally tally;
    std::unique_ptr<MediaFetcher> fetcher;
};

}  // namespace

TEST_CASE("a picture is fetched, made anew and put on the shelf")
{
    ScriptedServer server{png_answer()};
    Desk desk{server};
    desk.begin();
    desk.want({server.url("/photo.png")});
    REQUIRE(desk.wait_for_picture(server.url("/photo.png")));
    const OnShelf on = desk.shelf.get()->at({server.url("/photo.png"), Desk::side});
    CHECK(on.width == 300);
    CHECK(on.height == 200);
    const std::string name = on.path.substr(std::string{served_under}.size());
    const auto kept = read_kept(desk.folder.path() / "media", name);
    REQUIRE(kept);
    CHECK(kept->coding == Coding::jpeg);
    const std::stop_source never;
    const auto asked = server.asked.pop(never.get_token());
    CHECK(asked->header("cookie").empty());
    CHECK(asked->header("referer").empty());
}

TEST_CASE("without leave no server of this machine is asked, by whatever name")
{
    ScriptedServer server{png_answer()};
    Desk desk{std::vector<std::string>{}};
    desk.begin();
    const std::string port = authority(server).substr(authority(server).find(':'));
    desk.want({server.url("/a"), "http://localhost" + port + "/b", "http://[::1]" + port + "/c",
               "http://0.0.0.0" + port + "/d", "http://2130706433" + port + "/e",
               "http://[::ffff:127.0.0.1]" + port + "/f"});
    REQUIRE(desk.wait_for_answers(6));
    CHECK(desk.tally.failed == 6);
    CHECK(server.asked.size() == 0);
}

TEST_CASE("a server that leads to a private address leads nowhere")
{
    ScriptedServer inner{png_answer()};
    ScriptedServer outer{
        http_answer(302, "Location: " + inner.url("/latest/meta-data") + "\r\n", "")};
    Desk desk{outer};
    desk.begin();
    desk.want({outer.url("/photo.png")});
    REQUIRE(desk.wait_for_answers(1));
    CHECK(desk.tally.failed == 1);
    CHECK(outer.asked.size() == 1);
    CHECK(inner.asked.size() == 0);
    CHECK(desk.files() == 1);  // remembered as missing
}

TEST_CASE("what only calls itself a picture is refused, and not asked for again that day")
{
    ScriptedServer server{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        const bool svg = asked.target == "/drawing.png";
        wire.send(
            http_answer(200, "Content-Type: image/png\r\n",
                        svg ? "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x()</script></svg>"
                            : "<!doctype html><script>x()</script>"));
    }};
    Desk desk{server};
    desk.begin();
    desk.want({server.url("/page.png"), server.url("/drawing.png")});
    REQUIRE(desk.wait_for_answers(2));
    CHECK(desk.tally.refused == 2);
    desk.seconds += 23 * 3600;
    desk.want({server.url("/page.png"), server.url("/drawing.png")});
    desk.round();
    CHECK(server.asked.size() == 2);
    desk.seconds += 2 * 3600;
    desk.want({server.url("/page.png")});
    REQUIRE(Desk::wait_for([&] { return desk.tally.refused == 3; }));
    CHECK(server.asked.size() == 3);
}

TEST_CASE("a dead avatar is remembered over a restart")
{
    ScriptedServer server{http_answer(404, "", "gone")};
    Desk desk{server};
    desk.begin();
    desk.want({server.url("/avatar.png")});
    REQUIRE(desk.wait_for_answers(1));
    desk.begin();
    desk.want({server.url("/avatar.png")});
    desk.round();
    CHECK(server.asked.size() == 1);
}

TEST_CASE("a server that is busy is asked again after a minute, then after four")
{
    std::atomic<int> answers = 0;
    ScriptedServer server{[&](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) {
        wire.send(++answers <= 2 ? http_answer(503, "", "busy") : png_answer());
    }};
    Desk desk{server};
    desk.begin();
    const std::string url = server.url("/avatar.png");
    desk.want({url});
    REQUIRE(desk.wait_for_answers(1));
    desk.seconds += 30;
    desk.want({url});
    desk.round();
    CHECK(answers == 1);
    desk.seconds += 31;
    const auto failed = desk.tally.failed.load();
    desk.want({url});
    REQUIRE(Desk::wait_for([&] { return desk.tally.failed > failed; }));
    CHECK(answers == 2);
    desk.seconds += 200;
    desk.want({url});
    desk.round();
    CHECK(answers == 2);
    desk.seconds += 41;
    desk.want({url});
    CHECK(desk.wait_for_picture(url));
}

TEST_CASE("a picture larger than the configuration allows is not read to its end")
{
    ScriptedServer server{http_answer(200, "", test::png_of(8, 8) + std::string(2'000'000, 'x'))};
    Desk desk{server};
    desk.config.largest_mb = 1;
    desk.begin();
    desk.want({server.url("/large.png")});
    REQUIRE(desk.wait_for_answers(1));
    CHECK(desk.tally.failed == 1);
}

TEST_CASE("a forgotten picture leaves the disk and the shelf at once")
{
    ScriptedServer server{png_answer()};
    Desk desk{server};
    desk.begin();
    const std::string url = server.url("/photo.png");
    for (const int side : {avatar_side, desk.config.largest_side}) {
        desk.fetcher->want({{url, side}});
        REQUIRE(Desk::wait_for([&] {
            return desk.shelf.get() && desk.shelf.get()->contains({url, side});
        }));
    }
    CHECK(desk.files() == 2);
    desk.want({});
    desk.fetcher->forget(url);
    CHECK(Desk::wait_for([&] { return desk.files() == 0 && desk.shelf.get()->empty(); }));
}

TEST_CASE("a picture that no wall wants is deleted an hour later")
{
    ScriptedServer server{png_answer()};
    Desk desk{server};
    desk.begin();
    desk.want({server.url("/photo.png")});
    REQUIRE(desk.wait_for_picture(server.url("/photo.png")));
    desk.want({});
    REQUIRE(Desk::wait_for([&] { return desk.shelf.get()->empty(); }));
    CHECK(desk.files() == 1);
    desk.seconds += 3700;
    desk.want({});
    CHECK(Desk::wait_for([&] { return desk.files() == 0; }));
}

TEST_CASE("without its decoder nothing is kept and nothing held against the picture")
{
    ScriptedServer server{png_answer()};
    Desk desk{server};
    auto started = MediaFetcher::start(
        {desk.config, desk.options, desk.folder.path() / "media", "/nowhere/narrowcast-decode",
         desk.shelf, desk.tally, [&] { return Instant{std::chrono::seconds{desk.seconds}}; }});
    REQUIRE(started);
    (*started)->want({{server.url("/photo.png"), Desk::side}});
    REQUIRE(desk.wait_for_answers(1));
    CHECK(desk.files() == 0);
    started->reset();
    desk.begin();
    desk.want({server.url("/photo.png")});
    CHECK(desk.wait_for_picture(server.url("/photo.png")));
}

TEST_CASE("a fetcher is stopped in the middle of an answer without waiting for it")
{
    ScriptedServer server{
        [](const ScriptedServer::Asked&, ScriptedServer::Wire& wire) { wire.keep_silent(); }};
    Desk desk{server};
    desk.begin();
    desk.want({server.url("/photo.png")});
    REQUIRE(Desk::wait_for([&] { return server.asked.size() == 1; }));
    const auto before = std::chrono::steady_clock::now();
    desk.fetcher.reset();
    CHECK(std::chrono::steady_clock::now() - before < 5s);
}
