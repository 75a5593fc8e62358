// SPDX-License-Identifier: Apache-2.0
// The kinds of slide. Each is a value that holds all it shows: posts with their moods, counts,
// words.
#pragma once

#include "narrowcast/base/fields.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/post.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

namespace narrowcast {

// Posts of any span of time by label; unsure ones are in no other number.
struct MoodCounts {
    std::int64_t negative = 0, neutral = 0, positive = 0, unsure = 0;

    std::int64_t total() const { return negative + neutral + positive + unsure; }
    static constexpr std::tuple fields{
        Field{"negative", &MoodCounts::negative, "posts"},
        Field{"neutral", &MoodCounts::neutral, "posts"},
        Field{"positive", &MoodCounts::positive, "posts"},
        Field{"unsure", &MoodCounts::unsure, "posts whose label is not sure"},
    };
    bool operator==(const MoodCounts&) const = default;
};

// Who else had the same: outlets of nearly the same news, other networks with the same words.
struct Elsewhere {
    std::int64_t outlets = 0;        // besides the one that is shown
    std::vector<std::string> names;  // of at most three, the first first; networks as in Post

    static constexpr std::tuple fields{
        Field{"outlets", &Elsewhere::outlets, "other outlets or networks that had it"},
        Field{"names", &Elsewhere::names, "of the first of them"},
    };
    bool operator==(const Elsewhere&) const = default;
};

// One post, large.
struct PostSlide {
    static constexpr std::string_view tag = "post";
    Post post;
    Mood mood;
    Elsewhere elsewhere = {};

    static constexpr std::tuple fields{
        Field{"post", &PostSlide::post, "the post"},
        Field{"mood", &PostSlide::mood, "how it was scored"},
        Field{"elsewhere", &PostSlide::elsewhere, "who else had it"},
    };
    bool operator==(const PostSlide&) const = default;
};

// A post that stands for a part of the story of the day.
struct Quote {
    Post post;
    Mood mood;
    std::vector<std::string> words;  // of the peak it stands for, "" when it stands for none
    std::int64_t posts = 0;          // in that peak
    bool by_company = false;

    static constexpr std::tuple fields{
        Field{"post", &Quote::post, "the post"},
        Field{"mood", &Quote::mood, "how it was scored"},
        Field{"words", &Quote::words, "what it stands for"},
        Field{"posts", &Quote::posts, "how many say so"},
        Field{"by_company", &Quote::by_company, "an answer of the company itself"},
    };
    bool operator==(const Quote&) const = default;
};

// The issue of the day in context: headline, volume by hour stacked by sentiment, three quotes.
struct TodaySlide {
    static constexpr std::string_view tag = "today";
    std::vector<Quote> quotes;  // at most three, in order of time

    static constexpr std::tuple fields{
        Field{"quotes", &TodaySlide::quotes, "posts that stand for the story"},
    };
    bool operator==(const TodaySlide&) const = default;
};

// Six to nine recent posts side by side, any mix of networks and scripts.
struct MosaicSlide {
    static constexpr std::string_view tag = "mosaic";
    std::vector<PostSlide> posts;  // newest first

    static constexpr std::tuple fields{
        Field{"posts", &MosaicSlide::posts, "newest first"},
    };
    bool operator==(const MosaicSlide&) const = default;
};

// One topic of the department, against the same weekday last week up to the same time of day.
struct TopicTrend {
    std::string name;
    MoodCounts today;
    std::int64_t last_week = 0;
    bool last_week_known = false;    // whether the hub was counting then
    std::vector<std::int64_t> days;  // posts a day, oldest first, up to fourteen, today last
    std::optional<PostSlide> post;   // that stands for it today

