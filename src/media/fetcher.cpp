// SPDX-License-Identifier: Apache-2.0
#include "media/fetcher.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace narrowcast::media {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t at_once = 4;
constexpr auto looks_around = 10s;
constexpr auto swept_every = 10min;
constexpr std::chrono::seconds unused_for = 1h;
constexpr std::chrono::seconds first_pause = 1min, longest_pause = 24h;
constexpr auto without_decoder = 10min;

const lib::HttpHeaders headers{{"Accept", "image/webp,image/png,image/jpeg,image/gif;q=0.9"}};

lib::HttpOptions options_for_pictures(lib::HttpOptions options, const MediaConfig& config)
{
    options.largest = config.largest_mb * 1024 * 1024;
    options.redirects = std::min(options.redirects, 3);
    return options;
}

// For how long to leave an address alone is all that a fault of its server decides.
Error of_its_server(Error error)
{
    if (error.fault != Fault::later) error.fault = Fault::garbled;
    return error;
}

Error error_of_status(int status)
{
    const bool passing = status == 408 || status == 425 || status == 429 || status >= 500;
    return {passing ? Fault::later : Fault::garbled, "HTTP " + std::to_string(status), {}};
}

// Fault::later: a minute, then four times as long each time.
std::chrono::seconds pause_after(const Error& error, int failures)
{
    if (error.fault != Fault::later) return longest_pause;
    auto pause = first_pause;
    for (int i = 1; i < failures && pause < longest_pause; ++i)
        pause *= 4;
    return std::clamp<std::chrono::seconds>(std::max(pause, error.retry_after), first_pause,
                                            longest_pause);
}

}  // namespace

Result<std::unique_ptr<MediaFetcher>> MediaFetcher::start(Parts parts)
{
    auto loop = TRY(lib::HttpLoop::make(options_for_pictures(parts.http, parts.config)));
    auto cache = TRY(MediaCache::open(parts.folder, parts.config.cache_mb * 1024 * 1024));
    return std::unique_ptr<MediaFetcher>{
        new MediaFetcher{std::move(parts), std::move(loop), std::move(cache)}};
}

MediaFetcher::MediaFetcher(Parts parts, lib::HttpLoop loop, MediaCache cache)
    : parts_{std::move(parts)},
      decoder_{parts_.program},
      cache_{std::move(cache)},
      loop_{std::move(loop)},
      swept_{seconds_of(parts_.clock())}
{
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

void MediaFetcher::want(std::vector<Wanted> all)
{
    asked_.set(std::move(all));
    loop_.wake();
}

void MediaFetcher::forget(std::string url)
{
    if (forgotten_.try_push(url)) loop_.wake();
}

void MediaFetcher::run(const std::stop_token& stop)
{
    const std::stop_callback wake{stop, [this] { loop_.wake(); }};
    while (!stop.stop_requested()) {
        bool changed = take_orders(stop);
        begin_some();
        for (const lib::HttpLoop::Finished& finished : loop_.work(looks_around)) {
            take(finished, stop);
            changed = true;
        }
        const Time now = seconds_of(parts_.clock());
        if (now - swept_ >= swept_every) {
            cache_.sweep(now, unused_for);
            swept_ = now;
        }
        if (changed) show();
    }
}

bool MediaFetcher::take_orders(const std::stop_token& stop)
{
    bool changed = false;
    while (const auto url = forgotten_.pop_for(0s, stop)) {
        for (const int side : {avatar_side, parts_.config.largest_side})
            cache_.forget(key_of(*url, side));
        changed = true;
    }
    const auto asked = asked_.next_for(asked_version_, 0s, stop);
    if (!asked) return changed;
    orders_.clear();
    std::set<std::string, std::less<>> keys;
    for (const Wanted& wanted : *asked)
        if (auto key = key_of(wanted.url, wanted.side); keys.insert(key).second)
            orders_.push_back({wanted, std::move(key)});
    cache_.use(std::move(keys), seconds_of(parts_.clock()));
    return true;
}

void MediaFetcher::begin_some()
{
    const Time now = seconds_of(parts_.clock());
    if (now < resumes_) return;
    for (const Order& order : orders_) {
        if (open_.size() >= at_once) return;
        if (cache_.find(order.key) != nullptr) continue;
        const auto* missing = cache_.missing(order.key);
        if (missing != nullptr && now < missing->again) continue;
        const bool under_way = std::any_of(open_.begin(), open_.end(), [&](const auto& other) {
            return other.second.key == order.key;
        });
        if (under_way) continue;
        lib::HttpRequest request{.url = order.what.url, .headers = headers};
        request.public_only = true;
        open_.emplace(loop_.start(request), order);
    }
}

void MediaFetcher::take(const lib::HttpLoop::Finished& finished, const std::stop_token& stop)
{
    const auto entry = open_.extract(finished.ticket);
    if (entry.empty() || stop.stop_requested()) return;
    const Order& order = entry.mapped();
    const bool still = std::any_of(orders_.begin(), orders_.end(),
                                   [&](const Order& other) { return other.key == order.key; });
    if (!still) return;
    if (const auto kept = keep(order, finished.response, stop); !kept && !stop.stop_requested())
        note_failure(order, kept.error());
}

Result<void> MediaFetcher::keep(const Order& order, const Result<lib::HttpResponse>& answer,
                                const std::stop_token& stop)
{
    const auto counted = [](std::atomic<std::uint64_t>& counter, Error error) {
        ++counter;
        return std::unexpected{std::move(error)};
    };
    if (!answer) return counted(parts_.tally.failed, of_its_server(answer.error()));
    if (answer->status != 200) return counted(parts_.tally.failed, error_of_status(answer->status));
    const auto picture = decoder_.remake(answer->body, order.what.side, stop);
    if (!picture) return counted(parts_.tally.refused, picture.error());
    TRY(cache_.put(order.key, *picture, seconds_of(parts_.clock())));
    ++parts_.tally.kept;
    return {};
}

// Addresses of pictures tell who posts: they are not logged.
void MediaFetcher::note_failure(const Order& order, const Error& error)
{
    const Time now = seconds_of(parts_.clock());
    const auto* before = cache_.missing(order.key);
    const int failures = before == nullptr ? 1 : before->failures + 1;
    Result<void> noted = std::unexpected{error};
    if (error.fault != Fault::rejected)  // the picture's own fault, not the disk's or a program's
        noted = cache_.put_missing(order.key, {failures, now + pause_after(error, failures)});
    if (noted) return;
    resumes_ = now + without_decoder;
    log::warning("media", noted.error().text + ". No pictures are fetched for ten minutes.");
}

void MediaFetcher::show()
{
    parts_.tally.files = cache_.count();
    parts_.tally.bytes = cache_.bytes();
    Shelf shelf;
    for (const Order& order : orders_)
        if (const auto* kept = cache_.find(order.key))
            shelf.emplace(order.what,
                          OnShelf{served_under + kept->name, kept->width, kept->height});
    const auto before = parts_.shelf.get();
    if (!before || *before != shelf) parts_.shelf.set(std::move(shelf));
}

}  // namespace narrowcast::media
