// SPDX-License-Identifier: Apache-2.0
// Words that come back in every post (topics, sources, languages, people) as numbers.
//
// Remembers numbers it has seen; whoever rolls a transaction back must call forget_numbers().
#pragma once

#include "lib/sqlite.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/post.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::store {

// Who somebody is on a network: the handle where there is one, whatever its case, else name and
// profile; "" for somebody without any of these.
std::string identity_of(const Author& author);
std::string identity_of_handle(std::string_view handle);  // with or without its @

// A list of names as the tables hold it, and back.
std::string names_text(const std::vector<std::string>& names);
std::vector<std::string> names_in(std::string_view text);

class Names {
public:
    // The number of a word; a new one gets one. Never 0.
    Result<std::int64_t> number_of(lib::Database& database, std::string_view word);

    // Numbers of a list, each once, empty words left out.
    Result<std::vector<std::int64_t>> numbers_of(lib::Database& database,
                                                 const std::vector<std::string>& words);

    // The number of a post's topics, departments and screens together.
    Result<std::int64_t> route_of(lib::Database& database, const RoutedPost& routed);

    // The number of an author; what changed in the profile is brought up to date.
    Result<std::int64_t> author_of(lib::Database& database, const Post& post);

    void forget_numbers();

private:
    std::map<std::string, std::int64_t, std::less<>> words_;
    std::map<std::string, std::int64_t, std::less<>> routes_;
};

}  // namespace narrowcast::store
