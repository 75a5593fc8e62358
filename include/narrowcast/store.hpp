// SPDX-License-Identifier: Apache-2.0
// Keeps posts, cursors, decisions, and counts by hour for the charts.
//
// Safe for concurrent use without external locks. Every call may fail with Fault::later (busy),
// or Fault::rejected (disk full, folder not writable, file damaged): the sentence says which.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/platform.hpp"
#include "narrowcast/post.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

enum class Resolution { minute, hour, day };  // UTC buckets
enum class Dimension { all, department, source, language };

// Posts in one bucket, by the label they were given; `score` is the sum of their scores.
struct Tally {
    std::int64_t negative = 0, neutral = 0, positive = 0;
    std::int64_t unsure = 0;  // of these, how many were below the confidence threshold
    double score = 0;

    std::int64_t total() const { return negative + neutral + positive; }
    bool operator==(const Tally&) const = default;
};

struct Bucket {
    Time start{};
    Tally tally;
    bool operator==(const Bucket&) const = default;
};

struct Condition {
    Dimension dimension = Dimension::all;
    std::string value;
    bool operator==(const Condition&) const = default;
};

// A row of buckets that start in [from, until). Empty `topic`: every post once. `value`: of the
// dimension, e.g. a department; the language of a post nobody could tell is "und".
struct SliceQuery {
    Resolution resolution = Resolution::hour;
    Time from{}, until{};  // until is not included
    std::string topic;
    Dimension dimension = Dimension::all;
    std::string value;
    // Further conditions, all of which must hold; by day only, else Fault::refused.
    std::vector<Condition> also{};
};

// A place among posts in the order of their time; ids decide between posts of the same second.
struct PostPlace {
    Time created{};
    std::string id;
    bool operator==(const PostPlace&) const = default;
};

struct PutReport {
    std::size_t added = 0, changed = 0, same = 0;
    std::size_t gone = 0;  // erased by this call, or not taken: erased, forgotten or expired before
    std::size_t uncorrected = 0;  // corrections that went because their text went or changed
    std::size_t orphaned = 0;     // posts that repeat one which this call erased or did not find
    bool operator==(const PutReport&) const = default;
};

// Posts of one author (outlet) on one network that repeat another post.
struct Copy {
    std::string network, author;  // the author's name
    Kind kind = Kind::post;
    std::int64_t posts = 0;
    bool operator==(const Copy&) const = default;
};

// The company's first answer to somebody's post.
struct Answer {
    RoutedPost question, answer;
    std::chrono::seconds after{};  // never below 0, whatever the clocks said
    bool operator==(const Answer&) const = default;
};

// How long a platform allows its posts to be kept without asking for them again. A post is of the
// platform that its id begins with.
struct StorageRule {
    std::string_view platform;
    std::chrono::seconds most;
};
std::span<const StorageRule> storage_rules();  // those that set a limit

// The author of a post, as far as their posts tell.
struct History {
    std::uint64_t posts =
        0;          // of theirs that are held, counted up to a hundred; 0: nobody is named
    Time oldest{};  // of these
    bool operator==(const History&) const = default;
};

class Store {
public:
    virtual ~Store() = default;

    // Adds posts, or brings known ones up to date, and remembers where the source stands: all or
    // nothing. Durable when it returns. Deleted ones are erased with their reposts and leave a
    // tombstone: no copy of them is taken again, under the same id, as a repost, or by the same
    // author at the same address with the same words or the same date.
    // A known post keeps its first `created` and `source`, and what was decided about it; only a
    // correction was about the words, and goes when they change. Authors are kept once: an older
    // post shows the newest profile.
    virtual Result<PutReport> put(const std::vector<RoutedPost>& posts, std::string_view source,
                                  const std::optional<Cursor>& next) = 0;

    virtual Result<Cursor> cursor(std::string_view source) const = 0;

    // Posts routed to `screen` ("" = any screen) created in [from, until), newest first, without
    // hidden ones, sensitive ones and twins, at most `count`.
    virtual Result<std::vector<RoutedPost>> newest(std::string_view screen, Time from, Time until,
                                                   std::size_t count) const = 0;
    virtual Result<std::optional<RoutedPost>> post(std::string_view id) const = 0;

    // Of the author of a post that is held, on its network.
    virtual Result<History> history(std::string_view id) const = 0;

    // Every post held before a place and from a time on, newest first, at most `count`: also the
    // hidden ones, the sensitive ones, twins, and those no screen asked for. As they were put, with
    // their moods as scored, so that putting one again changes nothing. The last one's place is
    // where the next page begins; a page that is not full is the last.
    virtual Result<std::vector<RoutedPost>> walk(const PostPlace& before, Time from,
                                                 std::size_t count) const = 0;

    // Posts whose twin_of is `id`, oldest first, at most `count`; as walk() gives them.
    virtual Result<std::vector<RoutedPost>> twins(std::string_view id, std::size_t count) const = 0;
    // Posts created from `from` on that repeat one which is not held (any more), oldest first, at
    // most `count`; as walk() gives them. Until they are put with another twin_of nobody shows
    // them.
    virtual Result<std::vector<RoutedPost>> orphans(Time from, std::size_t count) const = 0;
    // What repeats a post, by network, author and kind, the first first, at most `count`; only what
    // might be shown if it were alone: nothing hidden, sensitive or blocked.
    virtual Result<std::vector<Copy>> copies(std::string_view id, std::size_t count) const = 0;

    // Answers of the company created in [from, until) to posts of others, newest first, at most
    // `count`: of each post's answers the first, whichever of the two came in first. Without hidden
    // and sensitive posts.
    virtual Result<std::vector<Answer>> answers(Time from, Time until, std::size_t count) const = 0;

    // Buckets that hold something, oldest first. Every post counts once, also twins, hidden posts
    // and the company's own.
    virtual Result<std::vector<Bucket>> slice(const SliceQuery& query) const = 0;

    // Posts with stars created in [from, until), by stars rounded to whole ones: [0] has one star.
    // Also the hidden ones. `department`: "" is everybody.
    virtual Result<std::array<std::int64_t, 5>> stars(std::string_view department, Time from,
                                                      Time until) const = 0;

    // Fault::refused when there is no such post, or no correction to take back. Corrected moods
    // come back corrected (score -1, 0 or 1) and sure, and are counted so from now on.
    virtual Result<void> decide(const Decision& decision) = 0;
    // All that stand, oldest first; a later one about the same post overrides. Those about erased
    // posts are erased with them; a forgotten author leaves one without a post.
    virtual Result<std::vector<Decision>> decisions() const = 0;

    // Erases posts created before `before`, which put() then no longer takes; the hour and day
    // counts stay, minutes are kept for eight days. Returns how many.
    virtual Result<std::size_t> expire(Time before) = 0;
    // The same for the posts of one platform (StorageRule).
    virtual Result<std::size_t> expire(Time before, std::string_view platform) = 0;

    // Erases a person and their posts, on every network, also from the file's free pages and log;
    // put() takes no more of them. Fault::later when a reader kept the log from being emptied:
    // they are erased then, and calling again finishes it.
    virtual Result<std::size_t> forget(std::string_view handle) = 0;

    virtual Result<std::uint64_t> count() const = 0;  // posts held

    // What the hub wants to know of these posts when it is started again, by name; "" if nothing
    // was noted.
    virtual Result<std::string> note(std::string_view name) const = 0;
    virtual Result<void> keep_note(std::string_view name, std::string_view text) = 0;
};

// Opens or creates `file`; Fault::rejected when the folder cannot be written or the file is not
// ours. Threads may share the store.
Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file);

}  // namespace narrowcast
