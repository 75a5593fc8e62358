// SPDX-License-Identifier: Apache-2.0
// A server that is sent lines and answers with lines.
#include "lib/curl.hpp"
#include "narrowcast/base/text.hpp"
#include "scorer/model.hpp"

#include <algorithm>
#include <optional>

namespace narrowcast::scorer {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr auto lines_of_json = "application/x-ndjson";

class ServerModel final : public Model {
public:
    explicit ServerModel(const ScorerConfig& config) : config_{config} {}

    Result<void> ask(Inquiry& inquiry, Deadline deadline, const std::stop_token& stop) override
    {
        if (!loop_) {
            lib::HttpOptions options;
            options.timeout = config_.timeout;
            options.stalled = config_.timeout + 1s;  // it is silent while it thinks
            options.redirects = 0;
            loop_.emplace(TRY(lib::HttpLoop::make(std::move(options))));
        }
        auto response = answer_to(inquiry.lines(), deadline, stop);
        if (!response) return fail(response.error().fault, name() + ": " + response.error().text);
        if (response->status / 100 != 2)
            return fail(Fault::later,
                        name() + " answered with status " + std::to_string(response->status));
        for (const std::string_view line : split(response->body, '\n'))
            if (const auto text = trimmed(line); !text.empty())
                if (const auto taken = inquiry.take(text); !taken)
                    return fail(Fault::garbled, name() + " " + taken.error().text);
        if (inquiry.complete()) return {};
        return fail(Fault::garbled, name() + " has not answered to every text");
    }

private:
    Result<lib::HttpResponse> answer_to(std::string lines, Deadline deadline,
                                        const std::stop_token& stop)
    {
        lib::HttpRequest request{
            .url = config_.url,
            .headers = {{"Content-Type", lines_of_json}, {"Accept", lines_of_json}, {"Expect", ""}},
            .body = std::move(lines)};
        const std::stop_callback on_stop{stop, [this] { loop_->wake(); }};
        const auto ticket = loop_->start(request);
        while (!stop.stop_requested()) {
            const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
            if (left <= 0ms) break;
            if (auto finished = loop_->work(left); !finished.empty())
                return std::move(finished.front().response);
        }
        loop_->cancel(ticket);
        return fail(Fault::later, "no answer in time");
    }

    std::string name() const { return "the scorer at " + lib::printable_url(config_.url); }

    const ScorerConfig config_;
    std::optional<lib::HttpLoop> loop_;
};

}  // namespace

std::unique_ptr<Model> server_model(const ScorerConfig& config)
{
    return std::make_unique<ServerModel>(config);
}

}  // namespace narrowcast::scorer
