// SPDX-License-Identifier: Apache-2.0
// A value, or the reason why there is none.
//
// Faults are sorted by what the caller should do, not by where they came from.
#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <utility>

namespace narrowcast {

enum class Fault {
    later,     // try again after a pause: network down, rate limit, disk busy
    rejected,  // a person must act: wrong password, revoked token, full disk
    garbled,   // skip this item: the other side sent nonsense
    refused,   // do not start, do not reload: arguments or configuration are wrong
};

struct Error {
    Fault fault = Fault::later;
    std::string text;                     // one sentence for a person: what happened and the remedy
    std::chrono::seconds retry_after{0};  // 0: the other side did not say

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Fault fault, std::string text)
{
    return std::unexpected{Error{fault, std::move(text), {}}};
}

// The value of a Result; on a fault, leaves the enclosing function with it.
#define TRY(expression)                                                     \
    __extension__({                                                         \
        auto attempt_ = (expression);                                       \
        if (!attempt_) return std::unexpected{std::move(attempt_).error()}; \
        *std::move(attempt_);                                               \
    })

}  // namespace narrowcast
