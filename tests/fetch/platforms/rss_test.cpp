// SPDX-License-Identifier: Apache-2.0
#include "fetch/answers.hpp"

#include <set>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& rss() { return *platform_named("rss"); }

Result<Page> read(const Response& response, SourceConfig source = source_of("rss"))
{
    return rss().read(source, {}, response);
}

std::vector<RawPost> posts_of(const std::string& file, const std::string& type = "")
{
    const auto page = read(answer(recorded(file), type));
    REQUIRE(page);
    return page->posts;
}

std::string feed_of(const std::string& item)
{
    return "<rss version='2.0'><channel><title>t</title>" + item + "</channel></rss>";
}

RawPost item_of(const std::string& item)
{
    const auto page = read(answer(feed_of("<item>" + item + "</item>")));
    REQUIRE(page);
    REQUIRE(page->posts.size() == 1);
    return page->posts.front();
}

}  // namespace

TEST_CASE("rss: an item of RSS 2.0 is an article with all it has")
{
    const auto posts = posts_of("rss/rss2.xml");
    REQUIRE(posts.size() == 3);
    const RawPost& post = posts[0];
    CHECK(post.kind == Kind::article);
    CHECK(post.title == "Polderbank: app ligt eruit &amp; klanten boos");
    CHECK(post.markup == Markup::html);
    CHECK_THAT(post.text, ContainsSubstring("<b>Polderbank</b> ligt eruit"));
    CHECK(post.author.name == "Fatima & Co");
    CHECK(post.created == at("2026-11-21T08:12:00Z"));
    CHECK(post.language == "nl");
    CHECK(post.native_id.ends_with("-nieuws-20261121-1"));
    CHECK(post.url == "https://nieuws.example/2026/app-storing?utm_source=rss");
}

TEST_CASE("rss: pictures and sound come from media and enclosures, relative to xml:base")
{
    const auto media = posts_of("rss/rss2.xml").at(0).media;
    REQUIRE(media.size() == 3);
    CHECK(media[0] == Media{.type = "image",
                            .url = "https://nieuws.example/foto/app.jpg",
                            .alt = "Een leeg scherm"});
    CHECK(media[1].url == "https://nieuws.example/foto/app-klein.jpg");
    CHECK(media[2].type == "audio");
}

TEST_CASE("rss: a guid is a link unless it says otherwise")
{
    const auto posts = posts_of("rss/rss2.xml");
    CHECK(posts[1].url == "https://nieuws.example/2026/zonder");
    CHECK(posts[1].native_id == "https://nieuws.example/2026/zonder");
    CHECK_FALSE(posts[1].created);
    CHECK(item_of("<title>t</title><guid isPermaLink='false'>https://a.example/1</guid>")
              .url.empty());
}

TEST_CASE("rss: an item without id or link is known by its title and date")
{
    const RawPost post = posts_of("rss/rss2.xml").at(2);
    CHECK(post.created == at("2026-11-20T08:00:00Z"));
    CHECK_FALSE(post.native_id.empty());
    CHECK(post.native_id != item_of("<title>Alleen een titel</title>").native_id);
    CHECK(item_of("<title>a</title>").native_id == item_of("<title>a</title>").native_id);
}

TEST_CASE("rss: an id that is unique only within its feed does not collide with another feed's")
{
    SourceConfig other = source_of("rss");
    other.url = "https://dijk.example/feed";
    const Response response = answer(feed_of("<item><title>t</title><guid>17</guid></item>"));
    CHECK(read(response)->posts[0].native_id != read(response, other)->posts[0].native_id);
}

TEST_CASE("rss: an empty item is skipped and said")
{
    const auto page = read(answer(recorded("rss/rss2.xml")));
    CHECK(page->garbled == std::vector<std::string>{"an item with neither title nor text"});
}

TEST_CASE("rss: how often a feed changes is obeyed, up to an hour")
{
    CHECK(read(answer(recorded("rss/rss2.xml")))->wait == std::chrono::seconds{15min});
    CHECK(read(answer(recorded("rss/rss1.xml")))->wait == std::chrono::seconds{15min});
    CHECK(read(answer(feed_of("<ttl>100000</ttl>")))->wait == std::chrono::seconds{1h});
    CHECK_FALSE(read(answer(feed_of("<ttl>0</ttl>")))->wait);
    CHECK_FALSE(read(answer(feed_of("<ttl>soon</ttl>")))->wait);
}

TEST_CASE("rss: RSS 1.0 keeps its items beside the channel")
{
    const auto posts = posts_of("rss/rss1.xml");
    REQUIRE(posts.size() == 1);
    CHECK(posts[0].title == "Dijk eerst");
    CHECK(posts[0].author.name == "Els");
    CHECK(posts[0].created == at("2026-11-20T11:00:00Z"));
}

