// SPDX-License-Identifier: Apache-2.0
// ONNX Runtime: a text classifier on the processor. Built only where it is installed.
#pragma once

#include "narrowcast/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace narrowcast::lib {

// Texts as numbers of tokens, all rows equally long.
struct TokenTable {
    std::size_t rows = 0, columns = 0;
    std::vector<std::int64_t> ids;   // row after row
    std::vector<std::int64_t> mask;  // 1: a token, 0: padding
};

// One thread at a time.
class OnnxClassifier {
public:
    // `threads`: how many cores it may use. Fault::refused: no such file, no model, or one that
    // wants something else than token numbers.
    static Result<OnnxClassifier> load(const std::filesystem::path& file, int threads);
    OnnxClassifier(OnnxClassifier&&) noexcept;
    ~OnnxClassifier();

    // `classes` numbers for each row. Fault::garbled: the model fails, or gives something else.
    Result<std::vector<float>> logits(TokenTable table, std::size_t classes);

private:
    struct Session;
    explicit OnnxClassifier(std::unique_ptr<Session> session);
    std::unique_ptr<Session> session_;
};

}  // namespace narrowcast::lib
