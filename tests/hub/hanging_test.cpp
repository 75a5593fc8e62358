// SPDX-License-Identifier: Apache-2.0
#include "hub/hanging.hpp"

#include "media/pictures.hpp"
#include "shared_store.hpp"
#include "support/catch.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_folder.hpp"
#include "waiting.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;
using test::wait_for;

namespace {

// Posts with pictures on a server of this machine, and all that hangs them.
class Gallery {
public:
    Gallery()
    {
        config.wall.company.name = "Polderbank";
        config.wall.company.accounts = {"@polderbank@polder.example"};
    }

    Post post(int number, const std::string& handle) const
    {
        Post post;
        post.id = "mastodon:" + std::to_string(number);
        post.network = "mastodon";
        post.author = {"Sanne", handle, server.url("/avatar" + handle), ""};
        post.url = "https://polder.example/" + std::to_string(number);
        post.media = {{"image", server.url("/picture" + std::to_string(number)), "a queue"}};
        post.created = clock.now() - std::chrono::hours{number};
        return post;
    }
    Post put(int number, const std::string& handle)
    {
        RoutedPost routed;
        routed.post = post(number, handle);
        REQUIRE(store.put({routed}, "toots", {}));
        return routed.post;
    }
    void erase(const Post& post)
    {
        RoutedPost gone;
        gone.post.id = post.id;
        gone.post.deleted = true;
        REQUIRE(store.put({gone}, "toots", {}));
    }

    void begin()
    {
        lib::HttpOptions options;
        options.public_but = {server.url("").substr(7)};
        auto started =
            media::MediaFetcher::start({config.hub.media, options, folder.path() / "media",
                                        NARROWCAST_DECODER, shelf, tally, clock.clock()});
        REQUIRE(started);
        fetcher = *std::move(started);
        hanging.emplace(config, store, shelf, fetcher.get());
    }

    // A round of the publisher with these posts on its only screen.
    std::vector<Post> round(const std::vector<Post>& posts)
    {
        std::vector<Slide> slides;
        for (const Post& each : posts)
            slides.emplace_back(PostSlide{each, {}});
        hanging->hang(slides, clock.now());
        hanging->end_round();
        std::vector<Post> hung;
        for (const Slide& slide : slides)
            hung.push_back(std::get<PostSlide>(slide).post);
        return hung;
    }

    const test::TemporaryFolder folder;
    test::ScriptedServer server{test::http_answer(200, "", test::png_of(300, 200))};
    test::SetClock clock;
    Config config;
    test::SharedStore store;
    Latest<media::Shelf> shelf;
    media::Tally tally;
    std::unique_ptr<media::MediaFetcher> fetcher;
    std::optional<Hanging> hanging;
};

}  // namespace

TEST_CASE("a post's pictures hang under the hub's address once they have come")
{
    Gallery gallery;
    for (int number = 20; number < 25; ++number)
        gallery.put(number + 10, "@sanne@polder.example");
    const Post post = gallery.put(1, "@sanne@polder.example");
    gallery.begin();
    const Post before = gallery.round({post}).front();
    CHECK(before.author.avatar.empty());
    CHECK(before.media.front().url.empty());
    CHECK(before.media.front().alt == "a queue");

    REQUIRE(wait_for([&] { return gallery.tally.kept == 2 && gallery.hanging->has_news(); }));
    REQUIRE(wait_for([&] { return gallery.shelf.get()->size() == 2; }));
    const Post after = gallery.round({post}).front();
    CHECK_FALSE(gallery.hanging->has_news());
    CHECK(after.author.avatar.starts_with("/media/"));
    CHECK(after.media.front().url.starts_with("/media/"));
    CHECK(after.media.front().width == 300);
    CHECK(after.media.front().height == 200);
    const auto kept =
        media::read_kept(gallery.folder.path() / "media", after.media.front().url.substr(7));
    REQUIRE(kept);
    CHECK(kept->width == 300);
}

TEST_CASE("nothing is asked for of an author who writes for the first time")
{
    Gallery gallery;
    const Post newcomers = gallery.put(1, "@new@polder.example");
    const Post companys = gallery.put(2, "@polderbank@polder.example");
    gallery.begin();
    gallery.round({newcomers, companys});
    REQUIRE(wait_for([&] { return gallery.tally.kept == 2; }));
    CHECK(gallery.server.asked.size() == 2);
    const std::stop_source never;
    for (int i = 0; i < 2; ++i)
        CHECK(gallery.server.asked.pop(never.get_token())->target.find("new") == std::string::npos);
    CHECK(gallery.round({newcomers}).front().author.avatar.empty());
}

TEST_CASE("the pictures of an erased post are gone from the disk, those of one off the wall stay")
{
    Gallery gallery;
    const Post erased = gallery.put(1, "@polderbank@polder.example");
    const Post off = gallery.put(2, "@polderbank@polder.example");
    gallery.begin();
    gallery.round({erased, off});
    REQUIRE(wait_for([&] { return gallery.tally.kept == 3; }));  // they share an avatar
    gallery.erase(erased);
    gallery.round({});
    const std::string gone =
        media::key_of(erased.media.front().url, gallery.config.hub.media.largest_side);
    const std::string stays =
        media::key_of(off.media.front().url, gallery.config.hub.media.largest_side);
    const auto on_disk = [&](const std::string& key) {
        return std::filesystem::exists(gallery.folder.path() / "media" / (key + "-300x200.jpg"));
    };
    CHECK(wait_for([&] { return !on_disk(gone); }));
    CHECK(on_disk(stays));
}

TEST_CASE("a hub without a fetcher of pictures sends no address of one to its screens")
{
    Gallery gallery;
    const Post post = gallery.put(1, "@polderbank@polder.example");
    gallery.hanging.emplace(gallery.config, gallery.store, gallery.shelf, nullptr);
    const Post hung = gallery.round({post}).front();
    CHECK(hung.author.avatar.empty());
    CHECK(hung.media.front().url.empty());
    CHECK(hung.url == post.url);  // people read it there; no screen asks for it
}

TEST_CASE("while the store cannot be read every author counts as unknown")
{
    Gallery gallery;
    Post post = gallery.put(1, "@sanne@polder.example");
    gallery.config.hub.media.known_posts = 1;
    gallery.config.hub.media.known_for = 0s;
    gallery.begin();
    CHECK(gallery.store.history(post.id)->posts == 1);
    post.id = "mastodon:unknown";
    gallery.round({post});
    CHECK(gallery.server.asked.size() == 0);
}

TEST_CASE("no kind of slide keeps an address of a platform's pictures")
{
    Gallery gallery;
    const PostSlide card{gallery.put(1, "@sanne@polder.example"), {}, {}};
    const Quote quote{card.post, {}, {}, 1, false};
    TopicTrend topic;
    topic.post = card;
    std::vector<Slide> slides{card,
                              TodaySlide{{quote}},
                              MosaicSlide{{card, card}},
                              TopicsSlide{{topic}},
                              VoicesSlide{{card}, {{card, card, {}}}, 1, {}},
                              ReviewsSlide{{}, {}, 0, {card}},
                              WeekSlide{{}, false, {quote}},
                              CrisisSlide{"", {}, false, {{card, 2}}}};
    gallery.begin();
    gallery.hanging->hang(slides, gallery.clock.now());
    for (const Slide& slide : slides)
        for_each_post(slide, [](const Post& post) {
            CHECK(post.author.avatar.empty());
            CHECK(post.media.front().url.empty());
        });
}
