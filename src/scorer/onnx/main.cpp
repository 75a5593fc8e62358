// SPDX-License-Identifier: Apache-2.0
// narrowcast-score-onnx: a Hugging Face export as the "command" of a configuration's scorer.
#include "scorer/onnx/classifier.hpp"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr int failed = 1, refused = 2;
constexpr std::size_t longest_line = std::size_t{16} * 1024 * 1024;

// The lines that are there, at least one unless the input has ended.
std::vector<std::string> next_lines(std::string& rest)
{
    std::array<char, std::size_t{64} * 1024> bytes;
    std::vector<std::string> lines;
    while (lines.empty()) {
        const auto count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        rest.append(bytes.data(), static_cast<std::size_t>(count));
        std::size_t begin = 0;
        for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n', begin)) {
            lines.push_back(rest.substr(begin, end - begin));
            begin = end + 1;
        }
        rest.erase(0, begin);
        if (rest.size() > longest_line) break;
    }
    return lines;
}

int serve(narrowcast::scorer::Classifier classifier)
{
    std::string rest;
    for (auto lines = next_lines(rest); !lines.empty(); lines = next_lines(rest)) {
        std::cout << classifier.answers(lines) << std::flush;
        if (!std::cout) return failed;
    }
    return rest.empty() ? 0 : failed;
}

}  // namespace

int main(int count, char** arguments)
{
    CLI::App app{
        "Scores texts with an ONNX export of an XLM-RoBERTa classifier: reads lines "
        "{\"id\", \"text\"}, writes lines {\"id\", \"chances\"}. See docs/scorers.md."};
    narrowcast::scorer::ClassifierOptions options;
    std::string folder;
    app.add_option("folder", folder, "holds the model, sentencepiece.bpe.model and config.json")
        ->required();
    app.add_option("--model", options.model, "the model's file in it")->capture_default_str();
    app.add_option("--labels", options.labels,
                   "the model's labels in their order; none: as config.json says");
    app.add_option("--tokens", options.tokens, "of a text at most; the rest is not read")
        ->capture_default_str()
        ->check(CLI::Range(8, 512));
    app.add_option("--batch", options.batch, "texts that are computed together")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    app.add_option("--threads", options.threads, "how many cores it may use")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    app.add_flag("--tweets", options.tweets,
                 "write @user for handles and http for links, as models of tweets were trained");
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : refused;
    }
    auto classifier = narrowcast::scorer::Classifier::load(folder, options);
    if (classifier) return serve(*std::move(classifier));
    std::cerr << "narrowcast-score-onnx: " << classifier.error().text << '\n';
    return refused;
}
