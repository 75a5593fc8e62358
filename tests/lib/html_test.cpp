// SPDX-License-Identifier: Apache-2.0
// Tests of HTML to text.
#include "lib/html.hpp"

#include "support/catch.hpp"

using narrowcast::lib::links_of_html;
using narrowcast::lib::text_of_html;

TEST_CASE("paragraphs end in an empty line, breaks in a line")
{
    CHECK(text_of_html("<p>een<br>twee<br />drie</p><p>vier</p>") == "een\ntwee\ndrie\n\nvier");
}

TEST_CASE("text without markup only loses its extra white space")
{
    CHECK(text_of_html("  een\n  twee\t ") == "een twee");
}

TEST_CASE("a Mastodon link shows what Mastodon shows")
{
    CHECK(
        text_of_html(
            R"(<p>Zie <a href="https://polder.example/nieuws/lang"><span class="invisible">https://</span><span class="ellipsis">polder.example/nieuws/la</span><span class="invisible">ng</span></a></p>)") ==
        "Zie polder.example/nieuws/la…");
}

TEST_CASE("mentions and hashtags stay words")
{
    CHECK(
        text_of_html(
            R"(<p><span class="h-card"><a class="u-url mention">@<span>sanne</span></a></span> over <a class="mention hashtag" rel="tag">#<span>storing</span></a></p>)") ==
        "@sanne over #storing");
}

TEST_CASE("GoToSocial's raw ampersands and angle brackets stay")
{
    CHECK(text_of_html("<p>Tom & Jerry > Pinky & Brain, 3 < 4</p>") ==
          "Tom & Jerry > Pinky & Brain, 3 < 4");
}

TEST_CASE("entities are decoded once")
{
    CHECK(text_of_html("https:&#x2F;&#x2F;polder.example&#x2F;a") == "https://polder.example/a");
    CHECK(text_of_html("it&#39;s &lt;b&gt; &amp;amp; &amp;lt;i&amp;gt;") ==
          "it's <b> &amp; &lt;i&gt;");
    CHECK(text_of_html("caf&eacute; &euro;5 &copy 2026") == "café €5 © 2026");
}

TEST_CASE("scripts, styles, comments and templates are left out")
{
    CHECK(text_of_html("a<script>alert('x')</script><style>p{}</style><!-- c --><template>t"
                       "</template><iframe>f</iframe>b") == "ab");
    CHECK(text_of_html("a<script>alert(1)").find("alert") == std::string::npos);
}

TEST_CASE("list items begin with a bullet or their number")
{
    CHECK(text_of_html("Nu:<ul><li>een</li><li>twee</li></ul>") == "Nu:\n• een\n• twee");
    CHECK(text_of_html("<ol><li>een</li><li>twee</li></ol>") == "1. een\n2. twee");
}

TEST_CASE("quotations and tables stay readable")
{
    CHECK(text_of_html("<blockquote><p>citaat</p></blockquote><p>antwoord</p>") ==
          "citaat\n\nantwoord");
    CHECK(text_of_html("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>") ==
          "a b\nc");
}

TEST_CASE("no-break spaces are spaces")
{
    CHECK(text_of_html("a&nbsp;&nbsp; b\u00A0c") == "a b c");
}

TEST_CASE("of pictures only an emoji's name stays")
{
    CHECK(
        text_of_html(R"(leuk <img class="emoji" alt="🎉" src="x"> <img alt="een foto" src="y">)") ==
        "leuk 🎉");
    CHECK(text_of_html(R"(<img src="x" alt=":polder:">)") == ":polder:");
}

TEST_CASE("preformatted text keeps its lines") { CHECK(text_of_html("<pre>a\nb</pre>") == "a\nb"); }

TEST_CASE("a hundred thousand nested tags are text")
{
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "<div>";
    CHECK(text_of_html(deep + "diep") == "diep");
    std::string bold;
    for (int i = 0; i < 100'000; ++i)
        bold += "<b><p>";
    CHECK(text_of_html(bold + "vet") == "vet");
}

TEST_CASE("a script after very many tags is left out too")
{
    std::string many;
    for (int i = 0; i < 3000; ++i)
        many += "<i>x</i>";
    CHECK(text_of_html(many + "<script>alert(1)</script>").find("alert") == std::string::npos);
}

TEST_CASE("half a tag is no reason to fall over")
{
    for (const char* torn : {"<", "</", "<a", "<a href=", "<a href=\"", "<!--", "&", "&#", "&#x;",
                             "&#xFFFFFFFF;", "<![CDATA[", "<svg><p>", "</p></p>", "<p/>"})
        CHECK_NOTHROW(text_of_html(torn));
}

TEST_CASE("links are found with the words on and after them")
{
    const auto links = links_of_html(
        "<ol><li>1. <a href=\"https://a.example/?x=1&amp;y=2\"><b>Een</b>\n kop</a>&nbsp;&nbsp;"
        "<font>De  Bode</font></li><li><a href='/b'>Twee</a></li><li><a>geen adres</a></li></ol>");
    REQUIRE(links.size() == 2);
    CHECK(links[0].url == "https://a.example/?x=1&y=2");
    CHECK(links[0].words == "Een kop");
    CHECK(links[0].after == "De Bode");
    CHECK(links[1].url == "/b");
    CHECK(links[1].words == "Twee");
    CHECK(links[1].after == "geen adres");
}

TEST_CASE("no links in what has none, is torn, or has a thousand tags")
{
    CHECK(links_of_html("").empty());
    CHECK(links_of_html("a < b").empty());
    CHECK(links_of_html("<a href=").empty());
    std::string many;
    for (int i = 0; i < 3000; ++i)
        many += "<a href=\"/x\">x</a>";
    CHECK(links_of_html(many).empty());
}
