// SPDX-License-Identifier: Apache-2.0
#include "fetch/answers.hpp"

#include "narrowcast/base/json.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& youtube() { return *platform_named("youtube"); }

constexpr const char* channel = "UCxxxxxxxxxxxxxxxxxxxxxx";

SourceConfig source_with(const std::string& feed, const std::string& what)
{
    SourceConfig source = source_of("youtube");
    source.url = "";
    source.feed = feed;
    (feed.empty() || feed == "search" ? source.query : source.account) = what;
    source.credential = "k3y";
    return source;
}

SourceConfig search(const std::string& query = "polderbank") { return source_with("", query); }

bool asks(const Request& request, const std::string& part)
{
    return request.url.find(part) != std::string::npos;
}

// As `narrowcast parse` reads: no setting says what was asked.
std::vector<RawPost> posts_of(const std::string& body)
{
    SourceConfig source;
    source.name = "test";
    source.platform = "youtube";
    const auto page = youtube().read(source, {}, answer(body));
    REQUIRE(page);
    return page->posts;
}

Response fault(const std::string& reason, int status, const std::string& message = "No.")
{
    return answer(R"({"error":{"code":)" + std::to_string(status) + R"(,"message":")" + message +
                      R"(","errors":[{"domain":"youtube","reason":")" + reason + R"("}]}})",
                  "application/json", status);
}

Error error_of(const Response& response) { return youtube().read(search(), {}, response).error(); }

}  // namespace

// ---- questions ---------------------------------------------------------------------------------

