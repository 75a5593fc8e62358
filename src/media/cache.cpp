// SPDX-License-Identifier: Apache-2.0
#include "media/cache.hpp"

#include "lib/digest.hpp"
#include "media/shelf.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace narrowcast::media {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::size_t key_length = 64;
constexpr std::size_t most_missing = 5000;
constexpr auto noted_every = 10min;  // a file's time is not touched more often
constexpr std::string_view unfinished = "new";

struct Name {
    std::string_view key;
    std::optional<Coding> coding;  // nothing: a failure
    int width = 0, height = 0;     // of a failure: how many
};

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 1) return {};
    return value;
}

// Only names as spelled() writes them: nothing that leads out of the folder.
std::optional<Name> understood(std::string_view name)
{
    const auto key = name.substr(0, std::min(name.size(), key_length));
    if (key.size() != key_length || key.find_first_not_of("0123456789abcdef") != key.npos)
        return {};
    const auto dot = name.rfind('.');
    if (dot == name.npos || dot <= key_length || name[key_length] != '-') return {};
    const auto middle = name.substr(key_length + 1, dot - key_length - 1);
    const auto ending = name.substr(dot);
    if (ending == ".no") {
        const auto times = number(middle);
        return times ? std::optional{Name{key, {}, *times, 0}} : std::nullopt;
    }
    if (ending != ".jpg" && ending != ".png") return {};
    const auto cross = middle.find('x');
    if (cross == middle.npos) return {};
    const auto width = number(middle.substr(0, cross)), height = number(middle.substr(cross + 1));
    if (!width || !height) return {};
    return Name{key, ending == ".jpg" ? Coding::jpeg : Coding::png, *width, *height};
}

std::string spelled(std::string_view key, const Picture& picture)
{
    return std::string{key} + "-" + std::to_string(picture.width) + "x" +
           std::to_string(picture.height) + (picture.coding == Coding::jpeg ? ".jpg" : ".png");
}

std::string spelled(std::string_view key, const MediaCache::Missing& missing)
{
    return std::string{key} + "-" + std::to_string(std::max(1, missing.failures)) + ".no";
}

void set_time(const fs::path& file, Time time)
{
    const timespec both[2] = {{time.time_since_epoch().count(), 0},
                              {time.time_since_epoch().count(), 0}};
    ::utimensat(AT_FDCWD, file.c_str(), both, 0);
}

std::optional<Time> time_of(const fs::path& file)
{
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0) return {};
    return Time{std::chrono::seconds{facts.st_mtim.tv_sec}};
}

std::unexpected<Error> unwritable(const fs::path& path, int reason)
{
    return fail(Fault::rejected, "pictures cannot be kept in " + path.string() + ": " +
                                     std::generic_category().message(reason));
}

// On the disk before it has its name: after a power cut it is whole or not there.
Result<void> write_file(const fs::path& folder, const std::string& name, std::string_view bytes,
                        Time time)
{
    const fs::path draft = folder / unfinished;
    const int file =
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return unwritable(folder, errno);
    int reason = 0;
    while (!bytes.empty() && reason == 0) {
        const auto count = ::write(file, bytes.data(), bytes.size());
        if (count >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
        else if (errno != EINTR)
            reason = errno;
    }
    if (reason == 0 && ::fsync(file) != 0) reason = errno;
    if (::close(file) != 0 && reason == 0) reason = errno;
    set_time(draft, time);
    if (reason == 0 && ::rename(draft.c_str(), (folder / name).c_str()) != 0) reason = errno;
    if (reason == 0) return {};
    ::unlink(draft.c_str());
    return unwritable(folder, reason);
}

}  // namespace

std::string key_of(std::string_view url, int side)
{
    return lib::hex(lib::sha256(std::string{url} + "\n" + std::to_string(side)));
}

Result<fs::path> kept_file(const fs::path& folder, std::string_view name)
{
    const auto known = understood(name);
    if (!known || !known->coding) return fail(Fault::garbled, "no picture is called so");
    for (const fs::path& file : {folder / name, folder / own_folder / name})
        if (std::error_code ignored; fs::is_regular_file(file, ignored)) return file;
    return fail(Fault::garbled, "this picture is not kept any more");
}

Result<Picture> read_kept(const fs::path& folder, std::string_view name)
{
    std::ifstream stream{TRY(kept_file(folder, name)), std::ios::binary};
    const auto known = understood(name);
    Picture picture{
        *known->coding, known->width, known->height, {std::istreambuf_iterator<char>{stream}, {}}};
    if (picture.bytes.empty()) return fail(Fault::garbled, "this picture is not kept any more");
    return picture;
}

