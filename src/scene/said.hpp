// SPDX-License-Identifier: Apache-2.0
// Who says what, where and how: the words and faces of posts as all scenes set them.
#pragma once

#include "scene/sketch.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// X asks that its posts are shown as they are.
bool is_untouched(const Post& post);

std::string author_of(const Sketch& sketch, const Post& post);  // never ""

// The picture of a post that is worth a place on the wall; null without one.
const Media* photo_of(const Post& post);
bool is_wordless(const Post& post);  // neither text nor title

// What a post says in one breath: an article's title, a post's text, else a plain sentence. A name
// in a right-to-left text keeps its sign in front.
std::string said_in(const Sketch& sketch, const Post& post);

// The words of a post on its own slide: a title in bold, then the text.
struct Body {
    std::string text;
    std::vector<Span> spans;
    bool said = true;  // by the author; otherwise the wall speaks
};
Body body_of(const Sketch& sketch, const PostSlide& slide);

std::string label_of(const Sketch& sketch, const Mood& mood);  // "Negatief"

// "Jeroen K. · Bluesky"
std::string source_of(const Sketch& sketch, const Post& post);
// "Mastodon · 3 min"
std::string place_and_age(const Sketch& sketch, const Post& post);

// The author's disc with an initial, and over it the author's picture.
void add_face(Sketch& sketch, const Post& post, const Rectangle& area);

// The mark of a mood and its name, centred at `y`. Returns its width.
double add_mood(Sketch& sketch, const Mood& mood, const Point& at, double size);

}  // namespace narrowcast
