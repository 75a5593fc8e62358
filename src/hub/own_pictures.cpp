// SPDX-License-Identifier: Apache-2.0
#include "hub/own_pictures.hpp"

#include "media/shelf.hpp"
#include "narrowcast/base/log.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::uint64_t most_kept = std::uint64_t{200} * 1024 * 1024;

// The editors of the wall name files beside their own, and no others of this machine.
bool lies_beside(const fs::path& file)
{
    const fs::path normal = file.lexically_normal();
    return normal.is_relative() && !normal.empty() && *normal.begin() != "..";
}

std::set<std::string> files_of(const WallConfig& wall)
{
    std::set<std::string> files{wall.look.logo};
    for (const MessageConfig& message : wall.messages)
        files.insert(message.picture);
    files.erase("");
    return files;
}

}  // namespace

OwnPictures::OwnPictures(const Config& config, fs::path folder, fs::path program)
    : config_{config}, folder_{std::move(folder)}, program_{std::move(program)}
{
}

void OwnPictures::look(const std::stop_token& stop)
{
    const auto files = files_of(config_.wall);
    if (program_.empty() || (files.empty() && !cache_)) return;
    if (!cache_) {
        auto cache = media::MediaCache::open(folder_ / media::own_folder, most_kept);
        if (!cache) return tell("", cache.error());
        cache_.emplace(std::move(*cache));
    }
    for (const std::string& file : files)
        if (!stop.stop_requested()) look_at(file, stop);
    std::erase_if(known_, [&](const auto& entry) { return !files.contains(entry.first); });
    std::set<std::string, std::less<>> keys;
    for (const auto& [file, known] : known_)
        if (!known.key.empty()) keys.insert(known.key);
    const Time now = seconds_of(system_now());
    cache_->use(std::move(keys), now);
    cache_->sweep(now, 1h);
}

void OwnPictures::look_at(const std::string& file, const std::stop_token& stop)
{
    auto facts = facts_of(file);
    if (!facts) {
        known_.erase(file);
        return tell(file, facts.error());
    }
    const auto found = known_.find(file);
    if (found != known_.end() && found->second.changed == facts->changed &&
        found->second.size == facts->size)
        return;
    if (const auto made = make(file, *facts, stop); !made) {
        if (stop.stop_requested()) return;
        tell(file, made.error());
        // What passes is tried again at the next look.
        if (made.error().fault == Fault::later) return;
    } else {
        told_.erase(file);
    }
    known_.insert_or_assign(file, std::move(*facts));
}

Result<OwnPictures::Known> OwnPictures::facts_of(const std::string& file) const
{
    if (!lies_beside(file))
        return fail(Fault::refused,
                    "it does not lie beside the configuration or in a folder there");
    const fs::path path = config_.folder / file;
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return fail(Fault::rejected, "there is no such file");
    Known known;
    known.size = fs::file_size(path, error);
    if (!error) known.changed = fs::last_write_time(path, error);
    if (error) return fail(Fault::rejected, error.message());
    return known;
}

Result<void> OwnPictures::make(const std::string& file, Known& known, const std::stop_token& stop)
{
    if (known.size > largest_own_picture) return fail(Fault::garbled, "it is larger than 10 MB");
    std::ifstream stream{config_.folder / file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    if (bytes.empty()) return fail(Fault::rejected, "it cannot be read, or is empty");
    const int side = config_.hub.media.largest_side;
    std::string key = media::key_of(bytes, side);
    if (cache_->find(key) == nullptr) {
        const media::Decoder decoder{program_};
        const media::Picture picture = TRY(decoder.remake(bytes, side, stop));
        TRY(cache_->put(key, picture, seconds_of(system_now())));
    }
    known.address = media::served_under + cache_->find(key)->name;
    known.key = std::move(key);
    return {};
}

void OwnPictures::tell(const std::string& file, const Error& error)
{
    const auto told = told_.find(file);
    if (told != told_.end() && told->second == error.text) return;
    told_[file] = error.text;
    const std::string what = file.empty() ? "own pictures" : "the picture \"" + file + "\"";
    log::warning("hub", what + " is not shown: " + error.text);
}

std::string OwnPictures::address_of(const std::string& file) const
{
    const auto found = known_.find(file);
    return found == known_.end() ? "" : found->second.address;
}

}  // namespace narrowcast
