// SPDX-License-Identifier: Apache-2.0
// A whole file.
#include "refine/file_bytes.hpp"

#include <fstream>
#include <system_error>

namespace narrowcast {

Result<std::string> bytes_of(const std::filesystem::path& file)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);  // a folder has none
    if (error) return fail(Fault::refused, file.string() + ": " + error.message());
    std::ifstream in{file, std::ios::binary};
    std::string bytes(size, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!in) return fail(Fault::refused, file.string() + ": cannot be read");
    return bytes;
}

}  // namespace narrowcast
