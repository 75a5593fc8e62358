// SPDX-License-Identifier: Apache-2.0
// Tests of recognising one story in two news items, measured on constructed news.
#include "refine/news.hpp"

#include "narrowcast/base/text.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <unordered_map>
#include <unordered_set>

using namespace narrowcast;

namespace {

struct Item {
    std::string story;
    Post post;
    Outline outline;
    std::vector<std::uint64_t> bands;
};

Item item(std::string story, std::string title, std::string text, std::string outlet = {})
{
    Item made;
    made.story = std::move(story);
    made.post.kind = Kind::article;
    made.post.author.name = std::move(outlet);
    made.post.title = std::move(title);
    made.post.text = std::move(text);
    made.outline = outline_of(made.post);
    made.bands = bands_of(made.outline);
    return made;
}

std::vector<std::string> lines_of(const std::filesystem::path& file)
{
    std::ifstream stream{file};
    REQUIRE(stream);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        if (!line.empty() && !line.starts_with('#')) lines.push_back(line);
    return lines;
}

std::vector<Item> constructed()
{
    std::vector<Item> items;
    for (const std::string& line :
         lines_of(NARROWCAST_SOURCE_DIR "/tests/data/news/clusters.tsv")) {
        const auto parts = split(line, '\t');
        REQUIRE(parts.size() == 4);
        items.push_back(item(std::string{parts[0]}, std::string{parts[2]}, std::string{parts[3]},
                             std::string{parts[1]}));
    }
    return items;
}

// What people write about companies, every text another one, as if each were news.
std::vector<Item> different_texts()
{
    std::vector<Item> items;
    std::unordered_set<std::string> known;
    const std::filesystem::path corpus = NARROWCAST_SOURCE_DIR "/assets/sentiment/corpus";
    for (const auto* file : {"nl_company/train.tsv", "nl_company/test.tsv", "en_company/train.tsv",
                             "en_company/test.tsv"})
        for (const std::string& line : lines_of(corpus / file)) {
            const auto parts = split(line, '\t');
            if (parts.size() < 2 || !known.insert(std::string{parts[1]}).second) continue;
            items.push_back(item("", "", std::string{parts[1]}));
        }
    return items;
}

bool meet(const Item& a, const Item& b)
{
    return std::any_of(a.bands.begin(), a.bands.end(), [&](std::uint64_t band) {
        return std::find(b.bands.begin(), b.bands.end(), band) != b.bands.end();
    });
}

bool is_found(const Item& a, const Item& b)
{
    return meet(a, b) && is_same_story(a.outline, b.outline);
}

struct Measured {
    int pairs = 0, found = 0, mistaken = 0;
    int items = 0, on_a_card = 0;  // items of stories with copies; those that join an earlier one
};

Measured measure(const std::vector<Item>& items)
{
    Measured measured;
    for (std::size_t i = 0; i < items.size(); ++i) {
        bool has_earlier = false, joined = false;
        for (std::size_t j = 0; j < i; ++j) {
            const bool same = items[i].story == items[j].story;
            const bool found = is_found(items[i], items[j]);
            measured.pairs += same;
            measured.found += same && found;
            measured.mistaken += !same && found;
            has_earlier = has_earlier || same;
            joined = joined || (same && found);
        }
        measured.items += has_earlier;
        measured.on_a_card += joined;
    }
    return measured;
}

}  // namespace

TEST_CASE("constructed news: 34 of 38 copies join their story, no other story does")
{
    const Measured measured = measure(constructed());
    INFO(measured.on_a_card << " of " << measured.items << " copies, " << measured.found << " of "
                            << measured.pairs << " pairs");
    CHECK(measured.mistaken == 0);
    CHECK(measured.items == 38);
    CHECK(measured.on_a_card >= 34);
    CHECK(measured.found >= 57);
}

