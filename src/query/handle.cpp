// SPDX-License-Identifier: Apache-2.0
#include "query/handle.hpp"

#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"

namespace narrowcast {

std::string bare_handle(std::string_view handle)
{
    const std::string_view bare = trimmed(handle);
    return lib::folded(bare.starts_with('@') ? bare.substr(1) : bare);
}

bool is_handle_of(std::string_view meant, std::string_view handle)
{
    if (meant == handle) return true;
    return meant.find('@') == meant.npos && meant == handle.substr(0, handle.find('@'));
}

}  // namespace narrowcast
