// SPDX-License-Identifier: Apache-2.0
// What speaks for a mood in a text.
#include "refine/evidence.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <iterator>

namespace narrowcast {

namespace {

constexpr double turned = -0.7;                 // "not good" is not as bad as "bad" is
constexpr std::size_t reach = 4;                // words a negation reaches on
constexpr double strongest = 4;                 // "heel heel heel heel goed" is no better than this
constexpr std::size_t reach_back = 3;           // and back: "werkt nu al niet"
constexpr std::ptrdiff_t most_contrasts = 200;  // what is left after so many is nothing

class Reader {
public:
    Reader(const SplitText& split, const Lexicon& lexicon, Evidence& evidence)
        : split_{split},
          text_{split.text},
          lexicon_{lexicon},
          words_{split.words},
          evidence_{evidence}
    {
        evidence_.hits.clear();
        evidence_.negated.assign(words_.size(), 0);
        evidence_.negations = evidence_.contrasts = 0;
    }

    void read()
    {
        for (std::size_t i = 0; i < words_.size();)
            i += read_at(i);
        weaken_what_was_contrasted();
        read_faces();
        std::sort(evidence_.hits.begin(), evidence_.hits.end(),
                  [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
    }

private:
    // Reads what begins at word `i`; returns of how many words it consists.
    std::size_t read_at(std::size_t i)
    {
        if (i > 0 && ends_clause(i)) {
            negated_ = marked_ = 0;
            scale_ = 1;
            clause_ = i;
        }
        if (split_.special_at(words_.place(i).begin) != nullptr) return 1;
        const Lexicon::Found found = lexicon_.at(words_, i);
        if (found.meaning == nullptr)
            scale_ = 1;
        else if (found.meaning->effect != Effect::none && !stands_alone(i, found))
            apply(*found.meaning, i, found.words);
        else if (found.meaning->scored && found.meaning->score != 0)
            hit(*found.meaning, i, found.words);
        negated_ -= std::min(negated_, found.words);
        mark(i, found);
        return found.words;
    }

    // Marks the words that a negation reaches; a negation is not reached by itself.
    void mark(std::size_t i, const Lexicon::Found& found)
    {
        const bool negates =
            found.meaning != nullptr && (found.meaning->effect == Effect::negates ||
                                         found.meaning->effect == Effect::negates_before);
        if (negates) {
            marked_ = reach;
            ++evidence_.negations;
            return;
        }
        for (std::size_t k = 0; k < found.words && marked_ > 0; ++k, --marked_)
            evidence_.negated[i + k] = 1;
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
                contrasts_.push_back(evidence_.hits.size());
                negated_ = 0;
                clause_ = i;
                ++evidence_.contrasts;
                break;
            case Effect::scales:
                scale_ = std::min(scale_ * meaning.factor, strongest);
                break;
            case Effect::none:
                break;
        }
    }

    // Each contrast weakens all that was said before it. Hits stand still by then: none is turned
    // across a contrast.
    void weaken_what_was_contrasted()
    {
        for (std::size_t i = 0; i < evidence_.hits.size(); ++i) {
            const auto after = std::upper_bound(contrasts_.begin(), contrasts_.end(), i);
            double& value = evidence_.hits[i].value;
            for (auto left = std::min<std::ptrdiff_t>(contrasts_.end() - after, most_contrasts);
                 left > 0; --left)
                value *= 0.7;
        }
    }

    void hit(const Meaning& meaning, std::size_t i, std::size_t length)
    {
        Hit hit{words_.place(i).begin, words_.place(i + length - 1).end,
                meaning.score * scale_ * (is_shouted(i) ? 1.2 : 1), words_.place(i).emoji};
        if (negated_ > 0) {
            hit.value *= turned;
            hit.negated = true;
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
        evidence_.hits.back().negated = true;
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
            if (length == 0 || split_.special_at(at) != nullptr) continue;
            evidence_.hits.push_back({at, at + length, value, true});
            at += length - 1;
        }
    }

    const SplitText& split_;
    std::string_view text_;
    const Lexicon& lexicon_;
    const FoldedWords& words_;
    Evidence& evidence_;
    std::vector<std::size_t> contrasts_;  // for each: how many hits came before it
    std::size_t negated_ = 0;   // words that are still negated: up to the first that is turned
    std::size_t marked_ = 0;    // words that are still marked
    std::size_t negator_ = 0;   // where that began
    std::size_t clause_ = 0;    // first word of this clause
    std::size_t last_hit_ = 0;  // word
    double scale_ = 1;
};

// With a space for each byte that is part of no character, so that all others keep their places.
std::string mended(std::string_view bytes)
{
    std::string text{bytes};
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view character = bytes.substr(at, lib::code_point_at(bytes, at).length);
        const bool is_one = is_utf8(character);
        if (!is_one) text[at] = ' ';
        at += is_one ? character.size() : 1;
    }
    return text;
}

}  // namespace

const Special* SplitText::special_at(std::size_t byte, bool also_hashtags) const
{
    const auto after =
        std::partition_point(specials.begin(), specials.end(),
                             [&](const Special& special) { return special.begin <= byte; });
    if (after == specials.begin() || std::prev(after)->end <= byte) return nullptr;
    const bool found = also_hashtags || std::prev(after)->kind != Special::Kind::hashtag;
    return found ? &*std::prev(after) : nullptr;
}

void SplitText::read(std::string_view whole)
{
    text = whole;
    if (!lib::is_ascii(whole) && !is_utf8(whole)) {
        mended_ = mended(whole);
        text = mended_;
    }
    words.read(text);
    find_specials(text, specials);
}

Evidence evidence_in(const SplitText& split, const Lexicon& lexicon)
{
    Evidence evidence;
    find_evidence(split, lexicon, evidence);
    return evidence;
}

void find_evidence(const SplitText& split, const Lexicon& lexicon, Evidence& evidence)
{
    Reader{split, lexicon, evidence}.read();
}

}  // namespace narrowcast
