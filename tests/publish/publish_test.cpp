// SPDX-License-Identifier: Apache-2.0
// What a screen is offered.
#include "narrowcast/publish.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

const Time midnight = at("2026-11-24T00:00:00+01:00");
const Time now = midnight + 10h + 42min;

Offer offer_of(const Town& town, Time when = now)
{
    return make_offer(town.config, town.config.screens[0], town.store, when).value();
}

std::vector<std::string> posts_in(const Offer& offer)
{
    std::vector<std::string> ids;
    for (const Slide& slide : offer.slides)
        if (const auto* post = std::get_if<PostSlide>(&slide)) ids.push_back(post->post.id);
    return ids;
}

bool offers_today(const Offer& offer)
{
    return !offer.slides.empty() && std::holds_alternative<TodaySlide>(offer.slides.front());
}

}  // namespace

TEST_CASE(
    "the wall is the screen's, in the company's look where the screen "
    "has none of its own")
{
    Town town;
    town.config.look.accent = "#00aa55";
    town.config.screens[0].language = "en";
    CHECK(offer_of(town).wall.theme == Theme::dark);
    town.config.screens[0].theme = Theme::light;
    const Wall wall = offer_of(town).wall;
    CHECK(wall.screen == "hall");
    CHECK(wall.company == "Polderbank");
    CHECK(wall.place == "Hal");
    CHECK(wall.language == "en");
    CHECK(wall.time_zone == "Europe/Amsterdam");
    CHECK(wall.theme == Theme::light);
    CHECK(wall.accent == "#00aa55");
    CHECK(wall.made == now);
}

TEST_CASE("an empty store makes an offer without slides")
{
    const Offer offer = offer_of(Town{});
    CHECK(offer.slides.empty());
    CHECK(offer.wall.today.hours.size() == 24);
}

TEST_CASE("the slide of the day needs ten posts")
{
    Town town;
    town.crowd(midnight + 8h, 9, "Over de bank");
    CHECK_FALSE(offers_today(offer_of(town)));
    town.say(now, "@ten", "De tiende");
    CHECK(offers_today(offer_of(town)));
}

TEST_CASE("posts come newest first, and the wall says how many of how many")
{
    Town town;
    town.config.look.posts = 5;
    town.crowd(midnight + 8h, 30, "Over de bank");
    const Offer offer = offer_of(town);
    CHECK(posts_in(offer).size() == 5);
    CHECK(posts_in(offer).front() == "test:1029");
    CHECK(offer.wall.shown == 5);
    CHECK(offer.wall.total == 30);
}

TEST_CASE("a day without enough posts reaches back, three days at most")
{
    Town town;
    town.say(now - 1min, "@a", "vandaag");
    town.say(now - 24h, "@b", "gisteren");
    town.say(now - 72h, "@c", "drie dagen terug");
    town.say(now - 96h, "@d", "vier dagen terug");
    CHECK(posts_in(offer_of(town)).size() == 3);
}

TEST_CASE("a day with enough posts does not reach back")
{
    Town town;
    town.config.look.posts = 10;
    town.crowd(midnight + 8h, 6, "Over de bank");
    town.say(now - 24h, "@b", "gisteren");
    CHECK(posts_in(offer_of(town)).size() == 6);
}

TEST_CASE("the company's own posts are no voices of customers")
{
    Town town;
    town.crowd(midnight + 8h, 12, "Over de bank");
    const auto own = town.say(now - 1min, "@polderbank@polder.example", "Wij zijn er voor u");
    const Offer offer = offer_of(town);
    const auto ids = posts_in(offer);
    CHECK(std::find(ids.begin(), ids.end(), own) == ids.end());
    CHECK(ids.size() == 12);
    CHECK(offer.wall.today.total == 13);
    const auto& quotes = std::get<TodaySlide>(offer.slides.front()).quotes;
    CHECK(std::any_of(quotes.begin(), quotes.end(), [&](auto& q) { return q.post.id == own; }));
}

TEST_CASE("posts for other screens, repeats and hidden ones are not offered")
{
    Town town;
    auto elsewhere = town.post(now - 1min, "@a", "elders");
    elsewhere.screens = {"canteen"};
    auto repeat = town.post(now - 2min, "@b", "herhaald");
    repeat.twin_of = "test:1";
    town.keep(elsewhere);
    town.keep(repeat);
    const auto hidden = town.say(now - 3min, "@c", "verborgen");
    town.store.decide({.post = hidden, .verdict = Verdict::hide, .by = "x"}).value();
    const auto shown = town.say(now - 4min, "@d", "gewoon");
    CHECK(posts_in(offer_of(town)) == std::vector{shown});
}

