// SPDX-License-Identifier: Apache-2.0
// Stores batch after batch and says so on stdout, until somebody kills it: for kill_test.cpp.
#include "narrowcast/store.hpp"

#include <unistd.h>

#include <iostream>
#include <string>

using namespace narrowcast;

namespace {

constexpr int batch_size = 20;

RoutedPost post_of(int batch, int index)
{
    RoutedPost routed;
    routed.post.id = "replay:" + std::to_string(batch) + "." + std::to_string(index);
    routed.post.source = "replay";
    routed.post.network = "replay";
    routed.post.author.handle = "@person" + std::to_string(index) + "@polder.example";
    routed.post.text = "bericht " + std::to_string(index) + " van " + std::to_string(batch);
    routed.post.created = Time{std::chrono::seconds{1'790'000'000 + 977 * (batch % 50) + index}};
    routed.post.language = "nl";
    routed.mood.label = static_cast<Label>((batch + index) % 3);
    routed.mood.score = static_cast<double>(routed.mood.label) - 1;
    routed.topics = {"app"};
    routed.departments = {"service"};
    routed.screens = {"coffee-3"};
    return routed;
}

// New posts, the earlier batch scored anew, and its last post deleted.
std::vector<RoutedPost> batch_of(int batch)
{
    std::vector<RoutedPost> posts;
    for (int index = 0; index < batch_size; ++index)
        posts.push_back(post_of(batch, index));
    if (batch == 0) return posts;
    for (int index = 0; index < batch_size; ++index) {
        auto routed = post_of(batch - 1, index);
        routed.mood.label = static_cast<Label>((batch + index) % 3);
        routed.post.deleted = index == batch_size - 1;
        posts.push_back(routed);
    }
    return posts;
}

}  // namespace

int main(int, char** arguments)
{
    auto store = open_sqlite_store(arguments[1]);
    if (!store) {
        std::cerr << store.error().text << "\n";
        return 1;
    }
    const auto known = (*store)->cursor("replay");
    int batch = !known || known->position.empty() ? 0 : std::stoi(known->position) + 1;
    for (;; ++batch) {
        const auto stored = (*store)->put(
            batch_of(batch), "replay",
            Cursor{
                .position = std::to_string(batch), .session = "", .etag = "", .last_modified = ""});
        if (!stored) {
            std::cerr << stored.error().text << "\n";
            return 1;
        }
        const std::string line = std::to_string(batch) + "\n";
        if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return 1;
    }
}
