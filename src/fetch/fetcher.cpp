// SPDX-License-Identifier: Apache-2.0
// One thread that keeps asking all sources.
#include "fetch/fetcher.hpp"

#include "fetch/answer.hpp"
#include "fetch/http.hpp"
#include "fetch/source_line.hpp"

#include "lib/websocket.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>
#include <utility>

namespace narrowcast {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds longest_nap{1'000};        // so that a changed clock or wall is soon noticed
constexpr Milliseconds full_nap{25};              // while the channel is full
constexpr Milliseconds prices_kept_every{2'000};  // of a stream, whose posts cost one by one

// Whose answer an open transfer will bring, and to what.
struct Asked {
    enum class What { poll, recheck, completion, stream };
    SourceLine* line = nullptr;
    What what = What::poll;
    Request request = {};
};

}  // namespace

class Fetcher::Loop {
public:
    Loop(lib::HttpLoop http, FetchDoors doors, Clock clock, std::uint64_t seed)
        : http_{std::move(http)},
          doors_{std::move(doors)},
          clock_{std::move(clock)},
          chance_{seed},
          commons_{doors_.notes}
    {
    }

    Result<void> connect(const FetchConfig& config)
    {
        sockets_.emplace(
            TRY(lib::WebSockets::make(socket_options(config), [this] { http_.wake(); })));
        return {};
    }

    void add(SourceJob job, const FetchConfig& config)
    {
        const Instant now = clock_();
        lines_.push_back(
            std::make_unique<SourceLine>(std::move(job), config, doors_.holds, now, chance_));
        lines_.back()->recall(doors_.notes);
        commons_.join(lines_.back()->conversation.source());
    }

    void run(const std::stop_token& stop)
    {
        const std::stop_callback on_stop{stop, [this] { http_.wake(); }};
        publish();
        while (!stop.stop_requested()) {
            obey(stop);
            take_brought(stop);
            hand_over();
            for (auto& line : lines_)
                ask(*line);
            publish();
            for (auto& finished : http_.work(nap()))
                finish(std::move(finished));
            hear_sockets();
            watch_streams();
        }
        take_brought(stop);
        hand_over();
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
                if (source->empty() || line->conversation.state().name == *source) {
                    line->conversation.at_once(clock_());
                    line->listening.at_once(clock_());
                    line->completion.at_once(clock_());
                }
    }

    // While one has more than it can hand on, nothing is taken: who brings is asked to come again.
    // At the end all is taken, and kept for the next start.
    void take_brought(const std::stop_token& stop)
    {
        const auto full = [](const auto& line) { return line->full(); };
        while (doors_.brought && (stop.stop_requested() || std::ranges::none_of(lines_, full))) {
            auto batch = doors_.brought->pop_for(Milliseconds{0}, stop);
            if (!batch) return;
            for (auto& line : lines_)
                if (line->conversation.state().name == batch->source)
                    for (RawPost& post : batch->posts)
                        line->completion.add(std::move(post), {});
        }
    }

    void hand_over()
    {
        for (auto& line : lines_) {
            line->move_on(clock_());
            line->conversation.hand_over(doors_.out, clock_());
            line->recheck.hand_over(doors_.out);
            line->keep_waiting(doors_.notes, clock_());
        }
    }

    // What is paid for is kept before it is asked: a restart in between forgets no spending.
    void start(SourceLine& line, Asked::What what, Request request)
    {
        commons_.keep(doors_.notes);
        const auto ticket = http_.start(http_request(request));
        asked_[ticket] = {&line, what, std::move(request)};
    }

    void ask(SourceLine& line)
    {
        const Instant now = clock_();
        if (auto request = line.stream_to_open(now, commons_)) open(line, *std::move(request));
        if (auto request = line.conversation.question(now, commons_))
            start(line, Asked::What::poll, *std::move(request));
        if (auto request = line.completion.question(now))
            start(line, Asked::What::completion, *std::move(request));
        if (const auto on_wall = doors_.on_wall.get()) recheck(line, *on_wall, now);
    }

