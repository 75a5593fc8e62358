// SPDX-License-Identifier: Apache-2.0
// What a day is about.
#include "publish/context.hpp"

#include "narrowcast/base/text.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

const Time midnight = at("2026-11-24T00:00:00+01:00");
const Time now = midnight + 10h + 42min;
const Audience hall{"", "hall"};

// A usual bank on a usual day, until its app fails at nine.
void outage(Town& town)
{
    town.used_to(6, two_neutral, midnight);
    for (int day = 1; day <= 5; ++day)
        small_talk(town, midnight - std::chrono::days{day});
    town.crowd(midnight + 7h, 2, "Hypotheek besproken op kantoor");
    town.crowd(midnight + 9h, 20, "Storing, de app ligt eruit", Label::negative);
    town.crowd(midnight + 9h + 10s, 15, "Inloggen lukt niet door storing", Label::negative);
}

Newsdesk desk_of(const Town& town, Time when = now)
{
    return {town.config, hall, town.store, when};
}

Today today_of(const Town& town, Time when = now)
{
    Spoken spoken;
    return today_for(desk_of(town, when), spoken).value();
}

std::vector<Quote> quotes(const Town& town, Time when = now)
{
    Spoken spoken;
    const Newsdesk desk = desk_of(town, when);
    const Today today = today_for(desk, spoken).value();
    return quotes_of(desk, today, spoken).value();
}

}  // namespace

TEST_CASE("a peak is named by the words that set it apart")
{
    Town town;
    outage(town);
    const auto peaks = today_of(town).peaks;
    REQUIRE(peaks.size() == 1);
    CHECK(peaks[0].top == midnight + 9h);
    CHECK(peaks[0].posts == 35);
    REQUIRE(!peaks[0].words.empty());
    CHECK(ascii_lower(peaks[0].words[0]) == "storing");
}

TEST_CASE("a post in the words and the mood of the peak stands for it")
{
    Town town;
    outage(town);
    town.say(midnight + 9h + 30min, "@happy@town.example",
             "Storing of niet, de app inloggen: heerlijk rustig zo", Label::positive);
    const auto post = town.store.post(today_of(town).peaks.at(0).post).value();
    REQUIRE(post);
    CHECK(post->mood.label == Label::negative);
    CHECK_THAT(ascii_lower(post->post.text), Catch::Matchers::ContainsSubstring("storing"));
}

TEST_CASE("neither the company nor a sensitive post stands for a peak")
{
    Town town;
    auto own = town.post(now, "@Polderbank@polder.example", "Storing, de app ligt eruit, excuses");
    auto shocking = town.post(now, "@a", "Storing, de app ligt eruit, met een schokkende foto");
    auto plain = town.post(now, "@b", "Ik zie een storing, de app ligt eruit sinds vanmorgen");
    shocking.post.sensitive = true;
    const std::vector<RoutedPost> posts{own, shocking, plain};
    const Reader reader{town.config};
    const Gist gist = gist_of(reader.read(posts), {}, town.config);
    REQUIRE(gist.post);
    CHECK(gist.post->post.id == plain.post.id);
}

TEST_CASE(
    "a text of readable length stands for others, no exclamation and no "
    "essay")
{
    Town town;
    std::string essay;
    for (int i = 0; i < 40; ++i)
        essay += "storing app inloggen telefoon ";
    const std::vector<RoutedPost> posts{
        town.post(now, "@a", "storing app!"), town.post(now, "@b", essay),
        town.post(now, "@c", "De app heeft een storing, ik kan nergens meer inloggen")};
    const Reader reader{town.config};
    CHECK(gist_of(reader.read(posts), {}, town.config).post->post.id == posts[2].post.id);
}

TEST_CASE("praise that peaks is told by a positive post")
{
    Town town;
    town.used_to(6, two_neutral, midnight);
    town.crowd(midnight + 9h, 30, "Chapeau klantenservice snel geholpen", Label::positive);
    town.crowd(midnight + 9h, 8, "klantenservice chapeau snel geholpen", Label::negative);
    const auto post = town.store.post(today_of(town).peaks.at(0).post).value();
    CHECK(post->mood.label == Label::positive);
}

TEST_CASE("on the first day without history nothing peaks")
{
    Town town;
    town.crowd(midnight + 9h, 60, "Storing in de app", Label::negative);
    const Today today = today_of(town);
    CHECK(today.total == 60);
    CHECK(today.peaks.empty());
    CHECK(today.weeks == 0);
}

