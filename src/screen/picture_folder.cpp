// SPDX-License-Identifier: Apache-2.0
#include "screen/picture_folder.hpp"

#include "narrowcast/playlist.hpp"
#include "screen/edition_file.hpp"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view served_under = "/media/";
constexpr std::size_t longest_name = 200;
constexpr std::chrono::seconds unused_for = 1h;
constexpr std::string_view of_the_wall;  // in place of a post's id

// The file's name of a picture that the hub serves; "" for any other address. No name leads out of
// the folder, is hidden, or is that of an unfinished file.
std::string_view name_in(std::string_view address)
{
    if (!address.starts_with(served_under)) return {};
    const auto name = address.substr(served_under.size());
    const bool known = name.ends_with(".jpg") || name.ends_with(".png");
    const auto plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_' || c == '.';
    };
    if (!known || name.size() > longest_name || name.front() == '.' ||
        !std::ranges::all_of(name, plain))
        return {};
    return name;
}

// visit(address, id of its post or ""), for all pictures of a slide.
template <class Visit>
void for_each_picture(const Slide& slide, Visit&& visit)
{
    if (const auto* message = std::get_if<MessageSlide>(&slide))
        visit(message->picture, of_the_wall);
    for_each_post(slide, [&](const Post& post) {
        visit(post.author.avatar, std::string_view{post.id});
        for (const Media& media : post.media)
            visit(media.url, std::string_view{post.id});
    });
}

bool is_picture(std::string_view bytes)
{
    return bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("\x89PNG\r\n\x1A\n");
}

}  // namespace

std::vector<std::string> pictures_of(const Edition& edition, Instant now)
{
    std::vector<std::string> addresses;
    std::set<std::string_view> seen;
    const auto add = [&](const std::string& address, std::string_view) {
        if (!name_in(address).empty() && seen.insert(address).second) addresses.push_back(address);
    };
    add(edition.wall.logo, of_the_wall);
    if (edition.turns.empty()) return addresses;
    const std::size_t first = showing(edition, now).turn, count = edition.turns.size();
    for (std::size_t i = 0; i < count; ++i)
        for_each_picture(edition.turns[(first + i) % count].slide, add);
    return addresses;
}

fs::path picture_file(const fs::path& folder, std::string_view address)
{
    const auto name = name_in(address);
    return name.empty() ? fs::path{} : folder / name;
}

void PictureFolder::look_around()
{
    if (std::exchange(looked_, true)) return;
    std::error_code error;
    std::vector<fs::path> strange;
    for (auto at = fs::directory_iterator{folder_, error}; !error && at != fs::end(at);
         at.increment(error)) {
        const std::string name = at->path().filename().string();
        std::error_code ignored;
        const auto size = at->file_size(ignored);
        if (name_in(std::string{served_under} + name).empty() || ignored) {
            strange.push_back(at->path());
            continue;
        }
        files_.emplace(name, Entry{size, {}, {}});
        bytes_ += size;
    }
    for (const fs::path& path : strange)
        fs::remove(path, error);
}

void PictureFolder::take(const Edition& edition, Time now)
{
    look_around();
    Posts posts;
    std::map<std::string, Posts, std::less<>> shown;
    const auto add = [&](std::string_view address, std::string_view post) {
        if (const auto name = name_in(address); !name.empty())
            shown[std::string{name}].emplace(post);
    };
    add(edition.wall.logo, of_the_wall);
    for (const Turn& turn : edition.turns) {
        for_each_picture(turn.slide, add);
        for_each_post(turn.slide, [&](const Post& post) { posts.insert(post.id); });
    }
    shown_ = std::move(shown);
    std::vector<std::string> gone;
    for (auto& [name, entry] : files_) {
        if (const auto hangs = shown_.find(name); hangs != shown_.end()) {
            entry.posts = hangs->second;
            entry.unused = {};
            continue;
        }
        if (entry.unused == Time{}) entry.unused = now;
        // What nobody knows is of a post long gone.
        const bool may_come_back = std::ranges::any_of(
            entry.posts, [&](const std::string& post) { return posts.contains(post); });
        if (!may_come_back || now - entry.unused >= unused_for) gone.push_back(name);
    }
    for (const std::string& name : gone)
        remove(name);
}

bool PictureFolder::has(std::string_view address) const
{
    return files_.contains(name_in(address));
}

Result<void> PictureFolder::put(std::string_view address, std::string_view bytes)
{
    const std::string name{name_in(address)};
    if (name.empty()) return fail(Fault::garbled, "it is no picture of the hub");
    if (!is_picture(bytes)) return fail(Fault::garbled, "it is no JPEG or PNG");
    remove(name);
    if (!make_room(bytes.size()))
        return fail(Fault::later, "the pictures of this edition fill the space for them");
    TRY(write_durably(folder_ / name, bytes));
    const auto hangs = shown_.find(name);
    files_.emplace(name, Entry{bytes.size(), hangs == shown_.end() ? Posts{} : hangs->second, {}});
    bytes_ += bytes.size();
    return {};
}

void PictureFolder::remove(const std::string& name)
{
    const auto found = files_.find(name);
    if (found == files_.end()) return;
    std::error_code ignored;  // what stays is removed after the next start
    fs::remove(folder_ / name, ignored);
    bytes_ -= found->second.bytes;
    files_.erase(found);
}

bool PictureFolder::make_room(std::uint64_t bytes)
{
    while (bytes_ + bytes > most_bytes_) {
        const auto spare = std::ranges::find_if(
            files_, [&](const auto& entry) { return !shown_.contains(entry.first); });
        if (spare == files_.end()) return false;
        remove(std::string{spare->first});
    }
    return true;
}

}  // namespace narrowcast
