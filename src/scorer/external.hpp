// SPDX-License-Identifier: Apache-2.0
// A heavier scorer outside, with the built-in one behind it; docs/scorers.md is for those who
// write one.
#pragma once

#include "narrowcast/refine.hpp"
#include "scorer/attached.hpp"

#include <memory>

namespace narrowcast {

// Asks the attached model; the built-in scorer serves where it gives no usable answer, and
// underlines where it agrees on the label and the model names no words. One thread at a time, also
// for all that share a model.
class ExternalScorer final : public Scorer {
public:
    ExternalScorer(std::shared_ptr<Attached> model, std::shared_ptr<const Scorer> built_in);

    Mood score(std::string_view text, std::string_view language) const override;
    std::vector<Mood> score_all(std::span<const Text> texts,
                                const std::stop_token& stop) const override;

private:
    std::shared_ptr<Attached> model_;
    std::shared_ptr<const Scorer> built_in_;
};

// `built_in` itself when there is no model.
std::shared_ptr<const Scorer> with_attached(std::shared_ptr<Attached> model,
                                            std::shared_ptr<const Scorer> built_in);

}  // namespace narrowcast
