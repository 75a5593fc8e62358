// SPDX-License-Identifier: Apache-2.0
// Whatever comes in, only text that can be shown comes out.
#include "lib/unicode.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "query/query.hpp"

#include "support/catch.hpp"

#include <random>

using namespace narrowcast;

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t n)
{
    return std::uniform_int_distribution<std::size_t>{0, n - 1}(random);
}

std::string bytes(Random& random)
{
    std::string made(below(random, 200), 0);
    for (char& c : made)
        c = static_cast<char>(below(random, 256));
    return made;
}

// Characters that have made trouble: bidi, joiners, marks, selectors, tags, surrogates of emoji.
std::string characters(Random& random)
{
    static constexpr std::array<char32_t, 40> nasty{
        'a',    ' ',    '\n',   '\r',   '\t',   0x7F,    0x85,    0xA0,    0xAD,    0x300,
        0x301,  0x323,  0x591,  0x5D0,  0x61C,  0x627,   0x64B,   0x915,   0x94D,   0x1100,
        0x1161, 0x11A8, 0x200B, 0x200C, 0x200D, 0x200E,  0x202E,  0x2066,  0x2069,  0x20E3,
        0x3099, 0x304B, 0xFE0E, 0xFE0F, 0xFEFF, 0x1F1F3, 0x1F3F4, 0x1F3FD, 0x1F468, 0xE0067};
    std::string made;
    for (std::size_t i = below(random, 120); i > 0; --i) {
        char32_t value = nasty[below(random, nasty.size())];
        if (below(random, 4) == 0) value = static_cast<char32_t>(below(random, 0x110000));
        if (value < 0xD800 || value > 0xDFFF) lib::append(made, value);
    }
    return made;
}

std::string markup(Random& random)
{
    static constexpr std::array<std::string_view, 20> parts{"<p>",
                                                            "</p>",
                                                            "<b>",
                                                            "</i>",
                                                            "<script>",
                                                            "</script>",
                                                            "<!--",
                                                            "-->",
                                                            "<a href=\"",
                                                            "\">",
                                                            "&amp;",
                                                            "&#0;",
                                                            "&#x202E;",
                                                            "&#8238;",
                                                            "&lt;script&gt;",
                                                            "<svg>",
                                                            "<table><td>",
                                                            "e&#769;&#769;&#769;&#769;&#769;&#769;",
                                                            "https://a.example/?utm_x=1&y=",
                                                            "<span class='invisible'>"};
    std::string made;
    for (std::size_t i = below(random, 40); i > 0; --i)
        made += below(random, 3) == 0 ? characters(random)
                                      : std::string{parts[below(random, parts.size())]};
    return made;
}

bool is_forbidden(char32_t value)
{
    const bool control = (value < 0x20 && value != '\n') || (value >= 0x7F && value < 0xA0);
    const bool bidi = (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
    return control || bidi || value == 0xFEFF || value == 0x200B;
}

// "" if a screen can show the text, else what is wrong with it.
std::string fault_of(const std::string& text)
{
    if (!is_utf8(text)) return "not UTF-8";
    if (!lib::is_nfc(text)) return "not NFC";
    std::size_t marks = 0;
    for (std::size_t at = 0; at < text.size();) {
        const lib::CodePoint point = lib::code_point_at(text, at);
        if (is_forbidden(point.value)) return "forbidden " + std::to_string(point.value);
        marks = lib::is_mark(point.value) ? marks + 1 : 0;
        if (marks > 4) return "too many marks";
        at += point.length;
    }
    return {};
}

std::string fault_of(const RoutedPost& routed)
{
    const Post& post = routed.post;
    for (const std::string* text : {&post.text, &post.title, &post.author.name, &post.author.handle,
                                    &post.id, &post.url, &post.author.avatar})
        if (const std::string fault = fault_of(*text); !fault.empty()) return fault;
    for (const DecidingWord& word : routed.mood.words)
        if (word.begin >= word.end || word.end > post.text.size() ||
            !is_utf8(std::string_view{post.text}.substr(word.begin, word.end - word.begin)))
            return "a word that is none";
    return {};
}

Refiner road()
{
    WallConfig config;
    config.languages = {"nl"};
    config.topics = {{"A", "a* OR \"a b\""}, {"B", "NOT か"}};
    std::shared_ptr<const Scorer> scorer =
        std::move(*load_scorer(std::filesystem::path{NARROWCAST_SOURCE_DIR} / "assets/sentiment"));
    return *Refiner::make(config, std::move(scorer));
}

}  // namespace

TEST_CASE("random bytes, characters and markup all become text that can be shown")
{
    Refiner refiner = road();
    Random random{20261121};
    SourceConfig source;
    source.platform = "mastodon";
    const auto any = [&] {
        switch (below(random, 3)) {
            case 0:
                return bytes(random);
            case 1:
                return characters(random);
            default:
                return markup(random);
        }
    };
    for (int round = 0; round < 3000; ++round) {
        RawPost raw;
        raw.native_id = any();
        raw.text = any();
        raw.title = below(random, 3) == 0 ? any() : "";
        raw.author = {any(), any(), any(), any()};
        raw.url = below(random, 2) ? any() : "https://a.example/?" + any();
        raw.language = any();
        raw.markup = below(random, 2) ? Markup::html : Markup::plain;
        raw.kind = static_cast<Kind>(below(random, 6));
        const RoutedPost routed =
            refiner.refine(raw, source, Time{std::chrono::seconds{1'800'000'000}});
        INFO("round " << round);
        REQUIRE(fault_of(routed).empty());
    }
}

TEST_CASE("random queries are read or refused, never worse")
{
    Random random{7};
    int read = 0;
    for (int round = 0; round < 5000; ++round) {
        static constexpr std::array<std::string_view, 12> parts{
            "app", " ", "(", ")", "\"", "*", "AND ", " OR ", "NOT ", "é", "-", "\xFF"};
        std::string query;
        for (std::size_t i = below(random, 12); i > 0; --i)
            query += parts[below(random, parts.size())];
        const auto parsed = Query::parse(query);
        if (parsed) {
            ++read;
            parsed->matches("de app");
        } else {
            REQUIRE(parsed.error().text.starts_with("column "));
        }
    }
    CHECK(read > 50);
}
