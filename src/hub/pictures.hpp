// SPDX-License-Identifier: Apache-2.0
// What a screen shows, drawn by the hub as PNG, with the pictures that it serves. One thread at a
// time (Pango's font map).
#pragma once

#include "hub/board.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/base/time.hpp"
#include "paint/picture_files.hpp"
#include "scene/words.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace narrowcast {

class WallPictures {
public:
    // `media`: the folder of kept pictures; "": there are none.
    explicit WallPictures(std::filesystem::path assets, std::filesystem::path media = {});

    // The PNG of what is on now; the same bytes again while nothing changed.
    Result<std::shared_ptr<const std::string>> png(const std::string& screen,
                                                   const Published& published, Instant now);

private:
    Result<const Words*> words_in(const std::string& language);

    struct Drawn {
        std::shared_ptr<const std::string> event;  // of the edition it shows
        std::size_t turn = 0;
        Instant at{};
        std::shared_ptr<const std::string> png;
    };
    std::filesystem::path assets_;
    PictureFiles files_;
    std::map<std::string, Words> words_;
    std::map<std::string, Drawn> drawn_;
};

}  // namespace narrowcast
