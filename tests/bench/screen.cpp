// SPDX-License-Identifier: Apache-2.0
#include "bench/screen.hpp"

#include "bench/pictures.hpp"
#include "lib/jpeg.hpp"
#include "screen/painter.hpp"
#include "screen/picture_folder.hpp"
#include "screen/prepare.hpp"
#include "screen/present.hpp"
#include "support/fonts.hpp"
#include "support/slides.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace narrowcast::bench {
namespace {

using namespace std::chrono_literals;

constexpr int rounds = 15;

std::string photo_named(int number) { return "photo" + std::to_string(number) + "-4000x3000.jpg"; }

// The same under as many names, so that none is kept in memory from the post before.
void write_photos(const test::TemporaryFolder& folder, const std::string& jpeg)
{
    for (int number = 0; number <= rounds; ++number)
        folder.write(photo_named(number), jpeg);
}

double cpu_milliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double median_cost(int times_measured, const std::function<void(int)>& work)
{
    std::vector<double> times;
    for (int round = 0; round < times_measured; ++round) {
        const double before = cpu_milliseconds();
        work(round);
        times.push_back(cpu_milliseconds() - before);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void row(const char* what, double value, const char* unit, const char* goal)
{
    std::printf("  %-58s %10.2f %-8s %s\n", what, value, unit, goal);
}

lib::Window dummy_window(int width, int height)
{
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    return *lib::Window::open({.title = "bench", .width = width, .height = height});
}

// A different post each time, as the wall gets them.
PostSlide post_number(int number, bool photo)
{
    static const SlideFile file = test::sample("post");
    PostSlide slide = std::get<PostSlide>(file.slide);
    slide.post.id += std::to_string(number);
    slide.post.author.name += " " + std::to_string(number);
    slide.post.text = std::to_string(number) + ": goed geholpen door de helpdesk in Zwolle";
    slide.mood.words.clear();
    slide.post.media.clear();
    if (photo)
        slide.post.media.push_back({"image", "/media/" + photo_named(number), "", 4000, 3000});
    return slide;
}

void bench_preparing(const Painter& painter, const char* what, bool photo, const char* goal)
{
    static const Wall wall = test::sample("post").wall;
    const Canvas canvas{1920, 1080, wall.inches, wall.viewing_distance};
    const auto paint_one = [&](int number) {
        (void)painter(post_number(number, photo), wall, canvas, wall.made);
    };
    paint_one(rounds);  // fonts
    row(what, median_cost(rounds, paint_one), "ms", goal);
}

void bench_frames(int width, int height, const char* what, const char* goal)
{
    lib::Window window = dummy_window(width, height);
    const auto view = make_view(window);
    const auto picture = [&](std::uint32_t seed) {
        Pixels pixels{width, height, {}};
        for (int i = 0; i < width * height; ++i)
            pixels.argb.push_back(0xff000000U | static_cast<std::uint32_t>(i) * seed);
        return std::make_shared<const Pixels>(std::move(pixels));
    };
    view->show(picture(3), picture(7));
    view->present({.share = 0, .from = {}, .to = {}, .panel = {}});
    const double cost = median_cost(60, [&](int round) {
        view->present(
            {.share = static_cast<unsigned>(round * 4 + 4), .from = {}, .to = {}, .panel = {}});
    });
    row(what, cost, "ms", goal);
}

double pss_mib()
{
    std::ifstream stream{"/proc/self/smaps_rollup"};
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with("Pss:")) return std::stod(line.substr(4)) / 1024;
    return 0;
}

}  // namespace

void bench_screen()
{
    test::use_wall_fonts();
    const test::TemporaryFolder folder;
    const lib::Pixels large = photo(4000, 3000);
    const std::string jpeg = *lib::encode_jpeg(large, 85, false);
    write_photos(folder, jpeg);
    const Painter painter = slide_painter(NARROWCAST_SOURCE_DIR "/assets/i18n", folder.path());
    std::printf("Screen: preparing a slide at 1920x1080 on the painting thread, CPU\n");
    bench_preparing(painter, "a post", false, "");
    bench_preparing(painter, "a post with a photo of 12 megapixels as it was taken", true, "");
    const lib::PictureLimits as_served{.side = 1280};
    write_photos(folder, *lib::encode_jpeg(*lib::decode_jpeg(jpeg, as_served), 88));
    bench_preparing(painter, "a post with that photo as the hub serves it", true, "<= 30");
    std::printf("Screen: one frame of a transition that changes every pixel, software, CPU\n");
    bench_frames(1920, 1080, "1920x1080", "<= 2");
    bench_frames(3840, 2160, "3840x2160", "<= 8");
}

void bench_flatness(int posts)
{
    constexpr int in_an_edition = 100, first = 1000;
    test::use_wall_fonts();
    lib::Window window = dummy_window(1920, 1080);
    Doors doors;
    Instant now{test::sample("post").wall.made};
    Present present{{.hub = "http://hub.example",
                     .screen = "bench",
                     .language = "nl",
                     .version = "bench",
                     .typefaces = {},
                     .on_frame = {}},
                    doors,
                    window,
                    now};
    const Painter painter = slide_painter(NARROWCAST_SOURCE_DIR "/assets/i18n");
    std::printf("Screen: memory over %d different posts at 1920x1080\n", posts);
    std::uint64_t painted = 0;
    int number = 0;
    double at_first = 0;
    for (int shown = 0; shown < posts;) {
        Edition edition;
        edition.wall = test::sample("post").wall;
        edition.wall.quiet_hours.clear();
        edition.start = seconds_of(now);
        for (int i = 0; i < in_an_edition; ++i)
            edition.turns.push_back({post_number(number++, false), 8s});
        const Instant until = now + 8s * in_an_edition;
        doors.editions.set(std::move(edition));
        while (now < until) {
            const Instant next = present.step(now);
            const auto order = doors.orders.get();
            if (order && order->number != painted) {
                painted = order->number;
                auto picture = std::make_shared<const Picture>(prepared(*order, painter));
                (void)doors.pictures.push(std::move(picture), std::stop_token{});
                ++shown;
                now += 1ms;
                if (shown == first) at_first = pss_mib();
            } else {
                // Enough frames of each fade, and no waiting for the line.
                now = std::max(next, std::min(now + 170ms, until));
            }
        }
    }
    const double at_last = pss_mib();
    row("PSS after 1,000", at_first, "MiB", "");
    row("PSS at the end", at_last, "MiB", "");
    if (at_first > 0) row("  more than at 1,000", 100 * (at_last / at_first - 1), "%", "within 5");
}

}  // namespace narrowcast::bench
