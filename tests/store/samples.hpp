// SPDX-License-Identifier: Apache-2.0
// A folder of its own, made-up posts and a naive recount, for the tests of the store.
#pragma once

#include "lib/sqlite.hpp"
#include "narrowcast/store.hpp"
#include "store/deltas.hpp"
#include "support/catch.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>

namespace narrowcast::samples {

class Folder {
public:
    Folder()
    {
        static std::atomic<int> number{0};
        path_ = std::filesystem::temp_directory_path() /
                ("narrowcast-store-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
        std::filesystem::create_directories(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::filesystem::path file() const { return path_ / "posts.db"; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// The value, or a failed test that says why there is none.
template <class T>
T must(Result<T> result)
{
    INFO((result ? "" : result.error().text));
    REQUIRE(result.has_value());
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

inline std::unique_ptr<Store> opened(const Folder& folder)
{
    return must(open_sqlite_store(folder.file()));
}

inline Time at(int day, int hour, int minute = 0, int second = 0)
{
    using namespace std::chrono;
    return sys_days{2026y / November / 1} + days{day} + hours{hour} + minutes{minute} +
           seconds{second};
}

// A post as the refiner gives it, with every field set that can be.
inline RoutedPost sample(int number, Time created = at(16, 9))
{
    RoutedPost routed;
    Post& post = routed.post;
    post.id = "mastodon:" + std::to_string(number);
    post.source = "fediverse";
    post.network = "mastodon";
    post.author = {.name = "Sanne de Wit",
                   .handle = "@sanne@polder.example",
                   .avatar = "https://polder.example/sanne.png",
                   .url = "https://polder.example/@sanne"};
    post.text = "De app van Polderbank doet het weer niet, nummer " + std::to_string(number);
    post.created = created;
    post.language = "nl";
    post.url = "https://polder.example/@sanne/" + std::to_string(number);
    routed.mood = {.label = Label::negative,
                   .score = -0.625,
                   .confidence = 0.8,
                   .sure = true,
                   .language = "nl",
                   .words = {{.begin = 30, .end = 34, .share = -0.3}}};
    routed.topics = {"app", "storing"};
    routed.departments = {"service"};
    routed.screens = {"coffee-3"};
    routed.trace = {"topic app: the words match", "screen coffee-3: department service"};
    return routed;
}

inline RoutedPost sample_by(std::string handle, int number)
{
    auto routed = sample(number);
    routed.post.author.handle = std::move(handle);
    return routed;
}

// One of many plausible posts; `numbers` different ids.
inline RoutedPost random_post(std::mt19937& random, int numbers)
{
    const auto below = [&](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
    const auto some_of = [&](const std::vector<std::string>& all) {
        std::vector<std::string> some;
        for (const auto& one : all)
            if (below(3) == 0) some.push_back(one);
        return some;
    };
    auto routed = sample(below(numbers), at(below(4), below(4), below(60), below(60)));
    Post& post = routed.post;
    post.source = std::vector<std::string>{"fediverse", "news", "forum"}[std::size_t(below(3))];
    post.language = std::vector<std::string>{"nl", "en", ""}[std::size_t(below(3))];
    post.author.handle = "@person" + std::to_string(below(8)) + "@polder.example";
    post.counts.likes = below(3);
    routed.mood.label = static_cast<Label>(below(3));
    routed.mood.score = below(2001) / 1000.0 - 1;
    routed.mood.sure = below(3) != 0;
    routed.topics = some_of({"app", "storing", "rente"});
    routed.departments = some_of({"service", "it", "news"});
    routed.screens = some_of({"coffee-1", "coffee-2"});
    if (below(5) == 0) routed.twin_of = "mastodon:1";
    post.sensitive = below(9) == 0;
    return routed;
}

struct Question {
    Resolution resolution;
    std::string topic;
    Dimension dimension;
    std::string value;
    auto operator<=>(const Question&) const = default;
};

using Counted = std::map<Question, std::map<Time, Tally>>;

// What the slices should say, counted one post after the other from the posts themselves.
inline Counted recount(const std::vector<RoutedPost>& posts, Time minutes_from = Time::min())
{
    Counted counted;
    for (const auto& routed : posts) {
        std::vector<std::pair<Dimension, std::string>> places{
            {Dimension::all, ""},
            {Dimension::source, routed.post.source},
            {Dimension::language, routed.post.language.empty() ? "und" : routed.post.language}};
        for (const auto& department : routed.departments)
            places.emplace_back(Dimension::department, department);
        auto topics = routed.topics;
        topics.emplace_back("");
        for (const auto resolution : {Resolution::minute, Resolution::hour, Resolution::day}) {
            if (resolution == Resolution::minute && routed.post.created < minutes_from) continue;
            const int width = resolution == Resolution::minute ? 60
                              : resolution == Resolution::hour ? 3600
                                                               : 86400;
            const auto seconds = routed.post.created.time_since_epoch().count();
            const Time start{std::chrono::seconds{seconds / width * width}};
            for (const auto& topic : topics)
                for (const auto& [dimension, value] : places) {
                    auto& tally = counted[{resolution, topic, dimension, value}][start];
                    tally.negative += routed.mood.label == Label::negative;
                    tally.neutral += routed.mood.label == Label::neutral;
                    tally.positive += routed.mood.label == Label::positive;
                    tally.unsure += !routed.mood.sure;
                    tally.score += routed.mood.score;
                }
        }
    }
    return counted;
}

// All posts that the store holds, shown or not, through a connection of the test's own.
inline std::vector<RoutedPost> all_posts(const Store& store, const Folder& folder)
{
    auto database = must(lib::Database::open(folder.file(), lib::Database::Access::read));
    std::vector<std::string> ids;
    must(database.each("SELECT native FROM post ORDER BY id",
                       [&](const lib::Statement& row) { ids.emplace_back(row.text(0)); }));
    std::vector<RoutedPost> posts;
    for (const auto& id : ids)
        posts.push_back(must(store.post(id)).value());
    return posts;
}

// Every slice in the file is one of the recount, with the same numbers, and none is missing.
inline void check_slices(const Store& store, const Folder& folder, Time minutes_from = Time::min())
{
    const auto expected = recount(all_posts(store, folder), minutes_from);
    std::size_t rows = 0;
    for (const auto& [question, buckets] : expected) {
        const auto answer = must(store.slice({.resolution = question.resolution,
                                              .from = at(-99, 0),
                                              .until = at(99, 0),
                                              .topic = question.topic,
                                              .dimension = question.dimension,
                                              .value = question.value}));
        REQUIRE(answer.size() == buckets.size());
        for (const auto& bucket : answer) {
            const auto& tally = buckets.at(bucket.start);
            CHECK(bucket.tally.negative == tally.negative);
            CHECK(bucket.tally.neutral == tally.neutral);
            CHECK(bucket.tally.positive == tally.positive);
            CHECK(bucket.tally.unsure == tally.unsure);
            CHECK(std::abs(bucket.tally.score - tally.score) < 1e-6 * double(tally.total()));
        }
        rows += buckets.size();
    }
    auto database = must(lib::Database::open(folder.file(), lib::Database::Access::read));
    CHECK(must(database.number("SELECT count(*) FROM slice")) == std::int64_t(rows));
}

}  // namespace narrowcast::samples
