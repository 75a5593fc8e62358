// SPDX-License-Identifier: Apache-2.0
// The day as a picture: hours from left to right, posts upwards.
#pragma once

#include "scene/sketch.hpp"

#include <optional>
#include <vector>

namespace narrowcast {

// From hours and posts to places on the page.
struct HourScale {
    Rectangle plot;
    double hours = 24;  // 23 to 25
    double top = 1;     // posts at the upper edge

    double x(double hour) const { return plot.x + plot.w * hour / hours; }
    double y(double posts) const { return plot.y + plot.h * (1 - posts / top); }
    double bottom() const { return plot.y + plot.h; }
};

// The round step of which three hold `most`: 24 for 66.
double step_of(double most);

double busiest(const Today& today);                 // posts in the fullest hour
double highest_normal(const Today& today);          // upper edge of the band, 0 without history
double hours_since_midnight(const Sketch& sketch);  // 10.7 at 10:42, limited to the day

// What is normal on such a weekday, from edge to edge; nothing without history.
void add_band(Sketch& sketch, const HourScale& scale, Colour colour);

// Hour labels under the plot, every `every` hours; "06" or, when long, "06:00".
void add_hours(Sketch& sketch, const HourScale& scale, int every, const Style& style);

// Whether nothing of `outline` (the tops of what is drawn) stands higher than the bottom of `area`
// where that is.
bool is_free(const Rectangle& area, const std::vector<Point>& outline);

// "gewone dinsdag" just above the band, where neither `outline` nor `taken` is in the way.
// False when there is no such place (or no band).
bool add_band_label(Sketch& sketch, const HourScale& scale, const std::vector<Point>& outline,
                    const std::vector<Rectangle>& taken, const Style& style);

// The panel's chart: a line so far, the band, the peak by name.
void draw_day_line(Sketch& sketch, const Rectangle& plot);

// The day slide's chart: bars by sentiment, the band, the peak by name.
void draw_day_bars(Sketch& sketch, const Rectangle& area);

}  // namespace narrowcast
