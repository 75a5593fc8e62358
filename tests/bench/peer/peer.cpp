// SPDX-License-Identifier: Apache-2.0
// The same wall twice under Xvfb: `narrowcast screen`, and Chromium showing it as a web page.
//     peer --program PATH [--seconds 60] [--size 1920x1080]
#include "bench/peer/display.hpp"
#include "bench/peer/tree.hpp"
#include "narrowcast/edition.hpp"
#include "support/slides.hpp"
#include "support/temporary_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

struct Options {
    std::string program;
    double seconds = 60;
    int width = 1920, height = 1080;
    std::chrono::seconds settled = 12s;  // before it is measured

    std::string size() const { return std::to_string(width) + "x" + std::to_string(height); }
};

struct Figures {
    double first_post = 0;        // seconds from exec, median of three warm starts
    double pss_mib = 0;           // at the end of the time
    double cpu = 0, wakeups = 0;  // of a core; a second
    std::size_t processes = 0;
};

// 40 posts, eight seconds each.
std::string edition_json()
{
    const SlideFile file = test::sample("post");
    Edition edition;
    edition.wall = file.wall;
    edition.wall.screen = "peer";
    edition.wall.quiet_hours.clear();
    edition.start = seconds_of(system_now());
    edition.wall.made = edition.start;
    for (int i = 0; i < 40; ++i) {
        PostSlide slide = std::get<PostSlide>(file.slide);
        slide.post.id += std::to_string(i);
        slide.post.author.name += " " + std::to_string(i + 1);
        edition.turns.push_back({slide, 8s});
    }
    return to_json(edition);
}

struct Contestant {
    std::vector<std::string> command;
    std::map<std::string, std::string> environment;
};

Contestant narrowcast_in(const Options& options, const test::TemporaryFolder& folder)
{
    folder.write("edition-peer.json", edition_json());
    // Nobody listens there: the wall runs on what is on its disk.
    return {{options.program, "screen", "--hub", "http://127.0.0.1:9", "--screen", "peer", "--size",
             options.size()},
            {{"NARROWCAST_ASSETS", NARROWCAST_SOURCE_DIR "/assets"},
             {"NARROWCAST_LOG", "off"},
             {"STATE_DIRECTORY", folder.path().string()},
             {"SDL_VIDEODRIVER", "x11"}}};
}

Contestant chromium_in(const Options& options, const test::TemporaryFolder& folder,
                       const std::string& chromium)
{
    const std::string comma = std::to_string(options.width) + "," + std::to_string(options.height);
    Contestant made{
        {chromium, "--kiosk", "--no-first-run", "--no-default-browser-check",
         "--disable-extensions", "--disable-sync", "--disable-background-networking",
         "--disable-component-update", "--password-store=basic", "--window-position=0,0",
         "--window-size=" + comma, "--user-data-dir=" + (folder.path() / "profile").string()},
        {{"HOME", folder.path().string()}}};
    if (::geteuid() == 0) made.command.push_back("--no-sandbox");  // it refuses otherwise
    made.command.push_back("file://" NARROWCAST_SOURCE_DIR "/tests/bench/peer/wall.html");
    return made;
}

double seconds_until_post(const bench::Display& display)
{
    const auto began = Steady::now();
    while (!display.shows_a_post()) {
        if (Steady::now() - began > 60s) throw std::runtime_error{"no post was seen in a minute"};
        std::this_thread::sleep_for(2ms);
    }
    return std::chrono::duration<double>(Steady::now() - began).count();
}

double first_post(const Options& options, Contestant contestant)
{
    const test::TemporaryFolder frames;
    const bench::Display display{frames.path(), options.width, options.height};
    contestant.environment["DISPLAY"] = display.name();
    const bench::ProcessTree tree{contestant.command, contestant.environment};
    return seconds_until_post(display);
}

Figures measured(const Options& options, Contestant contestant)
{
    Figures figures;
    (void)first_post(options, contestant);  // warm
    std::vector<double> starts;
    for (int round = 0; round < 3; ++round)
        starts.push_back(first_post(options, contestant));
    std::ranges::sort(starts);
    figures.first_post = starts[1];

    const test::TemporaryFolder frames;
    const bench::Display display{frames.path(), options.width, options.height};
    contestant.environment["DISPLAY"] = display.name();
    const bench::ProcessTree tree{contestant.command, contestant.environment};
    (void)seconds_until_post(display);
    std::this_thread::sleep_for(options.settled);
    const double cpu = tree.cpu_seconds(), woken = tree.wakeups();
    const auto began = Steady::now();
    std::this_thread::sleep_for(std::chrono::duration<double>(options.seconds));
    const double took = std::chrono::duration<double>(Steady::now() - began).count();
    figures.cpu = (tree.cpu_seconds() - cpu) / took;
    figures.wakeups = (tree.wakeups() - woken) / took;
    figures.pss_mib = tree.pss_mib();
    figures.processes = tree.count();
    return figures;
}

void row(const char* what, const char* unit, double ours, std::optional<double> theirs,
         const char* goal)
{
    std::printf("  %-34s %10.2f %-6s", what, ours, unit);
    if (theirs) std::printf(" %10.2f %-6s %8.1f x  %s", *theirs, unit, *theirs / ours, goal);
    std::printf("\n");
}

void print(const Figures& ours, const std::optional<Figures>& theirs)
{
    const auto of = [&](double Figures::*figure) {
        return theirs ? std::optional{(*theirs).*figure} : std::nullopt;
    };
    std::printf("  %-34s %17s %17s\n", "", "narrowcast screen", theirs ? "chromium" : "");
    row("exec to the first post on screen", "s", ours.first_post, of(&Figures::first_post), ">= 4");
    row("PSS, all processes", "MiB", ours.pss_mib, of(&Figures::pss_mib), ">= 5");
    row("CPU, a slide every 8 s", "s/s", ours.cpu, of(&Figures::cpu), ">= 4");
    row("wake-ups a second, all threads", "", ours.wakeups, of(&Figures::wakeups), "");
    row("processes", "", static_cast<double>(ours.processes),
        theirs ? std::optional{static_cast<double>(theirs->processes)} : std::nullopt, "");
}

Options options_of(int argc, char** argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--program") == 0) options.program = argv[i + 1];
        if (std::strcmp(argv[i], "--seconds") == 0) options.seconds = std::atof(argv[i + 1]);
        if (std::strcmp(argv[i], "--size") == 0)
            std::sscanf(argv[i + 1], "%dx%d", &options.width, &options.height);
    }
    return options;
}

}  // namespace

int main(int argc, char** argv)
{
    const Options options = options_of(argc, argv);
    if (options.program.empty()) return std::puts("peer --program PATH/narrowcast"), 2;
    if (bench::on_path("Xvfb").empty())
        return std::puts("Xvfb is not installed (Debian: xvfb): not measured"), 0;
    try {
        std::printf("Side by side under Xvfb at %s, software, %.0f s\n", options.size().c_str(),
                    options.seconds);
        const test::TemporaryFolder folder;
        const Figures ours = measured(options, narrowcast_in(options, folder));
        std::optional<Figures> theirs;
        const std::string chromium = bench::on_path("chromium");
        if (!chromium.empty()) {
            const test::TemporaryFolder profile;
            theirs = measured(options, chromium_in(options, profile, chromium));
        }
        print(ours, theirs);
        if (!theirs) std::puts("  chromium is not installed: not measured beside it");
    } catch (const std::exception& error) {
        std::printf("  %s\n", error.what());
        return 1;
    }
    return 0;
}
