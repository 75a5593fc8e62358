// SPDX-License-Identifier: Apache-2.0
// A picture in memory, and the shrinking of one that comes row by row.
#pragma once

#include "narrowcast/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace narrowcast::lib {

struct PictureSize {
    int width = 0, height = 0;
    bool operator==(const PictureSize&) const = default;
};

// Red, green, blue, alpha (not premultiplied), a byte each, rows from the top without gaps.
struct Pixels {
    PictureSize size;
    std::vector<std::uint8_t> rgba;

    bool opaque() const;  // no pixel lets anything through
    bool operator==(const Pixels&) const = default;
};

// What a decoder takes on, and how large its result may be.
struct PictureLimits {
    int side = 1280;                        // of the result: what is larger is shrunk to fit
    PictureSize cover = {};                 // what the result must cover and no more; none: nothing
    int source_side = 16'384;               // of the picture as it comes
    std::int64_t source_pixels = 50 << 20;  // width x height of it
};

// Before anything is allocated: Fault::garbled when there are no pixels, or too many.
Result<void> check_size(PictureSize size, const PictureLimits& limits);

// The largest size in these proportions whose sides are at most `side`; never larger than `size`.
PictureSize fitted(PictureSize size, int side);

// The size that a picture of this size is decoded to: at most `side`, and where `cover` is given as
// small as still covers it.
PictureSize wanted(PictureSize size, const PictureLimits& limits);

// The pixels of a picture turned and mirrored as Exif's orientation 1 to 8 says.
Pixels upright(Pixels picture, int orientation);

// Averages areas of pixels, each with its exact share. Rows come in order, each once.
class Shrink {
public:
    // `to` is at most `from`, and both have pixels. `opaque`: the rows that come let nothing
    // through.
    Shrink(PictureSize from, PictureSize to, bool opaque = false);

    void add(const std::uint8_t* rgba);  // a row of from.width pixels
    Pixels take();                       // when all rows were added

private:
    using Colour [[gnu::vector_size(16)]] = float;  // red, green, blue, alpha
    struct Part {
        std::size_t first = 0, last = 0;  // pixels of a row that one of the result covers
        float at_first = 0, at_last = 0;  // their shares; those between have `whole_`
    };
    void pour(const std::uint8_t* rgba, float share);
    void finish_row();

    PictureSize from_, to_;
    bool same_, opaque_;
    float whole_ = 1;  // share of a pixel that lies wholly in one of the result
    std::vector<Part> parts_;
    std::vector<Colour> sums_;  // of the rows for one of the result, as wide as they come
    std::int64_t row_ = 0;      // next one to come
    std::size_t written_ = 0;   // bytes of the result
    Pixels result_;
};

}  // namespace narrowcast::lib
