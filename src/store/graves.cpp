// SPDX-License-Identifier: Apache-2.0
// Posts and people that must never come back.
#include "store/graves.hpp"

#include "store/names.hpp"

namespace narrowcast::store {

std::string person_of(const Post& post)
{
    auto identity = identity_of(post.author);
    if (identity.empty() || !identity_of_handle(post.author.handle).empty()) return identity;
    return post.network + "\n" + identity;
}

namespace {

// Many posts may stand at one address: forums, pages of a shop.
std::string words_at(const Post& post)
{
    return post.url + "\n" + identity_of(post.author) + "\n" + post.title + "\n" + post.text;
}

std::string date_at(const Post& post)
{
    return post.url + "\n" + identity_of(post.author) + "\n" +
           std::to_string(post.created.time_since_epoch().count());
}

}  // namespace

Result<Graves> Graves::open(lib::Database& database)
{
    auto salt = TRY(database.bytes("SELECT bytes FROM state WHERE name = 'salt'"));
    return Graves{std::move(salt).value_or("")};
}

lib::Digest Graves::hash(char kind, std::string_view what) const
{
    return lib::sha256(salt_ + kind + std::string{what});
}

Result<void> Graves::bury_post(lib::Database& database, std::string_view id)
{
    return database.run("INSERT OR IGNORE INTO tombstone(hash) VALUES(?1)",
                        lib::Bytes{hash('i', id)});
}

Result<void> Graves::bury_person(lib::Database& database, std::string_view person)
{
    if (person.empty()) return {};
    return database.run("INSERT OR IGNORE INTO tombstone(hash) VALUES(?1)",
                        lib::Bytes{hash('p', person)});
}

Result<void> Graves::bury_looks(lib::Database& database, const Post& post)
{
    if (post.url.empty()) return {};
    return database.run("INSERT OR IGNORE INTO tombstone(hash) VALUES(?1), (?2)",
                        lib::Bytes{hash('w', words_at(post))},
                        lib::Bytes{hash('d', date_at(post))});
}

Result<bool> Graves::hold(lib::Database& database, const Post& post) const
{
    const std::string_view original = post.repost_of.empty() ? post.id : post.repost_of;
    const lib::Digest id = hash('i', post.id);
    const bool somewhere = !post.url.empty();
    const auto found = TRY(
        database.number("SELECT 1 FROM tombstone WHERE hash IN (?1, ?2, ?3, ?4, ?5)",
                        lib::Bytes{id}, lib::Bytes{original == post.id ? id : hash('i', original)},
                        lib::Bytes{hash('p', person_of(post))},
                        lib::Bytes{somewhere ? hash('w', words_at(post)) : id},
                        lib::Bytes{somewhere ? hash('d', date_at(post)) : id}));
    return found.has_value();
}

}  // namespace narrowcast::store
