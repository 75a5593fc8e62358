// SPDX-License-Identifier: Apache-2.0
// Fills in what posts lack that a stream or others bring, such as their authors' names, or, where
// only an id is known, all but that, before they are handed on, in their order. Pure.
#pragma once

#include "fetch/schedule.hpp"

#include "narrowcast/base/result.hpp"
#include "narrowcast/platform.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

class Completion {
public:
    static constexpr std::size_t most_authors = 20'000;  // remembered
    // Of questions that are refused; then posts go on as they are, not to be shown.
    static constexpr int most_tries = 3;
    // Where only an id is known, of those that the server answers with a fault of its own or with a
    // limit, in about a day; without an answer, or without a login, it is asked for ever.
    static constexpr int most_faults = 100;

    // Both outlive this.
    Completion(const SourceConfig& source, const Platform& platform);

    // A post, or none, and where the stream stands after it.
    void add(std::optional<RawPost> post, std::optional<Cursor> next);

    std::optional<Request> question(Instant now);
    // Why those of which only an id is known have to wait, for a person; nothing if they need not.
    std::optional<Error> answered(const Result<Response>& response, Instant now);
    void at_once(Instant now);              // a person asked for it
    Instant next() const { return next_; }  // no question before that

    // Those at the front that lack nothing more.
    struct Done {
        std::vector<RawPost> posts;
        std::optional<Cursor> next;
    };
    Done take();

    std::size_t waiting() const { return queue_.size(); }

    // Those of which only an id is known, as text to be kept over a restart: nobody brings them
    // again. `bare_brought`: how many have come so far.
    std::string bare_spelled() const;
    std::uint64_t bare_brought() const { return bare_brought_; }
    void recall(std::string_view bare_spelled);

private:
    struct Item {
        std::optional<RawPost> post;
        std::optional<Cursor> next;
        bool lacks = false;
    };
    struct KnownAuthor {
        Author author;
        bool sensitive = false;
    };
    const std::string& key_of(const RawPost& post) const;
    bool lacks(const RawPost& post) const;
    bool fill(RawPost& post);
    void remember(const std::string& key, RawPost post);
    void give_up();
    bool must_wait(const Error& error, const Result<Response>& response) const;

    const SourceConfig* source_;
    const Platform* platform_;
    std::deque<Item> queue_;
    std::map<std::string, KnownAuthor, std::less<>> authors_;  // by handle
    std::map<std::string, RawPost, std::less<>> whole_;        // by native id, until fetched
    std::deque<std::string> oldest_;                           // of authors_, first come first gone
    std::vector<RawPost> asked_;
    Instant next_{};
    int tries_ = 0, waits_ = 0, faults_ = 0;
    std::uint64_t bare_brought_ = 0;
};

}  // namespace narrowcast
