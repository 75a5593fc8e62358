// SPDX-License-Identifier: Apache-2.0
// SDL2_ttf.
#include "lib/ttf.hpp"

#include <SDL_ttf.h>

#include <string>
#include <utility>

namespace narrowcast::lib {

struct Typeface::Inner {
    TTF_Font* font = nullptr;
    std::filesystem::path file;

    // SDL2_ttf counts its own initialisations: each typeface holds one.
    Inner() = default;
    Inner(const Inner&) = delete;
    Inner& operator=(const Inner&) = delete;
    ~Inner()
    {
        if (font != nullptr) TTF_CloseFont(font);
        TTF_Quit();
    }
};

Typeface::Typeface(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Typeface::Typeface(Typeface&&) noexcept = default;
Typeface& Typeface::operator=(Typeface&&) noexcept = default;
Typeface::~Typeface() = default;

const std::filesystem::path& Typeface::file() const { return inner_->file; }

Result<Typeface> Typeface::open(std::span<const std::filesystem::path> files)
{
    if (TTF_Init() != 0)
        return fail(Fault::rejected, std::string{"SDL2_ttf does not start: "} + TTF_GetError());
    auto inner = std::make_unique<Inner>();
    for (const auto& file : files) {
        inner->font = TTF_OpenFont(file.c_str(), 16);
        if (inner->font == nullptr) continue;
        inner->file = file;
        return Typeface{std::move(inner)};
    }
    return fail(Fault::rejected,
                "no font file can be opened; install fonts-inter, fonts-noto-core or "
                "fonts-dejavu-core");
}

Coverage Typeface::set(std::string_view text, int pixels, int width) const
{
    if (text.empty() || TTF_SetFontSize(inner_->font, pixels) != 0) return {};
    const std::string zero_ended{text};
    const SDL_Color white{255, 255, 255, 255};
    SDL_Surface* surface = width > 0
                               ? TTF_RenderUTF8_Blended_Wrapped(inner_->font, zero_ended.c_str(),
                                                                white, static_cast<Uint32>(width))
                               : TTF_RenderUTF8_Blended(inner_->font, zero_ended.c_str(), white);
    if (surface == nullptr) return {};
    Coverage coverage{surface->w, surface->h, {}};
    coverage.amount.reserve(static_cast<std::size_t>(surface->w) *
                            static_cast<std::size_t>(surface->h));
    for (int y = 0; y < surface->h; ++y) {
        const auto* row =
            reinterpret_cast<const Uint32*>(static_cast<const char*>(surface->pixels) +
                                            static_cast<std::ptrdiff_t>(y) * surface->pitch);
        for (int x = 0; x < surface->w; ++x)
            coverage.amount.push_back(static_cast<std::uint8_t>(row[x] >> 24));
    }
    SDL_FreeSurface(surface);
    return coverage;
}

std::vector<std::filesystem::path> known_typefaces()
{
    return {
        "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
        "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
        "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    };
}

}  // namespace narrowcast::lib
