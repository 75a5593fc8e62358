// SPDX-License-Identifier: Apache-2.0
#include "scorer/onnx/classifier.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"
#include "scorer/external.hpp"
#include "scorer/tiny_model.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using scorer::Classifier;
using scorer::ClassifierOptions;

namespace {

constexpr std::size_t tokens_in_all = 200;
constexpr std::size_t pad = 1, unknown = 3;

// Positive for "goed", negative for "naar", neutral for what it does not know; padding would shout
// negative if it were heard.
class Export {
public:
    Export()
    {
        test::train_pieces(folder);
        const auto pieces = lib::SentencePieces::load(folder.path() / "sentencepiece.bpe.model");
        REQUIRE(pieces);
        test::TokenWeights weights(tokens_in_all);
        const auto bare = pieces->ids(" ");
        const auto weigh = [&](std::string_view word, std::size_t label) {
            for (const int piece : pieces->ids(word))
                if (std::find(bare.begin(), bare.end(), piece) == bare.end())
                    weights.at(static_cast<std::size_t>(piece) + 1)[label] += 2;
        };
        weigh("goed", 2);
        weigh("naar", 0);
        weights[unknown][1] = 3;
        weights[pad][0] = 100;
        folder.write("model.onnx", test::onnx_model(weights));
        folder.write("config.json", R"({"model_type": "xlm-roberta",
            "id2label": {"0": "negative", "1": "neutral", "2": "positive"}})");
    }
    Result<Classifier> load(ClassifierOptions options = {}) const
    {
        return Classifier::load(folder.path(), std::move(options));
    }

    const test::TemporaryFolder folder;
};

std::string request(int id, const std::string& text)
{
    return dump(Json{{"id", std::to_string(id)}, {"text", text}, {"language", "nl"}});
}

std::vector<Json> answers(Classifier& classifier, const std::vector<std::string>& texts)
{
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < texts.size(); ++i)
        lines.push_back(request(static_cast<int>(i), texts[i]));
    std::vector<Json> found;
    const std::string said = classifier.answers(lines);
    for (const std::string_view line : split(said, '\n'))
        if (!line.empty()) found.push_back(*parse_json(line));
    REQUIRE(found.size() == texts.size());
    return found;
}

std::array<double, 3> chances(const Json& answer)
{
    return answer.at("chances").get<std::array<double, 3>>();
}

std::string repeated(std::string_view word, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i)
        text += std::string{word} + " ";
    return text;
}

}  // namespace

TEST_CASE("an exported model scores texts")
{
    const Export model;
    auto classifier = model.load();
    REQUIRE(classifier);
    const auto found = answers(*classifier, {"goed", "naar", "xyz", "goed goed naar"});
    CHECK(found[0]["id"] == "0");
    CHECK(chances(found[0])[2] > 0.7);
    CHECK(chances(found[1])[0] > 0.7);
    CHECK(chances(found[2])[1] > 0.7);
    CHECK(chances(found[3])[2] > chances(found[3])[0]);
    for (const Json& answer : found) {
        const auto each = chances(answer);
        CHECK(each[0] + each[1] + each[2] == Catch::Approx(1));
    }
}

TEST_CASE("a text scores alike alone and beside longer ones")
{
    const Export model;
    auto classifier = model.load({.batch = 3});
    REQUIRE(classifier);
    const std::vector<std::string> texts{repeated("naar", 60), "goed", "",
                                         "naar goed",          "xyz",  repeated("goed", 9)};
    const auto together = answers(*classifier, texts);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        INFO(texts[i]);
        const auto alone = chances(answers(*classifier, {texts[i]}).front());
        for (std::size_t label = 0; label < 3; ++label)
            CHECK(chances(together[i])[label] == Catch::Approx(alone[label]).margin(1e-9));
    }
}

TEST_CASE("of a text that is too long the front is scored")
{
    const Export model;
    auto classifier = model.load();
    REQUIRE(classifier);
    const auto found = answers(*classifier, {repeated("goed", 150) + repeated("naar", 5000)});
    CHECK(chances(found.front())[2] > 0.99);
}

