// SPDX-License-Identifier: Apache-2.0
#include "hub/corrections.hpp"

#include "lib/digest.hpp"
#include "narrowcast/base/json.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <tuple>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;

std::string digest_of(std::string_view bytes) { return lib::hex(lib::sha256(bytes)); }

// Every file that a model is read from; what is only read by people, and the texts that it was
// learned from, change no score.
std::vector<fs::path> model_files(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const fs::path& each : {folder, folder / "lexicons"}) {
        std::error_code none;
        for (const auto& entry : fs::directory_iterator{each, none})
            if (entry.is_regular_file(none) && entry.path().extension() != ".md")
                files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

Result<std::vector<Corrected>> corrections_in(const Store& store)
{
    std::map<std::string, Decision> last;
    auto decisions = TRY(store.decisions());
    for (Decision& decision : decisions)
        if (decision.verdict == Verdict::correct || decision.verdict == Verdict::uncorrect)
            last.insert_or_assign(decision.post, std::move(decision));
    std::vector<Corrected> corrected;
    for (auto& [id, decision] : last) {
        if (decision.verdict == Verdict::uncorrect) continue;
        const auto stored = TRY(store.post(id));
        if (!stored) continue;  // erased since its decision was read
        const Post& post = stored->post;
        corrected.push_back({id,
                             stored->twin_of.empty() ? id : stored->twin_of,
                             decision.by,
                             decision.at,
                             {scored_text(post), post.language, decision.label}});
    }
    std::sort(corrected.begin(), corrected.end(), [](const Corrected& a, const Corrected& b) {
        return std::tie(a.at, a.post) < std::tie(b.at, b.post);
    });
    return corrected;
}

std::shared_ptr<const Scorer> Scoring::scorer(std::span<const Corrected> corrected) const
{
    std::vector<Correction> corrections;
    for (const Corrected& each : corrected)
        corrections.push_back(each.correction);
    return scorer_with(corrections);
}

std::string Scoring::rules_with(std::span<const Corrected> corrected) const
{
    if (!learns) corrected = {};
    std::string all;
    for (const Corrected& each : corrected) {
        const auto& [text, language, label] = each.correction;
        all += text + '\0' + language + '\0' + std::to_string(static_cast<int>(label)) + '\0';
    }
    return dump(Json{{"scorer", rules}, {"corrections", corrected.empty() ? "" : digest_of(all)}});
}

std::string digest_of_model(const fs::path& folder)
{
    std::ostringstream all;
    for (const fs::path& file : model_files(folder)) {
        all << file.filename().string() << '\0';
        if (std::ifstream stream{file, std::ios::binary}; stream.peek() != EOF)
            all << stream.rdbuf();
    }
    return digest_of(all.view());
}

std::string rules_of_scoring(std::string_view model_digest, const SentimentConfig& config)
{
    return dump(Json{{"model", model_digest}, {"sentiment", write(config)}});
}

}  // namespace narrowcast
