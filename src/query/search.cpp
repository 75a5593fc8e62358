// SPDX-License-Identifier: Apache-2.0
#include "query/search.hpp"

#include "query/query.hpp"
#include "query/wish.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace narrowcast {

namespace {

using Kind = SearchWish::Kind;
using Conjunction = std::vector<SearchWish>;  // all of them

std::string written(const SearchWish& wish, const SearchDialect& dialect)
{
    if (wish.kind == Kind::term) return wish.text;
    std::string out;
    for (const SearchWish& part : wish.parts) {
        if (!out.empty()) out += wish.kind == Kind::all ? dialect.all : dialect.any;
        const std::string text = written(part, dialect);
        out += part.kind == Kind::term ? text : "(" + text + ")";
    }
    return out;
}

std::string written(const Conjunction& parts, const SearchDialect& dialect)
{
    if (parts.size() == 1) return written(parts.front(), dialect);
    return written(SearchWish{.kind = Kind::all, .text = {}, .parts = parts}, dialect);
}

Conjunction parts_of(SearchWish wish)
{
    if (wish.kind == Kind::all) return std::move(wish.parts);
    Conjunction one;
    one.push_back(std::move(wish));
    return one;
}

// ---- without brackets --------------------------------------------------------------------------

std::size_t alternatives_in(const SearchWish& wish, std::size_t most)
{
    if (wish.kind == Kind::term) return 1;
    std::size_t count = wish.kind == Kind::all ? 1 : 0;
    for (const SearchWish& part : wish.parts) {
        const std::size_t each = alternatives_in(part, most);
        count = std::min(wish.kind == Kind::all ? count * each : count + each, most + 1);
    }
    return count;
}

std::vector<Conjunction> product(const std::vector<Conjunction>& left,
                                 const std::vector<Conjunction>& right)
{
    std::vector<Conjunction> made;
    for (const Conjunction& a : left)
        for (const Conjunction& b : right) {
            made.push_back(a);
            made.back().insert(made.back().end(), b.begin(), b.end());
        }
    return made;
}

// What of a conjunction fits into `most` searches: groups of many alternatives are left out before
// those of few, which finds more.
std::vector<bool> kept_of(const Conjunction& parts, std::size_t most)
{
    std::vector<std::pair<std::size_t, std::size_t>> sizes;  // alternatives, and of which part
    for (std::size_t i = 0; i < parts.size(); ++i)
        sizes.emplace_back(alternatives_in(parts[i], most), i);
    std::ranges::stable_sort(sizes, {}, [&](const auto& size) {
        return std::pair{!parts[size.second].alone, size.first};
    });
    std::vector<bool> kept(parts.size(), true);
    std::size_t count = 1;
    for (std::size_t rank = 0; rank < sizes.size(); ++rank) {
        const auto [alternatives, part] = sizes[rank];
        if (rank > 0 && count * alternatives > most)
            kept[part] = false;
        else
            count *= alternatives;
    }
    return kept;
}

// Terms only, each list a search.
std::vector<Conjunction> spread_out(const SearchWish& wish, std::size_t most)
{
    if (wish.kind == Kind::term) return {{wish}};
    if (wish.kind == Kind::any) {
        std::vector<Conjunction> made;
        for (const SearchWish& part : wish.parts)
            std::ranges::move(spread_out(part, most), std::back_inserter(made));
        return made;
    }
    const std::vector<bool> kept = kept_of(wish.parts, most);
    std::vector<Conjunction> made{{}};
    for (std::size_t i = 0; i < wish.parts.size(); ++i)
        if (kept[i]) made = product(made, spread_out(wish.parts[i], most));
    return made;
}

// ---- not too long ------------------------------------------------------------------------------

// The part whose loss harms least and leaves something to search for; the end if there is none.
Conjunction::iterator least_needed(Conjunction& parts)
{
    const auto rank = [](const SearchWish& part) {
        return part.excludes ? 0 : part.kind == Kind::any ? 1 : !part.alone ? 2 : 3;
    };
    auto least = parts.end();
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        const bool rest_stands =
            !part->alone || std::ranges::count_if(parts, &SearchWish::alone) > 1;
        if (rest_stands && (least == parts.end() || rank(*part) <= rank(*least))) least = part;
    }
    return least;
}

struct Alternative {
    std::string text;
    bool single = false;  // one term: needs no brackets beside others
};

