// SPDX-License-Identifier: Apache-2.0
#include "fetch/conversation.hpp"

#include "fetch/answers.hpp"

#include "narrowcast/base/log.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-11-21T12:00:00Z");

struct Talk {
    Chance chance{1};
    Commons commons;
    Conversation conversation;
    Channel<Batch> out{1};

    explicit Talk(SourceJob job) : conversation{std::move(job), "", 0ms, noon, chance}
    {
        log::set_level(log::Level::off);
    }
    void hear(Response response, Instant now = noon)
    {
        conversation.answered(response, now, chance, commons);
    }
};

SourceJob feed_job(Cursor cursor = {})
{
    return {
        .source = source_of("rss"), .platform = platform_named("rss"), .cursor = std::move(cursor)};
}

Response feed_answer(int status = 200)
{
    Response response = answer(status == 200 ? recorded("rss/rss1.xml") : "", "", status);
    response.headers.emplace("etag", "W/\"v1\"");
    response.headers.emplace("last-modified", "Fri, 20 Nov 2026 12:00:00 GMT");
    return response;
}

std::string header(const Request& request, const std::string& name)
{
    for (const auto& [key, value] : request.headers)
        if (key == name) return value;
    return {};
}

}  // namespace

TEST_CASE("posts come in a batch with the cursor that follows them")
{
    Talk talk{feed_job()};
    REQUIRE(talk.conversation.question(noon, talk.commons));
    talk.hear(feed_answer());
    REQUIRE(talk.conversation.hand_over(talk.out, noon));
    const auto batch = talk.out.pop_for(0ms, {});
    REQUIRE(batch);
    CHECK(batch->source == "test");
    CHECK(batch->platform == "rss");
    CHECK(batch->posts.size() == 1);
    CHECK(batch->next->etag == "W/\"v1\"");
    CHECK(talk.conversation.state().status == SourceStatus::working);
    CHECK(talk.conversation.state().posts == 1);
    CHECK(talk.conversation.state().newest_post == at("2026-11-20T11:00:00Z"));
}

TEST_CASE("validators are sent back word for word")
{
    Talk talk{feed_job(
        {.position = {}, .session = {}, .etag = "W/\"v1\"", .last_modified = "yesterday"})};
    const auto request = talk.conversation.question(noon, talk.commons);
    REQUIRE(request);
    CHECK(header(*request, "If-None-Match") == "W/\"v1\"");
    CHECK(header(*request, "If-Modified-Since") == "yesterday");
}

TEST_CASE("not modified is a success without a batch")
{
    Talk talk{feed_job()};
    talk.conversation.question(noon, talk.commons);
    talk.hear(feed_answer(304));
    CHECK(talk.conversation.state().status == SourceStatus::working);
    CHECK(talk.conversation.state().last_success == seconds_of(noon));
    CHECK_FALSE(talk.conversation.holds_batch());
    CHECK(talk.conversation.next() == noon + 60s);
}

TEST_CASE("validators of another page are not kept")
{
    Talk talk{{.source = source_of("mastodon"), .platform = platform_named("mastodon")}};
    talk.conversation.question(noon, talk.commons);
    Response response = answer(recorded("mastodon/snac_tag.json"));
    response.headers.emplace("etag", "\"v1\"");
    talk.hear(response);
    talk.conversation.hand_over(talk.out, noon);
    CHECK(talk.out.pop_for(0ms, {})->next->etag.empty());
}

TEST_CASE("no question is asked while one is open or a batch waits for room")
{
    Talk talk{feed_job()};
    REQUIRE(talk.conversation.question(noon, talk.commons));
    CHECK_FALSE(talk.conversation.question(noon + 1h, talk.commons));
    Batch other;
    talk.out.try_push(other);
    talk.hear(feed_answer());
    CHECK_FALSE(talk.conversation.hand_over(talk.out, noon));
    CHECK_FALSE(talk.conversation.question(noon + 1h, talk.commons));
    talk.out.pop_for(0ms, {});
    CHECK(talk.conversation.hand_over(talk.out, noon));
    CHECK(talk.conversation.question(noon + 1h, talk.commons));
}

TEST_CASE("401, 403 and 410 stop a source, visibly, until a person asks again")
{
    for (const int status : {401, 403, 410}) {
        Talk talk{feed_job()};
        talk.conversation.question(noon, talk.commons);
        talk.hear(feed_answer(status));
        CHECK(talk.conversation.state().status == SourceStatus::stopped);
        check_sentence(talk.conversation.state().last_error);
        CHECK_FALSE(talk.conversation.question(noon + 24h * 30, talk.commons));
        talk.conversation.at_once(noon + 1h);
        CHECK(talk.conversation.question(noon + 1h, talk.commons));
    }
}

TEST_CASE("429 with Retry-After waits that long")
{
    Talk talk{feed_job()};
    talk.conversation.question(noon, talk.commons);
    Response response = feed_answer(429);
    response.headers.emplace("retry-after", "600");
    talk.hear(response);
    CHECK(talk.conversation.state().status == SourceStatus::failing);
    CHECK_FALSE(talk.conversation.question(noon + 599s, talk.commons));
    CHECK(talk.conversation.question(noon + 603s, talk.commons));
}

TEST_CASE("a source that fails and comes back is working again")
{
    Talk talk{feed_job()};
    talk.conversation.question(noon, talk.commons);
    talk.conversation.answered(fail(Fault::later, "polder.example cannot be reached"), noon,
                               talk.chance, talk.commons);
    CHECK(talk.conversation.state().status == SourceStatus::failing);
    CHECK(talk.conversation.state().last_error == "polder.example cannot be reached");
    CHECK(talk.conversation.state().failures == 1);
    REQUIRE(talk.conversation.question(noon + 1h, talk.commons));
    talk.hear(feed_answer(), noon + 1h);
    CHECK(talk.conversation.state().status == SourceStatus::working);
    CHECK(talk.conversation.state().last_error.empty());
    CHECK(talk.conversation.state().failures == 0);
}

TEST_CASE("a wrong certificate does not stop a source: it may be renewed")
{
    Talk talk{feed_job()};
    talk.conversation.question(noon, talk.commons);
    talk.conversation.answered(fail(Fault::rejected, "the certificate has expired"), noon,
                               talk.chance, talk.commons);
    CHECK(talk.conversation.state().status == SourceStatus::failing);
}

TEST_CASE("the platform sees the secret, not its name")
{
    SourceJob job{.source = source_of("mastodon"),
                  .platform = platform_named("mastodon"),
                  .cursor = {},
                  .credential = "s3cret"};
    job.source.credential = "polder-token";
    Talk talk{std::move(job)};
    const auto request = talk.conversation.question(noon, talk.commons);
    REQUIRE(request);
    CHECK(header(*request, "Authorization") == "Bearer s3cret");
}

TEST_CASE("an error that repeats the secret is told without it")
{
    SourceJob job = feed_job();
    job.credential = "s3cret";
    Talk talk{std::move(job)};
    talk.conversation.question(noon, talk.commons);
    talk.conversation.answered(fail(Fault::later, "polder.example does not know s3cret"), noon,
                               talk.chance, talk.commons);
    CHECK(talk.conversation.state().last_error == "polder.example does not know ...");
}
