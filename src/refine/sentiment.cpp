// SPDX-License-Identifier: Apache-2.0
// The mood of a text: parts A and B added as log-odds, turned into chances, and what decided.
#include "narrowcast/refine.hpp"
#include "refine/local_table.hpp"
#include "refine/own_words.hpp"
#include "refine/sentiment_model.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace narrowcast {

namespace {

constexpr std::size_t most_words = 3;
// Of all that speaks; less decided nothing. A word that no list knows needs more: what it hints at
// is plain to the numbers rather than to a reader.
constexpr double least_share = 0.04, least_unlisted = 0.15;
// Hits of a text that are asked what they add; in one with more, none decides alone.
constexpr std::size_t most_asked = 200;

// A stretch of the text, and how much it speaks for positive (above 0) or negative.
struct Span {
    std::size_t begin = 0, end = 0;
    double share = 0;
    bool listed = true;
};

double polarity(const LogOdds& odds) { return odds[2] - odds[0]; }

// All that is known of a text while it is scored. Used again and again: only a text longer than
// those before allocates.
struct Reading {
    const Weights* weights = nullptr;
    const LinearModel* ngram_model = nullptr;  // nullptr: part B only
    SplitText split;
    Evidence evidence;
    Features features{};
    Ngrams ngrams;
    double gate = 0;
    std::vector<double> shares;  // of tokens
    std::vector<Span> spans;
};

// Whether a reader understands why a word outside the word lists is underlined: an emoji or a word
// of some length, no link, number or mark.
bool can_be_underlined(std::string_view text, const Token& token)
{
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    const bool number = word.find_first_of("0123456789") != word.npos;
    return word.size() > 3 && !number && !word.starts_with("http") && word[0] != '@' &&
           word.find_first_not_of("!?.") != word.npos;
}

// Whether there is a word or face of the author's own. What links and handles look like is no
// reason to be sure.
bool says_anything(const Reading& reading)
{
    if (!reading.evidence.hits.empty()) return true;
    for (std::size_t i = 0; i < reading.split.words.size(); ++i)
        if (reading.split.special_at(reading.split.words.place(i).begin) == nullptr) return true;
    return false;
}

// What each hit adds: the polarity of part B with it less that without it.
void put_spans_of_hits(Reading& reading)
{
    reading.spans.clear();
    const double whole = polarity(feature_odds(*reading.weights, reading.features));
    const std::size_t asked = std::min(reading.evidence.hits.size(), most_asked);
    for (std::size_t i = 0; i < asked; ++i) {
        Features without = reading.features;
        put_signs(reading.evidence, i, without);
        const Hit& hit = reading.evidence.hits[i];
        reading.spans.push_back(
            {hit.begin, hit.end, whole - polarity(feature_odds(*reading.weights, without))});
    }
}

// Adds what the n-grams of each token say: to the hit it is part of, else as its own stretch. A
// neutral text has no such stretches: that nothing speaks for a mood cannot be underlined.
void add_tokens(Reading& reading, Label label)
{
    std::vector<Span>& spans = reading.spans;
    const std::size_t hits = spans.size();
    for (std::size_t i = 0; i < reading.shares.size(); ++i) {
        const Token& token = reading.ngrams.tokens[i];
        const auto end = spans.begin() + static_cast<std::ptrdiff_t>(hits);
        const auto hit = std::find_if(spans.begin(), end, [&](const Span& span) {
            return token.begin < span.end && span.begin < token.end;
        });
        if (hit != end)
            hit->share += reading.shares[i];
        else if (label != Label::neutral && can_be_underlined(reading.split.text, token))
            spans.push_back({token.begin, token.end, reading.shares[i], false});
    }
}

// The strongest stretches that agree with the label; of a neutral text the strongest either way.
std::vector<DecidingWord> deciding(std::vector<Span>& spans, Label label)
{
    double total = 0;
    for (const Span& span : spans)
        total += std::abs(span.share);
    std::erase_if(spans, [&](const Span& span) {
        return std::abs(span.share) <= total * (span.listed ? least_share : least_unlisted) ||
               (label != Label::neutral && (span.share > 0) != (label == Label::positive));
    });
    std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
        return std::abs(a.share) > std::abs(b.share);
    });
    std::vector<DecidingWord> words;
    for (const Span& span : spans) {
        const bool overlaps = std::any_of(words.begin(), words.end(), [&](const auto& word) {
            return span.begin < word.end && word.begin < span.end;
        });
        if (words.size() < most_words && !overlaps)
            words.push_back({span.begin, span.end, span.share / total});
    }
    return words;
}

