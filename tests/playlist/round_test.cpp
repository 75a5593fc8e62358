// SPDX-License-Identifier: Apache-2.0
// Who follows whom in a round.
#include "playlist/round.hpp"
#include "playlist/slides.hpp"
#include "support/catch.hpp"

#include <optional>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

Waiting posts_by_different_people(int count) {
  Waiting waiting;
  for (int i = 0; i < count; ++i)
    waiting.posts.push_back(
        post_by("p" + std::to_string(i), "@" + std::to_string(i)));
  return waiting;
}

std::string round_of(std::optional<Turn> on_air, Waiting waiting,
                     const TodaySlide *today = nullptr,
                     std::size_t until_today = 0) {
  return names_of(
      make_round(on_air, std::move(waiting), today, {8s, until_today}));
}

} // namespace

TEST_CASE("the slide of the day is on air half as long again as a post") {
  CHECK(time_on_air(post_by("a", "@a"), 8s) == 8s);
  CHECK(time_on_air(TodaySlide{}, 8s) == 12s);
  CHECK(time_on_air(TodaySlide{}, 5s) == 8s);
}

TEST_CASE("without posts a round is the slide of the day alone, or nothing") {
  const TodaySlide today;
  CHECK(round_of({}, {}, &today) == "today");
  CHECK(round_of({}, {}).empty());
}

TEST_CASE("the slide of the day comes first and again after every six posts") {
  const TodaySlide today;
  CHECK(round_of({}, posts_by_different_people(12), &today) ==
        "today p0 p1 p2 p3 p4 p5 today p6 p7 p8 p9 p10 p11");
}

TEST_CASE("the slide of the day does not come twice within three posts where "
          "the round closes") {
  const TodaySlide today;
  CHECK(round_of({}, posts_by_different_people(7), &today) ==
        "today p0 p1 p2 p3 p4 p5 p6");
}

TEST_CASE("the slide of the day keeps its turn when a round is made anew") {
  const TodaySlide today;
  const Turn on_air{post_by("a", "@a"), 8s};
  CHECK(round_of(on_air, posts_by_different_people(4), &today, 2) ==
        "a p0 p1 today p2 p3");
}

TEST_CASE("a fresh post comes at the second change when the slide of the day "
          "is next") {
  const TodaySlide today;
  Waiting waiting = posts_by_different_people(3);
  waiting.fresh = 1;
  CHECK(round_of(Turn{post_by("a", "@a"), 8s}, std::move(waiting), &today) ==
        "a today p0 p1 p2");
}

TEST_CASE("two posts by one author are parted by somebody else's") {
  Waiting waiting{{post_by("a1", "@a"), post_by("a2", "@a"), post_by("b", "@b"),
                   post_by("c", "@c")},
                  0};
  CHECK(round_of({}, std::move(waiting)) == "a1 b a2 c");
}

TEST_CASE("whoever wrote half of the posts comes every other time") {
  Waiting waiting{{post_by("b", "@b"), post_by("c", "@c"), post_by("a1", "@a"),
                   post_by("a2", "@a"), post_by("a3", "@a")},
                  0};
  CHECK(round_of({}, std::move(waiting)) == "a1 b a2 c a3");
}

TEST_CASE("a fresh post by the author now on air waits one turn, not longer") {
  Waiting waiting{{post_by("a2", "@a"), post_by("x", "@x"), post_by("c1", "@c"),
                   post_by("c2", "@c")},
                  1};
  CHECK(round_of(Turn{post_by("a1", "@a"), 8s}, std::move(waiting)) ==
        "a1 c1 a2 x c2");
}

TEST_CASE("the last post of a round is not by the author of the first") {
  Waiting waiting{{post_by("b", "@b"), post_by("c", "@c"), post_by("d", "@d"),
                   post_by("a2", "@a")},
                  0};
  CHECK(round_of(Turn{post_by("a1", "@a"), 8s}, std::move(waiting)) ==
        "a1 b c a2 d");
}

TEST_CASE("posts without an author may follow each other") {
  CHECK(round_of({}, {{post_by("n1", ""), post_by("n2", "")}, 0}) == "n1 n2");
}

TEST_CASE("posts by one author only are all shown") {
  CHECK(round_of({},
                 {{post_by("1", "@a"), post_by("2", "@a"), post_by("3", "@a")},
                  0}) == "1 2 3");
}
