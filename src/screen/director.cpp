// SPDX-License-Identifier: Apache-2.0
// The director's rules.
#include "screen/director.hpp"

#include "narrowcast/playlist.hpp"

#include <algorithm>
#include <utility>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

constexpr auto least_lead = 2s;     // the next picture is painted so long before its turn
constexpr auto oldest_strip = 10s;  // a prepared picture whose clock is older is painted again
constexpr auto longest_stay = 60s;  // a slide that stays on is painted anew as often

// Settings of the wall whose change should be seen now; its figures wait for the next slide.
bool same_look(const Wall& a, const Wall& b)
{
    return a.theme == b.theme && a.accent == b.accent && a.language == b.language &&
           a.company == b.company && a.department == b.department && a.place == b.place &&
           a.inches == b.inches && a.viewing_distance == b.viewing_distance &&
           a.time_zone == b.time_zone && a.demo == b.demo && a.background == b.background &&
           a.logo == b.logo;
}

}  // namespace

void Director::resize(int width, int height)
{
    width_ = width;
    height_ = height;
    rest();
}

void Director::rest()
{
    air_.reset();
    next_.reset();
    outstanding_.reset();
}

void Director::take(std::shared_ptr<const Edition> edition)
{
    edition_ = std::move(edition);
    fresh_edition_ = true;
}

void Director::take(std::shared_ptr<const Picture> picture)
{
    if (!outstanding_ || outstanding_->number != picture->order.number) return;
    outstanding_.reset();
    // Slow machines begin earlier; one slow picture is forgotten again.
    slowest_ = std::max(picture->took, slowest_ * 9 / 10);
    next_ = std::move(picture);
}

bool Director::shows(const Order& order, std::size_t turn) const
{
    if (!same_look(order.wall(), edition_->wall)) return false;
    const Slide& slide = edition_->turns[turn].slide;
    return &order.slide() == &slide || order.slide() == slide;
}

bool Director::must_change(std::size_t turn, Instant now) const
{
    if (!air_ || now >= until_ || !shows(air_->order, turn)) return true;
    const auto age = now - air_->order.at;
    return age > longest_stay || age < -longest_stay;  // below zero: the clock was set back
}

std::chrono::milliseconds Director::lead() const
{
    return std::max<std::chrono::milliseconds>(least_lead, slowest_ * 5);
}

std::optional<Order> Director::order_for(Slot slot)
{
    if (outstanding_ && shows(*outstanding_, slot.turn)) return {};
    Order order{++orders_, edition_, slot.turn, slot.at, width_, height_};
    outstanding_ = order;
    next_.reset();
    return order;
}

Director::Step Director::step(Instant now, bool busy)
{
    if (!edition_ || edition_->turns.empty()) {
        air_.reset();
        next_.reset();
        outstanding_.reset();
        return {.order = {}, .fade_to = {}, .nothing_to_show = true};
    }
    const Showing on = showing(*edition_, now);
    if (std::exchange(fresh_edition_, false) && air_ && now < until_ &&
        shows(air_->order, on.turn)) {
        from_ = on.begins;
        until_ = on.ends;
    }
    if (must_change(on.turn, now)) {
        const bool fits = next_ && shows(next_->order, on.turn) &&
                          now - next_->order.at <
                              std::max<std::chrono::milliseconds>(oldest_strip, next_->took * 2);
        if (!fits) return {.order = order_for({on.turn, now}), .fade_to = {}};
        if (busy) return {};
        from_ = on.begins;
        until_ = on.ends;
        air_ = std::exchange(next_, nullptr);
        return {.order = {}, .fade_to = air_};
    }
    if (until_ - now > lead()) return {};
    const Showing after = showing(*edition_, until_);
    if (next_ && shows(next_->order, after.turn) && next_->order.at + oldest_strip > until_)
        return {};
    return {.order = order_for({after.turn, until_}), .fade_to = {}};
}

double Director::progress(Instant now) const
{
    if (until_ <= from_) return 0;
    const double gone = std::chrono::duration<double>(now - from_).count();
    return std::clamp(gone / std::chrono::duration<double>(until_ - from_).count(), 0.0, 1.0);
}

}  // namespace narrowcast
