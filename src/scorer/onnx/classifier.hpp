// SPDX-License-Identifier: Apache-2.0
// A folder of a Hugging Face export as a scorer that speaks the JSON lines of docs/scorers.md.
#pragma once

#include "lib/onnxruntime.hpp"
#include "lib/sentencepiece.hpp"
#include "narrowcast/base/result.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::scorer {

struct ClassifierOptions {
    std::string model = "model.onnx";  // file in the folder
    std::string labels = {};           // in the model's order; "": as config.json says
    std::size_t tokens = 128;          // of a text at most
    std::size_t batch = 16;            // texts that are computed together
    int threads = 1;
    bool tweets = false;  // mask handles and links
};

// One thread at a time.
class Classifier {
public:
    // Reads the model, sentencepiece.bpe.model and config.json. Fault::refused says which of them
    // is not as it should be.
    static Result<Classifier> load(const std::filesystem::path& folder, ClassifierOptions options);

    // A line of answer for each line of request, in their order. What cannot be scored gets an
    // "error".
    std::string answers(std::span<const std::string> requests);

private:
    struct Request;
    Classifier(ClassifierOptions options, lib::SentencePieces pieces, lib::OnnxClassifier model,
               std::array<std::size_t, 3> places);
    void score(std::span<Request*> requests);

    ClassifierOptions options_;
    lib::SentencePieces pieces_;
    lib::OnnxClassifier model_;
    std::array<std::size_t, 3> places_;
};

}  // namespace narrowcast::scorer
