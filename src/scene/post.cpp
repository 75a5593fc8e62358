// SPDX-License-Identifier: Apache-2.0
// One post, large: who, what, how it was scored, and where to read on.
#include "scene/entities.hpp"
#include "scene/photo.hpp"
#include "scene/pieces.hpp"
#include "scene/said.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

// Where things stand for one shape of page.
struct PostFrame {
    double left, right;  // edges of the column
    double head, disc;   // middle of the header, width of the disc
    double text_top, text_bottom;
    double foot;  // bottom of what stands under the text
    double text_size;
};

PostFrame frame_of(const Layout& page, double column, double height)
{
    if (page.portrait) return {64, column - 64, 123.5, 104, 222, height - 260, height - 64, 70};
    return {72, column - 72, 128, 112, 235, height - 334, height - 128, 68};
}

// "and 11 more outlets, such as De Dijkbode, Omroep Delta and Geldkrant"; "" where nobody else had
// it, and beside posts of X, where no other network may be named.
std::string elsewhere_of(const Sketch& sketch, const PostSlide& slide)
{
    const Elsewhere& elsewhere = slide.elsewhere;
    if (elsewhere.names.empty() || is_untouched(slide.post)) return {};
    const Words& words = sketch.words;
    std::vector<std::string> names;
    names.reserve(elsewhere.names.size());
    for (const std::string& name : elsewhere.names)
        names.push_back(words.knows("network." + name) ? words.network(name) : name);
    const std::string list = words.list(names);
    if (slide.post.kind != Kind::article) return words.say("post.elsewhere", {{"names", list}});
    const bool all = elsewhere.outlets <= static_cast<std::int64_t>(names.size());
    return words.say(all ? "post.copies" : "post.copies.some",
                     {{"n", elsewhere.outlets}, {"names", list}});
}

void draw_head(Sketch& sketch, const PostSlide& slide, const PostFrame& frame)
{
    const Post& post = slide.post;
    const Palette& palette = sketch.palette;
    const std::string name = author_of(sketch, post);
    const double d = frame.disc, x = frame.left, y = frame.head - d / 2;
    add_face(sketch, post, {x, y, d, d});

    const std::string network = sketch.words.network(post.network);
    const std::string when = sketch.words.ago(post.created, sketch.now, sketch.wall.time_zone);
    const double meta = std::min(std::max(width_of(network, 28), width_of(when, 28)), 320.0);
    const double meta_x = frame.right - meta;
    const Style soft{28, palette.soft, Weight::regular, Align::end};
    if (!post.network.empty()) sketch.add(line(meta_x, frame.head - 17, meta, network, soft));
    if (post.created != Time{}) sketch.add(line(meta_x, frame.head + 17, meta, when, soft));

    const double name_x = x + d + 28, name_w = meta_x - 32 - name_x;
    const bool has_handle = !post.author.handle.empty() && post.author.handle != name;
    std::string below = has_handle ? left_to_right(post.author.handle) : std::string{};
    if (const std::string others = elsewhere_of(sketch, slide); !others.empty())
        below += (below.empty() ? "" : " · ") + others;
    Text author = line(name_x, frame.head - (below.empty() ? 0 : 18), name_w, left_to_right(name),
                       {44, palette.bright, Weight::bold});
    author.least = 36;
    sketch.add(std::move(author));
    if (!below.empty())
        sketch.add(line(name_x, frame.head + 26, name_w, std::move(below), {28, palette.soft}));
}

// Returns how much room they took.
double draw_stars(Sketch& sketch, double rating, double x, double y)
{
    constexpr double r = 24;
    const double w = add_stars(sketch, rating, {x, y + r}, r);
    sketch.add(line(x + w + 20, y + r, 400, sketch.words.say("post.rating", {{"n", rating}}),
                    {28, sketch.palette.soft}));
    return 2 * r + 28;
}

// The photo, over what is there where the painter does not have it (yet).
void draw_photo(Sketch& sketch, const Media& photo, const Rectangle& area)
{
    constexpr double radius = 20;
    sketch.box(area, sketch.palette.panel, radius);
    sketch.add(Image{area, photo.url, radius, false});
}

void draw_text(Sketch& sketch, const PostSlide& slide, const PostFrame& frame, double top)
{
    const Body body = body_of(sketch, slide);
    const Media* photo = photo_of(slide.post);
    const bool brief = body.text.size() <= 60;
    // Words beside a photo leave it room.
    const double size = frame.text_size * (photo != nullptr ? 0.85 : brief ? 1.3 : 1);
    const bool silent = photo != nullptr && is_wordless(slide.post);
    const PhotoPlace place = place_photo(
        sketch.page, {frame.left, top, frame.right - frame.left, frame.text_bottom - top}, photo,
        silent ? std::string_view{} : body.text, size);
    if (place.photo) draw_photo(sketch, *photo, *place.photo);
    if (silent) return;
    Text text;
    text.area = place.words;
    text.text = body.text;
    text.colour = body.said ? sketch.palette.text : sketch.palette.soft;
    text.weight = Weight::medium;
    text.leading = 1.28;
    text.tracking = -0.01;
    text.is_main = true;
    // The smallest legible letter wins over the design, unless the screen could not hold three
    // lines of it.
    const double least = std::min(sketch.page.least, text.area.h / (3 * text.leading));
    const bool beside = place.photo && place.photo->x > place.words.x;
    text.size = std::max(beside ? frame.text_size : size, least);
    text.least = least;
    text.language = slide.post.language;
    text.spans = body.spans;
    sketch.add(std::move(text));
}

