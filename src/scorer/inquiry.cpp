// SPDX-License-Identifier: Apache-2.0
#include "scorer/inquiry.hpp"

#include "narrowcast/base/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace narrowcast::scorer {
namespace {

constexpr std::size_t most_words = 3;
constexpr double rounding = 0.01;  // of chances that somebody printed with few digits

const Json* member(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

Result<double> number(const Json& object, const char* name, double least, double most)
{
    const Json* value = member(object, name);
    const auto bounds = [&] {
        return "\"" + std::string{name} + "\" must be a number from " +
               std::to_string(static_cast<int>(least)) + " to " +
               std::to_string(static_cast<int>(most));
    };
    if (value == nullptr || !value->is_number()) return fail(Fault::garbled, bounds());
    const auto exact = value->get<double>();
    if (!(exact >= least && exact <= most)) return fail(Fault::garbled, bounds());
    return exact;
}

Result<Mood> mood_of_chances(const Json& chances)
{
    const std::string wrong =
        "\"chances\" must be three numbers that make 1 together: negative, "
        "neutral, positive";
    if (!chances.is_array() || chances.size() != 3) return fail(Fault::garbled, wrong);
    std::array<double, 3> values{};
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        if (!chances[i].is_number()) return fail(Fault::garbled, wrong);
        values[i] = chances[i].get<double>();
        if (!(values[i] >= 0 && values[i] <= 1 + rounding)) return fail(Fault::garbled, wrong);
        sum += values[i];
    }
    if (std::abs(sum - 1) > rounding) return fail(Fault::garbled, wrong);
    for (double& value : values)
        value /= sum;
    const auto best = std::max_element(values.begin(), values.end()) - values.begin();
    Mood mood;
    mood.label = static_cast<Label>(best);
    mood.score = values[2] - values[0];
    mood.confidence = values[static_cast<std::size_t>(best)];
    return mood;
}

Result<Mood> mood_of_label(const Json& answer)
{
    constexpr auto names = names_of(Label{});
    const Json* label = member(answer, "label");
    const auto name =
        label != nullptr && label->is_string()
            ? std::find(names.begin(), names.end(), label->get_ref<const std::string&>())
            : names.end();
    if (name == names.end())
        return fail(Fault::garbled, "\"label\" must be negative, neutral or positive");
    Mood mood;
    mood.label = static_cast<Label>(name - names.begin());
    mood.score = TRY(number(answer, "score", -1, 1));
    mood.confidence = TRY(number(answer, "confidence", 0, 1));
    return mood;
}

bool begins_character(std::string_view text, std::size_t at)
{
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80;
}

Result<DecidingWord> word_of(const Json& json, std::string_view text)
{
    if (!json.is_object()) return fail(Fault::garbled, "each of \"words\" must be an object");
    const auto size = static_cast<double>(text.size());
    const double begin = TRY(number(json, "begin", 0, size)),
                 end = TRY(number(json, "end", 0, size));
    DecidingWord word{static_cast<std::size_t>(begin), static_cast<std::size_t>(end),
                      TRY(number(json, "share", -1, 1))};
    if (word.begin >= word.end || !begins_character(text, word.begin) ||
        !begins_character(text, word.end))
        return fail(Fault::garbled,
                    "\"begin\" and \"end\" of a word count bytes of UTF-8 and stand "
                    "between characters");
    return word;
}

Result<std::vector<DecidingWord>> words_of(const Json& answer, std::string_view text)
{
    std::vector<DecidingWord> words;
    const Json* list = member(answer, "words");
    if (list == nullptr) return words;
    if (!list->is_array()) return fail(Fault::garbled, "\"words\" must be a list");
    std::vector<DecidingWord> all;
    for (const Json& each : *list)
        all.push_back(TRY(word_of(each, text)));
    std::stable_sort(all.begin(), all.end(), [](const DecidingWord& a, const DecidingWord& b) {
        return std::abs(a.share) > std::abs(b.share);
    });
    for (const DecidingWord& word : all) {
        const bool overlaps = std::any_of(words.begin(), words.end(), [&](const auto& other) {
            return word.begin < other.end && other.begin < word.end;
        });
        if (!overlaps && words.size() < most_words) words.push_back(word);
    }
    return words;
}

Result<Mood> mood_of(const Json& answer, std::string_view text)
{
    // what it says went wrong may hold words of the post, and complaints are logged
    if (member(answer, "error") != nullptr)
        return fail(Fault::garbled, "it could not score a text");
    const Json* chances = member(answer, "chances");
    Mood mood = chances != nullptr ? TRY(mood_of_chances(*chances)) : TRY(mood_of_label(answer));
    mood.words = TRY(words_of(answer, text));
    return mood;
}

std::optional<std::uint64_t> number_in(const Json& answer)
{
    const Json* id = member(answer, "id");
    if (id == nullptr || !id->is_string()) return {};
    const auto& text = id->get_ref<const std::string&>();
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return {};
    return value;
}

}  // namespace

Inquiry::Inquiry(std::span<const Scorer::Text> texts, std::uint64_t first)
    : texts_{texts}, first_{first}, heard_(texts.size()), moods_(texts.size())
{
}

std::string Inquiry::lines() const
{
    std::string lines;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
        Json line = Json::object();
        line["id"] = std::to_string(first_ + i);
        line["text"] = texts_[i].text;
        line["language"] = texts_[i].language;
        lines += dump(line) + "\n";
    }
    return lines;
}

Result<void> Inquiry::take(std::string_view line)
{
    const auto answer = parse_json(line);
    if (!answer || !answer->is_object())
        return fail(Fault::garbled, "says something that is no JSON object on a line of its own");
    const auto id = number_in(*answer);
    if (!id || *id >= first_ + texts_.size())
        return fail(Fault::garbled, "answers with an \"id\" that nobody asked about");
    if (*id < first_ || heard_[*id - first_]) return {};
    const std::size_t place = *id - first_;
    heard_[place] = true;
    ++answered_;
    auto mood = mood_of(*answer, texts_[place].text);
    if (mood)
        moods_[place] = *std::move(mood);
    else if (complaint_.empty())
        complaint_ = mood.error().text;
    return {};
}

}  // namespace narrowcast::scorer
