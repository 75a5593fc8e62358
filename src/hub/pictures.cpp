// SPDX-License-Identifier: Apache-2.0
#include "hub/pictures.hpp"

#include "media/cache.hpp"
#include "media/shelf.hpp"
#include "narrowcast/paint.hpp"
#include "narrowcast/playlist.hpp"
#include "narrowcast/scene.hpp"

#include <functional>
#include <string_view>
#include <utility>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr auto stale_after = 10s;  // the strip says how old the data is

// What narrowcast-decode has written anew, and nothing else, is decoded in this process.
std::filesystem::path kept_file(const std::filesystem::path& media, std::string_view address)
{
    if (media.empty() || !address.starts_with(media::served_under)) return {};
    const auto name = address.substr(std::string_view{media::served_under}.size());
    return media::kept_file(media, name).value_or(std::filesystem::path{});
}

}  // namespace

WallPictures::WallPictures(std::filesystem::path assets, std::filesystem::path media)
    : assets_{std::move(assets)},
      files_{{.find = [media = std::move(media)](std::string_view address) {
          return kept_file(media, address);
      }}}
{
}

Result<std::shared_ptr<const std::string>> WallPictures::png(const std::string& screen,
                                                             const Published& published,
                                                             Instant now)
{
    const Edition& edition = published.edition;
    if (edition.turns.empty()) return fail(Fault::later, "there is nothing to show yet");
    const Showing shown = showing(edition, now);
    Drawn& drawn = drawn_[screen];
    if (drawn.png && drawn.event == published.event && drawn.turn == shown.turn &&
        now - drawn.at < stale_after)
        return drawn.png;
    const Words* words = TRY(words_in(edition.wall.language));
    const Canvas canvas{published.width, published.height, edition.wall.inches,
                        edition.wall.viewing_distance};
    const Drawing drawing =
        draw(edition.turns[shown.turn].slide, edition.wall, canvas, *words, seconds_of(now));
    const auto bytes = png_of(paint(drawing, canvas.width, canvas.height, std::ref(files_)));
    drawn = {published.event, shown.turn, now,
             std::make_shared<const std::string>(bytes.begin(), bytes.end())};
    return drawn.png;
}

Result<const Words*> WallPictures::words_in(const std::string& language)
{
    const auto known = words_.find(language);
    if (known != words_.end()) return &known->second;
    auto words = TRY(Words::load(assets_ / "i18n", language));
    return &words_.emplace(language, std::move(words)).first->second;
}

}  // namespace narrowcast
