// SPDX-License-Identifier: Apache-2.0
// Tests of recognising posts that say the same again.
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using std::chrono::hours;

namespace {

const Time start{std::chrono::seconds{1'800'000'000}};

Post post(std::string id, std::string text, Time created = start)
{
    Post made;
    made.id = std::move(id);
    made.text = std::move(text);
    made.source = "bron";
    made.created = created;
    return made;
}

}  // namespace

TEST_CASE("the same words within two days are a twin")
{
    Dedupe dedupe;
    dedupe.twin_of(post("mastodon:1", "De app doet het weer niet!"));
    const auto twin =
        dedupe.twin_of(post("bluesky:2", "de APP doet het weer niet", start + hours{47}));
    CHECK(twin.id == "mastodon:1");
    CHECK(twin.reason == "same words as mastodon:1");
}

TEST_CASE("the same words three days later are news")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "De app doet het weer niet"));
    CHECK(dedupe.twin_of(post("a:2", "De app doet het weer niet", start + hours{72})).id.empty());
}

TEST_CASE("links and names spoken to do not make words differ")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "Storing bij Polderbank vanochtend https://a.example/1"));
    CHECK(dedupe.twin_of(post("b:2", "@piet Storing bij Polderbank vanochtend https://b.example/2"))
              .id == "a:1");
}

TEST_CASE("few words are a twin of the same author only")
{
    Dedupe dedupe;
    Post sanne = post("a:1", "Top service!"), piet = post("a:2", "Top service!"),
         again = post("b:3", "top service");
    sanne.author.handle = again.author.handle = "@sanne";
    piet.author.handle = "@piet";
    dedupe.twin_of(sanne);
    CHECK(dedupe.twin_of(piet).id.empty());
    CHECK(dedupe.twin_of(again).id == "a:1");
}

TEST_CASE("posts without words are nobody's twin")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "https://a.example/1"));
    CHECK(dedupe.twin_of(post("a:2", "https://a.example/2")).id.empty());
}

TEST_CASE("the same id is an edit")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "De app doet het weer niet"));
    CHECK(dedupe.twin_of(post("a:1", "De app doet het weer niet")).id.empty());
    CHECK(dedupe.twin_of(post("a:1", "De app doet het weer wel")).id.empty());
}

TEST_CASE("a twin stays a twin when it is fetched again")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "De app doet het weer niet"));
    dedupe.twin_of(post("a:2", "De app doet het weer niet"));
    CHECK(dedupe.twin_of(post("a:2", "De app doet het weer niet")).id == "a:1");
    CHECK(dedupe.twin_of(post("a:1", "De app doet het weer niet")).id.empty());
}

TEST_CASE("the same address is a twin over sources")
{
    Dedupe dedupe;
    Post feed = post("rss:1", "Een"), search = post("news:2", "Twee");
    feed.url = "https://www.polder.example/a?utm_source=rss";
    search.url = "https://polder.example/a/";
    search.source = "zoeken";
    dedupe.twin_of(feed);
    CHECK(dedupe.twin_of(search).reason == "same address as rss:1");
}

TEST_CASE("a shop's page holds many reviews, a home page many things")
{
    Dedupe dedupe;
    Post first = post("a:1", "Prima spul, goed verpakt"),
         second = post("b:2", "Nooit aangekomen, balen");
    first.kind = second.kind = Kind::review;
    first.url = second.url = "https://winkel.example/product";
    second.source = "elders";
    dedupe.twin_of(first);
    CHECK(dedupe.twin_of(second).id.empty());
    Post home = post("c:3", "Welkom op onze nieuwe site"),
         other = post("d:4", "Wij zoeken collega's in Zwolle");
    home.url = other.url = "https://polder.example/";
    other.source = "elders";
    dedupe.twin_of(home);
    CHECK(dedupe.twin_of(other).id.empty());
}

TEST_CASE("a repost is a twin of its original")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "De app doet het weer"));
    Post repost = post("a:2", "");
    repost.kind = Kind::repost;
    repost.repost_of = "a:1";
    const auto twin = dedupe.twin_of(repost);
    CHECK(twin.id == "a:1");
    CHECK(twin.reason == "repost of a:1");
}

