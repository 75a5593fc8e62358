// SPDX-License-Identifier: Apache-2.0
#include "hub/decisions.hpp"

#include "captured_log.hpp"
#include "shared_store.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "waiting.hpp"

using namespace narrowcast;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr auto correction = R"({"post":"mastodon:1","verdict":"correct","label":"negative"})";

// A hub that listens, and a request from its own machine that has all it needs.
struct Counter {
    Counter()
    {
        decisions.take_door(folder.path());
        decisions.listen({}, 8350);
        decisions.use(store);
        const auto sign = Door::sign_of(folder.path());
        REQUIRE(sign);
        request.method = "POST";
        request.path = "/decisions";
        request.host = "127.0.0.1:8350";
        request.authorization = "Bearer " + sign->token;
        request.type = "application/json";
        request.body = correction;
        request.from_here = true;
    }
    int status() const { return decisions.answer(request).status; }
    std::vector<Decision> made() const { return *store->decisions(); }

    const test::TemporaryFolder folder;
    test::SetClock clock;
    HubTally tally;
    std::shared_ptr<test::SharedStore> store = std::make_shared<test::SharedStore>();
    Decisions decisions{tally, clock.clock()};
    lib::WebRequest request;
};

}  // namespace

TEST_CASE("a correction that is posted is decided at the hub's time, and the writer hears of it")
{
    Counter counter;
    counter.request.body =
        R"({"post":"mastodon:1","verdict":"correct","label":"positive","by":"Bram"})";
    CHECK(counter.status() == 200);
    CHECK(counter.made() == std::vector{Decision{"mastodon:1", Verdict::correct, Label::positive,
                                                 "Bram", counter.clock.now()}});
    CHECK(counter.tally.decisions == 1);
}

TEST_CASE("a correction is taken back in the same way")
{
    Counter counter;
    counter.request.body = R"({"post":"mastodon:1","verdict":"uncorrect"})";
    CHECK(counter.status() == 200);
    CHECK(counter.made().at(0).verdict == Verdict::uncorrect);
}

TEST_CASE("who is not on this machine, has no token or comes from another site decides nothing")
{
    Counter counter;
    const lib::WebRequest good = counter.request;
    const auto refused_with = [&](int status, auto spoil) {
        counter.request = good;
        spoil(counter.request);
        CHECK(counter.status() == status);
    };
    refused_with(403, [](auto& request) { request.from_here = false; });
    refused_with(403, [](auto& request) { request.host = "evil.example:8350"; });
    refused_with(403, [](auto& request) { request.host = ""; });
    refused_with(403, [](auto& request) { request.origin = "http://evil.example"; });
    refused_with(403, [](auto& request) { request.origin = "http://127.0.0.1:9999"; });
    refused_with(403, [](auto& request) { request.origin = "null"; });
    refused_with(401, [](auto& request) { request.authorization = ""; });
    refused_with(401, [](auto& request) { request.authorization = "Bearer "; });
    refused_with(401, [](auto& request) { request.authorization.back() ^= 1; });
    refused_with(415, [](auto& request) { request.type = "text/plain"; });
    refused_with(415, [](auto& request) { request.type = ""; });
    refused_with(405, [](auto& request) { request.method = "GET"; });
    CHECK(counter.made().empty());
    CHECK(counter.tally.decisions == 0);
}

TEST_CASE("the hub's own pages and every name of its own address are heard")
{
    Counter counter;
    for (const char* host : {"127.0.0.1:8350", "localhost:8350", "[::1]:8350", "127.0.0.1"}) {
        INFO(host);
        counter.request.host = host;
        counter.request.origin = std::string{"http://"} + host;
        CHECK(counter.status() == 200);
    }
    counter.decisions.listen({.address = "10.0.0.7", .port = 80}, 80);
    counter.request.host = counter.request.origin = "10.0.0.7";
    counter.request.origin = "http://10.0.0.7";
    CHECK(counter.status() == 200);
    CHECK(Door::sign_of(counter.folder.path())->url == "http://10.0.0.7:80");
}

TEST_CASE("a hub that listens everywhere is asked over the loopback")
{
    Counter counter;
    counter.decisions.listen({.address = "0.0.0.0", .port = 81}, 81);
    CHECK(Door::sign_of(counter.folder.path())->url == "http://127.0.0.1:81");
    counter.decisions.listen({.address = "::", .port = 82}, 82);
    CHECK(Door::sign_of(counter.folder.path())->url == "http://[::1]:82");
}

TEST_CASE("what is no decision is said, and nothing is done")
{
    Counter counter;
    const auto answer = [&](const std::string& body) {
        counter.request.body = body;
        return counter.decisions.answer(counter.request);
    };
    CHECK(answer("").status == 400);
    CHECK(answer("[1]").status == 400);
    CHECK(answer(R"({"post":"a:1"})").status == 400);
    CHECK(answer(R"({"post":"a:1","verdict":"praise"})").status == 400);
    CHECK(answer(R"({"post":"","verdict":"uncorrect"})").status == 400);
    CHECK_THAT(answer(R"({"post":"a:1","verdict":"correct","lable":"neutral"})").body,
               ContainsSubstring("label"));
    CHECK(answer(R"({"post":"a:1","verdict":"correct"})").status == 422);
    CHECK(answer(R"({"post":"a:1","verdict":"forget_author"})").status == 422);
    CHECK(counter.made().empty());
}

TEST_CASE("while the hub reloads decisions are asked to come again")
{
    Counter counter;
    counter.decisions.use(nullptr);
    CHECK(counter.status() == 503);
    counter.decisions.use(counter.store);
    CHECK(counter.status() == 200);
}

TEST_CASE("a second hub on the same folder says that it hears of no corrections")
{
    Counter counter;
    const test::CapturedLog log;
    Decisions second{counter.tally, counter.clock.clock()};
    second.take_door(counter.folder.path());
    second.listen({}, 9999);
    CHECK_THAT(log.text(), ContainsSubstring("another hub uses"));
    CHECK(Door::sign_of(counter.folder.path())->url == "http://127.0.0.1:8350");
}
