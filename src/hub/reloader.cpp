// SPDX-License-Identifier: Apache-2.0
#include "hub/reloader.hpp"

#include "hub/configuration.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/log.hpp"

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr auto look_every = 300ms;  // for reload_now(); changes of files come at once

}  // namespace

Reloader::Reloader(Hub& hub, std::filesystem::path folder, std::function<void(Config&)> adapt)
    : hub_{hub}, folder_{std::move(folder)}, adapt_{std::move(adapt)}
{
    // watched from here on: a change while the thread is still starting is not missed
    auto watch = lib::FolderWatch::open(folder_, {"narrowcast.json", "hub.json"});
    if (!watch)
        log::warning("hub",
                     watch.error().text + " Send SIGHUP after a change of the configuration.");
    thread_ = std::jthread{[this, watch = std::move(watch)](const std::stop_token& stop) mutable {
        run(watch, stop);
    }};
}

void Reloader::reload_now()
{
    bool yes = true;
    asked_.try_push(yes);  // full: it is going to be reloaded anyway
}

void Reloader::run(Result<lib::FolderWatch>& watch, const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        bool changed = false;
        if (watch)
            changed = watch->wait(look_every, stop);
        else
            sleep_unless_stopped(look_every, stop);
        changed = asked_.pop_for(0ms, stop).has_value() || changed;
        if (changed && !stop.stop_requested()) reload();
    }
}

void Reloader::reload()
{
    Loaded loaded = load_checked(folder_);
    for (const Refusal& refusal : loaded.refusals)
        log::error("config", refusal.spelled());
    if (!loaded.config)
        return log::error("config", "the configuration in force stays until this is mended");
    if (adapt_) adapt_(*loaded.config);
    if (auto done = hub_.reload(*std::move(loaded.config)); !done)
        log::error("config", done.error().text + " The configuration in force stays.");
    else
        log::info("config", "the changed configuration is in force");
}

}  // namespace narrowcast
