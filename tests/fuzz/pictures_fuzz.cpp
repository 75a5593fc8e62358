// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way into the readers of pictures; CONTRIBUTING.md says how to run it.
#include "fuzz/pictures.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    for (const auto& fault :
         {narrowcast::fuzz::fault_of_picture(bytes), narrowcast::fuzz::fault_of_wire(bytes)})
        if (!fault.empty()) {
            std::fprintf(stderr, "%s\n", fault.c_str());
            std::abort();
        }
    return 0;
}
