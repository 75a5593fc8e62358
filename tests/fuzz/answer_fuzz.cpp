// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way into one platform, NARROWCAST_PLATFORM; CONTRIBUTING.md says how to run it.
#include "fuzz/answers.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto* platform = narrowcast::platform_named(NARROWCAST_PLATFORM);
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    if (const auto fault = narrowcast::fuzz::fault_of_answer(*platform, bytes); !fault.empty()) {
        std::fprintf(stderr, "%s\n", fault.c_str());
        std::abort();
    }
    return 0;
}
