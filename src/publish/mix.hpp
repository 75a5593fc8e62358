// SPDX-License-Identifier: Apache-2.0
// How posts are divided over labels, sources and topics: what must be alike between those that
// were written and those that are shown.
#pragma once

#include "narrowcast/post.hpp"
#include "publish/charts.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace narrowcast {

struct Mix {
    Voices labels{};
    std::map<std::string, std::int64_t> sources, topics;  // a post may have several topics, or none
    std::int64_t posts = 0;  // that the sources and topics are of; 0: these are not known

    void add(const RoutedPost& routed);  // counts the topics that `topics` already names
};

// A mix of nothing, with the topics that are looked at.
Mix empty_mix(const std::vector<std::string>& topics);

// The largest difference between the shares of the two, over all labels, sources and topics; 0
// when either has no posts.
double skew_between(const Mix& written, const Mix& shown);

std::size_t voice_of(const Mood& mood);  // index into Voices

}  // namespace narrowcast
