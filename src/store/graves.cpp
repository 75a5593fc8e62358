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

Result<bool> Graves::hold(lib::Database& database, const Post& post) const
{
    const auto found = TRY(database.number("SELECT 1 FROM tombstone WHERE hash IN (?1, ?2)",
                                           lib::Bytes{hash('i', post.id)},
                                           lib::Bytes{hash('p', person_of(post))}));
    return found.has_value();
}

}  // namespace narrowcast::store
