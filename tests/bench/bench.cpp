// SPDX-License-Identifier: Apache-2.0
// Speed and memory of what matters, measured side by side in one run: prints a table.
//     bench [--only scorer|pipeline|editions|fetching|screen|flatness] --program PATH
//           [--posts 20000] [--seconds N]
#include "bench/editions.hpp"
#include "bench/fetching.hpp"
#include "bench/pictures.hpp"
#include "bench/process.hpp"
#include "bench/scorer.hpp"
#include "bench/screen.hpp"
#include "fetch/sieve.hpp"
#include "lib/blend.hpp"
#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"
#include "narrowcast/refine.hpp"
#include "narrowcast/store.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <iterator>
#include <vector>

using namespace narrowcast;

namespace {

namespace fs = std::filesystem;

const fs::path root = NARROWCAST_SOURCE_DIR;

double cpu_now()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double cpu_of(const std::function<void()>& work)
{
    const double before = cpu_now();
    work();
    return cpu_now() - before;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void row(const char* what, double value, const char* unit, const char* goal)
{
    std::printf("  %-58s %10.2f %-8s %s\n", what, value, unit, goal);
}

// ---- pipeline ----------------------------------------------------------------------------------

// Answers of a Mastodon server with 40 posts each, their texts from the demo's everyday posts.
std::vector<std::string> mastodon_answers(std::size_t pages)
{
    std::ifstream stream{root / "assets/demo/archive.jsonl"};
    std::vector<std::string> answers;
    std::size_t number = 0;
    for (std::string line; answers.size() < pages && std::getline(stream, line);) {
        Json page = Json::array();
        do {
            const Json post = *parse_json(line);
            const std::string id = std::to_string(109'000'000'000 + ++number);
            page.push_back(
                {{"id", id},
                 {"uri", "https://polder.example/users/a/statuses/" + id},
                 {"url", "https://polder.example/@a/" + id},
                 {"created_at", post["created_at"]},
                 {"content", "<p>" + post["text"].get<std::string>() +
                                 " <a href=\"https://polder.example/tags/x\" class=\"mention "
                                 "hashtag\">#<span>polderbank</span></a></p>"},
                 {"language", post["language"]},
                 {"visibility", "public"},
                 {"sensitive", false},
                 {"account",
                  {{"id", "1"},
                   {"acct", "a" + std::to_string(number % 97)},
                   {"display_name", post["author"]["name"]},
                   {"url", "https://polder.example/@a"}}},
                 {"favourites_count", 1},
                 {"reblogs_count", 0},
                 {"replies_count", 0},
                 {"media_attachments", Json::array()}});
        } while (page.size() < 40 && std::getline(stream, line));
        answers.push_back(dump(page));
    }
    return answers;
}

struct Stages {
    double read = 0, refine = 0, store = 0;
    std::size_t posts = 0;
    double total() const { return read + refine + store; }
};

Stages run_pipeline(const std::vector<std::string>& answers)
{
    const test::TemporaryFolder folder;
    const auto store = *open_sqlite_store(folder.path() / "bench.db");
    WallConfig config;
    config.company.name = "Polderbank";
    config.languages = {"nl", "en"};
    config.topics = {{"App", "app OR storing OR inlog*"},
                     {"Service", "wacht* OR geholpen OR helpdesk"}};
    config.departments = {{"IT", {"App"}}, {"Care", {"Service", "App"}}};
    config.screens.resize(2);
    config.screens[0].name = "one";
    config.screens[1].name = "two";
    config.screens[1].department = "IT";
    auto refiner = *Refiner::make(config, *load_scorer(root / "assets/sentiment"));
    const Platform& platform = *platform_named("mastodon");
    SourceConfig source;
    source.name = source.platform = "mastodon";
    source.url = "https://polder.example";
    Stages stages;
    Cursor cursor;
    for (const std::string& answer : answers) {
        Response response{
            .status = 200, .url = source.url, .headers = {}, .body = answer, .received = {}};
        response.received = *from_rfc3339("2026-11-18T00:00:00Z");
        Page page;
        stages.read += cpu_of([&] { page = *platform.read(source, cursor, response); });
        std::vector<RoutedPost> refined;
        stages.refine += cpu_of([&] {
            for (RawPost& raw : page.posts)
                refined.push_back(refiner.refine(std::move(raw), source, response.received));
        });
        stages.store += cpu_of([&] { (void)*store->put(refined, source.name, page.next); });
        stages.posts += refined.size();
        cursor = page.next;
    }
    return stages;
}

void bench_pipeline()
{
    const auto answers = mastodon_answers(50);
    run_pipeline(answers);  // warm
    std::vector<double> rates;
    Stages last;
    for (int round = 0; round < 5; ++round) {
        last = run_pipeline(answers);
        rates.push_back(static_cast<double>(last.posts) / last.total());
    }
    std::printf(
        "Pipeline: recorded answers to committed rows, %zu posts in batches of 40, one core\n",
        last.posts);
    row("posts a second", median(rates), "posts/s", ">= 5000");
    row("  share of reading the answer", 100 * last.read / last.total(), "%", "");
    row("  share of refining", 100 * last.refine / last.total(), "%", "");
    row("  share of storing", 100 * last.store / last.total(), "%", "");
}

// ---- sieve -------------------------------------------------------------------------------------

void bench_sieve()
{
    std::vector<RawPost> posts;
    SourceConfig source;
    source.name = source.platform = "mastodon";
    source.url = "https://polder.example";
    for (const std::string& answer : mastodon_answers(50)) {
        const Response response{
            .status = 200, .url = source.url, .headers = {}, .body = answer, .received = {}};
        Page page = *platform_named("mastodon")->read(source, {}, response);
        std::ranges::move(page.posts, std::back_inserter(posts));
    }
    std::printf("Sieve: a source's query applied to %zu posts in HTML, one core\n", posts.size());
    const auto measure = [&](const char* what, const char* query, const char* goal) {
        source.query = query;
        const Sieve sieve = *Sieve::make(source);
        std::vector<double> times;
        for (int round = 0; round < 7; ++round)
            times.push_back(cpu_of([&] {
                for (const RawPost& post : posts)
                    (void)sieve.passes(post);
            }));
        const double each = median(times) / static_cast<double>(posts.size());
        row(what, 1e6 * each, "us", "");
        row("  of one core at 2,000 posts a second", 100 * 2000 * each, "%", goal);
    };
    measure("a post, few match", "waterschap AND (storing OR inlog*)", "< 2");
    measure("a post, all match", "polderbank", "");
}

// ---- cross-fade --------------------------------------------------------------------------------

void bench_blend()
{
    constexpr std::size_t pixels = 1920 * 1080;
    constexpr unsigned rounds = 31;
    std::vector<std::uint32_t> from(pixels, 0xff204060), to(pixels, 0xffe0c0a0), out(pixels);
    const auto methods = lib::blend_methods();
    std::vector<std::vector<double>> times(methods.size());
    std::vector<double> copied;
    for (unsigned round = 1; round <= rounds; ++round) {  // side by side, so that all feel the same
        copied.push_back(cpu_of([&] { std::memcpy(out.data(), to.data(), pixels * 4); }));
        for (std::size_t i = 0; i < methods.size(); ++i)
            times[i].push_back(cpu_of(
                [&] { methods[i].blend(from.data(), to.data(), out.data(), pixels, round * 8); }));
    }
    std::printf("Cross-fade: one whole frame at 1920x1080 in software\n");
    for (std::size_t i = 0; i < methods.size(); ++i) {
        const std::string what =
            (i == 0 ? "mixing, CPU: " : "  instead with ") + std::string{methods[i].name};
        row(what.c_str(), 1000 * median(times[i]), "ms", i == 0 ? "<= 2" : "");
    }
    row("  times as long as copying the frame", median(times[0]) / median(copied), "x", "");
}

// ---- scorer ------------------------------------------------------------------------------------

void bench_scorer()
{
    const fs::path assets = root / "assets/sentiment";
    std::printf("Scorer: the mood of a post, its language known, one core\n");
    for (const char* language : {"en", "nl"}) {
        const bench::ScorerSpeed speed = bench::scorer_speed(assets, language);
        const std::string what = language;
        row((what + ": a text of median length").c_str(), speed.median, "us", "<= 25");
        row((what + ": the mean of all texts").c_str(), speed.all, "us", "");
        row((what + ": allocations a text").c_str(), speed.allocations, "", "");
    }
    row("a kilobyte of the slowest of 17 long texts", bench::slowest_long_text(assets), "ms",
        "<= 1");
    const bench::ScorerSize size = bench::scorer_size(assets);
    row("loading, languages side by side", size.load, "ms", "< 20");
    row("  processor time of that, all threads", size.load_work, "ms", "");
    row("all models and word lists", size.bytes / 1e6, "MB", "< 5");
    const bench::BesideFastText beside = bench::beside_fasttext(assets);
    if (!beside.installed) {
        std::printf("  fasttext is not installed: not measured beside it\n");
        return;
    }
    row("texts a second", beside.ours, "texts/s", "");
    row("texts a second, fasttext predict with its quantised model", beside.theirs, "texts/s", "");
    row("  times as fast as fasttext", beside.ours / beside.theirs, "x", ">= 3");
}

// ---- fetching ----------------------------------------------------------------------------------

void bench_fetching(const std::string& program, double seconds)
{
    const fs::path assets = root / "assets";
    std::printf("Fetching: narrowcast hub against servers on loopback\n");
    row("200 sources that answer 304 once a minute",
        100 * bench::cpu_of_idle_sources(program, assets, 200, 60), "% core", "<= 3");
    const bench::Latency latency = bench::time_to_screen(program, assets, 100);
    row("a stream's post to an attached screen, median of 100", 1000 * latency.median, "ms", "");
    row("  99 of 100 within", 1000 * latency.p99, "ms", "<= 1000");
    const bench::Streaming streaming = bench::stream_posts(program, assets, 2000, seconds);
    row("a stream of 2,000 posts/s: seconds", seconds, "s", "300");
    row("  taken in", streaming.posts_a_second, "posts/s", ">= 2000");
    row("  posts sent", streaming.sent, "", "");
    row("  posts lost", streaming.sent - streaming.kept, "", "0");
    row("  resident after a quarter of the time", streaming.first_mib, "MiB", "");
    row("  resident at its end", streaming.last_mib, "MiB", "flat");
}

// ---- the program -------------------------------------------------------------------------------

void bench_program(const std::string& program, double seconds)
{
    const test::TemporaryFolder folder;
    bench::Setting setting{program, folder.path(), root / "assets"};
    std::printf(
        "Program: narrowcast run with the demo at 1920x1080, software, no graphics processor\n");
    const auto cold = bench::first_slide(setting);
    row("exec to first slide, nothing kept from before", 1000 * cold, "ms", "<= 1000");
    std::vector<double> warm;
    for (int round = 0; round < 5; ++round)
        warm.push_back(bench::first_slide(setting));
    row("exec to first slide, edition on disk (median of 5)", 1000 * median(warm), "ms", "<= 300");
    const bench::Resting resting = bench::at_rest(setting, seconds);
    row("PSS while showing", resting.pss_mib, "MiB", "<= 110");
    row("CPU between two movements", 100 * resting.cpu_share, "% core", "< 0.5");
}

}  // namespace

int main(int argc, char** argv)
{
    std::string program, only;
    double seconds = 60;
    int posts = 0;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--only") == 0) only = argv[i + 1];
        if (std::strcmp(argv[i], "--program") == 0) program = argv[i + 1];
        if (std::strcmp(argv[i], "--posts") == 0) posts = std::atoi(argv[i + 1]);
        if (std::strcmp(argv[i], "--seconds") == 0) seconds = std::atof(argv[i + 1]);
    }
    if (only == "flatness") return bench::bench_flatness(posts > 0 ? posts : 20'000), 0;
    if (only == "screen") return bench::bench_screen(), 0;
    if (only == "pipeline") return bench_pipeline(), 0;
    if (only == "editions") return bench::bench_editions(posts > 0 ? posts : 2'000), 0;
    if (only == "fetching") {
        if (!program.empty()) bench_fetching(program, seconds);
        return 0;
    }
    bench_scorer();
    if (only == "scorer") return 0;
    bench_pipeline();
    bench_sieve();
    bench_blend();
    bench::bench_screen();
    bench::bench_pictures(program.empty() ? ""
                                          : fs::path{program}.parent_path() / "narrowcast-decode");
    if (!program.empty()) bench_program(program, seconds);
    return 0;
}