    static constexpr std::tuple fields{
        Field{"name", &TopicTrend::name, "as configured"},
        Field{"today", &TopicTrend::today, "so far"},
        Field{"last_week", &TopicTrend::last_week, "by this time, a week ago"},
        Field{"last_week_known", &TopicTrend::last_week_known, "whether it was counted then"},
        Field{"days", &TopicTrend::days, "posts a day, today last"},
        Field{"post", &TopicTrend::post, "stands for it"},
    };
    bool operator==(const TopicTrend&) const = default;
};

// This department's topics.
struct TopicsSlide {
    static constexpr std::string_view tag = "topics";
    std::vector<TopicTrend> topics;  // at most six, most posts today first

    static constexpr std::tuple fields{
        Field{"topics", &TopicsSlide::topics, "most posts first"},
    };
    bool operator==(const TopicsSlide&) const = default;
};

// A question and the company's first answer to it.
struct AnsweredPost {
    PostSlide question, answer;
    std::chrono::seconds after{};

    static constexpr std::tuple fields{
        Field{"question", &AnsweredPost::question, "somebody's post"},
        Field{"answer", &AnsweredPost::answer, "the company's first answer"},
        Field{"after", &AnsweredPost::after, "time between the two"},
    };
    bool operator==(const AnsweredPost&) const = default;
};

// Praise for people and teams, and "you asked, we answered".
struct VoicesSlide {
    static constexpr std::string_view tag = "voices";
    std::vector<PostSlide> thanks;          // at most three, newest first
    std::vector<AnsweredPost> answers;      // at most two, newest first
    std::int64_t answered = 0;              // today, all of them
    std::chrono::seconds typical_answer{};  // median time to answer of these

    static constexpr std::tuple fields{
        Field{"thanks", &VoicesSlide::thanks, "praise, newest first"},
        Field{"answers", &VoicesSlide::answers, "answered by the company, newest first"},
        Field{"answered", &VoicesSlide::answered, "answered today"},
        Field{"typical_answer", &VoicesSlide::typical_answer, "median time to answer"},
    };
    bool operator==(const VoicesSlide&) const = default;
};

// Reviews of one week.
struct StarWeek {
    Time from{};  // its local Monday
    std::int64_t reviews = 0;
    double mean = 0;  // stars; 0 without reviews

    static constexpr std::tuple fields{
        Field{"from", &StarWeek::from, "local Monday"},
        Field{"reviews", &StarWeek::reviews, "how many"},
        Field{"mean", &StarWeek::mean, "stars"},
    };
    bool operator==(const StarWeek&) const = default;
};

// Stars over time and their spread, with the newest reviews.
struct ReviewsSlide {
    static constexpr std::string_view tag = "reviews";
    std::vector<StarWeek> weeks;         // up to thirteen, oldest first, without gaps
    std::vector<std::int64_t> by_stars;  // five numbers: reviews with 1, 2 ... 5 stars, all weeks
    double mean = 0;                     // of all weeks
    std::vector<PostSlide> newest;       // at most three

    static constexpr std::tuple fields{
        Field{"weeks", &ReviewsSlide::weeks, "oldest first"},
        Field{"by_stars", &ReviewsSlide::by_stars, "reviews with 1 to 5 stars"},
        Field{"mean", &ReviewsSlide::mean, "stars, of all weeks"},
        Field{"newest", &ReviewsSlide::newest, "newest first"},
    };
    bool operator==(const ReviewsSlide&) const = default;
};

struct WeekDay {
    Time day{};                      // local midnight
    std::vector<MoodCounts> parts;   // of the hours 0-6, 6-9, 9-12, 12-15, 15-18, 18-21, 21-24
    double normal_total = 0;         // median of such a weekday; 0 when it is not known
    std::vector<std::string> words;  // of its greatest peak, none on a normal day

    static constexpr std::tuple fields{
        Field{"day", &WeekDay::day, "local midnight"},
        Field{"parts", &WeekDay::parts, "of the day, see docs"},
        Field{"normal_total", &WeekDay::normal_total, "posts on such a weekday"},
        Field{"words", &WeekDay::words, "of its greatest peak"},
    };
    bool operator==(const WeekDay&) const = default;
};

// The last seven days as a calendar of volume and mood; on Monday morning, what happened at the
// weekend.
struct WeekSlide {
    static constexpr std::string_view tag = "week";
    std::vector<WeekDay> days;  // seven, oldest first, today last
    bool weekend = false;       // it is Monday morning: Saturday and Sunday are the news
    std::vector<Quote> quotes;  // at most three that stand for it, in order of time

