// SPDX-License-Identifier: Apache-2.0
// Words that come back in every post as numbers.
#include "store/names.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <tuple>

namespace narrowcast::store {

std::string identity_of_handle(std::string_view handle)
{
    const auto folded = ascii_lower(trimmed(handle));
    const auto start = folded.find_first_not_of('@');
    return start == std::string::npos ? "" : "@" + folded.substr(start);
}

std::string identity_of(const Author& author)
{
    if (auto identity = identity_of_handle(author.handle); !identity.empty()) return identity;
    if (author.name.empty() && author.url.empty()) return "";
    return author.name + "\n" + author.url;
}

// "3:app7:storing": a quarter of the time JSON takes, for lists that every post has.
std::string names_text(const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& name : names) {
        text += std::to_string(name.size());
        text += ':';
        text += name;
    }
    return text;
}

std::vector<std::string> names_in(std::string_view text)
{
    std::vector<std::string> names;
    while (!text.empty()) {
        std::size_t length = 0;
        const auto* end = text.data() + text.size();
        const auto [colon, error] = std::from_chars(text.data(), end, length);
        if (error != std::errc{} || colon == end || *colon != ':') break;
        text.remove_prefix(static_cast<std::size_t>(colon - text.data()) + 1);
        if (length > text.size()) break;
        names.emplace_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return names;
}

Result<std::int64_t> Names::number_of(lib::Database& database, std::string_view word)
{
    if (const auto known = words_.find(word); known != words_.end()) return known->second;
    auto number = TRY(database.number("SELECT id FROM name WHERE text = ?1", word));
    if (!number) {
        TRY(database.run("INSERT INTO name(text) VALUES(?1)", word));
        number = database.last_id();
    }
    words_.emplace(word, *number);
    return *number;
}

Result<std::vector<std::int64_t>> Names::numbers_of(lib::Database& database,
                                                    const std::vector<std::string>& words)
{
    std::vector<std::int64_t> numbers;
    for (const auto& word : words) {
        if (word.empty()) continue;
        const auto number = TRY(number_of(database, word));
        if (std::find(numbers.begin(), numbers.end(), number) == numbers.end())
            numbers.push_back(number);
    }
    return numbers;
}

Result<std::int64_t> Names::route_of(lib::Database& database, const RoutedPost& routed)
{
    const auto topics = names_text(routed.topics), departments = names_text(routed.departments),
               screens = names_text(routed.screens);
    const auto key = topics + "\n" + departments + "\n" + screens;
    if (const auto known = routes_.find(key); known != routes_.end()) return known->second;
    auto number = TRY(database.number(
        "SELECT id FROM route WHERE topics = ?1 AND departments = ?2 AND screens = ?3", topics,
        departments, screens));
    if (!number) {
        TRY(database.run("INSERT INTO route(topics, departments, screens) VALUES(?1, ?2, ?3)",
                         topics, departments, screens));
        number = database.last_id();
        for (const auto screen : TRY(numbers_of(database, routed.screens)))
            TRY(database.run("INSERT INTO route_screen(screen, route) VALUES(?1, ?2)", screen,
                             *number));
    }
    routes_.emplace(key, *number);
    return *number;
}

Result<std::int64_t> Names::author_of(lib::Database& database, const Post& post)
{
    const auto& author = post.author;
    const auto identity = identity_of(author);
    const auto network = TRY(number_of(database, post.network));
    std::optional<std::int64_t> number;
    bool same = false;
    const auto read = [&](const lib::Statement& row) {
        number = row.whole(0);
        same = std::tuple{row.text(1), row.text(2), row.text(3), row.text(4)} ==
               std::tuple{author.name, author.handle, author.avatar, author.url};
    };
    TRY(
        database.each("SELECT id, name, handle, avatar, url FROM author "
                      "WHERE identity = ?1 AND network = ?2",
                      read, identity, network));
    if (!number) {
        TRY(
            database.run("INSERT INTO author(network, identity, name, handle, avatar, url) "
                         "VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                         network, identity, author.name, author.handle, author.avatar, author.url));
        return database.last_id();
    }
    if (!same)
        TRY(
            database.run("UPDATE author SET name = ?2, handle = ?3, avatar = ?4, url = ?5 "
                         "WHERE id = ?1",
                         *number, author.name, author.handle, author.avatar, author.url));
    return *number;
}

void Names::forget_numbers()
{
    words_.clear();
    routes_.clear();
}

}  // namespace narrowcast::store
