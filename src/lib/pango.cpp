// SPDX-License-Identifier: Apache-2.0
// Pango behind lib/pango.hpp.
#include "lib/pango.hpp"

#include "lib/glyph_fill.hpp"
#include "narrowcast/base/text.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <utility>

namespace narrowcast::lib {
namespace {

template <class T>
struct Unref {
    void operator()(T* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref<PangoLayout>>;

// In this order every script has a font of one style, whatever else is installed. Emoji come by
// fallback: named here, their font would also give its own figures and "#".
constexpr std::array<std::string_view, 11> families{"Inter",
                                                    "Noto Sans",
                                                    "Noto Sans Arabic",
                                                    "Noto Sans Hebrew",
                                                    "Noto Sans Thai",
                                                    "Noto Sans Bengali",
                                                    "Noto Sans Devanagari",
                                                    "Noto Sans Tamil",
                                                    "Noto Sans Armenian",
                                                    "Noto Sans Georgian",
                                                    "Noto Sans Ethiopic"};
constexpr std::array<std::string_view, 5> needed{"Inter", "Noto Sans", "Noto Sans Arabic",
                                                 "Noto Sans CJK JP", "Noto Color Emoji"};

// Han characters are drawn differently in each country.
std::string_view han_family(std::string_view language)
{
    if (language.starts_with("ko")) return "Noto Sans CJK KR";
    if (language.starts_with("zh-TW") || language.starts_with("zh-Hant")) return "Noto Sans CJK TC";
    if (language.starts_with("zh-HK")) return "Noto Sans CJK HK";
    return language.starts_with("zh") ? "Noto Sans CJK SC" : "Noto Sans CJK JP";
}

// Inter's single-storey a, and figures of one width so that clocks and counts stand still.
constexpr const char* font_features = "cv11=1, tnum=1";

// Where the baseline of an Inter line stands below the middle of the line, in ems: half of what
// ascent (0.969) exceeds descent (0.241). A constant, so that no other font's metrics move a line.
constexpr double baseline_below_middle = 0.364;

double pixels(int units) { return static_cast<double>(units) / PANGO_SCALE; }

void use(cairo_t* cr, Ink ink)
{
    cairo_set_source_rgba(cr, ink.r / 255.0, ink.g / 255.0, ink.b / 255.0, ink.a / 255.0);
}

// Letters of these scripts join, stack or fill a square: space between them is not ours to change.
bool may_track(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool selector = byte == 0xef && text.substr(i, 2) == "\xef\xb8";  // beside an emoji
        // From U+0580 up, but for punctuation and symbols (U+2000 to U+2FFF) and emoji.
        if (byte >= 0xd6 && byte < 0xf0 && byte != 0xe2 && !selector) return false;
    }
    return true;
}

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin = 0,
         std::size_t end = PANGO_ATTR_INDEX_TO_TEXT_END)
{
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list, attribute);
}

guint16 wide(std::uint8_t value) { return static_cast<guint16>(value * 257); }

PangoAttrList* attributes_of(std::string_view text, const Setting& setting,
                             std::span<const Passage> passages)
{
    PangoAttrList* list = pango_attr_list_new();
    add(list, pango_attr_font_features_new(font_features));
    add(list, pango_attr_insert_hyphens_new(FALSE));
    if (!setting.language.empty())
        add(list, pango_attr_language_new(pango_language_from_string(setting.language.c_str())));
    if (setting.tracking != 0 && may_track(text))
        add(list, pango_attr_letter_spacing_new(
                      static_cast<int>(setting.tracking * setting.size * PANGO_SCALE)));
    for (const Passage& passage : passages) {
        add(list, pango_attr_weight_new(static_cast<PangoWeight>(passage.weight)), passage.begin,
            passage.end);
        // Pango does not paint it, it only makes a run of its own out of the passage.
        add(list,
            pango_attr_foreground_new(wide(passage.ink.r), wide(passage.ink.g),
                                      wide(passage.ink.b)),
            passage.begin, passage.end);
    }
    return list;
}

}  // namespace

struct Block::Held {
    Layout layout;
    Setting setting;
    std::vector<Passage> passages;
    std::vector<Row> rows;

    void measure();
    void paint_row(cairo_t* cr, std::size_t index, double x, double y) const;
    void paint_bars(cairo_t* cr, std::size_t index, double x, double y) const;
    void paint_bar(cairo_t* cr, std::size_t index, Spot start, const Frame& bar, Ink ink) const;
    template <class Visit>
    void for_each_run(std::size_t index, Visit&& visit) const;

