// SPDX-License-Identifier: Apache-2.0
// Posts and people that must never come back, remembered only as salted hashes.
#pragma once

#include "lib/digest.hpp"
#include "lib/sqlite.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/post.hpp"

#include <string>
#include <string_view>

namespace narrowcast::store {

class Graves {
public:
    static Result<Graves> open(lib::Database& database);

    Result<void> bury_post(lib::Database& database, std::string_view id);
    // What copies of a post have in common with it, whatever id another source gives them: author
    // and address, with the words or with the date.
    Result<void> bury_looks(lib::Database& database, const Post& post);
    // `person` as person_of() gives it; "" buries nobody.
    Result<void> bury_person(lib::Database& database, std::string_view person);
    // Whether the post, what it reposts or copies, or its author was buried.
    Result<bool> hold(lib::Database& database, const Post& post) const;

private:
    explicit Graves(std::string salt) : salt_{std::move(salt)} {}
    lib::Digest hash(char kind, std::string_view what) const;
    std::string salt_;  // of this file: equal hashes in two files say nothing
};

// Who wrote it: the handle on every network, or name and profile on this one; "" for nobody.
std::string person_of(const Post& post);

}  // namespace narrowcast::store
