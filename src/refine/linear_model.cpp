// SPDX-License-Identifier: Apache-2.0
// A hashed linear model over n-grams.
#include "refine/linear_model.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::string_view magic = "NCNGRAM1";
constexpr std::size_t header = magic.size() + 4;
constexpr std::size_t weight_bytes = std::size_t{ngram_buckets} * 3;
constexpr std::size_t file_bytes = header + weight_bytes + pair_bits / 8;

using Sums = std::array<std::int32_t, 3>;

Sums summed(std::span<const Ngram> ngrams, const std::vector<LinearModel::Weights>& weights)
{
    Sums sums{};
    for (const Ngram& ngram : ngrams)
        for (std::size_t label = 0; label < 3; ++label)
            sums[label] += weights[ngram.bucket][label];
    return sums;
}

}  // namespace

double damping(std::size_t count)
{
    return count == 0 ? 0 : 1 / std::sqrt(static_cast<double>(count));
}

LinearModel::LinearModel(std::vector<Weights> weights, std::vector<std::uint8_t> pairs,
                         std::int32_t scale)
    : weights_{std::move(weights)}, pairs_{std::move(pairs)}, scale_{scale}
{
}

Result<LinearModel> LinearModel::load(const std::filesystem::path& file)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) return fail(Fault::refused, file.string() + ": " + error.message());
    std::ifstream in{file, std::ios::binary};
    std::array<char, header> beginning{};
    in.read(beginning.data(), header);
    if (size != file_bytes || !std::string_view{beginning.data(), header}.starts_with(magic))
        return fail(Fault::refused, file.string() + ": not a model of this version (" +
                                        std::to_string(size) + " bytes instead of " +
                                        std::to_string(file_bytes) +
                                        "); install the folder assets/sentiment again");
    std::uint32_t scale = 0;
    for (std::size_t i = 4; i-- > 0;)
        scale = scale * 256 + static_cast<unsigned char>(beginning[magic.size() + i]);
    if (scale == 0 || scale > std::numeric_limits<std::int32_t>::max())
        return fail(Fault::refused, file.string() + ": its scale is not positive");
    std::vector<Weights> weights(ngram_buckets);
    std::vector<std::uint8_t> pairs(pair_bits / 8);
    in.read(reinterpret_cast<char*>(weights.data()), weight_bytes);
    in.read(reinterpret_cast<char*>(pairs.data()), pair_bits / 8);
    if (!in) return fail(Fault::refused, file.string() + ": cannot be read");
    return LinearModel{std::move(weights), std::move(pairs), static_cast<std::int32_t>(scale)};
}

std::string LinearModel::bytes() const
{
    std::string bytes{magic};
    for (int shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>(scale_ >> shift & 0xFF);
    for (const Weights& weights : weights_)
        for (const std::int8_t weight : weights)
            bytes += static_cast<char>(weight);
    for (const std::uint8_t byte : pairs_)
        bytes += static_cast<char>(byte);
    return bytes;
}

LogOdds LinearModel::score(const Ngrams& ngrams) const
{
    const Sums words = summed(ngrams.words, weights_), letters = summed(ngrams.letters, weights_);
    const double of_words = damping(ngrams.words.size()) / scale_;
    const double of_letters = damping(ngrams.letters.size()) / scale_;
    LogOdds odds{};
    for (std::size_t label = 0; label < 3; ++label)
        odds[label] = words[label] * of_words + letters[label] * of_letters;
    return odds;
}

void LinearModel::shares(const Ngrams& ngrams, std::vector<double>& of_tokens) const
{
    of_tokens.assign(ngrams.tokens.size(), 0);
    const auto add = [&](std::span<const Ngram> all) {
        const double factor = damping(all.size()) / scale_;
        for (const Ngram& ngram : all) {
            const Weights& weights = weights_[ngram.bucket];
            const double half = (weights[2] - weights[0]) * factor / 2;
            of_tokens[ngram.token] += half;
            of_tokens[ngram.next] += half;
        }
    };
    add(ngrams.words);
    add(ngrams.letters);
}

double LinearModel::familiarity(const Ngrams& ngrams) const
{
    if (ngrams.pairs.empty()) return 0;
    std::size_t known = 0;
    for (const std::uint32_t pair : ngrams.pairs)
        known += pairs_[(pair & (pair_bits - 1)) / 8] >> (pair & 7) & 1;
    return static_cast<double>(known) / static_cast<double>(ngrams.pairs.size());
}

}  // namespace narrowcast
