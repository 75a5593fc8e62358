// SPDX-License-Identifier: Apache-2.0
#include "fetch/answers.hpp"

#include "narrowcast/base/json.hpp"

#include <algorithm>

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& reddit() { return *platform_named("reddit"); }

const Time noon = at("2026-11-21T12:00:00Z");

SourceConfig app(const std::string& feed = "")
{
    SourceConfig source = source_of("reddit");
    source.url = "";
    source.feed = feed;
    source.query = "polderbank";
    source.user = "cl1ent";
    source.credential = "s3cret";
    source.account = "u/it_polderbank";
    return source;
}

SourceConfig personal()
{
    SourceConfig source = app();
    source.user = "";
    source.credential =
        "https://www.reddit.com/search.rss?q=polderbank&sort=new&feed=t0ken&user=it_polderbank\n";
    return source;
}

const std::string token = R"({"access_token":"acc3ss","token_type":"bearer","expires_in":86400})";

Cursor logged_in() { return reddit().read(app(), {}, answer(token))->next; }

std::string header(const Request& request, const std::string& name)
{
    for (const auto& [key, value] : request.headers)
        if (key == name) return value;
    return {};
}

std::string listing(const std::vector<std::string>& names)
{
    std::string all;
    for (const std::string& name : names)
        all += std::string{all.empty() ? "" : ","} +
               R"({"kind":"t3","data":{"title":"t","name":")" + name + "\"}}";
    return R"({"kind":"Listing","data":{"children":[)" + all + "]}}";
}

Cursor after(const Cursor& cursor, const std::vector<std::string>& names)
{
    const auto page = reddit().read(app(), cursor, answer(listing(names)));
    REQUIRE(page);
    return page->next;
}

std::string before_in(const Cursor& cursor)
{
    const std::string url = reddit().ask(app(), cursor, noon).url;
    const auto at_ = url.find("&before=");
    return at_ == url.npos ? "" : url.substr(at_ + 8);
}

// As `narrowcast parse` reads: no setting says what was asked.
std::vector<RawPost> posts_of(const std::string& body)
{
    SourceConfig source;
    source.name = "test";
    source.platform = "reddit";
    const auto page = reddit().read(source, {}, answer(body));
    REQUIRE(page);
    return page->posts;
}

}  // namespace

// ---- login and questions -----------------------------------------------------------------------

TEST_CASE("reddit: the first question is a login with the app's id and secret")
{
    const Request request = reddit().ask(app(), {}, noon);
    CHECK(request.login);
    CHECK(request.url == "https://www.reddit.com/api/v1/access_token");
    CHECK(request.body == "grant_type=client_credentials");
    CHECK(header(request, "Authorization") == "Basic Y2wxZW50OnMzY3JldA==");
    CHECK(header(request, "User-Agent") == "linux:cl1ent:v0.1 (by /u/it_polderbank)");
}

TEST_CASE("reddit: the search is asked for with what the login gave, unescaped")
{
    const Request request = reddit().ask(app(), logged_in(), noon);
    CHECK_FALSE(request.login);
    CHECK(request.url ==
          "https://oauth.reddit.com/search?q=polderbank&sort=new&type=link&limit=100&raw_json=1");
    CHECK(header(request, "Authorization") == "Bearer acc3ss");
    CHECK(header(request, "User-Agent") == "linux:cl1ent:v0.1 (by /u/it_polderbank)");
}

TEST_CASE("reddit: a community's posts or comments are lists of their own")
{
    const auto url = [](const std::string& feed) {
        return reddit().ask(app(feed), logged_in(), noon).url;
    };
    CHECK(url("r/geldzaken") == "https://oauth.reddit.com/r/geldzaken/new?limit=100&raw_json=1");
    CHECK(url("/r/geldzaken/") == url("r/geldzaken"));
    CHECK(url("r/geldzaken/comments") ==
          "https://oauth.reddit.com/r/geldzaken/comments?limit=100&raw_json=1");
}

