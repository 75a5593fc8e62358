// SPDX-License-Identifier: Apache-2.0
#include "scene/drawing.hpp"
#include "scene/theme.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

const Palette dark = palette_of(Theme::dark, "#5b8cff");

std::vector<std::string> underlined_in(const Text& text)
{
    std::vector<std::string> words;
    for (const Span& span : text.spans)
        if (span.underlined) words.push_back(text.text.substr(span.begin, span.end - span.begin));
    return words;
}
using List = std::vector<std::string>;

}  // namespace

TEST_CASE("a post shows who wrote it, where, when and how it was scored")
{
    const Drawing drawing = drawn(sample("post"));
    for (const auto* words :
         {"Sanne de Wit", "@sanne@mastodon.example", "Mastodon", "3 min geleden", "Negatief",
          "door “waardeloos” en “uit” · 92% zeker", "Scan en lees mee", "of help Sanne"}) {
        INFO(words);
        CHECK(says(drawing, words));
    }
    CHECK(count_of<Code>(drawing) == 1);
}

TEST_CASE("the words that decided are underlined in the colour of the mood")
{
    const Text text = text_with(drawn(sample("post")), "Al 40 minuten");
    CHECK(underlined_in(text) == List{"waardeloos", "uit"});
    for (const Span& span : text.spans)
        if (span.underlined) CHECK(span.underline == dark.negative.fill);
}

TEST_CASE("mentions and hashtags are set in the wall's blue")
{
    const Text text = text_with(drawn(sample("post")), "Al 40 minuten");
    List blue;
    for (const Span& span : text.spans)
        if (span.colour == dark.link)
            blue.push_back(text.text.substr(span.begin, span.end - span.begin));
    CHECK(blue == List{"@polderbank", "#storing"});
}

TEST_CASE("a post of X stays untouched and its mark stands outside it")
{
    SlideFile file = sample("post");
    post_of(file).post.network = "x";
    const Drawing drawing = drawn(file);
    const Text text = text_with(drawing, "Al 40 minuten");
    CHECK(text.spans.empty());
    CHECK(text.text == post_of(file).post.text);
    CHECK(says(drawing, "Negatief"));
}

TEST_CASE("what is not sure gets no label, no label's colour and no underlined words")
{
    SlideFile file = sample("post");
    post_of(file).mood.sure = false;
    const Drawing drawing = drawn(file);
    CHECK(says(drawing, "Niet zeker"));
    CHECK_FALSE(says(drawing, "Negatief"));
    CHECK_FALSE(says(drawing, "92%"));
    CHECK_FALSE(says(drawing, "of help"));
    CHECK(underlined_in(text_with(drawing, "Al 40 minuten")).empty());
}

TEST_CASE("the letters of a post are never asked to be smaller than legible")
{
    for (const double distance : {2.0, 4.0, 7.0}) {
        const Canvas canvas{1920, 1080, 55, distance};
        SlideFile file = sample("post");
        const Text text = text_with(drawn(file, canvas), "Al 40 minuten");
        CHECK(text.least == Catch::Approx(smallest_post_text(canvas)));
        CHECK(text.size >= text.least);
    }
}

TEST_CASE("a review shows its stars, half ones too")
{
    SlideFile file = sample("post");
    const std::size_t shapes = count_of<Area>(drawn(file));
    post_of(file).post.rating = 2.5;
    const Drawing drawing = drawn(file);
    CHECK(count_of<Area>(drawing) == shapes + 6);
    CHECK(says(drawing, "2,5 van 5 sterren"));
}

TEST_CASE("an article shows its title in bold above its text, and the words stay underlined")
{
    SlideFile file = sample("post");
    post_of(file).post.kind = Kind::article;
    post_of(file).post.title = "Storing bij Polderbank";
    const Drawing drawing = drawn(file);
    const Text text = text_with(drawing, "Storing bij Polderbank\nAl 40");
    REQUIRE_FALSE(text.spans.empty());
    CHECK(text.spans.front().weight == Weight::bold);
    CHECK(text.spans.front().end == post_of(file).post.title.size());
    CHECK(underlined_in(text) == List{"waardeloos", "uit"});
    CHECK(says(drawing, "Scan en lees verder"));
}

