// SPDX-License-Identifier: Apache-2.0
// Decides which picture belongs on the wall and what must be painted next. Pure: time and pictures
// come in as arguments; one thread.
#pragma once

#include "narrowcast/base/time.hpp"
#include "screen/picture.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace narrowcast {

class Director {
public:
    // A new window, or a new size of it: every picture is of no more use.
    void resize(int width, int height);

    // Nothing is on air for a while; what was painted is of no more use.
    void rest();

    // A new edition. The slide now on stays if the edition still shows it; if not (edited, deleted)
    // it leaves as soon as its successor is painted.
    void take(std::shared_ptr<const Edition> edition);

    // A painted picture; one that was superseded meanwhile is dropped.
    void take(std::shared_ptr<const Picture> picture);

    struct Step {
        std::optional<Order> order;              // paint this now; replaces an older order
        std::shared_ptr<const Picture> fade_to;  // begin to show this
        bool nothing_to_show = false;            // no edition, or an empty one
    };
    // `busy`: a cross-fade is running; nothing else begins until it has ended.
    Step step(Instant now, bool busy);

    double progress(Instant now) const;  // of the picture on air through its time, 0 ... 1
    Instant::duration time_on_air() const { return until_ - from_; }
    Instant change_at() const { return until_; }  // when the picture on air has had its time
    const std::shared_ptr<const Picture>& on_air() const { return air_; }
    const std::shared_ptr<const Edition>& edition() const { return edition_; }

private:
    struct Slot {
        std::size_t turn = 0;
        Instant at{};
    };
    bool must_change(std::size_t turn, Instant now) const;
    bool shows(const Order& order, std::size_t turn) const;
    std::optional<Order> order_for(Slot slot);
    std::chrono::milliseconds lead() const;

    std::shared_ptr<const Edition> edition_;
    std::shared_ptr<const Picture> air_, next_;
    std::optional<Order> outstanding_;
    Instant from_{}, until_{};  // of the picture on air
    bool fresh_edition_ = false;
    std::chrono::milliseconds slowest_{0};
    std::uint64_t orders_ = 0;
    int width_ = 0, height_ = 0;
};

}  // namespace narrowcast