TEST_CASE("rss: the declared encoding counts when the server names none")
{
    CHECK(posts_of("rss/rss091.xml").at(0).title == "Caf\u00E9 gesloten");
    CHECK(posts_of("rss/rss091.xml", "text/xml; charset=windows-1251").at(0).title ==
          "Caf\u0439 gesloten");
}

TEST_CASE("rss: an Atom entry has its own words for everything")
{
    const auto posts = posts_of("rss/atom.xml");
    REQUIRE(posts.size() == 2);
    CHECK(posts[0].title == "We are sorry &lt;again&gt;");
    CHECK_THAT(posts[0].text, ContainsSubstring("<em>works</em> again &amp; fast."));
    CHECK(posts[0].native_id == "tag:blog.example,2026:1");
    CHECK(posts[0].url == "https://blog.example/posts/1");
    CHECK(posts[0].created == at("2026-11-21T08:00:00Z"));
    CHECK(posts[0].edited == at("2026-11-21T10:00:00Z"));
    CHECK(posts[0].author.name == "The Polderbank team");
    CHECK(posts[0].author.url == "https://blog.example/about");
    CHECK(posts[0].media.at(0).url == "https://blog.example/posts/1.png");
    CHECK(posts[0].language == "en");
    CHECK(posts[1].title == "Dank voor uw <b>geduld</b>");
    CHECK(posts[1].text == "Kort &amp; goed");
    CHECK(posts[1].author.name == "Lotte &amp; Bas");
    CHECK(posts[1].language == "nl");
    CHECK(posts[1].created == at("2026-11-20T10:00:00Z"));
    CHECK_FALSE(posts[1].edited);
}

TEST_CASE("rss: a JSON Feed is read like the others")
{
    const auto page = read(answer(recorded("rss/feed.json"), "application/feed+json"));
    REQUIRE(page);
    REQUIRE(page->posts.size() == 2);
    CHECK(page->garbled.size() == 3);
    const RawPost& html = page->posts[0];
    CHECK(html.native_id == "https://json.example/1");
    CHECK(html.title == "AT&amp;T &lt;3 Polderbank");
    CHECK(html.author.name == "Kim");
    CHECK(html.created == at("2026-11-21T13:00:00Z"));
    CHECK(html.url == "https://polder.example/1");
    CHECK(html.media.size() == 2);
    const RawPost& plain = page->posts[1];
    CHECK(plain.markup == Markup::plain);
    CHECK(plain.text == "Plain <text> & more");
    CHECK(plain.author.name == "Editors <all>");
    CHECK_FALSE(plain.created);
}

TEST_CASE("rss: an item of a news search is by its outlet, without the outlet's name in the title")
{
    SourceConfig source = source_of("rss");
    source.url = "https://news.google.com/rss/search?q=Polderbank";
    const auto page = read(answer(recorded("rss/news_search.xml")), source);
    REQUIRE(page->posts.size() == 1);
    CHECK(page->posts[0].title == "Polderbank-app ligt plat");
    CHECK(page->posts[0].author.name == "De Dijkbode");
    CHECK(page->posts[0].author.url == "https://www.dijkbode.example");
    CHECK(page->posts[0].text.empty());
}

TEST_CASE("rss: a title that only repeats the text is left out")
{
    for (const RawPost& post : posts_of("rss/snac_user.xml"))
        CHECK_FALSE(post.text.empty());
    CHECK(posts_of("rss/snac_user.xml").at(0).title.empty());
    CHECK(
        item_of("<title>Hello...</title><description>&lt;p&gt;Hello world&lt;/p&gt;</description>")
            .title.empty());
    CHECK(item_of("<title>News</title><description>Hello world</description>").title == "News");
}

TEST_CASE("rss: relative links follow Content-Location, else the feed's address")
{
    Response response = answer(feed_of("<item><title>t</title><link>x</link></item>"));
    CHECK(read(response)->posts[0].url == "https://polder.example/x");
    response.headers.emplace("content-location", "/deep/feed.xml");
    CHECK(read(response)->posts[0].url == "https://polder.example/deep/x");
}

TEST_CASE("rss: links that lead elsewhere than the web are dropped")
{
    CHECK(item_of("<title>t</title><link>javascript:alert(1)</link>").url.empty());
    CHECK(item_of("<title>t</title><link>file:///etc/passwd</link>").url.empty());
}