// What together finds all that `parts` find, or more, each no longer than `longest`; none if a
// single term is too long.
std::vector<Alternative> fitted(Conjunction parts, const SearchDialect& dialect,
                                std::size_t longest)
{
    std::string text = written(parts, dialect);
    while (text.size() > longest) {
        const auto least = least_needed(parts);
        if (least == parts.end()) break;
        parts.erase(least);
        text = written(parts, dialect);
    }
    const bool single = parts.size() == 1 && parts.front().kind == Kind::term;
    if (text.size() <= longest) return {{std::move(text), single}};
    const auto group =
        std::ranges::find_if(parts, [](const SearchWish& part) { return part.kind == Kind::any; });
    if (group == parts.end()) return {};
    std::vector<Alternative> made;
    for (const SearchWish& alternative : group->parts) {
        Conjunction one = parts_of(alternative);
        for (auto part = parts.begin(); part != parts.end(); ++part)
            if (part != group) one.push_back(*part);
        std::ranges::move(fitted(std::move(one), dialect, longest), std::back_inserter(made));
    }
    return made;
}

// ---- one or several searches -------------------------------------------------------------------

// Alternatives side by side in one search, as far as its length goes.
class Searches {
public:
    Searches(const SearchDialect& dialect, std::size_t longest)
        : dialect_{dialect}, longest_{longest}
    {
    }

    void add(const Alternative& alternative)
    {
        const bool joins = !dialect_.any.empty() && (alternative.single || dialect_.brackets);
        const std::string bracketed =
            alternative.single ? alternative.text : "(" + alternative.text + ")";
        if (joins && open_) {
            Search& last = searches_[*open_];
            const std::string beside = last.beside + std::string{dialect_.any} + bracketed;
            if (beside.size() + 2 <= longest_) {
                last = {beside, beside, true};
                return;
            }
        }
        if (joins) open_ = searches_.size();
        searches_.push_back({alternative.text, bracketed, false});
    }

    std::vector<std::string> texts() const
    {
        std::vector<std::string> all;
        for (const Search& each : searches_) {
            const bool apart = each.several && dialect_.brackets && !dialect_.suffix.empty();
            all.push_back((apart ? "(" + each.text + ")" : each.text) +
                          std::string{dialect_.suffix});
        }
        return all;
    }

private:
    struct Search {
        std::string text, beside;  // alone, and with another one behind it
        bool several = false;
    };
    const SearchDialect& dialect_;
    std::size_t longest_;
    std::vector<Search> searches_;
    std::optional<std::size_t> open_;  // the one that takes more
};

std::vector<Alternative> alternatives_of(const SearchWish& wish, const SearchDialect& dialect,
                                         std::size_t most, std::size_t longest)
{
    std::vector<Conjunction> apart;
    if (dialect.any.empty() || !dialect.brackets)
        apart = spread_out(wish, most);
    else
        apart.push_back(parts_of(wish));
    std::vector<Alternative> made;
    for (Conjunction& parts : apart)
        std::ranges::move(fitted(std::move(parts), dialect, longest), std::back_inserter(made));
    return made;
}

}  // namespace

PlatformSearch platform_search(const Query& query, const SearchDialect& dialect, std::size_t most)
{
    PlatformSearch search;
    if (dialect.longest <= dialect.suffix.size() || most == 0) {
        search.complete = false;
        return search;
    }
    const std::size_t longest = dialect.longest - dialect.suffix.size();
    SearchWishes wished = wishes_of(query.root(), dialect);
    search.complete = wished.complete;
    Searches searches{dialect, longest};
    for (const SearchWish& wish : wished.alternatives) {
        const auto alternatives = alternatives_of(wish, dialect, most, longest);
        if (alternatives.empty()) search.complete = false;
        for (const Alternative& each : alternatives)
            searches.add(each);
    }
    for (std::string& text : searches.texts())
        if (std::ranges::find(search.texts, text) == search.texts.end())
            search.texts.push_back(std::move(text));
    if (search.texts.size() > most) {
        search.texts.resize(most);
        search.complete = false;
    }
    return search;
}

std::vector<std::string> search_texts(std::string_view query, const SearchDialect& dialect,
                                      std::size_t most)
{
    const auto read = Query::parse(query);
    return read ? platform_search(*read, dialect, most).texts : std::vector<std::string>{};
}

}  // namespace narrowcast
