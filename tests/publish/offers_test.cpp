// SPDX-License-Identifier: Apache-2.0
// Which scenes a screen is offered beside posts and the day, and what is on them.
#include "publish/offers.hpp"

#include "narrowcast/publish.hpp"
#include "publish/thanks.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

#include <set>

using namespace narrowcast;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

const Time midnight = at("2026-11-24T00:00:00+01:00");  // a Tuesday
const Time now = midnight + 10h + 42min;

Offer offer_of(const Town& town, Time when = now)
{
    return make_offer(town.config, town.config.screens[0], town.store, when).value();
}

template <class Kind>
std::optional<Kind> offered(const Town& town, Time when = now)
{
    for (const Slide& slide : offer_of(town, when).slides)
        if (const auto* found = std::get_if<Kind>(&slide)) return *found;
    return {};
}

std::string about(Town& town, Time when, const std::string& topic, const std::string& text,
                  Label label = Label::neutral)
{
    auto post = town.post(when, "@q" + std::to_string(town.posts), text, label);
    post.topics = {topic};
    return town.keep(post);
}

std::string review(Town& town, Time when, double stars)
{
    auto post = town.post(when, "@r" + std::to_string(town.posts), "Mijn oordeel over de app");
    post.post.rating = stars;
    post.post.kind = Kind::review;
    return town.keep(post);
}

std::string answer(Town& town, Time when, const std::string& question)
{
    auto post = town.post(when, "@polderbank@polder.example", "Wij kijken het voor je na");
    post.post.in_reply_to = question;
    post.by_company = true;
    return town.keep(post);
}

}  // namespace

TEST_CASE("a mosaic needs six short posts by different people, and shows nine at most")
{
    Town town;
    for (int i = 0; i < 5; ++i)
        town.say(now - std::chrono::minutes{i}, "@a" + std::to_string(i), "Kort bericht");
    town.say(now - 10min, "@a0", "Nog een van dezelfde");
    town.say(now - 11min, "@long", std::string(400, 'x'));
    CHECK_FALSE(offered<MosaicSlide>(town));
    town.say(now - 12min, "@six", "Het zesde");
    REQUIRE(offered<MosaicSlide>(town));
    CHECK(offered<MosaicSlide>(town)->posts.size() == 6);
    for (int i = 0; i < 9; ++i)
        town.say(now - 1h, "@b" + std::to_string(i), "Nog een kort bericht");
    const auto posts = offered<MosaicSlide>(town)->posts;
    CHECK(posts.size() == 9);
    CHECK(posts.front().post.created == now);
}

TEST_CASE("topics are counted against last week up to the same time of day")
{
    Town town;
    town.config.topics = {{"App", "app"}, {"Rente", "rente"}, {"Stil", "stil"}};
    about(town, now - 1h, "App", "De app is traag vandaag");
    about(town, now - 2h, "App", "App update gedaan en nu alles kwijt", Label::negative);
    CHECK_FALSE(offered<TopicsSlide>(town));
    about(town, now - 3h, "Rente", "De rente gaat weer omhoog");
    about(town, now - days{7} - 1h, "Rente", "Vorige week dezelfde rente");
    about(town, now - days{7} + 1h, "Rente", "Later op die dag");
    about(town, now - days{9}, "Rente", "Eerder");
    const auto slide = offered<TopicsSlide>(town);
    REQUIRE(slide);
    REQUIRE(slide->topics.size() == 2);
    CHECK(slide->topics[0].name == "App");
    CHECK(slide->topics[0].today.negative == 1);
    CHECK(slide->topics[0].today.total() == 2);
    const TopicTrend& rente = slide->topics[1];
    CHECK(rente.last_week_known);
    CHECK(rente.last_week == 1);
    CHECK(rente.days.size() == 10);
    CHECK(rente.days.back() == 1);
    CHECK(rente.days[2] == 2);
    REQUIRE(rente.post);
    CHECK(rente.post->post.text == "De rente gaat weer omhoog");
}

TEST_CASE("a department's screen shows its own topics only, and last week is not invented")
{
    Town town;
    town.config.topics = {{"App", "app"}, {"Rente", "rente"}, {"Balie", "balie"}};
    town.config.departments = {{"Service", {"App", "Balie"}}};
    town.config.screens[0].department = "Service";
    about(town, now - 1h, "App", "App");
    about(town, now - 1h, "Balie", "Balie");
    about(town, now - 1h, "Rente", "Rente");
    const auto slide = offered<TopicsSlide>(town);
    REQUIRE(slide);
    CHECK(slide->topics.size() == 2);
    CHECK_FALSE(slide->topics[0].last_week_known);
    CHECK(slide->topics[0].days.size() == 1);
}

