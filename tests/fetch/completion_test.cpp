// SPDX-License-Identifier: Apache-2.0
#include "fetch/completion.hpp"

#include "fetch/toy_platform.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-11-21T12:00:00Z");

Cursor position(const std::string& text)
{
    return {.position = text, .session = {}, .etag = {}, .last_modified = {}};
}

struct Desk {
    SourceConfig source = source_of("toy");
    Platform platform{.name = "toy", .complete = complete_toy, .read_completed = read_people};
    Completion completion{source, platform};

    void add(const std::string& line, const std::string& place = "")
    {
        completion.add(toy_post(line),
                       place.empty() ? std::nullopt : std::optional{position(place)});
    }
    std::vector<std::string> names()
    {
        std::vector<std::string> all;
        for (const RawPost& post : completion.take().posts)
            all.push_back(post.author.name);
        return all;
    }
};

}  // namespace

TEST_CASE("posts wait for the names of their authors, each asked for once")
{
    Desk desk;
    desk.add("post 1 sanne hallo");
    desk.add("post 2 bram hoi");
    desk.add("post 3 sanne weer");
    CHECK(desk.names().empty());
    const auto request = desk.completion.question(noon);
    REQUIRE(request);
    CHECK(request->url == "https://polder.example/people?sanne&bram&");
    CHECK_FALSE(desk.completion.question(noon));
    desk.completion.answered(answer("sanne Sanne de Wit\nbram Bram"), noon);
    CHECK(desk.names() == std::vector<std::string>{"Sanne de Wit", "Bram", "Sanne de Wit"});
    desk.add("post 4 bram nog eens");
    CHECK(desk.names() == std::vector<std::string>{"Bram"});
}

TEST_CASE("posts go on in their order, and the cursor never before them")
{
    Desk desk;
    desk.add("post 1 sanne hallo", "1");
    desk.completion.add({}, position("5"));
    desk.add("gone 9", "9");
    CHECK_FALSE(desk.completion.take().next);
    desk.completion.question(noon);
    desk.completion.answered(answer("sanne Sanne"), noon);
    const auto done = desk.completion.take();
    CHECK(done.posts.size() == 2);
    CHECK(done.next->position == "9");
}

TEST_CASE("frames without a post for us move the cursor when nothing waits")
{
    Desk desk;
    desk.completion.add({}, position("5"));
    CHECK(desk.completion.take().next->position == "5");
}

TEST_CASE("what an author asks for is kept to")
{
    Desk desk;
    desk.add("post 1 sanne hallo");
    desk.completion.question(noon);
    desk.completion.answered(answer("sanne !Sanne"), noon);
    CHECK(desk.completion.take().posts.at(0).sensitive);
    desk.add("post 2 sanne hallo");
    CHECK(desk.completion.take().posts.at(0).sensitive);
}

TEST_CASE("a post that is to be hidden says nothing of its author's other posts")
{
    Desk desk;
    RawPost hidden = toy_post("post 1 sanne hallo");
    hidden.sensitive = true;
    desk.completion.add(hidden, {});
    desk.add("post 2 sanne hallo");
    desk.completion.question(noon);
    desk.completion.answered(answer("sanne Sanne"), noon);
    const auto done = desk.completion.take();
    CHECK(done.posts.at(0).sensitive);
    CHECK_FALSE(done.posts.at(1).sensitive);
}

TEST_CASE("after three vain questions a post goes on, but is not to be shown")
{
    Desk desk;
    desk.add("post 1 sanne hallo");
    Instant now = noon;
    for (int i = 0; i < Completion::most_tries; ++i) {
        REQUIRE(desk.completion.question(now));
        CHECK(desk.completion.take().posts.empty());
        desk.completion.answered(answer("", "", 503), now);
        now += 1min;
    }
    const auto done = desk.completion.take();
    REQUIRE(done.posts.size() == 1);
    CHECK(done.posts[0].sensitive);
}

TEST_CASE("a platform whose posts lack nothing lets them pass")
{
    Desk desk;
    desk.platform.complete = nullptr;
    desk.add("post 1 sanne hallo", "1");
    CHECK_FALSE(desk.completion.question(noon));
    CHECK(desk.completion.take().posts.size() == 1);
}

TEST_CASE("no more authors are asked for at once than the platform takes")
{
    Desk desk;
    desk.platform.complete_most = 2;
    for (const char* who : {"a", "b", "c"})
        desk.add(std::string{"post 1 "} + who);
    CHECK(desk.completion.question(noon)->url == "https://polder.example/people?a&b&");
}

namespace {

bool lacks_text(const RawPost& post) { return post.text.empty(); }

Result<void> read_words(std::span<RawPost> posts, const Response& response)
{
    if (response.body.empty()) return {};
    if (response.status == 401) return fail(Fault::rejected, response.body);
    if (response.status != 200) return fail(Fault::later, response.body);
    posts[0].text = response.body;
    posts[0].author.handle = "sanne";
    return {};
}

RawPost bare(const std::string& id)
{
    RawPost post;
    post.native_id = id;
    return post;
}

struct BareDesk {
    SourceConfig source = source_of("toy");
    Platform platform{.name = "toy",
                      .lacks = lacks_text,
                      .complete = complete_toy,
                      .read_completed = read_words,
                      .complete_most = 1};
    Completion completion{source, platform};
};

}  // namespace

