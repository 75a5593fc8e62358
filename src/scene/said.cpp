// SPDX-License-Identifier: Apache-2.0
// A post's words and its author's face.
#include "scene/said.hpp"

#include "scene/entities.hpp"

#include <algorithm>

namespace narrowcast {
namespace {

constexpr int smallest_photo = 64;  // pixels; smaller ones count visitors

// The letter on the disc: the name's first letter, without the sign of a handle.
std::string initial_of(const Sketch& sketch, std::string_view name)
{
    while (!name.empty() && (name.front() == '@' || name.front() == '#' || name.front() == ' '))
        name.remove_prefix(1);
    return sketch.words.upper(lib::first_grapheme(name));
}

std::string without_words(const Sketch& sketch, const Post& post)
{
    for (const Media& media : post.media)
        if (!media.alt.empty()) return sketch.words.say("post.picture", {{"alt", media.alt}});
    return sketch.words.say("post.no_text");
}

}  // namespace

bool is_untouched(const Post& post) { return post.network == "x"; }

std::string author_of(const Sketch& sketch, const Post& post)
{
    if (!post.author.name.empty()) return post.author.name;
    if (!post.author.handle.empty()) return post.author.handle;
    return post.source.empty() ? sketch.words.say("post.nobody") : post.source;
}

const Media* photo_of(const Post& post)
{
    for (const Media& media : post.media)
        if (media.type == "image" && media.width >= smallest_photo &&
            media.height >= smallest_photo && !media.url.empty())
            return &media;
    return nullptr;
}

bool is_wordless(const Post& post) { return post.text.empty() && post.title.empty(); }

std::string said_in(const Sketch& sketch, const Post& post)
{
    if (is_wordless(post)) return without_words(sketch, post);
    const bool titled = post.text.empty() || (post.kind == Kind::article && !post.title.empty());
    const std::string& said = titled ? post.title : post.text;
    if (is_untouched(post) || !is_right_to_left(said)) return said;
    return isolated({said, links_in(said), {}}).text;
}

Body body_of(const Sketch& sketch, const PostSlide& slide)
{
    const Post& post = slide.post;
    const Palette& palette = sketch.palette;
    if (is_wordless(post)) return {without_words(sketch, post), {}, false};
    const bool repeats = post.text.starts_with(post.title);  // feeds often do
    const std::string title = post.title.empty() || repeats ? "" : post.title + "\n";
    if (is_untouched(post)) return {title + post.text, {}, true};

    Parts parts{post.text, links_in(post.text), {}};
    if (slide.mood.sure) parts.words = deciding_words(post.text, slide.mood);
    if (is_right_to_left(post.text)) parts = isolated(parts);
    Body body{title + parts.text, {}, true};
    if (!title.empty())
        body.spans.push_back({0, title.size() - 1, palette.bright, Weight::bold, false, {}});
    const Ornament ornament{palette.text, palette.link, palette.of(slide.mood).fill};
    for (Span span : ornamented(parts, ornament)) {
        span.begin += title.size();
        span.end += title.size();
        body.spans.push_back(span);
    }
    return body;
}

std::string label_of(const Sketch& sketch, const Mood& mood)
{
    if (!mood.sure) return sketch.words.say("mood.unsure");
    return sketch.words.say(mood.label == Label::positive   ? "mood.positive"
                            : mood.label == Label::negative ? "mood.negative"
                                                            : "mood.neutral");
}

std::string source_of(const Sketch& sketch, const Post& post)
{
    const std::string& name = !post.author.name.empty()     ? post.author.name
                              : !post.author.handle.empty() ? post.author.handle
                                                            : post.source;
    const std::string network = sketch.words.network(post.network);
    if (name.empty() || network.empty()) return name + network;
    return sketch.words.say("quote.by", {{"name", name}, {"network", network}});
}

std::string place_and_age(const Sketch& sketch, const Post& post)
{
    const std::string network = sketch.words.network(post.network);
    const std::string age = post.created == Time{}
                                ? std::string{}
                                : sketch.words.age(post.created, sketch.now, sketch.wall.time_zone);
    return network.empty() || age.empty() ? network + age : network + " · " + age;
}

void add_face(Sketch& sketch, const Post& post, const Rectangle& area)
{
    const std::string name = author_of(sketch, post);
    const Tone disc = disc_of(post.author.handle.empty() ? name : post.author.handle);
    const double d = area.w;
    sketch.add(Box{area, disc.fill, disc.text, d / 2});
    sketch.add(line(area.x, area.y + d / 2, d, initial_of(sketch, name),
                    {d * 0.41, Colour{255, 255, 255, 255}, Weight::bold, Align::middle}));
    if (!post.author.avatar.empty()) sketch.add(Image{area, post.author.avatar, d / 2, false});
}

double add_mood(Sketch& sketch, const Mood& mood, const Point& at, double size)
{
    const double sign = size * 0.9, between = size * 0.36;
    const Colour colour = sketch.palette.of(mood).text;
    const std::string label = label_of(sketch, mood);
    const double w = width_of(label, size, Weight::semibold) + 2;
    add_mark(sketch.drawing, mood, {at.x, at.y - sign * 0.41, sign, sign * 0.82}, colour);
    sketch.add(line(at.x + sign + between, at.y, w, label, {size, colour, Weight::semibold}));
    return sign + between + w;
}

}  // namespace narrowcast