// "door “waardeloos” en “uit” · 92% zeker".
std::string reason_of(const Sketch& sketch, const PostSlide& slide)
{
    const Words& words = sketch.words;
    if (!slide.mood.sure) return words.say("mood.unsure.why");
    std::vector<std::string> quoted;
    for (const Stretch& word : deciding_words(slide.post.text, slide.mood))
        quoted.push_back(words.quoted(words.lower(
            std::string_view{slide.post.text}.substr(word.begin, word.end - word.begin))));
    // Never "100%": no scorer is.
    const std::string percent = words.percent(std::min(slide.mood.confidence, 0.99));
    if (quoted.empty()) return words.say("mood.confidence", {{"percent", percent}});
    return words.say("mood.because", {{"words", words.list(quoted)}, {"percent", percent}});
}

void draw_mood(Sketch& sketch, const PostSlide& slide, const PostFrame& frame, double right)
{
    constexpr double size = 26, pitch = 34;
    const Palette& palette = sketch.palette;
    const double w = right - frame.left;
    std::string why = reason_of(sketch, slide);
    const double lines = width_of(why, size) > w ? 2 : 1;
    const double y = frame.foot - 56 - (lines - 1) * pitch;
    add_mark(sketch.drawing, slide.mood, {frame.left, y - 17, 40, 34},
             slide.mood.sure ? palette.of(slide.mood).fill : palette.soft);
    sketch.add(line(frame.left + 61, y, w - 61, label_of(sketch, slide.mood),
                    {32, palette.bright, Weight::semibold}));
    Text reason = line(frame.left, y + 40, w, std::move(why), {size, palette.soft});
    reason.one_line = false;
    reason.leading = pitch / size;
    reason.area = {frame.left, y + 40 - pitch / 2, w, lines * pitch};
    reason.least = 22;
    sketch.add(std::move(reason));
}

std::string first_name(const Post& post)
{
    const std::string_view name{post.author.name};
    return std::string{name.substr(0, name.find(' '))};
}

// The code and what it is for. Returns the left edge of it all.
double draw_code(Sketch& sketch, const PostSlide& slide, const PostFrame& frame)
{
    const Post& post = slide.post;
    if (post.url.empty()) return frame.right;
    constexpr double side = 190, size = 26;
    const Rectangle area{frame.right - side, frame.foot - side, side, side};
    sketch.add(Code{area, post.url});
    const bool help = slide.mood.sure && slide.mood.label == Label::negative &&
                      post.kind != Kind::article && !post.author.name.empty();
    const std::string first =
        sketch.words.say(post.kind == Kind::article ? "scan.article" : "scan");
    const std::string second =
        help ? sketch.words.say("scan.help", {{"name", first_name(post)}}) : std::string{};
    const double w = std::min(std::max(width_of(first, size), width_of(second, size)), 340.0);
    const double right = area.x - 26, middle = area.y + side / 2;
    const Style style{size, sketch.palette.soft, Weight::regular, Align::end};
    sketch.add(line(right - w, middle - (help ? 18 : 0), w, first, style));
    if (help) sketch.add(line(right - w, middle + 18, w, second, style));
    return right - w;
}

}  // namespace

void draw_post(Sketch& sketch, const PostSlide& slide)
{
    const Layout& page = sketch.page;
    const double beside = std::clamp(page.w * 0.3375, 648.0, 760.0), below = 770;
    const double column = page.portrait ? page.w : page.w - beside;
    const double height = page.portrait ? page.h - below : page.h;
    const PostFrame frame = frame_of(page, column, height);

    sketch.box({0, 0, page.w, page.h}, sketch.palette.paper);
    draw_panel(sketch, page.portrait ? Rectangle{0, height, page.w, below}
                                     : Rectangle{column, 0, beside, page.h});
    draw_head(sketch, slide, frame);
    double top = frame.text_top;
    if (slide.post.rating) top += draw_stars(sketch, *slide.post.rating, frame.left, top);
    draw_text(sketch, slide, frame, top);
    const double code = draw_code(sketch, slide, frame);
    draw_mood(sketch, slide, frame, code - 32);
    if (!page.portrait)
        draw_strip(sketch, frame.left, page.h - 56, frame.right - frame.left, Strip::counts);
}

}  // namespace narrowcast