    static constexpr std::tuple fields{
        Field{"days", &WeekSlide::days, "oldest first, today last"},
        Field{"weekend", &WeekSlide::weekend, "Monday morning: the weekend is the news"},
        Field{"quotes", &WeekSlide::quotes, "posts that stand for it"},
    };
    bool operator==(const WeekSlide&) const = default;
};

// An announcement by the editors.
struct MessageSlide {
    static constexpr std::string_view tag = "message";
    std::string title, text;
    std::string picture;  // address at the hub, "" if none
    bool pinned = false;  // comes after every second post, not once in a round

    static constexpr std::tuple fields{
        Field{"title", &MessageSlide::title, "in large letters"},
        Field{"text", &MessageSlide::text, "below it"},
        Field{"picture", &MessageSlide::picture, "address at the hub"},
        Field{"pinned", &MessageSlide::pinned, "comes often"},
    };
    bool operator==(const MessageSlide&) const = default;
};

// What is asked most, as the post that stands for it.
struct TopQuestion {
    PostSlide post;
    std::int64_t asked = 1;  // by how many

    static constexpr std::tuple fields{
        Field{"post", &TopQuestion::post, "stands for it"},
        Field{"asked", &TopQuestion::asked, "by how many"},
    };
    bool operator==(const TopQuestion&) const = default;
};

// Statement, volume (Wall::today) and top questions, while an editor or a rule says there is a
// crisis.
struct CrisisSlide {
    static constexpr std::string_view tag = "crisis";
    std::string statement;  // of the company, "" while there is none
    Time since{};           // when it was switched on, or the first hour of the peak
    bool by_rule = false;
    std::vector<TopQuestion> questions;  // at most three, asked most first

    static constexpr std::tuple fields{
        Field{"statement", &CrisisSlide::statement, "of the company"},
        Field{"since", &CrisisSlide::since, "since when"},
        Field{"by_rule", &CrisisSlide::by_rule, "nobody switched it on: the numbers did"},
        Field{"questions", &CrisisSlide::questions, "asked most first"},
    };
    bool operator==(const CrisisSlide&) const = default;
};

using Slide = std::variant<PostSlide, TodaySlide, MosaicSlide, TopicsSlide, VoicesSlide,
                           ReviewsSlide, WeekSlide, MessageSlide, CrisisSlide>;

// Calls visit(post) for every Post a slide shows; `slide` may be const. What walks over all that
// hangs on a wall (pictures, deletions, re-checks) uses this, so that no new kind is forgotten.
template <class AnySlide, class Visit>
requires std::same_as<std::remove_const_t<AnySlide>, Slide>
void for_each_post(AnySlide& slide, Visit&& visit)
{
    const auto visit_all = [&](auto& cards) {
        for (auto& card : cards)
            visit(card.post);
    };
    std::visit(
        [&]<class Kind>(Kind& kind) {
            if constexpr (requires { kind.posts; }) visit_all(kind.posts);
            if constexpr (requires { kind.quotes; }) visit_all(kind.quotes);
            if constexpr (requires { kind.thanks; }) visit_all(kind.thanks);
            if constexpr (requires { kind.newest; }) visit_all(kind.newest);
            if constexpr (requires { kind.mood; }) visit(kind.post);
            if constexpr (requires { kind.topics; })
                for (auto& topic : kind.topics)
                    if (topic.post) visit(topic.post->post);
            if constexpr (requires { kind.answers; })
                for (auto& pair : kind.answers)
                    visit(pair.question.post), visit(pair.answer.post);
            if constexpr (requires { kind.questions; })
                for (auto& question : kind.questions)
                    visit(question.post.post);
        },
        slide);
}

}  // namespace narrowcast
