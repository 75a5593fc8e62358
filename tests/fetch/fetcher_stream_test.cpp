// SPDX-License-Identifier: Apache-2.0
// Streams, broken and whole, and the gaps between them.
#include "fetch/hall.hpp"
#include "support/scripted_server.hpp"

#include <algorithm>
#include <atomic>
#include <set>

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

std::string status_of(int id)
{
    return R"({"id":")" + std::to_string(id) +
           R"(","content":"<p>De app doet het weer</p>","account":{"acct":"sanne"},)"
           R"("created_at":"2026-11-21T10:00:00Z"})";
}

// A Mastodon server: a timeline with min_id, and a stream of what is written meanwhile that breaks
// off after a few posts. Posts are also written while nobody listens.
class Instance {
public:
    explicit Instance(int breaks_after)
        : breaks_after_{breaks_after},
          server_{[this](const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire) {
              if (asked.target.find("/streaming/") != std::string::npos) return stream(wire);
              list(asked, wire);
          }}
    {
    }

    std::string url() const { return server_.url(""); }
    int streams() const { return streams_; }

private:
    void stream(ScriptedServer::Wire& wire)
    {
        ++streams_;
        wire.send(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
            ":)\n");
        for (int i = 0; i < breaks_after_ && written_ < 100; ++i) {
            if (!wire.wait(10ms)) return;
            if (!wire.send("event: update\ndata: " + status_of(++written_) + "\n\n")) return;
        }
        if (written_ >= 100) return wire.keep_silent();
        written_ += 7;  // heard by nobody
    }

    void list(const ScriptedServer::Asked& asked, ScriptedServer::Wire& wire)
    {
        const auto at = asked.target.find("min_id=");
        const int from = at == std::string::npos ? 0 : std::stoi(asked.target.substr(at + 7));
        std::string all;
        for (int id = std::min(from + 40, written_.load()); id > from; --id)
            all += (all.empty() ? "" : ",") + status_of(id);
        wire.send(http_answer(200, "Content-Type: application/json\r\n", "[" + all + "]"));
    }

    const int breaks_after_;
    std::atomic<int> written_{1}, streams_{0};
    ScriptedServer server_;
};

SourceJob stream_of(const Instance& instance)
{
    SourceJob made = job("tag", "mastodon", instance.url());
    made.source.tag = "polderbank";
    made.credential = "a-token";
    made.cursor.position = "1";
    made.source.every = 1h;  // polling alone would never see the end of it
    return made;
}

}  // namespace

TEST_CASE("a stream that breaks off again and again loses nothing: each gap is filled")
{
    const Instance instance{20};
    Hall hall;
    hall.start({stream_of(instance)});
    std::set<std::string> ids;
    std::string newest;
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (ids.size() < 99 && std::chrono::steady_clock::now() < end) {
        const auto batch = hall.out.pop_for(1s, {});
        if (!batch) continue;
        for (const RawPost& post : batch->posts)
            ids.insert(post.native_id);
        if (batch->next) newest = batch->next->position;
    }
    CHECK(ids.size() >= 99);
    CHECK(ids.contains("2"));
    CHECK(ids.contains("100"));
    CHECK(instance.streams() >= 4);
}

TEST_CASE("while a stream is open nothing is asked, and the source says that it listens")
{
    const Instance instance{1'000};
    Hall hall;
    hall.start({stream_of(instance)});
    const auto states = hall.wait_for(
        [](const SourceStates& now) { return now[0].status == SourceStatus::listening; });
    REQUIRE(states.size() == 1);
    CHECK(states[0].failures == 0);
}
