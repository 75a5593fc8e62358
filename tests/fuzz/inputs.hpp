// SPDX-License-Identifier: Apache-2.0
// What must hold whatever bytes come in: for the fuzzers, and for the test that needs none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace narrowcast::fuzz {

// Guesses the language of the bytes and scores them, as they are and cleaned up as the wall does.
// "" if all is well, else what is not.
std::string fault_of_text(std::string_view bytes);

// Reads the bytes as weights.tsv, as an n-gram model and as word lists; what they say does not
// matter.
void read_as_files(std::string_view bytes);

}  // namespace narrowcast::fuzz
