// SPDX-License-Identifier: Apache-2.0
// Tests of reading labelled texts.
#include "refine/train/samples.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>

using namespace narrowcast;
using namespace narrowcast::train;
using Catch::Matchers::ContainsSubstring;

namespace {

const Lexicons lexicons{{"any", {}}, {"nl", {}}};

void write(const test::TemporaryFolder& folder, const std::string& set, const std::string& part,
           const std::string& text)
{
    std::filesystem::create_directories(folder.path() / set);
    folder.write(set + "/" + part + ".tsv", text);
}

std::string lines(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += "neutral\tregel " + std::to_string(i) + "\tretail\n";
    return text;
}

Result<Samples> read(const test::TemporaryFolder& folder,
                     const std::vector<std::string>& excluded = {})
{
    const std::vector<std::filesystem::path> folders{folder.path()};
    return read_samples(folders, lexicons, excluded);
}

std::size_t count(const Samples& samples, Part part)
{
    return static_cast<std::size_t>(
        std::count_if(samples.all.begin(), samples.all.end(),
                      [&](const Sample& sample) { return sample.part == part; }));
}

}  // namespace

TEST_CASE("a line is a label, a tab and a text; further columns are ignored")
{
    const test::TemporaryFolder folder;
    write(folder, "nl_a", "train", "negative\tstom\tretail\tx\npositive\tfijn\n");
    const auto samples = read(folder);
    REQUIRE(samples);
    REQUIRE(samples->all.size() == 2);
    CHECK(samples->all[0].label == Label::negative);
    CHECK(samples->all[1].label == Label::positive);
    CHECK(samples->all[0].words == sample_of("stom", {}).words);
}

TEST_CASE("a bad line is refused with its number")
{
    for (const char* bad : {"", "good\tfijn", "neutral", "neutral fijn", "Neutral\tfijn",
                            "neutral\tfijn\xFF", "\tfijn"}) {
        const test::TemporaryFolder folder;
        write(folder, "nl_a", "train", "neutral\teen\n" + std::string{bad} + "\nneutral\tdrie\n");
        const auto samples = read(folder);
        REQUIRE_FALSE(samples);
        CHECK(samples.error().fault == Fault::refused);
        CHECK_THAT(samples.error().text, ContainsSubstring("nl_a/train.tsv:2: not a label"));
    }
}

TEST_CASE("each tenth line is the dev part where there is no other")
{
    const test::TemporaryFolder folder;
    write(folder, "nl_a", "train", lines(25));
    write(folder, "nl_a", "test", lines(10));
    const auto samples = read(folder);
    REQUIRE(samples);
    CHECK(count(*samples, Part::train) == 23);
    CHECK(count(*samples, Part::dev) == 2);
    CHECK(count(*samples, Part::test) == 10);
    CHECK(samples->all[9].part == Part::dev);
    CHECK(samples->all[19].part == Part::dev);
}

TEST_CASE("a set's own dev part is used")
{
    const test::TemporaryFolder folder;
    write(folder, "nl_a", "train", lines(20));
    write(folder, "nl_a", "dev", lines(3));
    const auto samples = read(folder);
    REQUIRE(samples);
    CHECK(count(*samples, Part::train) == 20);
    CHECK(count(*samples, Part::dev) == 3);
}

TEST_CASE("sets kept for measuring are never trained on, excluded ones not this time")
{
    const test::TemporaryFolder folder;
    for (const char* set : {"en_airline", "en_sanders", "en_other", "nl_a"})
        write(folder, set, "train", lines(1));
    const auto samples = read(folder, {"nl_a"});
    REQUIRE(samples);
    REQUIRE(samples->sets.size() == 4);
    for (const Set& set : samples->sets)
        CHECK(set.trained == (set.name == "en_other"));
}

TEST_CASE("a set's language is the beginning of its name")
{
    const test::TemporaryFolder folder;
    for (const char* set : {"nl_a", "pt_a", "ja_a"})
        write(folder, set, "train", lines(1));
    const auto samples = read(folder);
    REQUIRE(samples);
    const auto& sets = samples->sets;  // by name
    CHECK(sets[0].language == "any");
    CHECK(sets[0].group.empty());
    CHECK(sets[1].language == "nl");
    CHECK(sets[1].group == "nl");
    CHECK(sets[2].group == "de-es-fr-it-pt");
}

TEST_CASE("folders without texts are no sets")
{
    const test::TemporaryFolder folder;
    write(folder, "nl_a", "train", lines(1));
    std::filesystem::create_directories(folder.path() / "notes");
    const auto samples = read(folder);
    REQUIRE(samples);
    CHECK(samples->sets.size() == 1);
}

TEST_CASE("a folder that is not there is refused")
{
    const auto samples =
        read_samples(std::vector<std::filesystem::path>{"/nowhere/at/all"}, lexicons, {});
    REQUIRE_FALSE(samples);
    CHECK(samples.error().fault == Fault::refused);
    CHECK_THAT(samples.error().text, ContainsSubstring("/nowhere/at/all"));
}
