// SPDX-License-Identifier: Apache-2.0
// The first glance of each scene: one sentence made of its numbers, never saying more than they
// bear. Pure.
#pragma once

#include "narrowcast/edition.hpp"
#include "scene/words.hpp"

#include <optional>
#include <string>

namespace narrowcast {

// A sentence and the mood of what it is about.
struct Headline {
    Marked sentence;
    Mood mood;
};

// "<App>: 4× zoveel berichten als vorige week", else the topic with the most posts.
Headline headline_of(const TopicsSlide& slide, const Words& words);
// "2× zoveel als vorige week", "12 meer dan vorige week"; "" when last week is not known.
std::string trend_of(const TopicTrend& topic, const Words& words);

// "Vandaag <34 vragen> beantwoord, meestal binnen <12 minuten>", else what people thank for.
Headline headline_of(const VoicesSlide& slide, const Wall& wall, const Words& words);

// "Klanten geven ons <4,1 van 5 sterren>, meer dan een paar weken geleden".
Headline headline_of(const ReviewsSlide& slide, const Words& words);
std::int64_t reviews_in(const ReviewsSlide& slide);
// Stars of the last four weeks minus those of the weeks before; nothing below ten reviews in each.
std::optional<double> change_of(const ReviewsSlide& slide);

// "<Woensdag> was het drukst, met 412 berichten, vooral over <app>"; on Monday about the weekend.
Headline headline_of(const WeekSlide& slide, const Wall& wall, const Words& words);
MoodCounts counts_of(const WeekDay& day);

}  // namespace narrowcast
