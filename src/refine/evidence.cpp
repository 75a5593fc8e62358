// SPDX-License-Identifier: Apache-2.0
// What speaks for a mood in a text.
#include "refine/evidence.hpp"

#include <algorithm>

namespace narrowcast {

namespace {

constexpr double turned = -0.7;        // "not good" is not as bad as "bad" is
constexpr std::size_t reach = 4;       // words a negation reaches on
constexpr std::size_t reach_back = 3;  // and back: "werkt nu al niet"

class Reader {
public:
    Reader(const SplitText& split, const Lexicon& lexicon)
        : split_{split}, text_{split.text}, lexicon_{lexicon}, words_{split.words}
    {
        evidence_.negated.resize(words_.size());
    }

    Evidence read()
    {
        for (std::size_t i = 0; i < words_.size();)
            i += read_at(i);
        read_faces();
        std::sort(evidence_.hits.begin(), evidence_.hits.end(),
                  [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
        return std::move(evidence_);
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
            evidence_.negated[i + k] = true;
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
                ++evidence_.contrasts;
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
    Evidence evidence_;
    std::size_t negated_ = 0;   // words that are still negated: up to the first that is turned
    std::size_t marked_ = 0;    // words that are still marked
    std::size_t negator_ = 0;   // where that began
    std::size_t clause_ = 0;    // first word of this clause
    std::size_t last_hit_ = 0;  // word
    double scale_ = 1;
};

}  // namespace

const Special* SplitText::special_at(std::size_t byte, bool also_hashtags) const
{
    for (const Special& special : specials) {
        if (special.begin > byte) break;
        if (byte < special.end && (also_hashtags || special.kind != Special::Kind::hashtag))
            return &special;
    }
    return nullptr;
}

Evidence evidence_in(const SplitText& split, const Lexicon& lexicon)
{
    return Reader{split, lexicon}.read();
}

}  // namespace narrowcast
