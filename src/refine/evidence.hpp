// SPDX-License-Identifier: Apache-2.0
// What speaks for a mood in a text: scored words in their context, faces, punctuation.
#pragma once

#include "refine/lexicon.hpp"
#include "refine/links.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// A text, split once for all who read it. Views the text, which must outlive it; of one that is no
// UTF-8 it views a copy with a space for each wrong byte.
struct SplitText {
    SplitText() = default;
    explicit SplitText(std::string_view whole) { read(whole); }
    SplitText(const SplitText&) = delete;
    SplitText& operator=(const SplitText&) = delete;

    // Another text; allocates only if it is longer than those before.
    void read(std::string_view whole);

    // The link, mention or (if asked for) hashtag that byte is part of; nullptr if none.
    const Special* special_at(std::size_t byte, bool also_hashtags = false) const;

    std::string_view text;
    FoldedWords words;
    std::vector<Special> specials;  // in order, apart from each other

private:
    std::string mended_;
};

// A word, phrase or face that says something, with what negates it.
struct Hit {
    std::size_t begin = 0, end = 0;  // bytes of the text
    double value = 0;                // negated and scaled
    bool face = false;               // an emoji or emoticon
    bool negated = false;
};

struct Evidence {
    std::vector<Hit> hits;      // in the order of the text
    std::vector<char> negated;  // for each word: whether a negation reaches it
    std::size_t negations = 0, contrasts = 0;
};

Evidence evidence_in(const SplitText& split, const Lexicon& lexicon);
void find_evidence(const SplitText& split, const Lexicon& lexicon, Evidence& evidence);  // the same

// What part B of the scorer weighs; all within -1 and 1, or nearly.
enum Feature : std::size_t {
    constant,
    praise,
    complaint,
    balance,
    nothing_found,
    asks,
    ends_asking,
    asks_again,
    exclaims,
    exclaims_again,
    length,
    very_short,
    glad_faces,
    sad_faces,
    strongest_praise,
    strongest_complaint,
    first_sign,
    last_sign,
    praises,
    complaints,
    both,
    lesser_of_both,
    shouts,
    links,
    mentions,
    hashtags,
    numbers,
    trails_off,
    quotes,
    asks_nothing_found,
    links_nothing_found,
    negations,
    contrasts,
    feature_count
};
inline constexpr std::array<std::string_view, feature_count> feature_names{"constant",
                                                                           "praise",
                                                                           "complaint",
                                                                           "balance",
                                                                           "nothing_found",
                                                                           "asks",
                                                                           "ends_asking",
                                                                           "asks_again",
                                                                           "exclaims",
                                                                           "exclaims_again",
                                                                           "length",
                                                                           "very_short",
                                                                           "glad_faces",
                                                                           "sad_faces",
                                                                           "strongest_praise",
                                                                           "strongest_complaint",
                                                                           "first_sign",
                                                                           "last_sign",
                                                                           "praises",
                                                                           "complaints",
                                                                           "both",
                                                                           "lesser_of_both",
                                                                           "shouts",
                                                                           "links",
                                                                           "mentions",
                                                                           "hashtags",
                                                                           "numbers",
                                                                           "trails_off",
                                                                           "quotes",
                                                                           "asks_nothing_found",
                                                                           "links_nothing_found",
                                                                           "negations",
                                                                           "contrasts"};
using Features = std::array<double, feature_count>;
Features features_of(const SplitText& split, const Evidence& evidence);

// Replaces in `features` what the hits say by what they say without one of them.
void put_signs(const Evidence& evidence, std::size_t without, Features& features);

}  // namespace narrowcast
