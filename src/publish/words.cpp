// SPDX-License-Identifier: Apache-2.0
// What posts are about.
#include "publish/words.hpp"

#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "publish/stop_words.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace narrowcast {

namespace {

// Handles and addresses name people and places on the net, not subjects.
std::string without_addresses(std::string_view text) {
  constexpr std::string_view space = " \t\n\r";
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end =
        std::min(text.find_first_of(space, at), text.size());
    const std::string_view chunk = text.substr(at, end - at);
    if (!chunk.contains('@') && !chunk.contains("://") &&
        !chunk.starts_with("www."))
      kept.append(chunk).push_back(' ');
    at = end + 1;
  }
  return kept;
}

std::string squeezed(std::string_view name) {
  std::string word;
  for (const char letter : lib::folded(name))
    if (letter != ' ' && letter != '-' && letter != '.')
      word += letter;
  return word;
}

// Two signs are a word where words are written without spaces.
bool is_long_enough(std::string_view word) {
  std::size_t signs = 0;
  bool letters = false;
  for (std::size_t at = 0; at < word.size();) {
    const lib::CodePoint point = lib::code_point_at(word, at);
    at += point.length;
    ++signs;
    letters = letters || lib::is_letter(point.value);
    if (point.value >= 0x2E80 && point.value < 0xFB00 && signs >= 2)
      return true;
  }
  return letters && signs >= 3;
}

std::string_view person(const Reading &reading) {
  const Post &post = reading.post->post;
  if (!post.author.handle.empty())
    return post.author.handle;
  return post.author.name.empty() ? post.id : post.author.name;
}

struct Use {
  std::unordered_set<std::string_view> people;
  std::map<std::string_view, std::size_t> forms;
};
using Uses = std::unordered_map<std::string_view, Use>;

Uses uses_in(std::span<const Reading> readings) {
  Uses uses;
  for (const Reading &reading : readings)
    for (const Term &term : reading.terms) {
      Use &use = uses[term.folded];
      use.people.insert(person(reading));
      ++use.forms[term.written];
    }
  return uses;
}

double sum_of(const Uses &uses) {
  double sum = 0;
  for (const auto &[word, use] : uses)
    sum += static_cast<double>(use.people.size());
  return sum;
}

// Of forms used equally often the last in byte order: lower case.
std::string_view usual_form(const Use &use) {
  std::pair<std::size_t, std::string_view> best;
  for (const auto &[form, times] : use.forms)
    best = std::max(best, {times, form});
  return best.second;
}

// The z-score of one word. The prior has the weight of the smaller text: a word
// that only a few used is held near to equal odds.
double z_score(double inside, double all_inside, double outside,
               double all_outside) {
  const double weight = std::min(all_inside, std::max(all_outside, 1.0));
  const double prior = weight * (inside + outside) / (all_inside + all_outside);
  const double odds_inside =
      (inside + prior) / (all_inside + weight - inside - prior);
  const double odds_outside =
      (outside + prior) / (all_outside + weight - outside - prior);
  const double variance = 1 / (inside + prior) + 1 / (outside + prior);
  return (std::log(odds_inside) - std::log(odds_outside)) / std::sqrt(variance);
}

bool nearly_the_same(const std::vector<std::string_view> &a,
                     const std::vector<std::string_view> &b) {
  constexpr std::size_t enough_words =
      4; // people say two words alike without copying
  if (a.size() < enough_words || b.size() < enough_words)
    return false;
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

} // namespace

bool Reading::has(std::string_view folded) const {
  return std::any_of(terms.begin(), terms.end(),
                     [&](const Term &term) { return term.folded == folded; });
}

