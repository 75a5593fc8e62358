// SPDX-License-Identifier: Apache-2.0
// Word lists of one language.
#include "refine/lexicon.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <optional>

namespace narrowcast {

namespace {

constexpr std::size_t shortest_inflected = 4;  // letters, without the ending
constexpr std::size_t most_words = 31;         // of a phrase

// "-0.45" as nearly all lists write it: exact, as one division rounds but once.
std::optional<double> plain_number(std::string_view text)
{
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    if (digits.size() < 3 || digits.size() > 8 || digits[1] != '.') return {};
    int whole = 0, scale = 1;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i == 1) continue;
        if (digits[i] < '0' || digits[i] > '9') return {};
        whole = whole * 10 + (digits[i] - '0');
        scale *= i > 1 ? 10 : 1;
    }
    const double value = static_cast<double>(whole) / scale;
    return negative ? -value : value;
}

std::optional<double> number(std::string_view text)
{
    if (const auto plain = plain_number(text)) return plain;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

// The columns of a line; more than three are counted as four.
struct Columns {
    explicit Columns(std::string_view line)
    {
        for (std::size_t begin = 0; count < 4;) {
            const std::size_t end = std::min(line.find('\t', begin), line.size());
            if (count < 3) column[count] = line.substr(begin, end - begin);
            ++count;
            if (end == line.size()) break;
            begin = end + 1;
        }
    }
    std::string_view operator[](std::size_t i) const { return column[i]; }
    std::size_t size() const { return count; }

    std::array<std::string_view, 3> column;
    std::size_t count = 0;
};

bool is_vowel(char c) { return std::string_view{"aeiou"}.find(c) != std::string_view::npos; }

// How a word is written before an ending that begins with a vowel: snel > snell, traag > trag,
// boos > boz.
struct Stems {
    std::array<std::string, 4> all;
    std::size_t count = 0;
};

Stems stems_of(std::string_view word)
{
    Stems stems;
    const auto add = [&](std::string_view stem) { stems.all[stems.count++] = stem; };
    const auto add_voiced = [&](std::string_view stem) {
        if (stem.back() != 'f' && stem.back() != 's') return;
        add(stem);
        stems.all[stems.count - 1].back() = stem.back() == 'f' ? 'v' : 'z';
    };
    add(word);
    const std::size_t n = word.size();
    if (is_vowel(word[n - 1])) return stems;
    add_voiced(word);
    if (!is_vowel(word[n - 2])) return stems;
    std::string other{word};
    if (word[n - 2] == word[n - 3]) {
        other.erase(n - 2, 1);
        add(other);
        add_voiced(other);
    } else {
        add(other + word[n - 1]);
    }
    return stems;
}

// The hash of a word without what was drawn out: letters that stand three times or more count
// `times` times.
std::uint64_t hash_drawn_in(std::string_view word, std::size_t times)
{
    std::uint64_t hash = hash_start;
    for (std::size_t at = 0; at < word.size();) {
        std::size_t end = at;
        while (end < word.size() && word[end] == word[at])
            ++end;
        for (std::size_t n = end - at >= 3 ? times : end - at; n > 0; --n)
            hash = hash_with(hash, word[at]);
        at = end;
    }
    return hash;
}

// The key of a phrase with one more word; never 0.
std::uint64_t continued(std::uint64_t key, std::uint64_t word)
{
    return spread(key * 0x9e3779b97f4a7c15ull + word) | 1;
}

bool is_drawn_out(std::string_view word)
{
    for (std::size_t i = 2; i < word.size(); ++i)
        if (word[i] == word[i - 1] && word[i] == word[i - 2]) return true;
    return false;
}

}  // namespace

std::size_t Lexicon::index_of(std::uint64_t key) const
{
    const std::size_t mask = slots_.size() - 1;
    std::size_t index = spread(key) & mask;
    while (slots_[index].key != key && slots_[index].key != 0)
        index = (index + 1) & mask;
    return index;
}

const Lexicon::Slot* Lexicon::find(std::uint64_t key) const
{
    const Slot& at = slots_[index_of(key)];
    return at.key != 0 ? &at : nullptr;
}

Lexicon::Slot& Lexicon::slot(std::uint64_t key)
{
    if ((used_ + 1) * 2 > slots_.size()) grow(slots_.size() * 2);
    Slot& at = slots_[index_of(key)];
    if (at.key == 0) {
        at.key = key;
        ++used_;
    }
    return at;
}

void Lexicon::grow(std::size_t slots)
{
    std::vector<Slot> before(slots);
    std::swap(before, slots_);
    for (const Slot& each : before)
        if (each.key != 0) slots_[index_of(each.key)] = each;
}

void Lexicon::expect(std::size_t more_entries)
{
    std::size_t slots = slots_.size();
    while ((used_ + more_entries) * 2 > slots)
        slots *= 2;
    if (slots > slots_.size()) grow(slots);
    meanings_.reserve(meanings_.size() + more_entries);
}

Lexicon::Found Lexicon::exactly(std::uint64_t first, const FoldedWords& words, std::size_t i) const
{
    const Slot* begins = find(first);
    if (begins == nullptr) return {};
    for (std::uint32_t lengths = begins->lengths >> 1; lengths != 0;) {
        const auto more = static_cast<std::size_t>(std::bit_width(lengths));
        lengths ^= 1u << (more - 1);
        if (i + more >= words.size()) continue;
        std::uint64_t key = first;
        for (std::size_t k = 1; k <= more; ++k)
            key = continued(key, words.hash(i + k));
        if (const Slot* phrase = find(key)) return {&meanings_[phrase->meaning - 1], more + 1};
    }
    if (begins->meaning == 0) return {};
    return {&meanings_[begins->meaning - 1], 1};
}

