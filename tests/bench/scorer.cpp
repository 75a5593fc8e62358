// SPDX-License-Identifier: Apache-2.0
#include "bench/scorer.hpp"

#include "bench/allocations.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "support/temporary_folder.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <functional>
#include <stdexcept>

namespace narrowcast::bench {
namespace {

namespace fs = std::filesystem;

struct Labelled {
    std::string label, text;
};

std::vector<Labelled> corpus(const fs::path& assets, const std::string& language)
{
    std::vector<Labelled> all;
    for (const char* part : {"train.tsv", "test.tsv"}) {
        std::ifstream stream{assets / "corpus" / (language + "_company") / part};
        for (std::string line; std::getline(stream, line);) {
            const auto columns = split(line, '\t');
            all.push_back({std::string{columns.at(0)}, std::string{columns.at(1)}});
        }
    }
    if (all.empty()) throw std::runtime_error{"no corpus of " + language};
    return all;
}

double cpu_of(const std::function<void()>& work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    };
    const double before = now();
    work();
    return now() - before;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// Seconds for a text.
double time_of(const Scorer& scorer, std::span<const Labelled> texts, const std::string& language)
{
    std::vector<double> rounds;
    double sum = 0;
    for (int round = 0; round < 15; ++round)
        rounds.push_back(cpu_of([&] {
            for (const Labelled& each : texts)
                sum += scorer.score(each.text, language).score;
        }));
    if (!(sum > -1e9)) throw std::runtime_error{"no scores"};
    return median(rounds) / static_cast<double>(texts.size());
}

// Seconds of processor time, of all threads.
double cpu_of_process()
{
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// Runs a program with its output thrown away; seconds of processor time.
double cpu_of_program(std::vector<std::string> words)
{
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int error =
        ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    rusage used{};
    if (error != 0 || ::wait4(child, &status, 0, &used) != child || status != 0)
        throw std::runtime_error{words[0] + " " + words[1] + " failed"};
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// What fasttext predict does: load, read the file, write a label for each line.
double cpu_of_scoring(const fs::path& assets, const fs::path& file)
{
    return cpu_of([&] {
        const auto scorer = *load_scorer(assets);
        std::ifstream in{file};
        std::ofstream out{"/dev/null"};
        for (std::string line; std::getline(in, line);)
            out << names_of(Label{})[static_cast<std::size_t>(scorer->score(line, "en").label)]
                << '\n';
    });
}

bool is_installed(const std::string& program)
{
    const char* path = std::getenv("PATH");
    return path != nullptr && std::ranges::any_of(split(path, ':'), [&](std::string_view folder) {
               return fs::exists(fs::path{folder} / program);
           });
}

fs::path fasttext_model(const fs::path& folder, const std::vector<Labelled>& texts)
{
    const fs::path lines = folder / "train.txt";
    std::ofstream stream{lines};
    for (const Labelled& each : texts)
        stream << "__label__" << each.label << ' ' << each.text << '\n';
    stream.close();
    const std::string model = folder / "model";
    cpu_of_program({"fasttext", "supervised",  "-input",  lines,     "-output",
                    model,      "-wordNgrams", "2",       "-minn",   "3",
                    "-maxn",    "5",           "-bucket", "200000",  "-dim",
                    "100",      "-epoch",      "5",       "-thread", "1"});
    cpu_of_program({"fasttext", "quantize", "-input", lines, "-output", model});
    return model + ".ftz";
}

}  // namespace

ScorerSpeed scorer_speed(const fs::path& assets, const std::string& language)
{
    const auto scorer = *load_scorer(assets);
    auto texts = corpus(assets, language);
    ScorerSpeed speed;
    speed.all = 1e6 * time_of(*scorer, texts, language);
    std::size_t before = allocations();
    for (const Labelled& each : texts)
        scorer->score(each.text, language);
    speed.allocations =
        static_cast<double>(allocations() - before) / static_cast<double>(texts.size());
    std::ranges::stable_sort(texts, {}, [](const Labelled& each) { return each.text.size(); });
    const std::size_t tenth = texts.size() / 10;
    speed.median =
        1e6 *
        time_of(*scorer, std::span{texts}.subspan(texts.size() / 2 - tenth / 2, tenth), language);
    return speed;
}

double slowest_long_text(const fs::path& assets)
{
    constexpr std::size_t kilobytes = 100;
    const auto scorer = *load_scorer(assets);
    const std::vector<std::string> hints{"nl", "en"};
    double slowest = 0;
    for (const std::string_view part :
         {"goed ", "niet ", "maar goed ", "@a ", "https://a.example ", "#goed ", "(:-)", "super ",
          "日本語の文章 ", "😡", "<3 ", "a\u0301\u0302", "ไทย", "\xff", "aaaaaaaa", "?!", "1.2,"}) {
        std::string text;
        while (text.size() < kilobytes * 1000)
            text += part;
        slowest =
            std::max(slowest, cpu_of([&] { (void)scorer->score(text, language_of(text, hints)); }));
    }
    return 1000 * slowest / kilobytes;
}

ScorerSize scorer_size(const fs::path& assets)
{
    ScorerSize size;
    std::vector<double> waited, worked;
    for (int round = 0; round < 9; ++round) {
        const auto begun = std::chrono::steady_clock::now();
        const double before = cpu_of_process();
        (void)*load_scorer(assets);
        worked.push_back(cpu_of_process() - before);
        waited.push_back(
            std::chrono::duration<double>{std::chrono::steady_clock::now() - begun}.count());
    }
    size.load = 1000 * median(waited);
    size.load_work = 1000 * median(worked);
    for (const auto& file : fs::recursive_directory_iterator{assets}) {
        const std::string name = fs::relative(file.path(), assets).string();
        if (file.is_regular_file() &&
            (name.ends_with(".ngrams") || name == "weights.tsv" || name.starts_with("lexicons/")))
            size.bytes += static_cast<double>(file.file_size());
    }
    return size;
}

BesideFastText beside_fasttext(const fs::path& assets)
{
    BesideFastText beside{.installed = is_installed("fasttext")};
    if (!beside.installed) return beside;
    constexpr std::size_t lines = 40'000, rounds = 5;
    const test::TemporaryFolder folder;
    const auto texts = corpus(assets, "en");
    const std::string model = fasttext_model(folder.path(), texts);
    const fs::path file = folder.path() / "lines.txt", empty = folder.path() / "empty.txt";
    std::ofstream stream{file};
    for (std::size_t i = 0; i < lines; ++i)
        stream << texts[i % texts.size()].text << '\n';
    stream.close();
    std::ofstream{empty};
    std::vector<double> ours, theirs;
    for (std::size_t round = 0; round < rounds; ++round) {  // in turn, so that both feel the same
        theirs.push_back(cpu_of_program({"fasttext", "predict", model, file}) -
                         cpu_of_program({"fasttext", "predict", model, empty}));
        ours.push_back(cpu_of_scoring(assets, file) - cpu_of_scoring(assets, empty));
    }
    beside.ours = lines / median(ours);
    beside.theirs = lines / median(theirs);
    return beside;
}

}  // namespace narrowcast::bench
