// SPDX-License-Identifier: Apache-2.0
// Cairo behind lib/cairo.hpp.
#include "lib/cairo.hpp"

#include <cairo.h>

#include <algorithm>
#include <numbers>

namespace narrowcast::lib {
namespace {

struct DropSurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, DropSurface>;

void use(cairo_t* cr, Ink ink)
{
    cairo_set_source_rgba(cr, ink.r / 255.0, ink.g / 255.0, ink.b / 255.0, ink.a / 255.0);
}

void outline(cairo_t* cr, const Frame& frame, double radius)
{
    const double r = std::clamp(radius, 0.0, std::min(frame.w, frame.h) / 2);
    if (r <= 0) return cairo_rectangle(cr, frame.x, frame.y, frame.w, frame.h);
    const double right = frame.x + frame.w, bottom = frame.y + frame.h;
    constexpr double quarter = std::numbers::pi / 2;
    cairo_new_sub_path(cr);
    cairo_arc(cr, right - r, frame.y + r, r, -quarter, 0);
    cairo_arc(cr, right - r, bottom - r, r, 0, quarter);
    cairo_arc(cr, frame.x + r, bottom - r, r, quarter, 2 * quarter);
    cairo_arc(cr, frame.x + r, frame.y + r, r, 2 * quarter, 3 * quarter);
    cairo_close_path(cr);
}

void trace(cairo_t* cr, std::span<const Spot> points)
{
    cairo_new_path(cr);
    for (const Spot& point : points)
        cairo_line_to(cr, point.x, point.y);
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length)
{
    auto& out = *static_cast<std::vector<std::uint8_t>*>(bytes);
    out.insert(out.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

void Sheet::Drop::operator()(_cairo* context) const { cairo_destroy(context); }

Sheet::Sheet(std::uint32_t* argb, int width, int height)
{
    // ARGB32 needs no padding at any width; the context keeps the surface alive.
    const Surface surface{cairo_image_surface_create_for_data(
        reinterpret_cast<unsigned char*>(argb), CAIRO_FORMAT_ARGB32, width, height, width * 4)};
    context_.reset(cairo_create(surface.get()));
    cairo_set_line_join(context(), CAIRO_LINE_JOIN_ROUND);
}

void Sheet::fill(const Frame& frame, double radius, Ink from, Ink to)
{
    if (frame.w <= 0 || frame.h <= 0) return;
    cairo_new_path(context());
    outline(context(), frame, radius);
    if (from == to) {
        use(context(), from);
        return cairo_fill(context());
    }
    cairo_pattern_t* gradient =
        cairo_pattern_create_linear(frame.x, frame.y, frame.x + frame.w, frame.y + frame.h);
    cairo_pattern_add_color_stop_rgba(gradient, 0, from.r / 255.0, from.g / 255.0, from.b / 255.0,
                                      from.a / 255.0);
    cairo_pattern_add_color_stop_rgba(gradient, 1, to.r / 255.0, to.g / 255.0, to.b / 255.0,
                                      to.a / 255.0);
    cairo_set_source(context(), gradient);
    cairo_pattern_destroy(gradient);
    cairo_fill(context());
}

void Sheet::polygon(std::span<const Spot> corners, Ink ink)
{
    if (corners.size() < 3) return;
    trace(context(), corners);
    cairo_close_path(context());
    use(context(), ink);
    cairo_fill(context());
}

void Sheet::stroke(std::span<const Spot> points, double width, Ink ink)
{
    if (points.size() < 2) return;
    trace(context(), points);
    use(context(), ink);
    cairo_set_line_width(context(), width);
    cairo_stroke(context());
}

void Sheet::picture(const Frame& frame, double radius, const Bitmap& bitmap)
{
    if (frame.w <= 0 || frame.h <= 0 || bitmap.width <= 0 || bitmap.height <= 0) return;
    const double across = frame.w / bitmap.width, down = frame.h / bitmap.height;
    const double scale = std::max(across, down);
    const double w = bitmap.width * scale, h = bitmap.height * scale;
    const Frame whole{frame.x + (frame.w - w) / 2, frame.y + (frame.h - h) / 2, w, h};
    // Cairo only reads a surface that is painted from.
    auto* bytes = reinterpret_cast<unsigned char*>(const_cast<std::uint32_t*>(bitmap.argb));
    const Surface surface{cairo_image_surface_create_for_data(
        bytes, CAIRO_FORMAT_ARGB32, bitmap.width, bitmap.height, bitmap.width * 4)};
    cairo_save(context());
    cairo_new_path(context());
    outline(context(), frame, radius);
    cairo_translate(context(), whole.x, whole.y);
    cairo_scale(context(), scale, scale);
    cairo_set_source_surface(context(), surface.get(), 0, 0);
    // Smaller: areas averaged. The edge's own pixels beyond it, or it would fade into nothing.
    cairo_pattern_set_filter(cairo_get_source(context()), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(context()), CAIRO_EXTEND_PAD);
    cairo_fill(context());
    cairo_restore(context());
}

std::vector<std::uint8_t> encode_png(std::span<const std::uint32_t> argb, int width, int height)
{
    std::vector<std::uint32_t> copy(argb.begin(), argb.end());
    // RGB24: without an alpha channel the file is smaller and nobody wonders what is behind it.
    const Surface surface{
        cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(copy.data()),
                                            CAIRO_FORMAT_RGB24, width, height, width * 4)};
    std::vector<std::uint8_t> bytes;
    cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
    return bytes;
}

Result<Image> decode_png(const std::filesystem::path& file)
{
    const Surface loaded{cairo_image_surface_create_from_png(file.c_str())};
    if (const auto status = cairo_surface_status(loaded.get()); status != CAIRO_STATUS_SUCCESS)
        return fail(Fault::rejected, "the picture " + file.string() + " cannot be read (" +
                                         cairo_status_to_string(status) + ")");
    Image image{cairo_image_surface_get_width(loaded.get()),
                cairo_image_surface_get_height(loaded.get()),
                {}};
    image.argb.assign(
        static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height),
        0xff000000U);
    const Sheet sheet{image.argb.data(), image.width, image.height};
    cairo_set_source_surface(sheet.context(), loaded.get(), 0, 0);
    cairo_paint(sheet.context());
    return image;
}

}  // namespace narrowcast::lib
