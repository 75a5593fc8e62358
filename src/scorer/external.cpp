// SPDX-License-Identifier: Apache-2.0
#include "scorer/external.hpp"

#include "narrowcast/base/text.hpp"

#include <optional>
#include <utility>

namespace narrowcast {
namespace {

// The model's mood where it gave one; whoever names words, they must speak for the label.
Mood merged(Mood built_in, std::optional<Mood> outside)
{
    if (!outside) return built_in;
    outside->language = std::move(built_in.language);
    if (outside->words.empty() && outside->label == built_in.label)
        outside->words = std::move(built_in.words);
    return *std::move(outside);
}

}  // namespace

ExternalScorer::ExternalScorer(std::shared_ptr<Attached> model,
                               std::shared_ptr<const Scorer> built_in)
    : model_{std::move(model)}, built_in_{std::move(built_in)}
{
}

Mood ExternalScorer::score(std::string_view text, std::string_view language) const
{
    const std::stop_source never;
    const Text one{text, language};
    return std::move(score_all({&one, 1}, never.get_token()).front());
}

std::vector<Mood> ExternalScorer::score_all(std::span<const Text> texts,
                                            const std::stop_token& stop) const
{
    std::vector<Mood> moods = built_in_->score_all(texts, stop);
    std::vector<Text> asked;  // of a text without a word there is nothing to ask
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (trimmed(texts[i].text).empty()) continue;
        asked.push_back(texts[i]);
        places.push_back(i);
    }
    if (asked.empty()) return moods;
    auto outside = model_->ask(asked, stop);
    for (std::size_t i = 0; i < asked.size(); ++i)
        moods[places[i]] = merged(std::move(moods[places[i]]), std::move(outside[i]));
    return moods;
}

std::shared_ptr<const Scorer> with_attached(std::shared_ptr<Attached> model,
                                            std::shared_ptr<const Scorer> built_in)
{
    if (!model) return built_in;
    return std::make_shared<ExternalScorer>(std::move(model), std::move(built_in));
}

}  // namespace narrowcast
