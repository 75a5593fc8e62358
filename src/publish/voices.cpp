// SPDX-License-Identifier: Apache-2.0
// Praise for people and teams, and what the company answered.
#include "publish/copies.hpp"
#include "publish/offers.hpp"
#include "publish/thanks.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace narrowcast {

namespace {

constexpr std::size_t most_thanks = 3, most_answers = 2, least_together = 2;
constexpr std::size_t posts_read = 600, answers_read = 1000;
constexpr int days_back = 3;
constexpr std::size_t least_signs = 20, most_signs = 280;

bool is_praise(const RoutedPost& routed, const CompanyConfig& company)
{
    const std::size_t signs = signs_in(routed.post.text);
    return routed.mood.sure && routed.mood.label == Label::positive &&
           routed.post.kind != Kind::article && !is_company(routed.post.author, company) &&
           signs >= least_signs && signs <= most_signs;
}

// Takes praise until there is enough, each by somebody else and in other words.
class Praise {
public:
    explicit Praise(const Offering& offering)
        : reader_{offering.desk.config}, spoken_{offering.spoken}
    {
    }

    void take(const RoutedPost& routed)
    {
        const Author& author = routed.post.author;
        const std::string& name = author.handle.empty() ? author.name : author.handle;
        const Reading reading = reader_.read(routed);
        if (posts_.size() == most_thanks || spoken_.has(reading)) return;
        if (!name.empty() && !authors_.insert(name).second) return;
        spoken_.add(reading);
        posts_.push_back(&routed);
    }

    std::vector<const RoutedPost*> newest_first() &&
    {
        std::stable_sort(posts_.begin(), posts_.end(), [](const auto* a, const auto* b) {
            return a->post.created > b->post.created;
        });
        return std::move(posts_);
    }

private:
    Reader reader_;
    Spoken& spoken_;
    std::set<std::string> authors_;
    std::vector<const RoutedPost*> posts_;
};

Result<std::vector<PostSlide>> thanks_of(const Offering& offering)
{
    const auto& desk = offering.desk;
    const Time from = local_day(desk.now, offering.book.zone, -days_back).begin;
    auto posts = TRY(posts_for(desk.audience, desk.store, from, desk.now + ahead, posts_read));
    std::erase_if(
        posts, [&](const RoutedPost& routed) { return !is_praise(routed, desk.config.company); });
    Praise praise{offering};
    for (const RoutedPost& routed : posts)
        if (says_thanks(routed)) praise.take(routed);
    std::stable_sort(posts.begin(), posts.end(), [](const RoutedPost& a, const RoutedPost& b) {
        return a.mood.score > b.mood.score;
    });
    for (const RoutedPost& routed : posts)
        praise.take(routed);
    std::vector<PostSlide> cards;
    for (const RoutedPost* routed : std::move(praise).newest_first())
        cards.push_back(TRY(card_of(*routed, desk.store)));
    return cards;
}

std::chrono::seconds median_time(std::vector<std::chrono::seconds> times)
{
    if (times.empty()) return {};
    std::sort(times.begin(), times.end());
    return times[(times.size() - 1) / 2];
}

bool concerns(const RoutedPost& routed, const std::string& department)
{
    const auto& all = routed.departments;
    return department.empty() || std::find(all.begin(), all.end(), department) != all.end();
}

Result<void> add_answers(const Offering& offering, VoicesSlide& slide)
{
    const auto& desk = offering.desk;
    const Time from = local_day(desk.now, offering.book.zone, -days_back).begin;
    const auto answers = TRY(desk.store.answers(from, desk.now + ahead, answers_read));
    std::vector<std::chrono::seconds> times;
    for (const Answer& answer : answers) {
        if (!concerns(answer.question, desk.audience.department)) continue;
        if (answer.answer.post.created >= offering.today.day) times.push_back(answer.after);
        if (slide.answers.size() == most_answers) continue;
        const bool shown = TRY(is_on_screen(desk, answer.question.post)) &&
                           TRY(is_on_screen(desk, answer.answer.post));
        if (!shown) continue;
        slide.answers.push_back({TRY(card_of(answer.question, desk.store)),
                                 TRY(card_of(answer.answer, desk.store)), answer.after});
    }
    slide.answered = static_cast<std::int64_t>(times.size());
    slide.typical_answer = median_time(std::move(times));
    return {};
}

}  // namespace

Result<std::optional<VoicesSlide>> voices_offer(const Offering& offering)
{
    VoicesSlide slide;
    TRY(add_answers(offering, slide));
    slide.thanks = TRY(thanks_of(offering));
    if (slide.thanks.size() + slide.answers.size() < least_together) return std::nullopt;
    return slide;
}

}  // namespace narrowcast
