// SPDX-License-Identifier: Apache-2.0
// Hashes of words and n-grams. The shipped models are indexed by them: they never change.
#pragma once

#include <cstdint>
#include <string_view>

namespace narrowcast {

// FNV-1a, 64 bits (Fowler, Noll, Vo 1991); can be continued letter by letter.
inline constexpr std::uint64_t hash_start = 14695981039346656037ull;
constexpr std::uint64_t hash_with(std::uint64_t hash, char c)
{
    return (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
}
constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t hash = hash_start)
{
    for (const char c : text)
        hash = hash_with(hash, c);
    return hash;
}

// Spreads a hash over all its bits, so that the low ones can be an index.
constexpr std::uint64_t spread(std::uint64_t hash)
{
    hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93ull;
    return hash ^ (hash >> 32);
}

}  // namespace narrowcast