TEST_CASE("a handle that only resembles the company's is not the company")
{
    const CompanyConfig company = polderbank().company;
    CHECK(is_company({.name = {}, .handle = "polderbank@POLDER.example", .avatar = {}, .url = {}},
                     company));
    CHECK_FALSE(is_company(
        {.name = {}, .handle = "@polderbank@evil.example", .avatar = {}, .url = {}}, company));
    CHECK_FALSE(is_company({.name = "Polderbank", .handle = {}, .avatar = {}, .url = {}}, company));
}

TEST_CASE("posts that no screen may show give no words to a headline")
{
    Town town;
    auto blocked = town.post(now - 1min, "@a", "x");
    blocked.screens.clear();
    town.keep(blocked);
    town.say(now - 2min, "@b", "y");
    CHECK(posts_for({"", ""}, town.store, midnight, now, 10)->size() == 1);
}

TEST_CASE(
    "the story is told by the peak, the company's answer and the praise "
    "after it")
{
    Town town;
    outage(town);
    auto answer = town.post(midnight + 10h + 10min, "@polderbank@polder.example",
                            "De storing is voorbij. Sorry voor het ongemak.");
    answer.post.counts.reposts = 1204;
    town.keep(answer);
    town.say(midnight + 8h, "@early@town.example", "Fijne bank, snel geholpen aan de balie",
             Label::positive);
    for (const auto* who : {"anna", "bram", "cas", "daan"})
        town.say(midnight + 10h + 15min, who,
                 "Klantenservice heeft snel geholpen, chapeau voor balie" + std::string{who} +
                     " en kassa" + who,
                 Label::positive);
    const auto told = quotes(town);
    REQUIRE(told.size() == 3);
    CHECK(told[0].posts == 35);
    CHECK(told[0].words == today_of(town).peaks[0].words);
    CHECK(told[1].by_company);
    CHECK(told[1].post.counts.reposts == 1204);
    REQUIRE(told[1].words.size() == 1);
    CHECK(ascii_lower(told[1].words[0]) == "storing");
    CHECK(told[2].mood.label == Label::positive);
    CHECK(told[2].post.created > told[1].post.created);
    CHECK(told[2].posts == 4);
}

TEST_CASE("of two answers the one shared most is quoted")
{
    Town town;
    outage(town);
    for (const int shared : {3, 900, 5}) {
        auto answer = town.post(midnight + 10h + std::chrono::minutes{shared % 50},
                                "@polderbank@polder.example", "We werken aan de storing");
        answer.post.counts.reposts = shared;
        town.keep(answer);
    }
    const auto told = quotes(town);
    const auto by_company =
        std::find_if(told.begin(), told.end(), [](auto& q) { return q.by_company; });
    REQUIRE(by_company != told.end());
    CHECK(by_company->post.counts.reposts == 900);
}

TEST_CASE("without praise the newest other sign ends the story")
{
    Town town;
    outage(town);
    const auto newest = town.say(now - 1min, "@late@town.example", "Ik ga maar koffie halen");
    const auto told = quotes(town);
    REQUIRE(!told.empty());
    CHECK(told.back().post.id == newest);
}

TEST_CASE("a praise before the answer is not sold as praise for it")
{
    Town town;
    outage(town);
    const auto early = town.say(midnight + 8h, "@early@town.example",
                                "Fijne bank, snel geholpen aan de balie", Label::positive);
    town.keep(
        town.post(midnight + 10h + 10min, "@polderbank@polder.example", "Excuses voor de storing"));
    town.say(midnight + 10h + 20min, "@late@town.example", "Ik wacht het rustig af vandaag");
    for (const Quote& quote : quotes(town))
        CHECK(quote.post.id != early);
}

TEST_CASE("of posts that are nearly as fit one by somebody known before is chosen")
{
    Town town;
    outage(town);
    town.say(midnight - 200h, "@trouw@town.example", "De koffie op kantoor is prima");
    const auto known =
        town.say(midnight + 9h + 20min, "@trouw@town.example",
                 "Storing, de app ligt eruit en inloggen gaat niet", Label::negative);
    CHECK(today_of(town).peaks.at(0).post == known);
}

TEST_CASE("the same words never stand for two things")
{
    Town town;
    const std::vector<RoutedPost> posts{
        town.post(now, "@a", "De app heeft sinds vanochtend een grote storing bij inloggen"),
        town.post(now, "@b", "de app heeft sinds vanochtend een grote storing bij inloggen!"),
        town.post(now, "@c", "Pinnen bij de kassa van de bakker gaat ook al fout")};
    const Reader reader{town.config};
    Spoken spoken;
    spoken.add(reader.read(posts[0]));
    const Gist gist = gist_of(reader.read(posts), {}, town.config, spoken);
    REQUIRE(gist.post);
    CHECK(gist.post->post.id == posts[2].post.id);
    CHECK(gist.others.empty());
}