TEST_CASE("of what only an id is known, all is asked for, and each by itself")
{
    BareDesk desk;
    desk.completion.add(bare("7"), {});
    desk.completion.add(bare("8"), {});
    desk.completion.add(toy_post("post 9 bram hoi"), {});  // lacks nothing
    REQUIRE(desk.completion.question(noon));
    CHECK(desk.completion.take().posts.empty());
    desk.completion.answered(answer("mooi"), noon);
    auto done = desk.completion.take().posts;
    REQUIRE(done.size() == 1);
    CHECK(done[0].native_id == "7");
    CHECK(done[0].text == "mooi");
    CHECK(done[0].author.handle == "sanne");
    CHECK_FALSE(done[0].sensitive);
    REQUIRE(desk.completion.question(noon + 1s));
    desk.completion.answered(answer("lelijk"), noon + 1s);
    done = desk.completion.take().posts;
    REQUIRE(done.size() == 2);
    CHECK(done[0].text == "lelijk");
    CHECK(done[1].text == "post 9 bram hoi");
}

TEST_CASE("what a platform has no words for goes on without being shown, and holds up nobody")
{
    BareDesk desk;
    desk.completion.add(bare("7"), {});
    REQUIRE(desk.completion.question(noon));
    desk.completion.answered(answer(""), noon);
    const auto done = desk.completion.take().posts;
    REQUIRE(done.size() == 1);
    CHECK(done[0].sensitive);
    CHECK_FALSE(desk.completion.question(noon + 1s));
}

TEST_CASE(
    "what only an id is known of waits while its platform is down, limits us or wants a login")
{
    BareDesk desk;
    desk.completion.add(bare("7"), {});
    Instant now = noon;
    for (int i = 0; i < 20; ++i) {
        REQUIRE(desk.completion.question(now));
        const auto trouble = desk.completion.answered(fail(Fault::later, "no network"), now);
        REQUIRE(trouble);
        CHECK(trouble->text == "no network");
        CHECK(desk.completion.next() > now + 1s);
        CHECK(desk.completion.next() <= now + 15min);
        CHECK_FALSE(desk.completion.question(desk.completion.next() - 1ms));
        now = desk.completion.next();
    }
    CHECK(desk.completion.next() == now);
    REQUIRE(desk.completion.question(now));
    CHECK(desk.completion.answered(answer("slower", "", 429), now));
    desk.completion.at_once(now);
    REQUIRE(desk.completion.question(now));
    CHECK(desk.completion.answered(answer("login", "", 401), now));
    now = desk.completion.next();
    CHECK(desk.completion.take().posts.empty());
    REQUIRE(desk.completion.question(now));
    CHECK_FALSE(desk.completion.answered(answer("eindelijk"), now));
    const auto done = desk.completion.take().posts;
    REQUIRE(done.size() == 1);
    CHECK(done[0].text == "eindelijk");
    CHECK_FALSE(done[0].sensitive);
}

TEST_CASE("what only an id is known of and is refused three times holds up nobody")
{
    BareDesk desk;
    desk.completion.add(bare("7"), {});
    for (int i = 0; i < 3; ++i) {
        const Instant now = noon + i * 1min;
        REQUIRE(desk.completion.question(now));
        CHECK_FALSE(desk.completion.answered(answer("what?", "", 400), now));
    }
    const auto done = desk.completion.take().posts;
    REQUIRE(done.size() == 1);
    CHECK(done[0].sensitive);
}

TEST_CASE("a post that a server has faults of its own with holds up others for a day, not for ever")
{
    BareDesk desk;
    desk.completion.add(bare("7"), {});
    Instant now = noon;
    while (const auto request = desk.completion.question(now)) {
        desk.completion.answered(answer("oops", "", 500), now);
        now = desk.completion.next();
        REQUIRE(now < noon + 72h);
    }
    CHECK(now > noon + 20h);
    const auto done = desk.completion.take().posts;
    REQUIRE(done.size() == 1);
    CHECK(done[0].sensitive);
}

TEST_CASE("what only an id is known of is kept over a restart")
{
    BareDesk desk;
    RawPost comment = bare("8");
    comment.kind = Kind::comment;
    comment.in_reply_to = "7";
    comment.network = "toys";
    comment.created = seconds_of(noon);
    desk.completion.add(bare("7"), {});
    desk.completion.add(comment, {});
    desk.completion.add(toy_post("post 9 bram hoi"), {});  // lacks nothing
    CHECK(desk.completion.bare_brought() == 2);

    BareDesk next;
    next.completion.recall("no json\n[]\n{\"id\": 7}\n" + desk.completion.bare_spelled());
    CHECK(next.completion.bare_spelled() == desk.completion.bare_spelled());
    for (const char* words : {"mooi", "lelijk"}) {
        REQUIRE(next.completion.question(next.completion.next()));
        next.completion.answered(answer(words), noon);
    }
    CHECK(next.completion.bare_spelled().empty());
    CHECK(next.completion.take().posts.size() == 2);

    Desk named;  // its posts are whole but for a name, and their stream is asked again
    named.add("post 1 sanne hallo");
    CHECK(named.completion.bare_spelled().empty());
    CHECK(named.completion.bare_brought() == 0);
}
