// SPDX-License-Identifier: Apache-2.0
// Slides and editions in a line each.
#pragma once

#include "narrowcast/edition.hpp"

#include <initializer_list>
#include <string>
#include <vector>

namespace narrowcast {

inline PostSlide post_by(std::string id, std::string author, Label label = Label::neutral)
{
    PostSlide slide;
    slide.post.id = std::move(id);
    slide.post.author.handle = std::move(author);
    slide.mood.label = label;
    slide.mood.sure = true;
    return slide;
}

inline TodaySlide today_quoting(std::string id)
{
    TodaySlide slide;
    slide.quotes.emplace_back();
    slide.quotes.back().post.id = std::move(id);
    return slide;
}

inline MosaicSlide mosaic_of(std::initializer_list<const char*> ids)
{
    MosaicSlide slide;
    for (const char* id : ids)
        slide.posts.push_back(post_by(id, std::string{"@"} + id));
    return slide;
}

inline TopicsSlide topics_with(std::int64_t posts)
{
    TopicsSlide slide;
    slide.topics.emplace_back();
    slide.topics.back().name = "App";
    slide.topics.back().today.neutral = posts;
    return slide;
}

inline MessageSlide message(std::string title, bool pinned = false)
{
    MessageSlide slide;
    slide.title = std::move(title);
    slide.pinned = pinned;
    return slide;
}

// The post's id, the announcement's title, or what kind of slide it is.
inline std::string name_of(const Slide& slide)
{
    if (const auto* post = std::get_if<PostSlide>(&slide)) return post->post.id;
    if (const auto* message = std::get_if<MessageSlide>(&slide)) return message->title;
    return std::visit([]<class Kind>(const Kind&) { return std::string{Kind::tag}; }, slide);
}

inline std::string names_of(const std::vector<Turn>& turns)
{
    std::string names;
    for (const Turn& turn : turns)
        names += (names.empty() ? "" : " ") + name_of(turn.slide);
    return names;
}

}  // namespace narrowcast
