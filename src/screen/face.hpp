// SPDX-License-Identifier: Apache-2.0
// The screen's last-resort face and its diagnostics panel: drawn without hub, fontconfig or
// network, and, with bars instead of letters, even without a font. Pure; one thread.
#pragma once

#include "lib/ttf.hpp"
#include "narrowcast/edition.hpp"
#include "narrowcast/paint.hpp"
#include "screen/link.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace narrowcast {

// How far the screen is on its way to the first slide.
enum class FaceStage { starting, no_hub, unknown_screen, waiting, no_posts };

struct Face {
    FaceStage stage = FaceStage::starting;
    std::string headline;
    std::vector<std::string> details;
    Theme theme = Theme::dark;
    std::uint32_t accent = 0xff5b8cff;
    bool operator==(const Face&) const = default;
};

struct FaceFacts {
    std::string language, hub, screen;
    const LinkState* link = nullptr;   // null before the first call
    const Edition* edition = nullptr;  // null if there is none
};
Face face_for(const FaceFacts& facts);

struct Diagnostics {
    std::string language, screen, hub, renderer, version;
    LinkState link;
    std::optional<Time> edition_made;
    Time now{};
    std::uint64_t frames = 0, late = 0;
    int width = 0, height = 0;
};

// A label and its value a line.
std::vector<std::pair<std::string, std::string>> lines_of(const Diagnostics& facts);

// `typeface` may be null: bars tell the stage then (the number of filled ones, orange for trouble).
Pixels draw_face(const Face& face, int width, int height, const lib::Typeface* typeface);

// A panel for the top left corner of a window of this size.
Pixels draw_panel(const Diagnostics& diagnostics, const lib::Typeface* typeface);

// "#5b8cff" as 0xff5b8cff; the house's blue when it is none.
std::uint32_t colour_of(std::string_view hexadecimal);

}  // namespace narrowcast
