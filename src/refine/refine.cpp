// SPDX-License-Identifier: Apache-2.0
// All of refine in order.
#include "narrowcast/refine.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace narrowcast {

namespace {

// A title is read as the sentence before the text; its words cannot be underlined in the text.
Mood mood_of(const Post& post, const Scorer& scorer)
{
    if (post.title.empty()) return scorer.score(post.text, post.language);
    Mood mood = scorer.score(post.title + ".\n" + post.text, post.language);
    const std::size_t before = post.title.size() + 2;
    std::erase_if(mood.words, [&](const DecidingWord& word) { return word.begin < before; });
    for (DecidingWord& word : mood.words) {
        word.begin -= before;
        word.end -= before;
    }
    return mood;
}

// Stars are the author's own verdict: 1 and 2 are negative, 4 and 5 positive, whatever the words.
void heed_stars(Mood& mood, const Post& post)
{
    if (!post.rating) return;
    mood.score = (*post.rating - 3) / 2;
    mood.label = mood.score <= -0.25  ? Label::negative
                 : mood.score >= 0.25 ? Label::positive
                                      : Label::neutral;
    mood.confidence = std::max(mood.confidence, 0.9);
    std::erase_if(mood.words, [&](const DecidingWord& word) {
        return mood.label != Label::neutral && (word.share > 0) != (mood.score > 0);
    });
}

// As the router said it; "" where another objection came before it.
std::string reason_of_twin(const RoutedPost& stored)
{
    constexpr std::string_view verdict = "not shown: ";
    for (const std::string& sentence : stored.trace)
        if (!stored.twin_of.empty() && sentence.starts_with(verdict) &&
            sentence.ends_with(stored.twin_of))
            return sentence.substr(verdict.size());
    return {};
}

}  // namespace

Refiner::Refiner(const WallConfig& config, std::shared_ptr<const Scorer> scorer, Router router)
    : languages_{config.languages},
      sure_from_{config.look.sure_from},
      scorer_{std::move(scorer)},
      router_{std::move(router)}
{
}

Result<Refiner> Refiner::make(const WallConfig& config, std::shared_ptr<const Scorer> scorer)
{
    Router router = TRY(Router::make(config));
    return Refiner{config, std::move(scorer), std::move(router)};
}

RoutedPost Refiner::refine(RawPost raw, const SourceConfig& source, Time first_seen)
{
    const bool names_network = !raw.network.empty();
    Post post = clean(std::move(raw), source.name, source.platform, first_seen);
    if (!names_network && !source.network.empty()) post.network = source.network;
    const Dedupe::Twin twin = dedupe_.twin_of(post);
    std::vector<std::string> hints;
    for (const std::string& claimed : {post.language, source.language})
        if (!claimed.empty()) hints.push_back(claimed);
    hints.insert(hints.end(), languages_.begin(), languages_.end());
    post.language =
        language_of(post.title.empty() ? post.text : post.title + "\n" + post.text, hints);
    Mood mood = mood_of(post, *scorer_);
    heed_stars(mood, post);
    mood.sure = mood.confidence >= sure_from_;
    return router_.route({std::move(post), std::move(mood)}, twin);
}

RoutedPost Refiner::route_again(RoutedPost stored) const
{
    const Dedupe::Twin twin{stored.twin_of, reason_of_twin(stored)};
    stored.mood.sure = stored.mood.confidence >= sure_from_;
    return router_.route({std::move(stored.post), std::move(stored.mood)}, twin);
}

void Refiner::remember(const Post& post) { dedupe_.remember(post); }

}  // namespace narrowcast
