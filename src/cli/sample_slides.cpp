// SPDX-License-Identifier: Apache-2.0
#include "cli/sample_slides.hpp"

#include "lib/calendar.hpp"
#include "narrowcast/publish.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 7> all_scenes{"post",   "today",   "mosaic", "topics",
                                                     "voices", "reviews", "week"};

PostSlide post_saying(const std::string& text, const std::string& language, Time created)
{
    PostSlide slide;
    slide.post.id = "mastodon:" + std::to_string(created.time_since_epoch().count());
    slide.post.network = "mastodon";
    slide.post.author = {"Sanne de Vries", "@sanne@town.example", "", ""};
    slide.post.text = text;
    slide.post.language = language;
    slide.post.created = created;
    slide.post.url = "https://town.example/@sanne/109501";
    slide.mood = {Label::neutral, 0, 0.9, true, language, {}};
    return slide;
}

// The slides of one screen.
class Samples {
public:
    Samples(const WallConfig& config, const ScreenConfig& screen, Time now)
        : config_{config}, screen_{screen}, now_{now}, texts_{sample_texts(screen.language)}
    {
    }

    Slide of(std::string_view scene) const
    {
        if (scene == "today") return TodaySlide{quotes()};
        if (scene == "mosaic") return MosaicSlide{posts(0, 9)};
        if (scene == "topics") return topics();
        if (scene == "voices") return voices();
        if (scene == "reviews") return reviews();
        if (scene == "week") return week();
        if (scene == "message") return MessageSlide{texts_.title, texts_.message, "", false};
        if (scene == "crisis") return crisis();
        return post(0);
    }

private:
    PostSlide post(std::size_t number) const
    {
        return post_saying(texts_.posts[number], screen_.language,
                           now_ - 7min * static_cast<int>(number + 1));
    }
    std::vector<PostSlide> posts(std::size_t from, std::size_t count) const
    {
        std::vector<PostSlide> posts;
        for (std::size_t i = from; i < from + count; ++i)
            posts.push_back(post(i));
        return posts;
    }

    std::vector<Quote> quotes() const
    {
        std::vector<Quote> quotes;
        for (const PostSlide& each : posts(1, 3))
            quotes.push_back({each.post, each.mood, {texts_.word}, 66, false});
        return quotes;
    }

    TopicsSlide topics() const
    {
        TopicsSlide slide;
        for (std::size_t i = 0; i < 6; ++i) {
            const std::string name =
                i < config_.topics.size() ? config_.topics[i].name : texts_.topic;
            slide.topics.push_back({name, {9, 14, 8, 3}, 21, true, {20, 25, 18, 34}, post(i + 1)});
        }
        return slide;
    }

    VoicesSlide voices() const
    {
        VoicesSlide slide;
        const auto said = [&](const std::string& text) {
            return post_saying(text, screen_.language, now_ - 40min);
        };
        slide.thanks = {said(texts_.thanks), post(1), post(5)};
        slide.answers = {{said(texts_.question), said(texts_.answer), 12min},
                         {post(2), said(texts_.answer), 9min}};
        slide.answered = 14;
        slide.typical_answer = 11min;
        return slide;
    }

    ReviewsSlide reviews() const
    {
        ReviewsSlide slide;
        for (int week = 12; week >= 0; --week)
            slide.weeks.push_back({lib::local_midnight(now_, config_.company.time_zone, -7 * week),
                                   20 + week, 3.4 + 0.05 * week});
        slide.by_stars = {31, 18, 40, 92, 150};
        slide.mean = 3.9;
        slide.newest = posts(3, 3);
        for (PostSlide& each : slide.newest) {
            each.post.kind = Kind::review;
            each.post.rating = 4;
        }
        return slide;
    }

    WeekSlide week() const
    {
        WeekSlide slide;
        for (int day = 6; day >= 0; --day)
            slide.days.push_back(
                {lib::local_midnight(now_, config_.company.time_zone, -day),
                 std::vector<MoodCounts>(7, {5, 9, 6, 2}), 140,
                 day == 2 ? std::vector{texts_.word} : std::vector<std::string>{}});
        slide.quotes = quotes();
        return slide;
    }

    CrisisSlide crisis() const
    {
        const std::string& own = config_.crisis.statement;
        return {own.empty() ? texts_.statement : own,
                now_ - 2h,
                false,
                {{post(2), 40}, {post(6), 12}, {post(7), 7}}};
    }

    const WallConfig& config_;
    const ScreenConfig& screen_;
    const Time now_;
    const SampleTexts& texts_;
};

bool is_for(const MessageConfig& message, const ScreenConfig& screen)
{
    const auto holds = [](const std::vector<std::string>& names, const std::string& name) {
        return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
    };
    return holds(message.screens, screen.name) && holds(message.departments, screen.department);
}

std::vector<std::string> scenes_of(const WallConfig& config, const ScreenConfig& screen)
{
    if (!screen.scenes.empty()) return screen.scenes;
    if (!config.look.scenes.empty()) return config.look.scenes;
    return {all_scenes.begin(), all_scenes.end()};
}

Today busy_morning(const std::string& zone, const std::string& word, Time now)
{
    Today today;
    today.day = lib::local_midnight(now, zone);
    today.hours_begun = 11;
    today.weeks = 8;
    today.normal_total = 96;
    today.positive_change = -0.12;
    today.positive_change_known = true;
    for (int hour = 0; hour < 24; ++hour) {
        const int posts = hour < 11 ? hour * hour : 0;
        today.hours.push_back(
            {posts / 2, posts / 4, posts / 6, posts / 12, 0.4 * hour, 1.2 * hour + 3});
        today.total += today.hours.back().total();
    }
    const Time top = today.day + 9h;
    today.peaks = {{top - 1h, top + 2h, top, 210, {word}, ""}};
    return today;
}

}  // namespace

Wall sample_wall(const WallConfig& config, const ScreenConfig& screen, Time now)
{
    Wall wall = wall_of(config, screen, now);
    wall.shown = 40;
    wall.total = 312;
    wall.today = busy_morning(wall.time_zone, sample_texts(screen.language).word, now);
    return wall;
}

std::vector<SampleSlide> sample_slides(const WallConfig& config, const ScreenConfig& screen,
                                       Time now)
{
    const Samples samples{config, screen, now};
    std::vector<SampleSlide> slides;
    for (const std::string& scene : scenes_of(config, screen))
        slides.push_back({scene, samples.of(scene)});
    for (const MessageConfig& message : config.messages)
        if (is_for(message, screen))
            slides.push_back(
                {"message \"" + message.title + "\"",
                 MessageSlide{message.title, message.text, message.picture, message.pinned}});
    if (config.messages.empty()) slides.push_back({"message", samples.of("message")});
    slides.push_back({"crisis", samples.of("crisis")});
    return slides;
}

}  // namespace narrowcast
