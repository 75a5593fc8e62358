// SPDX-License-Identifier: Apache-2.0
#include "fuzz/inputs.hpp"

#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "refine/sentiment_model.hpp"
#include "support/temporary_folder.hpp"

#include <array>
#include <cmath>
#include <cstdlib>

namespace narrowcast::fuzz {
namespace {

const Scorer& scorer()
{
    static const auto made = [] {
        const auto model = *load_sentiment_model(std::filesystem::path{NARROWCAST_SOURCE_DIR} /
                                                 "assets/sentiment");
        const SentimentConfig config{{{"kwikkie", -0.5}, {"top deal", 0.7}, {"😀", -1}},
                                     {"Top Bank", "niet"}};
        const std::array<Correction, 2> corrections{
            {{"de app is weer eens wakker", "nl", Label::negative},
             {"that was quick", "en", Label::positive}}};
        return make_scorer(model, config, corrections);
    }();
    return *made;
}

bool is_chance(double value) { return value >= 0 && value <= 1; }

std::string fault_of_mood(std::string_view text, const Mood& mood)
{
    if (!is_chance(mood.confidence) || mood.confidence < 0.333) return "confidence";
    if (!(std::abs(mood.score) <= 1)) return "score";
    if (mood.words.size() > 3) return "too many words";
    for (const DecidingWord& word : mood.words) {
        if (word.begin >= word.end || word.end > text.size()) return "a word outside of the text";
        if (is_utf8(text) && !is_utf8(text.substr(word.begin, word.end - word.begin)))
            return "a word cut in two";
        if (!std::isfinite(word.share)) return "share";
    }
    return {};
}

std::string fault_of_scoring(std::string_view text)
{
    static const std::array<std::vector<std::string>, 4> hints{
        {{}, {"nl"}, {"", "en", "nl-BE"}, {"nl", "en", "de", "fr", "es", "it", "pt", "af"}}};
    static const auto languages = std::to_array<std::string>({"nl", "en", "pt", "ja"});
    const std::size_t chosen = text.size() % hints.size();
    const std::string guess = language_of(text, hints[chosen]);
    if (guess.empty()) return "no language";
    const Mood mood = scorer().score(text, guess);
    if (auto fault = fault_of_mood(text, mood); !fault.empty()) return fault;
    if (auto fault = fault_of_mood(text, scorer().score(text, languages[chosen])); !fault.empty())
        return fault;
    return mood == scorer().score(text, guess) ? "" : "another score the second time";
}

}  // namespace

std::string fault_of_text(std::string_view bytes)
{
    if (const auto fault = fault_of_scoring(bytes); !fault.empty()) return "raw: " + fault;
    RawPost raw;
    raw.native_id = "1";
    raw.text = bytes;
    raw.markup = !bytes.empty() && bytes[0] == '<' ? Markup::html : Markup::plain;
    const Post post = clean(std::move(raw), "fuzz", "rss", Time{});
    if (const auto fault = fault_of_scoring(post.text); !fault.empty()) return "cleaned: " + fault;
    return {};
}

void read_as_files(std::string_view bytes)
{
    static const test::TemporaryFolder folder;
    folder.write("bytes", bytes);
    (void)load_weights(folder.path() / "bytes");
    (void)LinearModel::load(folder.path() / "bytes");
    std::filesystem::create_directory(folder.path() / "lists");
    const auto kinds = std::to_array<const char*>({"nl_words", "nl_modifiers", "nl_emoticons"});
    for (const char* kind : kinds) {
        const std::string name = "lists/" + std::string{kind} + ".tsv";
        folder.write(name, bytes);
        (void)load_lexicons(folder.path() / "lists");
        std::filesystem::remove(folder.path() / name);
    }
}

}  // namespace narrowcast::fuzz
