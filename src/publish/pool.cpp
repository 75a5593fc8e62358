// SPDX-License-Identifier: Apache-2.0
// What a round of posts is chosen from.
#include "publish/pool.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::size_t candidates_read = 1000, written_read = 2000;
constexpr int days_back = 3;

Voices labels_of(const Today& today)
{
    Voices all{};
    for (const HourCount& hour : today.hours) {
        all[0] += hour.negative;
        all[1] += hour.neutral;
        all[2] += hour.positive;
        all[3] += hour.unsure;
    }
    return all;
}

bool concerns(const RoutedPost& routed, const std::string& department)
{
    const auto& all = routed.departments;
    return department.empty() || std::find(all.begin(), all.end(), department) != all.end();
}

bool is_own(const RoutedPost& routed, const CompanyConfig& company)
{
    return routed.by_company || is_company(routed.post.author, company);
}

// Sources and topics as they were written; the counts of hours do not know a department's sources.
Result<Mix> mix_since(const Offering& offering, Time from)
{
    const auto& desk = offering.desk;
    Mix mix = empty_mix(topics_of_screen(desk.config, offering.screen));
    const auto posts = TRY(desk.store.walk({desk.now + ahead, {}}, from, written_read));
    for (const RoutedPost& routed : posts)
        if (concerns(routed, desk.audience.department) && !is_own(routed, desk.config.company))
            mix.add(routed);
    return mix;
}

// The counts are of everybody: what the company wrote is taken out of them again.
void leave_out_company(Pool& pool, const CompanyConfig& company)
{
    std::erase_if(pool.posts, [&](const RoutedPost& post) {
        if (!is_own(post, company)) return false;
        std::int64_t& voice = pool.written.labels[voice_of(post.mood)];
        voice = std::max<std::int64_t>(0, voice - 1);
        return true;
    });
}

}  // namespace

Result<Pool> pool_of(const Offering& offering)
{
    const auto& [desk, screen, book, today, spoken] = offering;
    Pool pool;
    Time from = today.day;
    for (int day = 0; day <= days_back; ++day) {
        from = local_day(desk.now, book.zone, -day).begin;
        pool.posts =
            TRY(posts_for(desk.audience, desk.store, from, desk.now + ahead, candidates_read));
        Voices labels = labels_of(today);
        if (day > 0) {
            const Voices before =
                TRY(voices(desk.audience.department, desk.store, from, today.day));
            for (std::size_t i = 0; i < before.size(); ++i)
                labels[i] += before[i];
        }
        pool.written.labels = labels;
        pool.total = std::accumulate(labels.begin(), labels.end(), std::int64_t{0});
        leave_out_company(pool, desk.config.company);
        if (2 * pool.posts.size() >= desk.config.look.posts) break;
    }
    const Voices labels = pool.written.labels;
    pool.written = TRY(mix_since(offering, from));
    pool.written.labels = labels;
    return pool;
}

Result<std::vector<RoutedPost>> pinned_posts(const Newsdesk& desk)
{
    std::map<std::string, Verdict> last;
    const auto decisions = TRY(desk.store.decisions());
    for (const Decision& decision : decisions)
        if (decision.verdict == Verdict::pin || decision.verdict == Verdict::unpin ||
            decision.verdict == Verdict::hide)
            last[decision.post] = decision.verdict;
    std::vector<RoutedPost> pinned;
    for (const auto& [id, verdict] : last) {
        if (verdict != Verdict::pin) continue;
        auto post = TRY(desk.store.post(id));
        if (!post || post->post.deleted) continue;
        if (TRY(is_on_screen(desk, post->post))) pinned.push_back(*std::move(post));
    }
    return pinned;
}

}  // namespace narrowcast
