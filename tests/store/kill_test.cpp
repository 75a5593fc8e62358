// SPDX-License-Identifier: Apache-2.0
#include "store/samples.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace narrowcast;
using namespace narrowcast::samples;

namespace {

constexpr int posts_left_of_a_batch = 19;  // of 20; the next batch deletes one
constexpr int rounds = 32;

// Runs the victim until it has acknowledged `batches` and a moment longer, kills it with -9, and
// returns the last batch it acknowledged.
int run_and_kill(const Folder& folder, int batches, std::chrono::microseconds longer)
{
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const auto file = folder.file().string();
    const pid_t victim = ::fork();
    REQUIRE(victim >= 0);
    if (victim == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        ::execl(STORE_VICTIM, STORE_VICTIM, file.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    std::string said;
    char bytes[4096];
    const auto hear = [&] {
        const auto count = ::read(ends[0], bytes, sizeof bytes);
        if (count > 0) said.append(bytes, static_cast<std::size_t>(count));
        return count > 0;
    };
    while (std::count(said.begin(), said.end(), '\n') < batches && hear()) {
    }
    std::this_thread::sleep_for(longer);
    ::kill(victim, SIGKILL);
    while (hear()) {
    }
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(victim, &status, 0) == victim);
    REQUIRE(WIFSIGNALED(status));
    const auto end = said.rfind('\n');
    const auto begin = end == 0 ? std::string::npos : said.rfind('\n', end - 1);
    return std::stoi(said.substr(begin == std::string::npos ? 0 : begin + 1));
}

std::int64_t number(lib::Database& database, const std::string& sql)
{
    return must(database.number(sql)).value();
}

}  // namespace

TEST_CASE("killing the writer in the middle loses no acknowledged batch and keeps the counts right")
{
    const Folder folder;
    std::mt19937 random{20261121};
    for (int round = 0; round < rounds; ++round) {
        const int acknowledged = run_and_kill(folder, 1 + static_cast<int>(random() % 4),
                                              std::chrono::microseconds{random() % 3000});
        const auto store = opened(folder);
        const int last = std::stoi(must(store->cursor("replay")).position);
        REQUIRE(last >= acknowledged);
        auto database = must(lib::Database::open(folder.file(), lib::Database::Access::read));
        REQUIRE(must(database.bytes("PRAGMA integrity_check")) == "ok");
        const auto posts = number(database, "SELECT count(*) FROM post");
        // Every batch up to the cursor, whole, and nothing of a later one.
        REQUIRE(posts == posts_left_of_a_batch * (last + 1) + 1);
        REQUIRE(number(database,
                       "SELECT sum(neg + neu + pos) FROM slice WHERE resolution = 1 "
                       "AND topic = 0 AND dimension = 0") == posts);
        REQUIRE(number(database, "SELECT count(*) FROM tombstone") == last);
    }
    check_slices(*opened(folder), folder);
}
