// SPDX-License-Identifier: Apache-2.0
// Stand-ins for the world, shared by the tests of several folders.
#pragma once

#include "narrowcast/store.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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
                report.orphaned += twins(post.post.id, posts_.size()).value().size();
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
            const bool plain = post.twin_of.empty() && !post.post.sensitive && !is_hidden(id);
            const bool anywhere = !post.screens.empty();
            if (here && then && plain && anywhere) found.push_back(post);
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

    Result<History> history(std::string_view id) const override
    {
        if (broken_) return std::unexpected{*broken_};
        History history;
        const auto found = posts_.find(std::string{id});
        if (found == posts_.end() || found->second.post.author.handle.empty()) return history;
        const Post& of = found->second.post;
        for (const auto& [other_id, other] : posts_) {
            if (other.post.author.handle != of.author.handle || other.post.network != of.network)
                continue;
            if (history.posts++ == 0 || other.post.created < history.oldest)
                history.oldest = other.post.created;
        }
        return history;
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

    Result<std::vector<RoutedPost>> twins(std::string_view id, std::size_t count) const override
    {
        return oldest(count, [&](const RoutedPost& post) { return post.twin_of == id; });
    }

    Result<std::vector<RoutedPost>> orphans(Time from, std::size_t count) const override
    {
        return oldest(count, [&](const RoutedPost& post) {
            return !post.twin_of.empty() && !posts_.contains(post.twin_of) &&
                   post.post.created >= from;
        });
    }

    Result<std::vector<Copy>> copies(std::string_view id, std::size_t count) const override
    {
        std::vector<Copy> copies;
        const auto repeats = TRY(twins(id, posts_.size()));
        for (const RoutedPost& twin : repeats) {
            const Post& post = twin.post;
            const bool blocked = twin.trace.empty() || !twin.trace.back().ends_with(id);
            if (post.sensitive || is_hidden(post.id) || blocked) continue;
            const auto known = std::find_if(copies.begin(), copies.end(), [&](const Copy& copy) {
                return copy.network == post.network && copy.author == post.author.name &&
                       copy.kind == post.kind;
            });
            if (known != copies.end())
                ++known->posts;
            else
                copies.push_back({post.network, post.author.name, post.kind, 1});
        }
        if (copies.size() > count) copies.resize(count);
        return copies;
    }

    Result<std::vector<Answer>> answers(Time from, Time until, std::size_t count) const override
    {
        if (broken_) return std::unexpected{*broken_};
        std::map<std::string, const RoutedPost*> firsts;  // by what they answer
        for (const auto& [id, post] : posts_) {
            const auto question = posts_.find(post.post.in_reply_to);
            if (!post.by_company || question == posts_.end() || question->second.by_company)
                continue;
            const RoutedPost*& first = firsts[question->first];
            if (first == nullptr || post.post.created < first->post.created) first = &post;
        }
        std::vector<Answer> answers;
        for (const auto& [id, post] : firsts)
            if (post->post.created >= from && post->post.created < until &&
                may_be_told(posts_.at(id)) && may_be_told(*post))
                answers.push_back(
                    {posts_.at(id), *post, post->post.created - posts_.at(id).post.created});
        std::sort(answers.begin(), answers.end(), [](const Answer& a, const Answer& b) {
            return a.answer.post.created > b.answer.post.created;
        });
        if (answers.size() > count) answers.resize(count);
        return answers;
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

    Result<std::array<std::int64_t, 5>> stars(std::string_view department, Time from,
                                              Time until) const override
    {
        if (broken_) return std::unexpected{*broken_};
        std::array<std::int64_t, 5> counts{};
        for (const auto& [id, post] : posts_) {
            const bool theirs = department.empty() || contains(post.departments, department);
            if (!post.post.rating || !theirs || post.post.created < from ||
                post.post.created >= until)
                continue;
            const double whole = std::clamp(std::round(*post.post.rating), 1.0, 5.0);
            ++counts[static_cast<std::size_t>(whole) - 1];
        }
        return counts;
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

    Result<std::size_t> expire(Time before) override { return expire(before, ""); }

    Result<std::size_t> expire(Time before, std::string_view platform) override
    {
        if (broken_) return std::unexpected{*broken_};
        const auto expired = [&](const auto& one) {
            const std::string_view id{one.first};
            return one.second.post.created < before &&
                   (platform.empty() || id.substr(0, id.find(':')) == platform);
        };
        for (const auto& one : posts_)
            if (expired(one)) count_only(one.second.post.created, tally_of(one.second.mood));
        return std::erase_if(posts_, expired);
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

    template <class Condition>
    Result<std::vector<RoutedPost>> oldest(std::size_t count, Condition wanted) const
    {
        if (broken_) return std::unexpected{*broken_};
        std::vector<RoutedPost> found;
        for (const auto& [id, post] : posts_)
            if (wanted(post)) found.push_back(post);
        std::stable_sort(found.begin(), found.end(), [](const RoutedPost& a, const RoutedPost& b) {
            return a.post.created < b.post.created;
        });
        if (found.size() > count) found.resize(count);
        return found;
    }

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

    bool may_be_told(const RoutedPost& post) const
    {
        return !post.post.sensitive && !is_hidden(post.post.id);
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
