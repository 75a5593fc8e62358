// SPDX-License-Identifier: Apache-2.0
#include "media/wire.hpp"

#include "narrowcast/base/text.hpp"

#include <charconv>
#include <vector>

namespace narrowcast::media {
namespace {

constexpr std::size_t longest_line = 80;
constexpr std::size_t longest_sentence = 500;

std::unexpected<Error> nonsense() { return fail(Fault::garbled, "narrowcast-decode: nonsense"); }

std::optional<std::size_t> number(std::string_view text, std::size_t most)
{
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value > most) return {};
    return value;
}

struct Message {
    std::vector<std::string_view> words;  // of the line, without its length
    std::string_view bytes;
};

// Nothing while there is more to come.
Result<std::optional<Message>> read_message(std::string_view said, std::size_t largest)
{
    const auto end = said.substr(0, longest_line).find('\n');
    if (end == said.npos && said.size() < longest_line) return std::nullopt;
    if (end == said.npos) return nonsense();
    Message message{split(said.substr(0, end), ' '), said.substr(end + 1)};
    const auto length = number(message.words.back(), largest);
    message.words.pop_back();
    if (!length || message.words.empty() || message.bytes.size() > *length) return nonsense();
    if (message.bytes.size() < *length) return std::nullopt;
    return message;
}

// It came from a process that may have been taken over: no control characters in the log.
std::string harmless(std::string_view sentence)
{
    std::string text{sentence.substr(0, longest_sentence)};
    for (char& c : text)
        if (c < ' ' || c > '~') c = '?';
    return text;
}

Result<Picture> picture_in(const Message& message, int side)
{
    if (message.words.size() != 3) return nonsense();
    const bool jpeg = message.words[0] == "jpeg";
    if (!jpeg && message.words[0] != "png") return nonsense();
    const auto width = number(message.words[1], static_cast<std::size_t>(side));
    const auto height = number(message.words[2], static_cast<std::size_t>(side));
    const auto format = sniffed(message.bytes);
    if (!width || !height || *width == 0 || *height == 0 ||
        format != (jpeg ? Format::jpeg : Format::png))
        return nonsense();
    return Picture{jpeg ? Coding::jpeg : Coding::png, static_cast<int>(*width),
                   static_cast<int>(*height), std::string{message.bytes}};
}

}  // namespace

std::string written(const Question& question)
{
    std::string said = "picture " + std::to_string(question.side) + " " +
                       std::to_string(question.bytes.size()) + "\n";
    return said.append(question.bytes);
}

Result<std::optional<Question>> read_question(std::string_view said)
{
    const auto message = TRY(read_message(said, largest_question));
    if (!message) return std::nullopt;
    if (message->words.size() != 2 || message->words[0] != "picture") return nonsense();
    const auto side = number(message->words[1], largest_side);
    if (!side || *side == 0) return nonsense();
    return Question{static_cast<int>(*side), message->bytes};
}

std::string written(const Result<Picture>& answer)
{
    if (!answer) {
        const std::string why = harmless(answer.error().text);
        return "no " + std::to_string(why.size()) + "\n" + why;
    }
    const auto name = names_of(Coding{})[static_cast<std::size_t>(answer->coding)];
    return std::string{name} + " " + std::to_string(answer->width) + " " +
           std::to_string(answer->height) + " " + std::to_string(answer->bytes.size()) + "\n" +
           answer->bytes;
}

Result<std::optional<Picture>> read_answer(std::string_view said, int side)
{
    const auto message = TRY(read_message(said, largest_question));
    if (!message) return std::nullopt;
    if (message->words[0] == "no") return fail(Fault::garbled, harmless(message->bytes));
    return TRY(picture_in(*message, side));
}

}  // namespace narrowcast::media