TEST_CASE("the second repost of an unknown original is a twin of the first")
{
    Dedupe dedupe;
    Post first = post("a:2", ""), second = post("a:3", "");
    first.repost_of = second.repost_of = "a:1";
    CHECK(dedupe.twin_of(first).id.empty());
    CHECK(dedupe.twin_of(second).id == "a:2");
    CHECK(dedupe.twin_of(post("a:1", "Het origineel komt later binnen")).id == "a:2");
}

TEST_CASE("a story that a news search lists under another is its twin, in whatever words")
{
    Dedupe dedupe;
    Post lead = post("news:1", ""), copy = post("news:2", "");
    lead.kind = copy.kind = Kind::article;
    lead.title = "Polderbank weer in de lucht na lange storing";
    copy.title = "Klanten boos: uren zonder betaalapp";
    copy.repost_of = lead.id;
    dedupe.twin_of(lead);
    const auto twin = dedupe.twin_of(copy);
    CHECK(twin.id == "news:1");
    CHECK(twin.reason == "told as the same story as news:1");
}

TEST_CASE("a repost by its words is a twin too")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "Vandaag een dagje naar zee"));
    Post repost = post("a:2", "RT @sanne: Vandaag een dagje naar zee");
    repost.kind = Kind::repost;
    CHECK(dedupe.twin_of(repost).reason == "repost with the same words as a:1");
}

TEST_CASE("a deleted post has no twins any more")
{
    Dedupe dedupe;
    Post original = post("a:1", "De app doet het weer niet");
    dedupe.twin_of(original);
    original.deleted = true;
    dedupe.twin_of(original);
    CHECK(dedupe.twin_of(post("a:2", "De app doet het weer niet")).id.empty());
}

TEST_CASE("looking does not remember")
{
    Dedupe dedupe;
    CHECK(dedupe.earlier(post("a:1", "De app doet het weer niet")).id.empty());
    CHECK(dedupe.earlier(post("a:2", "De app doet het weer niet")).id.empty());
}

TEST_CASE("very many posts in any order are survived")
{
    Dedupe dedupe;
    std::uint64_t random = 7;
    for (int i = 0; i < 120'000; ++i) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        const auto offset = std::chrono::minutes{static_cast<int>(random >> 40) % 10'000};
        dedupe.twin_of(post("a:" + std::to_string(i),
                            "post nummer " + std::to_string(i) + " van vandaag", start + offset));
    }
    dedupe.twin_of(post("b:1", "nog een laatste bericht hier", start + hours{200}));
    CHECK(dedupe.twin_of(post("b:2", "nog een laatste bericht hier", start + hours{200})).id ==
          "b:1");
}

TEST_CASE("few words by one author on two networks are a cross-post, also with another handle")
{
    Dedupe dedupe;
    Post piet = post("mastodon:0", "Top service!"), sanne = post("mastodon:1", "Top service!"),
         there = post("bluesky:2", "Top service!"), named = post("threads:3", "Top service!");
    piet.network = sanne.network = "mastodon";
    piet.author.handle = "@piet@polder.example";
    sanne.author = {"Sanne de Wit", "@sanne@polder.example", "", ""};
    there.network = "bluesky";
    there.author.handle = "@sanne.hemelblauw.example";
    named.network = "threads";
    named.author = {"Sanne de Wit", "@dewitje", "", ""};
    dedupe.twin_of(piet);
    CHECK(dedupe.twin_of(sanne).id.empty());
    CHECK(dedupe.twin_of(there).id == "mastodon:1");
    CHECK(dedupe.twin_of(named).id == "mastodon:1");
}

TEST_CASE("few words by two people of one network with the same name are two posts")
{
    Dedupe dedupe;
    Post one = post("a:1", "Top service!"), other = post("a:2", "Top service!");
    one.author = {"Sanne de Wit", "@sanne", "", ""};
    other.author = {"Sanne de Wit", "@dewitje", "", ""};
    dedupe.twin_of(one);
    CHECK(dedupe.twin_of(other).id.empty());
    Post nobody = post("a:3", "Prima zo"), anybody = post("a:4", "Prima zo");
    dedupe.twin_of(nobody);
    CHECK(dedupe.twin_of(anybody).id.empty());
}

