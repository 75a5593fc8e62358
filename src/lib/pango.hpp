// SPDX-License-Identifier: Apache-2.0
// Text of any script, laid out and painted (Pango, HarfBuzz, FriBidi, fontconfig).
//
// Pango's font map is per thread: a Typesetter and what it sets stay in the thread that made them.
#pragma once

#include "lib/cairo.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

// A part of a text set differently; bytes.
struct Passage {
    std::size_t begin = 0, end = 0;
    Ink ink;
    int weight = 400;        // as in CSS
    std::optional<Ink> bar;  // below the baseline, with gaps for descenders
};

struct Setting {
    double size = 0;       // pixels of the em
    double leading = 1.3;  // line height in ems; lines whose ink would touch move further apart
    double tracking = 0;   // between letters, in ems; ignored in scripts that join or stack
    int weight = 400;
    double width = 0;       // words wrap here, words longer than a line break anywhere
    bool one_line = false;  // instead of wrapping: an ellipsis
    std::string language;   // BCP 47
    Ink ink;
};

enum class Side { start, middle, end };

// A text that has been laid out.
class Block {
public:
    struct Row {
        std::size_t begin = 0;            // first byte
        double baseline = 0, bottom = 0;  // from the top of the block
        double width = 0;
        double offset = 0;  // of Pango's own coordinates, to be taken off
        bool right_to_left = false;
    };
    // Where a text may be cut: between two graphemes, and what ends there.
    struct Cut {
        std::size_t byte = 0;
        bool word = false, sentence = false;
    };

    Block(Block&&) noexcept;
    Block& operator=(Block&&) noexcept;
    ~Block();

    double height() const;
    double width() const;  // of the widest row
    const std::vector<Row>& rows() const;
    std::vector<Cut> cuts() const;

    // With its top left corner at `corner`. Rows that run from right to left start at the right.
    void paint(const Sheet& sheet, Spot corner, Side side) const;

private:
    friend class Typesetter;
    struct Held;
    explicit Block(std::unique_ptr<Held> held);
    std::unique_ptr<Held> held_;
};

class Typesetter {
public:
    Typesetter();
    ~Typesetter();
    Typesetter(const Typesetter&) = delete;
    Typesetter& operator=(const Typesetter&) = delete;

    // REQUIRES: `text` is UTF-8; passages begin and end between characters.
    Block set(const std::string& text, const Setting& setting,
              std::span<const Passage> passages = {}) const;

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

// The families that text of every script is set in, best first; other fonts only fill gaps.
std::span<const std::string_view> text_families();

// Of the wanted families, the ones that no installed font gives.
std::vector<std::string> families_missing(std::span<const std::string_view> wanted);

}  // namespace narrowcast::lib
