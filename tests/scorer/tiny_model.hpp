// SPDX-License-Identifier: Apache-2.0
// A Hugging Face export small enough for a test to make: a SentencePiece model of a few words, and
// an ONNX graph that adds up what each token says.
#pragma once

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <sentencepiece_trainer.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::test {

// A message of Protocol Buffers, field by field.
class Message {
public:
    Message& number(int field, std::uint64_t value)
    {
        tag(field, 0);
        varint(value);
        return *this;
    }
    Message& text(int field, std::string_view bytes)
    {
        tag(field, 2);
        varint(bytes.size());
        bytes_ += bytes;
        return *this;
    }
    Message& message(int field, const Message& inner) { return text(field, inner.bytes_); }
    const std::string& bytes() const { return bytes_; }

private:
    void tag(int field, unsigned kind) { varint(static_cast<std::uint64_t>(field) << 3U | kind); }
    void varint(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7U)
            bytes_ += static_cast<char>(static_cast<unsigned char>(value | 0x80U));
        bytes_ += static_cast<char>(static_cast<unsigned char>(value));
    }
    std::string bytes_;
};

// What each token adds to the outputs, by its number.
using TokenWeights = std::vector<std::array<float, 3>>;

inline Message tensor_of(const TokenWeights& weights)
{
    std::string raw(weights.size() * sizeof weights[0], '\0');
    std::memcpy(raw.data(), weights.data(), raw.size());
    return Message{}
        .number(1, weights.size())
        .number(1, 3)
        .number(2, 1)
        .text(8, "weights")
        .text(9, raw);
}

// A table of numbers (7) or floats (1): "rows" by "columns", or rows by 3.
inline Message value(std::string_view name, std::uint64_t type, bool classes)
{
    Message second = classes ? Message{}.number(1, 3) : Message{}.text(2, "columns");
    const Message shape = Message{}.message(1, Message{}.text(2, "rows")).message(1, second);
    const Message tensor = Message{}.number(1, type).message(2, shape);
    return Message{}.text(1, name).message(2, Message{}.message(1, tensor));
}

inline Message node(std::string_view kind, const std::vector<std::string>& inputs,
                    std::string_view output, const std::vector<Message>& attributes = {})
{
    Message made;
    for (const std::string& input : inputs)
        made.text(1, input);
    made.text(2, output).text(4, kind);
    for (const Message& attribute : attributes)
        made.message(5, attribute);
    return made;
}

inline Message whole(std::string_view name, std::uint64_t value)
{
    return Message{}.text(1, name).number(3, value).number(20, 2);
}
inline Message list(std::string_view name, std::uint64_t value)
{
    return Message{}.text(1, name).number(8, value).number(20, 7);
}

// logits = sum over the tokens of weights[token] * mask
inline std::string onnx_model(const TokenWeights& weights,
                              std::string_view first_input = "input_ids")
{
    const std::string ids{first_input};
    Message graph;
    graph.message(1, node("Gather", {"weights", ids}, "each"))
        .message(1, node("Cast", {"attention_mask"}, "mask", {whole("to", 1)}))
        .message(1, node("Unsqueeze", {"mask"}, "masks", {list("axes", 2)}))
        .message(1, node("Mul", {"each", "masks"}, "heard"))
        .message(1, node("ReduceSum", {"heard"}, "logits", {list("axes", 1), whole("keepdims", 0)}))
        .text(2, "tiny")
        .message(5, tensor_of(weights))
        .message(11, value(ids, 7, false))
        .message(11, value("attention_mask", 7, false))
        .message(12, value("logits", 1, true));
    return Message{}
        .number(1, 6)
        .message(7, graph)
        .message(8, Message{}.text(1, "").number(2, 11))
        .bytes();
}

// Writes sentencepiece.bpe.model; the words share no letter.
inline void train_pieces(const TemporaryFolder& folder)
{
    std::string lines;
    for (int i = 0; i < 50; ++i)
        lines += "goed naar\nnaar goed\ngoed\nnaar\n";
    folder.write("corpus.txt", lines);
    const std::string prefix = (folder.path() / "sentencepiece.bpe").string();
    const auto trained = sentencepiece::SentencePieceTrainer::Train(
        "--input=" + (folder.path() / "corpus.txt").string() + " --model_prefix=" + prefix +
        " --vocab_size=20 --hard_vocab_limit=false --model_type=unigram --minloglevel=2");
    REQUIRE(trained.ok());
}

}  // namespace narrowcast::test
