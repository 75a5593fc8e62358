// SPDX-License-Identifier: Apache-2.0
// The same text has the same score, on any machine: a thousand of them, to the last bit.
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace narrowcast;

namespace {

namespace fs = std::filesystem;

const fs::path root = NARROWCAST_SOURCE_DIR;
const fs::path file = root / "tests/data/sentiment/scores.tsv";

struct Row {
    std::string language, text;
};

std::vector<std::string> lines_of(const fs::path& path)
{
    std::ifstream stream{path};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        if (!line.starts_with('#')) lines.push_back(line);
    return lines;
}

// `count` of a set's texts, evenly spread over them.
void add_corpus(std::vector<Row>& rows, const std::string& language, std::size_t count)
{
    const auto lines =
        lines_of(root / "assets/sentiment/corpus" / (language + "_company") / "train.tsv");
    REQUIRE(lines.size() >= count);
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back({language, std::string{split(lines[i * lines.size() / count], '\t').at(1)}});
}

// language, label, score, confidence, the bytes of the words that decided, text
std::string line_of(const Row& row, const Mood& mood)
{
    std::array<char, 96> numbers{};
    std::snprintf(numbers.data(), numbers.size(), "\t%a\t%a\t", mood.score, mood.confidence);
    std::string line = row.language + "\t";
    line += names_of(Label{})[static_cast<std::size_t>(mood.label)];
    line += numbers.data();
    for (const DecidingWord& word : mood.words)
        line += std::to_string(word.begin) + "-" + std::to_string(word.end) + " ";
    return line + "\t" + row.text;
}

std::shared_ptr<const Scorer> shipped() { return *load_scorer(root / "assets/sentiment"); }

}  // namespace

TEST_CASE("a thousand texts have the scores they always had, to the last bit")
{
    const auto scorer = shipped();
    std::size_t checked = 0, changed = 0;
    for (const std::string& line : lines_of(file)) {
        const auto columns = split(line, '\t');
        REQUIRE(columns.size() == 6);
        const Row row{std::string{columns[0]}, std::string{columns[5]}};
        const std::string now = line_of(row, scorer->score(row.text, row.language));
        ++checked;
        if (now != line && ++changed <= 5) CHECK(now == line);
    }
    CHECK(checked == 1000);
    CHECK(changed == 0);
}

TEST_CASE("a text has the same score after any other")
{
    const auto scorer = shipped();
    const auto lines = lines_of(file);
    std::vector<Row> rows;
    for (const std::string& line : lines) {
        const auto columns = split(line, '\t');
        rows.push_back({std::string{columns.front()}, std::string{columns.back()}});
    }
    std::vector<Mood> forwards;
    for (const Row& row : rows)
        forwards.push_back(scorer->score(row.text, row.language));
    std::size_t same = 0;
    for (std::size_t i = rows.size(); i-- > 0;)
        same += scorer->score(rows[i].text, rows[i].language) == forwards[i];
    CHECK(same == rows.size());
}

TEST_CASE("the scores that are expected are written anew", "[.write-scores]")
{
    std::vector<Row> rows;
    add_corpus(rows, "nl", 600);
    add_corpus(rows, "en", 300);
    for (const std::string& line : lines_of(root / "tests/data/sentiment/others.tsv")) {
        const auto columns = split(line, '\t');
        REQUIRE(columns.size() == 2);
        rows.push_back({std::string{columns[0]}, std::string{columns[1]}});
    }
    REQUIRE(rows.size() == 1000);
    const auto scorer = shipped();
    std::ofstream out{file};
    out << "# After training anew: build/ci/tests/refine/refine_tests \"[.write-scores]\"\n"
           "# language, label, score, confidence, bytes of the words that decided, text\n";
    for (const Row& row : rows)
        out << line_of(row, scorer->score(row.text, row.language)) << '\n';
    out.close();
    REQUIRE(out);
}
