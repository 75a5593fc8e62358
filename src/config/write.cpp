// SPDX-License-Identifier: Apache-2.0
#include "config/first_config.hpp"
#include "narrowcast/config.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;

struct File {
    fs::path path;
    std::string text;
};

bool holds(const File& file)
{
    std::ifstream stream{file.path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    return stream.is_open() && text == file.text;
}

Error unwritable(const fs::path& path, int reason)
{
    return {Fault::rejected,
            "cannot write " + path.string() + ": " + std::generic_category().message(reason),
            {}};
}

bool write_all(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

// O_EXCL: a file that somebody makes in this very moment is not overwritten either.
Result<void> write_new(const File& file)
{
    const int descriptor = ::open(file.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) return std::unexpected{unwritable(file.path, errno)};
    bool written = write_all(descriptor, file.text);
    int reason = errno;
    if (::close(descriptor) != 0 && written) {  // a network folder says only here that it is full
        written = false;
        reason = errno;
    }
    if (written) return {};
    std::error_code ignored;
    fs::remove(file.path, ignored);
    return std::unexpected{unwritable(file.path, reason)};
}

Result<void> write_all_or_none(const std::vector<File>& files)
{
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto written = write_new(files[i]);
        if (written) continue;
        std::error_code ignored;
        for (std::size_t j = 0; j < i; ++j)
            fs::remove(files[j].path, ignored);
        return written;
    }
    return {};
}

}  // namespace

Result<void> write_config(const fs::path& folder, const InitAnswers& answers)
{
    if (std::string wrong = config::wrong_with_answers(answers); !wrong.empty())
        return fail(Fault::refused, std::move(wrong));
    const std::array<File, 4> wanted{
        File{folder / "narrowcast.json", config::first_narrowcast_json(answers)},
        File{folder / "hub.json", config::first_hub_json(answers)},
        File{folder / "narrowcast.schema.json", schema_text("narrowcast")},
        File{folder / "hub.schema.json", schema_text("hub")}};

    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return std::unexpected{unwritable(folder, error.value())};
    std::vector<File> missing;
    for (const File& file : wanted) {
        // symlink_status: a link that leads nowhere stands in the way too
        if (fs::symlink_status(file.path, error).type() == fs::file_type::not_found)
            missing.push_back(file);
        else if (file.path.string().ends_with(".schema.json") && holds(file))
            continue;  // left by an earlier try, and as it should be
        else
            return fail(Fault::refused,
                        file.path.string() +
                            " is there already and is not overwritten: move it away, or "
                            "choose another folder");
    }
    return write_all_or_none(missing);
}

}  // namespace narrowcast
