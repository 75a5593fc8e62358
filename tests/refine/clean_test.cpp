// SPDX-License-Identifier: Apache-2.0
// Tests of cleaning posts.
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

using namespace narrowcast;

namespace {

const Time now{std::chrono::seconds{1'800'000'000}};

RawPost said(std::string text, Markup markup = Markup::plain)
{
    RawPost raw;
    raw.native_id = "1";
    raw.text = std::move(text);
    raw.markup = markup;
    return raw;
}

std::string cleaned(std::string text, Markup markup = Markup::plain)
{
    return clean(said(std::move(text), markup), "bron", "mastodon", now).text;
}

}  // namespace

TEST_CASE("a post's id is its network and its native id")
{
    RawPost raw = said("hoi");
    raw.in_reply_to = "0";
    raw.repost_of = "9";
    const Post post = clean(raw, "bron", "mastodon", now);
    CHECK(post.id == "mastodon:1");
    CHECK(post.in_reply_to == "mastodon:0");
    CHECK(post.repost_of == "mastodon:9");
    CHECK(post.network == "mastodon");
    CHECK(post.source == "bron");
}

TEST_CASE("a replayed line keeps the network it came from")
{
    RawPost raw = said("hoi");
    raw.network = "bluesky";
    CHECK(clean(raw, "bron", "replay", now).id == "bluesky:1");
}

TEST_CASE("control characters and bidi overrides go")
{
    CHECK(cleaned("a\x01\x7F\u0085b\u202Ec\u2066d\u2069\uFEFFe\u200Bf") == "a\nbcdef");
}

TEST_CASE("a direction mark stays in a text that is written from right to left")
{
    CHECK(cleaned("שלום\u200F!") == "שלום\u200F!");
    CHECK(cleaned("hallo\u200F!") == "hallo!");
}

TEST_CASE("the joiners of an emoji stay, others go")
{
    CHECK(cleaned("👨‍👩‍👧 ❤️ 1️⃣") == "👨‍👩‍👧 ❤️ 1️⃣");
    CHECK(cleaned("a\u200Db\uFE0F") == "ab");
}

TEST_CASE("Persian keeps its non-joiner")
{
    CHECK(cleaned("می\u200Cخواهم") == "می\u200Cخواهم");
    CHECK(cleaned("po\u200Clder") == "polder");
}

TEST_CASE("tag characters stay in a flag only")
{
    const std::string scotland = "🏴󠁧󠁢󠁳󠁣󠁴󠁿";
    CHECK(cleaned(scotland) == scotland);
    CHECK(cleaned("hi\U000E0067\U000E0062") == "hi");
    CHECK(cleaned("🏴\U000E0067\U000E0062 x") == "🏴 x");
}

TEST_CASE("at most four marks are stacked on a letter")
{
    std::string stacked = "q";
    for (int i = 0; i < 50; ++i)
        stacked += "\u0316";
    CHECK(cleaned(stacked) == "q\u0316\u0316\u0316\u0316");
}

TEST_CASE("letters and accents become one")
{
    CHECK(cleaned("cre\u0300me") == "cr\u00E8me");
    CHECK(cleaned("e\u200B\u0301") == "\u00E9");
}

TEST_CASE("invalid bytes are replaced") { CHECK(cleaned("a\xFFz") == "a\uFFFDz"); }

TEST_CASE("lines end in one way and at most one is empty")
{
    CHECK(cleaned(" a \r\n b\r\rc\n\n\n\nd ") == "a\nb\n\nc\n\nd");
}

TEST_CASE("HTML becomes text")
{
    CHECK(cleaned("<p>Wat een <b>service</b>!</p><p>&lt;3</p>", Markup::html) ==
          "Wat een service!\n\n<3");
}

TEST_CASE("plain text is not taken for HTML")
{
    CHECK(cleaned("a < b && c > d &amp;") == "a < b && c > d &amp;");
}

TEST_CASE("names and titles are cleaned into one line")
{
    RawPost raw = said("x");
    raw.author.name = "Sanne\u202E\n de  Vries :polder:";
    raw.title = "Kop\nregel";
    const Post post = clean(raw, "bron", "rss", now);
    CHECK(post.author.name == "Sanne de Vries :polder:");
    CHECK(post.title == "Kop regel");
}

TEST_CASE("links lose what only tracks people")
{
    RawPost raw = said("Zie https://polder.example/a?utm_source=x&id=5&fbclid=9. Mooi!");
    raw.url = "https://polder.example/a?utm_medium=rss#top";
    const Post post = clean(raw, "bron", "rss", now);
    CHECK(post.url == "https://polder.example/a#top");
    CHECK(post.text == "Zie https://polder.example/a?id=5. Mooi!");
}

TEST_CASE("an address that is no web address is left out")
{
    RawPost raw = said("x");
    raw.url = "javascript:alert(1)";
    raw.author.avatar = "data:image/png;base64,AA";
    raw.author.url = "https://polder.example/@sanne";
    const Post post = clean(raw, "bron", "rss", now);
    CHECK(post.url.empty());
    CHECK(post.author.avatar.empty());
    CHECK(post.author.url == "https://polder.example/@sanne");
}

TEST_CASE("a missing date is when it was first seen")
{
    CHECK(clean(said("x"), "bron", "rss", now).created == now);
}

TEST_CASE("a post from the future was written when it was first seen")
{
    RawPost raw = said("x");
    raw.created = now + std::chrono::hours{24};
    CHECK(clean(raw, "bron", "rss", now).created == now);
    raw.created = now + std::chrono::minutes{4};
    CHECK(clean(raw, "bron", "rss", now).created == *raw.created);
}

TEST_CASE("a claimed language has the shape of one")
{
    RawPost raw = said("x");
    for (const auto& [claimed, kept] : {std::pair{"NL", "nl"},
                                        {"en_GB", "en-GB"},
                                        {"", ""},
                                        {"und", ""},
                                        {"not a language", ""},
                                        {"<b>", ""}}) {
        raw.language = claimed;
        CHECK(clean(raw, "bron", "rss", now).language == kept);
    }
}

TEST_CASE("a rating is one to five stars")
{
    RawPost raw = said("x");
    raw.rating = 4.5;
    CHECK(clean(raw, "bron", "rss", now).rating == 4.5);
    raw.rating = 0;
    CHECK_FALSE(clean(raw, "bron", "rss", now).rating);
    raw.rating = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(clean(raw, "bron", "rss", now).rating);
}

TEST_CASE("a text longer than any wall is shortened between characters")
{
    std::string endless;
    for (int i = 0; i < 20'000; ++i)
        endless += "👍🏽";
    const std::string text = cleaned(endless);
    CHECK(text.size() <= 16 * 1024 + 3);
    CHECK(text.ends_with("👍🏽…"));
}
