// SPDX-License-Identifier: Apache-2.0
#include "scorer/onnx/tokens.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace narrowcast::scorer {
namespace {

constexpr std::int64_t begin_of_text = 0, end_of_text = 2, unknown_token = 3;
constexpr std::int64_t shift = 1;

constexpr std::array<std::string_view, 3> moods{"neg", "neu", "pos"};

std::optional<std::size_t> mood_named(std::string_view label)
{
    const std::string name = ascii_lower(trimmed(label));
    for (std::size_t i = 0; i < moods.size(); ++i)
        if (name.starts_with(moods[i])) return i;
    return {};
}

Result<std::vector<std::string>> labels_in(const Json& config)
{
    const auto names = config.find("id2label");
    if (names == config.end() || !names->is_object())
        return fail(Fault::refused,
                    "config.json has no \"id2label\"; say the model's labels in "
                    "their order with --labels");
    std::vector<std::string> labels(names->size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto name = names->find(std::to_string(i));
        if (name != names->end() && name->is_string()) labels[i] = name->get<std::string>();
    }
    return labels;
}

Result<void> check_kind(const Json& config)
{
    const auto kind = config.find("model_type");
    const std::string name =
        kind != config.end() && kind->is_string() ? kind->get<std::string>() : "";
    if (name == "xlm-roberta") return {};
    return fail(Fault::refused, "config.json: \"model_type\" is \"" + name +
                                    "\", but only tokens of xlm-roberta are known here");
}

}  // namespace

std::vector<std::int64_t> xlm_roberta_ids(std::span<const int> pieces, int unknown,
                                          std::size_t most)
{
    std::vector<std::int64_t> ids{begin_of_text};
    for (const int piece :
         pieces.first(std::min(pieces.size(), std::max<std::size_t>(most, 2) - 2)))
        ids.push_back(piece == unknown ? unknown_token : piece + shift);
    ids.push_back(end_of_text);
    return ids;
}

Result<std::array<std::size_t, 3>> label_places(std::string_view config_json,
                                                std::string_view labels)
{
    const Json config = TRY(parse_json(config_json));
    if (!config.is_object()) return fail(Fault::refused, "config.json is no JSON object");
    TRY(check_kind(config));
    std::vector<std::string> names;
    if (labels.empty())
        names = TRY(labels_in(config));
    else
        for (const std::string_view label : split(labels, ','))
            names.emplace_back(label);
    std::array<std::optional<std::size_t>, 3> places;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (const auto mood = mood_named(names[i])) places[*mood] = i;
    if (names.size() != 3 || !places[0] || !places[1] || !places[2])
        return fail(Fault::refused,
                    "the model's labels are \"" + joined(names, "\", \"") +
                        "\", but negative, neutral and positive are needed; if they mean these, "
                        "say so in their order: --labels negative,neutral,positive");
    return std::array{*places[0], *places[1], *places[2]};
}

std::array<double, 3> chances_of(std::span<const float> logits,
                                 const std::array<std::size_t, 3>& places)
{
    std::array<double, 3> chances{};
    const double highest = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i)
        sum += chances[i] = std::exp(static_cast<double>(logits[places[i]]) - highest);
    for (double& chance : chances)
        chance /= sum;
    return chances;
}

std::string as_in_tweets(std::string_view text)
{
    std::string masked;
    for (const std::string_view word : split(text, ' ')) {
        if (!masked.empty() || word.data() != text.data()) masked += ' ';
        if (word.size() > 1 && word.front() == '@')
            masked += "@user";
        else if (word.starts_with("http"))
            masked += "http";
        else
            masked += word;
    }
    return masked;
}

}  // namespace narrowcast::scorer
