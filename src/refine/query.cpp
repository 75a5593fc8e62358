// SPDX-License-Identifier: Apache-2.0
// What a query matches, and how it is written out.
#include "refine/query.hpp"

#include <algorithm>

namespace narrowcast {

namespace {

bool stands_at(const Query::Node& node, const FoldedWords& text, std::size_t at)
{
    const std::size_t last = node.words.size() - 1;
    for (std::size_t i = 0; i < last; ++i)
        if (text[at + i] != node.words[i]) return false;
    return node.beginning ? text[at + last].starts_with(node.words[last])
                          : text[at + last] == node.words[last];
}

std::string in_brackets(const Query::Node& node)
{
    const bool compound =
        node.kind == Query::Node::Kind::all || node.kind == Query::Node::Kind::any;
    return compound ? "(" + node.spelled() + ")" : node.spelled();
}

}  // namespace

bool Query::Node::matches(const FoldedWords& text) const
{
    const auto part_matches = [&](const auto& part) { return part->matches(text); };
    switch (kind) {
        case Kind::all:
            return std::all_of(parts.begin(), parts.end(), part_matches);
        case Kind::any:
            return std::any_of(parts.begin(), parts.end(), part_matches);
        case Kind::none:
            return !parts.front()->matches(text);
        case Kind::words:
            break;
    }
    for (std::size_t at = 0; at + words.size() <= text.size(); ++at)
        if (stands_at(*this, text, at)) return true;
    return false;
}

std::string Query::Node::spelled() const
{
    if (kind == Kind::none) return "NOT " + in_brackets(*parts.front());
    std::string out;
    if (kind == Kind::words) {
        for (const std::string& word : words)
            out += (out.empty() ? "" : " ") + word;
        if (beginning) out += '*';
        return words.size() > 1 ? '"' + out + '"' : out;
    }
    for (const auto& part : parts) {
        if (!out.empty()) out += kind == Kind::all ? " AND " : " OR ";
        out += in_brackets(*part);
    }
    return out;
}

Query::Node words_node(std::string_view text)
{
    Query::Node node;
    node.beginning = text.ends_with('*');
    const FoldedWords words{text};
    for (std::size_t i = 0; i < words.size(); ++i)
        node.words.emplace_back(words[i]);
    return node;
}

Query::Query(std::unique_ptr<Node> root) : root_{std::move(root)} {}
Query::Query(Query&&) noexcept = default;
Query& Query::operator=(Query&&) noexcept = default;
Query::~Query() = default;

bool Query::matches(std::string_view text) const { return root_->matches(FoldedWords{text}); }
std::string Query::spelled() const { return root_->spelled(); }

}  // namespace narrowcast
