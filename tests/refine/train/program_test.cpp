// SPDX-License-Identifier: Apache-2.0
// Tests of narrowcast-train as it is run.
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <sys/wait.h>
#include <cstdlib>
#include <fstream>

using namespace narrowcast;
using Catch::Matchers::ContainsSubstring;

namespace {

namespace fs = std::filesystem;

const fs::path assets = fs::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment";

// Each fourth line of the repository's own corpora, so that a test takes seconds.
void copy_corpus(const test::TemporaryFolder& folder)
{
    for (const auto& set : fs::directory_iterator{assets / "corpus"})
        for (const char* part : {"train.tsv", "test.tsv"}) {
            const fs::path name = "corpus" / set.path().filename();
            fs::create_directories(folder.path() / name);
            std::ifstream in{set.path() / part};
            std::string text;
            std::size_t number = 0;
            for (std::string line; std::getline(in, line);)
                if (number++ % 4 == 0) text += line + "\n";
            folder.write((name / part).string(), text);
        }
}

struct Ran {
    int code = 0;
    std::string said;
};

Ran train(const test::TemporaryFolder& folder, const std::string& more)
{
    const std::string command = "'" NARROWCAST_TRAIN "' --assets '" + assets.string() +
                                "' --data '" + (folder.path() / "corpus").string() + "' " + more +
                                " >'" + (folder.path() / "said").string() + "' 2>&1";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, folder.read("said")};
}

std::string out(const test::TemporaryFolder& folder, const std::string& name)
{
    fs::create_directories(folder.path() / name);
    return "--out '" + (folder.path() / name).string() + "'";
}

}  // namespace

TEST_CASE("training twice on the same texts gives the same bytes, and a scorer")
{
    const test::TemporaryFolder folder;
    copy_corpus(folder);
    const Ran once = train(folder, out(folder, "once")),
              again = train(folder, out(folder, "again"));
    INFO(once.said);
    REQUIRE(once.code == 0);
    CHECK(once.said == again.said);
    CHECK_THAT(once.said, ContainsSubstring("nl_company"));
    std::size_t files = 0;
    for (const auto& file : fs::directory_iterator{folder.path() / "once"}) {
        ++files;
        const std::string name = file.path().filename().string();
        INFO(name);
        CHECK((folder.read("once/" + name) == folder.read("again/" + name)));
    }
    CHECK(files == 4);
    fs::create_directory_symlink(assets / "lexicons", folder.path() / "once/lexicons");
    const auto scorer = load_scorer(folder.path() / "once");
    REQUIRE(scorer);
    CHECK((*scorer)->score("Geweldige service, top geholpen!", "nl").label == Label::positive);
}

TEST_CASE("a set that is excluded is measured as unseen")
{
    const test::TemporaryFolder folder;
    copy_corpus(folder);
    const Ran ran = train(folder, "--exclude en_company");
    CHECK(ran.code == 0);
    const auto line = ran.said.find("en_company");
    REQUIRE(line != ran.said.npos);
    CHECK_THAT(ran.said.substr(line, 40), ContainsSubstring("unseen"));
}

TEST_CASE("texts that cannot be read are refused with file and line")
{
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "corpus/nl_a");
    folder.write("corpus/nl_a/train.tsv", "neutral\teen\nwat dan\n");
    const Ran ran = train(folder, "");
    CHECK(ran.code == 2);
    CHECK_THAT(ran.said, ContainsSubstring("nl_a/train.tsv:2: not a label"));
}

TEST_CASE("without a folder to write to the program says so")
{
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "corpus/nl_a");
    folder.write("corpus/nl_a/train.tsv", "neutral\teen\npositive\tfijn\nnegative\tstom\n");
    const Ran ran = train(folder, "--out /nowhere/at/all");
    CHECK(ran.code == 1);
    CHECK_THAT(ran.said, ContainsSubstring("cannot be written"));
}