    PangoLayoutLine* line(std::size_t index) const
    {
        return pango_layout_get_line_readonly(layout.get(), static_cast<int>(index));
    }
    Ink ink_at(std::size_t byte) const
    {
        for (const Passage& passage : passages)
            if (byte >= passage.begin && byte < passage.end) return passage.ink;
        return setting.ink;
    }
};

// Lines stand `leading` apart; where tall scripts or stacked marks would touch, further.
void Block::Held::measure()
{
    const double advance = setting.leading * setting.size;
    const double first = advance / 2 + baseline_below_middle * setting.size;
    PangoLayoutIter* iter = pango_layout_get_iter(layout.get());
    double baseline = 0, below = 0;
    do {
        PangoRectangle ink, logical;
        pango_layout_iter_get_line_extents(iter, &ink, &logical);
        const int pango_baseline = pango_layout_iter_get_baseline(iter);
        PangoLayoutLine* const at = pango_layout_iter_get_line_readonly(iter);
        const double above = ink.height > 0 ? pixels(pango_baseline - ink.y) : 0;
        baseline = rows.empty() ? std::max(first, above)
                                : std::max(baseline + advance, baseline + below + above);
        below = ink.height > 0 ? pixels(ink.y + ink.height - pango_baseline) : 0;
        Row row;
        row.begin = static_cast<std::size_t>(pango_layout_line_get_start_index(at));
        row.baseline = baseline;
        row.bottom = baseline + std::max(advance - first, below);
        row.width = pixels(logical.width);
        row.offset = pixels(logical.x);
        row.right_to_left = pango_layout_line_get_resolved_direction(at) == PANGO_DIRECTION_RTL;
        rows.push_back(row);
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
}

// visit(run, x): x from the start of the line, in visual order.
template <class Visit>
void Block::Held::for_each_run(std::size_t index, Visit&& visit) const
{
    double x = 0;
    for (GSList* at = line(index)->runs; at != nullptr; at = at->next) {
        auto* run = static_cast<PangoGlyphItem*>(at->data);
        visit(run, x + pixels(run->start_x_offset));
        x += pixels(pango_glyph_string_get_width(run->glyphs) + run->start_x_offset +
                    run->end_x_offset);
    }
}

// Letters are filled as outlines: exact positions between pixels, the same under every version of
// Cairo and FreeType. Colour glyphs have no outline and are shown.
void Block::Held::paint_row(cairo_t* cr, std::size_t index, double x, double y) const
{
    for_each_run(index, [&](PangoGlyphItem* run, double from) {
        cairo_move_to(cr, x + from, y - pixels(run->y_offset));
        use(cr, ink_at(static_cast<std::size_t>(run->item->offset)));
        if (run->glyphs->num_glyphs > 0 && run->glyphs->glyphs[0].attr.is_color)
            return pango_cairo_show_glyph_string(cr, run->item->analysis.font, run->glyphs);
        if (fill_glyphs(cr, run->item->analysis.font, run->glyphs, x + from,
                        y - pixels(run->y_offset)))
            return;
        pango_cairo_glyph_string_path(cr, run->item->analysis.font, run->glyphs);
        cairo_fill(cr);
    });
}

void Block::Held::paint_bars(cairo_t* cr, std::size_t index, double x, double y) const
{
    const auto first = rows[index].begin;
    const auto last = first + static_cast<std::size_t>(line(index)->length);
    for (const Passage& passage : passages) {
        // What lies outside the line would count as all the way to its edge.
        const auto begin = std::max(passage.begin, first), end = std::min(passage.end, last);
        if (!passage.bar || begin >= end) continue;
        int* ranges = nullptr;
        int count = 0;
        pango_layout_line_get_x_ranges(line(index), static_cast<int>(begin), static_cast<int>(end),
                                       &ranges, &count);
        for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
            const double left = pixels(ranges[2 * i]) - rows[index].offset;
            const double right = pixels(ranges[2 * i + 1]) - rows[index].offset;
            if (right > left)
                paint_bar(cr, index, {x, y},
                          {x + left, y + 0.155 * setting.size, right - left, 0.1 * setting.size},
                          *passage.bar);
        }
        g_free(ranges);
    }
}