TEST_CASE("reddit: a token is renewed before it expires, and after a 401, but not again and again")
{
    CHECK(reddit().ask(app(), logged_in(), noon + 25h).login);
    Response denied = answer(R"({"message":"Unauthorized","error":401})", "", 401);
    denied.received = noon + 1h;
    const auto page = reddit().read(app(), logged_in(), denied);
    REQUIRE(page);
    CHECK(page->more);
    CHECK(reddit().ask(app(), page->next, noon).login);
    const auto wrong = reddit().read(app(), page->next, denied);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().fault == Fault::rejected);
    CHECK_THAT(wrong.error().text, ContainsSubstring("prefs/apps"));
}

TEST_CASE("reddit: somebody's own feed address is the secret, and asked for as it is")
{
    const Request request = reddit().ask(personal(), {}, noon);
    CHECK(request.url ==
          "https://www.reddit.com/search.rss?q=polderbank&sort=new&feed=t0ken&user=it_polderbank");
    CHECK_FALSE(request.login);
    CHECK(header(request, "Authorization").empty());
    CHECK(header(request, "User-Agent") == "linux:narrowcast:v0.1 (by /u/it_polderbank)");
}

// ---- where to go on ----------------------------------------------------------------------------

TEST_CASE("reddit: it goes on from the newest post that it knows")
{
    CHECK(before_in(logged_in()).empty());
    CHECK(before_in(after(logged_in(), {"t3_c", "t3_b", "t3_a"})) == "t3_c");
    CHECK(before_in(after(after(logged_in(), {"t3_b", "t3_a"}), {"t3_d", "t3_c"})) == "t3_d");
}

TEST_CASE("reddit: when the newest post was deleted, an older one still finds what is new")
{
    Cursor cursor = after(logged_in(), {"t3_c", "t3_b", "t3_a"});
    cursor = after(cursor, {});  // t3_c was deleted: Reddit has nothing before it
    CHECK(before_in(cursor) == "t3_b");
    cursor = after(cursor, {"t3_d"});
    CHECK(before_in(cursor) == "t3_d");
    cursor = after(cursor, {});
    CHECK(before_in(cursor) == "t3_b");  // t3_c is forgotten
}

TEST_CASE("reddit: a quiet list tells the older names that the newest one is still there")
{
    Cursor cursor = after(logged_in(), {"t3_b", "t3_a"});
    cursor = after(cursor, {});
    cursor = after(cursor, {"t3_b"});
    CHECK(before_in(cursor) == "t3_b");
}

TEST_CASE("reddit: when no name is known to it any more, the newest page is asked for")
{
    Cursor cursor = after(logged_in(), {"t3_b", "t3_a"});
    cursor = after(cursor, {});
    cursor = after(cursor, {});
    CHECK(before_in(cursor).empty());
}

TEST_CASE("reddit: a full page is followed by the next at once, except in the first round")
{
    std::vector<std::string> names;
    for (int i = 200; i > 100; --i)
        names.push_back("t3_" + std::to_string(i));
    CHECK_FALSE(reddit().read(app(), logged_in(), answer(listing(names)))->more);
    const Cursor cursor = after(logged_in(), {"t3_100"});
    const auto page = reddit().read(app(), cursor, answer(listing(names)));
    CHECK(page->more);
    CHECK(before_in(page->next) == "t3_200");
    CHECK_FALSE(reddit().read(app(), page->next, answer(listing(names)))->more);
}

// ---- posts -------------------------------------------------------------------------------------

TEST_CASE("reddit: a documented answer becomes a post, also when it is escaped once more")
{
    const auto posts = posts_of(recorded("reddit/search.json"));
    REQUIRE(posts.size() == 1);
    const RawPost& post = posts.front();
    CHECK(post.native_id == "t3_1abcd2");
    CHECK(post.kind == Kind::post);
    CHECK(post.title == "The new Acme machine is great");
    CHECK(post.markup == Markup::html);
    CHECK_THAT(post.text, ContainsSubstring("<p>Bought it last week &amp; love it.</p>"));
    CHECK(post.author.name == "bean_fan \xC2\xB7 r/coffee");
    CHECK(post.author.handle == "u/bean_fan");
    CHECK(post.author.url == "https://www.reddit.com/user/bean_fan");
    CHECK(post.created == Time{1795289000s});
    CHECK_FALSE(post.edited);
    CHECK(post.url ==
          "https://www.reddit.com/r/coffee/comments/1abcd2/the_new_acme_machine_is_great/");
    CHECK(post.counts == Counts{.likes = 12, .reposts = {}, .replies = 4});
    CHECK_FALSE(post.sensitive);
}

