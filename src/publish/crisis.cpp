// SPDX-License-Identifier: Apache-2.0
// When everybody must know: switched on by an editor, or by the numbers.
#include "publish/copies.hpp"
#include "publish/offers.hpp"

#include <algorithm>

namespace narrowcast {

namespace {

using std::chrono::hours;

constexpr std::int64_t least_posts = 20;
constexpr hours stays_on{1};
constexpr int hours_looked_back = 24;
constexpr std::size_t posts_read = 500;

bool is_for(const CrisisConfig& crisis, const std::string& department)
{
    const auto& all = crisis.departments;
    return all.empty() || std::find(all.begin(), all.end(), department) != all.end();
}

// An hour of the book with its norm.
struct JudgedHour {
    Time from{}, until{};
    bool bad = false;
};

void judge_day(const Counted& counted, const LocalDay& day, const CrisisConfig& crisis,
               std::vector<JudgedHour>& judged_hours)
{
    for (std::size_t i = 0; i < day.hours.size(); ++i) {
        const HourCount& hour = counted.today.hours[i];
        JudgedHour judged{day.hours[i], day.end_of(i)};
        const auto posts = static_cast<double>(hour.total());
        judged.bad = !counted.normal.empty() && hour.total() >= least_posts &&
                     posts >= crisis.times_normal * counted.normal[i].middle &&
                     static_cast<double>(hour.negative) >= crisis.negative_share * posts;
        judged_hours.push_back(judged);
    }
}

// The first hour of the run of bad ones that is not over; nothing when there is none.
std::optional<Time> bad_since(const Offering& offering)
{
    const auto& [desk, screen, book, today, spoken] = offering;
    std::vector<JudgedHour> judged_hours;
    for (const int day : {-1, 0}) {
        const LocalDay local = local_day(desk.now, book.zone, day);
        const Time when = day == 0 ? desk.now : local.end - std::chrono::seconds{1};
        judge_day(count_day(book, when), local, desk.config.crisis, judged_hours);
    }
    std::optional<Time> since;
    Time until{};
    for (const JudgedHour& hour : judged_hours) {
        if (!hour.bad || hour.from > desk.now) continue;
        if (!since || hour.from > until + stays_on) since = hour.from;  // a run of its own
        until = hour.until;
    }
    if (!since || desk.now >= until + stays_on) return {};
    return since;
}

Result<std::vector<TopQuestion>> questions_since(const Newsdesk& desk, Time since)
{
    const auto posts =
        TRY(posts_for(desk.audience, desk.store, since, desk.now + ahead, posts_read));
    std::vector<TopQuestion> questions;
    for (const AskedOften& asked : top_questions(posts, desk.config))
        questions.push_back({TRY(card_of(*asked.post, desk.store)), asked.people});
    return questions;
}

}  // namespace

Result<std::optional<CrisisSlide>> crisis_offer(const Offering& offering)
{
    const auto& desk = offering.desk;
    const CrisisConfig& crisis = desk.config.crisis;
    if (!is_for(crisis, offering.screen.department)) return std::nullopt;
    const auto bad = crisis.times_normal > 0 ? bad_since(offering) : std::nullopt;
    if (!crisis.on && !bad) return std::nullopt;
    CrisisSlide slide;
    slide.by_rule = !crisis.on;
    if (crisis.on) slide.statement = crisis.statement;
    const auto& peaks = offering.today.peaks;
    slide.since = bad ? *bad : peaks.empty() ? offering.today.day : peaks.front().from;
    if (crisis.on && crisis.since) slide.since = *crisis.since;
    // an announced crisis of weeks is asked about anew every day
    const Time recent = std::max(slide.since, desk.now - hours{hours_looked_back});
    slide.questions = TRY(questions_since(desk, recent));
    return slide;
}

}  // namespace narrowcast
