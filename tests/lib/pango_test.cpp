// SPDX-License-Identifier: Apache-2.0
#include "lib/pango.hpp"

#include "support/catch.hpp"
#include "support/fonts.hpp"

#include <algorithm>
#include <thread>

using namespace narrowcast::lib;
using narrowcast::test::use_wall_fonts;

namespace {

Block set(const std::string& text, Setting setting = {})
{
    use_wall_fonts();
    if (setting.size == 0) setting.size = 40;
    if (setting.width == 0) setting.width = 600;
    return Typesetter{}.set(text, setting);
}

Setting setting_of(double width, std::string language = "")
{
    Setting setting;
    setting.size = 40;
    setting.width = width;
    setting.language = std::move(language);
    return setting;
}

}  // namespace

TEST_CASE("lines stand exactly as far apart as asked, whatever fonts are in them")
{
    const Block block = set("Latin\nアプリ\n😤\nLatin");
    REQUIRE(block.rows().size() == 4);
    for (std::size_t i = 1; i < 4; ++i)
        CHECK(block.rows()[i].baseline - block.rows()[i - 1].baseline == Catch::Approx(52));
    CHECK(block.height() == Catch::Approx(4 * 52).margin(1));
}

TEST_CASE("figures are all of one width")
{
    CHECK(set("11:11").width() == Catch::Approx(set("08:42").width()));
}

TEST_CASE("words wrap, and a word without end breaks anywhere without a hyphen")
{
    CHECK(set("een twee drie vier vijf", setting_of(200)).rows().size() > 1);
    const Block block = set(std::string(60, 'm'), setting_of(300));
    CHECK(block.rows().size() > 5);
    CHECK(block.width() <= 300.5);
}

TEST_CASE("every paragraph knows its own direction, one without letters that of the one before")
{
    const Block block = set("Hallo\nمرحبا\n12!\nagain");
    REQUIRE(block.rows().size() == 4);
    CHECK_FALSE(block.rows()[0].right_to_left);
    CHECK(block.rows()[1].right_to_left);
    CHECK(block.rows()[2].right_to_left);
    CHECK_FALSE(block.rows()[3].right_to_left);
}

TEST_CASE("Japanese and Thai wrap without spaces")
{
    CHECK(set("本日新しいソーシャルウォールを公開しました", setting_of(300, "ja")).rows().size() >
          1);
    CHECK(set("วันนี้เราเปิดตัวจอแสดงผลโซเชียลใหม่", setting_of(300, "th")).rows().size() > 1);
}

TEST_CASE("Han characters are drawn as the language draws them")
{
    const auto painted = [](const std::string& language) {
        std::vector<std::uint32_t> argb(100UL * 100UL, 0xff000000U);
        const Sheet sheet{argb.data(), 100, 100};
        Setting setting = setting_of(100, language);
        setting.size = 80;
        setting.ink = {255, 255, 255, 255};
        set("骨", setting).paint(sheet, {0, 0}, Side::start);
        return argb;
    };
    CHECK(painted("ja") != painted("zh-CN"));
    CHECK(painted("") == painted("ja"));
}

TEST_CASE("threads that paint in the same font do not change each other's letters")
{
    const auto painted = [](double size) {
        std::vector<std::uint32_t> argb(400UL * 120UL, 0xff000000U);
        const Sheet sheet{argb.data(), 400, 120};
        Setting setting = setting_of(400);
        setting.size = size;
        setting.ink = {255, 255, 255, 255};
        set("Ring ring", setting).paint(sheet, {0, 0}, Side::start);
        return argb;
    };
    const auto differences = [&](double size, const std::vector<std::uint32_t>& alone) {
        int differ = 0;
        for (int i = 0; i < 150; ++i)
            differ += painted(size) != alone;
        return differ;
    };
    const auto small = painted(20), large = painted(80);
    int of_small = 0;
    std::thread other{[&] { of_small = differences(20, small); }};
    const int of_large = differences(80, large);
    other.join();
    CHECK(of_large == 0);
    CHECK(of_small == 0);
}

TEST_CASE("space between letters is left alone in scripts that join")
{
    Setting wide = setting_of(600);
    wide.tracking = 0.2;
    CHECK(set("Hallo", wide).width() > set("Hallo").width() + 20);
    CHECK(set("مرحبا", wide).width() == Catch::Approx(set("مرحبا").width()));
    CHECK(set("Hallo ❤️", wide).width() > set("Hallo ❤️").width() + 20);
}

TEST_CASE("a text may be cut between graphemes, after words and after sentences")
{
    const auto cuts = set("Ja. Nee e\u0301n").cuts();
    const auto at = [&](std::size_t byte) {
        const auto found = std::find_if(cuts.begin(), cuts.end(),
                                        [&](const Block::Cut& cut) { return cut.byte == byte; });
        return found == cuts.end() ? Block::Cut{999, false, false} : *found;
    };
    CHECK(at(2).word);
    CHECK(at(4).sentence);
    CHECK(at(1).byte == 1);
    CHECK_FALSE(at(1).word);
    CHECK(at(9).byte == 999);  // between e and its accent
}

TEST_CASE("one line ends in an ellipsis within its width")
{
    Setting setting = setting_of(150);
    setting.one_line = true;
    const Block block = set("een veel te lange regel", setting);
    CHECK(block.rows().size() == 1);
    CHECK(block.width() <= 150.5);
}

TEST_CASE("empty text is one empty row")
{
    CHECK(set("").rows().size() == 1);
    CHECK(set("").width() == 0);
}

TEST_CASE("a family that is not installed is named")
{
    use_wall_fonts();
    const std::vector<std::string_view> wanted{"Inter", "No Such Font At All"};
    CHECK(families_missing(wanted) == std::vector<std::string>{"No Such Font At All"});
}