Reader::Reader(const WallConfig &config) {
  std::vector<std::string> names = config.company.also_called;
  names.push_back(config.company.name);
  for (const std::string &account : config.company.accounts) {
    const std::string_view bare =
        std::string_view{account}.substr(account.starts_with('@'));
    names.emplace_back(bare.substr(0, bare.find('@')));
  }
  std::vector<lib::Word> words;
  for (const std::string &name : names) {
    if (name.empty())
      continue;
    words.clear();
    lib::split_words(name, words);
    for (const lib::Word &word : words)
      unwanted_.insert(lib::folded(
          std::string_view{name}.substr(word.begin, word.end - word.begin)));
    if (squeezed(name).size() >= 4)
      company_.push_back(squeezed(name));
  }
  for (const std::string &word : config.blocked.words) {
    const std::string folded = lib::folded(word);
    if (folded.ends_with('*'))
      blocked_beginnings_.push_back(folded.substr(0, folded.size() - 1));
    else
      unwanted_.insert(folded);
  }
}

bool Reader::says_something(std::string_view folded,
                            std::string_view language) const {
  const auto begins_so = [&](const std::string &name) {
    return folded.starts_with(name);
  };
  return is_long_enough(folded) && !unwanted_.contains(folded) &&
         !is_stop_word(folded, language) &&
         std::none_of(company_.begin(), company_.end(), begins_so) &&
         std::none_of(blocked_beginnings_.begin(), blocked_beginnings_.end(),
                      begins_so);
}

Reading Reader::read(const RoutedPost &post) const {
  Reading reading{&post, {}};
  const std::string text =
      without_addresses(post.post.title + "\n" + post.post.text);
  const std::string &language =
      post.post.language.empty() ? post.mood.language : post.post.language;
  std::vector<lib::Word> words;
  lib::split_words(text, words);
  for (const lib::Word &word : words) {
    if (word.emoji)
      continue;
    std::string written = text.substr(word.begin, word.end - word.begin);
    std::string folded = lib::folded(written);
    if (says_something(folded, language) && !reading.has(folded))
      reading.terms.push_back({std::move(folded), std::move(written)});
  }
  return reading;
}

std::vector<Reading> Reader::read(std::span<const RoutedPost> posts) const {
  std::vector<Reading> readings;
  for (const RoutedPost &post : posts)
    readings.push_back(read(post));
  return readings;
}

std::vector<KeyWord> key_words(std::span<const Reading> inside,
                               std::span<const Reading> outside,
                               std::size_t most) {
  constexpr double significant = 1.96;
  constexpr std::size_t least_people = 3;
  const Uses in = uses_in(inside), out = uses_in(outside);
  const double all_in = sum_of(in), all_out = sum_of(out);
  std::vector<KeyWord> words;
  for (const auto &[word, use] : in) {
    if (use.people.size() < least_people)
      continue;
    const auto other = out.find(word);
    const auto outside_uses =
        other == out.end() ? 0.0
                           : static_cast<double>(other->second.people.size());
    const double z = z_score(static_cast<double>(use.people.size()), all_in,
                             outside_uses, all_out);
    if (z >= significant)
      words.push_back({std::string{word}, std::string{usual_form(use)}, z});
  }
  std::sort(words.begin(), words.end(), [](const KeyWord &a, const KeyWord &b) {
    return a.strength != b.strength ? a.strength > b.strength
                                    : a.folded < b.folded;
  });
  if (words.size() > most)
    words.resize(most);
  return words;
}

std::vector<Reading> without_repeats(std::vector<Reading> readings) {
  std::vector<Reading> kept;
  std::vector<std::vector<std::string_view>>
      seen; // moving a reading leaves its terms in place
  for (Reading &reading : readings) {
    std::vector<std::string_view> words;
    for (const Term &term : reading.terms)
      words.push_back(term.folded);
    std::sort(words.begin(), words.end());
    const auto same = [&](const auto &other) {
      return nearly_the_same(words, other);
    };
    if (std::any_of(seen.begin(), seen.end(), same))
      continue;
    seen.push_back(std::move(words));
    kept.push_back(std::move(reading));
  }
  return kept;
}

} // namespace narrowcast
