// SPDX-License-Identifier: Apache-2.0
// Tests of one card for what many say.
#include "publish/copies.hpp"

#include "publish/town.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

const Time now = at("2026-11-17T11:00:00Z");

struct News : Town {
    RoutedPost article(std::string outlet, Time when = now)
    {
        RoutedPost routed = post(when, "", "Polderbank-app ligt plat");
        routed.post.kind = Kind::article;
        routed.post.network = "rss";
        routed.post.author.name = std::move(outlet);
        return routed;
    }

    void repeat(RoutedPost routed, const std::string& original)
    {
        routed.twin_of = original;
        routed.screens.clear();
        routed.trace = {"not shown: same story as " + original};
        keep(routed);
    }

    Elsewhere elsewhere(const RoutedPost& original)
    {
        return card_of(original, store).value().elsewhere;
    }
};

}  // namespace

TEST_CASE("news of many outlets is one card with their number and the first three names")
{
    News town;
    const RoutedPost first = town.article("De Dijkbode", now - 2h);
    town.keep(first);
    for (int i = 0; i < 11; ++i)
        town.repeat(town.article("Krant " + std::to_string(i), now - 1h + 1min * i), first.post.id);
    CHECK(town.elsewhere(first) == Elsewhere{11, {"Krant 0", "Krant 1", "Krant 2"}});
}

TEST_CASE("an outlet that brings a story twice, or brought it first, is counted once")
{
    News town;
    const RoutedPost first = town.article("De Dijkbode", now - 2h);
    town.keep(first);
    for (const auto* outlet : {"De Dijkbode", "Geldkrant", "Geldkrant"})
        town.repeat(town.article(outlet), first.post.id);
    CHECK(town.elsewhere(first) == Elsewhere{1, {"Geldkrant"}});
}

TEST_CASE("a cross-post is known by its network, another person's same words there are not")
{
    News town;
    RoutedPost first = town.post(now - 2h, "@sanne@polder.example", "De app doet het weer niet");
    first.post.network = "mastodon";
    town.keep(first);
    for (const auto* network : {"mastodon", "bluesky"}) {
        RoutedPost copy = town.post(now, "@bram", "De app doet het weer niet");
        copy.post.network = network;
        town.repeat(copy, first.post.id);
    }
    CHECK(town.elsewhere(first) == Elsewhere{1, {"bluesky"}});
}

TEST_CASE("reposts are counted on their original and name nobody")
{
    News town;
    RoutedPost first = town.post(now - 2h, "@sanne@polder.example", "De app doet het weer niet");
    first.post.counts.reposts = 1;
    town.keep(first);
    for (int i = 0; i < 3; ++i) {
        RoutedPost repost = town.post(now, "@sanne@polder.example", "De app doet het weer niet");
        repost.post.kind = Kind::repost;
        town.repeat(repost, first.post.id);
    }
    const PostSlide slide = card_of(first, town.store).value();
    CHECK(slide.elsewhere == Elsewhere{});
    CHECK(slide.post.counts.reposts == 3);
    first.post.counts.reposts = 40;
    CHECK(card_of(first, town.store)->post.counts.reposts == 40);
}

TEST_CASE("a post that nobody repeats is shown as it is")
{
    News town;
    const RoutedPost only = town.article("De Dijkbode");
    town.keep(only);
    CHECK(card_of(only, town.store).value() == PostSlide{only.post, only.mood});
}

TEST_CASE("one card and every copy in the charts")
{
    News town;
    const RoutedPost first = town.article("De Dijkbode", now - 2h);
    town.keep(first);
    for (int i = 0; i < 11; ++i)
        town.repeat(town.article("Krant " + std::to_string(i), now - 1h), first.post.id);
    const Offer offer = make_offer(town.config, town.config.screens[0], town.store, now).value();
    int cards = 0;
    for (const Slide& slide : offer.slides)
        cards += std::holds_alternative<PostSlide>(slide);
    CHECK(cards == 1);
    CHECK(offer.wall.today.total == 12);
}
