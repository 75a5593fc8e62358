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
#include <optional>
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

// For whom, from what and when an offer is made.
struct Newsdesk {
    const WallConfig& config;
    Audience audience;
    const Store& store;
    Time now{};
};

// Posts are dated up to five minutes ahead where clocks differ.
inline constexpr std::chrono::minutes ahead{5};

// Posts of an audience created in [from, until), newest first, at most `most`.
Result<std::vector<RoutedPost>> posts_for(const Audience& audience, const Store& store, Time from,
                                          Time until, std::size_t most);

// Whether a screen may show a post: it is held, routed there, not hidden, not sensitive, no repeat.
Result<bool> is_on_screen(const Store& store, std::string_view screen, const Post& post);
Result<bool> is_on_screen(const Newsdesk& desk, const Post& post);

bool is_company(const Author& author, const CompanyConfig& company);

// The posts that already stand for something on this wall: nothing else is told by the same post or
// by one that says the same.
class Spoken {
public:
    bool has(const Reading& reading) const;
    void add(const Reading& reading);

private:
    std::vector<std::string> ids_;
    std::vector<std::vector<std::string>> words_;
};

// The words of some posts against others, and the posts that can stand for them.
struct Gist {
    std::vector<KeyWord> words;
    const RoutedPost* post = nullptr;       // of `inside`, the fittest; null if none is fit
    std::vector<const RoutedPost*> others;  // nearly as fit, best first
    std::vector<std::string> written() const;
};

// A post stands for others when it uses their words, is central among them (it shares its words
// with most, the idea of LexRank: Erkan and Radev 2004), is of a length that is read at a glance
// and no outlier, in the label that most of them have, not spoken already, and neither the
// company's own nor sensitive.
Gist gist_of(const std::vector<Reading>& inside, const std::vector<Reading>& outside,
             const WallConfig& config, const Spoken& spoken = {});

// Of the fit ones the first by somebody who has been heard before: who wrote at least twice, the
// first time a week before. The fittest where nobody has. Null for a gist without a post.
Result<const RoutedPost*> spokesman(const Gist& gist, const Store& store);

// What was written at other times than [from, until): the seven days before, the hours before each
// of them the most, and the same hours of the weeks before those.
Result<std::vector<RoutedPost>> posts_before(const Newsdesk& desk, Time from, Time until);

// The words of a peak and the post that stands for it.
Result<void> name_peak(const Newsdesk& desk, Peak& peak, Spoken& spoken);

// Today with peaks, each with words and post.
Result<Today> today_for(const Newsdesk& desk, Spoken& spoken);
Result<Today> today_for(const Newsdesk& desk, const CountBook& book, Spoken& spoken);

// Quotes of which each says something else than all that was spoken before.
inline constexpr std::size_t most_quotes = 3;

class Story {
public:
    Story(const WallConfig& config, Spoken& spoken) : reader_{config}, spoken_{spoken} {}
    void add(std::optional<Quote> quote);
    void add_known(std::optional<Quote> quote);  // `spoken` holds it already: it names a peak
    const std::vector<Quote>& quotes() const { return quotes_; }
    std::vector<Quote> in_order_of_time() &&;

private:
    Reader reader_;
    Spoken& spoken_;
    std::vector<Quote> quotes_;
};

// At most three, in order of time: the post of the greatest peak, the company's
// own answer, praise after it; where there is no praise, the next peak's post
// or the newest other sign.
Result<std::vector<Quote>> quotes_of(const Newsdesk& desk, const Today& today, Spoken& spoken);

// A stored post as a quote of these words; nothing when it is not there.
Result<std::optional<Quote>> quote_of(const Store& store, const Peak& peak);

}  // namespace narrowcast
