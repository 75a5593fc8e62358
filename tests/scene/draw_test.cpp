// SPDX-License-Identifier: Apache-2.0
// What holds for every slide on every screen.
#include "scene/drawing.hpp"
#include "scene/layout.hpp"
#include "scene/theme.hpp"
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

const std::vector<std::string> scenes{"post",    "today", "mosaic",  "topics", "voices",
                                      "reviews", "week",  "message", "crisis"};

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

// An author's picture stands over the initial that stands for it.
bool is_face(const Image& image) { return image.radius > 0 && image.radius * 2 >= image.area.w; }

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
        } else if (const auto* image = std::get_if<Image>(&mark);
                   image != nullptr && !is_face(*image)) {
            areas.emplace_back(image->area, name_of(mark));
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
    file.wall.logo = "logo.png";
    for_each_post(file.slide, [](Post& post) {
        post.author.name = "Johannes Wilhelmus van der Berg-Oudenhoven tot Bovenkerkerpolder";
        post.author.avatar = "face.png";
        post.text += " " + post.text + " " + post.text;
        post.media = {{"image", "photo.png", "", 4000, 3000}};
        post.rating = 3.5;
    });
    if (auto* topics = std::get_if<TopicsSlide>(&file.slide)) {
        topics->topics.push_back(topics->topics.front());
        for (TopicTrend& topic : topics->topics) {
            topic.name = "Internetbankieren en betaalrekeningen van jongeren";
            topic.today = {123456, 123456, 123456, 123456};
        }
    }
    if (auto* week = std::get_if<WeekSlide>(&file.slide))
        for (WeekDay& day : week->days) {
            day.words = {"gegevensbeschermingsautoriteit", "klantenservice"};
            for (MoodCounts& part : day.parts)
                part.unsure += 40000;
        }
    if (auto* message = std::get_if<MessageSlide>(&file.slide)) {
        message->title = std::string(80, 'W');
        message->text = std::string(400, 'w');
    }
    if (auto* crisis = std::get_if<CrisisSlide>(&file.slide)) {
        crisis->by_rule = true;
        crisis->statement += crisis->statement + crisis->statement;
    }
    return file;
}

// What is said of a letter: WCAG's large ones may have less contrast.
double needed_contrast(const Text& text, double unit)
{
    const double size = (text.least > 0 ? text.least : text.size) / unit;
    const bool bold = text.weight == Weight::bold;
    return bold && size >= 36 ? 3.0 : 4.5;
}

Colour paper_below(const Drawing& drawing, std::size_t index)
{
    const Edges edges = edges_of(drawing[index]);
    const double x = (edges.left + edges.right) / 2, y = (edges.top + edges.bottom) / 2;
    while (index-- > 0)
        if (const auto* box = std::get_if<Box>(&drawing[index])) {
            const Edges below = edges_of(box->area);
            if (box->fill.a == 255 && x >= below.left && x <= below.right && y >= below.top &&
                y <= below.bottom)
                return mixed(box->fill, box->to, 0.5);
        }
    return {0, 0, 0, 255};
}

void check_contrast(const Drawing& drawing, double unit)
{
    for (std::size_t i = 0; i < drawing.size(); ++i) {
        const auto* text = std::get_if<Text>(&drawing[i]);
        if (text == nullptr) continue;
        const Colour paper = paper_below(drawing, i);
        double least = contrast(text->colour, paper);
        for (const Span& span : text->spans)
            least = std::min(least, contrast(span.colour, paper));
        if (least < needed_contrast(*text, unit))
            FAIL_CHECK(name_of(drawing[i]) << " has a contrast of " << least);
    }
}

std::size_t main_texts(const Drawing& drawing)
{
    const auto texts = texts_of(drawing);
    return static_cast<std::size_t>(
        std::ranges::count_if(texts, [](const Text& text) { return text.is_main; }));
}

