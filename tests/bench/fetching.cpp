// SPDX-License-Identifier: Apache-2.0
#include "bench/fetching.hpp"

#include "bench/process.hpp"
#include "lib/curl.hpp"
#include "lib/sqlite.hpp"
#include "narrowcast/base/time.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_folder.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

namespace narrowcast::bench {
namespace {

using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;
using test::http_answer;
using test::ScriptedServer;

constexpr double page_mib = 4096.0 / (1024 * 1024);

class HubProgram {
public:
    HubProgram(const std::string& program, const std::filesystem::path& assets,
               const std::string& sources, int port)
    {
        folder_.write("narrowcast.json", R"({ "company": { "name": "Polderbank" },
            "screens": [ { "name": "hal-1", "language": "nl" } ],
            "look": { "per_slide": "4 s" } })");
        folder_.write("hub.json", R"({ "sources": [ )" + sources +
                                      R"( ], "storage": { "folder": "state" },
            "listen": { "port": )" + std::to_string(port) +
                                      " } }");
        std::filesystem::create_directory(folder_.path() / "credentials");
        folder_.write("credentials/token", "a-token");
        std::filesystem::permissions(folder_.path() / "credentials/token",
                                     std::filesystem::perms::owner_read);
        child_ = ::fork();
        if (child_ != 0) return;
        ::setenv("NARROWCAST_ASSETS", assets.c_str(), 1);
        ::setenv("NARROWCAST_LOG", "off", 1);
        ::setenv("CREDENTIALS_DIRECTORY", (folder_.path() / "credentials").c_str(), 1);
        ::execl(program.c_str(), program.c_str(), "hub", "--config", folder_.path().c_str(),
                nullptr);
        ::_exit(127);
    }
    ~HubProgram()
    {
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
    }
    HubProgram(HubProgram&&) = delete;

    double cpu_seconds() const { return bench::cpu_seconds(child_); }

    double resident_mib() const
    {
        std::ifstream stream{"/proc/" + std::to_string(child_) + "/statm"};
        double size = 0, resident = 0;
        stream >> size >> resident;
        return resident * page_mib;
    }

    double kept() const
    {
        auto database = lib::Database::open(folder_.path() / "state" / "narrowcast.db",
                                            lib::Database::Access::read);
        if (!database) return 0;
        const auto count = database->number("SELECT count(*) FROM post");
        return count && *count ? static_cast<double>(**count) : 0;
    }

private:
    const test::TemporaryFolder folder_;
    pid_t child_ = -1;
};

int free_port()
{
    const ScriptedServer server{""};
    return server.port();
}

std::string status_of(std::size_t id)
{
    return R"({"id":")" + std::to_string(id) + R"(","content":"<p>Bericht )" + std::to_string(id) +
           R"( over Polderbank: de app werkt )" + (id % 3 ? "niet" : "weer") + R"( sinds )" +
           std::to_string(id * 7919 % 100003) + R"(</p>","account":{"acct":"klant)" +
           std::to_string(id) + R"(","display_name":"Klant )" + std::to_string(id) +
           R"("},"url":"https://polder.example/)" + std::to_string(id) + R"(","created_at":")" +
           to_rfc3339(seconds_of(system_now())) + R"("})";
}

std::string source_at(const std::string& url)
{
    return R"({ "name": "tag", "platform": "mastodon", "url": ")" + url +
           R"(", "tag": "polderbank", "credential": "token", "every": "1 min" })";
}

constexpr std::string_view opened =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n:)\n";

bool is_stream(const ScriptedServer::Asked& asked)
{
    return asked.target.find("/streaming/") != std::string::npos;
}

std::string nothing() { return http_answer(200, "Content-Type: application/json\r\n", "[]"); }

}  // namespace

double cpu_of_idle_sources(const std::string& program, const std::filesystem::path& assets,
                           std::size_t sources, double seconds)
{
    const ScriptedServer server{[](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
        if (!asked.header("if-none-match").empty())
            return (void)wire.send(http_answer(304, "", ""));
        wire.send(http_answer(200, "Content-Type: text/xml\r\nETag: \"v1\"\r\n",
                              "<rss><channel><title>News</title></channel></rss>"));
    }};
    std::string all;
    for (std::size_t i = 0; i < sources; ++i)
        all += std::string{i ? ", " : ""} + R"({ "name": "s)" + std::to_string(i) +
               R"(", "platform": "rss", "url": ")" + server.url("/" + std::to_string(i)) +
               R"(", "every": "1 min" })";
    const HubProgram hub{program, assets, all, 0};
    std::this_thread::sleep_for(65s);  // every source was asked once
    const double before = hub.cpu_seconds();
    std::this_thread::sleep_for(std::chrono::duration<double>{seconds});
    return (hub.cpu_seconds() - before) / seconds;
}

