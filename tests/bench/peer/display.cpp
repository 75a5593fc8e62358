// SPDX-License-Identifier: Apache-2.0
#include "bench/peer/display.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <utility>

namespace narrowcast::bench {
namespace {

using namespace std::chrono_literals;

// Field of the file's header (X11/XWDFile.h): 32 bits, the greatest first.
std::uint32_t header(const unsigned char* file, std::size_t field)
{
    const unsigned char* at = file + field * 4;
    return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 |
           at[3];
}
constexpr std::size_t header_size = 0, bytes_per_line = 12, colours = 19;
constexpr std::size_t bytes_of_a_colour = 12;

// The first line that Xvfb says: its number.
std::string first_line(int from)
{
    std::string line;
    for (char c = 0; ::read(from, &c, 1) == 1 && c != '\n';)
        line += c;
    return line;
}

}  // namespace

Display::Display(std::filesystem::path folder, int width, int height)
    : width_{width}, height_{height}
{
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw std::runtime_error{"no pipe"};
    const std::string size = std::to_string(width) + "x" + std::to_string(height) + "x24";
    const std::string says = std::to_string(pipe[1]);
    child_ = ::fork();
    if (child_ == 0) {
        ::close(pipe[0]);
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDERR_FILENO);
        ::execlp("Xvfb", "Xvfb", "-displayfd", says.c_str(), "-screen", "0", size.c_str(), "-br",
                 "-nolisten", "tcp", "-fbdir", folder.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(pipe[1]);
    const std::string number = first_line(pipe[0]);
    ::close(pipe[0]);
    if (number.empty()) throw std::runtime_error{"Xvfb does not start"};
    name_ = ":" + number;
    const int file = ::open((folder / "Xvfb_screen0").c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts {};
    if (file < 0 || ::fstat(file, &facts) != 0) throw std::runtime_error{"Xvfb keeps no file"};
    size_ = static_cast<std::size_t>(facts.st_size);
    void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file, 0);
    ::close(file);
    if (mapped == MAP_FAILED) throw std::runtime_error{"Xvfb's file cannot be read"};
    file_ = static_cast<const unsigned char*>(mapped);
    row_ = header(file_, bytes_per_line);
    first_pixel_ = header(file_, header_size) + header(file_, colours) * bytes_of_a_colour;
    if (first_pixel_ + row_ * static_cast<std::size_t>(height_) > size_)
        throw std::runtime_error{"Xvfb's file is none of these pixels"};
}

Display::~Display()
{
    if (file_ != nullptr) ::munmap(const_cast<unsigned char*>(file_), size_);
    if (child_ <= 0) return;
    ::kill(child_, SIGTERM);
    int status = 0;
    ::waitpid(child_, &status, 0);
}

std::uint32_t Display::pixel(int x, int y) const
{
    std::uint32_t value = 0;
    std::memcpy(
        &value,
        file_ + first_pixel_ + row_ * static_cast<std::size_t>(y) + static_cast<std::size_t>(x) * 4,
        sizeof value);
    return value;
}

bool Display::shows_a_post() const
{
    int bright = 0, ground = 0, all = 0;
    for (int y = height_ / 8; y < height_ / 2; y += 3)
        for (int x = width_ / 24; x < width_ * 3 / 5; x += 3) {
            const std::uint32_t value = pixel(x, y) & 0xffffffU;
            const std::uint32_t red = value >> 16, green = value >> 8 & 0xffU;
            ++all;
            bright += red > 180 && green > 180 ? 1 : 0;
            ground += value != 0 && red < 60 && green < 60 ? 1 : 0;
        }
    return bright * 200 > all && bright * 3 < all && ground * 3 > all;
}

}  // namespace narrowcast::bench
