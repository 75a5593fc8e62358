// SPDX-License-Identifier: Apache-2.0
// What speaks for a mood in a text.
#include "refine/evidence.hpp"

#include "refine/links.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {

namespace {

constexpr double turned = -0.7;        // "not good" is not as bad as "bad" is
constexpr std::size_t reach = 4;       // words a negation reaches on
constexpr std::size_t reach_back = 3;  // and back: "werkt nu al niet"

class Reader {
public:
    Reader(std::string_view text, const Lexicon& lexicon)
        : text_{text}, lexicon_{lexicon}, words_{text}, specials_{specials_of(text)}
    {
    }

    Evidence read()
    {
        for (std::size_t i = 0; i < words_.size();)
            i += read_at(i);
        read_faces();
        std::sort(evidence_.hits.begin(), evidence_.hits.end(),
                  [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
        for (const Hit& hit : evidence_.hits)
            (hit.value > 0 ? evidence_.positive : evidence_.negative) += std::abs(hit.value);
        evidence_.words = words_.size();
        evidence_.asks = text_.find('?') != text_.npos;
        evidence_.exclaims = text_.find('!') != text_.npos;
        return std::move(evidence_);
    }

private:
    // Reads what begins at word `i`; returns of how many words it consists.
    std::size_t read_at(std::size_t i)
    {
        if (i > 0 && ends_clause(i)) {
            negated_ = 0;
            scale_ = 1;
            clause_ = i;
        }
        if (is_special(words_.place(i).begin)) return 1;
        const Lexicon::Found found = lexicon_.at(words_, i);
        if (found.meaning == nullptr)
            scale_ = 1;
        else if (found.meaning->effect != Effect::none && !stands_alone(i, found))
            apply(*found.meaning, i, found.words);
        else if (found.meaning->scored && found.meaning->score != 0)
            hit(*found.meaning, i, found.words);
        negated_ -= std::min(negated_, found.words);
        return found.words;
    }

    // "super" in "super!" speaks for itself, in "super slecht" it makes the next word stronger.
    bool stands_alone(std::size_t i, const Lexicon::Found& found) const
    {
        if (!found.meaning->scored || found.meaning->effect != Effect::scales) return false;
        const std::size_t next = i + found.words;
        if (next >= words_.size() || ends_clause(next)) return true;
        const Lexicon::Found follower = lexicon_.at(words_, next);
        return follower.meaning == nullptr || !follower.meaning->scored;
    }

    void apply(const Meaning& meaning, std::size_t i, std::size_t length)
    {
        switch (meaning.effect) {
            case Effect::negates_before:
                if (turned_before(i)) return;
                [[fallthrough]];
            case Effect::negates:
                negated_ = reach + length;
                negator_ = words_.place(i).begin;
                break;
            case Effect::contrasts:
                for (Hit& earlier : evidence_.hits)
                    earlier.value *= 0.7;
                negated_ = 0;
                clause_ = i;
                break;
            case Effect::scales:
                scale_ *= meaning.factor;
                break;
            case Effect::none:
                break;
        }
    }

    void hit(const Meaning& meaning, std::size_t i, std::size_t length)
    {
        Hit hit{words_.place(i).begin, words_.place(i + length - 1).end,
                meaning.score * scale_ * (is_shouted(i) ? 1.2 : 1)};
        if (negated_ > 0) {
            hit.value *= turned;
            hit.begin = negator_;
            negated_ = 0;
        }
        scale_ = 1;
        last_hit_ = i + length - 1;
        evidence_.hits.push_back(hit);
    }

    // "Dat vind ik leuk niet" does not occur, "het werkt niet" does: turns the praise just before,
    // unless something to negate follows.
    bool turned_before(std::size_t i)
    {
        if (evidence_.hits.empty() || last_hit_ < clause_ || i > last_hit_ + reach_back ||
            evidence_.hits.back().value < 0 || praise_follows(i))
            return false;
        evidence_.hits.back().value *= turned;
        evidence_.hits.back().end = words_.place(i).end;
        return true;
    }

    bool praise_follows(std::size_t i) const
    {
        for (std::size_t next = i + 1; next < std::min(i + 1 + reach, words_.size()); ++next) {
            if (ends_clause(next)) return false;
            const Lexicon::Found found = lexicon_.at(words_, next);
            if (found.meaning != nullptr && found.meaning->scored) return true;
        }
        return false;
    }

    bool ends_clause(std::size_t i) const
    {
        const std::size_t from = words_.place(i - 1).end;
        const std::string_view gap = text_.substr(from, words_.place(i).begin - from);
        return gap.find_first_of(".,;:!?\n()") != gap.npos;
    }

    bool is_shouted(std::size_t i) const
    {
        const lib::Word& word = words_.place(i);
        const std::string_view written = text_.substr(word.begin, word.end - word.begin);
        return written.size() > 2 && std::all_of(written.begin(), written.end(),
                                                 [](char c) { return c >= 'A' && c <= 'Z'; });
    }

    bool is_special(std::size_t byte) const
    {
        return std::any_of(specials_.begin(), specials_.end(), [&](const Special& special) {
            return special.kind != Special::Kind::hashtag && byte >= special.begin &&
                   byte < special.end;
        });
    }

    static bool is_word_byte(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               static_cast<unsigned char>(c) >= 0xC3;
    }

    // The longest face at `at` that is no part of a word, a time or an address; 0: none.
    std::size_t face_at(std::size_t at, double& value) const
    {
        for (std::size_t length = std::min(lexicon_.longest_emoticon(), text_.size() - at);
             length > 1; --length) {
            value = lexicon_.emoticon(text_.substr(at, length));
            if (value == 0) continue;
            const bool glued_before =
                at > 0 && is_word_byte(text_[at]) && is_word_byte(text_[at - 1]);
            const std::size_t after = at + length;
            const bool glued_after =
                after < text_.size() && (is_word_byte(text_[after]) || text_[after] == '/');
            if (!glued_before && !glued_after) return length;
        }
        return 0;
    }

    void read_faces()
    {
        for (std::size_t at = 0; at + 1 < text_.size(); ++at) {
            if (!lexicon_.begins_emoticon(text_[at])) continue;
            double value = 0;
            const std::size_t length = face_at(at, value);
            if (length == 0 || is_special(at)) continue;
            evidence_.hits.push_back({at, at + length, value});
            at += length - 1;
        }
    }

    std::string_view text_;
    const Lexicon& lexicon_;
    FoldedWords words_;
    std::vector<Special> specials_;
    Evidence evidence_;
    std::size_t negated_ = 0;   // words that are still negated
    std::size_t negator_ = 0;   // where that began
    std::size_t clause_ = 0;    // first word of this clause
    std::size_t last_hit_ = 0;  // word
    double scale_ = 1;
};

}  // namespace

Evidence evidence_in(std::string_view text, const Lexicon& lexicon)
{
    return Reader{text, lexicon}.read();
}

Features features_of(const Evidence& evidence)
{
    const double p = evidence.positive, n = evidence.negative;
    const bool silent = evidence.hits.empty();
    return {1,
            p / (0.7 + p),
            n / (0.7 + n),
            (p - n) / (0.7 + p + n),
            silent ? 1.0 : 0.0,
            evidence.asks ? 1.0 : 0.0,
            evidence.exclaims ? 1.0 : 0.0,
            std::log1p(static_cast<double>(evidence.words)) / 4};
}

}  // namespace narrowcast
