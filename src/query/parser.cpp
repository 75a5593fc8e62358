// SPDX-License-Identifier: Apache-2.0
// Reads a query by recursive descent: OR binds less than AND, AND less than NOT, NOT less than
// near.
#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "query/handle.hpp"
#include "query/tokens.hpp"
#include "query/tree.hpp"

#include <algorithm>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::size_t longest_query = 4096;  // bytes
constexpr int deepest = 40;                  // brackets and NOTs within each other

using Kind = Query::Node::Kind;
using Made = std::unique_ptr<Query::Node>;
using Parsed = std::expected<Made, QueryFault>;

std::unexpected<QueryFault> wrong(std::size_t at, std::string sentence)
{
    return std::unexpected{QueryFault{at, std::move(sentence)}};
}

std::string column_of(std::string_view query, std::size_t at)
{
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    const std::string_view before = query.substr(0, at);
    const auto characters =
        std::count_if(before.begin(), before.end(), [&](char c) { return !continues(c); });
    return "column " + std::to_string(characters + 1) + ": ";
}

Made made(Kind kind)
{
    auto node = std::make_unique<Query::Node>();
    node->kind = kind;
    return node;
}

Made group(Kind kind, std::vector<Made> parts)
{
    if (parts.size() == 1 && kind != Kind::none) return std::move(parts.front());
    Made node = made(kind);
    node->parts = std::move(parts);
    return node;
}

// ---- what stands alone -------------------------------------------------------------------------

// Only at the end, and so off; whether it was there.
std::expected<bool, QueryFault> take_star(std::string_view& text, std::size_t at)
{
    const std::size_t star = text.find('*');
    if (star == text.npos) return false;
    if (star + 1 != text.size())
        return wrong(at + star, "a '*' may only stand at the end of a word");
    text.remove_suffix(1);
    return true;
}

Parsed words_of(const QueryToken& token)
{
    std::string_view text = token.text;
    const bool phrase = token.kind == QueryToken::Kind::phrase;
    if (!phrase && text.starts_with('-'))
        return wrong(token.at, "a '-' does not exclude here; write NOT before the word");
    if (!phrase && text.ends_with(','))
        return wrong(token.at + text.size() - 1, "write AND or OR instead of the comma");
    TRY(take_star(text, token.at));
    Made node = made(Kind::phrase);
    node->phrase = phrase_of(token.text);
    if (node->phrase.words.empty())
        return wrong(token.at, "there is no letter or digit in '" + std::string{token.text} +
                                   "'; write a word, or AND, OR, NOT in capitals");
    node->written = text;
    return node;
}

bool may_stand_in_handle(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
           c == '@' || byte >= 0x80;
}

constexpr const char* how_authors_are_written =
    "author: needs a handle right behind it, such as author:@sanne, or a name in quotes, such as "
    "author:\"Sanne de Vries\"";

Parsed name_of_author(const QueryToken& token)
{
    Made node = made(Kind::name);
    node->phrase = phrase_of(token.value);
    if (node->phrase.words.empty()) return wrong(token.at, how_authors_are_written);
    return node;
}

Parsed author_of(const QueryToken& token)
{
    if (token.quoted) return name_of_author(token);
    std::string_view value = token.value;
    Made node = made(Kind::author);
    node->beginning = TRY(take_star(value, token.at + token.text.size()));
    node->value = bare_handle(value);
    if (node->value.empty() || node->value.starts_with('@'))
        return wrong(token.at, how_authors_are_written);
    if (!std::ranges::all_of(node->value, may_stand_in_handle))
        return wrong(token.at, "'" + std::string{value} +
                                   "' is no handle; a name goes in quotes, such as "
                                   "author:\"Sanne de Vries\"");
    return node;
}

Parsed language_of(const QueryToken& token)
{
    Made node = made(Kind::language);
    node->value = ascii_lower(token.value);
    std::ranges::replace(node->value, '_', '-');
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const std::string_view first = std::string_view{node->value}.substr(0, node->value.find('-'));
    const bool shaped = (first.size() == 2 || first.size() == 3) && node->value.size() <= 35 &&
                        std::ranges::all_of(first, is_letter) && !node->value.ends_with('-') &&
                        std::ranges::all_of(node->value, [&](char c) {
                            return is_letter(c) || c == '-' || (c >= '0' && c <= '9');
                        });
    if (!shaped)
        return wrong(token.at,
                     "lang: needs a language code right behind it: lang:nl for Dutch, "
                     "lang:en for English");
    return node;
}

Parsed source_of(const QueryToken& token)
{
    Made node = made(Kind::source);
    node->value = lib::folded(token.value);
    std::erase(node->value, '"');  // what a wide quotation mark was folded to
    node->value = trimmed(node->value);
    if (node->value.empty())
        return wrong(token.at,
                     "source: needs a platform or the name of a source right behind it, such as "
                     "source:mastodon or source:\"Our forum\"");
    return node;
}

Parsed media_of(const QueryToken& token)
{
    if (ascii_lower(token.value) != "media")
        return wrong(token.at, "has: knows has:media only, a picture or a video");
    return made(Kind::media);
}

Parsed field_of(const QueryToken& token)
{
    if (!token.quoted && token.value.ends_with(','))
        return wrong(token.at + token.text.size() + token.value.size() - 1,
                     "write AND or OR instead of the comma");
    const std::string name = ascii_lower(token.text);
    if (name == "author:") return author_of(token);
    if (name == "lang:") return language_of(token);
    return name == "source:" ? source_of(token) : media_of(token);
}

