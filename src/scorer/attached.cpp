// SPDX-License-Identifier: Apache-2.0
#include "scorer/attached.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/log.hpp"

#include <algorithm>
#include <utility>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr auto between_complaints = 10min;

}  // namespace

Attached::Attached(const ScorerConfig& config, std::unique_ptr<scorer::Model> model,
                   ScorerTally& tally, Pauses pauses)
    : config_{config}, model_{std::move(model)}, tally_{tally}, pauses_{pauses}
{
}

std::vector<std::optional<Mood>> Attached::ask(std::span<const Scorer::Text> texts,
                                               const std::stop_token& stop)
{
    std::vector<std::optional<Mood>> moods;
    const auto deadline = Steady::now() + config_.timeout;
    while (moods.size() < texts.size() && Steady::now() >= again_at_ && !stop.stop_requested()) {
        const auto some = std::min(config_.batch, texts.size() - moods.size());
        scorer::Inquiry inquiry{texts.subspan(moods.size(), some), next_};
        next_ += some;
        const auto asked = model_->ask(inquiry, deadline, stop);
        moods.insert(moods.end(), inquiry.moods().begin(), inquiry.moods().end());
        if (stop.stop_requested()) break;
        heed(asked, inquiry);
    }
    moods.resize(texts.size());
    const auto answered = static_cast<std::size_t>(std::count_if(
        moods.begin(), moods.end(), [](const auto& mood) { return mood.has_value(); }));
    tally_.answered += answered;
    tally_.fallen_back += texts.size() - answered;
    return moods;
}

void Attached::heed(const Result<void>& asked, const scorer::Inquiry& inquiry)
{
    if (!asked) {
        const Error& error = asked.error();
        const bool busy = error.retry_after > 0s;
        pause_ = pause_ == 0ms || busy ? pauses_.first : std::min(pause_ * 2, pauses_.longest);
        again_at_ = Steady::now() + pause_;
        return unwell(error.text);
    }
    pause_ = 0ms;
    if (inquiry.complaint().empty()) return well();
    unwell("an answer of the attached scorer cannot be used: " + inquiry.complaint());
}

void Attached::unwell(const std::string& why)
{
    tally_.well = false;
    const auto now = Steady::now();
    if (said_ && now - *said_ < between_complaints) return;
    said_ = now;
    to_be_revoked_ = true;
    log::warning("scorer", why + ". The built-in scorer serves meanwhile.");
}

void Attached::well()
{
    tally_.well = true;
    if (std::exchange(to_be_revoked_, false))
        log::info("scorer", "the attached scorer serves again");
}

std::shared_ptr<Attached> attached(const ScorerConfig& config, ScorerTally& tally)
{
    tally.attached = config.attached();
    tally.well = true;
    if (!config.attached()) return nullptr;
    auto model =
        config.command.empty() ? scorer::server_model(config) : scorer::program_model(config);
    return std::make_shared<Attached>(config, std::move(model), tally, Attached::Pauses{});
}

std::string rules_of_attached(const ScorerConfig& config)
{
    return dump(Json{{"command", config.command}, {"url", config.url}});
}

std::string scorer_metrics(const ScorerTally& tally)
{
    if (!tally.attached) return "";
    const auto line = [](std::string_view name, std::uint64_t value) {
        return "narrowcast_scorer_" + std::string{name} + " " + std::to_string(value) + "\n";
    };
    return "# HELP narrowcast_scorer_well 1 while the attached scorer serves.\n"
           "# TYPE narrowcast_scorer_well gauge\n" +
           line("well", tally.well ? 1 : 0) +
           "# HELP narrowcast_scorer_texts_total Texts by who scored them.\n"
           "# TYPE narrowcast_scorer_texts_total counter\n" +
           line("texts_total{by=\"attached\"}", tally.answered) +
           line("texts_total{by=\"built-in\"}", tally.fallen_back);
}

}  // namespace narrowcast