TEST_CASE("thanks are known by their words in each language")
{
    Town town;
    const auto thanks = [&](const std::string& text, const std::string& language) {
        auto post = town.post(now, "@a", text);
        post.post.language = language;
        return says_thanks(post);
    };
    CHECK(thanks("Bedankt Joyce, topper!", "nl"));
    CHECK(thanks("Huge thanks to Farid at the desk", "en"));
    CHECK(thanks("Vielen Dank an das Team", "de"));
    CHECK(thanks("Merci à l'équipe", "fr"));
    CHECK_FALSE(thanks("De rente is omhoog", "nl"));
    CHECK_FALSE(thanks("The bank is open", "en"));
}

TEST_CASE("voices show sure positive thanks, newest first, and no complaint that says thanks")
{
    Town town;
    town.say(now - 3h, "@a", "Bedankt Joyce voor het snelle terugbellen", Label::positive);
    town.say(now - 1h, "@b", "Bedankt voor niets, weer een uur gewacht", Label::negative);
    auto unsure = town.post(now - 30min, "@c", "Bedankt dan maar denk ik zo", Label::positive);
    unsure.mood.sure = false;
    town.keep(unsure);
    CHECK_FALSE(offered<VoicesSlide>(town));
    town.say(now - 2h, "@d", "Chapeau voor het team van de balie in Meppel", Label::positive);
    const auto slide = offered<VoicesSlide>(town);
    REQUIRE(slide);
    REQUIRE(slide->thanks.size() == 2);
    CHECK(slide->thanks[0].post.author.handle == "@d");
    CHECK(slide->thanks[1].post.author.handle == "@a");
}

TEST_CASE("questions and answers are paired, with the median time of today's")
{
    Town town;
    for (const int minutes : {4, 12, 90}) {
        const Time asked = now - 2h - std::chrono::minutes{minutes};
        const auto question = town.say(asked, "@q" + std::to_string(minutes), "Hoe kan dat dan?");
        answer(town, asked + std::chrono::minutes{minutes}, question);
    }
    const auto old = town.say(now - 26h, "@y", "Vraag van gisteren?");
    answer(town, now - 25h, old);
    const auto slide = offered<VoicesSlide>(town);
    REQUIRE(slide);
    CHECK(slide->answered == 3);
    CHECK(slide->typical_answer == 12min);
    REQUIRE(slide->answers.size() == 2);
    CHECK(slide->answers[0].answer.post.in_reply_to == slide->answers[0].question.post.id);
}

TEST_CASE("a pair of which one half may not be shown is not shown")
{
    Town town;
    std::vector<std::string> questions;
    for (int i = 0; i < 3; ++i) {
        questions.push_back(town.say(now - 1h, "@q" + std::to_string(i), "Waarom toch?"));
        answer(town, now - 50min + std::chrono::minutes{i}, questions.back());
    }
    auto elsewhere = town.store.post(questions[2]).value().value();
    elsewhere.screens = {"canteen"};
    town.keep(elsewhere);
    const auto voices = offered<VoicesSlide>(town);
    for (const AnsweredPost& pair : voices->answers)
        CHECK(pair.question.post.id != questions[2]);
}

TEST_CASE("reviews come by local weeks without gaps, where there are ten of them")
{
    Town town;
    for (int i = 0; i < 5; ++i)
        review(town, now - days{21} + std::chrono::minutes{i}, 5);
    for (int i = 0; i < 4; ++i)
        review(town, now - 1h + std::chrono::minutes{i}, 2);
    CHECK_FALSE(offered<ReviewsSlide>(town));
    const auto newest = review(town, now - 1min, 2);
    review(town, now - days{100}, 1);  // too long ago
    const auto slide = offered<ReviewsSlide>(town);
    REQUIRE(slide);
    REQUIRE(slide->weeks.size() == 4);
    CHECK(slide->weeks[0].from == midnight - days{22});
    CHECK(slide->weeks[0].mean == 5);
    CHECK(slide->weeks[1].reviews == 0);
    CHECK(slide->weeks[3].reviews == 5);
    CHECK(slide->by_stars == std::vector<std::int64_t>{0, 5, 0, 0, 5});
    CHECK(slide->mean == Catch::Approx(3.5));
    REQUIRE(slide->newest.size() == 3);
    CHECK(slide->newest[0].post.id == newest);
}

