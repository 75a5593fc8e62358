// SPDX-License-Identifier: Apache-2.0
// A platform's search, as its documentation says that it reads a search text.
#pragma once

#include "lib/unicode.hpp"
#include "query/handle.hpp"
#include "query/phrase.hpp"
#include "query/query.hpp"
#include "query/search.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace narrowcast::test {

class SearchReading {
public:
    SearchReading(std::string_view text, const SearchDialect& dialect, const Searched& post)
        : rest_{text}, dialect_{dialect}, post_{post}
    {
    }

    bool finds()
    {
        rest_.remove_suffix(dialect_.suffix.size());
        const bool found = any();
        if (!rest_.empty()) throw std::logic_error{"cannot read: " + std::string{rest_}};
        return found;
    }

private:
    bool take(std::string_view sign)
    {
        if (sign.empty() || !rest_.starts_with(sign)) return false;
        rest_.remove_prefix(sign.size());
        return true;
    }

    bool any()
    {
        bool found = all();
        while (take(dialect_.any))
            found |= all();
        return found;
    }

    bool all()
    {
        bool found = one();
        while (!rest_.starts_with(dialect_.any.empty() ? "\n" : dialect_.any) && take(dialect_.all))
            found &= one();
        return found;
    }

    std::string_view until(std::string_view signs)
    {
        const std::string_view text = rest_.substr(0, rest_.find_first_of(signs));
        rest_.remove_prefix(text.size());
        if (text.empty()) throw std::logic_error{"a word is missing: " + std::string{rest_}};
        return text;
    }

    bool one()
    {
        if (take(dialect_.none)) return !one();
        if (dialect_.brackets && take("(")) {
            const bool found = any();
            if (!take(")")) throw std::logic_error{"no ) at " + std::string{rest_}};
            return found;
        }
        if (dialect_.phrases && take("\"")) {
            const Phrase phrase = phrase_of(until("\""));
            take("\"");
            return phrase.stands_in(post_.words);
        }
        if (take(dialect_.author)) return is_handle_of(until(" )|"), bare_handle(post_.handle));
        if (take(dialect_.language)) return lib::folded(post_.language).starts_with(until(" )|"));
        if (take(dialect_.media)) return post_.media;
        const std::string_view word = until(" ()|\"");
        if (word.ends_with('*') && !dialect_.prefixes) throw std::logic_error{"a beginning"};
        return phrase_of(word).stands_in(post_.words);
    }

    std::string_view rest_;
    const SearchDialect& dialect_;
    const Searched& post_;
};

inline bool finds(std::string_view text, const SearchDialect& dialect, const Searched& post)
{
    return SearchReading{text, dialect, post}.finds();
}

}  // namespace narrowcast::test
