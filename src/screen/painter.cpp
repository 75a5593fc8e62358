// SPDX-License-Identifier: Apache-2.0
// scene and paint, one after the other.
#include "screen/painter.hpp"

#include "narrowcast/base/log.hpp"
#include "narrowcast/paint.hpp"
#include "narrowcast/scene.hpp"
#include "paint/picture_files.hpp"
#include "scene/words.hpp"
#include "screen/picture_folder.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <utility>

namespace narrowcast {
namespace {

constexpr std::size_t most_told = 1000;

// The wall stays up without its own words: the posts are still there to read.
Words load_words(const std::filesystem::path& folder, const std::string& language)
{
    auto words = Words::load(folder, language);
    if (words) return std::move(*words);
    log::error("screen", "the wall shows keys instead of its own words: " + words.error().text);
    return {};
}

PictureFiles files_in(std::filesystem::path folder)
{
    auto told = std::make_shared<std::set<std::string, std::less<>>>();
    const auto tell = [told](std::string_view address, const std::string& why) {
        if (told->size() > most_told) told->clear();
        if (told->emplace(address).second) log::warning("screen", "a picture is left out: " + why);
    };
    const auto find = [folder = std::move(folder)](std::string_view address) {
        const auto file = folder.empty() ? folder : picture_file(folder, address);
        std::error_code ignored;  // one that is still on its way is no trouble
        return std::filesystem::exists(file, ignored) ? file : std::filesystem::path{};
    };
    return PictureFiles{{.find = find, .tell = tell}};
}

// What the painting thread keeps from slide to slide.
struct Kit {
    Kit(std::filesystem::path words_folder, std::filesystem::path pictures)
        : folder{std::move(words_folder)}, files{files_in(std::move(pictures))}
    {
    }
    const Words& words_in(const std::string& language)
    {
        const auto found = known.find(language);
        if (found != known.end()) return found->second;
        return known.emplace(language, load_words(folder, language)).first->second;
    }

    std::filesystem::path folder;
    std::map<std::string, Words> known;
    PictureFiles files;
};

}  // namespace

Painter slide_painter(std::filesystem::path words_folder, std::filesystem::path pictures)
{
    auto kit = std::make_shared<Kit>(std::move(words_folder), std::move(pictures));
    return [kit](const Slide& slide, const Wall& wall, const Canvas& canvas, Time now) {
        return paint(draw(slide, wall, canvas, kit->words_in(wall.language), now), canvas.width,
                     canvas.height, std::ref(kit->files));
    };
}

}  // namespace narrowcast
