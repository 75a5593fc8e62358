// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way into the query language; CONTRIBUTING.md says how to run it.
#include "fuzz/queries.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    if (const auto fault = narrowcast::fuzz::fault_of_query(bytes); !fault.empty()) {
        std::fprintf(stderr, "%s\n", fault.c_str());
        std::abort();
    }
    return 0;
}
