// SPDX-License-Identifier: Apache-2.0
// The story of the day in three quotes.
#include "publish/context.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>

namespace narrowcast {

namespace {

constexpr std::size_t most_quotes = 3;
constexpr std::size_t posts_of_today = 400;

using Posts = std::vector<RoutedPost>; // newest first

const Peak *greatest(const std::vector<Peak> &peaks,
                     const Peak *but = nullptr) {
  const Peak *most = nullptr;
  for (const Peak &peak : peaks)
    if (&peak != but && !peak.post.empty() &&
        (!most || peak.posts > most->posts))
      most = &peak;
  return most;
}

Result<std::optional<Quote>> quote_of(const Peak *peak, const Store &store) {
  if (!peak)
    return std::nullopt;
  auto routed = TRY(store.post(peak->post));
  if (!routed)
    return std::nullopt;
  return Quote{std::move(routed->post), std::move(routed->mood), peak->words,
               peak->posts, false};
}

// The most shared of the company's posts since then; of equals the first.
std::optional<Quote> answer_since(Time since, const Posts &posts,
                                  const Peak *peak, const WallConfig &config) {
  const RoutedPost *answer = nullptr;
  for (const RoutedPost &routed : posts) {
    if (routed.post.created < since ||
        !is_company(routed.post.author, config.company))
      continue;
    const auto shared = [](const RoutedPost &one) {
      return one.post.counts.reposts.value_or(0);
    };
    if (!answer || shared(routed) >= shared(*answer))
      answer = &routed;
  }
  if (!answer)
    return {};
  Quote quote{answer->post, answer->mood, {}, 1, true};
  if (!peak)
    return quote;
  const Reader reader{config};
  std::vector<RoutedPost> of_peak(1);
  for (const std::string &word : peak->words) {
    of_peak[0].post.text = word;
    const Reading wanted = reader.read(of_peak[0]);
    if (!wanted.terms.empty() &&
        reader.read(*answer).has(wanted.terms[0].folded))
      quote.words.push_back(word);
  }
  return quote;
}

// The post that stands for the praise since then, with what it praises.
std::optional<Quote> praise_since(Time since, const Posts &posts,
                                  const WallConfig &config) {
  const Reader reader{config};
  std::vector<Reading> praise, other;
  for (const RoutedPost &routed : posts) {
    const bool positive =
        routed.mood.sure && routed.mood.label == Label::positive;
    const bool own = is_company(routed.post.author, config.company);
    const bool counts = positive && !own && routed.post.created >= since;
    (counts ? praise : other).push_back(reader.read(routed));
  }
  const Gist gist = gist_of(praise, other, config);
  if (!gist.post)
    return {};
  Quote quote{gist.post->post, gist.post->mood, gist.written(), 0, false};
  quote.posts =
      std::count_if(praise.begin(), praise.end(), [&](const Reading &reading) {
        return std::any_of(
            gist.words.begin(), gist.words.end(),
            [&](const KeyWord &word) { return reading.has(word.folded); });
      });
  return quote;
}

// The newest voice of somebody else: with another label than the first quote's,
// if there is one.
std::optional<Quote> newest_sign(const Posts &posts,
                                 const std::vector<Quote> &quotes,
                                 const WallConfig &config) {
  const RoutedPost *newest = nullptr;
  for (const RoutedPost &routed : posts) {
    const bool quoted =
        std::any_of(quotes.begin(), quotes.end(), [&](const Quote &quote) {
          return quote.post.id == routed.post.id;
        });
    if (quoted || routed.post.sensitive ||
        is_company(routed.post.author, config.company))
      continue;
    const bool differs =
        routed.mood.sure &&
        (quotes.empty() || routed.mood.label != quotes.front().mood.label);
    if (differs)
      return Quote{routed.post, routed.mood, {}, 0, false};
    if (!newest)
      newest = &routed;
  }
  if (!newest)
    return {};
  return Quote{newest->post, newest->mood, {}, 0, false};
}

void add(std::vector<Quote> &quotes, std::optional<Quote> quote) {
  if (!quote || quotes.size() == most_quotes)
    return;
  const bool known =
      std::any_of(quotes.begin(), quotes.end(), [&](const Quote &other) {
        return other.post.id == quote->post.id;
      });
  if (!known)
    quotes.push_back(std::move(*quote));
}

} // namespace

Result<std::vector<Quote>> quotes_of(const Today &today,
                                     const WallConfig &config,
                                     const Audience &audience,
                                     const Store &store, Time now) {
  const Posts posts =
      TRY(posts_for(audience, store, today.day, now + ahead, posts_of_today));
  const Peak *peak = greatest(today.peaks);
  std::vector<Quote> quotes;
  auto of_peak = TRY(quote_of(peak, store));
  add(quotes, std::move(of_peak));

  auto answer =
      answer_since(peak ? peak->from : today.day, posts, peak, config);
  const Time since = answer ? answer->post.created
                     : peak ? peak->top
                            : today.day;
  add(quotes, std::move(answer));
  add(quotes, praise_since(since, posts, config));

  auto next_peak = TRY(quote_of(greatest(today.peaks, peak), store));
  add(quotes, std::move(next_peak));
  if (quotes.size() < most_quotes)
    add(quotes, newest_sign(posts, quotes, config));
  std::stable_sort(quotes.begin(), quotes.end(),
                   [](const Quote &a, const Quote &b) {
                     return std::tie(a.post.created, a.post.id) <
                            std::tie(b.post.created, b.post.id);
                   });
  return quotes;
}

} // namespace narrowcast
