// SPDX-License-Identifier: Apache-2.0
#include "hub/hooks.hpp"

#include "fetch/answer.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

constexpr std::size_t most_deliveries = 10'000;

lib::WebAnswer says(int status, std::string sentence)
{
    return {status, "text/plain; charset=utf-8", std::move(sentence) + "\n"};
}

Delivery delivery_of(const lib::WebRequest& request, Time now)
{
    Delivery delivery{.method = request.method,
                      .query = {},
                      .headers = {},
                      .body = request.body,
                      .received = now};
    for (const auto& [name, value] : request.query)
        delivery.query.emplace(name, value);
    for (const auto& [name, value] : request.headers)
        delivery.headers.emplace(name, value);
    return delivery;
}

}  // namespace

void Hooks::use(const std::vector<SourceJob>& jobs, Ways ways)
{
    Desk desk{.sources = {}, .ways = std::move(ways)};
    for (const SourceJob& job : jobs) {
        if (!job.platform->receive) continue;
        desk.sources.push_back(job);
        desk.sources.back().source.credential = job.credential;
    }
    desk_.set(std::move(desk));
}

bool Hooks::known(const std::string& delivery) { return deliveries_.contains(delivery); }

void Hooks::remember(const std::string& delivery)
{
    if (delivery.empty() || !deliveries_.insert(delivery).second) return;
    if (order_.size() < most_deliveries) return order_.push_back(delivery);
    deliveries_.erase(order_[oldest_]);
    order_[oldest_] = delivery;
    oldest_ = (oldest_ + 1) % most_deliveries;
}

lib::WebAnswer Hooks::answer(const lib::WebRequest& request)
{
    const auto desk = desk_.get();
    if (!desk || !desk->ways.out) return says(503, "the hub is starting or reloading; come again");
    const std::string name = request.path.substr(path.size());
    const auto found = std::find_if(desk->sources.begin(), desk->sources.end(),
                                    [&](const SourceJob& job) { return job.source.name == name; });
    if (found == desk->sources.end()) return says(404, "nobody brings posts to this address");
    auto receipt =
        found->platform->receive(found->source, delivery_of(request, seconds_of(clock_())));
    const auto warn = [&](const std::string& said) {
        std::string sentence = without_secret(said, found->source);
        log::warning("hub", name + ", webhook: " + sentence);
        return sentence;
    };
    if (!receipt) {
        const bool unproven = receipt.error().fault == Fault::rejected;
        return says(unproven ? 401 : 400, warn(receipt.error().text));
    }
    for (const std::string& sentence : receipt->garbled)
        warn("skipped: " + sentence);
    const std::string delivery =
        receipt->delivery_id.empty() ? "" : name + "/" + receipt->delivery_id;
    if (!receipt->posts.empty() && !known(delivery)) {
        if (!tally_.store_well)
            return says(503, "nothing can be written at the moment; come again");
        Batch batch{.source = name,
                    .platform = std::string{found->platform->name},
                    .posts = std::move(receipt->posts),
                    .next = {},
                    .more = false};
        const bool lacking = found->platform->complete && desk->ways.to_complete;
        Channel<Batch>& way = lacking ? *desk->ways.to_complete : *desk->ways.out;
        if (!way.try_push(batch)) return says(503, "too much at once; come again");
        remember(delivery);
    }
    return {200, "text/plain; charset=utf-8", receipt->reply};
}

}  // namespace narrowcast
