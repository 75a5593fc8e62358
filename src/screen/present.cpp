// SPDX-License-Identifier: Apache-2.0
// Frames: when, and of what.
#include "screen/present.hpp"

#include "narrowcast/base/log.hpp"
#include "narrowcast/playlist.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stop_token>
#include <utility>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 1s;  // for the first slide of an edition, before the face is shown
constexpr auto patience_empty = 300ms;  // ... while there is no edition
constexpr auto still = 250ms;           // between two looks at the events when nothing moves
// Between two steps of the progress line: few wake-ups, and fewer where it hardly moves.
constexpr Instant::duration fastest_line = 250ms, slowest_line = 1s;
constexpr int line_steps = 32;

PixelsPointer black_picture(int width, int height)
{
    Pixels black{width, height, {}};
    black.argb.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                      0xff000000U);
    return std::make_shared<const Pixels>(std::move(black));
}

}  // namespace

unsigned eased(double part)
{
    const double t = std::clamp(part, 0.0, 1.0);
    return static_cast<unsigned>(std::lround(256 * t * t * (3 - 2 * t)));
}

Present::Present(PresentOptions options, Doors& doors, lib::Window& window, Instant now)
    : options_{std::move(options)},
      doors_{doors},
      window_{window},
      view_{make_view(window)},
      started_{now}
{
    director_.resize(window.width(), window.height());
}

const lib::Typeface* Present::typeface()
{
    if (!std::exchange(typeface_sought_, true)) {
        auto found = lib::Typeface::open(options_.typefaces);
        if (found)
            typeface_ = std::move(*found);
        else
            log::error("screen", "the face shows bars instead of words: " + found.error().text);
    }
    return typeface_ ? &*typeface_ : nullptr;
}

void Present::take_arrivals(Instant now)
{
    if (auto edition = doors_.editions.get(); edition != edition_) {
        edition_ = std::move(edition);
        director_.take(edition_);
    }
    link_ = doors_.links.get();
    // Only this thread takes: what is counted is there. (Waiting for 0 ms would cost system calls.)
    for (std::size_t waiting = doors_.pictures.size(); waiting > 0; --waiting)
        director_.take(*doors_.pictures.pop(std::stop_token{}));
    if (fade_ && (now - fade_->begins >= options_.cross_fade || now < fade_->begins)) end_fade(now);
}

Instant Present::step(Instant now)
{
    take_arrivals(now);
    if (!keep_quiet(now)) go_on(now);
    refresh_panel(now);
    const bool line_is_due = !is_dark() && (now >= line_due_ || line_due_ - now > slowest_line);
    if (shown_ && (fade_ || std::exchange(stale_, false) || line_is_due)) present(now);
    promised_ = next_moment(now);
    return promised_;
}

// True in the quiet hours: fades to black, then stays so.
bool Present::keep_quiet(Instant now)
{
    const bool quiet = edition_ && is_quiet(edition_->wall, now);
    if (!quiet && std::exchange(dark_, false)) log::info("screen", "the quiet hours are over");
    if (!quiet || dark_) return quiet;
    if (fade_) return true;  // one movement at a time
    dark_ = stale_ = true;
    face_.reset();
    director_.rest();
    change_to(black_picture(window_.width(), window_.height()), now);
    log::info("screen", "dark for the quiet hours " + edition_->wall.quiet_hours);
    return true;
}

void Present::go_on(Instant now)
{
    auto step = director_.step(now, fade_.has_value());
    if (step.order) doors_.orders.set(std::move(*step.order));
    if (step.fade_to) {
        face_.reset();
        change_to({step.fade_to, &step.fade_to->pixels}, now);
    } else if (!shown_ || face_ || step.nothing_to_show) {
        show_face(now);
    }
}

void Present::show_face(Instant now)
{
    // A wall that has something to show shows it without saying hello first.
    const bool promising = edition_ && !edition_->turns.empty();
    const Instant::duration limit = promising ? Instant::duration{patience} : patience_empty;
    if (!shown_ && now - started_ < limit) return;
    if (fade_) return;
    FaceFacts facts{options_.language, options_.hub, options_.screen, link_.get(), nullptr};
    if (edition_ && !promising) facts.edition = edition_.get();
    Face face = face_for(facts);
    if (face_ == face) return;
    auto pixels = std::make_shared<const Pixels>(
        draw_face(face, window_.width(), window_.height(), typeface()));
    face_ = std::move(face);
    change_to(std::move(pixels), now);
}

