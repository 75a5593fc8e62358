// SPDX-License-Identifier: Apache-2.0
// What holds for every slide on every screen.
#include "scene/drawing.hpp"
#include "scene/layout.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

constexpr double slack = 1.01;  // boxes are moved to whole pixels

const std::vector<std::pair<int, int>> sizes{{1280, 720},  {1366, 768},  {1920, 1080}, {2560, 1440},
                                             {3840, 2160}, {1080, 1920}, {2160, 3840}, {720, 1280},
                                             {1024, 768},  {1440, 1080}, {2560, 1080}, {3440, 1440},
                                             {1080, 1080}, {1200, 1600}, {5120, 720}};

struct Edges {
    double left, top, right, bottom;
};

Edges edges_of(const Rectangle& area) { return {area.x, area.y, area.x + area.w, area.y + area.h}; }

Edges edges_of(const std::vector<Point>& points)
{
    Edges edges{1e9, 1e9, -1e9, -1e9};
    for (const Point& p : points)
        edges = {std::min(edges.left, p.x), std::min(edges.top, p.y), std::max(edges.right, p.x),
                 std::max(edges.bottom, p.y)};
    return edges;
}

Edges edges_of(const Mark& mark)
{
    return std::visit(
        [](const auto& kind) {
            if constexpr (requires { kind.area; })
                return edges_of(kind.area);
            else
                return edges_of(kind.points);
        },
        mark);
}

std::string name_of(const Mark& mark)
{
    const auto* text = std::get_if<Text>(&mark);
    return text != nullptr ? "text \"" + text->text.substr(0, 60) + "\""
                           : "mark of kind " + std::to_string(mark.index());
}

void check_within(const Drawing& drawing, const Canvas& canvas)
{
    for (const Mark& mark : drawing) {
        const Edges edges = edges_of(mark);
        if (edges.left >= -slack && edges.top >= -slack && edges.right <= canvas.width + slack &&
            edges.bottom <= canvas.height + slack)
            continue;
        FAIL_CHECK(name_of(mark) << " leaves the canvas: " << edges.left << " " << edges.top << " "
                                 << edges.right << " " << edges.bottom);
    }
}

void check_apart(const Drawing& drawing)
{
    std::vector<std::pair<Rectangle, std::string>> areas;
    for (const Mark& mark : drawing) {
        if (const auto* text = std::get_if<Text>(&mark)) {
            CHECK(text->area.w > 0);
            CHECK(text->area.h > 0);
            areas.emplace_back(text->area, name_of(mark));
        } else if (const auto* code = std::get_if<Code>(&mark)) {
            areas.emplace_back(code->area, name_of(mark));
        }
    }
    for (std::size_t i = 0; i < areas.size(); ++i)
        for (std::size_t j = i + 1; j < areas.size(); ++j) {
            Rectangle a = areas[i].first;
            a.x += slack;
            a.y += slack;
            a.w -= 2 * slack;
            a.h -= 2 * slack;
            if (overlap(a, areas[j].first))
                FAIL_CHECK(areas[i].second << " overlaps " << areas[j].second);
        }
}

void check(const SlideFile& file, int width, int height)
{
    INFO(width << "x" << height << " in " << file.wall.language);
    const Canvas canvas{width, height, file.wall.inches, file.wall.viewing_distance};
    const Drawing drawing = drawn(file, canvas);
    check_within(drawing, canvas);
    check_apart(drawing);
    REQUIRE_FALSE(drawing.empty());
    CHECK(std::get<Box>(drawing.front()).area ==
          Rectangle{0, 0, static_cast<double>(width), static_cast<double>(height)});
}

SlideFile crowded(const std::string& name)
{
    SlideFile file = sample(name);
    file.wall.demo = true;
    file.wall.department = "Klantenservice en afhandeling van klachten";
    file.wall.place = "Koffiehoek op de derde verdieping van het oude gebouw";
    file.wall.company = "Onderlinge Waarborgmaatschappij Polderbank en Zonen";
    file.wall.today.total = file.wall.total = 1234567;
    file.wall.shown = 40;
    for (std::size_t i = 0; i < 24; ++i) {
        HourCount& hour = file.wall.today.hours[i];
        hour.unsure = 20 + static_cast<std::int64_t>(i % 5) * 17;
        hour.negative += static_cast<std::int64_t>(i * 7 % 40);
    }
    file.wall.today.peaks.front().words = {"gegevensbeschermingsautoriteit", "klantenservice",
                                           "wachtwoorden"};
    file.now = file.wall.made + 26h;
    return file;
}

}  // namespace

TEST_CASE("nothing leaves the canvas and no texts overlap, on any screen")
{
    for (const auto* name : {"post", "today"})
        for (const auto& [w, h] : sizes)
            check(sample(name), w, h);
}

TEST_CASE("crowded slides keep to the canvas and apart, on any screen")
{
    for (const auto* name : {"post", "today"})
        for (const auto& [w, h] : sizes)
            check(crowded(name), w, h);
}

TEST_CASE("slides keep to the canvas and apart in every language and theme")
{
    for (const auto* name : {"post", "today"})
        for (const auto* language : {"nl", "en", "de", "fr"})
            for (const Theme theme : {Theme::dark, Theme::light}) {
                SlideFile file = sample(name);
                file.wall.language = language;
                file.wall.theme = theme;
                check(file, 1920, 1080);
                check(file, 1080, 1920);
            }
}

TEST_CASE("wherever in the day the peak is, its label finds room")
{
    for (const auto* name : {"post", "today"})
        for (int hour = 0; hour < 24; ++hour)
            for (const bool noisy : {false, true}) {
                SlideFile file = sample(name);
                INFO("peak at " << hour << (noisy ? " in a noisy day" : ""));
                Today& today = file.wall.today;
                for (std::size_t i = 0; i < 24; ++i) {
                    today.hours[i].negative = noisy ? 80 + static_cast<std::int64_t>(i % 3) : 3;
                    today.hours[i].neutral = today.hours[i].positive = 0;
                }
                today.hours[static_cast<std::size_t>(hour)].negative = 90;
                Peak& peak = today.peaks.front();
                peak.from = peak.top = today.day + std::chrono::hours{hour};
                peak.until = peak.top + 1h;
                file.now = today.day + 23h + 59min;
                check(file, 1920, 1080);
                check(file, 1080, 1920);
            }
}

TEST_CASE("names, handles and reasons of any length keep to their place")
{
    SlideFile file = sample("post");
    file.wall.language = "de";
    auto& slide = post_of(file);
    slide.post.author = {std::string(400, 'W'), "@" + std::string(400, 'w'), "", ""};
    slide.post.network = std::string(60, 'n');
    slide.post.title = "Titel";
    slide.post.rating = 4.5;
    for (const auto& [w, h] : sizes)
        check(file, w, h);
}

TEST_CASE("a viewer far from a small screen still gets a picture")
{
    SlideFile file = sample("post");
    file.wall.inches = 24;
    file.wall.viewing_distance = 15;
    for (const auto& [w, h] : sizes)
        check(file, w, h);
}

TEST_CASE("the same slide gives the same drawing")
{
    const SlideFile file = sample("today");
    CHECK(drawn(file) == drawn(file));
}