TEST_CASE("reddit: titles are plain text, whatever they look like; edits bear their time")
{
    const RawPost post = posts_of(recorded("reddit/tricky.json")).at(0);
    CHECK(post.title == "Polderbank &lt;3 &amp; de storing");
    CHECK(post.edited == Time{1795289600s});
    CHECK(post.counts.reposts == 2);
}

TEST_CASE("reddit: a picture comes along, a spoiler is not to be shown, a hidden score is none")
{
    const RawPost post = posts_of(recorded("reddit/tricky.json")).at(1);
    REQUIRE(post.media.size() == 1);
    CHECK(post.media[0].url == "https://preview.redd.it/rij.jpg?width=1&s=a");
    CHECK(post.sensitive);
    CHECK_FALSE(post.counts.likes);
    CHECK(post.text.empty());
}

TEST_CASE("reddit: what was removed is deleted here, too, with all that it said")
{
    const RawPost post = posts_of(recorded("reddit/tricky.json")).at(2);
    CHECK(post.deleted);
    CHECK(post.title.empty());
    CHECK(post.author == Author{});
}

TEST_CASE("reddit: a crosspost shows the original, by its author")
{
    const RawPost post = posts_of(recorded("reddit/tricky.json")).at(3);
    CHECK(post.kind == Kind::repost);
    CHECK(post.native_id == "t3_1aaaaa4");
    CHECK(post.repost_of == "t3_1aaaaa1");
    CHECK(post.author.handle == "u/sanne_w");
    CHECK_THAT(post.text, ContainsSubstring("<strong>drie</strong>"));
}

TEST_CASE("reddit: a comment says what it answers; a score below nothing is none")
{
    const RawPost post = posts_of(recorded("reddit/tricky.json")).at(4);
    CHECK(post.kind == Kind::comment);
    CHECK(post.in_reply_to == "t3_1aaaaa1");
    CHECK(post.title.empty());
    CHECK_FALSE(post.counts.likes);
}

TEST_CASE("reddit: of a deleted account nothing is kept but what it wrote")
{
    const RawPost post = posts_of(recorded("reddit/tricky.json")).at(5);
    CHECK_FALSE(post.deleted);
    CHECK(post.author.name == "r/geldzaken");
    CHECK(post.author.handle.empty());
}

TEST_CASE("reddit: a feed's items have the ids, authors and words that the API gives")
{
    const auto posts = posts_of(recorded("reddit/feed.atom"));
    REQUIRE(posts.size() == 2);  // the community that was found is no post
    CHECK(posts[0].native_id == "t3_1aaaaa1");
    CHECK(posts[0].author.handle == "u/sanne_w");
    CHECK(posts[0].author.name == "sanne_w \xC2\xB7 r/geldzaken");
    CHECK_THAT(posts[0].text, ContainsSubstring("Drie uur gewacht &amp; toen dicht."));
    CHECK(posts[0].text.find("submitted") == std::string::npos);
    CHECK(posts[0].created == at("2026-11-21T10:00:00Z"));
    CHECK(posts[1].text.empty());
    CHECK(posts[1].title == "Rij bij de bank");
}

// ---- faults ------------------------------------------------------------------------------------

TEST_CASE("reddit: refusals are told in words, never with a secret")
{
    const auto error = [](const SourceConfig& source, const Response& response) {
        return reddit().read(source, {}, response).error();
    };
    const Error blocked = error(
        app(), answer("<html>You've been blocked by network security.</html>", "text/html", 403));
    CHECK(blocked.fault == Fault::rejected);
    CHECK_THAT(blocked.text, ContainsSubstring("approved apps"));
    CHECK_THAT(error(app(), answer("<html>Sign in</html>", "text/html")).text,
               ContainsSubstring("a web page"));
    CHECK_THAT(error(app(), answer(R"({"error":"unsupported_grant_type"})")).text,
               ContainsSubstring("unsupported_grant_type"));
    Response response = answer("<feed", "application/atom+xml");
    response.url = "https://www.reddit.com/search.rss?feed=t0ken";
    CHECK(error(personal(), answer("<nothing/>", "application/xml")).text.find("t0ken") ==
          std::string::npos);
    if (const auto page = reddit().read(personal(), {}, response); !page)
        CHECK(page.error().text.find("t0ken") == std::string::npos);
}

