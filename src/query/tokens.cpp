// SPDX-License-Identifier: Apache-2.0
#include "query/tokens.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace narrowcast {

namespace {

using Kind = QueryToken::Kind;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Length of a quotation mark at `at`, straight or curly; 0 if there is none.
std::size_t quote_at(std::string_view text, std::size_t at)
{
    static constexpr std::array<std::string_view, 6> marks{"\"", "“", "”", "„", "«", "»"};
    for (const std::string_view mark : marks)
        if (text.substr(at, mark.size()) == mark) return mark.size();
    return 0;
}

bool is_field(std::string_view name)
{
    return name == "author" || name == "lang" || name == "source" || name == "has";
}

// What people write who know another search; "" if nothing is meant.
std::string_view meant_by(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> known{{
        {"from", "author:"},
        {"by", "author:"},
        {"user", "author:"},
        {"handle", "author:"},
        {"language", "lang:"},
        {"platform", "source:"},
        {"network", "source:"},
        {"site", "source:"},
        {"is", "has:media"},
        {"filter", "has:media"},
        {"media", "has:media"},
    }};
    const auto found = std::ranges::find(known, name, [](const auto& pair) { return pair.first; });
    return found == known.end() ? std::string_view{} : found->second;
}

class Tokenizer {
public:
    explicit Tokenizer(std::string_view query) : query_{query} {}

    std::expected<std::vector<QueryToken>, QueryFault> read()
    {
        while (at_ < query_.size()) {
            if (is_space(query_[at_])) {
                ++at_;
            } else if (query_[at_] == '(' || query_[at_] == ')') {
                const Kind kind = query_[at_] == '(' ? Kind::open : Kind::close;
                tokens_.push_back({kind, query_.substr(at_, 1), at_, {}, false, 0});
                ++at_;
            } else if (quote_at(query_, at_) > 0) {
                const std::size_t opened = at_;
                const std::string_view text = TRY(quoted());
                tokens_.push_back({Kind::phrase, text, opened, {}, false, 0});
            } else {
                const QueryToken token = TRY(word());
                tokens_.push_back(token);
            }
        }
        tokens_.push_back({Kind::end, {}, query_.size(), {}, false, 0});
        return std::move(tokens_);
    }

private:
    // What stands between the quotation mark here and the next one; goes behind it.
    std::expected<std::string_view, QueryFault> quoted()
    {
        const std::size_t opened = at_;
        const std::size_t begin = opened + quote_at(query_, opened);
        std::size_t end = begin;
        while (end < query_.size() && quote_at(query_, end) == 0)
            ++end;
        if (end == query_.size())
            return std::unexpected{QueryFault{
                opened,
                "the quotation mark opened here is never closed; add a \" after the phrase"}};
        at_ = end + quote_at(query_, end);
        return query_.substr(begin, end - begin);
    }

    std::expected<QueryToken, QueryFault> word()
    {
        const std::size_t begin = at_;
        while (at_ < query_.size() && !is_space(query_[at_]) && query_[at_] != '(' &&
               query_[at_] != ')' && quote_at(query_, at_) == 0)
            ++at_;
        QueryToken token{Kind::word, query_.substr(begin, at_ - begin), begin, {}, false, 0};
        if (token.text == "AND") token.kind = Kind::both;
        if (token.text == "OR") token.kind = Kind::either;
        if (token.text == "NOT") token.kind = Kind::no;
        if (ascii_lower(token.text.substr(0, 5)) == "near/") return near(token);
        return token.text.find(':') == token.text.npos ? token : field(token);
    }

    static std::expected<QueryToken, QueryFault> near(QueryToken token)
    {
        const std::string_view number = token.text.substr(5);
        const char* end = number.data() + number.size();
        const auto read = std::from_chars(number.data(), end, token.within);
        if (number.empty() || number.size() > 2 || read.ec != std::errc{} || read.ptr != end)
            return std::unexpected{QueryFault{
                token.at,
                "near/ needs a number from 0 to 99: how many words may stand between, such "
                "as app near/3 storing"}};
        token.kind = Kind::near;
        return token;
    }

    // "author:@sanne", "source:\"Het forum\"". A word with a colon of another kind is a word.
    std::expected<QueryToken, QueryFault> field(QueryToken token)
    {
        const std::size_t colon = token.text.find(':');
        const std::string name = ascii_lower(token.text.substr(0, colon));
        const bool opens = at_ < query_.size() && quote_at(query_, at_) > 0;
        if (is_field(name)) {
            token.kind = Kind::field;
            token.value = token.text.substr(colon + 1);
            if (token.value.empty() && opens) {
                token.value = TRY(quoted());
                token.quoted = true;
            }
            token.text = query_.substr(token.at, colon + 1);
            return token;
        }
        const bool has_value = colon + 1 < token.text.size() || opens;
        const std::string_view meant = meant_by(name);
        if (meant.empty() || !has_value) return token;
        return std::unexpected{QueryFault{token.at, "'" + name + ":' is not known here; write " +
                                                        std::string{meant} + " instead"}};
    }

    std::string_view query_;
    std::size_t at_ = 0;
    std::vector<QueryToken> tokens_;
};

}  // namespace

std::expected<std::vector<QueryToken>, QueryFault> tokens_of(std::string_view query)
{
    return Tokenizer{query}.read();
}

}  // namespace narrowcast
