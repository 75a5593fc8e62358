// SPDX-License-Identifier: Apache-2.0
// Tests of who sees a post, and why.
#include "narrowcast/refine.hpp"

#include "support/catch.hpp"

#include <algorithm>

using namespace narrowcast;

namespace {

ScreenConfig screen(std::string name, std::string department)
{
    ScreenConfig made;
    made.name = std::move(name);
    made.department = std::move(department);
    return made;
}

WallConfig company()
{
    WallConfig config;
    config.topics = {{"App", "app AND (storing OR inlog*)"}, {"Rente", "rente"}};
    config.departments = {{"Directie", {}}, {"Online", {"App"}}};
    config.screens = {screen("hal", ""), screen("online-1", "Online"), screen("boven", "Directie")};
    config.blocked.words = {"sukkel*", "dikke doei"};
    config.blocked.people = {"@trol", "@kees@polder.example"};
    return config;
}

ScoredPost said(std::string text)
{
    ScoredPost scored;
    scored.post.id = "mastodon:9";
    scored.post.text = std::move(text);
    return scored;
}

RoutedPost routed(ScoredPost scored, const Dedupe::Twin& twin = {})
{
    return Router::make(company())->route(std::move(scored), twin);
}

bool says(const RoutedPost& post, std::string_view sentence)
{
    return std::find(post.trace.begin(), post.trace.end(), sentence) != post.trace.end();
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a post goes to the screens of departments that care about its topic")
{
    const RoutedPost post = routed(said("Storing in de app"));
    CHECK(post.topics == Names{"App"});
    CHECK(post.departments == Names{"Directie", "Online"});
    CHECK(post.screens == Names{"hal", "online-1", "boven"});
    CHECK(says(post, "topic App: matches app AND (storing OR inlog*)"));
    CHECK(says(post, "department Online: cares about topic App"));
    CHECK(says(post, "screen hal: shows everything"));
    CHECK(says(post, "screen online-1: hangs at department Online"));
}

TEST_CASE("a post without a topic goes to those who get everything")
{
    const RoutedPost post = routed(said("Lekker weer"));
    CHECK(post.topics.empty());
    CHECK(post.departments == Names{"Directie"});
    CHECK(post.screens == Names{"hal", "boven"});
    CHECK(says(post, "no topic matches"));
}

TEST_CASE("a title counts for topics")
{
    ScoredPost article = said("Lees verder");
    article.post.title = "Rente omhoog";
    CHECK(routed(article).topics == Names{"Rente"});
}

TEST_CASE("a post with a blocked word is counted but shown nowhere")
{
    const RoutedPost post = routed(said("Storing in de app, sukkels"));
    CHECK(post.screens.empty());
    CHECK(post.topics == Names{"App"});
    CHECK(post.departments == Names{"Directie", "Online"});
    CHECK(says(post, "not shown: blocked word 'sukkel*'"));
    CHECK(routed(said("nou dikke doei!")).screens.empty());
}

TEST_CASE("a blocked person is shown nowhere, wherever they write")
{
    ScoredPost post = said("Hallo");
    for (const char* handle : {"@trol", "trol", "@TROL@elders.example", "@kees@polder.example"}) {
        post.post.author.handle = handle;
        CHECK(routed(post).screens.empty());
    }
    for (const char* handle : {"@trollenjager", "@kees@elders.example", ""}) {
        post.post.author.handle = handle;
        CHECK_FALSE(routed(post).screens.empty());
    }
}

TEST_CASE("sensitive and deleted posts are shown nowhere")
{
    ScoredPost post = said("Hallo");
    post.post.sensitive = true;
    CHECK(says(routed(post), "not shown: marked as sensitive"));
    post.post.deleted = true;
    CHECK(says(routed(post), "not shown: deleted at the platform"));
    CHECK(routed(post).screens.empty());
}

TEST_CASE("a twin is shown nowhere and says whose it is")
{
    const RoutedPost post = routed(said("Hallo"), {"mastodon:1", "same words as mastodon:1"});
    CHECK(post.twin_of == "mastodon:1");
    CHECK(post.screens.empty());
    CHECK(post.departments == Names{"Directie"});
    CHECK(says(post, "not shown: same words as mastodon:1"));
}

TEST_CASE("a wrong query is refused with its topic")
{
    WallConfig config = company();
    config.topics[1].query = "rente AND";
    const auto router = Router::make(config);
    REQUIRE_FALSE(router);
    CHECK(router.error().fault == Fault::refused);
    CHECK(router.error().text.starts_with("the query of topic 'Rente': column 10: "));
}

TEST_CASE("a post of the company's own accounts is known, also after a change of the accounts")
{
    WallConfig config = company();
    config.company.accounts = {"@Polderbank@polder.example"};
    const auto by = [&](std::string handle) {
        ScoredPost scored = said("Wij helpen u graag");
        scored.post.author.handle = std::move(handle);
        return Router::make(config)->route(std::move(scored), {}).by_company;
    };
    CHECK(by("@polderbank@polder.example"));
    CHECK(by("polderbank@polder.example"));
    CHECK_FALSE(by("@polderbank@oplichter.example"));
    CHECK_FALSE(by("@polderbank"));
    CHECK_FALSE(by(""));
}

TEST_CASE("an answer of the company goes to every screen, to hang beside what it answers")
{
    WallConfig config = company();
    config.company.accounts = {"@polderbank"};
    const auto router = Router::make(config);
    ScoredPost answer = said("Wat vervelend! We kijken het voor u na.");
    answer.post.author.handle = "@polderbank";
    answer.post.in_reply_to = "mastodon:8";
    RoutedPost post = router->route(answer, {});
    CHECK(post.departments == Names{"Directie"});
    CHECK(post.screens == Names{"hal", "online-1", "boven"});
    CHECK(says(post, "screen online-1: only beside what it answers"));
    answer.post.in_reply_to.clear();
    CHECK(router->route(answer, {}).screens == Names{"hal", "boven"});
    answer.post.in_reply_to = "mastodon:8";
    answer.post.text = "Kijk zelf, sukkel";
    CHECK(router->route(answer, {}).screens.empty());
}