// ---- what stands together ----------------------------------------------------------------------

bool may_be_near(const Query::Node& node)
{
    if (node.kind == Kind::phrase) return true;
    return node.kind == Kind::any && std::ranges::all_of(node.parts, [](const Made& part) {
               return part->kind == Kind::phrase;
           });
}

class Parser {
public:
    explicit Parser(std::vector<QueryToken> tokens) : tokens_{std::move(tokens)} {}

    Parsed parse()
    {
        if (tokens_.size() == 1)
            return wrong(
                0, "the query is empty; write the words to look for, such as app AND storing");
        Made root = TRY(either(0));
        if (peek().kind == QueryToken::Kind::close)
            return wrong(peek().at, "this ')' closes no '('; remove it");
        return root;
    }

private:
    const QueryToken& peek() const { return tokens_[next_]; }

    Parsed either(int depth)
    {
        std::vector<Made> parts;
        parts.push_back(TRY(both(depth)));
        while (peek().kind == QueryToken::Kind::either) {
            ++next_;
            parts.push_back(TRY(both(depth)));
        }
        return group(Kind::any, std::move(parts));
    }

    Parsed both(int depth)
    {
        std::vector<Made> parts;
        parts.push_back(TRY(one(depth)));
        while (peek().kind != QueryToken::Kind::either && peek().kind != QueryToken::Kind::close &&
               peek().kind != QueryToken::Kind::end) {
            if (peek().kind == QueryToken::Kind::both) ++next_;
            parts.push_back(TRY(one(depth)));
        }
        return group(Kind::all, std::move(parts));
    }

    Parsed one(int depth)
    {
        if (depth > deepest)
            return wrong(peek().at,
                         "brackets and NOTs stand too deep in each other; write it flatter");
        if (peek().kind != QueryToken::Kind::no) return side_by_side(depth);
        ++next_;
        std::vector<Made> parts;
        parts.push_back(TRY(one(depth + 1)));
        return group(Kind::none, std::move(parts));
    }

    Parsed side_by_side(int depth)
    {
        const std::size_t begin = peek().at;
        Made first = TRY(alone(depth));
        if (peek().kind != QueryToken::Kind::near) return first;
        const QueryToken near = peek();
        TRY(check_near(*first, begin));
        ++next_;
        const std::size_t second_at = peek().at;
        Made second = TRY(alone(depth));
        TRY(check_near(*second, second_at));
        if (peek().kind == QueryToken::Kind::near)
            return wrong(peek().at,
                         "near/ stands between two words only; write a near/3 b AND b "
                         "near/3 c for three");
        Made node = made(Kind::near);
        node->within = near.within;
        node->parts.push_back(std::move(first));
        node->parts.push_back(std::move(second));
        return node;
    }

    static std::expected<bool, QueryFault> check_near(const Query::Node& node, std::size_t at)
    {
        if (may_be_near(node)) return true;
        return wrong(at,
                     "near/ compares where words stand: write a word, a \"phrase\" or (one OR "
                     "another) on both of its sides");
    }

    Parsed alone(int depth)
    {
        const QueryToken token = peek();
        switch (token.kind) {
            case QueryToken::Kind::open:
                return bracketed(depth);
            case QueryToken::Kind::word:
            case QueryToken::Kind::phrase:
                ++next_;
                return words_of(token);
            case QueryToken::Kind::field:
                ++next_;
                return field_of(token);
            default:
                return missing(token);
        }
    }

    Parsed bracketed(int depth)
    {
        const std::size_t opened = peek().at;
        ++next_;
        Made inner = TRY(either(depth + 1));
        if (peek().kind != QueryToken::Kind::close)
            return wrong(opened, "the bracket opened here is never closed; add a ')'");
        ++next_;
        return inner;
    }

    static Parsed missing(const QueryToken& token)
    {
        const std::string text{token.text};
        switch (token.kind) {
            case QueryToken::Kind::close:
                return wrong(token.at, "a word is missing before ')'");
            case QueryToken::Kind::end:
                return wrong(token.at, "the query ends where a word should follow; add one");
            case QueryToken::Kind::no:
                return wrong(token.at,
                             "NOT cannot stand right behind near/; write NOT (a near/3 b) "
                             "or leave one of them out");
            default:
                return wrong(token.at, "'" + text + "' needs a word on both sides, such as app " +
                                           text +
                                           " storing; to look for the word itself write it in "
                                           "quotes");
        }
    }

    std::vector<QueryToken> tokens_;
    std::size_t next_ = 0;
};

}  // namespace

std::expected<Query, QueryFault> Query::read(std::string_view text)
{
    const std::string valid = repair_utf8(text);
    if (valid.size() > longest_query)
        return wrong(longest_query, "the query is too long; split it into two topics");
    auto tokens = TRY(tokens_of(valid));
    return Query{TRY(Parser{std::move(tokens)}.parse())};
}

Result<Query> Query::parse(std::string_view text)
{
    auto query = read(text);
    if (query) return *std::move(query);
    return fail(Fault::refused,
                column_of(repair_utf8(text), query.error().at) + query.error().sentence);
}

}  // namespace narrowcast
