// SPDX-License-Identifier: Apache-2.0
#include "media/rules.hpp"

#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::media;
using namespace std::chrono_literals;

namespace {

constexpr Time noon{std::chrono::seconds{1'795'262'400}};
const Standing known{.posts = 12, .oldest = noon - 48h};
const Standing newcomer{.posts = 1, .oldest = noon};

Post sannes_post()
{
    Post post;
    post.id = "mastodon:1";
    post.author = {"Sanne", "@sanne@polder.example", "https://pics.example/sanne.png", ""};
    post.media = {{"video", "https://pics.example/film.mp4", "a queue"},
                  {"image", "https://pics.example/queue.jpg", "a long queue"},
                  {"image", "https://pics.example/more.jpg", "and more"}};
    return post;
}

const Wanted avatar{"https://pics.example/sanne.png", 256};
const Wanted picture{"https://pics.example/queue.jpg", 1280};

}  // namespace

TEST_CASE("of an author with a history avatar and pictures are allowed")
{
    CHECK(allowed(sannes_post(), known, {}, noon) == Allowed{true, true});
}

TEST_CASE("of an author without a history everything is held back unless the configuration says so")
{
    MediaConfig config;
    CHECK(allowed(sannes_post(), newcomer, config, noon) == Allowed{false, false});
    config.hold_back = HoldBack::pictures;
    CHECK(allowed(sannes_post(), newcomer, config, noon) == Allowed{true, false});
    config.hold_back = HoldBack::nothing;
    CHECK(allowed(sannes_post(), newcomer, config, noon) == Allowed{true, true});
}

TEST_CASE("a history takes posts and time, and nobody has one without a name")
{
    const auto at = [](std::uint64_t posts, std::chrono::seconds ago) {
        return allowed(sannes_post(), {.posts = posts, .oldest = noon - ago}, {}, noon).pictures;
    };
    CHECK(at(3, 24h));
    CHECK_FALSE(at(2, 24h));
    CHECK_FALSE(at(100, 23h));
    MediaConfig anybody;
    anybody.known_posts = 1;
    anybody.known_for = 0s;
    CHECK_FALSE(allowed(sannes_post(), {}, anybody, noon).pictures);
    CHECK(allowed(sannes_post(), newcomer, anybody, noon).pictures);
}

TEST_CASE("nothing of a sensitive post is allowed, whoever wrote it")
{
    Post post = sannes_post();
    post.sensitive = true;
    CHECK(allowed(post, known, {}, noon) == Allowed{});
    CHECK(allowed(post, {.own = true}, {}, noon) == Allowed{});
    post.kind = Kind::article;
    CHECK(allowed(post, known, {}, noon) == Allowed{});
}

TEST_CASE("articles and the company's own posts need no history")
{
    Post article = sannes_post();
    article.kind = Kind::article;
    CHECK(allowed(article, {}, {}, noon) == Allowed{true, true});
    CHECK(allowed(sannes_post(), {.own = true}, {}, noon) == Allowed{true, true});
}

TEST_CASE("where pictures are off nothing is allowed")
{
    MediaConfig off;
    off.pictures = false;
    CHECK(allowed(sannes_post(), known, off, noon) == Allowed{});
}

TEST_CASE("the avatar and the first picture are wanted, as far as they are allowed")
{
    CHECK(wanted(sannes_post(), {true, true}, {}) == std::vector{avatar, picture});
    CHECK(wanted(sannes_post(), {true, false}, {}) == std::vector{avatar});
    CHECK(wanted(sannes_post(), {}, {}).empty());
}

TEST_CASE("only what lies on a web server is wanted")
{
    for (const char* url :
         {"", "data:image/png;base64,AAAA", "file:///etc/passwd", "/relative.png",
          "javascript:alert(1)", "ftp://pics.example/x.png", "//pics.example/x"}) {
        INFO(url);
        Post post = sannes_post();
        post.author.avatar = url;
        post.media = {{"image", url, ""}};
        CHECK(wanted(post, {true, true}, {}).empty());
    }
}

TEST_CASE("a post bears the hub's addresses for what is on the shelf, and no others")
{
    const Shelf shelf{{avatar, {"/media/a-256x256.jpg", 256, 256}},
                      {picture, {"/media/b-640x480.jpg", 640, 480}}};
    const Post post = hung(sannes_post(), {true, true}, {}, shelf);
    CHECK(post.author.avatar == "/media/a-256x256.jpg");
    CHECK(post.media ==
          std::vector<Media>{{"video", "", "a queue", 0, 0},
                             {"image", "/media/b-640x480.jpg", "a long queue", 640, 480},
                             {"image", "", "and more", 0, 0}});
}

TEST_CASE("what is not there yet or not allowed has no address, but keeps its description")
{
    const Shelf shelf{{avatar, {"/media/a-256x256.jpg", 256, 256}},
                      {picture, {"/media/b-640x480.jpg", 640, 480}}};
    for (const Post& post :
         {hung(sannes_post(), {true, true}, {}, {}), hung(sannes_post(), {}, {}, shelf)}) {
        CHECK(post.author.avatar.empty());
        REQUIRE(post.media.size() == 3);
        for (const Media& media : post.media)
            CHECK(media.url.empty());
        CHECK(post.media[1].alt == "a long queue");
    }
}

TEST_CASE("a picture of a few pixels is no picture")
{
    const Shelf shelf{{picture, {"/media/b-1x1.jpg", 1, 1}}};
    CHECK(hung(sannes_post(), {true, true}, {}, shelf).media[1].url.empty());
}
