// SPDX-License-Identifier: Apache-2.0
// Exchanges chosen posts for others until sources and topics stand in proportion.
#include "publish/balance.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace narrowcast {

namespace {

constexpr double most_difference = 0.05;

// What of a post matters here: label, then its source and topics by number.
using Kinship = std::vector<std::size_t>;

class ShareKeeper {
public:
    ShareKeeper(const Mix& written, std::size_t places) : places_{static_cast<double>(places)}
    {
        const auto add = [&](std::map<std::string, std::size_t>& numbers, const auto& counts) {
            for (const auto& [name, count] : counts) {
                numbers.emplace(name, wanted_.size());
                wanted_.push_back(static_cast<double>(count) / static_cast<double>(written.posts));
            }
        };
        add(sources_, written.sources);
        add(topics_, written.topics);
        shown_.assign(wanted_.size(), 0);
    }

    // A source of which nothing was written in that time (an old pinned post's) has no number.
    Kinship kinship_of(const RoutedPost& routed) const
    {
        Kinship kinship{voice_of(routed.mood)};
        if (const auto source = sources_.find(routed.post.source); source != sources_.end())
            kinship.push_back(source->second);
        std::set<std::size_t> topics;
        for (const std::string& topic : routed.topics)
            if (const auto found = topics_.find(topic); found != topics_.end())
                topics.insert(found->second);
        kinship.insert(kinship.end(), topics.begin(), topics.end());
        return kinship;
    }

    void count(const Kinship& kinship, int by)
    {
        for (std::size_t i = 1; i < kinship.size(); ++i)
            shown_[kinship[i]] += by;
    }

    bool in_proportion() const
    {
        for (std::size_t i = 0; i < shown_.size(); ++i)
            if (std::abs(difference(i)) > most_difference) return false;
        return true;
    }

    // What is beyond the limit counts most; the rest only decides between equals.
    double badness() const
    {
        double sum = 0;
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            const double size = std::abs(difference(i));
            const double beyond = std::max(0.0, size - most_difference);
            sum += 1000 * beyond * beyond + size * size;
        }
        return sum;
    }

private:
    double difference(std::size_t i) const { return shown_[i] / places_ - wanted_[i]; }

    double places_;
    std::map<std::string, std::size_t> sources_, topics_;
    std::vector<double> wanted_, shown_;
};

class Exchange {
public:
    Exchange(std::vector<RoutedPost>& chosen, const std::vector<RoutedPost>& candidates,
             const std::set<std::string>& kept, const Mix& written)
        : chosen_{chosen}, candidates_{candidates}, kept_{kept}, shares_{written, chosen.size()}
    {
        for (const RoutedPost& post : chosen) {
            ids_.insert(post.post.id);
            ++of_author_[std::string{author_key(post)}];
            shares_.count(shares_.kinship_of(post), +1);
        }
        for (std::size_t i = 0; i < candidates.size(); ++i)
            waiting_[shares_.kinship_of(candidates[i])].push_back(i);
    }

    bool is_done() const { return shares_.in_proportion(); }

    bool improve(int most_of_one_author)
    {
        std::optional<std::pair<std::size_t, std::size_t>> best;
        double least = shares_.badness() - 1e-9;
        for (const auto& [kinship, index] : oldest_of_each())
            for (const auto& [other, waiting] : waiting_) {
                if (other == kinship || other[0] != kinship[0]) continue;
                const auto in = first_free(waiting, index, most_of_one_author);
                if (!in) continue;
                shares_.count(kinship, -1), shares_.count(other, +1);
                const double badness = shares_.badness();
                shares_.count(kinship, +1), shares_.count(other, -1);
                if (badness >= least) continue;
                least = badness;
                best = {index, *in};
            }
        if (best) swap(best->first, best->second);
        return best.has_value();
    }

private:
    std::map<Kinship, std::size_t> oldest_of_each() const
    {
        std::map<Kinship, std::size_t> oldest;
        for (std::size_t i = 0; i < chosen_.size(); ++i) {
            if (kept_.contains(chosen_[i].post.id)) continue;
            const auto [at, added] = oldest.try_emplace(shares_.kinship_of(chosen_[i]), i);
            if (!added && chosen_[i].post.created < chosen_[at->second].post.created)
                at->second = i;
        }
        return oldest;
    }

    std::optional<std::size_t> first_free(const std::vector<std::size_t>& waiting, std::size_t out,
                                          int most_of_one_author) const
    {
        for (const std::size_t i : waiting) {
            if (ids_.contains(candidates_[i].post.id)) continue;
            const std::string_view author = author_key(candidates_[i]);
            const auto found = of_author_.find(author);
            const bool leaves = author == author_key(chosen_[out]);
            if (author.empty() || leaves || found == of_author_.end() ||
                found->second < most_of_one_author)
                return i;
        }
        return {};
    }

    void swap(std::size_t out, std::size_t in)
    {
        RoutedPost& place = chosen_[out];
        shares_.count(shares_.kinship_of(place), -1);
        ids_.erase(place.post.id);
        --of_author_[std::string{author_key(place)}];
        place = candidates_[in];
        shares_.count(shares_.kinship_of(place), +1);
        ids_.insert(place.post.id);
        ++of_author_[std::string{author_key(place)}];
    }

    std::vector<RoutedPost>& chosen_;
    const std::vector<RoutedPost>& candidates_;
    const std::set<std::string>& kept_;
    ShareKeeper shares_;
    std::set<std::string> ids_;
    std::map<std::string, int, std::less<>> of_author_;
    std::map<Kinship, std::vector<std::size_t>> waiting_;
};

}  // namespace

std::string_view author_key(const RoutedPost& routed)
{
    const Author& author = routed.post.author;
    return author.handle.empty() ? author.name : author.handle;
}

void balance(std::vector<RoutedPost>& chosen, const std::vector<RoutedPost>& candidates,
             const std::set<std::string>& kept, const Mix& written, int most_of_one_author)
{
    if (written.posts == 0 || chosen.empty()) return;
    Exchange exchange{chosen, candidates, kept, written};
    for (std::size_t swaps = 0; swaps < 2 * chosen.size() && !exchange.is_done(); ++swaps)
        if (!exchange.improve(most_of_one_author)) return;
}

}  // namespace narrowcast