TEST_CASE("a request that makes no sense gets an error, the others their answer")
{
    const Export model;
    auto classifier = model.load();
    REQUIRE(classifier);
    const std::vector<std::string> lines{"nonsense", R"({"id": "7"})", request(8, "goed"),
                                         R"({"id": "9", "text": 4})"};
    const std::string said = classifier->answers(lines);
    const auto found = split(said, '\n');
    REQUIRE(found.size() == 5);  // the last one is empty
    CHECK((*parse_json(found[0])).contains("error"));
    CHECK((*parse_json(found[1]))["id"] == "7");
    CHECK((*parse_json(found[1])).contains("error"));
    CHECK((*parse_json(found[2])).contains("chances"));
    CHECK((*parse_json(found[3])).contains("error"));
}

TEST_CASE("any bytes get a valid answer")
{
    const Export model;
    auto classifier = model.load();
    REQUIRE(classifier);
    for (const std::string& text :
         {std::string{"\xff\xfe goed"}, std::string(100'000, 'g'), std::string{"😀😀 \xE2\x96\x81"},
          std::string{"<s> </s> <pad>"}, std::string{"a\0b", 3}, std::string{"\n\t"}}) {
        const auto each = chances(answers(*classifier, {text}).front());
        CHECK(each[0] + each[1] + each[2] == Catch::Approx(1));
    }
}

TEST_CASE("a folder that is not complete is refused, and it is said what is wrong with it")
{
    const Export model;
    const auto file = [&](const char* name) { return model.folder.path() / name; };
    const auto refusal = [&] {
        const auto loaded = model.load();
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().fault == Fault::refused);
        return loaded.error().text;
    };
    model.folder.write("model.onnx", "nonsense");
    CHECK_THAT(refusal(), ContainsSubstring("model.onnx cannot be loaded"));
    model.folder.write("model.onnx", test::onnx_model(test::TokenWeights(9), "pixel_values"));
    CHECK_THAT(refusal(), ContainsSubstring("wants an input \"pixel_values\""));
    std::filesystem::remove(file("sentencepiece.bpe.model"));
    CHECK_THAT(refusal(), ContainsSubstring("sentencepiece.bpe.model is not there"));
    std::filesystem::remove(file("config.json"));
    CHECK_THAT(refusal(), ContainsSubstring("config.json cannot be read"));
}

TEST_CASE("a text that the model fails at is answered with an error")
{
    const Export model;
    model.folder.write("model.onnx", test::onnx_model(test::TokenWeights(4)));  // fewer than pieces
    auto classifier = model.load();
    REQUIRE(classifier);
    CHECK(answers(*classifier, {"goed"}).front().contains("error"));
}

TEST_CASE("the program scores the posts of a hub that names it")
{
    const Export model;
    class Never final : public Scorer {
    public:
        Mood score(std::string_view, std::string_view) const override { return {}; }
    };
    ScorerTally tally;
    ScorerConfig config;
    config.command = {NARROWCAST_SCORE_ONNX, model.folder.path().string(), "--tweets"};
    config.timeout = 20s;
    config.batch = 4;
    const auto scorer = with_attached(attached(config, tally), std::make_shared<Never>());
    const std::vector<Scorer::Text> texts{{"goed", "nl"}, {"naar", "nl"},  {"goed goed", "nl"},
                                          {"xyz", "und"}, {"goed.", "nl"}, {"naar naar", "nl"}};
    const std::stop_source never;
    const auto moods = scorer->score_all(texts, never.get_token());
    REQUIRE(moods.size() == texts.size());
    CHECK(tally.answered == texts.size());
    CHECK(moods[0].label == Label::positive);
    CHECK(moods[1].label == Label::negative);
    CHECK(moods[2].confidence > moods[0].confidence);
    CHECK(moods[3].label == Label::neutral);
    CHECK(moods[5].score < moods[1].score);
}
