// SPDX-License-Identifier: Apache-2.0
#include "query/interest.hpp"

#include "lib/unicode.hpp"
#include "query/tree.hpp"

#include <algorithm>
#include <iterator>

namespace narrowcast {

namespace {

using Node = Query::Node;
using Needles = std::vector<std::string>;

// Few and long ones spare the most.
std::size_t worth(const Needles& needles)
{
    if (needles.empty()) return 0;
    const auto shortest = std::ranges::min_element(
        needles, {}, [](const std::string& needle) { return needle.size(); });
    return 64 * shortest->size() / needles.size();
}

// An emoji may be spelled in several ways: only plain letters and digits are looked for.
Needles of_phrase(const Phrase& phrase)
{
    Needles best;
    for (const std::string& word : phrase.words)
        if (lib::is_ascii(word) && (best.empty() || word.size() > best.front().size()))
            best = {word};
    return best;
}

Needles needles_of(const Node& node);

Needles best_of(const Node& node)
{
    Needles best;
    for (const auto& part : node.parts)
        if (Needles needles = needles_of(*part); worth(needles) > worth(best))
            best = std::move(needles);
    return best;
}

Needles each_of(const Node& node)
{
    Needles all;
    for (const auto& part : node.parts) {
        Needles needles = needles_of(*part);
        if (needles.empty()) return {};
        std::ranges::move(needles, std::back_inserter(all));
    }
    return all;
}

Needles needles_of(const Node& node)
{
    switch (node.kind) {
        case Node::Kind::phrase:
            return of_phrase(node.phrase);
        case Node::Kind::near:
        case Node::Kind::all:
            return best_of(node);
        case Node::Kind::any:
            return each_of(node);
        default:
            return {};
    }
}

void note(const Node& node, Interest& interest)
{
    if (node.kind == Node::Kind::phrase) interest.words = true;
    if (node.kind == Node::Kind::language) interest.language = true;
    for (const auto& part : node.parts)
        note(*part, interest);
}

}  // namespace

Interest interest_of(const Query& query)
{
    Interest interest;
    note(query.root(), interest);
    interest.needles = needles_of(query.root());
    return interest;
}

}  // namespace narrowcast
