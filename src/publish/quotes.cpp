// SPDX-License-Identifier: Apache-2.0
// The story of the day in three quotes.
#include "publish/context.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace narrowcast {

namespace {

constexpr std::size_t posts_of_today = 400;

using Posts = std::vector<RoutedPost>;  // newest first

const Peak* greatest(const std::vector<Peak>& peaks, const Peak* but = nullptr)
{
    const Peak* most = nullptr;
    for (const Peak& peak : peaks)
        if (&peak != but && !peak.post.empty() && (!most || peak.posts > most->posts)) most = &peak;
    return most;
}

// The most shared of the company's posts since then; of equals the first.
std::optional<Quote> answer_since(Time since, const Posts& posts, const Peak* peak,
                                  const WallConfig& config)
{
    const RoutedPost* answer = nullptr;
    for (const RoutedPost& routed : posts) {
        if (routed.post.created < since || !is_company(routed.post.author, config.company))
            continue;
        const auto shared = [](const RoutedPost& one) {
            return one.post.counts.reposts.value_or(0);
        };
        if (!answer || shared(routed) >= shared(*answer)) answer = &routed;
    }
    if (!answer) return {};
    Quote quote{answer->post, answer->mood, {}, 1, true};
    if (!peak) return quote;
    const Reader reader{config};
    std::vector<RoutedPost> of_peak(1);
    for (const std::string& word : peak->words) {
        of_peak[0].post.text = word;
        const Reading wanted = reader.read(of_peak[0]);
        const auto& terms = wanted.pairs.empty() ? wanted.terms : wanted.pairs;
        if (!terms.empty() && reader.read(*answer).has(terms[0].folded))
            quote.words.push_back(word);
    }
    return quote;
}

// The post that stands for the praise since then, with what it praises.
Result<std::optional<Quote>> praise_since(const Newsdesk& desk, Time since, const Posts& posts,
                                          const Spoken& spoken)
{
    const Reader reader{desk.config};
    std::vector<Reading> praise, other;
    for (const RoutedPost& routed : posts) {
        const bool positive = routed.mood.sure && routed.mood.label == Label::positive;
        const bool own = is_company(routed.post.author, desk.config.company);
        const bool counts = positive && !own && routed.post.created >= since;
        (counts ? praise : other).push_back(reader.read(routed));
    }
    const Gist gist = gist_of(praise, other, desk.config, spoken);
    const RoutedPost* post = TRY(spokesman(gist, desk.store));
    if (post == nullptr) return std::nullopt;
    Quote quote{post->post, post->mood, gist.written(), 0, false};
    quote.posts = std::count_if(praise.begin(), praise.end(), [&](const Reading& reading) {
        return std::any_of(gist.words.begin(), gist.words.end(),
                           [&](const KeyWord& word) { return reading.has(word.folded); });
    });
    return quote;
}

// The newest voice of somebody else: with another label than the first quote's, if there is one.
std::optional<Quote> newest_sign(const Posts& posts, const std::vector<Quote>& quotes,
                                 const WallConfig& config, const Spoken& spoken)
{
    const Reader reader{config};
    const RoutedPost* newest = nullptr;
    for (const RoutedPost& routed : posts) {
        if (routed.post.sensitive || is_company(routed.post.author, config.company) ||
            spoken.has(reader.read(routed)))
            continue;
        const bool differs =
            routed.mood.sure && (quotes.empty() || routed.mood.label != quotes.front().mood.label);
        if (differs) return Quote{routed.post, routed.mood, {}, 0, false};
        if (!newest) newest = &routed;
    }
    if (!newest) return {};
    return Quote{newest->post, newest->mood, {}, 0, false};
}

Result<std::optional<Quote>> quote_or_none(const Store& store, const Peak* peak)
{
    if (peak == nullptr) return std::nullopt;
    return quote_of(store, *peak);
}

}  // namespace

Result<std::optional<Quote>> quote_of(const Store& store, const Peak& peak)
{
    if (peak.post.empty()) return std::nullopt;
    auto routed = TRY(store.post(peak.post));
    if (!routed) return std::nullopt;
    return Quote{std::move(routed->post), std::move(routed->mood), peak.words, peak.posts, false};
}

void Story::add(std::optional<Quote> quote)
{
    if (!quote || quotes_.size() == most_quotes) return;
    RoutedPost routed;
    routed.post = quote->post;
    const Reading reading = reader_.read(routed);
    if (spoken_.has(reading)) return;
    spoken_.add(reading);
    quotes_.push_back(*std::move(quote));
}

void Story::add_known(std::optional<Quote> quote)
{
    if (quote && quotes_.size() < most_quotes) quotes_.push_back(*std::move(quote));
}

std::vector<Quote> Story::in_order_of_time() &&
{
    std::stable_sort(quotes_.begin(), quotes_.end(), [](const Quote& a, const Quote& b) {
        return std::tie(a.post.created, a.post.id) < std::tie(b.post.created, b.post.id);
    });
    return std::move(quotes_);
}

Result<std::vector<Quote>> quotes_of(const Newsdesk& desk, const Today& today, Spoken& spoken)
{
    const Posts posts =
        TRY(posts_for(desk.audience, desk.store, today.day, desk.now + ahead, posts_of_today));
    const Peak* peak = greatest(today.peaks);
    Story story{desk.config, spoken};
    story.add_known(TRY(quote_or_none(desk.store, peak)));

    auto answer = answer_since(peak ? peak->from : today.day, posts, peak, desk.config);
    const Time since = answer ? answer->post.created : peak ? peak->top : today.day;
    story.add(std::move(answer));
    story.add(TRY(praise_since(desk, since, posts, spoken)));
    story.add_known(TRY(quote_or_none(desk.store, greatest(today.peaks, peak))));
    story.add(newest_sign(posts, story.quotes(), desk.config, spoken));
    return std::move(story).in_order_of_time();
}

}  // namespace narrowcast