void Present::change_to(PixelsPointer pixels, Instant now)
{
    // The first picture of all stands at once: there is nothing to fade from.
    if (shown_) fade_ = Fade{now, last_line_};
    view_->show(shown_ ? shown_ : pixels, pixels);
    shown_ = std::move(pixels);
    stale_ = true;
}

void Present::end_fade(Instant now)
{
    // The last frame, with the new picture alone, and the old one may go.
    view_->present({.share = 256, .from = {}, .to = line(now), .panel = panel_});
    view_->show(shown_, shown_);
    fade_.reset();
    stale_ = true;
}

unsigned Present::share(Instant now) const
{
    if (!fade_) return 256;
    return eased(std::chrono::duration<double>(now - fade_->begins) / options_.cross_fade);
}

ProgressLine Present::line(Instant now) const
{
    if (face_ || !director_.on_air()) return {};
    // Never two movements: the line begins when the slide has come.
    const std::uint32_t colour = colour_of(director_.on_air()->order.wall().accent);
    if (fade_) return {0, colour};
    const auto whole = std::chrono::duration<double>(director_.time_on_air()).count();
    const double fade = std::chrono::duration<double>(options_.cross_fade).count() / whole;
    if (!(fade < 1)) return {0, colour};
    return {std::max(0.0, (director_.progress(now) - fade) / (1 - fade)), colour};
}

void Present::present(Instant now)
{
    MixedFrame frame{.share = share(now), .from = {}, .to = line(now), .panel = panel_};
    if (fade_) frame.from = fade_->from;
    last_line_ = frame.to;
    view_->present(frame);
    line_due_ = now + line_step();
    ++frames_;
    const auto frame_time = std::chrono::duration<double>{1 / window_.frames_per_second()};
    const bool late = fade_ && now > fade_->begins && now - promised_ > frame_time;
    if (late) ++late_;
    if (!options_.on_frame) return;
    const bool slide = !face_ && director_.on_air();
    options_.on_frame({now, slide ? &director_.on_air()->order.slide() : nullptr, frame.share, late,
                       [this] { return view_->picture(); }});
}

void Present::refresh_panel(Instant now)
{
    if (!diagnostics_ || (panel_ && now - panel_drawn_ < 1s)) return;
    Diagnostics facts{.language = options_.language,
                      .screen = options_.screen,
                      .hub = options_.hub,
                      .renderer = window_.renderer(),
                      .version = options_.version,
                      .link = link_ ? *link_ : LinkState{},
                      .edition_made = {},
                      .now = seconds_of(now),
                      .frames = frames_,
                      .late = late_,
                      .width = window_.width(),
                      .height = window_.height()};
    if (edition_) facts.edition_made = edition_->wall.made;
    panel_ = std::make_shared<const Pixels>(draw_panel(facts, typeface()));
    panel_drawn_ = now;
    stale_ = true;
}

Instant::duration Present::line_step() const
{
    if (face_ || !director_.on_air()) return slowest_line;
    return std::clamp(director_.time_on_air() / line_steps, fastest_line, slowest_line);
}

Instant Present::next_moment(Instant now) const
{
    if (fade_) {
        const std::chrono::duration<double> frame{1 / window_.frames_per_second()};
        return now + std::chrono::duration_cast<Instant::duration>(frame);
    }
    if (!shown_) return now + 50ms;
    if (face_ || !director_.on_air()) return now + still;
    // Exactly at the change, so that the new slide is not late; else in the line's steps.
    const Instant change = director_.change_at();
    const Instant step = std::max(line_due_, now + 1ms);
    return change > now ? std::min(change, step) : step;
}

void Present::toggle_diagnostics()
{
    diagnostics_ = !diagnostics_;
    panel_.reset();
    stale_ = true;
}

void Present::lost()
{
    view_->lost();
    stale_ = true;
}

void Present::resized()
{
    fade_.reset();
    face_.reset();
    shown_.reset();
    dark_ = false;
    view_ = make_view(window_);
    director_.resize(window_.width(), window_.height());
}

}  // namespace narrowcast
