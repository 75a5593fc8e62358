// SPDX-License-Identifier: Apache-2.0
#include "lib/glyph_fill.hpp"

#include <ft2build.h>
#include <pango/pangofc-font.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace narrowcast::lib {
namespace {

struct FaceDeleter {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};

// This thread's own FreeType. Cairo's faces are shared by all threads, and lent without its lock:
// another thread may be setting their size meanwhile.
class Faces {
public:
    Faces()
    {
        if (FT_Init_FreeType(&library_) != 0) library_ = nullptr;
    }
    ~Faces()
    {
        faces_.clear();
        if (library_ != nullptr) FT_Done_FreeType(library_);
    }
    Faces(Faces&&) = delete;

    // Null where it cannot be had. A named instance stands in the upper half of the index.
    FT_Face face(const std::string& file, int index)
    {
        const auto [found, is_new] = faces_.try_emplace({file, index});
        FT_Face opened = nullptr;
        if (is_new && library_ != nullptr &&
            FT_New_Face(library_, file.c_str(), index, &opened) == 0)
            found->second.reset(opened);
        return found->second.get();
    }

private:
    FT_Library library_ = nullptr;
    std::map<std::pair<std::string, int>, std::unique_ptr<FT_FaceRec, FaceDeleter>> faces_;
};

// In the font's size. Null where letters are slanted by computing, or of a design in between: that
// is left to Cairo.
FT_Face face_of(PangoFont* font)
{
    FcPattern* const pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcChar8* file = nullptr;
    FcChar8* variations = nullptr;
    int index = 0;
    if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch ||
        FcPatternGetString(pattern, FC_FONT_VARIATIONS, 0, &variations) == FcResultMatch)
        return nullptr;
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    cairo_scaled_font_t* const scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    if (scaled == nullptr) return nullptr;
    cairo_matrix_t scale;
    cairo_scaled_font_get_scale_matrix(scaled, &scale);
    if (scale.xy != 0 || scale.yx != 0 || scale.xx != scale.yy) return nullptr;
    thread_local Faces faces;
    FT_Face face = faces.face(reinterpret_cast<const char*>(file), index);
    const FT_F26Dot6 size = std::lround(scale.yy * 64);
    return face != nullptr && FT_Set_Char_Size(face, size, size, 0, 0) == 0 ? face : nullptr;
}

// Cairo would make the strokes of these bolder by itself.
bool is_emboldened(PangoFont* font)
{
    FcBool emboldened = FcFalse;
    return !PANGO_IS_FC_FONT(font) ||
           (FcPatternGetBool(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_EMBOLDEN, 0,
                             &emboldened) == FcResultMatch &&
            emboldened != FcFalse);
}

FT_Pos fixed(double pixels) { return static_cast<FT_Pos>(std::lround(pixels * 64)); }

// Whole pixels, from the run's origin.
struct Extent {
    int left = 0, top = 0, right = 0, bottom = 0;
    bool empty() const { return right <= left || bottom <= top; }
};

// Where ink may fall, and is seen.
Extent extent_of(PangoGlyphString* glyphs, PangoFont* font, cairo_t* cr, double column, double row)
{
    PangoRectangle ink;
    pango_glyph_string_extents(glyphs, font, &ink, nullptr);
    if (ink.width <= 0 || ink.height <= 0) return {};
    double left = 0, top = 0, right = 0, bottom = 0;
    cairo_clip_extents(cr, &left, &top, &right, &bottom);
    const auto within = [](int pixel, double low, double high) {
        return static_cast<int>(std::clamp<double>(pixel, std::floor(low), std::ceil(high)));
    };
    const auto across = [&](int pixel) { return within(pixel, left - column, right - column); };
    const auto down = [&](int pixel) { return within(pixel, top - row, bottom - row); };
    return {across(PANGO_PIXELS_FLOOR(ink.x) - 2), down(PANGO_PIXELS_FLOOR(ink.y) - 2),
            across(PANGO_PIXELS_CEIL(ink.x + ink.width) + 3),
            down(PANGO_PIXELS_CEIL(ink.y + ink.height) + 3)};
}

// How much of each pixel a run covers. Its glyphs add up: where two touch, they join.
class Coverage {
public:
    explicit Coverage(const Extent& of)
        : left_{of.left},
          top_{of.top},
          width_{of.right - of.left},
          height_{of.bottom - of.top},
          stride_{cairo_format_stride_for_width(CAIRO_FORMAT_A8, width_)},
          bytes_(static_cast<std::size_t>(stride_) * static_cast<std::size_t>(height_))
    {
    }

    // x, y: of the glyph's origin, from the run's own, down.
    bool add(FT_Face face, PangoGlyph glyph, double x, double y)
    {
        if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
            face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
            return false;
        FT_Outline& outline = face->glyph->outline;
        FT_Outline_Translate(&outline, fixed(x - left_), fixed(height_ + top_ - y));
        FT_Raster_Params how{};
        how.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP;
        how.gray_spans = add_spans;
        how.user = this;
        how.clip_box = {0, 0, width_, height_};
        return FT_Outline_Render(face->glyph->library, &outline, &how) == 0;
    }

    void paint(cairo_t* cr, double x, double y)
    {
        cairo_surface_t* surface = cairo_image_surface_create_for_data(
            bytes_.data(), CAIRO_FORMAT_A8, width_, height_, stride_);
        cairo_mask_surface(cr, surface, x + left_, y + top_);
        cairo_surface_destroy(surface);
    }

private:
    // FreeType counts rows upwards.
    static void add_spans(int row, int count, const FT_Span* spans, void* coverage)
    {
        auto& self = *static_cast<Coverage*>(coverage);
        std::uint8_t* line = self.bytes_.data() + static_cast<std::size_t>(self.height_ - 1 - row) *
                                                      static_cast<std::size_t>(self.stride_);
        for (const FT_Span* span = spans; span != spans + count; ++span)
            for (std::uint8_t* at = line + span->x; at != line + span->x + span->len; ++at)
                *at = static_cast<std::uint8_t>(std::min(255, *at + span->coverage));
    }

    int left_, top_, width_, height_;
    int stride_;
    std::vector<std::uint8_t> bytes_;
};

}  // namespace

bool fill_glyphs(cairo_t* cr, PangoFont* font, PangoGlyphString* glyphs, double x, double y)
{
    if (!PANGO_IS_CAIRO_FONT(font) || is_emboldened(font)) return false;
    const FT_Face face = face_of(font);
    if (face == nullptr) return false;
    // The mask stands on whole pixels, the glyphs in it between them.
    const double column = std::floor(x), row = std::floor(y);
    const Extent extent = extent_of(glyphs, font, cr, column, row);
    if (extent.empty()) return true;
    Coverage coverage{extent};
    double advance = x - column;
    for (int i = 0; i < glyphs->num_glyphs; ++i) {
        const PangoGlyphInfo& glyph = glyphs->glyphs[i];
        if ((glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) return false;
        const auto pixels = [](int units) { return static_cast<double>(units) / PANGO_SCALE; };
        if (glyph.glyph != PANGO_GLYPH_EMPTY &&
            !coverage.add(face, glyph.glyph, advance + pixels(glyph.geometry.x_offset),
                          y - row + pixels(glyph.geometry.y_offset)))
            return false;
        advance += pixels(glyph.geometry.width);
    }
    coverage.paint(cr, column, row);
    return true;
}

}  // namespace narrowcast::lib
