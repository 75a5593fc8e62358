// SPDX-License-Identifier: Apache-2.0
// Slides and editions in a line each.
#pragma once

#include "narrowcast/edition.hpp"

#include <string>
#include <vector>

namespace narrowcast {

inline PostSlide post_by(std::string id, std::string author,
                         Label label = Label::neutral) {
  PostSlide slide;
  slide.post.id = std::move(id);
  slide.post.author.handle = std::move(author);
  slide.mood.label = label;
  slide.mood.sure = true;
  return slide;
}

inline TodaySlide today_quoting(std::string id) {
  TodaySlide slide;
  slide.quotes.emplace_back();
  slide.quotes.back().post.id = std::move(id);
  return slide;
}

// "today", or the post's id.
inline std::string name_of(const Slide &slide) {
  const auto *post = std::get_if<PostSlide>(&slide);
  return post ? post->post.id : "today";
}

inline std::string names_of(const std::vector<Turn> &turns) {
  std::string names;
  for (const Turn &turn : turns)
    names += (names.empty() ? "" : " ") + name_of(turn.slide);
  return names;
}

} // namespace narrowcast
