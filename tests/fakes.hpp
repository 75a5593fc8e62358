// SPDX-License-Identifier: Apache-2.0
// Stand-ins for the world, shared by the tests of several folders.
#pragma once

#include "narrowcast/store.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace narrowcast::fakes {

// A store in memory. Beside posts it can hold counts of which no post is left,
// as after expire().
class MemoryStore : public Store {
public:
    // Counts without posts: `department` "" counts for everybody only.
    void count_only(Time at, const Tally& tally, std::string department = {})
    {
        counts_.push_back({at, tally, std::move(department)});
    }

    // From now on every call fails so.
    void break_with(Error error) { broken_ = std::move(error); }

    Result<PutReport> put(const std::vector<RoutedPost>& posts, std::string_view source,
                          const std::optional<Cursor>& next) override
    {
        if (broken_) return std::unexpected{*broken_};
        PutReport report;
        for (const RoutedPost& post : posts) {
            if (post.post.deleted) {
                report.gone += posts_.erase(post.post.id);
                continue;
            }
            const auto [at, added] = posts_.try_emplace(post.post.id, post);
            if (added)
                ++report.added;
            else
                ++(at->second == post ? report.same : report.changed);
            at->second = post;
        }
        if (next) cursors_.insert_or_assign(std::string{source}, *next);
        return report;
    }

    Result<Cursor> cursor(std::string_view source) const override
    {
        if (broken_) return std::unexpected{*broken_};
        const auto found = cursors_.find(std::string{source});
        return found == cursors_.end() ? Cursor{} : found->second;
    }

    Result<std::vector<RoutedPost>> newest(std::string_view screen, Time from, Time until,
                                           std::size_t count) const override
    {
        if (broken_) return std::unexpected{*broken_};
        std::vector<RoutedPost> found;
        for (const auto& [id, post] : posts_) {
            const bool here = screen.empty() || contains(post.screens, screen);
            const bool then = post.post.created >= from && post.post.created < until;
            if (here && then && post.twin_of.empty() && !is_hidden(id)) found.push_back(post);
        }
        std::stable_sort(found.begin(), found.end(), [](const RoutedPost& a, const RoutedPost& b) {
            return a.post.created > b.post.created;
        });
        if (found.size() > count) found.resize(count);
        return found;
    }

    Result<std::optional<RoutedPost>> post(std::string_view id) const override
    {
        if (broken_) return std::unexpected{*broken_};
        const auto found = posts_.find(std::string{id});
        return found == posts_.end() ? std::nullopt : std::optional{found->second};
    }

    Result<std::vector<RoutedPost>> walk(const PostPlace& before, Time from,
                                         std::size_t count) const override
    {
        if (broken_) return std::unexpected{*broken_};
        const auto place = [](const RoutedPost& post) {
            return std::pair{post.post.created, std::string_view{post.post.id}};
        };
        std::vector<RoutedPost> found;
        for (const auto& [id, post] : posts_)
            if (post.post.created >= from &&
                place(post) < std::pair{before.created, std::string_view{before.id}})
                found.push_back(post);
        std::sort(found.begin(), found.end(),
                  [&](const auto& a, const auto& b) { return place(b) < place(a); });
        if (found.size() > count) found.resize(count);
        return found;
    }

    Result<std::vector<Bucket>> slice(const SliceQuery& query) const override
    {
        if (broken_) return std::unexpected{*broken_};
        std::map<Time, Tally> tallies;
        const auto add = [&](Time at, const Tally& tally) {
            const Time start = bucket_of(at, query.resolution);
            if (start < query.from || start >= query.until) return;
            Tally& sum = tallies[start];
            sum.negative += tally.negative;
            sum.neutral += tally.neutral;
            sum.positive += tally.positive;
            sum.unsure += tally.unsure;
            sum.score += tally.score;
        };
        for (const auto& [id, post] : posts_)
            if (is_asked_for(post, query)) add(post.post.created, tally_of(post.mood));
        for (const Counted& counted : counts_)
            if (query.topic.empty() &&
                (query.dimension == Dimension::all ||
                 (query.dimension == Dimension::department && counted.department == query.value)))
                add(counted.at, counted.tally);
        std::vector<Bucket> buckets;
        for (const auto& [start, tally] : tallies)
            buckets.push_back({start, tally});
        return buckets;
    }

    Result<void> decide(const Decision& decision) override
    {
        if (broken_) return std::unexpected{*broken_};
        decisions_.push_back(decision);
        return {};
    }

    Result<std::vector<Decision>> decisions() const override
    {
        if (broken_) return std::unexpected{*broken_};
        return decisions_;
    }

    Result<std::size_t> expire(Time before) override
    {
        if (broken_) return std::unexpected{*broken_};
        for (const auto& [id, post] : posts_)
            if (post.post.created < before) count_only(post.post.created, tally_of(post.mood));
        return std::erase_if(posts_,
                             [&](const auto& one) { return one.second.post.created < before; });
    }

    Result<std::size_t> forget(std::string_view handle) override
    {
        if (broken_) return std::unexpected{*broken_};
        return std::erase_if(
            posts_, [&](const auto& one) { return one.second.post.author.handle == handle; });
    }

    Result<std::uint64_t> count() const override
    {
        if (broken_) return std::unexpected{*broken_};
        return posts_.size();
    }

    Result<std::string> note(std::string_view name) const override
    {
        if (broken_) return std::unexpected{*broken_};
        const auto found = notes_.find(name);
        return found == notes_.end() ? std::string{} : found->second;
    }

    Result<void> keep_note(std::string_view name, std::string_view text) override
    {
        if (broken_) return std::unexpected{*broken_};
        notes_.insert_or_assign(std::string{name}, std::string{text});
        return {};
    }

private:
    struct Counted {
        Time at{};
        Tally tally;
        std::string department;
    };

    static bool contains(const std::vector<std::string>& all, std::string_view one)
    {
        return std::find(all.begin(), all.end(), one) != all.end();
    }

    static Time bucket_of(Time at, Resolution resolution)
    {
        if (resolution == Resolution::minute) return std::chrono::floor<std::chrono::minutes>(at);
        if (resolution == Resolution::hour) return std::chrono::floor<std::chrono::hours>(at);
        return std::chrono::floor<std::chrono::days>(at);
    }

    static Tally tally_of(const Mood& mood)
    {
        return {.negative = mood.label == Label::negative,
                .neutral = mood.label == Label::neutral,
                .positive = mood.label == Label::positive,
                .unsure = !mood.sure,
                .score = mood.score};
    }

    static bool is_asked_for(const RoutedPost& post, const SliceQuery& query)
    {
        if (!query.topic.empty() && !contains(post.topics, query.topic)) return false;
        switch (query.dimension) {
            case Dimension::all:
                return true;
            case Dimension::department:
                return contains(post.departments, query.value);
            case Dimension::source:
                return post.post.source == query.value;
            case Dimension::language:
                return post.post.language == query.value;
        }
        return false;
    }

    bool is_hidden(const std::string& id) const
    {
        bool hidden = false;
        for (const Decision& decision : decisions_)
            if (decision.post == id && decision.verdict == Verdict::hide)
                hidden = true;
            else if (decision.post == id && decision.verdict == Verdict::show)
                hidden = false;
        return hidden;
    }

    std::map<std::string, RoutedPost> posts_;
    std::map<std::string, Cursor> cursors_;
    std::map<std::string, std::string, std::less<>> notes_;
    std::vector<Counted> counts_;
    std::vector<Decision> decisions_;
    std::optional<Error> broken_;
};

}  // namespace narrowcast::fakes