// The bar leaves a gap around descenders: what the letters cover, a little widened, is taken out.
void Block::Held::paint_bar(cairo_t* cr, std::size_t index, Spot start, const Frame& bar,
                            Ink ink) const
{
    cairo_save(cr);
    cairo_rectangle(cr, bar.x, bar.y, bar.w, bar.h);
    cairo_clip(cr);
    cairo_push_group(cr);
    use(cr, ink);
    cairo_paint(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
    cairo_set_line_width(cr, 0.13 * setting.size);
    for_each_run(index, [&](PangoGlyphItem* run, double from) {
        if (run->glyphs->num_glyphs > 0 && run->glyphs->glyphs[0].attr.is_color) return;
        cairo_move_to(cr, start.x + from, start.y);
        pango_cairo_glyph_string_path(cr, run->item->analysis.font, run->glyphs);
        cairo_stroke_preserve(cr);
        cairo_fill(cr);
    });
    cairo_pop_group_to_source(cr);
    cairo_paint(cr);
    cairo_restore(cr);
}

Block::Block(std::unique_ptr<Held> held) : held_{std::move(held)} {}
Block::Block(Block&&) noexcept = default;
Block& Block::operator=(Block&&) noexcept = default;
Block::~Block() = default;

double Block::height() const { return held_->rows.empty() ? 0 : held_->rows.back().bottom; }

double Block::width() const
{
    double widest = 0;
    for (const Row& row : held_->rows)
        widest = std::max(widest, row.width);
    return widest;
}

const std::vector<Block::Row>& Block::rows() const { return held_->rows; }

std::vector<Block::Cut> Block::cuts() const
{
    int count = 0;
    const PangoLogAttr* attributes =
        pango_layout_get_log_attrs_readonly(held_->layout.get(), &count);
    const char* const text = pango_layout_get_text(held_->layout.get());
    std::vector<Cut> cuts;
    const char* at = text;
    for (int i = 0; i < count; ++i) {
        const PangoLogAttr& attribute = attributes[i];
        if (attribute.is_cursor_position)
            cuts.push_back({static_cast<std::size_t>(at - text),
                            attribute.is_word_end || attribute.is_line_break,
                            attribute.is_sentence_boundary || attribute.is_sentence_end});
        if (i + 1 < count) at = g_utf8_next_char(at);
    }
    return cuts;
}

void Block::paint(const Sheet& sheet, Spot corner, Side side) const
{
    cairo_t* cr = sheet.context();
    cairo_new_path(cr);
    for (std::size_t i = 0; i < held_->rows.size(); ++i) {
        const Row& row = held_->rows[i];
        const double spare = held_->setting.width - row.width;
        const bool at_right = side == Side::end || (side == Side::start && row.right_to_left);
        const double x = corner.x + (at_right ? spare : side == Side::middle ? spare / 2 : 0);
        held_->paint_bars(cr, i, x, corner.y + row.baseline);
        held_->paint_row(cr, i, x, corner.y + row.baseline);
    }
}

struct Typesetter::Context {
    std::unique_ptr<PangoContext, Unref<PangoContext>> pango;
    std::string families;  // as Pango wants them: "Inter,Noto Sans"
};

Typesetter::Typesetter() : context_{std::make_unique<Context>()}
{
    context_->pango.reset(pango_font_map_create_context(pango_cairo_font_map_get_default()));
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_->pango.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context_->pango.get(), FALSE);
    for (const std::string_view family : families)
        context_->families += std::string{family} + ",";
}

Typesetter::~Typesetter() = default;

Block Typesetter::set(const std::string& text, const Setting& setting,
                      std::span<const Passage> passages) const
{
    const int length = static_cast<int>(text.size());
    auto held = std::make_unique<Block::Held>();
    held->layout.reset(pango_layout_new(context_->pango.get()));
    held->setting = setting;
    held->passages.assign(passages.begin(), passages.end());
    PangoLayout* layout = held->layout.get();

    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(
        font, (context_->families + std::string{han_family(setting.language)}).c_str());
    pango_font_description_set_weight(font, static_cast<PangoWeight>(setting.weight));
    pango_font_description_set_absolute_size(font, setting.size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);

    pango_layout_set_text(layout, text.c_str(), length);
    PangoAttrList* attributes = attributes_of(text, setting, passages);
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_width(layout, static_cast<int>(setting.width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (setting.one_line) {
        pango_layout_set_single_paragraph_mode(layout, TRUE);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    held->measure();
    return Block{std::move(held)};
}

std::span<const std::string_view> text_families() { return needed; }

std::vector<std::string> families_missing(std::span<const std::string_view> wanted)
{
    PangoFontFamily** found = nullptr;
    int count = 0;
    pango_font_map_list_families(pango_cairo_font_map_get_default(), &found, &count);
    std::vector<std::string> missing;
    for (const std::string_view family : wanted)
        if (std::none_of(found, found + count, [&](PangoFontFamily* one) {
                return equal_ignoring_case(pango_font_family_get_name(one), family);
            }))
            missing.emplace_back(family);
    g_free(found);
    return missing;
}

}  // namespace narrowcast::lib