Lexicon::Found Lexicon::at(const FoldedWords& words, std::size_t i) const
{
    Found found = exactly(words.hash(i), words, i);
    if (found.meaning != nullptr || !is_drawn_out(words[i])) return found;
    for (const std::size_t times : {1u, 2u}) {
        found = exactly(hash_drawn_in(words[i], times), words, i);
        if (found.meaning != nullptr) return found;
    }
    return found;
}

void Lexicon::inflect()
{
    if (endings_.empty()) alone_.clear();
    expect(static_cast<std::size_t>(std::count(alone_.begin(), alone_.end(), '\n')));
    for (std::string_view rest = alone_; !rest.empty();) {
        const std::string_view word = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(word.size() + 1);
        const std::uint32_t own = find(hash_of(word))->meaning;
        if (word.size() < shortest_inflected || !lib::is_ascii(word) || !meanings_[own - 1].scored)
            continue;
        meanings_.push_back(meanings_[own - 1]);
        meanings_.back().effect = Effect::none;
        const Stems stems = stems_of(word);
        for (const std::string& ending : endings_)
            for (std::size_t i = 0; i < stems.count; ++i) {
                Slot& form = slot(hash_of(ending, hash_of(stems.all[i])));
                if (form.lengths != 0) continue;
                form.lengths = 1;
                form.meaning = static_cast<std::uint32_t>(meanings_.size());
            }
    }
    alone_.clear();
    alone_.shrink_to_fit();
    phrase_ = {};
}

double Lexicon::emoticon(std::string_view face) const
{
    const auto found = emoticons_.find(face);
    return found == emoticons_.end() ? 0 : found->second;
}

Meaning* Lexicon::meaning_at(Slot& at)
{
    if (at.meaning == 0) {
        meanings_.emplace_back();
        at.meaning = static_cast<std::uint32_t>(meanings_.size());
    }
    return &meanings_[at.meaning - 1];
}

Meaning* Lexicon::entry(std::string_view phrase)
{
    phrase_.read(phrase);
    const std::size_t size = phrase_.size();
    if (size == 0 || size > most_words) return nullptr;
    std::uint64_t key = phrase_.hash(0);
    Slot& first = slot(key);
    first.lengths |= 1u << (size - 1);
    if (size == 1) {
        if (first.meaning == 0) alone_.append(phrase_[0]) += '\n';
        return meaning_at(first);
    }
    for (std::size_t i = 1; i < size; ++i)
        key = continued(key, phrase_.hash(i));
    return meaning_at(slot(key));
}

bool Lexicon::add_word(std::string_view line)
{
    const Columns columns{line};
    const auto score = columns.size() == 2 ? number(columns[1]) : std::nullopt;
    return score && *score >= -1 && *score <= 1 && add_word(columns[0], *score);
}

bool Lexicon::add_word(std::string_view phrase, double score)
{
    Meaning* meaning = entry(phrase);
    if (meaning == nullptr) return false;
    meaning->scored = true;
    meaning->score = score;
    return true;
}

bool Lexicon::add_modifier(std::string_view line)
{
    const Columns columns{line};
    if (columns.size() < 2) return false;
    if (columns[1] == "ending") {
        endings_.emplace_back(columns[0]);
        return true;
    }
    Meaning* meaning = entry(columns[0]);
    if (meaning == nullptr) return false;
    if (columns[1] == "negates") meaning->effect = Effect::negates;
    if (columns[1] == "negates_before") meaning->effect = Effect::negates_before;
    if (columns[1] == "but") meaning->effect = Effect::contrasts;
    if (columns[1] != "times") return meaning->effect != Effect::none && columns.size() == 2;
    const auto factor = columns.size() == 3 ? number(columns[2]) : std::nullopt;
    meaning->effect = Effect::scales;
    meaning->factor = factor.value_or(1);
    return factor.has_value();
}

bool Lexicon::add_emoticon(std::string_view line)
{
    const Columns columns{line};
    const auto score = columns.size() == 2 ? number(columns[1]) : std::nullopt;
    if (!score || columns[0].empty()) return false;
    emoticons_[std::string{columns[0]}] = *score;
    first_[static_cast<unsigned char>(columns[0].front())] = true;
    longest_ = std::max(longest_, columns[0].size());
    return true;
}

void Lexicon::add_all(const Lexicon& other)
{
    expect(other.used_);
    for (const Slot& theirs : other.slots_) {
        if (theirs.key == 0) continue;
        Slot& ours = slot(theirs.key);
        ours.lengths |= theirs.lengths;
        if (theirs.meaning != 0 && ours.meaning == 0)
            *meaning_at(ours) = other.meanings_[theirs.meaning - 1];
    }
    emoticons_.insert(other.emoticons_.begin(), other.emoticons_.end());
    for (std::size_t i = 0; i < first_.size(); ++i)
        first_[i] = first_[i] || other.first_[i];
    longest_ = std::max(longest_, other.longest_);
}

}  // namespace narrowcast