TEST_CASE("youtube: a search costs one of the day's hundred, all else one unit of ten thousand")
{
    const Request request = youtube().ask(search(), {}, {});
    CHECK(request.url ==
          "https://www.googleapis.com/youtube/v3/search?part=snippet&type=video&order=date&"
          "safeSearch=strict&maxResults=50&q=polderbank");
    CHECK(request.spends ==
          std::vector<Spending>{{.quota = "searches", .amount = 1, .once_for = ""}});
    CHECK(youtube().ask(source_with("comments", channel), {}, {}).spends.at(0).quota == "units");
    const auto quotas = youtube().quotas(search());
    REQUIRE(quotas.size() == 2);
    CHECK(quotas[0].most == 100);
    CHECK(quotas[1].most == 10'000);
    for (const Quota& quota : quotas) {
        CHECK(quota.renewal == Quota::Renewal::daily);
        CHECK(quota.zone == "America/Los_Angeles");
    }
}

TEST_CASE("youtube: the key becomes a header, never part of the address")
{
    const Request request = youtube().ask(search(), {}, {});
    CHECK(request.headers.at(1) == std::pair<std::string, std::string>{"X-Goog-Api-Key", "k3y"});
    CHECK_FALSE(asks(request, "k3y"));
}

TEST_CASE("youtube: the usual language is a hint to the search")
{
    SourceConfig source = search();
    source.language = "nl-NL";
    CHECK(asks(youtube().ask(source, {}, {}), "&relevanceLanguage=nl"));
}

TEST_CASE("youtube: alternatives and exclusions are said in YouTube's signs")
{
    const std::string url =
        *percent_decoded(youtube().ask(search("polderbank OR polderapp"), {}, {}).url);
    CHECK_THAT(url, ContainsSubstring("polderbank|polderapp"));
    CHECK_THAT(*percent_decoded(youtube().ask(search("polderbank NOT rap"), {}, {}).url),
               ContainsSubstring("-rap"));
}

TEST_CASE("youtube: comments of a channel, or of videos, and a channel's own videos")
{
    CHECK(asks(youtube().ask(source_with("comments", channel), {}, {}),
               std::string{"allThreadsRelatedToChannelId="} + channel));
    CHECK(asks(youtube().ask(source_with("comments", "abcdefghijk, lmnopqrstuv"), {}, {}),
               "textFormat=plainText&maxResults=100&videoId=abcdefghijk"));
    CHECK(asks(youtube().ask(source_with("videos", channel), {}, {}),
               "playlistItems?part=snippet,contentDetails&maxResults=50&"
               "playlistId=UUxxxxxxxxxxxxxxxxxxxxxx"));
}

// ---- posts -------------------------------------------------------------------------------------

TEST_CASE("youtube: a found video becomes a post, its title is escaped for web pages")
{
    const auto posts = posts_of(recorded("youtube/search.json"));
    REQUIRE(posts.size() == 1);
    const RawPost& post = posts.front();
    CHECK(post.native_id == "abcdefghijk");
    CHECK(post.title == "Acme machine &#39;review&#39;");
    CHECK(post.markup == Markup::html);
    CHECK(post.text == "We test it.");
    CHECK(post.author.name == "Bean TV");
    CHECK(post.author.url == "https://www.youtube.com/channel/UCxxxxxxxxxxxxxxxxxxxxxx");
    CHECK(post.created == at("2026-11-20T10:00:00Z"));
    CHECK(post.url == "https://www.youtube.com/watch?v=abcdefghijk");
    REQUIRE(post.media.size() == 1);
    CHECK(post.media[0].url == "https://i.ytimg.com/vi/abcdefghijk/default.jpg");
}

TEST_CASE("youtube: a video asked for by its id is plain text, with counts and language")
{
    const auto posts = posts_of(recorded("youtube/videos.json"));
    REQUIRE(posts.size() == 2);
    CHECK(posts[0].markup == Markup::plain);
    CHECK(posts[0].title == "Polderbank-app getest: <snel> & veilig?");
    CHECK(posts[0].text == "We testen de app.\nDeel 1 van 3.");
    CHECK(posts[0].counts == Counts{.likes = 37, .reposts = {}, .replies = 5});
    CHECK(posts[0].language == "nl");
    CHECK(posts[0].media.at(0).url == "https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg");
    CHECK_FALSE(posts[0].sensitive);
    CHECK(posts[1].sensitive);
    CHECK(posts[1].language.empty());
    CHECK_FALSE(posts[1].counts.likes);
}

TEST_CASE("youtube: an upload in a channel's list bears its own time and owner")
{
    const auto posts = posts_of(recorded("youtube/uploads.json"));
    REQUIRE(posts.size() == 1);
    CHECK(posts[0].native_id == "abcdefghijk");
    CHECK(posts[0].created == at("2026-11-20T09:59:00Z"));
    CHECK(posts[0].author.name == "Polderbank");
}

TEST_CASE("youtube: a recorded comment is read in its author's plain words")
{
    const auto posts = posts_of(recorded("youtube/commentThreads.json"));
    REQUIRE(posts.size() == 1);
    const RawPost& post = posts.front();
    CHECK(post.kind == Kind::comment);
    CHECK(post.native_id == "Ugx1");
    CHECK(post.text == "Great \"coffee\"\nthanks");
    CHECK(post.author.handle == "@bean_fan");
    CHECK(post.author.avatar == "https://yt3.ggpht.com/x");
    CHECK(post.counts == Counts{.likes = 3, .reposts = {}, .replies = 0});
    CHECK(post.url == "https://www.youtube.com/watch?v=abcdefghijk&lc=Ugx1");
    CHECK(post.in_reply_to == "abcdefghijk");
    CHECK_FALSE(post.edited);
}

TEST_CASE("youtube: answers to a comment come with it, and say which one they answer")
{
    const auto posts = posts_of(recorded("youtube/comments_with_replies.json"));
    REQUIRE(posts.size() == 3);
    CHECK(posts[0].text == "Werkt hij ook <zonder> internet?\n& hoe lang?");
    CHECK(posts[0].markup == Markup::plain);
    CHECK(posts[0].edited == at("2026-11-20T12:30:00Z"));
    CHECK(posts[0].counts.replies == 2);
    CHECK(posts[1].kind == Kind::reply);
    CHECK(posts[1].in_reply_to == posts[0].native_id);
    CHECK(posts[1].author.handle.empty());
    CHECK_THAT(posts[1].url, ContainsSubstring("watch?v=abcdefghijk&lc=UgxA"));
}

TEST_CASE("youtube: a comment that its channel holds back is not to be shown")
{
    const auto posts = posts_of(recorded("youtube/comments_with_replies.json"));
    CHECK_FALSE(posts.at(0).sensitive);
    CHECK(posts.at(2).sensitive);
    CHECK_THAT(posts.at(2).url, ContainsSubstring("/community"));
}

// ---- where to go on ----------------------------------------------------------------------------

TEST_CASE("youtube: found videos are asked for once more, for all of their text and their counts")
{
    auto page = youtube().read(search(), {}, answer(recorded("youtube/search.json")));
    REQUIRE(page);
    CHECK(page->posts.empty());
    CHECK(page->more);
    const Request details = youtube().ask(search(), page->next, {});
    CHECK(asks(details, "videos?part=snippet,statistics,contentDetails&id=abcdefghijk"));
    CHECK(details.spends.at(0).quota == "units");
    page = youtube().read(search(), page->next, answer(recorded("youtube/videos.json")));
    CHECK(page->posts.size() == 2);
    CHECK_FALSE(page->more);
}

TEST_CASE("youtube: later searches go back a day, for videos that are found late")
{
    auto page = youtube().read(search(), {}, answer(recorded("youtube/search.json")));
    page = youtube().read(search(), page->next, answer(recorded("youtube/videos.json")));
    const Request next = youtube().ask(search(), page->next, {});
    CHECK(asks(next, "&publishedAfter=2026-11-19T10%3A00%3A00Z"));
    CHECK_FALSE(asks(next, "pageToken"));
}

TEST_CASE("youtube: a search follows its pages only while all of a page is new, three at most")
{
    Cursor cursor = youtube().read(search(), {}, answer(recorded("youtube/search.json")))->next;
    cursor = youtube().read(search(), cursor, answer(R"({"items":[]})"))->next;
    const std::string newer = R"({"nextPageToken":"P","items":[{"id":{"videoId":"lmnopqrstuv"},
        "snippet":{"title":"t","publishedAt":"2026-11-21T10:00:00Z"}}]})";
    int searches = 0;
    for (bool more = true; more;) {
        REQUIRE(searches < 9);
        const Request request = youtube().ask(search(), cursor, {});
        const bool searched = asks(request, "/search?");
        searches += searched ? 1 : 0;
        const std::string body =
            searched ? newer.substr(0, 18) + std::to_string(searches) + newer.substr(18)
                     : R"({"items":[]})";
        const auto page = youtube().read(search(), cursor, answer(body));
        REQUIRE(page);
        more = page->more;
        cursor = page->next;
    }
    CHECK(searches == 3);
}

