// SPDX-License-Identifier: Apache-2.0
// Texts on their way to a scorer outside, and what it answers: the JSON lines of docs/scorers.md.
// Pure.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/post.hpp"
#include "narrowcast/refine.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::scorer {

// The texts must outlive it.
class Inquiry {
public:
    // Numbers the texts from `first` on; a number is never given twice, so that an answer that
    // comes too late cannot be taken for another's.
    Inquiry(std::span<const Scorer::Text> texts, std::uint64_t first);

    // A line for each text.
    std::string lines() const;

    // Takes a line of the answer. What belongs to an earlier inquiry is skipped, and so is a second
    // answer to the same text. Fault::garbled: no answer at all, or to a text that nobody asked
    // about; nothing that follows can be trusted then.
    Result<void> take(std::string_view line);

    // Each text was answered, well or badly.
    bool complete() const { return answered_ == texts_.size(); }

    // Why the answer to a text could not be used, or "" (the first one counts).
    const std::string& complaint() const { return complaint_; }

    // In the order of the texts; nothing where there is no usable answer. Without language and
    // `sure`.
    const std::vector<std::optional<Mood>>& moods() const { return moods_; }

private:
    std::span<const Scorer::Text> texts_;
    std::uint64_t first_;
    std::vector<bool> heard_;
    std::vector<std::optional<Mood>> moods_;
    std::size_t answered_ = 0;
    std::string complaint_;
};

}  // namespace narrowcast::scorer