TEST_CASE("a week needs three full days, and counts its parts by the clock")
{
    Town town;
    town.used_to(1, two_neutral, midnight - days{2});
    CHECK(offered<WeekSlide>(town));
    const auto slide = offered<WeekSlide>(town);
    REQUIRE(slide->days.size() == 7);
    CHECK(slide->days.back().day == midnight);
    CHECK_FALSE(slide->weekend);
    REQUIRE(slide->days[0].parts.size() == 7);
    CHECK(slide->days[0].parts[0].total() == 12);
    CHECK(slide->days[0].parts[1].total() == 6);
    Town young;
    young.store.count_only(midnight - 47h, two_neutral);
    CHECK_FALSE(offered<WeekSlide>(young));
}

TEST_CASE("a peak earlier this week is named, quoted and against a normal total")
{
    Town town;
    town.used_to(6, two_neutral, midnight);
    for (int day = 2; day <= 6; ++day)
        small_talk(town, midnight - days{day});
    town.crowd(midnight - days{1} + 9h, 40, "Storing, de app ligt eruit", Label::negative);
    const auto slide = offered<WeekSlide>(town);
    REQUIRE(slide);
    const WeekDay& monday = slide->days[5];
    CHECK(monday.normal_total == Catch::Approx(48));
    REQUIRE(!monday.words.empty());
    REQUIRE(!slide->quotes.empty());
    CHECK(slide->quotes[0].posts == 42);
}

TEST_CASE("on Monday morning the weekend is the news, at noon no longer")
{
    Town town;
    const Time monday = midnight - days{1};
    for (int day = 1; day <= 9; ++day)
        small_talk(town, monday - days{day});
    town.crowd(monday - 12h, 8, "Pinautomaat leeg in het dorp", Label::negative);
    CHECK(offered<WeekSlide>(town, monday + 8h)->weekend);
    CHECK_FALSE(offered<WeekSlide>(town, monday + 5h)->weekend);
    CHECK_FALSE(offered<WeekSlide>(town, monday + 12h)->weekend);
    const auto quotes = offered<WeekSlide>(town, monday + 8h)->quotes;
    REQUIRE(!quotes.empty());
    for (const Quote& quote : quotes)
        CHECK(quote.post.created >= monday - days{2});
}

TEST_CASE("announcements are for a department, a screen and a time")
{
    Town town;
    town.config.screens[0].department = "Service";
    const auto titled = [](const char* title) {
        MessageConfig message;
        message.title = title;
        return message;
    };
    auto all = titled("Iedereen"), theirs = titled("Service"), others = titled("IT"),
         elsewhere = titled("Kantine"), later = titled("Straks"), over = titled("Voorbij");
    all.pinned = true;
    all.picture = "taart.png";
    theirs.departments = {"Service", "IT"};
    others.departments = {"IT"};
    elsewhere.screens = {"canteen"};
    later.from = now + 1min;
    over.until = now;
    town.config.messages = {all, theirs, others, elsewhere, later, over};
    std::vector<std::string> titles;
    for (const MessageSlide& message : messages_for(town.config, town.config.screens[0], now))
        titles.push_back(message.title);
    CHECK(titles == std::vector<std::string>{"Iedereen", "Service"});
    CHECK(offered<MessageSlide>(town)->pinned);
    CHECK(offered<MessageSlide>(town)->picture == "taart.png");
}

TEST_CASE("an editor's crisis shows statement and questions, to the departments it is for")
{
    Town town;
    town.config.crisis.on = true;
    town.config.crisis.statement = "We werken eraan";
    town.config.crisis.since = now - 2h;
    town.config.crisis.departments = {"Service"};
    CHECK_FALSE(offered<CrisisSlide>(town));
    town.config.screens[0].department = "Service";
    for (const auto* who : {"@a", "@b", "@c"}) {
        auto post = town.post(now - 1h, who, "Wanneer kan ik weer inloggen in de app?");
        post.departments = {"Service"};
        town.keep(post);
    }
    auto one = town.post(now - 30min, "@d", "Is mijn spaargeld veilig bij jullie?");
    one.departments = {"Service"};
    town.keep(one);
    const auto slide = offered<CrisisSlide>(town);
    REQUIRE(slide);
    CHECK(slide->statement == "We werken eraan");
    CHECK(slide->since == now - 2h);
    CHECK_FALSE(slide->by_rule);
    REQUIRE(slide->questions.size() == 2);
    CHECK(slide->questions[0].asked == 3);
    CHECK(slide->questions[1].post.post.author.handle == "@d");
}