TEST_CASE("rss: undeclared prefixes and entities are understood all the same")
{
    const RawPost post = item_of(
        "<title>t</title><content:encoded>caf&eacute; &amp; AT&T</content:encoded>"
        "<dc:creator>Els</dc:creator>");
    CHECK(post.text == "caf\u00E9 & AT&T");
    CHECK(post.author.name == "Els");
}

TEST_CASE("rss: a feed that ends in the middle leaves its last item for the next time")
{
    const std::string text = recorded("rss/atom.xml");
    const auto page = read(answer(text.substr(0, text.find("Kort"))));
    REQUIRE(page);
    CHECK(page->posts.size() == 1);
    REQUIRE(page->garbled.size() == 1);
    CHECK_THAT(page->garbled[0], ContainsSubstring("ends in the middle"));
}

TEST_CASE("rss: every spoiled feed ends in posts or in a sentence")
{
    for (const char* file : {"rss/rss2.xml", "rss/rss1.xml", "rss/rss091.xml", "rss/atom.xml",
                             "rss/feed.json", "rss/news_search.xml", "rss/snac_user.xml"})
        for (const auto& body : spoiled(recorded(file))) {
            const auto page = read(answer(body));
            if (!page)
                check_sentence(page.error().text);
            else
                for (const RawPost& post : page->posts) {
                    CHECK(is_utf8(post.text));
                    CHECK(is_utf8(post.title));
                    CHECK_FALSE(post.native_id.empty());
                }
        }
}

TEST_CASE("rss: what is no feed is told in words")
{
    const auto text = [](const std::string& body) { return read(answer(body)).error().text; };
    CHECK_THAT(text("<!DOCTYPE html><html><head><title>x</title></head></html>"),
               ContainsSubstring("a web page"));
    CHECK_THAT(text("<opml/>"), ContainsSubstring("begins with <opml>"));
    CHECK_THAT(text("<s3cret/>"),
               ContainsSubstring("it is neither RSS nor Atom") && !ContainsSubstring("s3cret"));
    CHECK_THAT(text(""), ContainsSubstring("empty answer"));
    CHECK_THAT(text("{}"), ContainsSubstring("no list 'items'"));
}

TEST_CASE("rss: only web addresses are accepted as feeds")
{
    SourceConfig source = source_of("rss");
    CHECK(rss().check(source));
    for (const char* url : {"", "file:///etc/passwd", "polder.example"}) {
        source.url = url;
        CHECK(rss().check(source).error().fault == Fault::refused);
    }
}

TEST_CASE("rss: an answer without address or type can be read, as from a pipe")
{
    Response response;
    response.status = 200;
    response.body = recorded("rss/atom.xml");
    SourceConfig source;
    source.platform = "rss";
    const auto page = rss().read(source, {}, response);
    REQUIRE(page);
    CHECK(page->posts.size() == 2);
}

TEST_CASE("rss: a headline keeps its own dashes, and an outlet that is only in it is found")
{
    SourceConfig source = source_of("rss");
    source.url = "https://news.google.com/rss/search?q=Polderbank";
    const auto page = read(answer(recorded("rss/news_cluster.xml")), source);
    REQUIRE(page->posts.size() == 3);
    CHECK(page->posts[0].title == "Polderbank - de app - ligt plat");
    CHECK(page->posts[0].author.name == "De Dijkbode");
    CHECK(page->posts[2].title == "Storing bij Polderbank voorbij");
    CHECK(page->posts[2].author.name == "Het Polderblad");
    CHECK(page->posts[2].text.empty());
}

TEST_CASE("rss: a story that a news search lists under another is that outlet's copy of it")
{
    SourceConfig source = source_of("rss");
    source.url = "https://news.google.com/rss/search?q=Polderbank";
    const auto page = read(answer(recorded("rss/news_cluster.xml")), source);
    REQUIRE(page->posts.size() == 3);
    const RawPost &lead = page->posts[0], &copy = page->posts[1];
    CHECK(copy.kind == Kind::article);
    CHECK(copy.title == "App Polderbank eruit");
    CHECK(copy.author.name == "Het Polderblad");
    CHECK(copy.url == "https://news.google.com/rss/articles/CBMi2?oc=5");
    CHECK(copy.created == lead.created);
    CHECK(copy.language == "nl");
    CHECK(copy.repost_of == lead.native_id);
    CHECK(copy.native_id != lead.native_id);
    CHECK(page->posts[2].repost_of.empty());
}

TEST_CASE("rss: a story that stands under another and is an item itself is taken once, as the item")
{
    SourceConfig source = source_of("rss");
    source.url = "https://news.google.com/rss/search?q=Polderbank";
    std::string feed = recorded("rss/news_cluster.xml");
    feed.replace(feed.find("CBMi2"), 5, "CBMi3");
    const auto page = read(answer(feed), source);
    REQUIRE(page->posts.size() == 2);
    CHECK(page->posts[1].title == "Storing bij Polderbank voorbij");
    CHECK(page->posts[1].repost_of.empty());
}

