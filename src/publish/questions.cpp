// SPDX-License-Identifier: Apache-2.0
// What people ask, and how many ask it.
#include "publish/offers.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>

namespace narrowcast {

namespace {

constexpr std::size_t most_questions = 3;
constexpr std::size_t most_signs = 280;

bool asks(const Post& post)
{
    constexpr std::array<std::string_view, 3> marks{"?", "？", "؟"};
    return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
        return post.text.contains(mark) || post.title.contains(mark);
    });
}

bool may_be_told(const RoutedPost& routed, const CompanyConfig& company)
{
    return asks(routed.post) && !routed.post.sensitive && !routed.by_company &&
           !is_company(routed.post.author, company) && routed.post.kind != Kind::article &&
           routed.post.kind != Kind::repost && signs_in(routed.post.text) <= most_signs;
}

std::size_t shared_words(const std::vector<std::string_view>& a,
                         const std::vector<std::string_view>& b)
{
    std::vector<std::string_view> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both.size();
}

bool ask_the_same(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b)
{
    const std::size_t both = shared_words(a, b), either = a.size() + b.size() - both;
    return both >= 2 && 3 * both >= either;
}

// A question, and all that are like it.
struct Cluster {
    std::vector<std::size_t> members;
    std::set<std::string> people;
};

Cluster around(std::size_t centre, const std::vector<Reading>& readings,
               const std::vector<std::vector<std::string_view>>& words,
               const std::vector<bool>& told)
{
    Cluster cluster;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (told[i] || (i != centre && !ask_the_same(words[centre], words[i]))) continue;
        const Post& post = readings[i].post->post;
        const std::string& name =
            post.author.handle.empty() ? post.author.name : post.author.handle;
        cluster.members.push_back(i);
        cluster.people.insert(name.empty() ? post.id : name);
    }
    return cluster;
}

}  // namespace

// Each cluster stands around the question with the most like it: nothing is chained together over
// others that it does not resemble itself.
std::vector<AskedOften> top_questions(const std::vector<RoutedPost>& posts,
                                      const WallConfig& config)
{
    const Reader reader{config};
    std::vector<Reading> readings;
    for (const RoutedPost& routed : posts)
        if (may_be_told(routed, config.company)) readings.push_back(reader.read(routed));
    std::vector<std::vector<std::string_view>> words;
    for (const Reading& reading : readings)
        words.push_back(reading.sorted());
    std::vector<AskedOften> asked;
    std::vector<bool> told(readings.size(), false);
    while (asked.size() < most_questions) {
        Cluster best;
        std::size_t centre = 0;
        for (std::size_t i = 0; i < readings.size(); ++i) {
            if (told[i]) continue;
            Cluster cluster = around(i, readings, words, told);
            if (cluster.people.size() <= best.people.size()) continue;
            best = std::move(cluster);
            centre = i;
        }
        if (best.members.empty()) break;
        asked.push_back({readings[centre].post, static_cast<std::int64_t>(best.people.size())});
        for (const std::size_t i : best.members)
            told[i] = true;
    }
    return asked;
}

}  // namespace narrowcast
