// SPDX-License-Identifier: Apache-2.0
// Applies a source's query to what came: few platforms' searches can say all of it, and streams
// and feeds have none.
#pragma once

#include "narrowcast/platform.hpp"
#include "query/interest.hpp"
#include "query/query.hpp"

#include <optional>

namespace narrowcast {

// Immutable, any thread.
class Sieve {
public:
    // Fault::refused when the query cannot be read (load_config has said so before, with its line).
    static Result<Sieve> make(const SourceConfig& source);

    // A source without a query wants all. So do deletions: they may be of a post that has come.
    // What the query asks of the language holds for the one that is claimed or for the one it is
    // clearly written in, and where neither is known.
    bool passes(const RawPost& post) const;

private:
    Sieve(const SourceConfig& source, std::optional<Query> query);
    bool lacks_needles(const RawPost& post) const;
    bool passes_in_language(Searched post, const std::string& text) const;

    SourceConfig source_;
    std::optional<Query> query_;
    Interest interest_;
};

}  // namespace narrowcast
