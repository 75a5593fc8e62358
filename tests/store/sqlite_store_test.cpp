// SPDX-License-Identifier: Apache-2.0
#include "store/samples.hpp"

#include <sys/mount.h>

#include <fstream>
#include <thread>

using namespace narrowcast;
using namespace narrowcast::samples;
using Catch::Matchers::ContainsSubstring;

namespace {

Error refusal(const std::filesystem::path& file)
{
    const auto opened = open_sqlite_store(file);
    REQUIRE_FALSE(opened.has_value());
    return opened.error();
}

// A disk of one megabyte, where the tests may mount one.
class SmallDisk {
public:
    explicit SmallDisk(const Folder& folder) : path_{folder.path() / "disk"}
    {
        std::filesystem::create_directories(path_);
        mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, "size=1m") == 0;
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk()
    {
        if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    bool mounted() const { return mounted_; }
    void grow() { REQUIRE(::mount("tmpfs", path_.c_str(), "tmpfs", MS_REMOUNT, "size=64m") == 0); }
    std::filesystem::path file() const { return path_ / "posts.db"; }

private:
    std::filesystem::path path_;
    bool mounted_ = false;
};

}  // namespace

TEST_CASE("what was put is there after a restart")
{
    const Folder folder;
    must(opened(folder)->put(
        {sample(1)}, "fediverse",
        Cursor{.position = "7", .session = "", .etag = "", .last_modified = ""}));
    const auto store = opened(folder);
    CHECK(must(store->post("mastodon:1")) == sample(1));
    CHECK(must(store->cursor("fediverse")).position == "7");
}

TEST_CASE("a missing folder is made")
{
    const Folder folder;
    must(open_sqlite_store(folder.path() / "a" / "b" / "posts.db"));
    CHECK(std::filesystem::exists(folder.path() / "a" / "b" / "posts.db"));
}

TEST_CASE("a folder that cannot be made is refused with its name and the setting")
{
    const Folder folder;
    std::ofstream{folder.path() / "file"} << "not a folder";
    const auto error = refusal(folder.path() / "file" / "data" / "posts.db");
    CHECK(error.fault == Fault::rejected);
    CHECK_THAT(error.text, ContainsSubstring((folder.path() / "file" / "data").string()));
    CHECK_THAT(error.text, ContainsSubstring("storage, folder"));
}

TEST_CASE("a folder that cannot be written is refused with the remedy")
{
    const auto error = refusal("/proc/posts.db");
    CHECK(error.fault == Fault::rejected);
    CHECK_THAT(error.text, ContainsSubstring("/proc/posts.db"));
    CHECK_THAT(error.text, ContainsSubstring("must be allowed to write"));
}

TEST_CASE("a file that is no database is refused, left alone, and the sentence says how to restore")
{
    const Folder folder;
    const std::string words(5000, 'x');
    std::ofstream{folder.file()} << words;
    const auto error = refusal(folder.file());
    CHECK(error.fault == Fault::rejected);
    CHECK_THAT(error.text, ContainsSubstring("damaged"));
    CHECK_THAT(error.text, ContainsSubstring("put a backup"));
    CHECK(std::filesystem::file_size(folder.file()) == words.size());
}

TEST_CASE("a page damaged in the middle is said when it is read, and other posts still come")
{
    const Folder folder;
    {
        const auto store = opened(folder);
        std::vector<RoutedPost> posts;
        for (int i = 0; i < 600; ++i)
            posts.push_back(sample(i));
        must(store->put(posts, "fediverse", {}));
    }
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(folder.file()));
    {
        std::fstream file{folder.file(), std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(size / 4096 / 2 * 4096);
        file << std::string(std::size_t(size / 4), '\xff');
    }
    const auto store = opened(folder);
    std::size_t read = 0, damaged = 0;
    for (int i = 0; i < 600; ++i) {
        const auto post = store->post("mastodon:" + std::to_string(i));
        if (post && *post) ++read;
        if (!post) {
            ++damaged;
            CHECK(post.error().fault == Fault::rejected);
            CHECK_THAT(post.error().text, ContainsSubstring("damaged"));
        }
    }
    CHECK(read > 0);
    CHECK(damaged > 0);
}

TEST_CASE(
    "a full disk is said with its file and need, loses nothing, and is over when there is room")
{
    const Folder folder;
    SmallDisk disk{folder};
    if (!disk.mounted()) {
        WARN("skipped: a full disk needs the right to mount one");
        return;
    }
    const auto store = must(open_sqlite_store(disk.file()));
    std::size_t acknowledged = 0;
    std::optional<Error> error;
    for (int batch = 0; batch < 1000 && !error; ++batch) {
        std::vector<RoutedPost> posts;
        for (int i = 0; i < 50; ++i)
            posts.push_back(sample(batch * 50 + i));
        const auto stored = store->put(posts, "fediverse", {});
        if (stored)
            acknowledged += 50;
        else
            error = stored.error();
    }
    REQUIRE(error.has_value());
    CHECK(error->fault == Fault::rejected);
    CHECK_THAT(error->text, ContainsSubstring(disk.file().string() + " is full"));
    CHECK_THAT(error->text, ContainsSubstring("MB are needed"));
    CHECK(acknowledged > 0);
    disk.grow();
    CHECK(must(store->put({sample(-1)}, "fediverse", {})).added == 1);
    CHECK(must(store->count()) == acknowledged + 1);
}

TEST_CASE("while another process writes, a put says so and names the file")
{
    const Folder folder;
    const auto store = opened(folder);
    auto other = must(lib::Database::open(folder.file(), lib::Database::Access::write));
    const auto writing = must(lib::Transaction::begin(other));
    const auto stored = store->put({sample(1)}, "fediverse", {});
    REQUIRE_FALSE(stored);
    CHECK(stored.error().fault == Fault::later);
    CHECK_THAT(stored.error().text, ContainsSubstring(folder.file().string()));
    CHECK_THAT(stored.error().text, ContainsSubstring("another process"));
    CHECK(must(store->count()) == 0);
}

TEST_CASE("two stores on one file take turns, and each counts what the other wrote")
{
    const Folder folder;
    const auto one = opened(folder), two = opened(folder);
    for (int i = 0; i < 40; ++i) {
        auto routed = sample(i);
        routed.topics = {"topic " + std::to_string(i / 2)};
        must((i % 2 == 0 ? one : two)->put({routed}, "fediverse", {}));
    }
    CHECK(must(one->count()) == 40);
    CHECK(must(one->put({sample(39)}, "fediverse", {})).changed == 1);
    check_slices(*two, folder);
}

TEST_CASE("a put that fails half-way leaves the store as it was, and usable")
{
    const Folder folder;
    const auto store = opened(folder);
    must(store->put({sample(1)}, "fediverse", {}));
    auto other = must(lib::Database::open(folder.file(), lib::Database::Access::write));
    must(
        other.script("CREATE TRIGGER stop BEFORE INSERT ON post WHEN new.native = 'mastodon:3' "
                     "BEGIN SELECT raise(ABORT, 'stop'); END"));
    auto routed = sample(2);
    routed.topics = {"a topic nobody had before"};
    CHECK_FALSE(store->put({routed, sample(3)}, "fediverse", Cursor{}));
    must(other.script("DROP TRIGGER stop"));
    CHECK(must(store->count()) == 1);
    CHECK(must(store->put({routed, sample(3)}, "fediverse", {})).added == 2);
    check_slices(*store, folder);
}

TEST_CASE("reading does not wait for a writer, and sees whole batches only")
{
    const Folder folder;
    const auto store = opened(folder);
    std::atomic<bool> wrong{false};
    {
        std::vector<std::jthread> readers;
        for (int i = 0; i < 3; ++i)
            readers.emplace_back([&](const std::stop_token& stop) {
                while (!stop.stop_requested()) {
                    const auto count = store->count();
                    const auto newest = store->newest("coffee-3", at(0, 0), at(30, 0), 20);
                    const auto slice = store->slice({.resolution = Resolution::hour,
                                                     .from = at(0, 0),
                                                     .until = at(30, 0),
                                                     .topic = "",
                                                     .dimension = Dimension::all,
                                                     .value = ""});
                    if (!count || *count % 10 != 0 || !newest || !slice) wrong = true;
                    for (const auto& bucket : slice.value_or(std::vector<Bucket>{}))
                        if (bucket.tally.total() % 10 != 0) wrong = true;
                }
            });
        for (int batch = 0; batch < 60; ++batch) {
            std::vector<RoutedPost> posts;
            for (int i = 0; i < 10; ++i)
                posts.push_back(sample(batch * 10 + i));
            must(store->put(posts, "fediverse", {}));
        }
    }
    CHECK_FALSE(wrong);
    CHECK(must(store->count()) == 600);
}

TEST_CASE("several threads may put, decide and forget at once")
{
    const Folder folder;
    const auto store = opened(folder);
    {
        std::vector<std::jthread> writers;
        for (int thread = 0; thread < 3; ++thread)
            writers.emplace_back([&, thread] {
                std::mt19937 random{static_cast<unsigned>(thread)};
                for (int step = 0; step < 20; ++step) {
                    (void)store->put({random_post(random, 60), random_post(random, 60)}, "x", {});
                    (void)store->decide({.post = "mastodon:" + std::to_string(random() % 60),
                                         .verdict = Verdict::correct,
                                         .label = Label::positive,
                                         .by = "Bram",
                                         .at = {}});
                }
                (void)store->forget("@person" + std::to_string(thread) + "@polder.example");
            });
    }
    check_slices(*store, folder);
}