TEST_CASE("a pinned post stays, however old, until it is unpinned")
{
    Town town;
    town.config.look.posts = 5;
    const auto old = town.say(now - 400h, "@old", "Mooi verhaal");
    town.crowd(midnight + 8h, 30, "Over de bank");
    town.store.decide({.post = old, .verdict = Verdict::pin, .by = "x"}).value();
    CHECK(posts_in(offer_of(town)).back() == old);
    town.store.decide({.post = old, .verdict = Verdict::unpin, .by = "x"}).value();
    CHECK(posts_in(offer_of(town)).back() != old);
}

TEST_CASE("seconds later with the same posts the offer differs in its time only")
{
    Town town;
    town.used_to(6, two_neutral, midnight);
    small_talk(town, midnight - 24h);
    town.crowd(midnight + 9h, 40, "Storing in de app", Label::negative);
    const Offer first = offer_of(town);
    Offer second = offer_of(town, now + 20s);
    second.wall.made = first.wall.made;
    CHECK(first.wall == second.wall);
    CHECK(first.slides == second.slides);
}

TEST_CASE("a department's screen counts and shows what concerns it")
{
    Town town;
    town.config.screens[0].department = "Wonen";
    town.crowd(midnight + 8h, 12, "Over de bank");
    auto post = town.post(now - 1min, "@a", "hypotheek");
    post.departments = {"Wonen"};
    town.keep(post);
    CHECK(offer_of(town).wall.today.total == 1);
    CHECK(today_in_context(town.config, "", town.store, now)->total == 13);
}

TEST_CASE("a store that fails makes no offer")
{
    Town town;
    town.store.break_with({Fault::rejected, "disk full", {}});
    const auto offer = make_offer(town.config, town.config.screens[0], town.store, now);
    REQUIRE_FALSE(offer);
    CHECK(offer.error() == Error{Fault::rejected, "disk full", {}});
}

TEST_CASE("a slide may stay while its screen may show all that is on it")
{
    Town town;
    const std::string id = town.say(now - 1h, "@ann@town.example", "Lange rij");
    const auto may = [&](const Slide& slide) {
        return may_stay(town.config.screens[0], town.store, slide).value();
    };
    const RoutedPost stored = town.store.post(id)->value();
    const Slide post = PostSlide{stored.post, stored.mood};
    TodaySlide today;
    CHECK(may(today));
    today.quotes.push_back({stored.post, stored.mood, {}, 0, false});
    CHECK(may(post));
    CHECK(may(today));

    RoutedPost elsewhere = stored;
    elsewhere.screens = {"another"};
    town.keep(elsewhere);
    CHECK_FALSE(may(post));
    town.keep(stored);
    REQUIRE(
        town.store.decide({.post = id, .verdict = Verdict::hide, .label = {}, .by = "", .at = {}}));
    CHECK_FALSE(may(post));
    REQUIRE(
        town.store.decide({.post = id, .verdict = Verdict::show, .label = {}, .by = "", .at = {}}));
    CHECK(may(post));
    RoutedPost gone = stored;
    gone.post.deleted = true;
    town.keep(gone);
    CHECK_FALSE(may(post));
    CHECK_FALSE(may(today));
}

TEST_CASE("no chart looks further back than is said")
{
    Town town;
    town.used_to(12, {.negative = 1, .neutral = 2, .positive = 1}, midnight);
    town.crowd(midnight + 9h, 12, "Storing in de app");
    const Today before = offer_of(town).wall.today;
    const Time oldest = oldest_on_charts(town.config, now);
    town.store.count_only(oldest - 1s, {.negative = 5000});
    CHECK(offer_of(town).wall.today == before);
    CHECK(oldest > now - std::chrono::days{7 * 13});
}

TEST_CASE("last year's news that a source's first answer brings is counted then and shown nowhere")
{
    Town town;
    for (int i = 0; i < 50; ++i)
        town.say(now - std::chrono::days{365} + std::chrono::hours{i}, "@krant",
                 "Oud nieuws nummer " + std::to_string(i));
    const auto fresh = town.say(now - 1min, "@a", "Nieuw bericht");
    const Offer offer = offer_of(town);
    CHECK(posts_in(offer) == std::vector{fresh});
    CHECK(offer.wall.today.total == 1);
}

TEST_CASE("the wall says by how much the chosen posts differ from what was written")
{
    Town town;
    town.config.look.posts = 10;
    for (int i = 0; i < 20; ++i) {
        auto post = town.post(now - std::chrono::minutes{i}, "@s" + std::to_string(i), "Bericht");
        post.post.source = i % 2 == 0 ? "forum" : "news";
        town.keep(post);
    }
    CHECK(offer_of(town).wall.skew <= 0.05);
    for (int i = 0; i < 20; ++i) {
        auto hidden = town.post(now - 1h, "@h" + std::to_string(i), "Niet te tonen");
        hidden.post.source = "harsh";
        hidden.screens.clear();
        town.keep(hidden);
    }
    CHECK(offer_of(town).wall.skew == Catch::Approx(0.5));
}
