// SPDX-License-Identifier: Apache-2.0
// Which posts a round shows.
#include "publish/choose.hpp"
#include "publish/apportion.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

#include <map>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

const Time noon = at("2026-11-24T12:00:00+01:00");

// So many posts of each label by different people, the newest at noon.
std::vector<RoutedPost> crowd(Town& town, const Voices& of_each)
{
    std::vector<RoutedPost> posts;
    for (std::size_t label = 0; label < of_each.size(); ++label)
        for (int i = 0; i < of_each[label]; ++i) {
            posts.push_back(town.post(noon - std::chrono::minutes{i},
                                      "@" + std::to_string(town.posts), "x",
                                      static_cast<Label>(label % 3)));
            posts.back().mood.sure = label < 3;
        }
    std::stable_sort(posts.begin(), posts.end(), [](const RoutedPost& a, const RoutedPost& b) {
        return a.post.created > b.post.created;
    });
    return posts;
}

Mix labelled(const Voices& labels)
{
    Mix mix;
    mix.labels = labels;
    return mix;
}

Voices labels_of(const std::vector<RoutedPost>& posts)
{
    Voices counts{};
    for (const RoutedPost& post : posts)
        ++counts[voice_of(post.mood)];
    return counts;
}

}  // namespace

TEST_CASE("seats are shared by largest remainders and always all given")
{
    CHECK(apportion(Voices{47, 31, 22, 0}, 10) == std::vector<std::int64_t>{5, 3, 2, 0});
    CHECK(apportion(Voices{1, 1, 1, 0}, 10) == std::vector<std::int64_t>{4, 3, 3, 0});
    CHECK(apportion(Voices{0, 0, 0, 0}, 10) == std::vector<std::int64_t>{0, 0, 0, 0});
}

TEST_CASE("posts are shown in the proportion in which people wrote them")
{
    Town town;
    const auto posts = crowd(town, {146, 97, 60, 9});
    CHECK(labels_of(choose_posts(posts, {}, labelled({146, 97, 60, 9}), 40)) ==
          Voices{19, 12, 8, 1});
}

TEST_CASE("of each label the newest are shown, newest first")
{
    Town town;
    const auto chosen = choose_posts(crowd(town, {10, 10, 0, 0}), {}, labelled({10, 10, 0, 0}), 4);
    REQUIRE(chosen.size() == 4);
    CHECK(chosen.front().post.created == noon);
    CHECK(chosen.back().post.created == noon - 1min);
}

TEST_CASE("when all posts fit all are shown")
{
    Town town;
    CHECK(choose_posts(crowd(town, {3, 9, 1, 4}), {}, labelled({4, 8, 1, 4}), 40).size() == 17);
}

TEST_CASE(
    "a round shrinks where too few of a label may be shown, to stay in "
    "proportion")
{
    Town town;
    const auto chosen =
        choose_posts(crowd(town, {15, 20, 10, 0}), {}, labelled({40, 20, 10, 0}), 40);
    const Voices shown = labels_of(chosen);
    CHECK(shown[0] == 15);
    CHECK(shown[1] + shown[2] <= 12);
}

TEST_CASE("a round does not shrink below half for the sake of proportion")
{
    Town town;
    CHECK(choose_posts(crowd(town, {1, 20, 19, 0}), {}, labelled({40, 20, 20, 0}), 20).size() ==
          20);
}

TEST_CASE("nobody is shown more than twice while others wait")
{
    Town town;
    auto posts = crowd(town, {0, 12, 0, 0});
    for (std::size_t i = 0; i < 6; ++i)
        posts[i].post.author.handle = "@loud";
    std::map<std::string, int> of_author;
    for (const RoutedPost& post : choose_posts(posts, {}, labelled({0, 12, 0, 0}), 8))
        ++of_author[post.post.author.handle];
    CHECK(of_author["@loud"] == 2);
    CHECK(of_author.size() == 7);
}

TEST_CASE("where nobody else is there one author fills the round")
{
    Town town;
    auto posts = crowd(town, {0, 6, 0, 0});
    for (RoutedPost& post : posts)
        post.post.author.handle = "@only";
    CHECK(choose_posts(posts, {}, labelled({0, 6, 0, 0}), 4).size() == 4);
}

TEST_CASE("pinned posts are always in, and the round no larger for it")
{
    Town town;
    const auto posts = crowd(town, {0, 20, 0, 0});
    const RoutedPost old = town.post(noon - 72h, "@old", "x", Label::positive);
    const auto chosen = choose_posts(posts, {old}, labelled({0, 20, 0, 0}), 5);
    CHECK(chosen.size() == 5);
    CHECK(chosen.back() == old);
}

TEST_CASE("a pinned post that is among the candidates is shown once")
{
    Town town;
    const auto posts = crowd(town, {0, 3, 0, 0});
    CHECK(choose_posts(posts, {posts[1]}, labelled({0, 3, 0, 0}), 5).size() == 3);
}

TEST_CASE("sources and topics, too, are within five points of what was written")
{
    Town town;
    auto posts = crowd(town, {40, 40, 20, 0});
    Mix written = empty_mix({"App"});
    for (std::size_t i = 0; i < posts.size(); ++i) {
        const bool newest = i < 50;  // all of the newest come from one source, about one topic
        posts[i].post.source = newest ? "loud" : "calm";
        if (newest && i % 5 != 0) posts[i].topics = {"App"};
        written.add(posts[i]);
    }
    Mix shown = empty_mix({"App"});
    const auto chosen = choose_posts(posts, {}, written, 40);
    for (const RoutedPost& post : chosen)
        shown.add(post);
    CHECK(chosen.size() == 40);
    CHECK(labels_of(chosen) == Voices{16, 16, 8, 0});
    CHECK(skew_between(written, shown) <= 0.05);
}

TEST_CASE("for the sake of proportion nobody is shown three times and no pinned post goes")
{
    Town town;
    auto posts = crowd(town, {0, 40, 0, 0});
    Mix written = empty_mix({});
    for (std::size_t i = 0; i < posts.size(); ++i) {
        posts[i].post.source = i < 20 ? "loud" : "calm";
        if (i >= 20) posts[i].post.author.handle = i < 36 ? "@busy" : "@other";
        written.add(posts[i]);
    }
    auto pinned = posts[3];
    std::map<std::string, int> of_author;
    const auto chosen = choose_posts(posts, {pinned}, written, 10);
    for (const RoutedPost& post : chosen)
        ++of_author[post.post.author.handle];
    CHECK(of_author["@busy"] <= 2);
    CHECK(of_author["@other"] <= 2);
    CHECK(std::find(chosen.begin(), chosen.end(), pinned) != chosen.end());
}

TEST_CASE("skew is the largest difference of any share")
{
    Town town;
    const auto posts = crowd(town, {5, 5, 0, 0});
    Mix written = empty_mix({"App"}), shown = empty_mix({"App"});
    for (auto post : posts) {
        post.post.source = post.mood.label == Label::negative ? "a" : "b";
        post.topics = {"App"};
        written.add(post);
        if (post.mood.label == Label::negative) shown.add(post);
    }
    CHECK(skew_between(written, written) == 0);
    CHECK(skew_between(written, shown) == Catch::Approx(0.5));
    CHECK(skew_between(written, empty_mix({})) == 0);
}

TEST_CASE("of a handful of posts all are shown: no proportion can be kept with so few")
{
    Town town;
    CHECK(choose_posts(crowd(town, {1, 0, 1, 1}), {}, labelled({1, 1, 1, 1}), 40).size() == 3);
}