TEST_CASE("the rule makes a crisis of a bad hour, and ends it sixty minutes after")
{
    Town town;
    town.config.crisis.times_normal = 5;
    town.used_to(6, {.neutral = 4}, midnight);
    town.crowd(midnight + 8h, 19, "Alles ligt plat", Label::negative);
    CHECK_FALSE(offered<CrisisSlide>(town, midnight + 8h + 59min + 59s));
    town.say(midnight + 8h + 59min, "@z", "Waarom ligt alles plat?", Label::negative);
    const auto slide = offered<CrisisSlide>(town, midnight + 8h + 59min + 59s);
    REQUIRE(slide);
    CHECK(slide->by_rule);
    CHECK(slide->since == midnight + 8h);
    CHECK(offered<CrisisSlide>(town, midnight + 9h + 59min));
    CHECK_FALSE(offered<CrisisSlide>(town, midnight + 10h));
}

TEST_CASE("many posts in a good mood, or without a norm, are no crisis")
{
    Town cheerful, young;
    cheerful.config.crisis.times_normal = young.config.crisis.times_normal = 5;
    cheerful.used_to(6, two_neutral, midnight);
    cheerful.crowd(now - 30min, 60, "Wat een feest", Label::positive);
    CHECK_FALSE(offered<CrisisSlide>(cheerful));
    young.crowd(now - 30min, 60, "Alles ligt plat", Label::negative);
    CHECK_FALSE(offered<CrisisSlide>(young));
}

TEST_CASE("a screen shows the scenes it names, else those of the look, else all")
{
    Town town;
    town.crowd(midnight + 8h, 20, "Over de bank");
    CHECK(offered<PostSlide>(town));
    CHECK(offered<MosaicSlide>(town));
    town.config.look.scenes = {"today", "mosaic"};
    CHECK_FALSE(offered<PostSlide>(town));
    CHECK(offered<MosaicSlide>(town));
    CHECK(offer_of(town).wall.shown == 9);
    town.config.screens[0].scenes = {"post"};
    CHECK(offered<PostSlide>(town));
    CHECK_FALSE(offered<TodaySlide>(town));
    CHECK_FALSE(offered<MosaicSlide>(town));
}

TEST_CASE("background, logo and quiet hours are the look's where the screen has none")
{
    Town town;
    town.config.look.background = "#101020";
    town.config.look.logo = "logo.png";
    town.config.look.quiet_hours = "22:00-06:30";
    CHECK(offer_of(town).wall.background == "#101020");
    CHECK(offer_of(town).wall.logo == "logo.png");
    CHECK(offer_of(town).wall.quiet_hours == "22:00-06:30");
    town.config.screens[0].quiet_hours = "20:00-08:00";
    CHECK(offer_of(town).wall.quiet_hours == "20:00-08:00");
}

TEST_CASE("what stands for a topic is nothing that stands for something else already")
{
    Town town;
    town.used_to(6, two_neutral, midnight);
    town.config.topics = {{"App", "app"}, {"Rente", "rente"}};
    for (int i = 0; i < 30; ++i)
        about(town, midnight + 9h + std::chrono::minutes{i}, "App",
              "De app ligt eruit, storing nummer " + std::to_string(i), Label::negative);
    about(town, now - 10min, "Rente", "De rente gaat omhoog");
    std::multiset<std::string> ids;
    for (const Slide& slide : offer_of(town).slides) {
        if (const auto* today = std::get_if<TodaySlide>(&slide))
            for (const Quote& quote : today->quotes)
                ids.insert(quote.post.id);
        if (const auto* topics = std::get_if<TopicsSlide>(&slide))
            for (const TopicTrend& trend : topics->topics)
                if (trend.post) ids.insert(trend.post->post.id);
    }
    CHECK(ids.size() >= 2);
    for (const std::string& id : ids)
        CHECK(ids.count(id) == 1);
}