TEST_CASE("rss: a torn news search gives neither its last item nor what stands under it")
{
    SourceConfig source = source_of("rss");
    source.url = "https://news.google.com/rss/search?q=Polderbank";
    const std::string whole = recorded("rss/news_cluster.xml");
    const auto page = read(answer(whole.substr(0, whole.find("<source"))), source);
    CHECK(page->posts.empty());
    CHECK(page->garbled.size() == 1);
}

TEST_CASE("rss: a dash in a headline of any other feed is part of it")
{
    CHECK(item_of("<title>Dijk - en verder</title>").title == "Dijk - en verder");
    CHECK(item_of("<title>Dijk - en verder</title>").author.name.empty());
}

TEST_CASE("rss: a video of a YouTube channel is a post with its description, picture and likes")
{
    const auto posts = posts_of("rss/youtube_channel.xml");
    REQUIRE(posts.size() == 1);
    const RawPost& post = posts[0];
    CHECK(post.native_id == "aBcDeFgHiJk");
    CHECK(post.network == "youtube");
    CHECK(post.kind == Kind::post);
    CHECK(post.title == "Hoe u pinnen aan &amp; uit zet");
    CHECK(post.text == "In drie stappen:<br>1. Open de app &lt;3");
    CHECK(post.author.name == "Polderbank");
    CHECK(post.url == "https://www.youtube.com/watch?v=aBcDeFgHiJk");
    CHECK(post.created == at("2026-11-20T09:00:12Z"));
    CHECK_FALSE(post.edited);  // changes whenever somebody watches
    CHECK(post.counts.likes == 128);
    REQUIRE(post.media.size() == 1);
    CHECK(post.media[0].url == "https://i1.ytimg.com/vi/aBcDeFgHiJk/hqdefault.jpg");
}

TEST_CASE("rss: the feed of a Mastodon account is posts by that account")
{
    const auto posts = posts_of("rss/mastodon_user.rss");
    REQUIRE(posts.size() == 3);
    const RawPost& post = posts[0];
    CHECK(post.kind == Kind::post);
    CHECK(post.network == "mastodon");
    CHECK(post.title.empty());
    CHECK(post.author == Author{.name = "Sanne &amp; de Wit",
                                .handle = "@sanne@polder.example",
                                .avatar = "https://files.polder.example/avatar.png",
                                .url = "https://polder.example/@sanne"});
    CHECK(post.url == "https://polder.example/@sanne/115600000000000001");
    REQUIRE(post.media.size() == 1);
    CHECK(post.media[0].alt == "Een leeg scherm");
    CHECK_FALSE(post.sensitive);
}

TEST_CASE("rss: a content warning, or a picture for adults only, makes a post sensitive")
{
    const auto posts = posts_of("rss/mastodon_user.rss");
    CHECK(posts.at(1).sensitive);
    CHECK(posts.at(2).sensitive);
}

TEST_CASE("rss: in the feed of a hashtag each post is by the account in its address")
{
    const RawPost post = posts_of("rss/mastodon_tag.rss").at(0);
    CHECK(post.author.handle == "@joris@dijk.example");
    CHECK(post.author.name == "joris");
    CHECK(post.author.url == "https://dijk.example/@joris");
}

TEST_CASE("rss: other servers of the fediverse say whose feed it is in their own way")
{
    const RawPost post = posts_of("rss/snac_user.xml").at(0);
    CHECK(post.author.handle == "@acmefan@localhost:18601");
    CHECK(post.author.name == "acmefan");
    CHECK(post.kind == Kind::post);
}

TEST_CASE("rss: every spoiled feed of a network ends in posts or in a sentence")
{
    for (const char* file : {"rss/youtube_channel.xml", "rss/mastodon_user.rss",
                             "rss/mastodon_tag.rss", "rss/news_cluster.xml"})
        for (const auto& body : spoiled(recorded(file))) {
            const auto page = read(answer(body));
            if (!page)
                check_sentence(page.error().text);
            else
                for (const RawPost& post : page->posts) {
                    CHECK(is_utf8(post.text));
                    CHECK_FALSE(post.native_id.empty());
                }
        }
}

TEST_CASE("rss: any value of a JSON Feed may be missing or of another type")
{
    for (const auto& body : mutated(recorded("rss/feed.json"))) {
        const auto page = read(answer(body));
        if (!page)
            check_sentence(page.error().text);
        else
            CHECK(page->posts.size() + page->garbled.size() <= 6);
    }
}
