// SPDX-License-Identifier: Apache-2.0
// narrowcast-train: labelled texts in, assets/sentiment out. The same input gives the same bytes.
#include "refine/train/calibrate.hpp"
#include "refine/train/learn.hpp"
#include "refine/train/report.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace narrowcast::train {

namespace {

namespace fs = std::filesystem;

// Chosen by leaving whole sets out: see MODEL_CARD.md, "The gate".
constexpr Weights::Gate gate_of_nl{-0.4, 1.7}, gate_of_en{0.2, 0.65}, gate_of_others{0.3, 0.9};

Weights::Gate gate_for(std::string_view language)
{
    if (ngram_group_of(language).empty()) return {};
    if (language == "nl") return gate_of_nl;
    return language == "en" ? gate_of_en : gate_of_others;
}

struct Learned {
    AllWeights weights;
    std::map<std::string, LinearModel, std::less<>> ngrams;

    const LinearModel* ngrams_of(std::string_view language) const
    {
        const auto found = ngrams.find(ngram_group_of(language));
        return found == ngrams.end() ? nullptr : &found->second;
    }
};

bool is_trained(const Sample& sample, const Set& set)
{
    return set.trained && sample.part == Part::train;
}

std::vector<Opinion> opinions(const Samples& samples, const Weights& weights,
                              const LinearModel* ngrams, const Chosen& chosen)
{
    std::vector<Opinion> all;
    for (const Sample& sample : samples.all)
        if (chosen(sample, samples.sets[sample.set]))
            all.push_back(opinion_of(sample, weights, ngrams));
    return all;
}

Learned learn(const Samples& samples)
{
    const Settings settings;
    const auto weights = weights_of(samples, settings);
    const auto features = learn_features(samples, weights, is_trained, settings);
    Learned learned;
    for (const std::string_view group : ngram_groups)
        learned.ngrams.emplace(group, learn_ngrams(
                                          samples, weights, features,
                                          [&](const Sample& sample, const Set& set) {
                                              return set.group == group && is_trained(sample, set);
                                          },
                                          settings));
    for (const std::string_view language : weighed_languages) {
        Weights& own = learned.weights[std::string{language}];
        own.features = features;
        own.gate = gate_for(language);
        calibrate(opinions(samples, own, learned.ngrams_of(language),
                           [&](const Sample& sample, const Set& set) {
                               return set.trained && sample.part == Part::dev &&
                                      (language == "any" || set.language == language);
                           }),
                  own);
    }
    return learned;
}

// What a set is measured on: its test part, else its dev part; all of it when nothing was trained.
bool is_measured(const Sample& sample, const Set& set)
{
    return !set.trained || sample.part == (set.has_test ? Part::test : Part::dev);
}

void print(const Samples& samples, const Learned& learned)
{
    Report report;
    for (std::size_t i = 0; i < samples.sets.size(); ++i) {
        const Set& set = samples.sets[i];
        const Weights& weights = learned.weights.find(set.language)->second;
        const auto measured = opinions(samples, weights, learned.ngrams_of(set.language),
                                       [&](const Sample& sample, const Set& of) {
                                           return sample.set == i && is_measured(sample, of);
                                       });
        report.add(set, judged(measured, weights));
    }
    report.print();
}

bool write(const fs::path& file, const std::string& bytes)
{
    std::ofstream out{file, std::ios::binary};
    out << bytes;
    out.close();
    if (!out) std::fprintf(stderr, "narrowcast-train: %s cannot be written\n", file.c_str());
    return bool{out};
}

int run(const std::vector<fs::path>& data, const fs::path& assets,
        const std::vector<std::string>& excluded, const fs::path& out)
{
    const auto lexicons = load_lexicons(assets / "lexicons");
    const auto samples =
        lexicons ? read_samples(data, *lexicons, excluded) : std::unexpected{lexicons.error()};
    if (!samples) {
        std::fprintf(stderr, "narrowcast-train: %s\n", samples.error().text.c_str());
        return 2;
    }
    const Learned learned = learn(*samples);
    print(*samples, learned);
    if (out.empty()) return 0;
    bool written_all = write(out / "weights.tsv", written(learned.weights));
    for (const auto& [group, ngrams] : learned.ngrams)
        written_all = write(out / (group + ".ngrams"), ngrams.bytes()) && written_all;
    return written_all ? 0 : 1;
}

}  // namespace

}  // namespace narrowcast::train

int main(int argc, char** argv)
{
    namespace fs = std::filesystem;
    CLI::App app{
        "Learns Narrowcast's sentiment model from labelled texts.\n"
        "Prints how good it is on each set; exit code 0, 1 (not written) or 2 (refused)."};
    std::vector<fs::path> data;
    std::vector<std::string> excluded;
    fs::path assets, out;
    app.add_option("--data", data,
                   "a folder with a folder for each set: nl_posts/{train,dev,test}.tsv, lines of "
                   "label, tab, text; may be given more than once")
        ->required();
    app.add_option("--assets", assets, "assets/sentiment, for its word lists")->required();
    app.add_option("--exclude", excluded, "a set that is measured but not trained on");
    app.add_option("--out", out, "where weights.tsv and *.ngrams are written; none: nowhere");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return narrowcast::train::run(data, assets, excluded, out);
}
