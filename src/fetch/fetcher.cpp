// SPDX-License-Identifier: Apache-2.0
// One thread that keeps asking all sources.
#include "fetch/fetcher.hpp"

#include "fetch/http.hpp"
#include "fetch/recheck.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace narrowcast {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds longest_nap{1'000};  // so that a changed clock or wall is soon noticed
constexpr Milliseconds full_nap{25};        // while the channel is full
constexpr Milliseconds widest_spread{3'000};

struct Line {
    Line(Conversation first, const FetchConfig& config, Instant now)
        : conversation{std::move(first)},
          recheck{conversation.source(), conversation.platform(), config.recheck, now}
    {
    }

    Conversation conversation;
    Recheck recheck;
    std::string moved_to;  // where a permanent redirect led last
};

// Whose answer an open transfer will bring.
struct Asked {
    Line* line = nullptr;
    bool recheck = false;
};

}  // namespace

class Fetcher::Loop {
public:
    Loop(lib::HttpLoop http, FetchDoors doors, Clock clock, std::uint64_t seed)
        : http_{std::move(http)}, doors_{doors}, clock_{std::move(clock)}, chance_{seed}
    {
    }

    void add(SourceJob job, const FetchConfig& config)
    {
        const Instant now = clock_();
        const auto spread = std::min<Milliseconds>(job.source.every, widest_spread);
        lines_.push_back(std::make_unique<Line>(Conversation{std::move(job), spread, now, chance_},
                                                config, now));
    }

    void run(const std::stop_token& stop)
    {
        const std::stop_callback on_stop{stop, [this] { http_.wake(); }};
        publish();
        while (!stop.stop_requested()) {
            obey(stop);
            hand_over();
            ask();
            publish();
            for (auto& finished : http_.work(nap()))
                answer(std::move(finished));
        }
    }

    void fetch_now(std::string source)
    {
        if (wanted_.try_push(source)) http_.wake();
    }

private:
    void obey(const std::stop_token& stop)
    {
        while (const auto source = wanted_.pop_for(Milliseconds{0}, stop))
            for (auto& line : lines_)
                if (source->empty() || line->conversation.state().name == *source)
                    line->conversation.at_once(clock_());
    }

    void hand_over()
    {
        for (auto& line : lines_) {
            line->conversation.hand_over(doors_.out);
            line->recheck.hand_over(doors_.out);
        }
    }

    void ask()
    {
        const Instant now = clock_();
        const auto on_wall = doors_.on_wall.get();
        for (auto& line : lines_) {
            if (const auto request = line->conversation.question(now))
                asked_[http_.start(http_request(*request))] = {line.get(), false};
            if (!on_wall) continue;
            const auto shown = on_wall->find(line->conversation.state().name);
            if (shown == on_wall->end()) continue;
            if (const auto request = line->recheck.question(now, shown->second))
                asked_[http_.start(http_request(*request))] = {line.get(), true};
        }
    }

    void answer(lib::HttpLoop::Finished finished)
    {
        const Asked asked = asked_.extract(finished.ticket).mapped();
        const Instant now = clock_();
        if (finished.response && finished.response->moved && !asked.recheck)
            say_moved(*asked.line, lib::printable_url(finished.response->url));
        Result<Response> response = std::unexpected{Error{}};
        if (finished.response)
            response = response_of(*std::move(finished.response), seconds_of(now));
        else
            response = std::unexpected{std::move(finished.response).error()};
        if (asked.recheck)
            asked.line->recheck.answered(response, now);
        else
            asked.line->conversation.answered(response, now, chance_);
    }

    static void say_moved(Line& line, const std::string& where)
    {
        if (std::exchange(line.moved_to, where) == where) return;
        log::info("fetch", line.conversation.state().name + " moved for good to " + where +
                               ": please change its address");
    }

    void publish()
    {
        SourceStates states;
        for (const auto& line : lines_)
            states.push_back(line->conversation.state());
        if (states == published_) return;
        published_ = states;
        doors_.states.set(std::move(states));
    }

    // Until the next question is due. What is open, handed in or asked for wakes the loop itself.
    Milliseconds nap() const
    {
        const Instant now = clock_();
        Milliseconds least = longest_nap;
        for (const auto& line : lines_) {
            if (line->conversation.holds_batch() || line->recheck.holds_batch())
                least = std::min(least, full_nap);
            if (line->conversation.next() > now)
                least = std::min(least, line->conversation.next() - now);
        }
        return least;
    }

    lib::HttpLoop http_;
    FetchDoors doors_;
    Clock clock_;
    Chance chance_;
    Channel<std::string> wanted_{16};
    std::vector<std::unique_ptr<Line>> lines_;
    std::map<lib::HttpLoop::Ticket, Asked> asked_;
    SourceStates published_;
};

Result<std::unique_ptr<Fetcher>> Fetcher::start(std::vector<SourceJob> jobs,
                                                const FetchConfig& config, FetchDoors doors,
                                                Clock clock, std::uint64_t seed)
{
    lib::HttpLoop http = TRY(lib::HttpLoop::make(http_options(config)));
    auto loop = std::make_unique<Loop>(std::move(http), doors, std::move(clock), seed);
    for (SourceJob& job : jobs)
        loop->add(std::move(job), config);
    return std::unique_ptr<Fetcher>{new Fetcher{std::move(loop)}};
}

Fetcher::Fetcher(std::unique_ptr<Loop> loop)
    : loop_{std::move(loop)}, thread_{[this](const std::stop_token& stop) { loop_->run(stop); }}
{
}

Fetcher::~Fetcher() = default;

void Fetcher::request_stop() { thread_.request_stop(); }

void Fetcher::fetch_now(std::string source) { loop_->fetch_now(std::move(source)); }

Result<Page> fetch_once(const SourceJob& job, const FetchConfig& config,
                        const std::stop_token& stop, int pages)
{
    SourceConfig source = job.source;
    source.credential = job.credential;
    Page all{.posts = {}, .next = job.cursor, .more = true, .wait = {}, .garbled = {}};
    for (; all.more && pages > 0; --pages) {
        auto got = TRY(lib::get(http_request(job.platform->ask(source, all.next)),
                                http_options(config), stop));
        const Response response = response_of(std::move(got), seconds_of(system_now()));
        Page page = TRY(job.platform->read(source, all.next, response));
        std::move(page.posts.begin(), page.posts.end(), std::back_inserter(all.posts));
        std::move(page.garbled.begin(), page.garbled.end(), std::back_inserter(all.garbled));
        all.next = std::move(page.next);
        all.more = page.more;
        all.wait = page.wait;
    }
    return all;
}

}  // namespace narrowcast
