// SPDX-License-Identifier: Apache-2.0
#include "screen/pictures.hpp"

#include "narrowcast/base/log.hpp"

#include <algorithm>
#include <utility>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t at_once = 2;
constexpr std::chrono::milliseconds looks_around = 10min;  // what is not shown any more goes

std::string without_slash(std::string hub)
{
    while (hub.ends_with('/'))
        hub.pop_back();
    return hub;
}

}  // namespace

std::filesystem::path picture_folder(const std::filesystem::path& state_folder,
                                     std::string_view screen)
{
    std::string name{screen};
    for (char& c : name)
        if (c == '/' || c == '\0') c = '_';
    return state_folder / ("pictures-" + name);
}

Result<std::unique_ptr<PictureLink>> PictureLink::start(PictureLinkOptions options,
                                                        const Latest<Edition>& editions)
{
    lib::HttpOptions http;
    http.largest = options.largest;
    http.redirects = 0;
    auto loop = TRY(lib::HttpLoop::make(std::move(http)));
    options.hub = without_slash(std::move(options.hub));
    return std::unique_ptr<PictureLink>{
        new PictureLink{std::move(options), editions, std::move(loop)}};
}

PictureLink::PictureLink(PictureLinkOptions options, const Latest<Edition>& editions,
                         lib::HttpLoop loop)
    : options_{std::move(options)},
      editions_{editions},
      folder_{options_.folder, options_.most_bytes},
      loop_{std::move(loop)},
      thread_{[this](const std::stop_token& stop) { run(stop); }}
{
}

void PictureLink::run(const std::stop_token& stop)
{
    const std::stop_callback wake{stop, [this] { loop_.wake(); }};
    while (!stop.stop_requested()) {
        take_edition(stop);
        const auto now = Steady::now();  // one moment: whose pause is over is begun, not waited for
        begin_some(now);
        for (const auto& finished : loop_.work(until_next(now)))
            take(finished);
    }
}

void PictureLink::take_edition(const std::stop_token& stop)
{
    editions_.next_for(version_, 0ms, stop);
    const auto edition = editions_.get();
    if (!edition) return;
    const Instant now = options_.clock();
    folder_.take(*edition, seconds_of(now));
    wanted_ = pictures_of(*edition, now);
    std::erase_if(troubles_, [&](const auto& trouble) {
        return !trouble.first.empty() && std::ranges::find(wanted_, trouble.first) == wanted_.end();
    });
}

bool PictureLink::may_ask(const std::string& address, Steady::time_point now) const
{
    const auto trouble = troubles_.find(address);
    return trouble == troubles_.end() || now >= trouble->second.again;
}

void PictureLink::begin_some(Steady::time_point now)
{
    if (!may_ask("", now)) return;
    for (const std::string& address : wanted_) {
        if (open_.size() >= at_once) return;
        const bool under_way =
            std::ranges::any_of(open_, [&](const auto& one) { return one.second == address; });
        if (folder_.has(address) || under_way || !may_ask(address, now)) continue;
        open_.emplace(loop_.start(lib::HttpRequest{.url = options_.hub + address}), address);
    }
}

void PictureLink::take(const lib::HttpLoop::Finished& finished)
{
    const auto entry = open_.extract(finished.ticket);
    if (entry.empty()) return;
    const std::string& address = entry.mapped();
    // Asked for in an edition that is no more: it must not come to lie here after all.
    if (std::ranges::find(wanted_, address) == wanted_.end()) return;
    if (!finished.response) {
        const Error& error = finished.response.error();
        return note(error.fault == Fault::later ? std::string{} : address, error);
    }
    troubles_.erase("");
    if (finished.response->status != 200)
        return note(address, {Fault::rejected,
                              "the hub says HTTP " + std::to_string(finished.response->status) +
                                  " for a picture",
                              {}});
    if (const auto put = folder_.put(address, finished.response->body); !put)
        return note(address, put.error());
    troubles_.erase(address);
    told_.clear();
}

void PictureLink::note(const std::string& address, const Error& error)
{
    Trouble& trouble = troubles_[address];
    const auto pause = options_.least_pause * (1 << std::min(trouble.failures, 16));
    trouble.again = Steady::now() + std::min(pause, options_.most_pause);
    ++trouble.failures;
    // A hub that is gone is told by the link; here each trouble once.
    if (error.fault == Fault::later || error.text == told_) return;
    told_ = error.text;
    log::warning("screen", "a picture is left out: " + error.text);
}

std::chrono::milliseconds PictureLink::until_next(Steady::time_point now) const
{
    auto left = looks_around;
    if (!open_.empty()) return left;
    for (const auto& [address, trouble] : troubles_) {
        const auto time = std::chrono::ceil<std::chrono::milliseconds>(trouble.again - now);
        if (time > 0ms) left = std::min(left, time);
    }
    return left;
}

}  // namespace narrowcast
