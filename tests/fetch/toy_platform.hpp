// SPDX-License-Identifier: Apache-2.0
// A platform as small as can be: posts are lines "id author text", for tests of the engine.
#pragma once

#include "narrowcast/base/text.hpp"
#include "narrowcast/platform.hpp"

#include "fetch/answers.hpp"

#include <string>
#include <vector>

namespace narrowcast::test {

// "post 7 sanne De app doet het weer" or "gone 7".
inline RawPost toy_post(std::string_view line)
{
    const auto words = split(line, ' ');
    RawPost post;
    post.native_id = words.size() > 1 ? std::string{words[1]} : "?";
    post.deleted = line.starts_with("gone");
    if (words.size() > 2) post.author.handle = std::string{words[2]};
    post.text = std::string{line};
    post.created = at("2026-11-21T12:00:00Z");
    return post;
}

inline Result<Page> read_toy_frame(const SourceConfig&, const Cursor& cursor, const Frame& frame)
{
    if (frame.data == "end") return fail(Fault::later, "polder.example ends the stream");
    if (frame.data == "leave") return fail(Fault::rejected, "polder.example wants us to leave");
    if (frame.data == "garbage") return fail(Fault::garbled, "a frame that cannot be read");
    Page page{
        .posts = {toy_post(frame.data)}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    page.next.position = page.posts.front().native_id;
    return page;
}

// The address to listen at is the source's own.
inline Request toy_stream(const SourceConfig& source, const Cursor& cursor, Time)
{
    return {.url = source.url + (cursor.position.empty() ? "" : "?after=" + cursor.position),
            .headers = {},
            .body = {}};
}

inline Request ask_toy(const SourceConfig& source, const Cursor& cursor, Time)
{
    return {.url = source.url + "/list?after=" + cursor.position, .headers = {}, .body = {}};
}

inline Result<Page> read_toy(const SourceConfig&, const Cursor& cursor, const Response& response)
{
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    for (const std::string_view line : split(response.body, '\n'))
        if (!line.empty()) page.posts.push_back(toy_post(line));
    if (!page.posts.empty()) page.next.position = page.posts.back().native_id;
    return page;
}

inline Request complete_toy(const SourceConfig&, std::span<const RawPost> posts)
{
    std::string url = "https://polder.example/people?";
    for (const RawPost& post : posts)
        url += post.author.handle + "&";
    return {.url = url, .headers = {}, .body = {}};
}

// "sanne Sanne de Wit", a line each; a name that begins with ! wants not to be shown.
inline Result<void> read_people(std::span<RawPost> posts, const Response& response)
{
    if (response.status != 200) return fail(Fault::later, "polder.example has a fault of its own");
    for (RawPost& post : posts)
        for (const std::string_view line : split(response.body, '\n'))
            if (line.starts_with(post.author.handle + " ")) {
                post.author.name = std::string{line.substr(post.author.handle.size() + 1)};
                post.sensitive = post.author.name.starts_with('!');
            }
    return {};
}

inline const Stream toy_lines{
    .framing = Stream::Framing::lines,
    .open = toy_stream,
    .read = read_toy_frame,
    .silent = std::chrono::seconds{30},
    .network = {std::chrono::milliseconds{250}, std::chrono::milliseconds{16'000}, true},
    .http = {std::chrono::milliseconds{5'000}, std::chrono::milliseconds{320'000}, false},
    .throttled = {std::chrono::milliseconds{60'000}, std::chrono::milliseconds{960'000}, false}};

}  // namespace narrowcast::test
