// SPDX-License-Identifier: Apache-2.0
// What posts are about.
#include "publish/words.hpp"
#include "publish/inflection.hpp"
#include "publish/stop_words.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

using namespace narrowcast;

namespace {

std::string terms_of(const std::string& text, const std::string& language = "nl")
{
    RoutedPost routed;
    routed.post.text = text;
    routed.post.language = language;
    WallConfig config = polderbank();
    config.blocked.words = {"rotzak", "stomkop*"};
    std::string all;
    for (const Term& term : Reader{config}.read(routed).terms)
        all += (all.empty() ? "" : " ") + term.folded;
    return all;
}

struct Readings {
    std::vector<RoutedPost> posts;
    std::vector<Reading> read() const { return Reader{polderbank()}.read(posts); }
    Readings& add(int times, const std::string& text, const std::string& author = {})
    {
        for (int i = 0; i < times; ++i) {
            posts.emplace_back();
            posts.back().post.id = std::to_string(posts.size());
            posts.back().post.text = text;
            posts.back().post.language = "nl";
            posts.back().post.author.handle = author;
        }
        return *this;
    }
};

std::string key_words_of(const Readings& inside, const Readings& outside)
{
    std::string all;
    for (const KeyWord& word : key_words(inside.read(), outside.read(), 3))
        all += (all.empty() ? "" : " ") + word.written;
    return all;
}

}  // namespace

TEST_CASE("stop words are those of the post's language")
{
    CHECK(terms_of("De app ligt eruit en ik kan niet inloggen") == "app eruit inloggen");
    CHECK(terms_of("The die is cast", "en") == "die cast");
    CHECK(terms_of("Der Automat ist leider kaputt", "de") == "automat kaputt");
    CHECK(terms_of("Les virements sont bloqués depuis ce matin", "fr") ==
          "virements bloques matin");
    CHECK(terms_of("the app ist niet kaputt", "und") == "app kaputt");
}

TEST_CASE("a stop word is a whole word")
{
    CHECK(is_stop_word("niet", "nl"));
    CHECK_FALSE(is_stop_word("nie", "nl"));
    CHECK_FALSE(is_stop_word("iet", "nl"));
    CHECK(is_stop_word("the", "en-GB"));
}

TEST_CASE("the company's names, handles, addresses and numbers are no subjects")
{
    CHECK(terms_of("@polderbank@polder.example Polderbank polderbankapp "
                   "#Polderbank storing 3.5 "
                   "https://polder.example/storing/nu www.polder.example "
                   "mail@town.example") == "storing");
}

TEST_CASE("blocked words never become headline words")
{
    CHECK(terms_of("rotzak stomkoppen storing") == "storing");
}

TEST_CASE("hashtags and accents do not part words")
{
    CHECK(terms_of("#Storing storing STORING stóring") == "storing");
}

TEST_CASE("words of scripts without spaces are found")
{
    CHECK_THAT(terms_of("銀行のアプリが障害", "ja"), Catch::Matchers::ContainsSubstring("銀行"));
}

TEST_CASE("key words are what these posts say and others do not")
{
    Readings inside, outside;
    inside.add(15, "app storing, inloggen")
        .add(15, "inloggen, storing")
        .add(5, "hypotheek kantoor");
    outside.add(200, "app hypotheek kantoor").add(100, "rente sparen");
    CHECK(key_words_of(inside, outside) == "inloggen storing");
}

TEST_CASE("where inside and outside are alike there are no key words")
{
    Readings inside, outside;
    inside.add(30, "app hypotheek kantoor");
    outside.add(300, "app hypotheek kantoor");
    CHECK(key_words_of(inside, outside).empty());
}

TEST_CASE("one person who repeats a word does not make it a key word")
{
    Readings inside, outside;
    inside.add(20, "samenzwering", "@same@town.example").add(20, "storing");
    outside.add(200, "hypotheek kantoor rente");
    CHECK(key_words_of(inside, outside) == "storing");
}

TEST_CASE("a key word is written as most people write it")
{
    Readings inside, outside;
    inside.add(10, "Tikkie kapot").add(4, "tikkie kapot").add(3, "TIKKIE kapot");
    outside.add(200, "hypotheek kantoor");
    CHECK(key_words_of(inside, outside) == "Tikkie kapot");
}

TEST_CASE("nearly the same text counts once")
{
    Readings copies;
    copies.add(1, "win een reis naar zonnig Spanje via actie")
        .add(9, "Win een reis naar zonnig Spanje via actie!!");
    CHECK(without_repeats(copies.read()).size() == 1);
}

TEST_CASE("two people who use the same two words are two people")
{
    Readings alike;
    alike.add(2, "app storing");
    CHECK(without_repeats(alike.read()).size() == 2);
}

TEST_CASE("two words that most people say together are named together")
{
    Readings inside, outside;
    inside.add(12, "de rode knop doet niets").add(2, "een knop");
    outside.add(200, "hypotheek kantoor");
    CHECK_THAT(key_words_of(inside, outside), Catch::Matchers::StartsWith("rode knop"));
}

TEST_CASE("words that are often apart are named apart")
{
    Readings inside, outside;
    inside.add(6, "app storing").add(10, "storing, weer").add(10, "app: nee");
    outside.add(200, "hypotheek kantoor");
    const std::string words = key_words_of(inside, outside);
    CHECK((words == "app storing" || words == "storing app"));
    CHECK(key_words(inside.read(), outside.read(), 3).size() == 2);
}

TEST_CASE("pairs do not reach over punctuation or stop words")
{
    const Readings texts = Readings{}.add(1, "Storing, app ligt eruit. Rode knop");
    const auto readings = texts.read();
    REQUIRE(readings[0].pairs.size() == 1);
    CHECK(readings[0].pairs[0].folded == "rode knop");
}

TEST_CASE("of two forms of one word only the stronger is named")
{
    Readings inside, outside;
    inside.add(20, "storing").add(8, "storingen").add(5, "pinpas");
    outside.add(200, "hypotheek kantoor");
    CHECK(key_words_of(inside, outside) == "storing pinpas");
}

TEST_CASE("forms of one word are known by their endings")
{
    for (const auto& [a, b] : {std::pair{"storing", "storingen"}, std::pair{"inlog", "inloggen"},
                               std::pair{"betaling", "betalen"}, std::pair{"app", "apps"},
                               std::pair{"transfer", "transfers"}, std::pair{"pas", "passen"}})
        CHECK(is_same_word(a, b));
    for (const auto& [a, b] : {std::pair{"rente", "rekening"}, std::pair{"pas", "pin"},
                               std::pair{"storing", "storten"}, std::pair{"bank", "balie"}})
        CHECK_FALSE(is_same_word(a, b));
}
