// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/survival.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& stackexchange() { return *platform_named("stackexchange"); }

SourceConfig site(const std::string& query = "Polderbank")
{
    SourceConfig source = source_of("stackexchange");
    source.url = "https://stackoverflow.com";
    source.query = query;
    return source;
}

Cursor filtered(const std::string& filter = "!abc")
{
    Cursor cursor;
    cursor.session = filter;
    return cursor;
}

std::string asked(const Cursor& cursor, const SourceConfig& source = site())
{
    return stackexchange().ask(source, cursor, Time{}).url;
}

Result<Page> read(const std::string& body, const Cursor& cursor = filtered(), int status = 200)
{
    return stackexchange().read(site(), cursor, answer(body, "application/json", status));
}

Page page_of(const std::string& file, const Cursor& cursor = filtered())
{
    auto page = read(recorded(file), cursor);
    REQUIRE(page);
    return *std::move(page);
}

std::string error_text(int id, const std::string& message)
{
    return R"({"error_id":)" + std::to_string(id) + R"(,"error_message":")" + message +
           R"(","error_name":"x"})";
}

}  // namespace

TEST_CASE("stackexchange: a filter that tells the authors is made once, then the search begins")
{
    const Request login = stackexchange().ask(site(), {}, Time{});
    CHECK(login.login);
    CHECK_THAT(login.url, ContainsSubstring("https://api.stackexchange.com/2.3/filters/create?"));
    CHECK_THAT(login.url, ContainsSubstring("search_excerpt.owner"));
    const Page page = page_of("stackexchange/filter.json", {});
    CHECK(page.more);
    CHECK(page.posts.empty());
    CHECK(page.next.session == "!6WPIomnMOOD*e");
    CHECK_THAT(asked(page.next), ContainsSubstring("/search/excerpts?site=stackoverflow.com&"));
    CHECK_THAT(asked(page.next), ContainsSubstring("&filter=%216WPIomnMOOD%2Ae&q="));
}

TEST_CASE("stackexchange: where a filter is refused, the built-in one is taken, and only once")
{
    const auto page = read(error_text(400, "Unrecognized field"), {}, 400);
    REQUIRE(page);
    CHECK(page->more);
    CHECK(page->next.session == "withbody");
    CHECK(read(error_text(400, "Invalid filter specified"), filtered(), 400)->next.session ==
          "withbody");
    CHECK_FALSE(read(error_text(400, "Invalid filter specified"), filtered("withbody"), 400));
}

