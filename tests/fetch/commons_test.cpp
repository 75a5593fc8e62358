// SPDX-License-Identifier: Apache-2.0
#include "fetch/commons.hpp"

#include "fetch/toy_platform.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-11-21T12:00:00Z");

struct Town {
    std::map<std::string, std::string> kept;
    FetchNotes notes{
        .read = [this](const std::string& name) { return kept[name]; },
        .keep = [this](const std::string& name, const std::string& text) { kept[name] = text; }};
    Commons commons{notes};
    Chance chance{1};
    SourceConfig source = source_of("toy");
    Platform platform{.name = "toy", .quotas = [](const SourceConfig&) {
                          return std::vector<Quota>{{"searches", "searches a day", 100}};
                      }};

    std::optional<Commons::Wait> ask(double searches = 1, bool login = false)
    {
        return commons.permit(source, platform, request(searches, login), noon);
    }
    static Request request(double searches = 1, bool login = false)
    {
        return {.url = "https://polder.example/x",
                .headers = {},
                .body = {},
                .login = login,
                .spends = {{"searches", searches, ""}}};
    }
    void hear(int status, bool login = false)
    {
        commons.settle(source, request(1, login), answer("", "", status), noon, chance);
    }
};

}  // namespace

TEST_CASE("a source out of budget waits until it is renewed, and says so")
{
    Town town;
    CHECK_FALSE(town.ask(100));
    const auto wait = town.ask();
    REQUIRE(wait);
    CHECK(wait->until == at("2026-11-22T00:00:00Z"));
    CHECK(wait->reason == "out of budget: 0 of 100 searches a day left");
}

TEST_CASE("what was spent before a kill is spent after it")
{
    Town town;
    for (int i = 0; i < 50; ++i)
        CHECK_FALSE(town.ask());
    town.commons.keep(town.notes);
    const Commons again{town.notes};
    CHECK(again.budget(town.source, town.platform, seconds_of(noon)) ==
          "50 of 100 searches a day left");
}

TEST_CASE("what another process spends beside us counts from our next spending on")
{
    Town town;
    CHECK_FALSE(town.ask(10));
    town.commons.keep(town.notes);
    Commons beside{town.notes};
    beside.spend(town.source, town.platform, {{"searches", 20, ""}}, noon);
    beside.keep(town.notes);
    CHECK_FALSE(town.ask(1));
    town.commons.keep(town.notes);
    const auto left = [&](const Commons& commons) {
        return commons.budget(town.source, town.platform, seconds_of(noon));
    };
    CHECK(left(beside) == "70 of 100 searches a day left");
    CHECK(left(town.commons) == "69 of 100 searches a day left");
    CHECK(left(Commons{town.notes}) == "69 of 100 searches a day left");
}

TEST_CASE("what could not be kept is not forgotten")
{
    Town town;
    CHECK_FALSE(town.ask(10));
    town.commons.keep(town.notes);
    FetchNotes full = town.notes;
    full.keep = [](const std::string&, const std::string&) {};
    CHECK_FALSE(town.ask(5));
    town.commons.keep(full);
    CHECK_FALSE(town.ask(1));
    town.commons.keep(town.notes);
    CHECK(Commons{town.notes}.budget(town.source, town.platform, seconds_of(noon)) ==
          "84 of 100 searches a day left");
}

TEST_CASE("money is told in cents, and never more than there is")
{
    Town town;
    town.commons.spend(town.source, town.platform, {{"searches", 87.496, ""}}, noon);
    CHECK(town.commons.budget(town.source, town.platform, seconds_of(noon)) ==
          "12.50 of 100 searches a day left");
    town.commons.spend(town.source, town.platform, {{"searches", 0.001, ""}}, noon);
    CHECK(town.commons.budget(town.source, town.platform, seconds_of(noon)).starts_with("12.50"));
    town.commons.spend(town.source, town.platform, {{"searches", 0.01, ""}}, noon);
    CHECK(town.commons.budget(town.source, town.platform, seconds_of(noon)).starts_with("12.49"));
}

TEST_CASE("of twenty sources with one login, one logs in")
{
    Town town;
    CHECK_FALSE(town.ask(0, true));
    for (int i = 0; i < 19; ++i) {
        const auto wait = town.ask(0, true);
        REQUIRE(wait);
        CHECK(wait->reason.empty());
        CHECK(wait->until < noon + 1s);
    }
    town.hear(200, true);
    CHECK_FALSE(town.ask(0, true));
}

TEST_CASE("of many that found a session expired, the first one's renewal is everybody's")
{
    Town town;
    town.commons.renewed(town.source, "", "token 1");
    town.commons.renewed(town.source, "token 1", "refresh");
    town.commons.renewed(town.source, "refresh", "token 2");
    town.commons.renewed(town.source, "token 1", "refresh");  // was under way all the time
    CHECK(town.commons.session(town.source) == "token 2");
    town.commons.keep(town.notes);
    CHECK(Commons{town.notes}.session(town.source) == "token 2");
}

TEST_CASE("a host that fails for everybody is left alone by everybody")
{
    Town town;
    for (int i = 0; i < Breaker::most_failures; ++i) {
        CHECK_FALSE(town.ask(0));
        town.hear(503);
    }
    const auto wait = town.ask(0);
    REQUIRE(wait);
    CHECK(wait->until > noon + 10s);
}

TEST_CASE("a refusal is an answer: the host is not out of order")
{
    Town town;
    for (int i = 0; i < 20; ++i) {
        CHECK_FALSE(town.ask(0));
        town.hear(i % 2 == 0 ? 401 : 429);
    }
}

TEST_CASE("what is left of a quota is spread over the rest of its window, among all who share it")
{
    Town town;
    const std::map<std::string, double> price{{"searches", 1}};
    const auto pause = [&] {
        return town.commons.spread(town.source, town.platform, price, seconds_of(noon));
    };
    CHECK(pause() == 432s);  // 100 in twelve hours
    town.commons.join(town.source);
    town.commons.join(town.source);
    CHECK(pause() == 864s);
    town.ask(90);
    CHECK(pause() == 144min);  // of the ten that are left, five for each
}
