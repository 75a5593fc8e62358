// SPDX-License-Identifier: Apache-2.0
// What a day is about.
#include "publish/context.hpp"

#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "publish/peaks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <unordered_map>

namespace narrowcast {

namespace {

// Enough to know what is usual, few enough to read again for every edition.
constexpr std::size_t posts_of_a_peak = 300;
constexpr int days_before = 7, weeks_before = 8;
constexpr std::size_t posts_of_a_day = 60, posts_of_a_week = 20;

constexpr std::size_t most_others = 11;

std::string_view bare_handle(std::string_view handle)
{
    return handle.starts_with('@') ? handle.substr(1) : handle;
}

bool may_stand_for_others(const RoutedPost& routed, const CompanyConfig& company)
{
    return !routed.post.sensitive && !is_company(routed.post.author, company);
}

// The label that most sure posts have; nothing when there is no most.
std::optional<Label> prevailing(const std::vector<Reading>& readings)
{
    std::array<std::size_t, 3> counts{};
    for (const Reading& reading : readings)
        if (reading.post->mood.sure) ++counts[static_cast<std::size_t>(reading.post->mood.label)];
    const auto most = std::max_element(counts.begin(), counts.end());
    if (std::count(counts.begin(), counts.end(), *most) > 1) return {};
    return static_cast<Label>(most - counts.begin());
}

// 1 for what is read at a glance, down to 0 for an exclamation or an essay.
double readability(std::string_view text)
{
    const auto signs = static_cast<double>(signs_in(text));
    if (signs < 40) return std::max(0.0, (signs - 10) / 30);
    return signs <= 160 ? 1 : std::max(0.0, (320 - signs) / 160);
}

class Candidates {
public:
    // Those who may be chosen are judged by the words of all, copies left out.
    Candidates(const std::vector<Reading>& once, const std::vector<KeyWord>& words,
               const WallConfig& config)
        : words_{words}, config_{config}
    {
        for (const Reading& reading : once)
            for (const Term& term : reading.terms)
                ++uses_[term.folded];
        for (const auto& [word, uses] : uses_)
            most_uses_ = std::max(most_uses_, uses);
        for (const KeyWord& word : words)
            all_strength_ += word.strength;
    }

    double fitness(const Reading& reading) const
    {
        const Post& post = reading.post->post;
        const bool answers = !post.in_reply_to.empty() || post.text.starts_with('@');
        const bool home = !config_.languages.empty() &&
                          reading.post->mood.language.starts_with(config_.languages.front());
        return 2 * by_words(reading) + centrality(reading) + readability(post.text) +
               (home ? 0.3 : 0.0) - (answers ? 0.3 : 0.0);
    }

private:
    double by_words(const Reading& reading) const
    {
        double strength = 0;
        for (const KeyWord& word : words_)
            if (reading.has(word.folded)) strength += word.strength;
        return all_strength_ > 0 ? strength / all_strength_ : 0;
    }

    double centrality(const Reading& reading) const
    {
        if (reading.terms.empty()) return 0;
        double sum = 0;
        for (const Term& term : reading.terms)
            if (const auto found = uses_.find(term.folded); found != uses_.end())
                sum += static_cast<double>(found->second) / static_cast<double>(most_uses_);
        return sum / static_cast<double>(reading.terms.size());
    }