class SentimentScorer final : public Scorer {
public:
    SentimentScorer(std::shared_ptr<const SentimentModel> model, OwnWords own, LocalTable local)
        : model_{std::move(model)}, own_{std::move(own)}, local_{std::move(local)}
    {
    }

    Mood score(std::string_view text, std::string_view language) const override
    {
        thread_local Reading reading;
        read(text, language, reading);
        auto chances = softmax(odds_of(reading));
        if (!says_anything(reading))
            for (double& chance : chances)
                chance = (chance + 1.0 / 3) / 2;
        Mood mood;
        mood.label =
            static_cast<Label>(std::max_element(chances.begin(), chances.end()) - chances.begin());
        mood.score = chances[2] - chances[0];
        mood.confidence = chances[static_cast<std::size_t>(mood.label)];
        mood.language = language;
        mood.words = words_of(reading, mood.label);
        return mood;
    }

    LocalTable::Example example_of(const Correction& correction) const
    {
        Reading reading;
        read(correction.text, correction.language, reading);
        const LogOdds odds = odds_of(reading);
        return {std::move(reading.ngrams), odds, correction.label};
    }

private:
    void read(std::string_view text, std::string_view language, Reading& reading) const
    {
        const auto ngram_model = model_->ngrams.find(ngram_group_of(language));
        reading.weights = &model_->weights.find(weighed_as(language))->second;
        reading.ngram_model = ngram_model == model_->ngrams.end() ? nullptr : &ngram_model->second;
        reading.gate = 0;
        reading.split.read(text);
        own_.ignore_names(reading.split);
        find_evidence(reading.split, model_->lexicon(language), reading.evidence);
        own_.add_hits(reading.split, reading.evidence);
        reading.features = features_of(reading.split, reading.evidence);
        ngrams_in(reading.split, reading.evidence, reading.ngrams);
    }

    LogOdds odds_of(Reading& reading) const
    {
        LogOdds odds = feature_odds(*reading.weights, reading.features);
        LogOdds of_ngrams{};
        if (reading.ngram_model != nullptr) {
            reading.gate =
                gate_of(*reading.weights, reading.ngram_model->familiarity(reading.ngrams));
            of_ngrams = reading.ngram_model->score(reading.ngrams);
        }
        const LogOdds of_corrections = local_.score(reading.ngrams);
        for (std::size_t label = 0; label < 3; ++label)
            odds[label] = (odds[label] + reading.gate * of_ngrams[label] +
                           reading.weights->offset[label] + of_corrections[label]) /
                          reading.weights->temperature;
        return odds;
    }

    std::vector<DecidingWord> words_of(Reading& reading, Label label) const
    {
        put_spans_of_hits(reading);
        reading.shares.assign(reading.ngrams.tokens.size(), 0);
        if (reading.ngram_model != nullptr)
            reading.ngram_model->shares(reading.ngrams, reading.shares);
        for (double& share : reading.shares)
            share *= reading.gate;
        local_.add_shares(reading.ngrams, reading.shares);
        add_tokens(reading, label);
        return deciding(reading.spans, label);
    }

    std::shared_ptr<const SentimentModel> model_;
    OwnWords own_;
    LocalTable local_;
};

}  // namespace

std::shared_ptr<const Scorer> make_scorer(std::shared_ptr<const SentimentModel> model,
                                          const SentimentConfig& config,
                                          std::span<const Correction> corrections)
{
    OwnWords own{config};
    const SentimentScorer without{model, own, {}};
    std::vector<LocalTable::Example> examples;
    for (const Correction& correction : corrections)
        examples.push_back(without.example_of(correction));
    return std::make_shared<SentimentScorer>(std::move(model), std::move(own),
                                             LocalTable::learned(examples));
}

Result<std::shared_ptr<const Scorer>> load_scorer(const std::filesystem::path& folder)
{
    return make_scorer(TRY(load_sentiment_model(folder)), {}, {});
}

}  // namespace narrowcast
