// SPDX-License-Identifier: Apache-2.0
// What cannot be said is "everything" (nothing): beside other words it is left out, and it makes
// everything of the alternatives it stands among. So a search finds more rather than less.
#include "query/wish.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace narrowcast {

namespace {

using Node = Query::Node;
using Said = std::optional<SearchWish>;  // nothing: everything

SearchWish term(std::string text, bool alone)
{
    return {.kind = SearchWish::Kind::term, .text = std::move(text), .alone = alone};
}

Said all_of(std::vector<SearchWish> parts)
{
    if (parts.empty()) return std::nullopt;
    if (parts.size() == 1) return std::move(parts.front());
    SearchWish made{.kind = SearchWish::Kind::all, .text = {}, .parts = std::move(parts)};
    made.alone = std::ranges::any_of(made.parts, &SearchWish::alone);
    made.excludes = std::ranges::all_of(made.parts, &SearchWish::excludes);
    return made;
}

void add(std::vector<SearchWish>& to, Said part)
{
    if (!part) return;
    if (part->kind == SearchWish::Kind::all)
        std::ranges::move(part->parts, std::back_inserter(to));
    else
        to.push_back(*std::move(part));
}

bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_operator(std::string_view word)
{
    const std::string small = ascii_lower(word);
    return small == "and" || small == "or" || small == "not" || small == "near";
}

// Words as they were written, without signs that a search could take for its own.
std::string harmless(std::string_view written)
{
    constexpr std::string_view kept = "-'.,&/";
    std::string out;
    for (const char c : written) {
        const bool stays = is_plain(c) || kept.find(c) != kept.npos;
        if (stays || (!out.empty() && out.back() != ' ')) out += stays ? c : ' ';
    }
    return std::string{trimmed(out)};
}

class Translator {
public:
    // `beginnings_as_words`: as a last resort "inlog*" is "inlog", which finds less.
    Translator(const SearchDialect& dialect, bool beginnings_as_words)
        : dialect_{dialect}, beginnings_as_words_{beginnings_as_words}
    {
    }

    Said said(const Node& node) const
    {
        switch (node.kind) {
            case Node::Kind::phrase:
                return phrase(node);
            case Node::Kind::near:
            case Node::Kind::all:
                return every(node);
            case Node::Kind::any:
                return either(node);
            case Node::Kind::none:
                return denied(*node.parts.front());
            case Node::Kind::author:
                return author(node);
            case Node::Kind::language:
                return language(node);
            case Node::Kind::media:
                return dialect_.media.empty() ? Said{} : term(std::string{dialect_.media}, false);
            case Node::Kind::name:
            case Node::Kind::source:
                break;
        }
        return std::nullopt;
    }

private:
    std::string word(std::string_view written) const
    {
        const bool plain = std::ranges::all_of(written, is_plain) && !is_operator(written);
        if (plain) return std::string{written};
        return dialect_.phrases ? '"' + std::string{written} + '"' : ascii_lower(written);
    }

    // The first `count` words side by side, or all of them where that cannot be said.
    void add_words(std::vector<SearchWish>& to, const Node& node, const FoldedWords& words,
                   std::size_t count) const
    {
        const auto at = [&](std::size_t i) { return words.place(i); };
        const std::string_view written = node.written;
        if (count > 1 && dialect_.phrases) {
            const std::string_view span =
                written.substr(at(0).begin, at(count - 1).end - at(0).begin);
            to.push_back(term('"' + harmless(span) + '"', true));
            return;
        }
        for (std::size_t i = 0; i < count; ++i)
            to.push_back(term(word(written.substr(at(i).begin, at(i).end - at(i).begin)), true));
    }

    Said phrase(const Node& node) const
    {
        const FoldedWords words{node.written};
        const bool beginning = node.phrase.beginning && !beginnings_as_words_;
        std::vector<SearchWish> terms;
        add_words(terms, node, words, words.size() - (beginning ? 1 : 0));
        if (beginning && dialect_.prefixes) {
            const auto last = words.place(words.size() - 1);
            const std::string_view begun =
                std::string_view{node.written}.substr(last.begin, last.end - last.begin);
            if (std::ranges::all_of(begun, is_plain))
                terms.push_back(term(std::string{begun} + '*', true));
        }
        return all_of(std::move(terms));
    }

    Said every(const Node& node) const
    {
        std::vector<SearchWish> parts;
        for (const auto& part : node.parts)
            add(parts, said(*part));
        return all_of(std::move(parts));
    }

    Said either(const Node& node) const
    {
        std::vector<SearchWish> parts;
        for (const auto& part : node.parts) {
            Said alternative = said(*part);
            if (!alternative || alternative->excludes) return std::nullopt;
            if (alternative->kind == SearchWish::Kind::any)
                std::ranges::move(alternative->parts, std::back_inserter(parts));
            else
                parts.push_back(*std::move(alternative));
        }
        SearchWish made{.kind = SearchWish::Kind::any, .text = {}, .parts = std::move(parts)};
        made.alone = std::ranges::all_of(made.parts, &SearchWish::alone);
        return made;
    }

    Said author(const Node& node) const
    {
        const bool whole = node.value.find_first_of("@.") != node.value.npos;
        if (dialect_.author.empty() || node.beginning || (dialect_.whole_handles && !whole))
            return std::nullopt;
        return term(std::string{dialect_.author} + node.value, true);
    }

    Said language(const Node& node) const
    {
        if (dialect_.language.empty()) return std::nullopt;
        return term(std::string{dialect_.language} + node.value.substr(0, node.value.find('-')),
                    false);
    }

    Said denied(const Node& node) const
    {
        if (node.kind == Node::Kind::none) return said(*node.parts.front());
        if (dialect_.none.empty()) return std::nullopt;
        if (node.kind == Node::Kind::any) {
            std::vector<SearchWish> parts;
            for (const auto& part : node.parts)
                add(parts, denied(*part));
            return all_of(std::move(parts));
        }
        return is_exact(node) ? excluded(said(node)) : std::nullopt;
    }

    // Whether the platform means no more by it than the query: what is excluded is lost.
    bool is_exact(const Node& node) const
    {
        switch (node.kind) {
            case Node::Kind::phrase:
                return !node.phrase.beginning ||
                       (node.phrase.words.size() == 1 && dialect_.prefixes);
            case Node::Kind::language:
                return node.value.find('-') == node.value.npos;
            case Node::Kind::author:
            case Node::Kind::media:
                return true;
            default:
                return false;
        }
    }

    Said excluded(Said wish) const
    {
        if (!wish || wish->kind != SearchWish::Kind::term) return std::nullopt;
        wish->text = std::string{dialect_.none} + wish->text;
        wish->alone = false;
        wish->excludes = true;
        return wish;
    }

    const SearchDialect& dialect_;
    bool beginnings_as_words_;
};

void add_alternatives(std::vector<const Node*>& to, const Node& node)
{
    if (node.kind != Node::Kind::any) return to.push_back(&node);
    for (const auto& part : node.parts)
        add_alternatives(to, *part);
}

}  // namespace

SearchWishes wishes_of(const Query::Node& root, const SearchDialect& dialect)
{
    const Translator exact{dialect, false}, last_resort{dialect, true};
    std::vector<const Node*> alternatives;
    add_alternatives(alternatives, root);
    SearchWishes wishes;
    for (const Node* alternative : alternatives) {
        Said said = exact.said(*alternative);
        if (!said || !said->alone) {
            wishes.complete = false;
            said = last_resort.said(*alternative);
        }
        if (said && said->alone) wishes.alternatives.push_back(*std::move(said));
    }
    return wishes;
}

}  // namespace narrowcast
