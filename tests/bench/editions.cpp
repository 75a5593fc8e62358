// SPDX-License-Identifier: Apache-2.0
#include "bench/editions.hpp"

#include "narrowcast/base/json.hpp"
#include "narrowcast/publish.hpp"
#include "narrowcast/store.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace narrowcast::bench {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int days = 91;

std::vector<std::string> demo_texts()
{
    std::ifstream stream{std::filesystem::path{NARROWCAST_SOURCE_DIR} /
                         "assets/demo/archive.jsonl"};
    std::vector<std::string> texts;
    for (std::string line; std::getline(stream, line);)
        if (const auto post = parse_json(line); post && post->contains("text"))
            texts.push_back((*post)["text"].get<std::string>());
    return texts;
}

WallConfig company()
{
    WallConfig config;
    config.company.name = "Polderbank";
    config.languages = {"nl", "en"};
    config.topics = {{"App", "app"}, {"Service", "wacht*"}};
    config.departments = {{"IT", {"App"}}, {"Care", {"Service", "App"}}};
    config.screens.resize(1);
    config.screens[0].name = "one";
    config.screens[0].department = "Care";
    return config;
}

RoutedPost post_number(int number, Time when, const std::vector<std::string>& texts)
{
    RoutedPost routed;
    const auto spread = static_cast<std::size_t>(number);
    routed.post.id = "bench:" + std::to_string(number);
    routed.post.source = routed.post.network = "bench";
    routed.post.author.handle = "@p" + std::to_string(spread * 7'919 % 20'011);
    routed.post.text = texts[spread * 104'729 % texts.size()] + " " + std::to_string(number);
    routed.post.language = "nl";
    routed.post.created = when;
    routed.mood = {.label = static_cast<Label>(number % 3),
                   .confidence = 0.8,
                   .sure = number % 5 != 0,
                   .language = "nl",
                   .words = {}};
    routed.topics = {number % 4 == 0 ? "Service" : "App"};
    routed.departments = {"Care"};
    routed.screens = {"one"};
    return routed;
}

void fill(Store& store, int posts_a_day, Time now)
{
    const std::vector<std::string> texts = demo_texts();
    const int all = days * posts_a_day;
    const auto apart = std::chrono::seconds{std::chrono::days{days}} / all;
    std::vector<RoutedPost> batch;
    for (int number = 0; number < all; ++number) {
        batch.push_back(post_number(number, now - apart * (all - number), texts));
        if (batch.size() < 1'000 && number + 1 < all) continue;
        (void)store.put(batch, "bench", {});
        batch.clear();
    }
}

}  // namespace

void bench_editions(int posts_a_day)
{
    const test::TemporaryFolder folder;
    const auto store = *open_sqlite_store(folder.path() / "bench.db");
    const Time now = seconds_of(system_now());
    fill(*store, posts_a_day, now);
    const WallConfig config = company();
    std::printf("Editions: a department's offer, %d posts a day for %d days in the store\n",
                posts_a_day, days);
    for (const char* what : {"the first, nothing in memory", "the next one"}) {
        const auto began = Steady::now();
        const auto offer = make_offer(config, config.screens[0], *store, now);
        const std::chrono::duration<double, std::milli> took = Steady::now() - began;
        std::printf("  %-58s %10.2f ms       %zu slides\n", what, took.count(),
                    offer ? offer->slides.size() : 0);
    }
}

}  // namespace narrowcast::bench
