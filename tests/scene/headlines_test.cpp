// SPDX-License-Identifier: Apache-2.0
#include "scene/headlines.hpp"

#include "scene/drawing.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Words& dutch()
{
    static const Words words = words_in("nl");
    return words;
}

template <class Kind>
Kind slide_of(const std::string& name)
{
    return std::get<Kind>(sample(name).slide);
}

std::string topics_say(const TopicsSlide& slide)
{
    return headline_of(slide, dutch()).sentence.text;
}

TopicTrend topic(std::int64_t now, std::int64_t then, bool known = true)
{
    TopicTrend topic;
    topic.name = "App";
    topic.today.neutral = now;
    topic.last_week = then;
    topic.last_week_known = known;
    return topic;
}

}  // namespace

TEST_CASE("a topic's trend is said in words, as precise as the numbers bear")
{
    const auto trend = [](std::int64_t now, std::int64_t then) {
        return trend_of(topic(now, then), dutch());
    };
    CHECK(trend(157, 38) == "4× zoveel als vorige week");
    CHECK(trend(36, 15) == "2,5× zoveel als vorige week");
    CHECK(trend(84, 61) == "23 meer dan vorige week");
    CHECK(trend(36, 36) == "evenveel als vorige week");
    CHECK(trend(17, 33) == "half zoveel als vorige week");
    CHECK(trend(30, 33) == "3 minder dan vorige week");
    CHECK(trend(4, 1) == "3 meer dan vorige week");
    CHECK(trend(12, 0) == "12 meer dan vorige week");
}

TEST_CASE("a topic that nobody counted last week has no trend")
{
    CHECK(trend_of(topic(157, 0, false), dutch()).empty());
}

TEST_CASE("the topics' headline is what rose most, else what there is most of")
{
    TopicsSlide slide = slide_of<TopicsSlide>("topics");
    CHECK(topics_say(slide) == "App en inloggen: 4× zoveel berichten als vorige week");
    for (TopicTrend& topic : slide.topics)
        topic.last_week = topic.today.total();
    CHECK(topics_say(slide) == "Vooral over App en inloggen: 157 berichten vandaag");
    slide.topics.clear();
    CHECK(topics_say(slide) == "Nog geen berichten vandaag");
}

TEST_CASE("the voices' headline says how many were answered and how soon")
{
    VoicesSlide slide = slide_of<VoicesSlide>("voices");
    const Wall wall = sample("voices").wall;
    const auto say = [&] { return headline_of(slide, wall, dutch()).sentence.text; };
    CHECK(say() == "Vandaag 34 vragen beantwoord, meestal binnen 12 minuten");
    slide.typical_answer = 0s;
    CHECK(say() == "Vandaag 34 vragen beantwoord");
    slide.answered = 0;
    CHECK(say() == "Klanten zeggen dank je wel tegen Polderbank");
    slide = {};
    CHECK(say() == "Nog geen reacties vandaag");
}

TEST_CASE("stars are said to have changed only when they did and many say so")
{
    ReviewsSlide slide = slide_of<ReviewsSlide>("reviews");
    const auto say = [&] { return headline_of(slide, dutch()).sentence.text; };
    CHECK(say() == "Klanten geven ons 4,0 van 5 sterren, de laatste weken meer");
    for (StarWeek& week : slide.weeks)
        week.mean = 4.1;
    CHECK(say() == "Klanten geven ons 4,0 van 5 sterren");
    slide.weeks.back().mean = 1;
    CHECK(say() == "Klanten geven ons 4,0 van 5 sterren, de laatste weken minder");
    for (StarWeek& week : slide.weeks)
        week.reviews = 2;
    CHECK(say() == "Klanten geven ons 4,0 van 5 sterren");
    CHECK(headline_of(ReviewsSlide{}, dutch()).sentence.text == "Nog geen beoordelingen");
}

TEST_CASE("the week's headline is its busiest day and what that was about")
{
    WeekSlide slide = slide_of<WeekSlide>("week");
    const Wall wall = sample("week").wall;
    const auto say = [&] { return headline_of(slide, wall, dutch()).sentence.text; };
    CHECK(say() == "De drukste dag was vrijdag, met 412 berichten, vooral over storing en pinnen");
    slide.days[6].parts[2].negative += 1000;
    CHECK(say().starts_with("Vandaag is het drukst van de week, met 1"));
    for (WeekDay& day : slide.days)
        day.parts.clear();
    CHECK(say() == "Deze week nog geen berichten");
}

TEST_CASE("on Monday the news is the weekend, against a normal one where that is known")
{
    WeekSlide slide = slide_of<WeekSlide>("week");
    const Wall wall = sample("week").wall;
    slide.weekend = true;
    for (WeekDay& day : slide.days) {
        day.parts = {MoodCounts{0, 50, 0, 0}};
        day.normal_total = 25;
        day.words.clear();
    }
    const auto say = [&] { return headline_of(slide, wall, dutch()).sentence.text; };
    CHECK(say() == "In het weekend 2× zoveel berichten als normaal");
    slide.days[4].words = {"storing"};
    slide.days[4].parts[0].neutral = 51;
    CHECK(say() == "In het weekend 2× zoveel berichten als normaal, vooral over storing");
    for (WeekDay& day : slide.days)
        day.normal_total = 50;
    CHECK(say() == "Een gewoon weekend, met 101 berichten, vooral over storing");
    for (WeekDay& day : slide.days)
        day.normal_total = 200;
    CHECK(say() == "Een rustig weekend, met 101 berichten, vooral over storing");
    slide.days[5].normal_total = 0;
    CHECK(say() == "In het weekend 101 berichten, vooral over storing");
}
