// SPDX-License-Identifier: Apache-2.0
// All of refine in order.
#include "narrowcast/refine.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace narrowcast {

namespace {

// A title's words cannot be underlined in the text.
void leave_title(Mood& mood, const Post& post)
{
    if (post.title.empty()) return;
    const std::size_t before = post.title.size() + 2;
    std::erase_if(mood.words, [&](const DecidingWord& word) { return word.begin < before; });
    for (DecidingWord& word : mood.words) {
        word.begin -= before;
        word.end -= before;
    }
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

std::string scored_text(const Post& post)
{
    return post.title.empty() ? post.text : post.title + ".\n" + post.text;
}

std::vector<Mood> Scorer::score_all(std::span<const Text> texts, const std::stop_token&) const
{
    std::vector<Mood> moods;
    moods.reserve(texts.size());
    for (const Text& each : texts)
        moods.push_back(score(each.text, each.language));
    return moods;
}

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

Refiner::Read Refiner::read(RawPost raw, const SourceConfig& source, Time first_seen)
{
    const bool names_network = !raw.network.empty();
    Post post = clean(std::move(raw), source.name, source.platform, first_seen);
    if (!names_network && !source.network.empty()) post.network = source.network;
    Dedupe::Twin twin = dedupe_.twin_of(post);
    std::vector<std::string> hints;
    for (const std::string& claimed : {post.language, source.language})
        if (!claimed.empty()) hints.push_back(claimed);
    hints.insert(hints.end(), languages_.begin(), languages_.end());
    post.language =
        language_of(post.title.empty() ? post.text : post.title + "\n" + post.text, hints);
    return {std::move(post), std::move(twin)};
}

RoutedPost Refiner::finish(Read read, Mood mood) const
{
    leave_title(mood, read.post);
    heed_stars(mood, read.post);
    mood.sure = mood.confidence >= sure_from_;
    return router_.route({std::move(read.post), std::move(mood)}, read.twin);
}

RoutedPost Refiner::refine(RawPost raw, const SourceConfig& source, Time first_seen)
{
    Read post = read(std::move(raw), source, first_seen);
    Mood mood = scorer_->score(scored_text(post.post), post.post.language);
    return finish(std::move(post), std::move(mood));
}

std::vector<RoutedPost> Refiner::refine_all(std::span<RawPost> raw, const SourceConfig& source,
                                            Time first_seen, const std::stop_token& stop)
{
    std::vector<Read> posts;
    for (RawPost& one : raw)
        posts.push_back(read(std::move(one), source, first_seen));
    return score(std::move(posts), stop);
}

std::vector<RoutedPost> Refiner::score(std::vector<Read> posts, const std::stop_token& stop) const
{
    std::vector<std::string> texts;
    for (const Read& one : posts)
        texts.push_back(scored_text(one.post));
    std::vector<Scorer::Text> asked;
    for (std::size_t i = 0; i < posts.size(); ++i)
        asked.push_back({texts[i], posts[i].post.language});
    std::vector<Mood> moods = scorer_->score_all(asked, stop);
    std::vector<RoutedPost> refined;
    for (std::size_t i = 0; i < posts.size(); ++i)
        refined.push_back(finish(std::move(posts[i]), std::move(moods[i])));
    return refined;
}

RoutedPost Refiner::route_again(RoutedPost stored) const
{
    const Dedupe::Twin twin{stored.twin_of, reason_of_twin(stored)};
    stored.mood.sure = stored.mood.confidence >= sure_from_;
    return router_.route({std::move(stored.post), std::move(stored.mood)}, twin);
}

std::vector<RoutedPost> Refiner::score_again(std::vector<RoutedPost> stored,
                                             const std::stop_token& stop) const
{
    std::vector<Read> posts;
    for (RoutedPost& one : stored) {
        Dedupe::Twin twin{one.twin_of, reason_of_twin(one)};
        posts.push_back({std::move(one.post), std::move(twin)});
    }
    return score(std::move(posts), stop);
}

void Refiner::remember(const Post& post) { dedupe_.remember(post); }

void Refiner::forget(std::string_view id) { dedupe_.forget(id); }

std::vector<RoutedPost> Refiner::reunite(std::vector<RoutedPost> twins)
{
    for (RoutedPost& twin : twins) {
        const Dedupe::Twin again = dedupe_.twin_of(twin.post);
        twin = router_.route({std::move(twin.post), std::move(twin.mood)}, again);
    }
    return twins;
}

}  // namespace narrowcast
