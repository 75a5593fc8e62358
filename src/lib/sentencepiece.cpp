// SPDX-License-Identifier: Apache-2.0
#include "lib/sentencepiece.hpp"

#include <sentencepiece_processor.h>

#include <utility>

namespace narrowcast::lib {

struct SentencePieces::Processor {
    sentencepiece::SentencePieceProcessor pieces;
};

SentencePieces::SentencePieces(std::unique_ptr<Processor> processor)
    : processor_{std::move(processor)}
{
}
SentencePieces::SentencePieces(SentencePieces&&) noexcept = default;
SentencePieces::~SentencePieces() = default;

Result<SentencePieces> SentencePieces::load(const std::filesystem::path& file)
{
    auto processor = std::make_unique<Processor>();
    if (const auto status = processor->pieces.Load(file.string()); !status.ok())
        return fail(Fault::refused, file.string() + " is not there or no model of SentencePiece");
    return SentencePieces{std::move(processor)};
}

std::vector<int> SentencePieces::ids(std::string_view text) const
{
    std::vector<int> ids;
    const auto status = processor_->pieces.Encode({text.data(), text.size()}, &ids);
    return status.ok() ? ids : std::vector<int>{};
}

int SentencePieces::unknown() const { return processor_->pieces.unk_id(); }

}  // namespace narrowcast::lib
