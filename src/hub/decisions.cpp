// SPDX-License-Identifier: Apache-2.0
#include "hub/decisions.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/log.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>
#include <vector>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

lib::WebAnswer says(int status, std::string sentence)
{
    return {status, "text/plain; charset=utf-8", std::move(sentence) + "\n"};
}

// As a URL spells it.
std::string bracketed(const std::string& address)
{
    return address.find(':') == address.npos ? address : "[" + address + "]";
}

// "[::1]:8350" -> "[::1]"
std::string_view without_port(std::string_view host)
{
    const auto colon = host.rfind(':');
    const bool has_port = colon != host.npos && host.find(']', colon) == host.npos;
    return has_port ? host.substr(0, colon) : host;
}

// In a time that says nothing about where they differ.
bool equal_secrets(std::string_view a, std::string_view b)
{
    if (a.size() != b.size()) return false;
    int different = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        different |= a[i] ^ b[i];
    return different == 0;
}

int status_of(const Error& error)
{
    switch (error.fault) {
        case Fault::garbled:
            return 400;
        case Fault::refused:
            return 422;
        case Fault::later:
            return 503;
        case Fault::rejected:
            break;
    }
    return 500;
}

}  // namespace

Result<Decision> decision_of(const Wish& wish, Time now)
{
    const bool corrects = wish.verdict == Verdict::correct;
    if (!corrects && wish.verdict != Verdict::uncorrect)
        return fail(Fault::refused, "Only correct and uncorrect can be decided here.");
    if (corrects && !wish.label)
        return fail(Fault::refused, "A correction needs a label: negative, neutral or positive.");
    return Decision{wish.post, wish.verdict, wish.label.value_or(Label::neutral), wish.by, now};
}

Decisions::Decisions(HubTally& tally, Clock clock) : tally_{tally}, clock_{std::move(clock)} {}

void Decisions::take_door(const std::filesystem::path& state_folder)
{
    std::error_code ignored;  // whoever opens the store says it better
    std::filesystem::create_directories(state_folder, ignored);
    for (int attempt = 0; attempt < 10; ++attempt) {
        auto taken = Door::take(state_folder);
        if (!taken) return log::warning("hub", taken.error().text);
        if (*taken) {
            door_.emplace(std::move(**taken));
            return;
        }
        std::this_thread::sleep_for(100ms);  // a command has it for as long as one decision takes
    }
    log::warning("hub", "another hub uses " + state_folder.string() +
                            ", too; corrections reach that one only. Stop one of them.");
}

void Decisions::listen(const ListenConfig& listen, int port)
{
    address_.set(bracketed(listen.address));
    if (!door_) return;
    std::string here = listen.address;
    if (here == "0.0.0.0") here = "127.0.0.1";
    if (here == "::") here = "::1";
    const auto hung =
        door_->hang_out({"http://" + bracketed(here) + ":" + std::to_string(port), token_});
    if (!hung) log::warning("hub", hung.error().text);
}

void Decisions::use(std::shared_ptr<Store> store) { store_.set(std::move(store)); }

lib::WebAnswer Decisions::answer(const lib::WebRequest& request) const
{
    if (auto no = objection(request)) return *std::move(no);
    if (const auto done = carry_out(request); !done)
        return says(status_of(done.error()), done.error().text);
    ++tally_.decisions;
    return says(200, "decided");
}

std::optional<lib::WebAnswer> Decisions::objection(const lib::WebRequest& request) const
{
    if (request.method != "POST") return says(405, "decisions are posted");
    if (!request.from_here) return says(403, "decisions are taken on the hub's own machine only");
    const std::string_view host = without_port(request.host);
    const auto configured = address_.get();
    const std::array<std::string_view, 4> ours{
        "127.0.0.1", "localhost", "[::1]",
        configured ? std::string_view{*configured} : "127.0.0.1"};
    if (std::ranges::find(ours, host) == ours.end())
        return says(403, "the hub is not called so; ask it by the address it listens on");
    if (!request.origin.empty() && request.origin != "http://" + request.host)
        return says(403, "pages of other sites decide nothing here");
    if (!equal_secrets(request.authorization, "Bearer " + token_))
        return says(401, "the token in the file hub.door of the hub's state folder is needed");
    if (ascii_lower(request.type.substr(0, request.type.find(';'))) != "application/json")
        return says(415, "a decision is JSON: Content-Type: application/json");
    return {};
}

Result<void> Decisions::carry_out(const lib::WebRequest& request) const
{
    const Json json = TRY(parse_json(request.body));
    Wish wish;
    std::vector<Problem> problems;
    read(json, wish, "", problems, Strictness::strict);
    if (!problems.empty()) return fail(Fault::garbled, problems.front().text);
    const Decision decision = TRY(decision_of(wish, seconds_of(clock_())));
    const auto store = store_.get();
    if (!store || !*store)
        return fail(Fault::later, "The hub is starting or reloading. Ask again in a moment.");
    return (*store)->decide(decision);
}

}  // namespace narrowcast
