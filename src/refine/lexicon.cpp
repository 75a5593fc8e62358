// SPDX-License-Identifier: Apache-2.0
// Word lists of one language, read from tab-separated files.
#include "refine/lexicon.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <system_error>

namespace narrowcast {

namespace {

constexpr std::size_t shortest_inflected = 4;  // letters, without the ending

std::optional<double> number(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

bool is_vowel(char c) { return std::string_view{"aeiou"}.find(c) != std::string_view::npos; }

// How a word is written before an ending that begins with a vowel: snel > snell, traag > trag,
// boos > boz.
std::vector<std::string> stems(const std::string& word)
{
    std::vector<std::string> all{word};
    const std::size_t n = word.size();
    const char last = word[n - 1];
    if (is_vowel(last)) return all;
    const auto voiced = [](std::string stem) {
        if (stem.back() == 'f') stem.back() = 'v';
        if (stem.back() == 's') stem.back() = 'z';
        return stem;
    };
    all.push_back(voiced(word));
    if (is_vowel(word[n - 2]) && word[n - 2] == word[n - 3]) {
        all.push_back(word.substr(0, n - 2) + last);
        all.push_back(voiced(all.back()));
    } else if (is_vowel(word[n - 2])) {
        all.push_back(word + last);
    }
    return all;
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

bool is_drawn_out(std::string_view word)
{
    for (std::size_t i = 2; i < word.size(); ++i)
        if (word[i] == word[i - 1] && word[i] == word[i - 2]) return true;
    return false;
}

}  // namespace

Lexicon::Found Lexicon::exactly(std::uint64_t first, const FoldedWords& words, std::size_t i) const
{
    const auto found = phrases_.find(first);
    if (found == phrases_.end()) return {};
    for (const Phrase& phrase : found->second) {
        const std::size_t length = phrase.rest.size() + 1;
        if (i + length > words.size()) continue;
        bool same = true;
        for (std::size_t k = 0; same && k < phrase.rest.size(); ++k)
            same = words.hash(i + 1 + k) == phrase.rest[k];
        if (same) return {&phrase.meaning, length};
    }
    return {};
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
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    for (const auto& [word, hash] : alone_) {
        if (word.size() < shortest_inflected || !std::all_of(word.begin(), word.end(), is_ascii))
            continue;
        const auto same_first = phrases_.find(hash);
        const Phrase& alone = same_first->second.back();
        if (!alone.rest.empty() || !alone.meaning.scored) continue;
        Meaning meaning = alone.meaning;
        meaning.effect = Effect::none;
        for (const std::string& ending : endings_)
            for (const std::string& stem : stems(word))
                phrases_.try_emplace(hash_of(stem + ending), std::vector<Phrase>{{{}, meaning}});
    }
    alone_.clear();
}

double Lexicon::emoticon(std::string_view face) const
{
    const auto found = emoticons_.find(face);
    return found == emoticons_.end() ? 0 : found->second;
}

Meaning* Lexicon::entry(std::string_view phrase)
{
    const FoldedWords words{phrase};
    if (words.size() == 0) return nullptr;
    Phrase wanted;
    for (std::size_t i = 1; i < words.size(); ++i)
        wanted.rest.push_back(words.hash(i));
    std::vector<Phrase>& same_first = phrases_[words.hash(0)];
    const auto known = std::find_if(same_first.begin(), same_first.end(),
                                    [&](const Phrase& other) { return other.rest == wanted.rest; });
    if (known != same_first.end()) return &known->meaning;
    if (wanted.rest.empty()) alone_.emplace_back(words[0], words.hash(0));
    const auto shorter =
        std::find_if(same_first.begin(), same_first.end(),
                     [&](const Phrase& other) { return other.rest.size() < wanted.rest.size(); });
    return &same_first.insert(shorter, std::move(wanted))->meaning;
}

bool Lexicon::add_word(std::string_view line)
{
    const auto columns = split(line, '\t');
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
    const auto columns = split(line, '\t');
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
    const auto columns = split(line, '\t');
    const auto score = columns.size() == 2 ? number(columns[1]) : std::nullopt;
    if (!score || columns[0].empty()) return false;
    emoticons_[std::string{columns[0]}] = *score;
    first_[static_cast<unsigned char>(columns[0].front())] = true;
    longest_ = std::max(longest_, columns[0].size());
    return true;
}

void Lexicon::add_all(const Lexicon& other)
{
    for (const auto& [first, phrases] : other.phrases_)
        phrases_.try_emplace(first, phrases);
    emoticons_.insert(other.emoticons_.begin(), other.emoticons_.end());
    for (std::size_t i = 0; i < first_.size(); ++i)
        first_[i] = first_[i] || other.first_[i];
    longest_ = std::max(longest_, other.longest_);
}

namespace {

bool add_line(Lexicon& lexicon, std::string_view kind, std::string_view line)
{
    if (kind == "modifiers") return lexicon.add_modifier(line);
    return kind == "emoticons" ? lexicon.add_emoticon(line) : lexicon.add_word(line);
}

Result<bool> read_list(const std::filesystem::path& file, std::string_view kind, Lexicon& lexicon)
{
    std::ifstream in{file};
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number)
        if (!line.empty() && line[0] != '#' && (!is_utf8(line) || !add_line(lexicon, kind, line)))
            return fail(Fault::refused, file.string() + ":" + std::to_string(number) +
                                            ": not a word, a tab and a score from -1 to 1");
    if (!in.eof()) return fail(Fault::refused, file.string() + ": cannot be read");
    return true;
}

}  // namespace

Result<Lexicons> load_lexicons(const std::filesystem::path& folder)
{
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator{folder, error})
        if (file.path().extension() == ".tsv" && file.path().stem() != "calibration")
            files.push_back(file.path());
    if (files.empty())
        return fail(Fault::refused, "no word lists (*.tsv) in " + folder.string() +
                                        "; install the folder assets/sentiment there");
    std::sort(files.begin(), files.end());  // later lists have the last word
    Lexicons lexicons;
    lexicons["any"];
    for (const std::filesystem::path& file : files) {
        const std::string stem = file.stem().string();
        const std::size_t bar = std::min(stem.find('_'), stem.size() - 1);
        TRY(read_list(file, std::string_view{stem}.substr(bar + 1), lexicons[stem.substr(0, bar)]));
    }
    for (auto& [language, lexicon] : lexicons) {
        if (language != "any") lexicon.add_all(lexicons["any"]);
        lexicon.inflect();
    }
    return lexicons;
}

}  // namespace narrowcast