TEST_CASE("of ten thousand different texts no two are one story")
{
    const std::vector<Item> items = different_texts();
    REQUIRE(items.size() > 10'000);
    std::unordered_map<std::uint64_t, std::vector<const Item*>> by_band;
    int mistaken = 0;
    for (const Item& one : items)
        for (const std::uint64_t band : one.bands) {
            auto& others = by_band[band];
            for (const Item* other : others)
                if (is_same_story(one.outline, other->outline)) {
                    ++mistaken;
                    UNSCOPED_INFO(one.post.text << " | " << other->post.text);
                }
            if (others.size() < 200) others.push_back(&one);
        }
    CHECK(mistaken == 0);
}

TEST_CASE("a headline with the outlet at its end is the headline")
{
    const Item plain = item("", "Waadnet verhoogt de prijzen per april", "", "De Dijkbode");
    for (const auto* title : {"Waadnet verhoogt de prijzen per april - De Dijkbode",
                              "Waadnet verhoogt de prijzen per april | Omroep Delta",
                              "WAADNET VERHOOGT DE PRIJZEN PER APRIL — Geldkrant"}) {
        INFO(title);
        CHECK(is_found(plain, item("", title, "", "De Dijkbode")));
    }
    CHECK_FALSE(is_found(plain, item("", "Waadnet verhoogt de prijzen niet per april", "")));
}

TEST_CASE("a headline of few words is no sign of the same story")
{
    CHECK_FALSE(
        is_found(item("", "Storing bij Polderbank", ""), item("", "Storing bij Polderbank", "")));
}

TEST_CASE("with texts of their own two items under one headline are two stories")
{
    const std::string title = "Het belangrijkste nieuws van deze dinsdag op een rij";
    const auto a = item("", title,
                        "Polderbank opent weer een kantoor in Emmen, waar het filiaal drie jaar "
                        "geleden dichtging, en Waadnet verhoogt in april de prijzen van bijna alle "
                        "abonnementen voor thuis en onderweg.");
    const auto b = item("", title,
                        "KoraalAir schrapt vluchten naar het zuiden vanwege een staking van de "
                        "grondploeg, Kwikshop bouwt een nieuw magazijn bij Almelo en in Zwolle "
                        "is de brug over de rivier weer open.");
    CHECK_FALSE(is_found(a, b));
}

TEST_CASE("what is no article has no outline")
{
    Post post;
    post.text = "Waadnet verhoogt de prijzen per april, schandalig gewoon";
    CHECK(outline_of(post) == Outline{});
    CHECK(bands_of(outline_of(post)).empty());
}

// For choosing a method: how many pairs a SimHash of the same words finds before it is mistaken.
TEST_CASE("simhash on the constructed news", "[.measure]")
{
    const std::vector<Item> items = constructed();
    const Measured chosen = measure(items);
    std::printf("chosen: %d of %d pairs, %d of %d copies, %d mistaken\n", chosen.found,
                chosen.pairs, chosen.on_a_card, chosen.items, chosen.mistaken);
    const auto simhash = [](const Outline& outline) {
        std::uint64_t hash = 0;
        for (int bit = 0; bit < 64; ++bit) {
            int sum = 0;
            for (const auto* set : {&outline.headline, &outline.body})
                for (std::uint64_t word : *set) {
                    word *= 0xd6e8feb86659fd93ull;
                    word ^= word >> 32;
                    sum += (word >> bit & 1) != 0 ? 1 : -1;
                }
            hash |= std::uint64_t{sum > 0} << bit;
        }
        return hash;
    };
    int most = 64;
    std::vector<int> same;
    for (std::size_t i = 0; i < items.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            if (items[i].bands.empty() || items[j].bands.empty()) continue;
            const int distance =
                __builtin_popcountll(simhash(items[i].outline) ^ simhash(items[j].outline));
            if (items[i].story == items[j].story)
                same.push_back(distance);
            else
                most = std::min(most, distance);
        }
    const auto found =
        std::count_if(same.begin(), same.end(), [&](int distance) { return distance < most; });
    std::printf("simhash: %d of %zu pairs below a distance of %d\n", static_cast<int>(found),
                same.size(), most);
}
