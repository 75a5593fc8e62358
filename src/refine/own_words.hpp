// SPDX-License-Identifier: Apache-2.0
// The company's own words in the scorer: some that say more here than elsewhere, and names that
// say nothing although their words do ("Top" in a brand).
#pragma once

#include "narrowcast/config.hpp"
#include "refine/evidence.hpp"

namespace narrowcast {

class OwnWords {
public:
    OwnWords() = default;
    explicit OwnWords(const SentimentConfig& config);

    // Makes what stands in a name to be ignored as wordless as a mention.
    void ignore_names(SplitText& split) const;

    // Adds the company's words to the evidence; they win over what the word lists say there.
    void add_hits(const SplitText& split, Evidence& evidence) const;

private:
    Lexicon words_, names_;
    bool any_words_ = false, any_names_ = false;
};

}  // namespace narrowcast