TEST_CASE("a title that the text repeats is not said twice")
{
    SlideFile file = sample("post");
    post_of(file).post.title = "Al 40 minuten in de wacht";
    CHECK(text_with(drawn(file), "Al 40 minuten").text == post_of(file).post.text);
}

TEST_CASE("a post without words shows what its picture shows")
{
    SlideFile file = sample("post");
    post_of(file).post.text.clear();
    post_of(file).mood.words.clear();
    CHECK(says(drawn(file), "Bericht zonder tekst"));
    post_of(file).post.media = {{"image", "https://polder.example/a.png", "een lange rij"}};
    CHECK(says(drawn(file), "Afbeelding: een lange rij"));
}

TEST_CASE("an author without a name is called by handle, else by source")
{
    SlideFile file = sample("post");
    post_of(file).post.author.name.clear();
    CHECK(text_with(drawn(file), "@sanne@mastodon.example").weight == Weight::bold);
    post_of(file).post.author.handle.clear();
    post_of(file).post.source = "De Polderpost";
    CHECK(says(drawn(file), "De Polderpost"));
}

TEST_CASE("the initial on the disc is a whole letter of any script, never a handle's sign")
{
    const auto initial = [](const std::string& name) {
        SlideFile file = sample("post");
        post_of(file).post.author.name = name;
        for (const Text& text : texts_of(drawn(file)))
            if (text.align == Align::middle && text.weight == Weight::bold) return text.text;
        return std::string{};
    };
    CHECK(initial("sanne") == "S");
    CHECK(initial("@sanne") == "S");
    CHECK(initial("e\u0301lise") == "E\u0301");
    CHECK(initial("👩🏾‍💻 dev") == "👩🏾‍💻");
    CHECK(initial("山田") == "山");
}

TEST_CASE("without an address there is no code")
{
    SlideFile file = sample("post");
    post_of(file).post.url.clear();
    const Drawing drawing = drawn(file);
    CHECK(count_of<Code>(drawing) == 0);
    CHECK_FALSE(says(drawing, "Scan"));
}

TEST_CASE("confidence is never said to be complete")
{
    SlideFile file = sample("post");
    post_of(file).mood.confidence = 1;
    CHECK(says(drawn(file), "99% zeker"));
}

TEST_CASE("in a right-to-left post a mention keeps its sign in front")
{
    SlideFile file = sample("post");
    post_of(file).post.text = "متى يعود @polderbank";
    post_of(file).mood.words.clear();
    CHECK(says(drawn(file), "\u2068@polderbank\u2069"));
}

TEST_CASE("news of many outlets says how many, and names some")
{
    SlideFile file = sample("post");
    post_of(file).post.kind = Kind::article;
    post_of(file).elsewhere = {11, {"De Dijkbode", "Omroep Delta", "Geldkrant"}};
    CHECK(says(drawn(file), "en nog 11 media, zoals De Dijkbode, Omroep Delta en Geldkrant"));
    post_of(file).elsewhere = {1, {"De Dijkbode"}};
    CHECK(says(drawn(file), "en nog 1 medium: De Dijkbode"));
    file.wall.language = "en";
    CHECK(says(drawn(file), "and 1 more outlet: De Dijkbode"));
}

TEST_CASE("a cross-post names the other networks beside the handle")
{
    SlideFile file = sample("post");
    post_of(file).elsewhere = {2, {"bluesky", "threads"}};
    const Text meta = text_with(drawn(file), "@sanne@mastodon.example");
    CHECK(meta.text.find("ook op Bluesky en Threads") != std::string::npos);
}

TEST_CASE("beside a post of X no other network is named")
{
    SlideFile file = sample("post");
    post_of(file).post.network = "x";
    post_of(file).elsewhere = {1, {"bluesky"}};
    CHECK_FALSE(says(drawn(file), "Bluesky"));
}

TEST_CASE("without copies nothing is said of them")
{
    SlideFile file = sample("post");
    const Drawing before = drawn(file);
    post_of(file).elsewhere = {};
    CHECK(drawn(file) == before);
    CHECK_FALSE(says(before, "ook op"));
}
