// SPDX-License-Identifier: Apache-2.0
// What a Hugging Face export of an XLM-RoBERTa classifier expects around its model. Pure.
#pragma once

#include "narrowcast/base/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::scorer {

// Numbers of SentencePiece as those of the model, between <s> and </s>, at most `most` of them
// (2 at least): fairseq put four symbols of its own at the front, which are three of
// SentencePiece's in another order and one more.
std::vector<std::int64_t> xlm_roberta_ids(std::span<const int> pieces, int unknown,
                                          std::size_t most);

inline constexpr std::int64_t padding = 1;  // the number of <pad>

// Which output of the model is negative, neutral and positive, from the text of its config.json, or
// from `labels` ("negative,neutral,positive", in the model's order) unless that is empty.
// Fault::refused: another kind of model, or labels that say nothing of moods.
Result<std::array<std::size_t, 3>> label_places(std::string_view config_json,
                                                std::string_view labels);

// Outputs of the model for one text as chances of negative, neutral and positive.
std::array<double, 3> chances_of(std::span<const float> logits,
                                 const std::array<std::size_t, 3>& places);

// As models of tweets saw them in training: "@user" for each handle, "http" for each link.
std::string as_in_tweets(std::string_view text);

}  // namespace narrowcast::scorer
