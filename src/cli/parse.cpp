// SPDX-License-Identifier: Apache-2.0
// One recorded answer, read as the hub would read it: `narrowcast parse KIND`.
#include "cli/print.hpp"
#include "cli/verbs.hpp"
#include "lib/event_stream.hpp"
#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/platform.hpp"

#include <charconv>
#include <iostream>
#include <iterator>

namespace narrowcast {
namespace {

// An answer as recorded with its head ("HTTP/1.1 200 OK", headers, an empty line) or without.
Response recorded(std::string text, const std::string& url)
{
    Response response;
    response.status = 200;
    response.url = url;
    response.received = seconds_of(system_now());
    while (text.starts_with("HTTP/")) {  // again after a proxy's or an interim one
        auto end = text.find("\r\n\r\n");
        std::size_t gap = 4;
        if (const auto bare = text.find("\n\n"); bare < end) {
            end = bare;
            gap = 2;
        }
        const std::string head = text.substr(0, end);
        text.erase(0, end == std::string::npos ? text.size() : end + gap);
        response.headers.clear();
        const auto lines = split(head, '\n');
        const auto space = lines[0].find(' ');
        if (space != std::string_view::npos)
            std::from_chars(lines[0].data() + space + 1, lines[0].data() + lines[0].size(),
                            response.status);
        for (const std::string_view line : std::span{lines}.subspan(1))
            if (const auto colon = line.find(':'); colon != std::string_view::npos)
                response.headers.emplace(ascii_lower(line.substr(0, colon)),
                                         trimmed(line.substr(colon + 1)));
    }
    response.body = std::move(text);
    return response;
}

// The frames of a recorded stream: Server-Sent Events, or JSON values that stand on a line each.
std::vector<Frame> frames_in(const Response& response)
{
    std::vector<Frame> frames;
    const auto add = [&](std::string event, std::string_view data, std::string id) {
        frames.push_back(
            {std::move(event), std::string{data}, std::move(id), response.url, response.received});
    };
    const std::string_view body = trimmed(response.body);
    const bool events = body.starts_with("event:") || body.starts_with("data:") ||
                        body.starts_with("id:") || body.starts_with(':');
    if (events) {
        lib::EventReader{}.feed(response.body + "\n\n", [&](const lib::StreamEvent& event) {
            add(event.type, event.data, event.id);
        });
        return frames;
    }
    if (parse_json(body)) return {};  // one answer
    for (const std::string_view line : split(body, '\n'))
        if (trimmed(line).starts_with('{')) add("", trimmed(line), "");
    return frames;
}

int print_stream(const Platform& platform, const SourceConfig& source,
                 const std::vector<Frame>& frames)
{
    Cursor cursor;
    for (const Frame& frame : frames) {
        auto page = platform.stream->read(source, cursor, frame);
        if (!page) {
            print_garbled({page.error().text});
            continue;
        }
        print_garbled(page->garbled);
        print_posts(std::move(page->posts), source.name, platform.name);
        cursor = std::move(page->next);
    }
    return done;
}

}  // namespace

int parse(const std::string& platform_name, const std::string& url)
{
    const Platform* platform = platform_named(platform_name);
    if (!platform) {
        std::string known;
        for (const Platform& each : platforms())
            known += (known.empty() ? "" : ", ") + std::string{each.name};
        return say({Fault::refused,
                    "no platform is called \"" + platform_name + "\"; there are: " + known,
                    {}});
    }
    SourceConfig source;
    source.name = platform_name;
    source.platform = platform_name;
    source.url = url;
    const Response response = recorded({std::istreambuf_iterator<char>{std::cin}, {}}, url);
    if (platform->stream && response.status / 100 == 2)
        if (const auto frames = frames_in(response); !frames.empty())
            return print_stream(*platform, source, frames);
    auto page = platform->read(source, {}, response);
    if (!page) return say(page.error());
    print_garbled(page->garbled);
    print_posts(std::move(page->posts), source.name, platform->name);
    return done;
}

}  // namespace narrowcast