    void recheck(SourceLine& line, const OnWall& on_wall, Instant now)
    {
        const auto shown = on_wall.find(line.conversation.state().name);
        if (shown == on_wall.end()) return;
        line.conversation.take_session(commons_);
        auto request = line.recheck.question(now, shown->second, line.conversation.cursor());
        if (!request) return;
        const auto wait = commons_.permit(line.conversation.source(), line.conversation.platform(),
                                          *request, now);
        if (!wait) return start(line, Asked::What::recheck, *std::move(request));
        const auto pause = std::chrono::ceil<std::chrono::seconds>(wait->until - now);
        line.recheck.answered(std::unexpected{Error{Fault::later, wait->reason, pause}}, now);
    }

    // ---- streams -------------------------------------------------------------------------------

    void open(SourceLine& line, Request request)
    {
        if (line.listening.stream().framing == Stream::Framing::messages) {
            heard_[sockets_->open(socket_request(request, line))] = &line;
            return;
        }
        const auto on_chunk = [this, &line](std::string_view bytes) {
            const bool goes_on = line.feed(bytes, clock_()) && pay(line) && !line.full();
            if (line.conversation.holds_batch()) http_.wake();  // to hand it over now
            return goes_on;
        };
        const auto ticket = http_.start(http_request(request), on_chunk);
        asked_[ticket] = {&line, Asked::What::stream, std::move(request)};
    }

    // What a stream's posts cost is paid as they come. With nothing left it is closed until the
    // quota is renewed.
    bool pay(SourceLine& line)
    {
        const auto spent = line.take_spent();
        if (spent.empty()) return true;
        const SourceConfig& source = line.conversation.source();
        const Platform& platform = line.conversation.platform();
        const Instant now = clock_();
        commons_.spend(source, platform, spent, now);
        const auto wait = commons_.room(source, platform, line.stream_price(), now);
        if (wait)
            line.stop({Fault::later, wait->reason,
                       std::chrono::ceil<std::chrono::seconds>(wait->until - now)});
        return !wait;
    }

    void close(SourceLine& line, const Error& error, const std::optional<Response>& response)
    {
        if (line.full()) line.conversation.cut();
        line.stream_closed(error, response, clock_(), chance_);
    }

    void stream_ended(SourceLine& line, Result<Response> response)
    {
        const std::string host = response ? host_of(response->url) : line.conversation.state().name;
        if (!response) return close(line, response.error(), {});
        if (!line.fault().text.empty()) return close(line, line.take_fault(), {});
        if (line.full())
            return close(line, {Fault::later, "more came than could be taken in", {}}, {});
        if (auto refusal = refusal_of(line.conversation.source(), *response))
            return close(line, *refusal, *response);
        close(line, {Fault::later, host + " ended the stream", {}}, {});
    }

    static lib::WebSocketRequest socket_request(const Request& request, const SourceLine& line)
    {
        const Stream& stream = line.listening.stream();
        return {.url = request.url,
                .headers = request.headers,
                .hello = stream.hello
                             ? stream.hello(line.conversation.source(), line.conversation.cursor())
                             : std::vector<std::string>{},
                .silent = stream.silent};
    }

    // While one has more than it can hand on, nothing is taken: the servers wait, too.
    void hear_sockets()
    {
        for (const auto& [ticket, line] : heard_)
            if (line->full()) return;
        for (lib::WebSockets::Event& event : sockets_->take()) {
            const auto found = heard_.find(event.ticket);
            if (found == heard_.end()) continue;
            SourceLine& line = *found->second;
            const Instant now = clock_();
            if (auto* message = std::get_if<lib::WebSocketMessage>(&event.what)) {
                if (line.feed_message(std::move(message->text), now) && pay(line)) continue;
                sockets_->close(event.ticket);
                heard_.erase(found);
                close(line, line.take_fault(), {});
            } else if (auto* closed = std::get_if<lib::WebSocketClosed>(&event.what)) {
                heard_.erase(found);
                close(line, closed->error, refusal_in(*closed, now));
            } else {
                line.signs_of_life(now);
            }
        }
    }

