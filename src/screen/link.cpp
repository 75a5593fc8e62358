// SPDX-License-Identifier: Apache-2.0
// The screen's end of the line to the hub.
#include "screen/link.hpp"

#include "lib/curl.hpp"
#include "narrowcast/base/log.hpp"
#include "screen/edition_file.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <string_view>
#include <utility>

namespace narrowcast {
namespace {

std::string address(const LinkOptions& options)
{
    std::string hub = options.hub;
    while (hub.ends_with('/'))
        hub.pop_back();
    return hub + "/screens/" + options.screen + "/edition";
}

// Sleeps unless asked to stop. Latest's wait is the house's interruptible sleep.
void rest(std::chrono::milliseconds time, const std::stop_token& stop)
{
    const Latest<int> nothing;
    std::uint64_t version = 0;
    nothing.next_for(version, time, stop);
}

double luck()
{
    std::random_device device;
    return std::uniform_real_distribution<double>{0, 1}(device);
}

}  // namespace

std::chrono::milliseconds pause_before_call(const LinkOptions& options, int failures,
                                            std::optional<std::chrono::milliseconds> asked,
                                            double luck)
{
    const auto least = std::max(options.least_pause, asked.value_or(options.least_pause));
    const auto most = std::max(options.most_pause, least);
    const int doublings = std::clamp(failures - 1, 0, 16);
    const std::chrono::milliseconds doubled{least * (1 << doublings)};
    const auto base = std::clamp(doubled, least, std::max(least, most * 2 / 3));
    return base +
           std::chrono::milliseconds{std::llround(static_cast<double>(base.count()) * luck / 2)};
}

Link::Link(LinkOptions options, Latest<Edition>& editions, Latest<LinkState>& states)
    : options_{std::move(options)},
      editions_{editions},
      states_{states},
      file_{edition_file(options_.state_folder, options_.screen)},
      thread_{[this](const std::stop_token& stop) { run(stop); }}
{
}

void Link::run(const std::stop_token& stop)
{
    show_from_disk();
    announce({});
    while (!stop.stop_requested()) {
        call_hub(stop);
        save_if_due(true);
        if (stop.stop_requested()) break;
        ++failures_;
        rest(pause_before_call(options_, failures_, asked_pause_, luck()), stop);
    }
}

void Link::show_from_disk()
{
    auto edition = load_edition(file_);
    if (!edition) {
        log::warning("screen", "the last edition is of no use: " + edition.error().text);
    } else if (*edition) {
        editions_.set(std::move(**edition));
        if (options_.on_change) options_.on_change();
    }
}

void Link::call_hub(const std::stop_token& stop)
{
    lib::StreamOptions how;
    how.silent = options_.silent;
    lib::EventReader events;
    bool too_large = false;
    const auto ended = lib::stream(
        address(options_),
        [&](std::string_view bytes) {
            if (!state_.connected) announce({.connected = true});
            too_large = !events.feed(bytes, [&](const lib::StreamEvent& event) { receive(event); });
            save_if_due(false);
            if (events.retry()) asked_pause_ = events.retry();
            return !too_large;
        },
        stop, how);
    if (stop.stop_requested()) return;
    LinkState gone{.trouble = "the hub closed the line"};
    if (too_large) gone.trouble = "the hub sent an edition too large to be one";
    if (!ended) {
        gone.trouble = ended.error().text;
        gone.unknown_screen =
            ended.error().fault == Fault::rejected && gone.trouble.ends_with("status 404");
    }
    if (gone.unknown_screen)
        gone.trouble = "the hub does not know a screen named " + options_.screen;
    announce(std::move(gone));
}

void Link::receive(const lib::StreamEvent& event)
{
    if (event.type != "edition") return;
    failures_ = 0;
    if (event.data == last_) return;
    auto edition = edition_from_json(event.data);
    if (!edition) {
        log::warning("screen", "an edition was not understood: " + edition.error().text);
        return;
    }
    last_ = event.data;
    unsaved_ = event.data;
    editions_.set(std::move(*edition));
    if (options_.on_change) options_.on_change();
}

void Link::save_if_due(bool now)
{
    if (unsaved_.empty()) return;
    const auto moment = std::chrono::steady_clock::now();
    if (!now && saved_.time_since_epoch().count() != 0 && moment - saved_ < options_.between_saves)
        return;
    const auto saved = save_edition(file_, unsaved_);
    if (!saved && !save_failed_)
        log::error("screen", "the edition is not kept over a restart: " + saved.error().text);
    save_failed_ = !saved;
    saved_ = moment;
    unsaved_.clear();
}

void Link::announce(LinkState state)
{
    const bool news = state.connected != state_.connected || state.trouble != state_.trouble;
    state.since = state.connected == state_.connected && state_.since != Instant{}
                      ? state_.since
                      : options_.clock();
    if (news && state.connected) log::info("screen", "connected to the hub at " + options_.hub);
    if (news && !state.trouble.empty()) log::warning("screen", state.trouble);
    state_ = std::move(state);
    states_.set(state_);
    if (options_.on_change) options_.on_change();
}

}  // namespace narrowcast
