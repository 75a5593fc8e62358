// SPDX-License-Identifier: Apache-2.0
#include "fetch/sieve.hpp"

#include "fetch/visible_text.hpp"
#include "lib/cld2.hpp"
#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <utility>

namespace narrowcast {

namespace {

bool holds_one(std::string_view text, const std::vector<std::string>& needles)
{
    const std::string folded = lib::folded(text);
    return std::ranges::any_of(
        needles, [&](const std::string& needle) { return folded.find(needle) != folded.npos; });
}

std::string searched_text(const RawPost& post)
{
    const std::string text = visible_text(post.text, post.markup);
    return post.title.empty() ? text : visible_text(post.title, post.markup) + "\n" + text;
}

// Of the words only: links, mentions and hashtags are of no language.
lib::LanguageGuess language_of(const std::string& text, const std::string& usual)
{
    constexpr std::size_t enough = 40;  // letters
    std::string words;
    std::size_t letters = 0;
    for (const std::string_view word : split(text, ' ')) {
        if (word.starts_with("http") || word.starts_with('@') || word.starts_with('#')) continue;
        words += std::string{word} + ' ';
        letters += lib::folded(word).size();
    }
    return letters < enough ? lib::LanguageGuess{} : lib::guess_language(words, usual);
}

}  // namespace

Sieve::Sieve(const SourceConfig& source, std::optional<Query> query)
    : source_{source}, query_{std::move(query)}
{
    source_.credential.clear();
    if (query_) interest_ = interest_of(*query_);
}

Result<Sieve> Sieve::make(const SourceConfig& source)
{
    if (trimmed(source.query).empty()) return Sieve{source, std::nullopt};
    auto query = Query::parse(source.query);
    if (!query)
        return fail(Fault::refused,
                    "the query of source '" + source.name + "': " + query.error().text);
    return Sieve{source, *std::move(query)};
}

bool Sieve::lacks_needles(const RawPost& post) const
{
    if (interest_.needles.empty()) return false;
    for (const std::string* text : {&post.title, &post.text}) {
        const auto hasty = hasty_text(*text, post.markup);
        if (!hasty || holds_one(*hasty, interest_.needles)) return false;
    }
    return true;
}

bool Sieve::passes(const RawPost& post) const
{
    if (!query_ || post.deleted) return true;
    if (lacks_needles(post)) return false;
    const std::string text =
        interest_.words || interest_.language ? searched_text(post) : std::string{};
    const std::string author = visible_text(post.author.name, post.markup);
    Searched looked_at;
    looked_at.words.read(text);
    looked_at.author = author;
    looked_at.handle = post.author.handle;
    looked_at.language = trimmed(post.language);
    looked_at.source = source_.name;
    looked_at.platform = source_.platform;
    looked_at.network = !post.network.empty()     ? post.network
                        : source_.network.empty() ? source_.platform
                                                  : source_.network;
    looked_at.media = !post.media.empty();
    if (!interest_.language) return query_->matches(looked_at);
    return passes_in_language(std::move(looked_at), text);
}

bool Sieve::passes_in_language(Searched post, const std::string& text) const
{
    const bool claimed = !post.language.empty() && post.language != "und";
    if (claimed && query_->matches(post)) return true;
    post.language = "";
    if (!query_->may_match(post)) return false;
    const lib::LanguageGuess guess = language_of(text, source_.language);
    if (!guess.reliable) return !claimed;
    post.language = guess.language;
    return query_->matches(post);
}

}  // namespace narrowcast
