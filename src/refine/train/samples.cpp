// SPDX-License-Identifier: Apache-2.0
// Reading labelled texts.
#include "refine/train/samples.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <utility>

namespace narrowcast::train {

namespace {

namespace fs = std::filesystem;

// Their terms allow measuring only; they say how well the scorer does on a company never seen.
constexpr std::array<std::string_view, 2> never_trained{"en_airline", "en_sanders"};
constexpr std::size_t dev_of = 10;  // one in so many

bool contains(std::span<const std::string> names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Result<std::vector<fs::path>> folders_in(const fs::path& data)
{
    std::error_code error;
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator{data, error})
        if (entry.is_directory() && fs::exists(entry.path() / "train.tsv"))
            found.push_back(entry.path());
    if (error)
        return fail(Fault::refused, data.string() + ": " + error.message() +
                                        "; --data takes a folder with a folder for each set");
    std::sort(found.begin(), found.end());
    return found;
}

class SetReader {
public:
    SetReader(Samples& samples, std::uint16_t set, const Lexicon& lexicon)
        : samples_{samples}, set_{set}, lexicon_{lexicon}
    {
    }

    Result<bool> read(const fs::path& file, Part part, bool shares_dev)
    {
        std::ifstream in{file};
        std::string line;
        constexpr auto labels = names_of(Label{});
        for (std::size_t number = 1; std::getline(in, line); ++number) {
            const auto columns = split(line, '\t');
            const auto label = std::find(labels.begin(), labels.end(), columns[0]);
            if (columns.size() < 2 || label == labels.end() || !is_utf8(line))
                return fail(Fault::refused,
                            file.string() + ":" + std::to_string(number) +
                                ": not a label (negative, neutral, positive), a tab and a text");
            Sample sample = sample_of(columns[1], lexicon_);
            sample.label = static_cast<Label>(label - labels.begin());
            sample.set = set_;
            sample.part = shares_dev && number % dev_of == 0 ? Part::dev : part;
            samples_.all.push_back(std::move(sample));
        }
        return true;
    }

private:
    Samples& samples_;
    std::uint16_t set_;
    const Lexicon& lexicon_;
};

const Lexicon& lexicon_of(const Lexicons& lexicons, std::string_view language)
{
    const auto found = lexicons.find(language);
    return found == lexicons.end() ? lexicons.find("any")->second : found->second;
}

}  // namespace

Sample sample_of(std::string_view text, const Lexicon& lexicon)
{
    const SplitText split{text};
    const Evidence evidence = evidence_in(split, lexicon);
    Ngrams ngrams;
    ngrams_in(split, evidence, ngrams);
    Sample sample;
    sample.features = features_of(split, evidence);
    for (const Ngram& ngram : ngrams.words)
        sample.words.push_back(ngram.bucket);
    for (const Ngram& ngram : ngrams.letters)
        sample.letters.push_back(ngram.bucket);
    sample.pairs = std::move(ngrams.pairs);
    return sample;
}

Result<Samples> read_samples(std::span<const fs::path> folders, const Lexicons& lexicons,
                             std::span<const std::string> excluded)
{
    Samples samples;
    for (const fs::path& data : folders)
        for (const fs::path& folder : TRY(folders_in(data))) {
            const std::string name = folder.filename().string();
            const std::string language = name.substr(0, name.find('_'));
            const bool never =
                std::find(never_trained.begin(), never_trained.end(), name) != never_trained.end();
            samples.sets.push_back({name, std::string{weighed_as(language)},
                                    std::string{ngram_group_of(language)},
                                    !never && !contains(excluded, name)});
            SetReader reader{samples, static_cast<std::uint16_t>(samples.sets.size() - 1),
                             lexicon_of(lexicons, language)};
            const bool has_dev = fs::exists(folder / "dev.tsv");
            TRY(reader.read(folder / "train.tsv", Part::train, !has_dev));
            if (has_dev) TRY(reader.read(folder / "dev.tsv", Part::dev, false));
            samples.sets.back().has_test = fs::exists(folder / "test.tsv");
            if (samples.sets.back().has_test)
                TRY(reader.read(folder / "test.tsv", Part::test, false));
        }
    return samples;
}

}  // namespace narrowcast::train
