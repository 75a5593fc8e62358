// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/business.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& instagram() { return *platform_named("instagram"); }

SourceConfig account(const std::string& feed = "")
{
    SourceConfig source;
    source.name = "insta";
    source.platform = "instagram";
    source.account = "17841400000000001";
    source.tag = "#PolderBank";
    source.feed = feed;
    source.credential = "IGtoken";
    return source;
}

}  // namespace

TEST_CASE("instagram: a hashtag is looked up once, then its newest media are asked for")
{
    const Request first = instagram().ask(account(), {}, Time{});
    CHECK(first.url ==
          "https://graph.facebook.com/v26.0/"
          "ig_hashtag_search?user_id=17841400000000001&q=polderbank");
    const auto page =
        instagram().read(account(), {}, answer(recorded("instagram/hashtag_search.json")));
    REQUIRE(page);
    CHECK(page->more);
    CHECK(page->posts.empty());
    const Request second = instagram().ask(account(), page->next, Time{});
    CHECK(
        second.url.starts_with("https://graph.facebook.com/v26.0/17843853986012965/recent_media?"
                               "user_id=17841400000000001&fields="));
    SourceConfig other = account();
    other.tag = "hypotheek";
    CHECK_THAT(instagram().ask(other, page->next, Time{}).url, ContainsSubstring("q=hypotheek"));
}

TEST_CASE("instagram: a hashtag is spent once a week, of thirty")
{
    const std::vector<Spending> spent{{.quota = "hashtags", .amount = 1, .once_for = "polderbank"}};
    CHECK(instagram().ask(account(), {}, Time{}).spends == spent);
    const auto page =
        instagram().read(account(), {}, answer(recorded("instagram/hashtag_search.json")));
    CHECK(instagram().ask(account(), page->next, Time{}).spends == spent);
    const auto quotas = instagram().quotas(account());
    REQUIRE(quotas.size() == 1);
    CHECK(quotas[0].most == 30);
    CHECK(quotas[0].renewal == Quota::Renewal::after_week);
    CHECK(instagram().quotas(account("tags")).empty());
    CHECK(instagram().ask(account("tags"), {}, Time{}).spends.empty());
}

TEST_CASE("instagram: media found by hashtag have no author")
{
    const auto page =
        instagram().read(account(), {}, answer(recorded("instagram/hashtag_recent.json")));
    REQUIRE(page->posts.size() == 1);
    const RawPost& post = page->posts[0];
    CHECK(post.native_id == "17880997618081620");
    CHECK(post.author == Author{});
    CHECK(post.text == "New #acme machine");
    CHECK(post.created == at("2026-11-20T10:00:00Z"));
    CHECK(post.counts == Counts{.likes = 10, .reposts = {}, .replies = 2});
    CHECK(post.media.at(0).url == "https://scontent.cdninstagram.com/x.jpg");
    CHECK(post.url == "https://www.instagram.com/p/ABC/");
}

TEST_CASE("instagram: media in which we are tagged name their author")
{
    const auto page =
        instagram().read(account("tags"), {}, answer(recorded("instagram/tags.json")));
    REQUIRE(page->posts.size() == 2);
    CHECK(page->posts[0].author.handle == "@mo.kiekt");
    CHECK(page->posts[0].media.at(0).type == "video");
    CHECK(page->posts[1].media.empty());
    CHECK(instagram()
              .ask(account("tags"), {}, Time{})
              .url.starts_with("https://graph.facebook.com/v26.0/17841400000000001/tags?"));
}

TEST_CASE("instagram: a mention that a webhook brought is completed with its words")
{
    const auto page =
        instagram().read(account("mentions"), {}, answer(recorded("instagram/webhook.json")));
    REQUIRE(page->posts.size() == 3);
    std::vector<RawPost> posts = page->posts;
    CHECK(posts[1].kind == Kind::comment);
    CHECK(posts[1].native_id == "17910000000000001");
    CHECK(posts[1].in_reply_to == "17900000000000002");
    CHECK(posts[2].text == "Wanneer is de storing voorbij?");
    CHECK(posts[2].author.handle == "@sanne.fietst");
    const std::span<RawPost> second{&posts[1], 1};
    const Request request = instagram().complete(account("mentions"), second);
    CHECK_THAT(request.url,
               ContainsSubstring("/17841400000000001?fields=mentioned_comment.comment_id%28"
                                 "17910000000000001%29%7B"));
    REQUIRE(
        instagram().read_completed(second, answer(recorded("instagram/mentioned_comment.json"))));
    CHECK(posts[1].text == "polderbank waarom belt niemand terug");
    CHECK(posts[1].url == "https://www.instagram.com/p/CCC/");
    CHECK(posts[1].in_reply_to == "17900000000000002");
    CHECK_FALSE(instagram().lacks(second[0]));
    CHECK(instagram().ask(account("mentions"), {}, Time{}).url.empty());
}

TEST_CASE("instagram: a mention that is gone meanwhile is not asked for again")
{
    RawPost mention;
    mention.native_id = "17900000000000009";
    std::vector<RawPost> posts{mention};
    CHECK(instagram().read_completed(
        posts, answer(R"({"error":{"message":"no such object","code":100,"error_subcode":33}})", "",
                      400)));
    CHECK(instagram().lacks(posts[0]));
    const auto later = instagram().read_completed(
        posts, answer(R"({"error":{"message":"too many calls","code":4}})", "", 400));
    REQUIRE_FALSE(later);
    CHECK(later.error().retry_after.count() > 0);
}

TEST_CASE("instagram: too many hashtags in a week is waited for")
{
    const auto page = instagram().read(
        account(), {},
        answer(R"({"error":{"message":"Max","code":18,"error_subcode":2207034}})", "", 400));
    CHECK(page.error().fault == Fault::later);
    CHECK_THAT(page.error().text, ContainsSubstring("30 different hashtags"));
}

TEST_CASE("instagram: however an answer is spoiled, the other posts survive")
{
    check_robust(account("tags"), recorded("instagram/tags.json"), "/data");
    check_robust(account(), recorded("instagram/hashtag_recent.json"), "/data");
    for (const std::string& text : mutated(recorded("instagram/mentioned_comment.json"))) {
        std::vector<RawPost> posts(1);
        posts[0].native_id = "17910000000000001";
        if (const auto done = instagram().read_completed(posts, answer(text)); !done)
            check_sentence(done.error().text);
        CHECK(posts[0].native_id == "17910000000000001");
    }
}

TEST_CASE("instagram: settings that cannot work are refused at start")
{
    CHECK(instagram().check(account()));
    SourceConfig source = account();
    source.tag = "two words";
    CHECK_FALSE(instagram().check(source));
    source.tag = "";
    CHECK_FALSE(instagram().check(source));
    source.feed = "mentions";
    CHECK(instagram().check(source));
}
