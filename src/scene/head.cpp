// SPDX-License-Identifier: Apache-2.0
// Sentence, corner, footer: the same on every scene.
#include "scene/head.hpp"

#include <algorithm>
#include <cmath>

namespace narrowcast {
namespace {

constexpr double title_size = 76, title_leading = 1.158;

std::string where(const Sketch& sketch)
{
    const Wall& wall = sketch.wall;
    std::string who =
        wall.department.empty() ? sketch.words.say("today.everyone") : wall.department;
    if (!wall.logo.empty()) return who;
    return sketch.words.say("today.where", {{"company", wall.company}, {"who", who}});
}

std::string when(const Sketch& sketch)
{
    const std::string& zone = sketch.wall.time_zone;
    return sketch.words.say("today.when", {{"weekday", sketch.words.weekday(sketch.now, zone)},
                                           {"time", sketch.words.clock(sketch.now, zone)}});
}

}  // namespace

double margin_of(const Layout& page) { return page.portrait ? 64 : 72; }

void add_title(Sketch& sketch, const Marked& sentence, const Rectangle& area, Colour strong)
{
    Text text;
    text.area = area;
    text.text = sentence.text;
    text.size = sketch.page.main(title_size);
    text.least = std::max(title_size * 0.6, std::min(sketch.page.least, text.size));
    text.leading = title_leading;
    text.tracking = -0.02;
    text.weight = Weight::bold;
    text.colour = sketch.palette.text;
    text.is_main = true;
    text.language = sketch.words.language();
    for (const auto& [begin, end] : sentence.strong)
        text.spans.push_back({begin, end, strong, Weight::bold, false, {}});
    sketch.add(std::move(text));
}

void add_logo(Sketch& sketch, const Rectangle& area, Align align, bool on_panel)
{
    sketch.add(Image{area, sketch.wall.logo, 0, true, align,
                     on_panel ? sketch.palette.panel : sketch.palette.paper});
}

double draw_corner(Sketch& sketch, double right, double y, double w)
{
    if (!sketch.wall.logo.empty()) {
        const double mark = std::min(w, 220.0);
        if (sketch.page.portrait) {
            add_logo(sketch, {right - w, y - 30, mark, 72}, Align::start);
        } else {
            add_logo(sketch, {right - mark, y - 30, mark, 64}, Align::end);
            y += 68;
        }
    }
    const bool beside = sketch.page.portrait && !sketch.wall.logo.empty();
    const double room = beside ? w - 260 : w;
    const Style soft{28, sketch.palette.soft, Weight::regular, Align::end};
    sketch.add(line(right - room, y, room, where(sketch), soft));
    sketch.add(line(right - room, y + 39, room, when(sketch), soft));
    std::string warning = staleness(sketch, true);
    const bool both = !warning.empty() && !sketch.page.portrait;  // too narrow for side by side
    const double badge = draw_badge(sketch, right, both ? y + 122 : y + 82);
    if (warning.empty()) return y + (badge > 0 ? 104 : 60);
    const double left = both || badge == 0 ? room : room - badge - 16;
    Text text = line(right - room, y + 82, left, std::move(warning),
                     {26, sketch.palette.warning, Weight::medium, Align::end});
    text.least = 22;
    sketch.add(std::move(text));
    return y + (both && badge > 0 ? 144 : 104);
}

Rectangle draw_title(Sketch& sketch, const Marked& sentence, Colour strong)
{
    const Layout& page = sketch.page;
    const double margin = margin_of(page), w = page.w - 2 * margin;
    const double size = page.main(title_size), pitch = size * title_leading;
    sketch.box({0, 0, page.w, page.h}, sketch.palette.paper);
    const double corner = page.portrait ? 0 : 410 + 40;
    const int most = page.portrait ? 3 : 2;
    const int lines = std::min(lines_of(sentence.text, size, w - corner, Weight::bold), most);
    const double top = page.portrait ? 206 : 65;
    add_title(sketch, sentence, {margin, top, w - corner, lines * pitch + 4}, strong);
    const double corner_ends =
        draw_corner(sketch, page.w - margin, page.portrait ? 94 : 95, page.portrait ? w : 410);
    const double below =
        std::max({top + lines * pitch, corner_ends, page.portrait ? 0.0 : 236.0}) + 28;
    return {margin, below, w, page.h - below - (page.portrait ? 64 : 56)};
}

void add_brand(Sketch& sketch, const Rectangle& area, Align align)
{
    if (!sketch.wall.logo.empty()) {
        add_logo(sketch, area, align);
        return;
    }
    sketch.add(line(area.x, area.y + area.h / 2, area.w, sketch.wall.company,
                    {sketch.page.minor(30), sketch.palette.soft, Weight::semibold, align}));
}

double draw_footer(Sketch& sketch, double w, Strip strip)
{
    const Layout& page = sketch.page;
    const double margin = margin_of(page), y = page.h - 56;
    const bool narrow = w < 1200;
    const double brand =
        sketch.wall.logo.empty()
            ? std::min(width_of(sketch.wall.company, page.minor(30), Weight::semibold), w * 0.3)
            : (narrow ? 150 : 200);
    const double right = margin + w;
    add_brand(sketch, {right - brand, y - 32, brand, 64}, Align::end);
    const double badge = draw_badge(sketch, right - brand - 28, y);
    draw_strip(sketch, margin, y, w - brand - 28 - (badge > 0 ? badge + 28 : 0), strip);
    return page.h - 112;
}

void add_heading(Sketch& sketch, const Point& at, double w, std::string_view text)
{
    Text heading =
        line(at.x, at.y, w, sketch.words.upper(text), {26, sketch.palette.soft, Weight::semibold});
    heading.tracking = 0.02;
    heading.least = 21;
    sketch.add(std::move(heading));
}

Colour colour_of_news(const Sketch& sketch, const Mood& mood)
{
    // Neutral words in grey would look like an aside: they take the wall's own colour.
    const bool felt = mood.sure && mood.label != Label::neutral;
    return felt ? sketch.palette.of(mood).text : sketch.palette.link;
}

}  // namespace narrowcast
