// SPDX-License-Identifier: Apache-2.0
// SentencePiece: a text as the numbers of its pieces. Built only where it is installed.
#pragma once

#include "narrowcast/base/result.hpp"

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

// Immutable, any thread.
class SentencePieces {
public:
    // Fault::refused: no such file, or none of SentencePiece's models.
    static Result<SentencePieces> load(const std::filesystem::path& file);
    SentencePieces(SentencePieces&&) noexcept;
    ~SentencePieces();

    std::vector<int> ids(std::string_view text) const;  // never those of control symbols
    int unknown() const;                                // the number of what is no piece

private:
    struct Processor;
    explicit SentencePieces(std::unique_ptr<Processor> processor);
    std::unique_ptr<Processor> processor_;
};

}  // namespace narrowcast::lib
