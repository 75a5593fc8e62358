// SPDX-License-Identifier: Apache-2.0
#include "media/decoder.hpp"

#include "lib/process.hpp"
#include "media/wire.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace narrowcast::media {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr milliseconds looks_around = 50ms;                    // how soon a stop is noticed
constexpr std::array<std::string_view, 1> every_variable{""};  // all names begin so

}  // namespace

Result<Picture> Decoder::remake(std::string_view bytes, int side, const std::stop_token& stop) const
{
    if (!sniffed(bytes)) return fail(Fault::garbled, "it is no JPEG, PNG, WebP or GIF");
    if (bytes.size() > largest_question)
        return fail(Fault::garbled, "it is too large for a picture");
    const std::array command{program_.string()};
    auto process = TRY(lib::Process::start(command, every_variable));
    const std::string question = written(Question{std::clamp(side, 1, largest_side), bytes});
    const auto until = Steady::now() + patience_;
    std::string_view pending = question;
    std::string heard;
    while (!stop.stop_requested()) {
        const auto left = std::chrono::ceil<milliseconds>(until - Steady::now());
        if (left <= 0ms) return fail(Fault::garbled, "it took the decoder too long");
        const bool there = process.exchange(pending, heard, std::min(left, looks_around));
        auto answer = TRY(read_answer(heard, std::clamp(side, 1, largest_side)));
        if (answer) return *std::move(answer);
        if (!there) return fail(Fault::garbled, "the decoder " + process.ending());
    }
    return fail(Fault::later, "the decoder was not waited for");
}

}  // namespace narrowcast::media