// The scene without the parts that may be missing.
SlideFile bare(const std::string& name)
{
    SlideFile file = sample(name);
    file.wall.today = {};
    file.wall.department = file.wall.place = "";
    file.wall.total = file.wall.shown = 0;
    std::visit(
        []<class Kind>(Kind& kind) {
            if constexpr (requires { kind.quotes; }) kind.quotes.clear();
            if constexpr (requires { kind.posts; }) kind.posts.clear();
            if constexpr (requires { kind.thanks; }) kind = {};
            if constexpr (requires { kind.by_stars; }) kind = {};
            if constexpr (requires { kind.picture; }) kind.text.clear(), kind.picture.clear();
            if constexpr (requires { kind.statement; }) kind = {};
            if constexpr (requires { kind.topics; })
                for (TopicTrend& topic : kind.topics)
                    topic = {topic.name, {}, 0, false, {}, {}};
            if constexpr (requires { kind.days; })
                for (WeekDay& day : kind.days)
                    day = {day.day, {}, 0, {}};
            if constexpr (requires { kind.mood; }) kind.post = {}, kind.mood = {};
        },
        file.slide);
    return file;
}

}  // namespace

TEST_CASE("nothing leaves the canvas and no texts overlap, on any screen")
{
    for (const auto& name : scenes)
        for (const auto& [w, h] : sizes)
            check(sample(name), w, h);
}

TEST_CASE("crowded slides keep to the canvas and apart, on any screen")
{
    for (const auto& name : scenes)
        for (const auto& [w, h] : sizes)
            check(crowded(name), w, h);
}

TEST_CASE("slides keep to the canvas and apart in every language and theme")
{
    for (const auto& name : scenes)
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
    for (const auto* name : {"post", "today", "crisis"})
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

TEST_CASE("what a slide is for is never smaller than legible")
{
    for (const auto& name : scenes)
        for (const auto& [w, h] : {std::pair{1280, 720},
                                   {1920, 1080},
                                   {3840, 2160},
                                   {1080, 1920},
                                   {2160, 3840},
                                   {720, 1280},
                                   {1440, 1080},
                                   {2560, 1080},
                                   {3440, 1440}}) {
            INFO(name << " " << w << "x" << h);
            const SlideFile file = sample(name);
            const Canvas canvas{w, h, file.wall.inches, file.wall.viewing_distance};
            const Drawing drawing = drawn(file, canvas);
            CHECK(main_texts(drawing) > 0);
            for (const Text& text : texts_of(drawing)) {
                if (!text.is_main) continue;
                INFO(text.text.substr(0, 60));
                const double least = text.least > 0 ? std::min(text.least, text.size) : text.size;
                CHECK(least >= 0.999 * smallest_post_text(canvas));
            }
        }
}

TEST_CASE("all letters have the contrast that WCAG AA asks for, whatever the company's colours")
{
    const std::vector<std::pair<std::string, std::string>> colours{
        {"#5b8cff", ""},        {"#ffffff", ""},        {"#000000", ""},
        {"#ffff00", "#ffffff"}, {"#ffffff", "#ffffff"}, {"#0b1120", "#000000"},
        {"#e2001a", "#e2001a"}, {"#777777", "#777777"}, {"#00a0e6", "#ff6600"},
        {"#ffd500", "#004699"}, {"#009fe3", "#f2f0ea"}};
    for (const auto& name : scenes)
        for (const Theme theme : {Theme::dark, Theme::light})
            for (const auto& [accent, background] : colours) {
                INFO(name << " " << accent << " on " << background);
                SlideFile file = crowded(name);
                file.wall.theme = theme;
                file.wall.accent = accent;
                file.wall.background = background;
                check_contrast(drawn(file), 1);
            }
}

TEST_CASE("a scene without what may be missing is still whole")
{
    for (const auto& name : scenes)
        for (const auto& [w, h] : sizes) {
            INFO(name);
            check(bare(name), w, h);
            CHECK(main_texts(drawn(bare(name), {w, h, 55, 4})) > 0);
        }
}

TEST_CASE("a scene with one of everything keeps to the canvas and apart")
{
    for (const auto& name : scenes) {
        SlideFile file = sample(name);
        std::visit(
            []<class Kind>(Kind& kind) {
                if constexpr (requires { kind.quotes; }) kind.quotes.resize(1);
                if constexpr (requires { kind.posts; }) kind.posts.resize(1);
                if constexpr (requires { kind.topics; }) kind.topics.resize(1);
                if constexpr (requires { kind.newest; }) kind.newest.resize(1);
                if constexpr (requires { kind.questions; }) kind.questions.resize(1);
                if constexpr (requires { kind.thanks; })
                    kind.thanks.resize(1), kind.answers.resize(1);
            },
            file.slide);
        for (const auto& [w, h] : sizes)
            check(file, w, h);
    }
}