TEST_CASE("stackexchange: each question costs one of the day's requests")
{
    for (const Cursor& cursor : {Cursor{}, filtered()}) {
        const auto spends = stackexchange().ask(site(), cursor, Time{}).spends;
        REQUIRE(spends.size() == 1);
        CHECK(spends[0].quota == stackexchange().quotas(site()).at(0).name);
    }
    CHECK(stackexchange().quotas(site()).at(0).most == 300);
    SourceConfig with_key = site();
    with_key.credential = "k3y";
    CHECK(stackexchange().quotas(with_key).at(0).most == 10'000);
    CHECK_THAT(asked(filtered(), with_key), ContainsSubstring("&key=k3y"));
}

TEST_CASE("stackexchange: a question is by its owner, with entities decoded only once")
{
    const auto posts = page_of("stackexchange/search_excerpts.json").posts;
    REQUIRE(posts.size() == 1);
    const RawPost& post = posts[0];
    CHECK(post.native_id == "stackoverflow.com/79000001");
    CHECK(post.kind == Kind::post);
    CHECK(post.markup == Markup::html);
    CHECK(post.title == "Acme SDK &quot;timeout&quot;");
    CHECK(post.author == Author{.name = "O&#39;Neil",
                                .handle = "",
                                .avatar = "https://www.gravatar.com/avatar/x",
                                .url = "https://stackoverflow.com/users/1/oneil"});
    CHECK(post.created == at("2026-11-20T10:00:00Z"));
    CHECK(post.url == "https://stackoverflow.com/questions/79000001/acme-sdk");
    CHECK(post.counts == Counts{.likes = 1, .reposts = {}, .replies = 0});
}

TEST_CASE("stackexchange: an answer is a reply to its question, and links to itself")
{
    const auto posts = page_of("stackexchange/excerpts_filtered.json").posts;
    REQUIRE(posts.size() == 2);
    CHECK(posts[0].kind == Kind::reply);
    CHECK(posts[0].native_id == "stackoverflow.com/79000105");
    CHECK(posts[0].in_reply_to == "stackoverflow.com/79000100");
    CHECK(posts[0].url == "https://stackoverflow.com/a/79000105");
    CHECK(posts[0].text == "Use the &lt;sandbox&gt; of Polderbank");
    CHECK(posts[0].edited == at("2026-11-21T09:06:40Z"));
    CHECK(posts[1].url == "https://stackoverflow.com/q/79000100");
    CHECK_FALSE(posts[1].counts.likes);  // below 0
    CHECK(posts[1].author.name == "user77");
}

TEST_CASE("stackexchange: later rounds ask from what is known, and page through")
{
    Page page = page_of("stackexchange/excerpts_filtered.json");
    CHECK_FALSE(page.more);
    CHECK_THAT(asked(page.next), ContainsSubstring("&fromdate=1795251100"));
    page = page_of("stackexchange/excerpts_filtered.json", page.next);
    CHECK(page.more);
    CHECK_THAT(asked(page.next), ContainsSubstring("&page=2"));
    int pages = 2;
    for (; page.more && pages < 100; ++pages)
        page = page_of("stackexchange/excerpts_filtered.json", page.next);
    CHECK(pages == 6);  // the first round, and five pages of the second
}

TEST_CASE("stackexchange: a backoff is obeyed before anything else, even the next page")
{
    Json json = *parse_json(recorded("stackexchange/excerpts_filtered.json"));
    json["backoff"] = 90;
    Cursor cursor = filtered();
    cursor.position = known_up_to("2026-11-18T11:06:40Z");
    const auto page = read(dump(json), cursor);
    REQUIRE(page);
    CHECK_FALSE(page->more);
    CHECK(page->wait == 90s);
    CHECK_THAT(asked(page->next), ContainsSubstring("&page=2"));
    CHECK(page_of("stackexchange/search_excerpts.json").wait == 60s);  // 10 s: less than its pause
}

TEST_CASE("stackexchange: what is left of the day stands in the body")
{
    const auto limit = stackexchange().rate_limit(answer(recorded("stackexchange/posts.json")));
    REQUIRE(limit);
    CHECK(*limit == RateLimit{.limit = 300, .remaining = 11, .resets = at("2026-11-22T00:00:00Z")});
    CHECK_FALSE(stackexchange().rate_limit(answer("<html>")));
}

TEST_CASE("stackexchange: a throttled address waits as long as it is told, at most an hour")
{
    const auto page = read(recorded("stackexchange/throttled.json"), filtered(), 400);
    CHECK(page.error().fault == Fault::later);
    CHECK(page.error().retry_after == 1h);
    CHECK_THAT(page.error().text, ContainsSubstring("too many requests from this IP"));
    CHECK(read(error_text(502, "too many, more requests available in 75 seconds"), filtered(), 400)
              .error()
              .retry_after == 75s);
    CHECK(read(error_text(502, "slow down"), filtered(), 400).error().retry_after == 60s);
}

TEST_CASE("stackexchange: a wrong key or site is for a person to mend")
{
    const auto key = read(error_text(400, "`key` doesn't match a known application"), {}, 400);
    CHECK(key.error().fault == Fault::rejected);
    CHECK_THAT(key.error().text, ContainsSubstring("check the key"));
    const auto wrong = read(error_text(400, "No site found for name `x`"), filtered(), 400);
    CHECK(wrong.error().fault == Fault::rejected);
    CHECK(read(error_text(503, "Service unavailable"), filtered(), 400).error().fault ==
          Fault::later);
}

TEST_CASE("stackexchange: up to a hundred posts of its site are asked for again at once")
{
    const std::vector<Known> known{{"stackoverflow.com/79000100", ""},
                                   {"stackoverflow.com/79000105", ""},
                                   {"stackoverflow.com/5", ""},
                                   {"serverfault.com/6", ""}};
    const Request request = stackexchange().look_up(site(), filtered(), known);
    CHECK_THAT(request.url, ContainsSubstring("/2.3/posts/79000100%3B79000105%3B5?"));
    CHECK(request.spends.size() == 1);
    const auto found =
        stackexchange().read_looked_up(site(), known, answer(recorded("stackexchange/posts.json")));
    REQUIRE(found);
    CHECK(found->gone == std::vector<std::string>{"stackoverflow.com/5"});
    REQUIRE(found->posts.size() == 1);
    CHECK(found->posts[0].native_id == "stackoverflow.com/79000100");
    CHECK(found->posts[0].title == "Polderbank API returns 429 (solved)");
    CHECK(found->posts[0].edited == at("2026-11-21T11:20:00Z"));
}

TEST_CASE("stackexchange: a look-up that fails says nothing of any post")
{
    const std::vector<Known> known{{"stackoverflow.com/5", ""}};
    CHECK_FALSE(stackexchange().read_looked_up(site(), known, answer("{}")));
    CHECK_FALSE(stackexchange().read_looked_up(
        site(), known, answer(recorded("stackexchange/throttled.json"), "", 400)));
    const std::vector<Known> other{{"serverfault.com/6", ""}};
    CHECK(stackexchange().look_up(site(), filtered(), other).url.empty());
}

TEST_CASE("stackexchange: any answer ends in posts or in a sentence")
{
    for (const char* file :
         {"stackexchange/search_excerpts.json", "stackexchange/excerpts_filtered.json",
          "stackexchange/filter.json", "stackexchange/throttled.json", "stackexchange/posts.json"})
        check_survives(stackexchange(), site(), file);
    check_others_survive(stackexchange(), site(), "stackexchange/excerpts_filtered.json", "/items");
}

TEST_CASE("stackexchange: settings that cannot work are refused at start")
{
    CHECK(stackexchange().check(site()));
    CHECK_FALSE(stackexchange().check(site("")));
    SourceConfig source = site("");
    source.tag = "polderbank-api";
    CHECK(stackexchange().check(source));
    CHECK_THAT(asked(filtered(), source), ContainsSubstring("&tagged=polderbank-api"));
    CHECK_THAT(asked(filtered(), source), !ContainsSubstring("&q="));
    source.url = "stackoverflow";
    CHECK(stackexchange().check(source).error().fault == Fault::refused);
    source.url = "";
    CHECK(stackexchange().check(source));
}