TEST_CASE("reddit: its limits count broken numbers, and seconds to go")
{
    Response response = answer(listing({}));
    response.headers.emplace("x-ratelimit-used", "6");
    response.headers.emplace("x-ratelimit-remaining", "594.0");
    response.headers.emplace("x-ratelimit-reset", "407");
    const auto limit = reddit().rate_limit(response);
    REQUIRE(limit);
    CHECK(limit->remaining == 594);
    CHECK(limit->resets == response.received + 407s);
    response.status = 429;
    CHECK(reddit().read(app(), logged_in(), response).error().retry_after == 407s);
}

TEST_CASE("reddit: every field of another type loses its own post at most")
{
    const std::string body = recorded("reddit/tricky.json");
    for (const std::string& changed : mutated(body)) {
        const auto page = reddit().read(app(), logged_in(), answer(changed));
        if (!page) {
            check_sentence(page.error().text);
            continue;
        }
        const Json children = (*parse_json(changed))["data"]["children"];
        CHECK(page->posts.size() + page->garbled.size() == children.size());
        if (children.size() == 6) CHECK(page->posts.size() >= 5);
    }
}

TEST_CASE("reddit: every spoiled answer ends in posts or in a sentence")
{
    for (const char* name : {"reddit/search.json", "reddit/feed.atom"})
        for (const auto& body : spoiled(recorded(name))) {
            const auto page = reddit().read(app(), logged_in(), answer(body));
            if (page)
                CHECK(page->posts.size() <= 3);
            else
                check_sentence(page.error().text);
        }
}

// ---- asking again ------------------------------------------------------------------------------

TEST_CASE("reddit: posts on the wall are asked for again, a hundred at once")
{
    CHECK(reddit().look_up_most == 100);
    const std::vector<Known> known{{"t3_a", ""}, {"t1_b", ""}};
    CHECK(reddit().look_up(app(), logged_in(), known).url ==
          "https://oauth.reddit.com/api/info?raw_json=1&id=t3_a,t1_b");
    CHECK(reddit().look_up(app(), {}, known).url.empty());
    CHECK(reddit().look_up(personal(), logged_in(), known).url.empty());
}

TEST_CASE("reddit: what was removed, or does not come any more, is gone")
{
    const std::vector<Known> known{{"t3_1aaaaa1", ""}, {"t3_1aaaaa3", ""}, {"t3_zzz", ""}};
    const auto found =
        reddit().read_looked_up(app(), known, answer(recorded("reddit/tricky.json")));
    REQUIRE(found);
    CHECK(found->gone == std::vector<std::string>{"t3_1aaaaa3", "t3_zzz"});
    CHECK(std::none_of(found->posts.begin(), found->posts.end(),
                       [](const RawPost& post) { return post.deleted; }));
    CHECK_FALSE(reddit().read_looked_up(app(), known, answer("{}")));
    CHECK_FALSE(reddit().read_looked_up(app(), known, answer("", "", 401)));
    CHECK(reddit()
              .read_looked_up(app(), known, answer(R"({"data":{"children":[null]}})"))
              ->gone.empty());
}

// ---- settings ----------------------------------------------------------------------------------

TEST_CASE("reddit: settings that cannot work are refused at start")
{
    CHECK(reddit().check(app()));
    CHECK(reddit().check(app("r/geldzaken/comments")));
    CHECK(reddit().check(personal()));
    for (const char* feed : {"r/", "r/geld zaken", "r/geldzaken/top"})
        CHECK(reddit().check(app(feed)).error().fault == Fault::refused);
    SourceConfig source = app();
    source.account = "";
    CHECK_THAT(reddit().check(source).error().text, ContainsSubstring("'account'"));
    source = app();
    source.credential = "";
    CHECK_FALSE(reddit().check(source));
    source = app();
    source.query = "";
    CHECK_FALSE(reddit().check(source));
}
