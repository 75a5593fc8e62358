// SPDX-License-Identifier: Apache-2.0
// How long people need for a slide.
#include "lib/unicode.hpp"
#include "narrowcast/playlist.hpp"

#include <algorithm>

namespace narrowcast {

namespace {

// Nobody reads all of a card of many: its first words tell whether it is worth it.
constexpr double most_on_quote = 25, most_on_tile = 14, most_on_question = 20;

bool is_cjk(char32_t value)
{
    const bool kana = value >= 0x3040 && value <= 0x30FF;
    return kana || lib::is_ideograph(value);
}

// Thai, Lao, Khmer and Burmese: no spaces, some four letters a word.
bool is_spaceless(char32_t value)
{
    return (value >= 0xE00 && value <= 0xEFF) || (value >= 0x1000 && value <= 0x109F) ||
           (value >= 0x1780 && value <= 0x17FF);
}

bool is_space(char32_t value)
{
    return value <= 0x20 || value == 0xA0 || value == 0x3000 || value == 0x1680 ||
           (value >= 0x2000 && value <= 0x200A) || value == 0x2028 || value == 0x2029;
}

double words_in(std::string_view text)
{
    constexpr double characters_a_word = 2, letters_a_word = 4;
    double words = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto [value, length] = lib::code_point_at(text, at);
        at += length;
        if (is_cjk(value)) words += 1 / characters_a_word;
        if (is_spaceless(value)) words += 1 / letters_a_word;
        if (is_space(value) || is_cjk(value) || is_spaceless(value)) {
            in_word = false;
        } else if (!in_word && (lib::is_letter_or_digit(value) || lib::is_emoji(value))) {
            words += 1;
            in_word = true;
        }
    }
    return words;
}

double words_of(const Post& post) { return words_in(post.title) + words_in(post.text); }

double words_of(const Post& post, double most) { return std::min(words_of(post), most); }

// What a slide asks of those who look: words, and seconds for what is no words.
struct Effort {
    double words = 0, looking = 0;
};

Effort effort(const PostSlide& slide) { return {words_of(slide.post), 1}; }

Effort effort(const TodaySlide& slide)
{
    Effort all{10, 5};  // the headline, the chart
    for (const Quote& quote : slide.quotes)
        all.words += words_of(quote.post, most_on_quote);
    return all;
}

Effort effort(const MosaicSlide& slide)
{
    Effort all{0, 2};
    for (const PostSlide& post : slide.posts)
        all.words += words_of(post.post, most_on_tile);
    return all;
}

Effort effort(const TopicsSlide& slide)
{
    Effort all{0, 3};
    for (const TopicTrend& topic : slide.topics) {
        all.words += words_in(topic.name) + 2;  // its numbers
        if (topic.post) all.words += words_of(topic.post->post, most_on_tile);
    }
    return all;
}

Effort effort(const VoicesSlide& slide)
{
    Effort all{6, 1};
    for (const PostSlide& post : slide.thanks)
        all.words += words_of(post.post, most_on_quote);
    for (const AnsweredPost& pair : slide.answers)
        all.words +=
            words_of(pair.question.post, most_on_quote) + words_of(pair.answer.post, most_on_quote);
    return all;
}

Effort effort(const ReviewsSlide& slide)
{
    Effort all{6, 5};
    for (const PostSlide& post : slide.newest)
        all.words += words_of(post.post, most_on_quote);
    return all;
}

Effort effort(const WeekSlide& slide)
{
    Effort all{10, 6};
    for (const WeekDay& day : slide.days)
        for (const std::string& word : day.words)
            all.words += words_in(word);
    for (const Quote& quote : slide.quotes)
        all.words += words_of(quote.post, most_on_quote);
    return all;
}

Effort effort(const MessageSlide& slide)
{
    return {words_in(slide.title) + words_in(slide.text), slide.picture.empty() ? 1.0 : 3.0};
}

Effort effort(const CrisisSlide& slide)
{
    Effort all{words_in(slide.statement) + 6, 3};
    for (const TopQuestion& question : slide.questions)
        all.words += words_of(question.post.post, most_on_question);
    return all;
}

}  // namespace

std::chrono::seconds time_on_air(const Slide& slide, const Pace& pace)
{
    constexpr int longest = 4;
    const Effort all = std::visit([](const auto& kind) { return effort(kind); }, slide);
    const double most = static_cast<double>(pace.per_slide.count()) * longest;
    const double reading = all.words * 60 / std::max(1, pace.words_per_minute);
    const std::chrono::duration<double> needed{std::min(reading + all.looking, most)};
    return std::max(pace.per_slide, std::chrono::ceil<std::chrono::seconds>(needed));
}

}  // namespace narrowcast
