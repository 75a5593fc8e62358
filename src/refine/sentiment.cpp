// SPDX-License-Identifier: Apache-2.0
// The mood of a text from word lists: evidence, weighed by a calibration that was measured.
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "refine/evidence.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::size_t most_words = 3;

// Softmax weights of negative, neutral, positive: a multinomial logistic regression.
using Weights = std::array<Features, 3>;
using Calibration = std::map<std::string, Weights, std::less<>>;  // by language, and "any"

std::array<double, 3> chances(const Weights& weights, const Features& features)
{
    std::array<double, 3> chance{};
    double sum = 0;
    for (std::size_t label = 0; label < 3; ++label) {
        double z = 0;
        for (std::size_t i = 0; i < feature_count; ++i)
            z += weights[label][i] * features[i];
        sum += chance[label] = std::exp(std::clamp(z, -30.0, 30.0));
    }
    for (double& c : chance)
        c /= sum;
    return chance;
}

// The strongest words that agree with the label; of a neutral text the strongest either way.
std::vector<DecidingWord> deciding(std::vector<Hit> hits, Label label)
{
    double total = 0;
    for (const Hit& hit : hits)
        total += std::abs(hit.value);
    if (label != Label::neutral)
        std::erase_if(
            hits, [&](const Hit& hit) { return (hit.value > 0) != (label == Label::positive); });
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return std::abs(a.value) > std::abs(b.value);
    });
    std::vector<DecidingWord> words;
    for (const Hit& hit : hits) {
        const bool overlaps = std::any_of(words.begin(), words.end(), [&](const auto& word) {
            return hit.begin < word.end && word.begin < hit.end;
        });
        if (words.size() < most_words && !overlaps)
            words.push_back({hit.begin, hit.end, hit.value / total});
    }
    return words;
}

class LexiconScorer final : public Scorer {
public:
    LexiconScorer(Lexicons lexicons, Calibration calibration)
        : lexicons_{std::move(lexicons)}, calibration_{std::move(calibration)}
    {
    }

    Mood score(std::string_view text, std::string_view language) const override
    {
        const std::string_view primary = language.substr(0, language.find('-'));
        auto lexicon = lexicons_.find(primary);
        if (lexicon == lexicons_.end()) lexicon = lexicons_.find("any");
        auto weights = calibration_.find(primary);
        if (weights == calibration_.end()) weights = calibration_.find("any");
        Evidence evidence = evidence_in(text, lexicon->second);
        const auto chance = chances(weights->second, features_of(evidence));
        const auto most = std::max_element(chance.begin(), chance.end()) - chance.begin();
        Mood mood;
        mood.label = evidence.hits.empty() ? Label::neutral : static_cast<Label>(most);
        mood.score = evidence.hits.empty() ? 0 : chance[2] - chance[0];
        mood.confidence = chance[static_cast<std::size_t>(mood.label)];
        mood.language = language;
        mood.words = deciding(std::move(evidence.hits), mood.label);
        return mood;
    }

private:
    Lexicons lexicons_;
    Calibration calibration_;
};

std::optional<Features> weights_in(const std::vector<std::string_view>& columns)
{
    if (columns.size() != feature_count + 2) return {};
    Features weights{};
    for (std::size_t i = 0; i < feature_count; ++i) {
        const std::string_view column = columns[i + 2];
        const auto [end, error] =
            std::from_chars(column.data(), column.data() + column.size(), weights[i]);
        if (error != std::errc{} || end != column.data() + column.size()) return {};
    }
    return weights;
}

Result<Calibration> load_calibration(const std::filesystem::path& file)
{
    std::ifstream in{file};
    Calibration calibration;
    std::string line;
    constexpr auto labels = names_of(Label{});
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        const auto columns = split(line, '\t');
        const auto weights = weights_in(columns);
        const auto label =
            weights ? std::find(labels.begin(), labels.end(), columns[1]) : labels.end();
        if (label == labels.end())
            return fail(Fault::refused, file.string() + ":" + std::to_string(number) +
                                            ": not a language, a label and its weights");
        const auto row = static_cast<std::size_t>(label - labels.begin());
        calibration[std::string{columns[0]}][row] = *weights;
    }
    if (!calibration.contains("any"))
        return fail(Fault::refused,
                    file.string() + ": no weights for 'any'; install the file again");
    return calibration;
}

}  // namespace

Result<std::unique_ptr<Scorer>> load_lexicon_scorer(const std::filesystem::path& folder)
{
    Lexicons lexicons = TRY(load_lexicons(folder));
    Calibration calibration = TRY(load_calibration(folder / "calibration.tsv"));
    return std::make_unique<LexiconScorer>(std::move(lexicons), std::move(calibration));
}

}  // namespace narrowcast
