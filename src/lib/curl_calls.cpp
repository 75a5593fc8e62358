// SPDX-License-Identifier: Apache-2.0
// One blocking question and one endless stream, each a loop of its own with one transfer in it.
#include "lib/curl.hpp"

namespace narrowcast::lib {
namespace {

Result<void> stream_end(const HttpResponse& response)
{
    if (response.status / 100 == 2) return {};
    const bool passing = response.status == 429 || response.status >= 500;
    return fail(
        passing ? Fault::later : Fault::rejected,
        printable_url(response.url) + " answered with status " + std::to_string(response.status));
}

}  // namespace

Result<HttpResponse> get(const HttpRequest& request, const HttpOptions& options,
                         const std::stop_token& stop)
{
    HttpLoop loop = TRY(HttpLoop::make(options));
    const std::stop_callback on_stop{stop, [&] { loop.wake(); }};
    loop.start(request);
    while (!stop.stop_requested())
        if (auto finished = loop.work(std::chrono::minutes{1}); !finished.empty())
            return std::move(finished.front().response);
    return fail(Fault::later, "stopped before an answer came");
}

Result<HttpResponse> get(std::string url, const std::stop_token& stop)
{
    return get(HttpRequest{.url = std::move(url)}, HttpOptions{}, stop);
}

Result<void> stream(const std::string& url, const HttpLoop::OnChunk& on_chunk,
                    const std::stop_token& stop, const StreamOptions& options)
{
    using namespace std::chrono;
    HttpLoop loop = TRY(HttpLoop::make(options.http));
    const std::stop_callback on_stop{stop, [&] { loop.wake(); }};
    auto last_chunk = steady_clock::now();
    loop.start({.url = url, .headers = options.headers}, [&](std::string_view chunk) {
        last_chunk = steady_clock::now();
        return on_chunk(chunk);
    });
    while (!stop.stop_requested()) {
        const auto left = ceil<milliseconds>(last_chunk + options.silent - steady_clock::now());
        if (left.count() <= 0)
            return fail(Fault::later, "nothing was heard from " + printable_url(url) + " for " +
                                          std::to_string(options.silent.count() / 1000) + " s");
        const auto finished = loop.work(left);
        if (finished.empty()) continue;
        if (!finished.front().response) return std::unexpected{finished.front().response.error()};
        return stream_end(*finished.front().response);
    }
    return {};
}

Result<void> stream(const std::string& url, const HttpLoop::OnChunk& on_chunk,
                    const std::stop_token& stop)
{
    return stream(url, on_chunk, stop, StreamOptions{});
}

}  // namespace narrowcast::lib
