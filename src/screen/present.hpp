// SPDX-License-Identifier: Apache-2.0
// The main thread's work: what is on the wall at this moment, cross-fades, the progress line, the
// dark of quiet hours.
#pragma once

#include "narrowcast/base/channel.hpp"
#include "narrowcast/base/latest.hpp"
#include "screen/director.hpp"
#include "screen/face.hpp"
#include "screen/link.hpp"
#include "screen/picture.hpp"
#include "screen/view.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace narrowcast {

// One frame on the display, for tests and measurements.
struct FrameReport {
    Instant at{};
    const Slide* slide = nullptr;  // on air or fading in; null: the last-resort face, or dark
    unsigned share = 256;          // 256: no cross-fade is running
    bool late = false;             // a frame of a cross-fade that missed its moment
    std::function<Pixels()> picture;
};

struct PresentOptions {
    std::string hub, screen, language, version;
    std::vector<std::filesystem::path> typefaces;      // the first that opens sets the face
    std::function<void(const FrameReport&)> on_frame;  // may be empty
    std::chrono::milliseconds cross_fade{500};
};

// Where the other threads meet the main one.
struct Doors {
    Latest<Edition> editions;
    Latest<LinkState> links;
    Latest<Order> orders;
    Channel<std::shared_ptr<const Picture>> pictures{1};
};

class Present {
public:
    Present(PresentOptions options, Doors& doors, lib::Window& window, Instant now);

    // Takes what came through the doors, presents what is due, and returns when it wants to be
    // called again at the latest.
    Instant step(Instant now);

    void toggle_diagnostics();
    void lost();     // the window's content is gone
    void resized();  // the window has another size

    // Black, without movement: nothing is presented or painted until the quiet hours are over.
    bool is_dark() const { return dark_ && !fade_; }

    std::uint64_t frames() const { return frames_; }
    std::uint64_t late() const { return late_; }

private:
    struct Fade {
        Instant begins{};
        ProgressLine from;
    };

    void take_arrivals(Instant now);
    bool keep_quiet(Instant now);
    void go_on(Instant now);
    void show_face(Instant now);
    void change_to(PixelsPointer pixels, Instant now);
    void end_fade(Instant now);
    unsigned share(Instant now) const;
    ProgressLine line(Instant now) const;
    void refresh_panel(Instant now);
    void present(Instant now);
    Instant::duration line_step() const;
    Instant next_moment(Instant now) const;
    const lib::Typeface* typeface();

    const PresentOptions options_;
    Doors& doors_;
    lib::Window& window_;
    std::unique_ptr<View> view_;
    Director director_;
    const Instant started_;
    std::shared_ptr<const Edition> edition_;
    std::shared_ptr<const LinkState> link_;
    std::optional<Fade> fade_;
    PixelsPointer shown_;       // what the view ends at; null: nothing yet
    std::optional<Face> face_;  // while it is on
    std::optional<lib::Typeface> typeface_;
    bool typeface_sought_ = false;
    bool dark_ = false;   // or on the way to it
    bool stale_ = false;  // what is in the window must be presented again though nothing moves
    bool diagnostics_ = false;
    Instant panel_drawn_{}, line_due_{};
    PixelsPointer panel_;
    ProgressLine last_line_;
    Instant promised_{};  // when step() asked to be called for a frame of a fade
    std::uint64_t frames_ = 0, late_ = 0;
};

// 0 ... 256 along a smooth curve for 0 ... 1 of the cross-fade's time.
unsigned eased(double part);

}  // namespace narrowcast
