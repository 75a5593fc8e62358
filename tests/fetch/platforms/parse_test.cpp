// SPDX-License-Identifier: Apache-2.0
#include "fetch/answers.hpp"

using namespace narrowcast;
using namespace narrowcast::test;

TEST_CASE("open platforms: a recorded answer is read without the setting that asked for it")
{
    struct Recording {
        const char* platform;
        const char* file;
        std::size_t posts;
    };
    for (const Recording& one :
         {Recording{"hackernews", "hackernews/search_by_date.json", 1},
          Recording{"hackernews", "hackernews/story_and_comment.json", 3},
          Recording{"discourse", "discourse/latest.json", 1},
          Recording{"discourse", "discourse/posts.json", 3},
          Recording{"discourse", "discourse/search.json", 1},
          Recording{"discourse", "discourse/topic.json", 2},
          Recording{"discourse", "discourse/one_post.json", 1},
          Recording{"lemmy", "lemmy/v3_search.json", 1},
          Recording{"lemmy", "lemmy/v3_comments.json", 2},
          Recording{"lemmy", "lemmy/v4_search.json", 2},
          Recording{"stackexchange", "stackexchange/search_excerpts.json", 1},
          Recording{"stackexchange", "stackexchange/excerpts_filtered.json", 2},
          Recording{"stackexchange", "stackexchange/posts.json", 2},
          Recording{"appstore", "appstore/feed.json", 1},
          Recording{"appstore", "appstore/feed_with_app.json", 2},
          Recording{"appstore", "appstore/customer_reviews.json", 1},
          Recording{"appstore", "appstore/connect_page.json", 2},
          Recording{"rss", "rss/youtube_channel.xml", 1},
          Recording{"rss", "rss/mastodon_user.rss", 3},
          Recording{"rss", "rss/news_cluster.xml", 2}}) {
        INFO(one.file);
        const Platform* platform = platform_named(one.platform);
        REQUIRE(platform);
        SourceConfig source;
        source.name = source.platform = one.platform;
        Response response = answer(recorded(one.file));
        response.url.clear();
        const auto page = platform->read(source, {}, response);
        REQUIRE(page);
        CHECK(page->posts.size() == one.posts);
        CHECK(page->garbled.empty());
        for (const RawPost& post : page->posts)
            CHECK((!post.native_id.empty() && post.created));
    }
}
