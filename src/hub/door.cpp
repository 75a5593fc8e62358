// SPDX-License-Identifier: Apache-2.0
#include "hub/door.hpp"

#include "lib/digest.hpp"
#include "narrowcast/base/text.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;

constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

std::unexpected<Error> cannot(const fs::path& file, const std::string& what)
{
    return fail(Fault::rejected,
                file.string() + " cannot be " + what + " (" +
                    std::generic_category().message(errno) +
                    "). Do this as the user who runs the hub: sudo -u narrowcast narrowcast ...");
}

// Root's door would shut the hub out, which runs as the owner of the folder.
void give_to_owner_of(const fs::path& folder, int descriptor)
{
    struct stat about {};
    if (::geteuid() == 0 && ::stat(folder.c_str(), &about) == 0)
        (void)!::fchown(descriptor, about.st_uid, about.st_gid);
}

}  // namespace

Door::Door(fs::path file, int descriptor) : file_{std::move(file)}, descriptor_{descriptor} {}

Door::Door(Door&& other) noexcept
    : file_{std::move(other.file_)}, descriptor_{std::exchange(other.descriptor_, -1)}
{
}

// The file stays: were it removed, two could lock two of the same name.
Door::~Door()
{
    if (descriptor_ < 0) return;
    (void)!::ftruncate(descriptor_, 0);
    ::close(descriptor_);
}

Result<std::optional<Door>> Door::take(const fs::path& folder)
{
    const fs::path file = folder / "hub.door";
    const int descriptor =
        ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, owner_only);
    if (descriptor < 0) return cannot(file, "opened");
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return std::optional<Door>{};
    }
    Door door{file, descriptor};
    give_to_owner_of(folder, descriptor);
    if (::fchmod(descriptor, owner_only) != 0 || ::ftruncate(descriptor, 0) != 0)
        return cannot(file, "written");
    return std::optional<Door>{std::move(door)};
}

Result<Door::Sign> Door::sign_of(const fs::path& folder)
{
    const fs::path file = folder / "hub.door";
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return cannot(file, "read");
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const auto lines = split(text, '\n');
    if (lines.size() != 3)  // the last one is empty
        return fail(Fault::later, "The hub is just starting or stopping. Ask again in a moment.");
    return Sign{std::string{lines[0]}, std::string{lines[1]}};
}

Result<void> Door::hang_out(const Sign& sign)
{
    const std::string text = sign.url + "\n" + sign.token + "\n";
    if (::ftruncate(descriptor_, 0) != 0 ||
        ::pwrite(descriptor_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        return cannot(file_, "written");
    return {};
}

std::string fresh_token()
{
    lib::Digest bytes{};
    for (std::size_t got = 0; got < bytes.size();)
        if (const auto more = ::getrandom(bytes.data() + got, bytes.size() - got, 0); more > 0)
            got += static_cast<std::size_t>(more);
    return lib::hex(bytes);
}

}  // namespace narrowcast
