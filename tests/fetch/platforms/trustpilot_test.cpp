// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/business.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& trustpilot() { return *platform_named("trustpilot"); }

SourceConfig company(const std::string& account = "https://www.Polderbank.example/")
{
    SourceConfig source;
    source.name = "tp";
    source.platform = "trustpilot";
    source.account = account;
    source.credential = "tpkey\n";
    return source;
}

}  // namespace

TEST_CASE("trustpilot: a company is found by its domain, then its newest reviews are asked for")
{
    const Request first = trustpilot().ask(company(), {}, Time{});
    CHECK(first.url == "https://api.trustpilot.com/v1/business-units/find?name=polderbank.example");
    CHECK(header_of(first, "apikey") == "tpkey");
    const auto page =
        trustpilot().read(company(), {}, answer(recorded("trustpilot/business_unit.json")));
    REQUIRE(page);
    CHECK(page->more);
    CHECK(trustpilot().ask(company(), page->next, Time{}).url ==
          "https://api.trustpilot.com/v1/business-units/46d6a890ffa235a75b00021d/reviews"
          "?orderBy=createdat.desc&perPage=100");
    CHECK_THAT(trustpilot().ask(company("polderpas.example"), page->next, Time{}).url,
               ContainsSubstring("find?name=polderpas.example"));
    CHECK_THAT(trustpilot().ask(company("46d6a890ffa235a75b00021d"), {}, Time{}).url,
               ContainsSubstring("/46d6a890ffa235a75b00021d/reviews"));
}

TEST_CASE("trustpilot: reviews with their stars")
{
    const auto page =
        trustpilot().read(company(), {}, answer(recorded("trustpilot/reviews_two.json")));
    REQUIRE(page->posts.size() == 2);
    const RawPost& review = page->posts[0];
    CHECK(review.kind == Kind::review);
    CHECK(review.rating == 1);
    CHECK(review.author.name == "Anne de Boer");
    CHECK(review.title == "Nooit meer");
    CHECK(review.text == "Drie weken wachten op een pas.");
    CHECK(review.language == "nl");
    CHECK(review.created == at("2026-11-20T10:00:00Z"));
    CHECK(review.edited == at("2026-11-20T11:00:00Z"));
    CHECK(review.counts.likes == 2);
    CHECK(review.url == "https://www.trustpilot.com/reviews/5f0000000000000000000001");
    CHECK_FALSE(review.sensitive);
    CHECK(page->posts[1].sensitive);
    CHECK_FALSE(page->posts[1].edited);
    CHECK(trustpilot()
              .read(company(), {}, answer(recorded("trustpilot/reviews.json")))
              ->posts.at(0)
              .rating == 2);
}

TEST_CASE("trustpilot: a full page is followed by the next one, down to what is known")
{
    Json many = *parse_json(recorded("trustpilot/reviews_two.json"));
    while (many["reviews"].size() < 100)
        many["reviews"].push_back(many["reviews"][0]);
    const auto read = [&](const Cursor& cursor) {
        return *trustpilot().read(company(), cursor, answer(dump(many)));
    };
    Cursor cursor;
    cursor.position =
        R"({"known":"2026-11-01T00:00:00Z","note":"polderbank.example 46d6a890ffa235a75b00021d"})";
    const Page second = read(cursor);
    CHECK(second.more);
    CHECK_THAT(trustpilot().ask(company(), second.next, Time{}).url, ContainsSubstring("&page=2"));
    const Page third = read(second.next);
    CHECK_THAT(trustpilot().ask(company(), third.next, Time{}).url, ContainsSubstring("&page=3"));
    cursor.position = R"({"known":"2026-11-20T00:00:00Z"})";
    CHECK_FALSE(read(cursor).more);
}

TEST_CASE("trustpilot: refusals say what to do")
{
    const auto error = [](const char* body, int status) {
        return trustpilot().read(company(), {}, answer(body, "", status)).error();
    };
    CHECK_THAT(error(R"({"message":"not found"})", 404).text,
               ContainsSubstring("polderbank.example"));
    CHECK(error("", 404).fault == Fault::rejected);
    CHECK_THAT(error(R"({"fault":{"faultstring":"Invalid ApiKey tpkey"}})", 401).text,
               ContainsSubstring("Invalid ApiKey") && !ContainsSubstring("tpkey"));
    CHECK_THAT(error(R"({"message":"no","errorCode":3}))", 403).text, ContainsSubstring("Connect"));
    CHECK(error("", 429).fault == Fault::later);
}

TEST_CASE("trustpilot: a review that is gone is taken off the wall")
{
    const std::vector<Known> known{{"5f01", ""}};
    CHECK(trustpilot().look_up(company(), {}, known).url ==
          "https://api.trustpilot.com/v1/reviews/5f01");
    CHECK(trustpilot().read_looked_up(company(), known, answer("", "", 404))->gone.size() == 1);
    CHECK(trustpilot()
              .read_looked_up(company(), known,
                              answer(R"({"id":"5f01","stars":3,"text":"Toch wel aardig"})"))
              ->posts.at(0)
              .rating == 3);
    CHECK_FALSE(trustpilot().read_looked_up(company(), known, answer("", "", 500)));
}

TEST_CASE("trustpilot: however an answer is spoiled, the other reviews survive")
{
    check_robust(company(), recorded("trustpilot/reviews_two.json"), "/reviews");
}

TEST_CASE("trustpilot: settings that cannot work are refused at start")
{
    CHECK(trustpilot().check(company()));
    CHECK_FALSE(trustpilot().check(company("Polderbank")));
    SourceConfig source = company();
    source.credential = "";
    CHECK_FALSE(trustpilot().check(source));
}
