// SPDX-License-Identifier: Apache-2.0
// Reads and replaces the edition's file.
#include "screen/edition_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

namespace narrowcast {
namespace {

std::string why(int error) { return std::error_code{error, std::generic_category()}.message(); }

// 0, or the errno of what went wrong.
int write_synced(const std::filesystem::path& file, std::string_view bytes)
{
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (descriptor < 0) return errno;
    int error = 0;
    while (error == 0 && !bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            error = errno;
    }
    if (error == 0 && ::fsync(descriptor) != 0) error = errno;
    if (::close(descriptor) != 0 && error == 0) error = errno;
    return error;
}

}  // namespace

std::filesystem::path edition_file(const std::filesystem::path& folder, std::string_view screen)
{
    std::string name{screen};
    for (char& c : name)
        if (c == '/' || c == '\0') c = '_';
    return folder / ("edition-" + name + ".json");
}

Result<std::optional<Edition>> load_edition(const std::filesystem::path& file)
{
    std::error_code none;
    if (!std::filesystem::exists(file, none)) return std::nullopt;
    std::ifstream in{file, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in && text.empty())
        return fail(Fault::rejected, file.string() + " cannot be read: " + why(errno));
    return TRY(edition_from_json(text));
}

Result<void> save_edition(const std::filesystem::path& file, std::string_view json)
{
    return write_durably(file, json);
}

Result<void> write_durably(const std::filesystem::path& file, std::string_view bytes)
{
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    const std::filesystem::path fresh = file.string() + ".new";
    if (const int number = write_synced(fresh, bytes); number != 0)
        return fail(Fault::rejected, fresh.string() + " cannot be written: " + why(number) +
                                         "; make room or give the folder to this user");
    std::filesystem::rename(fresh, file, error);
    if (error)
        return fail(Fault::rejected, file.string() + " cannot be replaced: " + error.message());
    return {};
}

}  // namespace narrowcast