Streaming stream_posts(const std::string& program, const std::filesystem::path& assets,
                       double posts_a_second, double seconds)
{
    std::atomic<std::size_t> sent{0};
    std::atomic<bool> over{false};
    const ScriptedServer server{
        [&](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
            if (!is_stream(asked)) return (void)wire.send(nothing());
            wire.send(opened);
            const auto began = Steady::now();
            const std::size_t first = sent;
            while (!over) {
                const double passed = std::chrono::duration<double>(Steady::now() - began).count();
                if (passed > seconds) break;
                const auto due = first + static_cast<std::size_t>(passed * posts_a_second);
                std::string events;
                for (std::size_t id = sent + 1; id <= due; ++id)
                    events += "event: update\ndata: " + status_of(id) + "\n\n";
                if (!events.empty() && !wire.send(events)) return;
                sent = std::max<std::size_t>(sent, due);
                std::this_thread::sleep_for(5ms);
            }
            over = true;
            wire.keep_silent();
        }};
    const HubProgram hub{program, assets, source_at(server.url("")), 0};
    const auto began = Steady::now();
    Streaming result;
    while (!over) {
        std::this_thread::sleep_for(100ms);
        const double passed = std::chrono::duration<double>(Steady::now() - began).count();
        if (result.first_mib == 0 && passed > seconds / 4) result.first_mib = hub.resident_mib();
    }
    result.last_mib = hub.resident_mib();
    for (int i = 0; i < 600 && hub.kept() < static_cast<double>(sent); ++i)
        std::this_thread::sleep_for(100ms);
    result.sent = static_cast<double>(sent);
    result.kept = hub.kept();
    result.posts_a_second =
        result.kept / std::chrono::duration<double>(Steady::now() - began).count();
    return result;
}

Latency time_to_screen(const std::string& program, const std::filesystem::path& assets,
                       std::size_t posts)
{
    std::vector<std::atomic<Steady::rep>> sent(posts + 1);
    const ScriptedServer server{[&](const ScriptedServer::Asked& asked,
                                    ScriptedServer::Wire& wire) {
        if (!is_stream(asked)) return (void)wire.send(nothing());
        wire.send(opened);
        if (!wire.wait(3s)) return;
        for (std::size_t id = 1; id <= posts; ++id) {
            sent[id] = Steady::now().time_since_epoch().count();
            if (!wire.send("event: update\ndata: " + status_of(id) + "\n\n") || !wire.wait(400ms))
                return;
        }
        wire.keep_silent();
    }};
    const int port = free_port();
    const HubProgram hub{program, assets, source_at(server.url("")), port};
    std::this_thread::sleep_for(1s);
    std::map<std::size_t, double> seen;
    std::string text;
    auto loop = lib::HttpLoop::make({});
    const auto on_chunk = [&](std::string_view bytes) {
        text += bytes;
        if (text.size() > 4'000'000) text.erase(0, 3'000'000);
        for (std::size_t id = 1; id <= posts; ++id)
            if (!seen.contains(id) && sent[id] != 0 &&
                text.find("mastodon:" + std::to_string(id) + "\"") != std::string::npos)
                seen[id] = std::chrono::duration<double>(Steady::now().time_since_epoch() -
                                                         Steady::duration{sent[id].load()})
                               .count();
        return seen.size() < posts;
    };
    lib::HttpRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(port) + "/screens/hal-1/edition";
    loop->start(request, on_chunk);
    const auto until = Steady::now() + 3s + posts * 500ms + 20s;
    while (seen.size() < posts && Steady::now() < until)
        loop->work(100ms);
    std::vector<double> all;
    for (const auto& [id, seconds] : seen)
        all.push_back(seconds);
    all.resize(posts, 99);  // what never came
    std::ranges::sort(all);
    return {all[all.size() / 2], all[std::min(all.size() - 1, all.size() * 99 / 100)]};
}

}  // namespace narrowcast::bench
