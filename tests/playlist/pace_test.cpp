// SPDX-License-Identifier: Apache-2.0
// How long a slide stays.
#include "narrowcast/playlist.hpp"
#include "playlist/slides.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

constexpr Pace pace{8s, 180};  // three words a second

PostSlide saying(std::string text)
{
    PostSlide slide;
    slide.post.text = std::move(text);
    return slide;
}

std::string words(int count, const std::string& word = "woord ")
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += word;
    return text;
}

}  // namespace

TEST_CASE("a short post stays as long as the pace says")
{
    CHECK(time_on_air(saying("Hallo"), pace) == 8s);
    CHECK(time_on_air(saying(""), {5s, 180}) == 5s);
}

TEST_CASE("a long post stays until it can be read, at most four times as long")
{
    CHECK(time_on_air(saying(words(42)), pace) == 15s);
    CHECK(time_on_air(saying(words(42)), {8s, 90}) == 29s);
    CHECK(time_on_air(saying(words(5000)), pace) == 32s);
}

TEST_CASE("two Chinese or Japanese characters read like a word, and four Thai letters")
{
    CHECK(time_on_air(saying(words(30, "銀行は")), pace) == time_on_air(saying(words(45)), pace));
    CHECK(time_on_air(saying(words(20, "ธนาคารไท")), pace) == time_on_air(saying(words(40)), pace));
}

TEST_CASE("Korean and Arabic words are counted by their spaces")
{
    CHECK(time_on_air(saying(words(42, "은행 ")), pace) == 15s);
    CHECK(time_on_air(saying(words(42, "بنك ")), pace) == 15s);
}

TEST_CASE("signs and emoji between words are not read as words")
{
    CHECK(time_on_air(saying(words(42, "woord - ")), pace) == 15s);
}

TEST_CASE("a chart asks for a look, and for its words")
{
    CHECK(time_on_air(TodaySlide{}, pace) == 9s);
    CHECK(time_on_air(WeekSlide{}, pace) == 10s);
    TopicsSlide topics;
    for (int i = 0; i < 6; ++i) {
        topics.topics.emplace_back();
        topics.topics.back().name = "App en storing";
        topics.topics.back().post = saying(words(100));
    }
    CHECK(time_on_air(topics, pace) == 32s);
}

TEST_CASE("of a card of many only the first words are read")
{
    MosaicSlide few, many;
    few.posts = {saying(words(14)), saying(words(14))};
    many.posts = {saying(words(1400)), saying(words(1400))};
    CHECK(time_on_air(few, pace) == time_on_air(many, pace));
}

TEST_CASE("every kind of slide stays within the bounds, also at the slowest pace")
{
    const std::vector<Slide> slides{
        saying(words(3000)), today_quoting("a"), mosaic_of({"a", "b"}),
        topics_with(4),      VoicesSlide{},      ReviewsSlide{},
        WeekSlide{},         message(words(80)), CrisisSlide{words(90), {}, false, {}}};
    for (const Slide& slide : slides)
        for (const int words : {-3, 0, 1, 60, 400}) {
            CHECK(time_on_air(slide, {8s, words}) >= 8s);
            CHECK(time_on_air(slide, {8s, words}) <= 32s);
        }
}
