// SPDX-License-Identifier: Apache-2.0
#include "scorer/onnx/classifier.hpp"

#include "narrowcast/base/json.hpp"
#include "scorer/onnx/tokens.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace narrowcast::scorer {
namespace {

constexpr std::size_t classes = 3;

Result<std::string> text_of(const std::filesystem::path& file)
{
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return fail(Fault::refused, file.string() + " cannot be read");
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

struct Classifier::Request {
    Json id;
    std::vector<std::int64_t> tokens;
    std::string error;
    std::array<double, 3> chances{};

    std::string answer() const
    {
        Json line = Json::object();
        line["id"] = id;
        if (error.empty())
            line["chances"] = chances;
        else
            line["error"] = error;
        return dump(line) + "\n";
    }
};

Classifier::Classifier(ClassifierOptions options, lib::SentencePieces pieces,
                       lib::OnnxClassifier model, std::array<std::size_t, 3> places)
    : options_{std::move(options)},
      pieces_{std::move(pieces)},
      model_{std::move(model)},
      places_{places}
{
}

Result<Classifier> Classifier::load(const std::filesystem::path& folder, ClassifierOptions options)
{
    const auto config = TRY(text_of(folder / "config.json"));
    const auto places = TRY(label_places(config, options.labels));
    auto pieces = TRY(lib::SentencePieces::load(folder / "sentencepiece.bpe.model"));
    auto model = TRY(lib::OnnxClassifier::load(folder / options.model, options.threads));
    return Classifier{std::move(options), std::move(pieces), std::move(model), places};
}

std::string Classifier::answers(std::span<const std::string> requests)
{
    std::vector<Request> all(requests.size());
    std::vector<Request*> sound;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto json = parse_json(requests[i]);
        if (json && json->is_object() && json->contains("id")) all[i].id = (*json)["id"];
        const auto text = json && json->is_object() ? json->find("text") : Json::const_iterator{};
        if (!json || !json->is_object() || text == json->end() || !text->is_string()) {
            all[i].error = "a request is a line {\"id\": ..., \"text\": ...}";
            continue;
        }
        const auto& whole = text->get_ref<const std::string&>();
        const auto pieces = pieces_.ids(options_.tweets ? as_in_tweets(whole) : whole);
        all[i].tokens = xlm_roberta_ids(pieces, pieces_.unknown(), options_.tokens);
        sound.push_back(&all[i]);
    }
    // short ones together: what is padded is computed for nothing
    std::stable_sort(sound.begin(), sound.end(), [](const Request* a, const Request* b) {
        return a->tokens.size() < b->tokens.size();
    });
    for (std::size_t i = 0; i < sound.size(); i += options_.batch)
        score(std::span{sound}.subspan(i, std::min(options_.batch, sound.size() - i)));
    std::string lines;
    for (const Request& request : all)
        lines += request.answer();
    return lines;
}

void Classifier::score(std::span<Request*> requests)
{
    lib::TokenTable table;
    table.rows = requests.size();
    table.columns = requests.back()->tokens.size();  // the longest
    for (const Request* request : requests) {
        const std::size_t count = request->tokens.size(), rest = table.columns - count;
        table.ids.insert(table.ids.end(), request->tokens.begin(), request->tokens.end());
        table.ids.insert(table.ids.end(), rest, padding);
        table.mask.insert(table.mask.end(), count, 1);
        table.mask.insert(table.mask.end(), rest, 0);
    }
    const auto logits = model_.logits(std::move(table), classes);
    for (std::size_t i = 0; i < requests.size(); ++i) {
        if (logits)
            requests[i]->chances =
                chances_of(std::span{*logits}.subspan(i * classes, classes), places_);
        else
            requests[i]->error = logits.error().text;
    }
}

}  // namespace narrowcast::scorer