TEST_CASE("youtube: comments are read back to where the last round began")
{
    const SourceConfig source = source_with("comments", channel);
    const std::string body = recorded("youtube/comments_with_replies.json");
    auto page = youtube().read(source, {}, answer(body));
    REQUIRE(page);
    CHECK_FALSE(page->more);  // the first round takes the newest page only
    const std::string newer = R"({"nextPageToken":"OLDER","items":[{"id":"Ugz",
        "snippet":{"topLevelComment":{"id":"Ugz","snippet":{"textDisplay":"x",
        "publishedAt":"2026-11-21T10:00:00Z"}}}}]})";
    page = youtube().read(source, page->next, answer(newer));
    CHECK(page->posts.size() == 1);
    CHECK(page->more);
    CHECK(asks(youtube().ask(source, page->next, {}), "&pageToken=OLDER"));
    page = youtube().read(source, page->next, answer(body));
    CHECK_FALSE(page->more);
}

TEST_CASE("youtube: a page that is over begins the round anew")
{
    const SourceConfig source = source_with("comments", channel);
    const std::string body = recorded("youtube/comments_with_replies.json");
    Cursor cursor = youtube().read(source, {}, answer(body))->next;
    std::string newer = body;
    for (auto i = newer.find("2026-11-20"); i != newer.npos; i = newer.find("2026-11-20"))
        newer.replace(i, 10, "2026-11-21");
    cursor = youtube().read(source, cursor, answer(newer))->next;
    REQUIRE(asks(youtube().ask(source, cursor, {}), "pageToken"));
    const auto page = youtube().read(source, cursor, fault("invalidPageToken", 400));
    REQUIRE(page);
    CHECK_FALSE(asks(youtube().ask(source, page->next, {}), "pageToken"));
    CHECK_FALSE(youtube().read(source, page->next, fault("invalidPageToken", 400)));
}

TEST_CASE("youtube: several videos take turns, one without comments stops no other")
{
    const SourceConfig source = source_with("comments", "abcdefghijk,lmnopqrstuv");
    const auto page = youtube().read(source, {}, fault("commentsDisabled", 403));
    REQUIRE(page);
    CHECK(page->more);
    CHECK(page->garbled.empty());
    CHECK(asks(youtube().ask(source, page->next, {}), "videoId=lmnopqrstuv"));
    const auto end = youtube().read(source, page->next, fault("videoNotFound", 404));
    REQUIRE(end);
    CHECK_FALSE(end->more);
    CHECK(end->garbled.size() == 1);
}

// ---- faults ------------------------------------------------------------------------------------

TEST_CASE("youtube: a used-up quota is a 403 that waits until midnight in California")
{
    const Error error = error_of(answer(recorded("youtube/error_quota.json"), "", 403));
    CHECK(error.fault == Fault::later);
    CHECK(error.retry_after == 20h);  // noon UTC is four in the morning there
    CHECK(error.text.find('<') == std::string::npos);
    CHECK_THAT(error.text, ContainsSubstring("midnight in California"));
}

