// SPDX-License-Identifier: Apache-2.0
// narrowcast-decode: makes one picture from outside anew, in a process that can do nothing else.
//
// The hub starts one for each picture: what a picture breaks, it breaks for itself alone. It reads
// a question (media/wire.hpp) from its standard input and writes the answer to its standard output.
// Before it reads the first byte it has given away all it could do harm with.
#include "lib/sandbox.hpp"
#include "media/decode/remake.hpp"
#include "media/wire.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

namespace {

using namespace narrowcast;
using namespace narrowcast::media;

// What went wrong where no sentence can be said.
enum Status { well = 0, not_asked = 1, not_locked = 2, no_memory = 3 };

bool write_all(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

Status answer_one()
{
    std::string said;
    std::array<char, std::size_t{64} * 1024> some;
    while (true) {
        const auto count = ::read(STDIN_FILENO, some.data(), some.size());
        if (count <= 0) return not_asked;
        said.append(some.data(), static_cast<std::size_t>(count));
        const auto question = read_question(said);
        if (!question) return not_asked;
        if (!*question) continue;
        const std::string answer = written(remake((*question)->bytes, (*question)->side));
        return write_all(answer) ? well : not_asked;
    }
}

Status run()
{
    try {
        warm_up();
        if (const auto locked = lib::lock_down({}); !locked) {
            write_all(written(Result<Picture>{std::unexpected{locked.error()}}));
            return not_locked;
        }
        return answer_one();
    } catch (const std::bad_alloc&) {
        return no_memory;
    }
}

}  // namespace

// Without the usual end: nobody's last words are run with what a picture has left behind.
int main() { ::_exit(run()); }
