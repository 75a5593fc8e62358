// SPDX-License-Identifier: Apache-2.0
// What posts are about.
#include "publish/words.hpp"

#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "publish/inflection.hpp"
#include "publish/stop_words.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace narrowcast {

namespace {

// Handles and addresses name people and places on the net, not subjects.
std::string without_addresses(std::string_view text)
{
    constexpr std::string_view space = " \t\n\r";
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(space, at), text.size());
        const std::string_view chunk = text.substr(at, end - at);
        if (!chunk.contains('@') && !chunk.contains("://") && !chunk.starts_with("www."))
            kept.append(chunk).push_back(' ');
        at = end + 1;
    }
    return kept;
}

std::string squeezed(std::string_view name)
{
    std::string word;
    for (const char letter : lib::folded(name))
        if (letter != ' ' && letter != '-' && letter != '.') word += letter;
    return word;
}

// Two signs are a word where words are written without spaces.
bool is_long_enough(std::string_view word)
{
    std::size_t signs = 0;
    bool letters = false;
    for (std::size_t at = 0; at < word.size();) {
        const lib::CodePoint point = lib::code_point_at(word, at);
        at += point.length;
        ++signs;
        letters = letters || lib::is_letter(point.value);
        if (point.value >= 0x2E80 && point.value < 0xFB00 && signs >= 2) return true;
    }
    return letters && signs >= 3;
}

std::string_view person(const Reading& reading)
{
    const Post& post = reading.post->post;
    if (!post.author.handle.empty()) return post.author.handle;
    return post.author.name.empty() ? post.id : post.author.name;
}

struct Use {
    std::unordered_set<std::string_view> people;
    std::map<std::string_view, std::size_t> forms;
};
using Uses = std::unordered_map<std::string_view, Use>;

Uses uses_in(std::span<const Reading> readings)
{
    Uses uses;
    for (const Reading& reading : readings)
        for (const auto* terms : {&reading.terms, &reading.pairs})
            for (const Term& term : *terms) {
                Use& use = uses[term.folded];
                use.people.insert(person(reading));
                ++use.forms[term.written];
            }
    return uses;
}

double sum_of(const Uses& uses)
{
    double sum = 0;
    for (const auto& [word, use] : uses)
        sum += static_cast<double>(use.people.size());
    return sum;
}

// Of forms used equally often the last in byte order: lower case.
std::string_view usual_form(const Use& use)
{
    std::pair<std::size_t, std::string_view> best;
    for (const auto& [form, times] : use.forms)
        best = std::max(best, {times, form});
    return best.second;
}

// The z-score of one word. The prior has the weight of the smaller text: a word
// that only a few used is held near to equal odds.
double z_score(double inside, double all_inside, double outside, double all_outside)
{
    const double weight = std::min(all_inside, std::max(all_outside, 1.0));
    const double prior = weight * (inside + outside) / (all_inside + all_outside);
    const double odds_inside = (inside + prior) / (all_inside + weight - inside - prior);
    const double odds_outside = (outside + prior) / (all_outside + weight - outside - prior);
    const double variance = 1 / (inside + prior) + 1 / (outside + prior);
    return (std::log(odds_inside) - std::log(odds_outside)) / std::sqrt(variance);
}

// Words that stand side by side with nothing but space between.
bool is_beside(std::string_view between)
{
    return !between.empty() && between.find_first_not_of(" #") == std::string_view::npos;
}

// A pair and its two words.
struct Halves {
    std::string_view first, second;
};

std::optional<Halves> halves_of(std::string_view folded)
{
    const std::size_t space = folded.find(' ');
    if (space == std::string_view::npos) return {};
    return Halves{folded.substr(0, space), folded.substr(space + 1)};
}

std::size_t people_of(const Uses& uses, std::string_view folded)
{
    const auto found = uses.find(folded);
    return found == uses.end() ? 0 : found->second.people.size();
}

// Whether most who use one of the words use both, side by side.
bool is_one_thing(const Uses& uses, const Halves& halves, std::size_t people)
{
    const std::size_t either =
        std::max(people_of(uses, halves.first), people_of(uses, halves.second));
    return 10 * people >= 7 * either;
}

bool names_the_same(std::string_view folded, std::string_view other)
{
    const auto parts = [](std::string_view words) {
        const auto halves = halves_of(words);
        return halves ? std::vector{halves->first, halves->second} : std::vector{words};
    };
    for (const std::string_view a : parts(folded))
        for (const std::string_view b : parts(other))
            if (is_same_word(a, b)) return true;
    return false;
}

// Pairs that are one thing come before their words, and other pairs not at all.
std::vector<KeyWord> told_apart(std::vector<KeyWord> words, const Uses& uses, std::size_t most)
{
    std::map<std::string, double, std::less<>> stands_for;  // a pair: its stronger word
    for (const KeyWord& word : words)
        if (const auto halves = halves_of(word.folded);
            halves && is_one_thing(uses, *halves, people_of(uses, word.folded)))
            stands_for[word.folded] = word.strength;
    for (KeyWord& word : words)
        for (auto& [pair, strength] : stands_for) {
            const auto halves = halves_of(pair).value();
            if (word.folded == halves.first || word.folded == halves.second)
                strength = std::max(strength, word.strength);
        }
    std::erase_if(words, [&](KeyWord& word) {
        const auto found = stands_for.find(word.folded);
        if (found == stands_for.end()) return halves_of(word.folded).has_value();
        word.strength = found->second;
        return false;
    });
    std::sort(words.begin(), words.end(), [](const KeyWord& a, const KeyWord& b) {
        const bool pair = a.folded.contains(' '), other_pair = b.folded.contains(' ');
        if (a.strength != b.strength) return a.strength > b.strength;
        return pair != other_pair ? pair : a.folded < b.folded;
    });
    std::vector<KeyWord> chosen;
    for (KeyWord& word : words) {
        if (chosen.size() == most) break;
        if (std::none_of(chosen.begin(), chosen.end(), [&](const KeyWord& other) {
                return names_the_same(word.folded, other.folded);
            }))
            chosen.push_back(std::move(word));
    }
    return chosen;
}

}  // namespace