    const std::vector<KeyWord>& words_;
    const WallConfig& config_;
    std::unordered_map<std::string_view, std::size_t> uses_;
    std::size_t most_uses_ = 0;
    double all_strength_ = 0;
};

struct Fit {
    const RoutedPost* post = nullptr;
    double fitness = 0;
};

// Those who may stand for the others, fittest first.
std::vector<Fit> ranked(const std::vector<Reading>& inside, const Candidates& candidates,
                        const CompanyConfig& company, std::optional<Label> label,
                        const Spoken& spoken)
{
    std::vector<Fit> fits;
    for (const Reading& reading : inside) {
        const RoutedPost& post = *reading.post;
        if (!may_stand_for_others(post, company) || spoken.has(reading)) continue;
        if (label && (!post.mood.sure || post.mood.label != *label)) continue;
        fits.push_back({&post, candidates.fitness(reading)});
    }
    std::sort(fits.begin(), fits.end(), [](const Fit& a, const Fit& b) {
        return a.fitness != b.fitness ? a.fitness > b.fitness : a.post->post.id < b.post->post.id;
    });
    const auto readable = [](const Fit& fit) { return readability(fit.post->post.text) > 0; };
    if (std::any_of(fits.begin(), fits.end(), readable)) std::erase_if(fits, std::not_fn(readable));
    return fits;
}

// Somebody who has written before, not somebody who came for this.
Result<bool> was_heard_before(const RoutedPost& routed, const Store& store)
{
    const History history = TRY(store.history(routed.post.id));
    return history.posts >= 2 && history.oldest + std::chrono::days{7} <= routed.post.created;
}

}  // namespace

bool is_company(const Author& author, const CompanyConfig& company)
{
    return !author.handle.empty() &&
           std::any_of(company.accounts.begin(), company.accounts.end(), [&](const auto& account) {
               return equal_ignoring_case(bare_handle(account), bare_handle(author.handle));
           });
}

Result<std::vector<RoutedPost>> posts_for(const Audience& audience, const Store& store, Time from,
                                          Time until, std::size_t most)
{
    auto posts = TRY(store.newest(audience.screen, from, until, most));
    // Answers of the company are on all screens, but of concern only where the department cares.
    std::erase_if(posts, [&](const RoutedPost& post) {
        const auto& departments = post.departments;
        const bool other = !audience.department.empty() &&
                           std::find(departments.begin(), departments.end(), audience.department) ==
                               departments.end();
        return post.screens.empty() || other;
    });
    return posts;
}

Result<bool> is_on_screen(const Store& store, std::string_view screen, const Post& post)
{
    const auto shown =
        TRY(store.newest(screen, post.created, post.created + std::chrono::seconds{1},
                         std::numeric_limits<std::size_t>::max()));
    return std::any_of(shown.begin(), shown.end(),
                       [&](const RoutedPost& other) { return other.post.id == post.id; });
}

Result<bool> is_on_screen(const Newsdesk& desk, const Post& post)
{
    return is_on_screen(desk.store, desk.audience.screen, post);
}

std::vector<std::string> Gist::written() const
{
    std::vector<std::string> all;
    for (const KeyWord& word : words)
        all.push_back(word.written);
    return all;
}

Gist gist_of(const std::vector<Reading>& inside, const std::vector<Reading>& outside,
             const WallConfig& config, const Spoken& spoken)
{
    constexpr double nearly_as_fit = 0.4;
    Gist gist;
    const std::vector<Reading> once = without_repeats(inside);
    gist.words = key_words(once, outside, words_of_a_peak);
    const Candidates candidates{once, gist.words, config};
    auto fits = ranked(inside, candidates, config.company, prevailing(inside), spoken);
    if (fits.empty()) fits = ranked(inside, candidates, config.company, {}, spoken);
    if (fits.empty()) return gist;
    gist.post = fits.front().post;
    for (std::size_t i = 1; i < fits.size() && gist.others.size() < most_others; ++i)
        if (fits[i].fitness + nearly_as_fit >= fits.front().fitness)
            gist.others.push_back(fits[i].post);
    return gist;
}

Result<const RoutedPost*> spokesman(const Gist& gist, const Store& store)
{
    if (gist.post == nullptr || TRY(was_heard_before(*gist.post, store))) return gist.post;
    for (const RoutedPost* other : gist.others)
        if (TRY(was_heard_before(*other, store))) return other;
    return gist.post;
}

Result<std::vector<RoutedPost>> posts_before(const Newsdesk& desk, Time from, Time until)
{
    std::vector<RoutedPost> posts;
    const auto read = [&](Time begin, Time end, std::size_t most) -> Result<void> {
        auto some = TRY(posts_for(desk.audience, desk.store, begin, end, most));
        std::move(some.begin(), some.end(), std::back_inserter(posts));
        return {};
    };
    using std::chrono::days;
    for (int day = 0; day < days_before; ++day)
        TRY(read(from - days{day + 1}, from - days{day}, posts_of_a_day));
    for (int week = 2; week <= weeks_before; ++week)
        TRY(read(from - days{7 * week}, until - days{7 * week}, posts_of_a_week));
    return posts;
}

Result<void> name_peak(const Newsdesk& desk, Peak& peak, Spoken& spoken)
{
    const Reader reader{desk.config};
    const auto inside =
        TRY(posts_for(desk.audience, desk.store, peak.from, peak.until, posts_of_a_peak));
    const auto outside = TRY(posts_before(desk, peak.from, peak.until));
    const Gist gist = gist_of(reader.read(inside), reader.read(outside), desk.config, spoken);
    peak.words = gist.written();
    const RoutedPost* post = TRY(spokesman(gist, desk.store));
    if (post == nullptr) return {};
    peak.post = post->post.id;
    spoken.add(reader.read(*post));
    return {};
}

Result<Today> today_for(const Newsdesk& desk, Spoken& spoken)
{
    const CountBook book = TRY(
        count_book(desk.config.company.time_zone, desk.audience.department, desk.store, desk.now));
    return today_for(desk, book, spoken);
}

Result<Today> today_for(const Newsdesk& desk, const CountBook& book, Spoken& spoken)
{
    const Counted counted = count_day(book, desk.now);
    Today today = counted.today;
    today.peaks = find_peaks(counted);
    for (Peak& peak : today.peaks)
        TRY(name_peak(desk, peak, spoken));
    return today;
}

bool Spoken::has(const Reading& reading) const
{
    if (std::find(ids_.begin(), ids_.end(), reading.post->post.id) != ids_.end()) return true;
    const auto words = reading.sorted();
    return std::any_of(words_.begin(), words_.end(), [&](const std::vector<std::string>& other) {
        return is_repeat(words, {other.begin(), other.end()});
    });
}

void Spoken::add(const Reading& reading)
{
    ids_.push_back(reading.post->post.id);
    const auto words = reading.sorted();
    words_.emplace_back(words.begin(), words.end());
}

}  // namespace narrowcast
