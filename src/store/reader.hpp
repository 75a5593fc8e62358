// SPDX-License-Identifier: Apache-2.0
// All questions to the database, over a connection that never waits for the writer.
//
// One thread at a time. Each answer is of one moment.
#pragma once

#include "lib/sqlite.hpp"
#include "narrowcast/store.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace narrowcast::store {

class Reader {
public:
    // The file must have been prepared by a Writer.
    static Result<Reader> open(const std::filesystem::path& file);

    // These promise what Store promises.
    Result<Cursor> cursor(std::string_view source);
    Result<std::vector<RoutedPost>> newest(std::string_view screen, Time from, Time until,
                                           std::size_t count);
    Result<std::optional<RoutedPost>> post(std::string_view id);
    Result<History> history(std::string_view id);
    Result<std::vector<RoutedPost>> walk(const PostPlace& before, Time from, std::size_t count);
    Result<std::vector<RoutedPost>> twins(std::string_view id, std::size_t count);
    Result<std::vector<RoutedPost>> orphans(Time from, std::size_t count);
    Result<std::vector<Copy>> copies(std::string_view id, std::size_t count);
    Result<std::vector<Answer>> answers(Time from, Time until, std::size_t count);
    Result<std::vector<Bucket>> slice(const SliceQuery& query);
    Result<std::array<std::int64_t, 5>> stars(std::string_view department, Time from, Time until);
    Result<std::vector<Decision>> decisions();
    Result<std::uint64_t> count();
    Result<std::string> note(std::string_view name);

private:
    explicit Reader(lib::Database database) : database_{std::move(database)} {}
    Result<std::optional<std::int64_t>> number_of(std::string_view name);
    Result<std::vector<Bucket>> marginal(const SliceQuery& query, std::int64_t topic);
    Result<std::vector<Bucket>> crossed(const SliceQuery& query, std::int64_t topic);
    lib::Database database_;
};

}  // namespace narrowcast::store
