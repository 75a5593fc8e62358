// SPDX-License-Identifier: Apache-2.0
#include "fetch/quota_book.hpp"

#include "fetch/answers.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Renewal = Quota::Renewal;

namespace {

const Time noon = at("2026-11-21T12:00:00Z");

Quota searches(double most = 100)
{
    return {"searches", "searches a day", most, Renewal::daily, "America/Los_Angeles"};
}

struct Account {
    QuotaBook book;
    std::vector<Quota> quotas;

    void spend(int times, Time now = noon, const std::string& once_for = "")
    {
        const Spending one{quotas.front().name, 1, once_for};
        for (; times > 0; --times)
            book.spend("a", quotas, std::span{&one, 1}, now);
    }
    std::optional<Time> room(Time now, double amount = 1, const std::string& once_for = "") const
    {
        const Spending one{quotas.front().name, amount, once_for};
        return book.room_at("a", quotas, std::span{&one, 1}, now);
    }
    double left(Time now) const { return book.left("a", quotas.front(), now); }
};

}  // namespace

TEST_CASE("a daily quota is used up, and renewed at midnight where the platform lives")
{
    Account account{QuotaBook{}, {searches()}};
    account.spend(99);
    CHECK_FALSE(account.room(noon));
    account.spend(1);
    REQUIRE(account.room(noon));
    CHECK(*account.room(noon) == at("2026-11-22T08:00:00Z"));
    CHECK_FALSE(account.room(at("2026-11-22T08:00:00Z")));
    CHECK(account.left(at("2026-11-22T08:00:00Z")) == 100);
}

TEST_CASE("the midnight moves with summer time")
{
    Account account{QuotaBook{}, {searches(1)}};
    const Time before = at("2026-03-08T07:59:59Z");  // 23:59:59 on the 7th, standard time
    account.spend(1, before);
    CHECK(*account.room(before) == at("2026-03-08T08:00:00Z"));
    const Time after = at("2026-03-08T20:00:00Z");  // the clocks went forward in between
    account.spend(1, after);
    CHECK(*account.room(after) == at("2026-03-09T07:00:00Z"));
}

TEST_CASE("what was used is still used after a restart")
{
    Account account{QuotaBook{}, {searches()}};
    account.spend(50);
    Account again{QuotaBook{account.book.spelled()}, {searches()}};
    CHECK(again.left(noon) == 50);
}

TEST_CASE("a book that cannot be read counts as empty")
{
    for (const char* kept : {"", "x", "[]", "{\"a/searches\":7}", "{\"a/searches\":[{\"at\":1}]}",
                             "{\"a/searches\":[{\"at\":\"2026-11-21T12:00:00Z\",\"amount\":-7}]}"})
        CHECK(Account{QuotaBook{kept}, {searches()}}.left(noon) == 100);
}

TEST_CASE("a monthly quota of money is renewed on the first")
{
    Account account{QuotaBook{}, {{"dollars", "dollars a month", 10, Renewal::monthly, "UTC"}}};
    const Spending posts{"dollars", 9.995, ""};
    account.book.spend("a", account.quotas, std::span{&posts, 1}, noon);
    CHECK_FALSE(account.room(noon, 0));  // something is left
    CHECK(account.room(noon, 0.5));
    account.spend(1);
    CHECK(*account.room(noon, 0) == at("2026-12-01T00:00:00Z"));
    CHECK(account.left(at("2026-12-01T00:00:00Z")) == 10);
}

TEST_CASE("december ends in the next year")
{
    Account account{QuotaBook{}, {{"dollars", "dollars a month", 1, Renewal::monthly, "UTC"}}};
    const Time december = at("2026-12-31T23:00:00Z");
    account.spend(1, december);
    CHECK(*account.room(december) == at("2027-01-01T00:00:00Z"));
}

TEST_CASE("in a sliding week each spending is forgotten by itself")
{
    Account account{QuotaBook{}, {{"hashtags", "hashtags a week", 2, Renewal::after_week, "UTC"}}};
    account.spend(1, noon);
    account.spend(1, noon + 24h);
    REQUIRE(account.room(noon + 25h));
    CHECK(*account.room(noon + 25h) == noon + 24h * 7);
    CHECK_FALSE(account.room(noon + 24h * 7));
}

TEST_CASE("the same hashtag counts once in its window")
{
    Account account{QuotaBook{}, {{"hashtags", "hashtags a week", 1, Renewal::after_week, "UTC"}}};
    account.spend(5, noon, "polderbank");
    CHECK(account.left(noon) == 0);
    CHECK_FALSE(account.room(noon + 1h, 1, "polderbank"));
    CHECK(account.room(noon + 1h, 1, "duinbank"));
}

TEST_CASE("accounts are counted apart, by platform and secret")
{
    SourceConfig one = source_of("youtube"), other = one;
    one.credential = "key-1";
    other.credential = "key-2";
    CHECK(account_of(one) != account_of(other));
    other.credential = one.credential;
    other.name = "another source";
    CHECK(account_of(one) == account_of(other));
    CHECK(account_of(one).find("key-1") == std::string::npos);
}

TEST_CASE("a sliding window that is spent on every second stays small")
{
    Account account{QuotaBook{}, {{"queries", "queries a day", 90'000, Renewal::after_day, "UTC"}}};
    for (int second = 0; second < 20'000; ++second)
        account.spend(1, noon + std::chrono::seconds{second});
    CHECK(account.left(noon + 20'000s) == 70'000);
    CHECK(account.book.spelled().size() < 400'000);
}