    static std::optional<Response> refusal_in(const lib::WebSocketClosed& closed, Instant now)
    {
        if (closed.status == 0) return {};
        return Response{.status = closed.status,
                        .url = {},
                        .headers = closed.headers,
                        .body = closed.body,
                        .received = seconds_of(now)};
    }

    void watch_streams()
    {
        const Instant now = clock_();
        if (now - kept_at_ >= prices_kept_every) {
            commons_.keep(doors_.notes);
            kept_at_ = now;
        }
        for (auto asked = asked_.begin(); asked != asked_.end();) {
            SourceLine& line = *asked->second.line;
            if (asked->second.what != Asked::What::stream || !line.listening.silent(now)) {
                ++asked;
                continue;
            }
            http_.cancel(asked->first);
            asked = asked_.erase(asked);
            close(line, {Fault::later, "the stream gave no sign of life", {}}, {});
        }
    }

    // ---- answers -------------------------------------------------------------------------------

    void finish(lib::HttpLoop::Finished finished)
    {
        const auto found = asked_.find(finished.ticket);
        if (found == asked_.end()) return;  // cancelled
        const Asked asked = std::move(found->second);
        asked_.erase(found);
        const Instant now = clock_();
        if (finished.response && finished.response->moved && asked.what == Asked::What::poll)
            asked.line->conversation.moved(asked.request.url, finished.response->url, doors_.notes);
        Result<Response> response = std::unexpected{Error{}};
        if (finished.response)
            response = response_of(*std::move(finished.response), seconds_of(now));
        else
            response = std::unexpected{std::move(finished.response).error()};
        answer(asked, std::move(response), now);
        commons_.keep(doors_.notes);
    }

    void answer(const Asked& asked, Result<Response> response, Instant now)
    {
        SourceLine& line = *asked.line;
        switch (asked.what) {
            case Asked::What::poll:
                return line.conversation.answered(response, now, chance_, commons_);
            case Asked::What::completion:
                return complete(line, response, now);
            case Asked::What::stream:
                return stream_ended(line, std::move(response));
            case Asked::What::recheck:
                break;
        }
        commons_.settle(line.conversation.source(), asked.request, response, now, chance_);
        line.recheck.answered(response, now);
        commons_.spend(line.conversation.source(), line.conversation.platform(),
                       line.recheck.take_spent(), now);
    }

    static void complete(SourceLine& line, const Result<Response>& response, Instant now)
    {
        const auto trouble = line.completion.answered(response, now);
        if (line.conversation.platform().lacks) line.conversation.words_came(trouble, now);
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
            for (const Instant next :
                 {line->conversation.next(), line->listening.next(), line->completion.next()})
                if (next > now) least = std::min(least, next - now);
        }
        return least;
    }

    lib::HttpLoop http_;
    FetchDoors doors_;
    Clock clock_;
    Chance chance_;
    Commons commons_;
    Channel<std::string> wanted_{16};
    std::vector<std::unique_ptr<SourceLine>> lines_;
    std::map<lib::HttpLoop::Ticket, Asked> asked_;
    std::map<lib::WebSockets::Ticket, SourceLine*> heard_;
    SourceStates published_;
    Instant kept_at_{};
    std::optional<lib::WebSockets> sockets_;  // last: its thread wakes the loop
};

Result<std::unique_ptr<Fetcher>> Fetcher::start(std::vector<SourceJob> jobs,
                                                const FetchConfig& config, FetchDoors doors,
                                                Clock clock, std::uint64_t seed)
{
    for (const SourceJob& job : jobs)
        TRY(Sieve::make(job.source));
    lib::HttpLoop http = TRY(lib::HttpLoop::make(http_options(config)));
    auto loop = std::make_unique<Loop>(std::move(http), std::move(doors), std::move(clock), seed);
    TRY(loop->connect(config));
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

}  // namespace narrowcast
