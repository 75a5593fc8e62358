// SPDX-License-Identifier: Apache-2.0
#include "hub/hooks.hpp"

#include "captured_log.hpp"
#include "lib/signature.hpp"
#include "support/catch.hpp"
#include "waiting.hpp"

using namespace narrowcast;

namespace {

constexpr auto secret = "a-secret-that-both-know";

// A hub with the webhook source "shop", and a delivery to it as its sender signs it.
struct Counter {
    explicit Counter(std::size_t room = 4) : out{std::make_shared<Channel<Batch>>(room)}
    {
        SourceJob job{.source = {}, .platform = platform_named("webhook")};
        job.source.name = "shop";
        job.source.platform = "webhook";
        job.credential = secret;
        hooks.use({job}, {out, to_complete});
    }

    lib::WebRequest delivery(const std::string& body, const std::string& id = "") const
    {
        const std::string time = std::to_string(clock.now().time_since_epoch().count());
        lib::WebRequest request{.method = "POST", .path = "/hooks/shop"};
        request.body = body;
        request.headers = {{"x-narrowcast-timestamp", time},
                           {"x-narrowcast-signature",
                            "sha256=" + lib::hmac_sha256_hex(secret, time + "." + body)}};
        if (!id.empty()) request.headers.emplace_back("x-narrowcast-delivery", id);
        return request;
    }
    std::size_t posts()
    {
        std::size_t count = 0;
        while (const auto batch = out->pop_for(std::chrono::milliseconds{0}, {}))
            count += batch->posts.size();
        return count;
    }

    test::SetClock clock;
    HubTally tally;
    Hooks hooks{clock.clock(), tally};
    std::shared_ptr<Channel<Batch>> out, to_complete = std::make_shared<Channel<Batch>>(4);
};

const std::string post = R"({"id":"7","text":"De nieuwe winkel is prachtig"})";

}  // namespace

TEST_CASE("a post that is brought and signed goes to the writer")
{
    Counter counter;
    CHECK(counter.hooks.answer(counter.delivery(post)).status == 200);
    const auto batch = counter.out->pop_for(std::chrono::milliseconds{0}, {});
    REQUIRE(batch);
    CHECK(batch->source == "shop");
    CHECK(batch->platform == "webhook");
    CHECK(batch->posts.at(0).text == "De nieuwe winkel is prachtig");
    CHECK_FALSE(batch->next);
}

TEST_CASE("what is not signed with our secret is not taken, and the answer tells nothing of it")
{
    Counter counter;
    auto unsigned_ = counter.delivery(post);
    unsigned_.headers.clear();
    auto changed = counter.delivery(post);
    changed.body += " ";
    for (const auto& request : {unsigned_, changed}) {
        const auto answer = counter.hooks.answer(request);
        CHECK(answer.status == 401);
        CHECK(answer.body.find(secret) == std::string::npos);
    }
    CHECK(counter.posts() == 0);
}

TEST_CASE("a delivery that is repeated is taken once, and both are told that all is well")
{
    Counter counter;
    CHECK(counter.hooks.answer(counter.delivery(post, "d-1")).status == 200);
    CHECK(counter.hooks.answer(counter.delivery(post, "d-1")).status == 200);
    CHECK(counter.posts() == 1);
    CHECK(counter.hooks.answer(counter.delivery(post, "d-2")).status == 200);
    CHECK(counter.posts() == 1);
}

TEST_CASE("while the writer cannot follow, who brings is asked to come again, and may")
{
    Counter counter{1};
    CHECK(counter.hooks.answer(counter.delivery(post, "d-1")).status == 200);
    CHECK(counter.hooks.answer(counter.delivery(post, "d-2")).status == 503);
    CHECK(counter.posts() == 1);
    CHECK(counter.hooks.answer(counter.delivery(post, "d-2")).status == 200);
    CHECK(counter.posts() == 1);
}

TEST_CASE("while the store cannot be written, who brings is asked to come again, and may")
{
    Counter counter;
    counter.tally.store_well = false;
    CHECK(counter.hooks.answer(counter.delivery(post, "d-1")).status == 503);
    CHECK(counter.posts() == 0);
    counter.tally.store_well = true;
    CHECK(counter.hooks.answer(counter.delivery(post, "d-1")).status == 200);
    CHECK(counter.posts() == 1);
}

TEST_CASE("nothing is taken for sources that are no webhooks, or while the hub reloads")
{
    Counter counter;
    auto elsewhere = counter.delivery(post);
    elsewhere.path = "/hooks/other";
    CHECK(counter.hooks.answer(elsewhere).status == 404);
    counter.hooks.use({}, {});
    CHECK(counter.hooks.answer(counter.delivery(post)).status == 503);
}

TEST_CASE("what lacks words goes to the fetcher first, which asks for them")
{
    Counter counter;
    SourceJob job{.source = {}, .platform = platform_named("instagram")};
    job.source.name = "mentions";
    job.source.platform = "instagram";
    job.credential = std::string{R"({"app_secret":")"} + secret + R"("})";
    counter.hooks.use({job}, {counter.out, counter.to_complete});
    lib::WebRequest request{.method = "POST", .path = "/hooks/mentions"};
    request.body = R"({"object":"instagram","entry":[{"id":"1","time":1795266000,"changes":[
        {"field":"mentions","value":{"media_id":"17887498072083520"}}]}]})";
    request.headers = {
        {"x-hub-signature-256", "sha256=" + lib::hmac_sha256_hex(secret, request.body)}};
    REQUIRE(counter.hooks.answer(request).status == 200);
    CHECK(counter.posts() == 0);
    const auto batch = counter.to_complete->pop_for(std::chrono::milliseconds{0}, {});
    REQUIRE(batch);
    CHECK(batch->source == "mentions");
    CHECK(batch->posts.at(0).native_id == "17887498072083520");
}

TEST_CASE("a delivery that cannot be read is refused as a whole or in its parts")
{
    Counter counter;
    CHECK(counter.hooks.answer(counter.delivery("{")).status == 400);
    CHECK(counter.hooks.answer(counter.delivery("[7," + post + "]")).status == 200);
    CHECK(counter.posts() == 1);
}
