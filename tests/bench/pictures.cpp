// SPDX-License-Identifier: Apache-2.0
#include "bench/pictures.hpp"

#include "lib/jpeg.hpp"
#include "media/decoder.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace narrowcast::bench {
namespace {

constexpr int rounds = 15;

// Of the processor, so that what else runs has no part in it.
double processor_now()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double clock_now()
{
    const auto time = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(time).count();
}

double milliseconds_of(const std::function<void()>& work, double (*now)() = processor_now)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const double before = now();
        work();
        times.push_back(now() - before);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

}  // namespace

lib::Pixels photo(int width, int height)
{
    std::minstd_rand random{5};
    lib::Pixels picture{{width, height}, {}};
    picture.rgba.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const int grain = static_cast<int>(random() % 25);
            for (const int level : {x / 20, y / 15, (x + y) / 40})
                picture.rgba.push_back(static_cast<std::uint8_t>(std::min(255, level + grain)));
            picture.rgba.push_back(255);
        }
    return picture;
}

namespace {

void row(const std::string& what, double value, const char* goal)
{
    std::printf("  %-58s %10.2f %-8s %s\n", what.c_str(), value, "ms", goal);
}

}  // namespace

void bench_pictures(const std::filesystem::path& decoder)
{
    const std::string jpeg = *lib::encode_jpeg(photo(4000, 3000), 85, false);
    std::printf("Pictures: a JPEG of twelve megapixels and %.1f MB\n",
                static_cast<double>(jpeg.size()) / 1e6);
    for (const int side : {256, 1280, 1920})
        row("decoded and shrunk to " + std::to_string(side),
            milliseconds_of([&] { (void)*lib::decode_jpeg(jpeg, {.side = side}); }), "");
    const lib::Pixels small = *lib::decode_jpeg(jpeg, {.side = 1280});
    row("written anew at 1280", milliseconds_of([&] { (void)*lib::encode_jpeg(small, 88); }), "");
    if (decoder.empty()) return;
    const media::Decoder process{decoder};
    const std::stop_source never;
    row("all of it in a process of its own, at 1280",
        milliseconds_of([&] { (void)*process.remake(jpeg, 1280, never.get_token()); }, clock_now),
        "");
}

}  // namespace narrowcast::bench
