// SPDX-License-Identifier: Apache-2.0
#include "fetch/recheck.hpp"

#include "fetch/answers.hpp"

#include "narrowcast/base/log.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-11-21T12:00:00Z");
const std::vector<Known> two{{"1", "https://polder.example/@a/1"},
                             {"2", "https://polder.example/@a/2"}};

struct Check {
    SourceConfig source = source_of("mastodon");
    Recheck recheck{source, *platform_named("mastodon"), 600s, noon};
    Channel<Batch> out{4};

    Check() { log::set_level(log::Level::off); }
};

}  // namespace

TEST_CASE("posts on the wall are asked for one by one, then a round later again")
{
    Check check;
    CHECK_FALSE(check.recheck.question(noon, two, {}));
    CHECK(check.recheck.question(noon + 10s, two, {})->url ==
          "https://polder.example/feed/api/v1/statuses/1");
    CHECK_FALSE(check.recheck.question(noon + 30s, two, {}));
    check.recheck.answered(answer(recorded("mastodon/status.json")), noon + 10s);
    check.recheck.hand_over(check.out);
    CHECK(check.recheck.question(noon + 11s, two, {})->url ==
          "https://polder.example/feed/api/v1/statuses/2");
    check.recheck.answered(answer(recorded("mastodon/status.json")), noon + 11s);
    check.recheck.hand_over(check.out);
    CHECK_FALSE(check.recheck.question(noon + 600s, two, {}));
    CHECK(check.recheck.question(noon + 611s, two, {}));
}

TEST_CASE("a post that is gone comes as deleted, in a batch without a cursor")
{
    for (const int status : {404, 410}) {
        Check check;
        check.recheck.question(noon + 10s, two, {});
        check.recheck.answered(answer("", "", status), noon + 10s);
        REQUIRE(check.recheck.hand_over(check.out));
        const auto batch = check.out.pop_for(0ms, {});
        REQUIRE(batch);
        CHECK_FALSE(batch->next);
        REQUIRE(batch->posts.size() == 1);
        CHECK(batch->posts[0].native_id == "1");
        CHECK(batch->posts[0].deleted);
    }
}

TEST_CASE("a post that is found comes as a post, perhaps edited")
{
    Check check;
    check.recheck.question(noon + 10s, two, {});
    check.recheck.answered(answer(recorded("mastodon/status.json")), noon + 10s);
    check.recheck.hand_over(check.out);
    const auto batch = check.out.pop_for(0ms, {});
    REQUIRE(batch);
    CHECK(batch->posts.at(0).native_id == "103206804533200177");
    CHECK_FALSE(batch->posts.at(0).deleted);
}

TEST_CASE("where the API is closed the post's own address is asked")
{
    Check check;
    check.recheck.question(noon + 10s, two, {});
    check.recheck.answered(answer("", "text/html", 401), noon + 10s);
    const auto other = check.recheck.question(noon + 11s, two, {});
    REQUIRE(other);
    CHECK(other->url == "https://polder.example/@a/1");
    check.recheck.answered(answer("", "", 404), noon + 11s);
    check.recheck.hand_over(check.out);
    CHECK(check.out.pop_for(0ms, {})->posts.at(0).deleted);
    CHECK(check.recheck.question(noon + 12s, two, {})->url == "https://polder.example/@a/2");
}

TEST_CASE("the other way never leads to another host")
{
    Check check;
    const std::vector<Known> far{{"1", "http://169.254.169.254/latest"}};
    check.recheck.question(noon + 10s, far, {});
    check.recheck.answered(answer("", "", 401), noon + 10s);
    CHECK_FALSE(check.recheck.question(noon + 11s, far, {}));
}

TEST_CASE("an overloaded server ends the round and deletes nothing")
{
    Check check;
    check.recheck.question(noon + 10s, two, {});
    Response response = answer("", "", 429);
    response.headers.emplace("retry-after", "1800");
    check.recheck.answered(response, noon + 10s);
    CHECK_FALSE(check.recheck.holds_batch());
    CHECK_FALSE(check.recheck.question(noon + 1700s, two, {}));
    CHECK(check.recheck.question(noon + 1811s, two, {}));
}

TEST_CASE("a platform without such a question is never asked")
{
    const SourceConfig source = source_of("rss");
    Recheck recheck{source, *platform_named("rss"), 600s, noon};
    CHECK_FALSE(recheck.question(noon + 1h, two, {}));
}
