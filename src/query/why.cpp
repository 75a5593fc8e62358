// SPDX-License-Identifier: Apache-2.0
#include "query/why.hpp"

#include "query/tree.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace narrowcast {

namespace {

using Node = Query::Node;
using Kind = Node::Kind;
using Part = Explanation::Part;
using Range = Explanation::Range;

Range bytes_of(const WordRange& words, const FoldedWords& text)
{
    return {text.place(words.begin).begin, text.place(words.end - 1).end};
}

std::vector<Range> places_of(const Node& node, const FoldedWords& text)
{
    std::vector<Range> places;
    for (const WordRange& words : node.places_in(text))
        places.push_back(bytes_of(words, text));
    return places;
}

Part of_phrase(const Node& node, const Searched& post)
{
    std::vector<Range> places = places_of(node, post.words);
    const bool there = !places.empty();
    return {node.spelled() + (there ? " is in it" : " is not in it"), std::move(places)};
}

std::string distance(const NearPair& pair)
{
    const std::size_t between = pair.second.begin - pair.first.end;
    if (between == 0) return "side by side";
    return between == 1 ? "1 word between" : std::to_string(between) + " words between";
}

Part of_near(const Node& node, const Searched& post)
{
    const std::string asked = node.spelled() + ": ";
    const NearPair pair = near_pair(node, post.words);
    if (!pair.first.empty())
        return {asked + distance(pair),
                {bytes_of(pair.first, post.words), bytes_of(pair.second, post.words)}};
    for (const auto& part : node.parts)
        if (part->places_in(post.words).empty())
            return {asked + part->spelled() + " is not in it", {}};
    return {asked + "both are in it, but not so close", {}};
}

std::string of_author(const Searched& post)
{
    if (post.handle.empty() && post.author.empty()) return "its author is not known";
    std::string who{post.author};
    if (!post.handle.empty()) who += (who.empty() ? "" : " ") + std::string{post.handle};
    return "it was written by " + who;
}

std::string of_language(const Searched& post)
{
    return post.language.empty() || post.language == "und"
               ? "its language is not known"
               : "its language is " + std::string{post.language};
}

std::string of_source(const Searched& post)
{
    std::string names;
    for (const std::string_view name : {post.source, post.network, post.platform})
        if (!name.empty() && names.find(name) == names.npos)
            names += (names.empty() ? "" : ", ") + std::string{name};
    return names.empty() ? "it is not known where it came from" : "it came from " + names;
}

std::string of_fact(const Node& node, const Searched& post)
{
    switch (node.kind) {
        case Kind::author:
        case Kind::name:
            return of_author(post);
        case Kind::language:
            return of_language(post);
        case Kind::source:
            return of_source(post);
        default:
            return post.media ? "it has a picture or a video" : "it has no picture or video";
    }
}

std::vector<Part> parts_of(const Node& node, const Searched& post);

void add_parts(std::vector<Part>& to, const Node& node, const Searched& post)
{
    std::ranges::move(parts_of(node, post), std::back_inserter(to));
}

std::vector<Part> of_all(const Node& node, const Searched& post)
{
    const bool matches = node.matches(post);
    std::vector<Part> parts;
    for (const auto& part : node.parts)
        if (matches || !part->matches(post)) add_parts(parts, *part, post);
    return parts;
}

std::vector<Part> of_any(const Node& node, const Searched& post)
{
    std::vector<Part> parts;
    if (node.matches(post)) {
        for (const auto& part : node.parts)
            if (part->matches(post)) add_parts(parts, *part, post);
        return parts;
    }
    std::string words;
    for (const auto& part : node.parts)
        if (part->kind == Kind::phrase)
            words += (words.empty() ? "" : ", ") + part->spelled();
        else
            add_parts(parts, *part, post);
    if (!words.empty()) parts.insert(parts.begin(), {"none of these is in it: " + words, {}});
    return parts;
}

std::vector<Part> of_none(const Node& node, const Searched& post)
{
    std::string sentences;
    std::vector<Range> places;
    for (Part& part : parts_of(*node.parts.front(), post)) {
        sentences += (sentences.empty() ? "" : "; ") + part.sentence;
        std::ranges::move(part.places, std::back_inserter(places));
    }
    const bool denied = node.matches(post);
    if (denied) places.clear();  // it matches for what is not there
    std::vector<Part> parts;
    parts.push_back(
        {node.spelled() + ": " + (denied ? "" : "but ") + sentences, std::move(places)});
    return parts;
}

std::vector<Part> parts_of(const Node& node, const Searched& post)
{
    switch (node.kind) {
        case Kind::all:
            return of_all(node, post);
        case Kind::any:
            return of_any(node, post);
        case Kind::none:
            return of_none(node, post);
        case Kind::phrase:
            return {of_phrase(node, post)};
        case Kind::near:
            return {of_near(node, post)};
        default:
            return {{node.spelled() + ": " + of_fact(node, post), {}}};
    }
}

}  // namespace

Explanation why(const Query& query, const Searched& post)
{
    return {query.matches(post), parts_of(query.root(), post)};
}

}  // namespace narrowcast
