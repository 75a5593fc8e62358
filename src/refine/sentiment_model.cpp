// SPDX-License-Identifier: Apache-2.0
// What was learned, read from assets/sentiment.
#include "refine/sentiment_model.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

namespace narrowcast {

namespace {

std::optional<LogOdds> numbers_in(const std::vector<std::string_view>& columns)
{
    if (columns.size() != 5) return {};
    LogOdds numbers{};
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string_view column = columns[i + 2];
        const auto [end, error] =
            std::from_chars(column.data(), column.data() + column.size(), numbers[i]);
        if (error != std::errc{} || end != column.data() + column.size() ||
            !std::isfinite(numbers[i]))
            return {};
    }
    return numbers;
}

bool set(Weights& weights, std::string_view name, const LogOdds& numbers)
{
    if (name == "offset") {
        weights.offset = numbers;
    } else if (name == "gate") {
        weights.gate = {numbers[0], numbers[1]};
    } else if (name == "temperature") {
        weights.temperature = numbers[0];
    } else {
        const auto feature = std::find(feature_names.begin(), feature_names.end(), name);
        if (feature == feature_names.end()) return false;
        weights.features[static_cast<std::size_t>(feature - feature_names.begin())] = numbers;
    }
    return true;
}

void append_row(std::string& text, std::string_view group, std::string_view name,
                const LogOdds& numbers)
{
    text.append(group).append("\t").append(name);
    for (const double number : numbers) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                       std::chars_format::fixed, 4)
                             .ptr;
        text += '\t';
        text.append(digits.data(), end);
    }
    text += '\n';
}

}  // namespace

std::string_view weighed_as(std::string_view language)
{
    const std::string_view primary = language.substr(0, language.find('-'));
    const auto found = std::find(weighed_languages.begin(), weighed_languages.end(), primary);
    return found == weighed_languages.end() ? "any" : *found;
}

std::string_view ngram_group_of(std::string_view language)
{
    const std::string_view weighed = weighed_as(language);
    for (const std::string_view group : ngram_groups)
        if (group.find(weighed) != group.npos) return group;  // none is part of another's name
    return "";
}

Result<AllWeights> load_weights(const std::filesystem::path& file)
{
    std::ifstream in{file};
    AllWeights all;
    std::map<std::string, std::size_t, std::less<>> rows;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        const auto columns = split(line, '\t');
        const auto numbers = numbers_in(columns);
        if (!numbers || !set(all[std::string{columns[0]}], columns[1], *numbers))
            return fail(Fault::refused, file.string() + ":" + std::to_string(number) +
                                            ": not a language, a name and three numbers");
        ++rows[std::string{columns[0]}];
    }
    const auto features = all.extract("all");
    for (const std::string_view language : weighed_languages) {
        const auto weights = all.find(language);
        const bool complete = rows["all"] == feature_count && rows[std::string{language}] == 3;
        if (!complete || !(weights->second.temperature > 0))
            return fail(Fault::refused, file.string() + ": not all weights for " +
                                            std::string{language} +
                                            "; install the folder assets/sentiment again");
        weights->second.features = features.mapped().features;
    }
    return all;
}

std::string written(const AllWeights& weights)
{
    std::string text =
        "# How much each feature of a text (part B), and the n-grams (part A, \"gate\": from the "
        "first number\n# for unfamiliar texts to the second) speak for each label. Written by "
        "narrowcast-train; see MODEL_CARD.md.\n# language\tname\tnegative\tneutral\tpositive\n";
    for (std::size_t i = 0; i < feature_count && !weights.empty(); ++i)
        append_row(text, "all", feature_names[i], weights.begin()->second.features[i]);
    for (const auto& [language, each] : weights) {
        append_row(text, language, "offset", each.offset);
        append_row(text, language, "gate", {each.gate.low, each.gate.high, 0});
        append_row(text, language, "temperature", {each.temperature, 0, 0});
    }
    return text;
}

LogOdds feature_odds(const Weights& weights, const Features& features)
{
    LogOdds odds{};
    for (std::size_t i = 0; i < feature_count; ++i)
        if (features[i] != 0)
            for (std::size_t label = 0; label < 3; ++label)
                odds[label] += weights.features[i][label] * features[i];
    return odds;
}

double gate_of(const Weights& weights, double familiarity)
{
    return std::max(0.0, weights.gate.low + (weights.gate.high - weights.gate.low) * familiarity);
}

const Lexicon& SentimentModel::lexicon(std::string_view language) const
{
    const auto found = lexicons.find(language.substr(0, language.find('-')));
    return found == lexicons.end() ? lexicons.find("any")->second : found->second;
}

Result<std::shared_ptr<const SentimentModel>> load_sentiment_model(
    const std::filesystem::path& folder)
{
    auto model = std::make_shared<SentimentModel>();
    model->lexicons = TRY(load_lexicons(folder / "lexicons"));
    model->weights = TRY(load_weights(folder / "weights.tsv"));
    for (const std::string_view group : ngram_groups) {
        LinearModel ngrams = TRY(LinearModel::load(folder / (std::string{group} + ".ngrams")));
        model->ngrams.emplace(group, std::move(ngrams));
    }
    return model;
}

}  // namespace narrowcast
