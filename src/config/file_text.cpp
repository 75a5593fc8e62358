// SPDX-License-Identifier: Apache-2.0
#include "config/file_text.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace narrowcast::config {
namespace {

namespace fs = std::filesystem;

std::string remedy(std::error_code error)
{
    if (error == std::errc::permission_denied)
        return "cannot be read: this user has no permission; let it read the file (chmod, chown)";
    return "cannot be read: " + error.message();
}

std::optional<Refusal> wrong_with_file(const fs::path& file)
{
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    const auto refused = [&](std::string text) { return Refusal{file, 0, 0, std::move(text)}; };
    if (status.type() == fs::file_type::not_found)
        return refused("there is no such file; `narrowcast init " + file.parent_path().string() +
                       "` writes one to start from");
    if (error) return refused(remedy(error));
    if (status.type() == fs::file_type::directory)
        return refused("is a folder, but must be a file; move it away");
    if (status.type() != fs::file_type::regular) return refused("is no ordinary file");
    constexpr std::uintmax_t largest = 4 << 20;
    if (const auto size = fs::file_size(file, error); !error && size > largest)
        return refused("is larger than 4 MiB: that is no configuration");
    return {};
}

std::string_view without_byte_order_mark(std::string_view bytes)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return bytes.starts_with(mark) ? bytes.substr(mark.size()) : bytes;
}

Refusal not_utf8(const fs::path& file, std::string_view bytes)
{
    Refusal refusal{file, 1, 1, "is not UTF-8 text from here on: save it as UTF-8"};
    for (const std::string_view line : split(bytes, '\n')) {
        const std::string repaired = repair_utf8(line);
        if (repaired != line) {
            const auto [wrong, unused] = std::ranges::mismatch(line, repaired);
            refusal.column +=
                static_cast<std::size_t>(std::count_if(line.begin(), wrong, [](char c) {
                    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
                }));
            break;
        }
        ++refusal.line;
    }
    return refusal;
}

std::optional<Refusal> wrong_with_bytes(std::string_view bytes, const fs::path& file)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return Refusal{file, 1, 1, "is UTF-16 text: save it as UTF-8"};
    if (trimmed(bytes).empty())
        return Refusal{file, 0, 0,
                       "is empty; remove it and `narrowcast init " + file.parent_path().string() +
                           "` writes one to start from"};
    if (is_utf8(bytes)) return {};
    return not_utf8(file, bytes);
}

}  // namespace

std::optional<Refusal> wrong_with_folder(const fs::path& folder)
{
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found)
        return Refusal{
            folder, 0, 0,
            "there is no such folder; `narrowcast init " + folder.string() + "` makes one"};
    if (error) return Refusal{folder, 0, 0, remedy(error)};
    if (status.type() != fs::file_type::directory)
        return Refusal{folder, 0, 0,
                       "is a file; name the folder in which narrowcast.json and hub.json lie"};
    return {};
}

std::expected<std::string, Refusal> file_text(const fs::path& file)
{
    if (auto refusal = wrong_with_file(file)) return std::unexpected{*std::move(refusal)};
    std::ifstream stream{file, std::ios::binary};
    std::string bytes;
    if (stream) bytes.assign(std::istreambuf_iterator<char>{stream}, {});
    if (!stream.is_open() || stream.bad())
        return std::unexpected{
            Refusal{file, 0, 0, remedy(std::error_code{errno, std::generic_category()})}};
    const std::string_view text = without_byte_order_mark(bytes);
    if (auto refusal = wrong_with_bytes(text, file)) return std::unexpected{*std::move(refusal)};
    return std::string{text};
}

}  // namespace narrowcast::config
