// SPDX-License-Identifier: Apache-2.0
// What a day is about: the words and the posts that stand for its peaks, and
// the story in quotes.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/edition.hpp"
#include "narrowcast/store.hpp"
#include "publish/charts.hpp"
#include "publish/words.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

inline constexpr std::size_t words_of_a_peak = 3;

// Whose wall it is. Without a screen: all posts that some screen may show, of
// the department.
struct Audience {
  std::string department, screen;
};

// Posts are dated up to five minutes ahead where clocks differ.
inline constexpr std::chrono::minutes ahead{5};

// Posts of an audience created in [from, until), newest first, at most `most`.
Result<std::vector<RoutedPost>> posts_for(const Audience &audience,
                                          const Store &store, Time from,
                                          Time until, std::size_t most);

bool is_company(const Author &author, const CompanyConfig &company);

// The words of some posts against others, and the post that stands for them.
struct Gist {
  std::vector<KeyWord> words;
  const RoutedPost *post =
      nullptr; // of `inside`; null if none can stand for it
  std::vector<std::string> written() const;
};

// A post stands for others when it uses their words, is central among them, of
// a length that is read at a glance, in the label that most of them have, and
// neither the company's own nor sensitive.
Gist gist_of(const std::vector<Reading> &inside,
             const std::vector<Reading> &outside, const WallConfig &config);

// Today with peaks, each with words and post.
Result<Today> today_for(const WallConfig &config, const Audience &audience,
                        const Store &store, Time now);

// At most three, in order of time: the post of the greatest peak, the company's
// own answer, praise after it; where there is no praise, the next peak's post
// or the newest other sign.
Result<std::vector<Quote>> quotes_of(const Today &today,
                                     const WallConfig &config,
                                     const Audience &audience,
                                     const Store &store, Time now);

} // namespace narrowcast
