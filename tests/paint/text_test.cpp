// SPDX-License-Identifier: Apache-2.0
#include "paint/text.hpp"

#include "support/catch.hpp"
#include "support/fonts.hpp"

using namespace narrowcast;

namespace {

Text text_of(std::string words, double w, double h)
{
    test::use_wall_fonts();
    Text text;
    text.area = {0, 0, w, h};
    text.text = std::move(words);
    text.size = 60;
    text.least = 30;
    return text;
}

Fitted fit(const Text& text) { return fitted(text, lib::Typesetter{}); }

std::string repeated(const std::string& words, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += words;
    return all;
}

bool ends_whole(const std::string& text)  // on a whole UTF-8 character
{
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        at += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }
    return at == text.size();
}

}  // namespace

TEST_CASE("a text that fits is set in the size that was asked for")
{
    const Fitted result = fit(text_of("Al 40 minuten in de wacht", 800, 400));
    CHECK(result.size == 60);
    CHECK_FALSE(result.shortened);
}

TEST_CASE("a longer text is set as large as it fits")
{
    const Text text = text_of(repeated("Al 40 minuten in de wacht. ", 10), 800, 400);
    const Fitted result = fit(text);
    CHECK(result.size < 60);
    CHECK(result.size >= 30);
    CHECK_FALSE(result.shortened);
    CHECK(result.block.height() <= 400.5);
    Text larger = text;
    larger.size = larger.least = result.size + 1.5;
    CHECK(fit(larger).shortened);
}

TEST_CASE("what does not fit legibly ends with a sentence")
{
    const Fitted result = fit(text_of(repeated("Al 40 minuten in de wacht. ", 200), 800, 400));
    CHECK(result.size == 30);
    CHECK(result.shortened);
    INFO(result.text);
    CHECK(result.text.ends_with("wacht. …"));
    CHECK(result.block.height() <= 400.5);
}

TEST_CASE("a sentence without end is cut at a word")
{
    const Fitted result = fit(text_of(repeated("alsmaar wachten ", 300), 800, 400));
    CHECK((result.text.ends_with("alsmaar…") || result.text.ends_with("wachten…")));
    CHECK(result.block.height() <= 400.5);
    CHECK(result.text.size() > 200);
}

TEST_CASE("a word without end is cut between graphemes")
{
    const std::string family = "👨‍👩‍👧‍👦";
    const Fitted result = fit(text_of(repeated(family, 400), 800, 400));
    REQUIRE(result.shortened);
    REQUIRE(result.text.ends_with("…"));
    const std::string kept = result.text.substr(0, result.text.size() - 3);
    CHECK(kept.size() % family.size() == 0);
    CHECK(kept.size() > 5 * family.size());
}

TEST_CASE("accents stay with their letters when a text is cut")
{
    const Fitted result = fit(text_of(repeated("e\u0301", 3000), 800, 400));
    REQUIRE(result.shortened);
    CHECK(result.text.substr(0, result.text.size() - 3).ends_with("e\u0301"));
}

TEST_CASE("a text of five thousand characters in any script is shortened on a whole character")
{
    for (const auto* words : {"アプリがまた落ちました。", "التطبيق لا يعمل منذ الصباح. ",
                              "วันนี้เราเปิดตัวจอแสดงผล", "आज सुबह से ऐप बंद है। ", "앱이 또 멈췄어요. "}) {
        INFO(words);
        const Fitted result = fit(text_of(repeated(words, 400).substr(0, 15000), 800, 400));
        CHECK(result.shortened);
        CHECK(ends_whole(result.text));
        CHECK(result.text.ends_with("…"));
        CHECK(result.block.height() <= 400.5);
        CHECK(result.text.size() > 100);
    }
}

TEST_CASE("a word longer than a line breaks anywhere and stays within the area")
{
    const Fitted result = fit(text_of(std::string(80, 'x'), 500, 400));
    CHECK_FALSE(result.shortened);
    CHECK(result.block.width() <= 500.5);
    CHECK(result.block.rows().size() > 1);
}

TEST_CASE("one line stays one line: first smaller, then with an ellipsis")
{
    Text text = text_of("Sanne de Wit\nvan Polderbank", 400, 72);
    text.one_line = true;
    const Fitted smaller = fit(text);
    CHECK(smaller.size < 60);
    CHECK(smaller.block.rows().size() == 1);
    CHECK(smaller.block.width() <= 400.5);
    text.text = repeated("Sanne ", 40);
    const Fitted cut = fit(text);
    CHECK(cut.size == 30);
    CHECK(cut.shortened);
    CHECK(cut.block.rows().size() == 1);
    CHECK(cut.block.width() <= 400.5);
}

TEST_CASE("where not even a line fits, one line is set")
{
    const Fitted result = fit(text_of(repeated("Al 40 minuten ", 20), 200, 10));
    CHECK(result.block.rows().size() == 1);
}

TEST_CASE("lines whose letters would touch move apart")
{
    Text text = text_of("xxxx\nxxxx\nxxxx", 400, 400);
    text.leading = 0.6;
    const double plain = fit(text).block.height();
    text.text = "Ágpq\nÁgpq\nÁgpq";
    CHECK(fit(text).block.height() > plain + 40);
}
