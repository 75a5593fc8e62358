// SPDX-License-Identifier: Apache-2.0
// Reads a query by recursive descent: OR binds less than AND, AND less than NOT.
#include "narrowcast/base/text.hpp"
#include "refine/query.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace narrowcast {

namespace {

constexpr std::size_t longest_query = 4096;  // bytes
constexpr int deepest = 40;                  // brackets and NOTs within each other

struct Token {
    enum class Kind { word, phrase, open, close, both, either, no, end };
    Kind kind = Kind::end;
    std::string_view text;  // of word and phrase
    std::size_t at = 0;     // byte in the query
};

std::string column_of(std::string_view query, std::size_t at)
{
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    const std::string_view before = query.substr(0, at);
    const auto characters =
        std::count_if(before.begin(), before.end(), [&](char c) { return !continues(c); });
    return "column " + std::to_string(characters + 1) + ": ";
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Length of a quotation mark at `at`, straight or curly; 0 if there is none.
std::size_t quote_at(std::string_view text, std::size_t at)
{
    static constexpr std::array<std::string_view, 6> marks{"\"", "“", "”", "„", "«", "»"};
    for (const std::string_view mark : marks)
        if (text.substr(at, mark.size()) == mark) return mark.size();
    return 0;
}

class Parser {
public:
    explicit Parser(std::string_view query) : query_{query} {}

    Result<std::unique_ptr<Query::Node>> parse()
    {
        if (query_.size() > longest_query)
            return wrong(longest_query, "the query is too long; split it into two topics");
        TRY(read_tokens());
        if (tokens_.size() == 1)
            return wrong(
                0, "the query is empty; write the words to look for, such as app AND storing");
        auto root = TRY(either(0));
        if (peek().kind == Token::Kind::close)
            return wrong(peek().at, "this ')' closes no '('; remove it");
        return root;
    }

private:
    using Parsed = Result<std::unique_ptr<Query::Node>>;
    using Kind = Query::Node::Kind;

    std::unexpected<Error> wrong(std::size_t at, std::string_view sentence) const
    {
        return fail(Fault::refused, column_of(query_, at) + std::string{sentence});
    }

    Result<bool> read_tokens()
    {
        std::size_t at = 0;
        while (at < query_.size()) {
            if (is_space(query_[at])) {
                ++at;
            } else if (query_[at] == '(' || query_[at] == ')') {
                const auto kind = query_[at] == '(' ? Token::Kind::open : Token::Kind::close;
                tokens_.push_back({kind, query_.substr(at, 1), at});
                ++at;
            } else if (const std::size_t quote = quote_at(query_, at); quote > 0) {
                at = TRY(read_phrase(at, quote));
            } else {
                at = read_word(at);
            }
        }
        tokens_.push_back({Token::Kind::end, {}, query_.size()});
        return true;
    }

    Result<std::size_t> read_phrase(std::size_t at, std::size_t quote)
    {
        std::size_t end = at + quote;
        while (end < query_.size() && quote_at(query_, end) == 0)
            ++end;
        if (end == query_.size())
            return wrong(
                at, "the quotation mark opened here is never closed; add a \" after the phrase");
        tokens_.push_back({Token::Kind::phrase, query_.substr(at + quote, end - at - quote), at});
        return end + quote_at(query_, end);
    }

    std::size_t read_word(std::size_t at)
    {
        std::size_t end = at;
        while (end < query_.size() && !is_space(query_[end]) && query_[end] != '(' &&
               query_[end] != ')' && quote_at(query_, end) == 0)
            ++end;
        const std::string_view text = query_.substr(at, end - at);
        const auto kind = text == "AND"   ? Token::Kind::both
                          : text == "OR"  ? Token::Kind::either
                          : text == "NOT" ? Token::Kind::no
                                          : Token::Kind::word;
        tokens_.push_back({kind, text, at});
        return end;
    }

    const Token& peek() const { return tokens_[next_]; }

    static std::unique_ptr<Query::Node> group(Kind kind,
                                              std::vector<std::unique_ptr<Query::Node>> parts)
    {
        if (parts.size() == 1 && kind != Kind::none) return std::move(parts.front());
        auto node = std::make_unique<Query::Node>();
        node->kind = kind;
        node->parts = std::move(parts);
        return node;
    }

    Parsed either(int depth)
    {
        std::vector<std::unique_ptr<Query::Node>> parts;
        parts.push_back(TRY(both(depth)));
        while (peek().kind == Token::Kind::either) {
            ++next_;
            parts.push_back(TRY(both(depth)));
        }
        return group(Kind::any, std::move(parts));
    }

    Parsed both(int depth)
    {
        std::vector<std::unique_ptr<Query::Node>> parts;
        parts.push_back(TRY(one(depth)));
        while (peek().kind != Token::Kind::either && peek().kind != Token::Kind::close &&
               peek().kind != Token::Kind::end) {
            if (peek().kind == Token::Kind::both) ++next_;
            parts.push_back(TRY(one(depth)));
        }
        return group(Kind::all, std::move(parts));
    }

    Parsed one(int depth)
    {
        const Token token = peek();
        if (depth > deepest)
            return wrong(token.at,
                         "brackets and NOTs stand too deep in each other; write it flatter");
        switch (token.kind) {
            case Token::Kind::no:
                return denied(depth);
            case Token::Kind::open:
                return bracketed(depth);
            case Token::Kind::word:
            case Token::Kind::phrase:
                ++next_;
                return words(token);
            default:
                return missing(token);
        }
    }

    Parsed denied(int depth)
    {
        ++next_;
        std::vector<std::unique_ptr<Query::Node>> parts;
        parts.push_back(TRY(one(depth + 1)));
        return group(Kind::none, std::move(parts));
    }

    Parsed bracketed(int depth)
    {
        const std::size_t opened = peek().at;
        ++next_;
        auto inner = TRY(either(depth + 1));
        if (peek().kind != Token::Kind::close)
            return wrong(opened, "the bracket opened here is never closed; add a ')'");
        ++next_;
        return inner;
    }

    Parsed missing(const Token& token) const
    {
        switch (token.kind) {
            case Token::Kind::close:
                return wrong(token.at, "a word is missing before ')'");
            case Token::Kind::end:
                return wrong(token.at, "the query ends where a word should follow; add one");
            default:
                return wrong(token.at,
                             "'" + std::string{token.text} +
                                 "' needs a word on both sides, such as app " +
                                 std::string{token.text} +
                                 " storing; to look for the word itself write it in quotes");
        }
    }

    Parsed words(const Token& token) const
    {
        const std::string_view text = token.text;
        const bool phrase = token.kind == Token::Kind::phrase;
        if (!phrase && text.starts_with('-'))
            return wrong(token.at, "a '-' does not exclude here; write NOT before the word");
        if (!phrase && text.ends_with(','))
            return wrong(token.at + text.size() - 1, "write AND or OR instead of the comma");
        const std::size_t star = text.find('*');
        if (star != text.npos && star + 1 != text.size())
            return wrong(token.at + star, "a '*' may only stand at the end of a word");
        auto node = std::make_unique<Query::Node>(words_node(text));
        if (node->words.empty())
            return wrong(token.at, "there is no letter or digit in '" + std::string{text} +
                                       "'; write a word, or AND, OR, NOT in capitals");
        return node;
    }

    std::string_view query_;
    std::vector<Token> tokens_;
    std::size_t next_ = 0;
};

}  // namespace

Result<Query> Query::parse(std::string_view text)
{
    const std::string valid = repair_utf8(text);
    return Query{TRY(Parser{valid}.parse())};
}

}  // namespace narrowcast
