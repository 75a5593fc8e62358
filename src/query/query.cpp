// SPDX-License-Identifier: Apache-2.0
// What a query matches, and how it is written out.
#include "query/query.hpp"

#include "lib/unicode.hpp"
#include "query/handle.hpp"
#include "query/tree.hpp"

#include <algorithm>
#include <utility>

namespace narrowcast {

namespace {

using Node = Query::Node;
using Kind = Node::Kind;

// Where a platform gives no handle (a feed), the name is all there is.
bool is_by(const Node& author, const Searched& post)
{
    const std::string handle = bare_handle(post.handle);
    if (handle.empty()) {
        Phrase name = phrase_of(author.value);
        name.beginning = author.beginning;
        return name.stands_in(FoldedWords{post.author});
    }
    return author.beginning ? handle.starts_with(author.value) : is_handle_of(author.value, handle);
}

// "nl" is also "nl-BE", but not the other way round.
bool is_in(std::string_view wanted, std::string_view language)
{
    const std::string spoken = lib::folded(language);
    return std::string_view{spoken}.starts_with(wanted) &&
           (spoken.size() == wanted.size() || spoken[wanted.size()] == '-' ||
            spoken[wanted.size()] == '_');
}

bool is_known(std::string_view language) { return !language.empty() && language != "und"; }

Node::Unknown denied(Node::Unknown unknown)
{
    return unknown == Node::Unknown::fitting ? Node::Unknown::other
           : unknown == Node::Unknown::other ? Node::Unknown::fitting
                                             : unknown;
}

bool is_from(std::string_view wanted, const Searched& post)
{
    return lib::folded(post.source) == wanted || lib::folded(post.network) == wanted ||
           lib::folded(post.platform) == wanted;
}

// The first range of `of` that begins at or after `word`.
WordRange next_from(const std::vector<WordRange>& of, std::size_t word)
{
    const auto found = std::ranges::lower_bound(of, word, {}, &WordRange::begin);
    return found == of.end() ? WordRange{} : *found;
}

NearPair in_order(const std::vector<WordRange>& before, const std::vector<WordRange>& after,
                  std::size_t within)
{
    for (const WordRange& first : before) {
        const WordRange second = next_from(after, first.end);
        if (!second.empty() && second.begin - first.end <= within) return {first, second};
    }
    return {};
}

bool is_plain(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           byte >= 0x80;
}

std::string quoted_if_needed(const std::string& value)
{
    return std::ranges::all_of(value, is_plain) ? value : '"' + value + '"';
}

std::string spelled_phrase(const Phrase& phrase)
{
    std::string out;
    for (const std::string& word : phrase.words)
        out += (out.empty() ? "" : " ") + word;
    if (phrase.beginning) out += '*';
    return out;
}

std::string in_brackets(const Node& node)
{
    const bool compound = node.kind == Kind::all || node.kind == Kind::any;
    return compound ? "(" + node.spelled() + ")" : node.spelled();
}

std::string spelled_between(const Node& node, const std::string& sign)
{
    std::string out;
    for (const auto& part : node.parts)
        out += (out.empty() ? "" : sign) + in_brackets(*part);
    return out;
}

}  // namespace

NearPair near_pair(const Node& near, const FoldedWords& text)
{
    const auto one = near.parts[0]->places_in(text), other = near.parts[1]->places_in(text);
    const NearPair pair = in_order(one, other, near.within);
    return pair.first.empty() ? in_order(other, one, near.within) : pair;
}

std::vector<WordRange> Node::places_in(const FoldedWords& text) const
{
    std::vector<WordRange> places;
    if (kind == Kind::phrase)
        for (WordRange at = phrase.find_in(text); !at.empty();
             at = phrase.find_in(text, at.begin + 1))
            places.push_back(at);
    for (const auto& part : parts) {
        const auto more = part->places_in(text);
        places.insert(places.end(), more.begin(), more.end());
    }
    std::ranges::sort(places, {}, [](const WordRange& at) { return std::pair{at.begin, at.end}; });
    return places;
}

bool Node::matches(const Searched& post, Unknown unknown) const
{
    const auto part_matches = [&](const auto& part) { return part->matches(post, unknown); };
    switch (kind) {
        case Kind::phrase:
            return phrase.stands_in(post.words);
        case Kind::near:
            return !near_pair(*this, post.words).first.empty();
        case Kind::author:
            return is_by(*this, post);
        case Kind::name:
            return phrase.stands_in(FoldedWords{post.author});
        case Kind::language:
            return is_known(post.language) ? is_in(value, post.language)
                                           : unknown == Unknown::fitting;
        case Kind::source:
            return is_from(value, post);
        case Kind::media:
            return post.media;
        case Kind::all:
            return std::ranges::all_of(parts, part_matches);
        case Kind::any:
            return std::ranges::any_of(parts, part_matches);
        case Kind::none:
            break;
    }
    return !parts.front()->matches(post, denied(unknown));
}

std::string Node::spelled() const
{
    switch (kind) {
        case Kind::phrase: {
            const std::string words = spelled_phrase(phrase);
            return phrase.words.size() > 1 ? '"' + words + '"' : words;
        }
        case Kind::near:
            return spelled_between(*this, " near/" + std::to_string(within) + " ");
        case Kind::author:
            return "author:" + value + (beginning ? "*" : "");
        case Kind::name:
            return "author:\"" + spelled_phrase(phrase) + '"';
        case Kind::language:
            return "lang:" + value;
        case Kind::source:
            return "source:" + quoted_if_needed(value);
        case Kind::media:
            return "has:media";
        case Kind::all:
            return spelled_between(*this, " AND ");
        case Kind::any:
            return spelled_between(*this, " OR ");
        case Kind::none:
            break;
    }
    return "NOT " + in_brackets(*parts.front());
}

std::string searched_text(const Post& post)
{
    return post.title.empty() ? post.text : post.title + "\n" + post.text;
}

Searched searched(const Post& post)
{
    Searched made;
    if (post.title.empty())
        made.words.read(post.text);
    else
        made.words.read(searched_text(post));
    made.author = post.author.name;
    made.handle = post.author.handle;
    made.language = post.language;
    made.source = post.source;
    made.network = post.network;
    made.platform = std::string_view{post.id}.substr(0, post.id.find(':'));
    made.media = !post.media.empty();
    return made;
}

Query::Query(std::unique_ptr<Node> root) : root_{std::move(root)} {}
Query::Query(Query&&) noexcept = default;
Query& Query::operator=(Query&&) noexcept = default;
Query::~Query() = default;

bool Query::matches(const Searched& post) const { return root_->matches(post); }
bool Query::may_match(const Searched& post) const
{
    return root_->matches(post, Node::Unknown::fitting);
}

bool Query::matches(std::string_view text) const
{
    Searched post;
    post.words.read(text);
    return matches(post);
}

std::string Query::spelled() const { return root_->spelled(); }

}  // namespace narrowcast
