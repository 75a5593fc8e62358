// SPDX-License-Identifier: Apache-2.0
// What a day is about.
#include "publish/context.hpp"

#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "publish/peaks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace narrowcast {

namespace {

// Enough to know what is usual, few enough to read again for every edition.
constexpr std::size_t posts_of_a_peak = 300;
constexpr std::size_t posts_before = 600;
constexpr std::chrono::days days_before{7};

std::string_view bare_handle(std::string_view handle) {
  return handle.starts_with('@') ? handle.substr(1) : handle;
}

bool may_stand_for_others(const RoutedPost &routed,
                          const CompanyConfig &company) {
  return !routed.post.sensitive && !is_company(routed.post.author, company);
}

// The label that most sure posts have; nothing when there is no most.
std::optional<Label> prevailing(const std::vector<Reading> &readings) {
  std::array<std::size_t, 3> counts{};
  for (const Reading &reading : readings)
    if (reading.post->mood.sure)
      ++counts[static_cast<std::size_t>(reading.post->mood.label)];
  const auto most = std::max_element(counts.begin(), counts.end());
  if (std::count(counts.begin(), counts.end(), *most) > 1)
    return {};
  return static_cast<Label>(most - counts.begin());
}

std::size_t signs_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
      }));
}

// 1 for what is read at a glance, down to 0 for an exclamation or an essay.
double readability(std::string_view text) {
  const auto signs = static_cast<double>(signs_in(text));
  if (signs < 40)
    return std::max(0.0, (signs - 10) / 30);
  return signs <= 160 ? 1 : std::max(0.0, (320 - signs) / 160);
}

class Candidates {
public:
  // Those who may be chosen are judged by the words of all, copies left out.
  Candidates(const std::vector<Reading> &once,
             const std::vector<KeyWord> &words, const WallConfig &config)
      : words_{words}, config_{config} {
    for (const Reading &reading : once)
      for (const Term &term : reading.terms)
        ++uses_[term.folded];
    for (const auto &[word, uses] : uses_)
      most_uses_ = std::max(most_uses_, uses);
    for (const KeyWord &word : words)
      all_strength_ += word.strength;
  }

  double fitness(const Reading &reading) const {
    const Post &post = reading.post->post;
    const bool answers =
        !post.in_reply_to.empty() || post.text.starts_with('@');
    const bool home =
        !config_.languages.empty() &&
        reading.post->mood.language.starts_with(config_.languages.front());
    return 2 * by_words(reading) + centrality(reading) +
           readability(post.text) + (home ? 0.3 : 0.0) - (answers ? 0.3 : 0.0);
  }

private:
  double by_words(const Reading &reading) const {
    double strength = 0;
    for (const KeyWord &word : words_)
      if (reading.has(word.folded))
        strength += word.strength;
    return all_strength_ > 0 ? strength / all_strength_ : 0;
  }

  double centrality(const Reading &reading) const {
    if (reading.terms.empty())
      return 0;
    double sum = 0;
    for (const Term &term : reading.terms)
      if (const auto found = uses_.find(term.folded); found != uses_.end())
        sum += static_cast<double>(found->second) /
               static_cast<double>(most_uses_);
    return sum / static_cast<double>(reading.terms.size());
  }

  const std::vector<KeyWord> &words_;
  const WallConfig &config_;
  std::unordered_map<std::string_view, std::size_t> uses_;
  std::size_t most_uses_ = 0;
  double all_strength_ = 0;
};

const RoutedPost *fittest(const std::vector<Reading> &inside,
                          const Candidates &candidates,
                          const CompanyConfig &company,
                          std::optional<Label> label) {
  const RoutedPost *best = nullptr;
  double best_fitness = 0;
  for (const Reading &reading : inside) {
    const RoutedPost &post = *reading.post;
    if (!may_stand_for_others(post, company))
      continue;
    if (label && (!post.mood.sure || post.mood.label != *label))
      continue;
    const double fitness = candidates.fitness(reading);
    const bool earlier =
        best && fitness == best_fitness && post.post.id < best->post.id;
    if (!best || fitness > best_fitness || earlier) {
      best = &post;
      best_fitness = fitness;
    }
  }
  return best;
}

} // namespace

bool is_company(const Author &author, const CompanyConfig &company) {
  return !author.handle.empty() &&
         std::any_of(company.accounts.begin(), company.accounts.end(),
                     [&](const auto &account) {
                       return equal_ignoring_case(bare_handle(account),
                                                  bare_handle(author.handle));
                     });
}

Result<std::vector<RoutedPost>> posts_for(const Audience &audience,
                                          const Store &store, Time from,
                                          Time until, std::size_t most) {
  auto posts = TRY(store.newest(audience.screen, from, until, most));
  if (!audience.screen.empty())
    return posts;
  std::erase_if(posts, [&](const RoutedPost &post) {
    const auto &departments = post.departments;
    const bool other = !audience.department.empty() &&
                       std::find(departments.begin(), departments.end(),
                                 audience.department) == departments.end();
    return post.screens.empty() || other;
  });
  return posts;
}

std::vector<std::string> Gist::written() const {
  std::vector<std::string> all;
  for (const KeyWord &word : words)
    all.push_back(word.written);
  return all;
}

Gist gist_of(const std::vector<Reading> &inside,
             const std::vector<Reading> &outside, const WallConfig &config) {
  Gist gist;
  const std::vector<Reading> once = without_repeats(inside);
  gist.words = key_words(once, outside, words_of_a_peak);
  const Candidates candidates{once, gist.words, config};
  gist.post = fittest(inside, candidates, config.company, prevailing(inside));
  if (!gist.post)
    gist.post = fittest(inside, candidates, config.company, {});
  return gist;
}

Result<Today> today_for(const WallConfig &config, const Audience &audience,
                        const Store &store, Time now) {
  const Counted counted = TRY(
      count_today(config.company.time_zone, audience.department, store, now));
  Today today = counted.today;
  today.peaks = find_peaks(counted);
  const Reader reader{config};
  for (Peak &peak : today.peaks) {
    const auto inside =
        TRY(posts_for(audience, store, peak.from, peak.until, posts_of_a_peak));
    const auto outside = TRY(posts_for(audience, store, today.day - days_before,
                                       peak.from, posts_before));
    const Gist gist =
        gist_of(reader.read(inside), reader.read(outside), config);
    peak.words = gist.written();
    if (gist.post)
      peak.post = gist.post->post.id;
  }
  return today;
}

} // namespace narrowcast
