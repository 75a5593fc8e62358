// SPDX-License-Identifier: Apache-2.0
// A drawing, mark by mark, into pixels.
#include "narrowcast/paint.hpp"

#include "lib/cairo.hpp"
#include "lib/pango.hpp"
#include "lib/qr.hpp"
#include "paint/plate.hpp"
#include "paint/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

namespace narrowcast {
namespace {

static_assert(static_cast<int>(Align::start) == static_cast<int>(lib::Side::start));
static_assert(static_cast<int>(Align::middle) == static_cast<int>(lib::Side::middle));
static_assert(static_cast<int>(Align::end) == static_cast<int>(lib::Side::end));

constexpr double largest_side = 32'767;  // of an area that a picture can fill: Cairo's own bound
constexpr lib::Ink white{255, 255, 255, 255}, black{11, 17, 32, 255};

lib::Frame frame_of(const Rectangle& area) { return {area.x, area.y, area.w, area.h}; }

std::vector<lib::Spot> spots_of(const std::vector<Point>& points)
{
    std::vector<lib::Spot> spots;
    for (const Point& point : points)
        spots.push_back({point.x, point.y});
    return spots;
}

struct Painter {
    lib::Sheet& sheet;
    const lib::Typesetter& typesetter;
    const Pictures& pictures;

    void operator()(const Box& box) const
    {
        sheet.fill(frame_of(box.area), box.radius, ink_of(box.fill), ink_of(box.to));
    }
    void operator()(const Text& text) const { paint_text(sheet, text, typesetter); }
    void operator()(const Line& line) const
    {
        sheet.stroke(spots_of(line.points), line.width, ink_of(line.colour));
    }
    void operator()(const Area& area) const
    {
        sheet.polygon(spots_of(area.points), ink_of(area.fill));
    }
    void operator()(const Code& code) const;
    void operator()(const Image& image) const;
};

// Modules on whole pixels: blurred edges are what a camera cannot read.
void Painter::operator()(const Code& code) const
{
    const auto qr = lib::qr_code(code.content);
    if (!qr) return;  // a picture without its code is still a picture
    const Rectangle& area = code.area;
    const double side = std::min(area.w, area.h);
    const int modules = qr->side + 2 * lib::qr_quiet_zone;
    const double module = std::max(std::floor(side / modules), 1.0);
    if (module * modules > side + 1) return;  // too small to be scanned by anyone
    sheet.fill({area.x, area.y, side, side}, side * 0.06, white, white);
    const double margin = std::floor((side - module * qr->side) / 2);
    for (int y = 0; y < qr->side; ++y)
        for (int x = 0; x < qr->side; ++x)
            if (qr->at(x, y))
                sheet.fill(
                    {area.x + margin + x * module, area.y + margin + y * module, module, module}, 0,
                    black, black);
}

bool is_whole(const Pixels& pixels)
{
    return pixels.width > 0 && pixels.height > 0 &&
           pixels.argb.size() ==
               static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height);
}

Rectangle grown(const Rectangle& area, double by)
{
    return {area.x - by, area.y - by, area.w + 2 * by, area.h + 2 * by};
}

// The largest rectangle of the picture's shape in an area.
Rectangle within(const Rectangle& area, const Pixels& picture, Align align)
{
    const double scale = std::min(area.w / picture.width, area.h / picture.height);
    const double w = picture.width * scale, h = picture.height * scale;
    const double left_over = align == Align::start ? 0 : align == Align::middle ? 0.5 : 1;
    return {area.x + (area.w - w) * left_over, area.y + (area.h - h) / 2, w, h};
}

void Painter::operator()(const Image& image) const
{
    const Rectangle& area = image.area;
    // Not so: also what is no number.
    if (!pictures || image.address.empty() || !(area.w > 0 && area.w <= largest_side) ||
        !(area.h > 0 && area.h <= largest_side))
        return;
    const auto pixels = pictures(image.address, static_cast<int>(std::ceil(area.w)),
                                 static_cast<int>(std::ceil(area.h)));
    if (!pixels || !is_whole(*pixels)) return;
    Rectangle frame = area;
    if (image.contained) {
        const auto plate = image.paper.a == 0 ? std::nullopt : plate_below(*pixels, image.paper);
        const double rim = plate ? std::min(area.w, area.h) * 0.14 : 0;
        frame = within(grown(area, -rim), *pixels, image.align);
        if (plate) sheet.fill(frame_of(grown(frame, rim)), rim, ink_of(*plate), ink_of(*plate));
    }
    sheet.picture(frame_of(frame), image.radius,
                  {pixels->argb.data(), pixels->width, pixels->height});
}

}  // namespace

Pixels paint(const Drawing& drawing, int width, int height, const Pictures& pictures)
{
    Pixels pixels{width, height, {}};
    if (width <= 0 || height <= 0) return {};
    pixels.argb.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                       0xff000000U);
    lib::Sheet sheet{pixels.argb.data(), width, height};
    const lib::Typesetter typesetter;
    const Painter painter{sheet, typesetter, pictures};
    for (const Mark& mark : drawing)
        std::visit(painter, mark);
    return pixels;
}

double set_size(const Text& text)
{
    const auto settled = fit_to_set(text);
    return settled ? fitted(*settled, lib::Typesetter{}).size : std::max(text.size, 0.0);
}

Result<void> write_png(const Pixels& pixels, const std::filesystem::path& file)
{
    const std::vector<std::uint8_t> bytes = png_of(pixels);
    std::ofstream stream{file, std::ios::binary};
    stream.write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream)
        return fail(Fault::rejected, "the picture " + file.string() + " cannot be written");
    return {};
}

std::vector<std::uint8_t> png_of(const Pixels& pixels)
{
    return lib::encode_png(pixels.argb, pixels.width, pixels.height);
}

Result<Pixels> read_png(const std::filesystem::path& file)
{
    auto image = TRY(lib::decode_png(file));
    return Pixels{image.width, image.height, std::move(image.argb)};
}

std::vector<std::string> missing_fonts() { return lib::families_missing(lib::text_families()); }

}  // namespace narrowcast
