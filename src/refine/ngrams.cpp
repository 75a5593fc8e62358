// SPDX-License-Identifier: Apache-2.0
// The n-grams of a text.
#include "refine/ngrams.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace narrowcast {

namespace {

constexpr std::size_t shortest = 3, longest = 5;  // letters
constexpr std::uint64_t negated_mark = 0x9ddfea08eb382d69ull;
constexpr std::uint64_t letters_mark = 0x8a5cd789635d2dffull;
constexpr std::uint64_t pair_factor =
    0x9e3779b97f4a7c15ull;  // 2^64 / golden ratio: odd, well mixed
constexpr std::uint64_t text_begins = hash_of("^"), text_ends = hash_of("$");

std::uint32_t bucket_of(std::uint64_t hash)
{
    return static_cast<std::uint32_t>(spread(hash)) & (ngram_buckets - 1);
}

// The word as it is compared: "niiiieeet" is "niieet", "12:30" is "00", "00".
class Plain {
public:
    void read(std::string_view word)
    {
        size_ = 0;
        letters_[size_++] = '<';
        for (char c : word) {
            if (size_ + 1 == letters_.size()) break;
            if (c >= '0' && c <= '9') c = '0';
            const bool third = size_ > 2 && letters_[size_ - 1] == c && letters_[size_ - 2] == c;
            if (!third) letters_[size_++] = c;
        }
        letters_[size_++] = '>';
    }
    std::string_view with_ends() const { return {letters_.data(), size_}; }
    std::string_view alone() const { return with_ends().substr(1, size_ - 2); }

private:
    std::array<char, 64> letters_{};  // what follows the 62nd byte of a word tells nothing more
    std::size_t size_ = 0;
};

class Reader {
public:
    Reader(const SplitText& split, const Evidence& evidence, Ngrams& out)
        : split_{split}, text_{split.text}, evidence_{evidence}, out_{out}
    {
        out_.tokens.clear();
        out_.words.clear();
        out_.letters.clear();
        out_.pairs.clear();
    }

    void read()
    {
        std::size_t at = 0;
        for (std::size_t i = 0; i < split_.words.size(); ++i) {
            const lib::Word& place = split_.words.place(i);
            if (place.begin < at) continue;  // part of a link
            if (const Special* special = split_.special_at(place.begin)) {
                read_marks(at, special->begin);
                add({special->begin, special->end,
                     special->kind == Special::Kind::link ? hash_of("http") : hash_of("@"), false});
                at = special->end;
                continue;
            }
            read_marks(at, place.begin);
            read_word(i, place);
            at = place.end;
        }
        read_marks(at, text_.size());
        if (!out_.tokens.empty()) add_pair(out_.tokens.size() - 1, text_ends, false);
    }

private:
    void read_word(std::size_t i, const lib::Word& place)
    {
        // the models were trained on emojis without what joins them
        if (place.emoji)
            plain_.read(lib::folded(split_.words[i]));
        else
            plain_.read(split_.words[i]);
        add({place.begin, place.end, hash_of(plain_.alone()), evidence_.negated[i] != 0});
        if (!place.emoji) add_letters(plain_.with_ends());
    }

    // Runs of ! and ?, and dots that trail off, between `from` and `to`.
    void read_marks(std::size_t from, std::size_t to)
    {
        for (std::size_t at = from; at < to;) {
            const std::size_t end =
                std::min(text_.find_first_not_of(text_[at] == '.' ? "." : "!?", at), to);
            const std::string_view run = text_.substr(at, end - at);
            if (text_.substr(at, 3) == "…") {
                add({at, at + 3, hash_of(".."), false});
                at += 3;
            } else if (run.size() > 1 && run[0] == '.') {
                add({at, end, hash_of(".."), false});
                at = end;
            } else if (!run.empty() && run[0] != '.') {
                add({at, end, hash_of(spelled(run)), false});
                at = end;
            } else {
                ++at;
            }
        }
    }

    static std::string_view spelled(std::string_view run)
    {
        const bool asks = run.find('?') != run.npos, exclaims = run.find('!') != run.npos;
        if (asks && exclaims) return "?!";
        return run.substr(0, 2);
    }

    void add(Token token)
    {
        const auto index = static_cast<std::uint32_t>(out_.tokens.size());
        out_.tokens.push_back(token);
        const std::uint64_t own = token.negated ? token.hash ^ negated_mark : token.hash;
        out_.words.push_back({bucket_of(own), index, index});
        add_pair(index == 0 ? index : index - 1, token.hash, token.negated);
    }

    // Of token `first` and what follows it; of the first token: with the text's beginning.
    void add_pair(std::size_t first, std::uint64_t second, bool negated)
    {
        const bool begins = second != text_ends && out_.tokens.size() == 1;
        const std::uint64_t before = begins ? text_begins : out_.tokens[first].hash;
        const std::uint64_t hash = before * pair_factor + second;
        const auto last = static_cast<std::uint32_t>(out_.tokens.size() - 1);
        out_.words.push_back({bucket_of(negated ? hash ^ negated_mark : hash),
                              static_cast<std::uint32_t>(first), last});
        out_.pairs.push_back(static_cast<std::uint32_t>(spread(hash) >> 32));
    }

    void add_letters(std::string_view word)
    {
        const auto token = static_cast<std::uint32_t>(out_.tokens.size() - 1);
        for (std::size_t from = 0; from + shortest <= word.size(); ++from) {
            std::uint64_t hash = letters_mark;
            const std::size_t most = std::min(word.size(), from + longest);
            for (std::size_t to = from; to < most; ++to) {
                hash = hash_with(hash, word[to]);
                if (to + 1 >= from + shortest)
                    out_.letters.push_back({bucket_of(hash), token, token});
            }
        }
    }

    const SplitText& split_;
    std::string_view text_;
    const Evidence& evidence_;
    Ngrams& out_;
    Plain plain_;
};

}  // namespace

void ngrams_in(const SplitText& split, const Evidence& evidence, Ngrams& ngrams)
{
    Reader{split, evidence, ngrams}.read();
}

}  // namespace narrowcast
