// SPDX-License-Identifier: Apache-2.0
// Who follows whom in a round, and what comes between.
#include "playlist/round.hpp"
#include "playlist/slides.hpp"
#include "support/catch.hpp"

#include <optional>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

Waiting posts_by_different_people(int count)
{
    Waiting waiting;
    for (int i = 0; i < count; ++i)
        waiting.posts.push_back(post_by("p" + std::to_string(i), "@" + std::to_string(i)));
    return waiting;
}

std::string round_of(const std::optional<Turn>& on_air, Waiting waiting,
                     std::vector<Interlude> interludes = {})
{
    return names_of(make_round(on_air, std::move(waiting), std::move(interludes), {}));
}

Turn on_air(Slide slide) { return {std::move(slide), 8s}; }

}  // namespace

TEST_CASE("without posts a round is what else there is, each once, or nothing")
{
    CHECK(round_of({}, {}, {{message("a")}, {TodaySlide{}}, {message("b", true)}}) == "a today b");
    CHECK(round_of(on_air(message("a")), {}, {{message("a")}, {TodaySlide{}}}) == "a today");
    CHECK(round_of({}, {}).empty());
}

TEST_CASE("the slide of the day comes again after every six posts")
{
    CHECK(round_of(on_air(TodaySlide{}), posts_by_different_people(12), {{TodaySlide{}}}) ==
          "today p0 p1 p2 p3 p4 p5 today p6 p7 p8 p9 p10 p11");
}

TEST_CASE("the slide of the day comes once where a second would come too soon")
{
    CHECK(round_of(on_air(TodaySlide{}), posts_by_different_people(8), {{TodaySlide{}}}) ==
          "today p0 p1 p2 p3 p4 p5 p6 p7");
}

TEST_CASE("the slide of the day keeps its turn when a round is made anew")
{
    CHECK(round_of(on_air(post_by("a", "@a")), posts_by_different_people(4), {{TodaySlide{}, 2}}) ==
          "a p0 p1 today p2 p3");
}

TEST_CASE("a pinned announcement comes after every second post")
{
    CHECK(round_of({}, posts_by_different_people(6), {{message("x", true), 2}}) ==
          "p0 x p1 p2 x p3 p4 x p5");
    CHECK(round_of({}, posts_by_different_people(6), {{CrisisSlide{}, 0}}) ==
          "p0 crisis p1 p2 crisis p3 p4 crisis p5");
}

TEST_CASE("pinned announcements and a crisis take turns")
{
    CHECK(
        round_of({}, posts_by_different_people(6), {{message("x", true), 0}, {CrisisSlide{}, 1}}) ==
        "p0 x p1 p2 crisis p3 p4 x p5");
}

TEST_CASE("what comes once in a round is spread evenly over it")
{
    CHECK(round_of({}, posts_by_different_people(9),
                   {{TopicsSlide{}}, {WeekSlide{}}, {message("x")}}) ==
          "p0 p1 topics p2 p3 p4 week p5 p6 p7 x p8");
}

TEST_CASE("two slides that are no posts follow each other only where posts are too few")
{
    CHECK(round_of(on_air(TodaySlide{}), posts_by_different_people(4),
                   {{TodaySlide{}}, {TopicsSlide{}}, {WeekSlide{}}, {message("x")}}) ==
          "today p0 topics p1 week p2 x p3");
    CHECK(round_of({}, posts_by_different_people(1), {{TopicsSlide{}}, {WeekSlide{}}}) ==
          "p0 topics week");
}

TEST_CASE("a post does not come right after a slide that shows it, where another can")
{
    Waiting waiting = posts_by_different_people(4);
    CHECK(round_of({}, std::move(waiting), {{mosaic_of({"p2", "p3", "p0"})}}) ==
          "p0 mosaic p1 p2 p3");
    CHECK(round_of(on_air(mosaic_of({"p0", "p1"})), posts_by_different_people(3)) ==
          "mosaic p2 p0 p1");
    CHECK(round_of({}, posts_by_different_people(2), {{mosaic_of({"p0", "p1"})}}) ==
          "p0 mosaic p1");
}

TEST_CASE("a fresh post comes at the next change, also when something else was due")
{
    Waiting waiting = posts_by_different_people(3);
    waiting.fresh = 1;
    CHECK(round_of(on_air(post_by("a", "@a")), std::move(waiting),
                   {{TodaySlide{}, 0}, {TopicsSlide{}, 0}}) == "a p0 today p1 topics p2");
}

TEST_CASE("one fresh post after another does not keep away what is due")
{
    Waiting waiting = posts_by_different_people(3);
    waiting.fresh = 1;
    Turn fresh = on_air(post_by("a", "@a"));
    fresh.fresh = true;
    CHECK(round_of(fresh, std::move(waiting), {{TodaySlide{}, 0}, {TopicsSlide{}, 0}}) ==
          "a today p0 topics p1 p2");
}

TEST_CASE("nothing comes before a fresh post that has to wait for one by somebody else")
{
    Waiting waiting{{post_by("a2", "@a"), post_by("b", "@b"), post_by("c", "@c")}, 1};
    CHECK(round_of(on_air(post_by("a1", "@a")), std::move(waiting), {{TodaySlide{}, 0}}) ==
          "a1 b a2 today c");
}

TEST_CASE("two posts by one author are parted by somebody else's")
{
    Waiting waiting{
        {post_by("a1", "@a"), post_by("a2", "@a"), post_by("b", "@b"), post_by("c", "@c")}, 0};
    CHECK(round_of({}, std::move(waiting)) == "a1 b a2 c");
}

TEST_CASE("whoever wrote half of the posts comes every other time")
{
    Waiting waiting{{post_by("b", "@b"), post_by("c", "@c"), post_by("a1", "@a"),
                     post_by("a2", "@a"), post_by("a3", "@a")},
                    0};
    CHECK(round_of({}, std::move(waiting)) == "a1 b a2 c a3");
}

TEST_CASE("a fresh post by the author now on air waits one turn, not longer")
{
    Waiting waiting{
        {post_by("a2", "@a"), post_by("x", "@x"), post_by("c1", "@c"), post_by("c2", "@c")}, 1};
    CHECK(round_of(on_air(post_by("a1", "@a")), std::move(waiting)) == "a1 c1 a2 x c2");
}

TEST_CASE("the last post of a round is not by the author of the first")
{
    Waiting waiting{
        {post_by("b", "@b"), post_by("c", "@c"), post_by("d", "@d"), post_by("a2", "@a")}, 0};
    CHECK(round_of(on_air(post_by("a1", "@a")), std::move(waiting)) == "a1 b c a2 d");
}

TEST_CASE("posts without an author may follow each other")
{
    CHECK(round_of({}, {{post_by("n1", ""), post_by("n2", "")}, 0}) == "n1 n2");
}

TEST_CASE("posts by one author only are all shown")
{
    CHECK(round_of({}, {{post_by("1", "@a"), post_by("2", "@a"), post_by("3", "@a")}, 0}) ==
          "1 2 3");
}