bool Reading::has(std::string_view folded) const
{
    const auto same = [&](const Term& term) { return term.folded == folded; };
    return std::any_of(terms.begin(), terms.end(), same) ||
           std::any_of(pairs.begin(), pairs.end(), same);
}

std::vector<std::string_view> Reading::sorted() const
{
    std::vector<std::string_view> words;
    for (const Term& term : terms)
        words.push_back(term.folded);
    std::sort(words.begin(), words.end());
    return words;
}

Reader::Reader(const WallConfig& config)
{
    std::vector<std::string> names = config.company.also_called;
    names.push_back(config.company.name);
    for (const std::string& account : config.company.accounts) {
        const std::string_view bare = std::string_view{account}.substr(account.starts_with('@'));
        names.emplace_back(bare.substr(0, bare.find('@')));
    }
    std::vector<lib::Word> words;
    for (const std::string& name : names) {
        if (name.empty()) continue;
        words.clear();
        lib::split_words(name, words);
        for (const lib::Word& word : words)
            unwanted_.insert(
                lib::folded(std::string_view{name}.substr(word.begin, word.end - word.begin)));
        if (squeezed(name).size() >= 4) company_.push_back(squeezed(name));
    }
    for (const std::string& word : config.blocked.words) {
        const std::string folded = lib::folded(word);
        if (folded.ends_with('*'))
            blocked_beginnings_.push_back(folded.substr(0, folded.size() - 1));
        else
            unwanted_.insert(folded);
    }
}

bool Reader::says_something(std::string_view folded, std::string_view language) const
{
    const auto begins_so = [&](const std::string& name) { return folded.starts_with(name); };
    return is_long_enough(folded) && !unwanted_.contains(folded) &&
           !is_stop_word(folded, language) &&
           std::none_of(company_.begin(), company_.end(), begins_so) &&
           std::none_of(blocked_beginnings_.begin(), blocked_beginnings_.end(), begins_so);
}

Reading Reader::read(const RoutedPost& post) const
{
    Reading reading{&post, {}};
    const std::string text = without_addresses(post.post.title + "\n" + post.post.text);
    const std::string& language =
        post.post.language.empty() ? post.mood.language : post.post.language;
    std::vector<lib::Word> words;
    lib::split_words(text, words);
    std::optional<Term> before;
    std::size_t end = 0;
    for (const lib::Word& word : words) {
        const bool beside =
            before && is_beside(std::string_view{text}.substr(end, word.begin - end));
        end = word.end;
        Term term{{}, text.substr(word.begin, word.end - word.begin)};
        term.folded = lib::folded(term.written);
        if (word.emoji || !says_something(term.folded, language)) {
            before.reset();
            continue;
        }
        if (Term pair{beside ? before->folded + " " + term.folded : std::string{},
                      beside ? before->written + " " + term.written : std::string{}};
            beside && before->folded != term.folded && !reading.has(pair.folded))
            reading.pairs.push_back(std::move(pair));
        before = term;
        if (!reading.has(term.folded)) reading.terms.push_back(std::move(term));
    }
    return reading;
}

std::vector<Reading> Reader::read(std::span<const RoutedPost> posts) const
{
    std::vector<Reading> readings;
    for (const RoutedPost& post : posts)
        readings.push_back(read(post));
    return readings;
}

std::vector<KeyWord> key_words(std::span<const Reading> inside, std::span<const Reading> outside,
                               std::size_t most)
{
    constexpr double significant = 1.96;
    constexpr std::size_t least_people = 3;
    const Uses in = uses_in(inside), out = uses_in(outside);
    const double all_in = sum_of(in), all_out = sum_of(out);
    std::vector<KeyWord> words;
    for (const auto& [word, use] : in) {
        if (use.people.size() < least_people) continue;
        const auto other = out.find(word);
        const auto outside_uses =
            other == out.end() ? 0.0 : static_cast<double>(other->second.people.size());
        const double z =
            z_score(static_cast<double>(use.people.size()), all_in, outside_uses, all_out);
        if (z >= significant) words.push_back({std::string{word}, std::string{usual_form(use)}, z});
    }
    return told_apart(std::move(words), in, most);
}

std::size_t signs_in(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    }));
}

bool is_repeat(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b)
{
    constexpr std::size_t enough_words = 4;  // people say two words alike without copying
    if (a.size() < enough_words || b.size() < enough_words) return false;
    std::size_t both = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x == *y)
            ++both, ++x, ++y;
        else if (*x < *y)
            ++x;
        else
            ++y;
    }
    return both * 10 >= (a.size() + b.size() - both) * 8;
}

std::vector<Reading> without_repeats(std::vector<Reading> readings)
{
    std::vector<Reading> kept;
    std::vector<std::vector<std::string_view>> seen;  // moving a reading leaves its terms in place
    for (Reading& reading : readings) {
        auto words = reading.sorted();
        const auto same = [&](const auto& other) { return is_repeat(words, other); };
        if (std::any_of(seen.begin(), seen.end(), same)) continue;
        seen.push_back(std::move(words));
        kept.push_back(std::move(reading));
    }
    return kept;
}

}  // namespace narrowcast