TEST_CASE("youtube: what a person must mend stops, and says how")
{
    for (const auto& [reason, words] :
         std::vector<std::pair<std::string, std::string>>{{"keyInvalid", "does not know this key"},
                                                          {"accessNotConfigured", "enable"},
                                                          {"ipRefererBlocked", "restricted"}}) {
        const Error error = error_of(fault(reason, 403));
        CHECK(error.fault == Fault::rejected);
        CHECK_THAT(error.text, ContainsSubstring(words));
    }
    const Error invalid = error_of(answer(
        R"({"error":{"code":400,"message":"API key not valid.","errors":[{"reason":"badRequest"}],
           "status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}})",
        "", 400));
    CHECK(invalid.fault == Fault::rejected);
    CHECK(error_of(fault("rateLimitExceeded", 403)).retry_after == 60s);
}

TEST_CASE("youtube: other faults are told in YouTube's words, without their markup")
{
    const Error error = error_of(fault("forbidden", 403, "Not <b>allowed</b> for k3y."));
    CHECK(error.fault == Fault::rejected);
    CHECK_THAT(error.text, ContainsSubstring("Not allowed for ..."));
}

TEST_CASE("youtube: every field of another type loses its own item at most")
{
    for (const char* name : {"youtube/search.json", "youtube/videos.json", "youtube/uploads.json",
                             "youtube/commentThreads.json", "youtube/comments_with_replies.json"}) {
        const std::string body = recorded(name);
        SourceConfig source;
        const std::size_t all = posts_of(body).size();
        for (const std::string& changed : mutated(body)) {
            const auto page = youtube().read(source, {}, answer(changed));
            if (!page) {
                check_sentence(page.error().text);
                continue;
            }
            CHECK(page->posts.size() <= all);
            const Json items = (*parse_json(changed))["items"];
            const std::size_t items_before = (*parse_json(body))["items"].size();
            if (items.is_array() && items.size() == items_before)
                CHECK(page->posts.size() + 2 >= all);  // a comment may lose its answer, too
        }
    }
}

TEST_CASE("youtube: every spoiled answer ends in posts or in a sentence")
{
    for (const auto& body : spoiled(recorded("youtube/comments_with_replies.json"))) {
        const auto page = youtube().read(search(), {}, answer(body));
        if (page)
            CHECK(page->posts.size() <= 3);
        else
            check_sentence(page.error().text);
    }
}

// ---- asking again ------------------------------------------------------------------------------

TEST_CASE("youtube: videos and comments are asked for again, fifty at once, each kind by itself")
{
    CHECK(youtube().look_up_most == 50);
    const std::vector<Known> known{{"abcdefghijk", ""}, {"lmnopqrstuv", ""}, {"UgxAAAA", ""}};
    CHECK(asks(youtube().look_up(search(), {}, known), "&id=abcdefghijk,lmnopqrstuv"));
    const std::vector<Known> comments{{"UgxAAAA", ""}};
    CHECK(asks(youtube().look_up(search(), {}, comments),
               "comments?part=snippet&textFormat=plainText&id=UgxAAAA"));
}

TEST_CASE("youtube: what was asked for and does not come is gone")
{
    const std::vector<Known> known{{"abcdefghijk", ""}, {"goneforgood", ""}, {"UgxAAAA", ""}};
    const auto found =
        youtube().read_looked_up(search(), known, answer(recorded("youtube/videos.json")));
    REQUIRE(found);
    CHECK(found->gone == std::vector<std::string>{"goneforgood"});
    CHECK(found->posts.size() == 2);
}

TEST_CASE("youtube: an answer that cannot be understood says of no post that it is gone")
{
    const std::vector<Known> known{{"abcdefghijk", ""}};
    const auto look = [&](const Response& response) {
        return youtube().read_looked_up(search(), known, response);
    };
    CHECK(look(answer(R"({"items":[null]})"))->gone.empty());
    CHECK_FALSE(look(answer("{}")));
    CHECK_FALSE(look(fault("quotaExceeded", 403)));
    CHECK_FALSE(look(answer("", "", 503)));
}

// ---- settings ----------------------------------------------------------------------------------

TEST_CASE("youtube: settings that cannot work are refused at start")
{
    CHECK(youtube().check(search()));
    CHECK(youtube().check(source_with("comments", "abcdefghijk")));
    CHECK(youtube().check(source_with("videos", channel)));
    for (const SourceConfig& source :
         {search(""), source_with("comments", ""), source_with("comments", "no id"),
          source_with("videos", "abcdefghijk"), source_with("shorts", channel)})
        CHECK(youtube().check(source).error().fault == Fault::refused);
    SourceConfig source = search();
    source.credential = "";
    CHECK_FALSE(youtube().check(source));
}
