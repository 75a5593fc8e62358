// SPDX-License-Identifier: Apache-2.0
// What the hub answers over HTTP: editions, pictures, health and metrics.
//
//     GET /                        the screens, as a page
//     GET /screens/{id}            the wall as a page that renews its picture
//     GET /screens/{id}.png        what that screen shows now
//     GET /screens/{id}/edition    Server-Sent Events, the current edition first
//     GET /media/{name}            an avatar or picture that hangs on a wall
//     GET /healthz                 200 while posts can be written, else 503 and why
//     GET /metrics                 Prometheus text
//     POST /hooks/{source}         posts that others bring, see hub/hooks.hpp
//     POST /decisions              what people decide about a post, see hub/decisions.hpp
#pragma once

#include "hub/board.hpp"
#include "hub/pictures.hpp"
#include "hub/tally.hpp"
#include "lib/http_server.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/time.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace narrowcast {

class Endpoints {
public:
    struct Parts {
        const Latest<Board>& board;
        const HubTally& tally;
        std::filesystem::path assets;
        std::filesystem::path media;  // the folder of kept pictures; "": there are none
        Clock clock;
        std::function<std::string()> source_metrics;  // lines of /metrics about the sources
        std::function<std::size_t()> streams;         // screens connected
        std::function<lib::WebAnswer(const lib::WebRequest&)> decide;
        std::function<lib::WebAnswer(const lib::WebRequest&)> bring;
    };
    explicit Endpoints(Parts parts);

    lib::WebReply answer(const lib::WebRequest& request);
    static bool is_slow(const lib::WebRequest& request);  // pictures, and what waits for the disk

private:
    lib::WebReply screen(std::string_view rest);
    lib::WebAnswer picture(const std::string& name, const Published& published);
    lib::WebAnswer media(std::string_view name) const;
    lib::WebAnswer page(std::string_view file) const;
    lib::WebAnswer index() const;
    lib::WebAnswer health() const;
    lib::WebAnswer metrics() const;

    Parts parts_;
    WallPictures pictures_;
};

}  // namespace narrowcast
