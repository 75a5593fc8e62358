// SPDX-License-Identifier: Apache-2.0
// How posts are divided over labels, sources and topics.
#include "publish/mix.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace narrowcast {

namespace {

double share(std::int64_t part, std::int64_t whole)
{
    return static_cast<double>(part) / static_cast<double>(whole);
}

std::int64_t count_of(const std::map<std::string, std::int64_t>& counts, const std::string& name)
{
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

double largest_difference(const Mix& written, const Mix& shown,
                          std::map<std::string, std::int64_t> Mix::*part)
{
    double largest = 0;
    for (const Mix* mix : {&written, &shown})
        for (const auto& [name, count] : mix->*part) {
            const double difference = share(count_of(written.*part, name), written.posts) -
                                      share(count_of(shown.*part, name), shown.posts);
            largest = std::max(largest, std::abs(difference));
        }
    return largest;
}

std::int64_t sum_of(const Voices& labels)
{
    return std::accumulate(labels.begin(), labels.end(), std::int64_t{0});
}

}  // namespace

std::size_t voice_of(const Mood& mood)
{
    return mood.sure ? static_cast<std::size_t>(mood.label) : 3;
}

void Mix::add(const RoutedPost& routed)
{
    ++posts;
    ++labels[voice_of(routed.mood)];
    ++sources[routed.post.source];
    const std::set<std::string> once{routed.topics.begin(), routed.topics.end()};
    for (const std::string& topic : once)
        if (const auto found = topics.find(topic); found != topics.end()) ++found->second;
}

Mix empty_mix(const std::vector<std::string>& topics)
{
    Mix mix;
    for (const std::string& topic : topics)
        mix.topics.emplace(topic, 0);
    return mix;
}

double skew_between(const Mix& written, const Mix& shown)
{
    double largest = 0;
    const std::int64_t all = sum_of(written.labels), some = sum_of(shown.labels);
    for (std::size_t i = 0; all > 0 && some > 0 && i < written.labels.size(); ++i)
        largest = std::max(largest,
                           std::abs(share(written.labels[i], all) - share(shown.labels[i], some)));
    if (written.posts == 0 || shown.posts == 0) return largest;
    return std::max({largest, largest_difference(written, shown, &Mix::sources),
                     largest_difference(written, shown, &Mix::topics)});
}

}  // namespace narrowcast