TEST_CASE("whatever repeats a twin repeats its original")
{
    Dedupe dedupe;
    Post twin = post("b:2", "De app doet het weer niet"), third = post("c:3", "Kijk nou eens");
    twin.url = third.url = "https://polder.example/storing";
    third.source = "elders";
    dedupe.twin_of(post("a:1", "De app doet het weer niet"));
    CHECK(dedupe.twin_of(twin).id == "a:1");
    CHECK(dedupe.twin_of(third).id == "a:1");
}

TEST_CASE("once an original is edited its twins are another's, and it says which to ask again")
{
    Dedupe dedupe;
    const Post first = post("a:1", "De app doet het weer niet"),
               second = post("b:2", "De app doet het weer niet"),
               third = post("c:3", "De app doet het weer niet");
    for (const Post& one : {first, second, third})
        dedupe.twin_of(one);
    CHECK(dedupe.take_parted().empty());
    dedupe.twin_of(post("a:1", "Het is opgelost, dank voor het geduld"));
    CHECK(dedupe.take_parted() == std::vector<std::string>{"a:1"});
    CHECK(dedupe.take_parted().empty());
    CHECK(dedupe.twin_of(second).id.empty());
    CHECK(dedupe.twin_of(third).id == "b:2");
}

TEST_CASE("an edited twin says something of its own, and may become one again")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "De app doet het weer niet"));
    dedupe.twin_of(post("b:2", "De app doet het weer niet"));
    CHECK(dedupe.twin_of(post("b:2", "De app doet het bij mij wel")).id.empty());
    CHECK(dedupe.take_parted().empty());
    CHECK(dedupe.twin_of(post("b:2", "De app doet het weer niet")).id == "a:1");
}

TEST_CASE("of a forgotten original the first twin that is asked about takes the place")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "De app doet het weer niet"));
    dedupe.twin_of(post("b:2", "De app doet het weer niet"));
    dedupe.forget("a:1");
    dedupe.forget("a:unknown");
    CHECK(dedupe.twin_of(post("b:2", "De app doet het weer niet")).id.empty());
    CHECK(dedupe.twin_of(post("c:3", "De app doet het weer niet")).id == "b:2");
}

TEST_CASE("nearly the same news of two outlets is one story, another story is not")
{
    Dedupe dedupe;
    const auto news = [](std::string id, std::string title, std::string outlet, hours later) {
        Post made = post(std::move(id), "", start + later);
        made.kind = Kind::article;
        made.title = std::move(title);
        made.author.name = std::move(outlet);
        return made;
    };
    dedupe.twin_of(news("rss:1", "Polderbank-app ligt plat, klanten kunnen niet inloggen",
                        "De Dijkbode", hours{0}));
    const Post copy = news("rss:2", "App Polderbank ligt plat, klanten kunnen niet inloggen",
                           "Omroep Delta", hours{3});
    CHECK(dedupe.twin_of(copy).reason == "same story as rss:1");
    CHECK(dedupe
              .twin_of(news("rss:3", "Polderbank-app werkt weer, klanten kunnen inloggen",
                            "Geldkrant", hours{4}))
              .id.empty());
    CHECK(dedupe
              .twin_of(news("rss:4", "Polderbank-app ligt plat, klanten kunnen niet inloggen!!",
                            "Geldkrant", hours{60}))
              .id.empty());
    Post edited = copy;
    edited.title = "Polderbank verhoogt de spaarrente";
    CHECK(dedupe.twin_of(edited).id.empty());
}

TEST_CASE("people who say nearly the same are no news")
{
    Dedupe dedupe;
    dedupe.twin_of(post("a:1", "Polderbank-app ligt plat, klanten kunnen niet inloggen"));
    CHECK(dedupe.twin_of(post("a:2", "App Polderbank ligt plat, klanten kunnen niet inloggen"))
              .id.empty());
}