Result<MediaCache> MediaCache::open(fs::path folder, std::uint64_t most_bytes)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error) fs::permissions(folder, fs::perms::owner_all, error);
    if (error) return unwritable(folder, error.value());
    MediaCache cache{std::move(folder), most_bytes};
    std::vector<fs::directory_entry> entries;
    for (auto at = fs::directory_iterator{cache.folder_, error}; !error && at != fs::end(at);
         at.increment(error))
        entries.push_back(*at);
    if (error) return unwritable(cache.folder_, error.value());
    for (const fs::directory_entry& entry : entries)
        cache.take_in(entry);
    cache.make_room(0);
    return cache;
}

void MediaCache::take_in(const fs::directory_entry& entry)
{
    const std::string name = entry.path().filename().string();
    std::error_code error;
    if (name == own_folder && entry.is_directory(error)) return;
    const auto known =
        entry.is_regular_file(error) && !entry.is_symlink(error) ? understood(name) : std::nullopt;
    const auto size = known ? entry.file_size(error) : 0;
    const auto time = time_of(entry.path());
    if (!known || error || !time) return remove(name);
    const std::string key{known->key};
    if (!known->coding) {
        missing_.insert_or_assign(key, Missing{known->width, *time});
        return;
    }
    if (size == 0 || kept_.contains(key)) return remove(name);
    kept_.emplace(key, Kept{name, known->width, known->height, size, *time});
    bytes_ += size;
}

const MediaCache::Kept* MediaCache::find(std::string_view key) const
{
    const auto found = kept_.find(key);
    return found == kept_.end() ? nullptr : &found->second;
}

const MediaCache::Missing* MediaCache::missing(std::string_view key) const
{
    const auto found = missing_.find(key);
    return found == missing_.end() ? nullptr : &found->second;
}

void MediaCache::use(std::set<std::string, std::less<>> keys, Time now)
{
    in_use_ = std::move(keys);
    for (const std::string& key : in_use_) {
        const auto found = kept_.find(key);
        if (found == kept_.end() || now - found->second.used < noted_every) continue;
        found->second.used = now;
        set_time(folder_ / found->second.name, now);
    }
}

Result<void> MediaCache::put(std::string_view key, const Picture& picture, Time now)
{
    forget(key);
    if (!make_room(picture.bytes.size()))
        return fail(Fault::later, "the pictures on the walls fill the cache: see media, cache_mb");
    const std::string name = spelled(key, picture);
    TRY(write_file(folder_, name, picture.bytes, now));
    kept_.emplace(key, Kept{name, picture.width, picture.height, picture.bytes.size(), now});
    bytes_ += picture.bytes.size();
    return {};
}

Result<void> MediaCache::put_missing(std::string_view key, Missing missing)
{
    drop_missing(key);
    if (missing_.size() >= most_missing) drop_missing(std::string{missing_.begin()->first});
    missing.failures = std::max(1, missing.failures);
    missing_.emplace(key, missing);
    return write_file(folder_, spelled(key, missing), {}, missing.again);
}

void MediaCache::forget(std::string_view key)
{
    drop_missing(key);
    const auto found = kept_.find(key);
    if (found == kept_.end()) return;
    remove(found->second.name);
    bytes_ -= found->second.bytes;
    kept_.erase(found);
}

void MediaCache::drop_missing(std::string_view key)
{
    const auto found = missing_.find(key);
    if (found == missing_.end()) return;
    remove(spelled(key, found->second));
    missing_.erase(found);
}

void MediaCache::sweep(Time now, std::chrono::seconds unused)
{
    std::vector<std::string> old;
    for (const auto& [key, kept] : kept_)
        if (!in_use_.contains(key) && now - kept.used >= unused) old.push_back(key);
    for (const auto& [key, missing] : missing_)
        if (!in_use_.contains(key) && now - missing.again >= unused) old.push_back(key);
    for (const std::string& key : old)
        forget(key);
}

bool MediaCache::make_room(std::uint64_t bytes)
{
    while (bytes_ + bytes > most_bytes_) {
        auto oldest = kept_.end();
        for (auto at = kept_.begin(); at != kept_.end(); ++at)
            if (!in_use_.contains(at->first) &&
                (oldest == kept_.end() || at->second.used < oldest->second.used))
                oldest = at;
        if (oldest == kept_.end()) return false;
        forget(std::string{oldest->first});
    }
    return true;
}

void MediaCache::remove(std::string_view name) const
{
    std::error_code ignored;  // what stays is removed at the next start
    fs::remove(folder_ / name, ignored);
}

}  // namespace narrowcast::media
