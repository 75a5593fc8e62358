// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way into the readers of assets/sentiment; CONTRIBUTING.md says how to run it.
#include "fuzz/inputs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    narrowcast::fuzz::read_as_files({reinterpret_cast<const char*>(data), size});
    return 0;
}
