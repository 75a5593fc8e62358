// SPDX-License-Identifier: Apache-2.0
// From one edition to the next without a jump.
#include "narrowcast/playlist.hpp"
#include "playlist/slides.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

constexpr Time noon{std::chrono::seconds{1'795'262'400}};
constexpr Pace pace{8s, 180};

std::vector<Slide> offer(std::initializer_list<const char*> ids, const char* quoted = nullptr)
{
    std::vector<Slide> slides;
    if (quoted) slides.emplace_back(today_quoting(quoted));
    for (const char* id : ids)
        slides.emplace_back(post_by(id, std::string{"@"} + id));
    return slides;
}

Edition after(const Edition& previous, std::vector<Slide> slides, std::chrono::seconds later)
{
    return arrange({}, std::move(slides), &previous, pace, noon + later);
}

Edition first(std::vector<Slide> slides)
{
    return arrange({}, std::move(slides), nullptr, pace, noon);
}

}  // namespace

TEST_CASE("the first edition begins now, with the slide of the day")
{
    const Edition edition = first(offer({"a", "b"}, "q"));
    CHECK(edition.start == noon);
    CHECK(names_of(edition.turns) == "today a b");
}

TEST_CASE("an empty edition counts as none")
{
    const Edition empty;
    CHECK(after(empty, offer({"a"}), 0s) == first(offer({"a"})));
}

TEST_CASE("nothing to show makes an edition without turns") { CHECK(first({}).turns.empty()); }

TEST_CASE("the same offer leaves the round as it is, whenever it is asked for")
{
    const Edition edition = first(offer({"a", "b", "c"}, "q"));
    for (const auto later : {0s, 5s, 13s, 21s, 4000s})
        CHECK(after(edition, offer({"a", "b", "c"}, "q"), later) == edition);
}

TEST_CASE(
    "a fresh post follows the one on air, then what the round has not "
    "yet shown")
{
    const Edition before = first(offer({"a", "b", "c", "d"}));
    const Edition next = after(before, offer({"f", "a", "b", "c", "d"}), 10s);
    CHECK(names_of(next.turns) == "b f c d a");
    CHECK(next.start == noon + 8s);
}

TEST_CASE("a post that left the offer stays until its end and is then gone")
{
    const Edition before = first(offer({"a", "b", "c"}));
    const Edition next = after(before, offer({"b", "c"}), 3s);
    CHECK(names_of(next.turns) == "a b c");
    CHECK(names_of(after(next, offer({"b", "c"}), 9s).turns) == "b c");
}

TEST_CASE("the last post of all leaves after its time, when nothing follows")
{
    const Edition before = first(offer({"a"}));
    CHECK(names_of(after(before, {}, 3s).turns) == "a");
    CHECK(after(before, {}, 9s).turns.empty());
}

TEST_CASE("an edited post on air changes with its next turn")
{
    const Edition before = first(offer({"a", "b"}));
    auto edited = offer({"a", "b"});
    std::get<PostSlide>(edited[0]).post.text = "better";
    const Edition next = after(before, edited, 3s);
    CHECK(next.turns[0] == before.turns[0]);
    const Edition later = after(next, edited, 9s);
    CHECK(names_of(later.turns) == "b a");
    CHECK(later.turns[1].slide == edited[0]);
}

TEST_CASE("a post alone on the wall that was edited or scored anew changes after its time")
{
    const Edition before = first(offer({"a"}));
    auto scored = offer({"a"});
    std::get<PostSlide>(scored[0]).mood.label = Label::negative;
    const Edition next = after(before, scored, 3s);
    CHECK(next.turns == before.turns);
    const Edition later = after(next, scored, 9s);
    CHECK(names_of(later.turns) == "a");
    CHECK(later.turns[0].slide == scored[0]);
    CHECK(later.start == noon + 9s);
}

TEST_CASE(
    "new quotes of the day do not disturb the slide of the day while it "
    "is on air")
{
    const Edition before = first(offer({"a", "b"}, "old"));
    const Edition next = after(before, offer({"a", "b"}, "new"), 5s);
    CHECK(next.turns[0] == before.turns[0]);
    CHECK(after(next, offer({"a", "b"}, "new"), 13s).turns.back().slide ==
          Slide{today_quoting("new")});
}

TEST_CASE("a clock set back by hours does not hold the wall")
{
    const Edition before = first(offer({"a", "b"}));
    const Edition next = after(before, offer({"a", "b"}), -3h);
    CHECK(next.start == noon - 3h);
    CHECK(name_of(next.turns[0].slide) == "a");
}

TEST_CASE("a new pace holds from the next slide on")
{
    const Edition before = first(offer({"a", "b"}));
    const Edition next = arrange({}, offer({"a", "b"}), &before, Pace{20s, 180}, noon + 3s);
    CHECK(next.turns[0].lasts == 8s);
    CHECK(next.turns[1].lasts == 20s);
}

TEST_CASE("new numbers take the place of the old ones, and the round goes on")
{
    auto slides = offer({"a", "b", "c", "d"}, "q");
    slides.emplace_back(topics_with(3));
    const Edition before = first(slides);
    REQUIRE(names_of(before.turns) == "today a b topics c d");
    slides.back() = topics_with(4);
    const Edition next = after(before, slides, 12s);
    CHECK(names_of(next.turns) == "a b topics c d today");
    CHECK(next.turns[2].slide == slides.back());
    CHECK(showing(next, noon + 12s).begins == showing(before, noon + 12s).begins);
}

TEST_CASE("new numbers of a slide on air wait for its next turn, and nothing is sent again")
{
    std::vector<Slide> slides{topics_with(3), post_by("a", "@a")};
    const Edition before = first(slides);
    REQUIRE(names_of(before.turns) == "a topics");
    slides.front() = topics_with(4);
    CHECK(after(before, slides, 10s) == before);
    CHECK(after(before, slides, 17s + 3s).turns[1].slide == slides.front());
}

TEST_CASE("a new announcement comes next, a pinned one again after every second post")
{
    const auto posts = {"a", "b", "c", "d", "e", "f"};
    const Edition before = first(offer(posts));
    auto slides = offer(posts);
    slides.emplace_back(message("lunch"));
    CHECK(names_of(after(before, slides, 3s).turns) == "a lunch b c d e f");
    slides.back() = message("fire drill", true);
    CHECK(names_of(after(before, slides, 3s).turns) ==
          "a fire drill b c fire drill d e fire drill f");
}

TEST_CASE("an announcement in other words is another one")
{
    auto slides = offer({"a", "b", "c", "d"});
    slides.emplace_back(message("lunch"));
    const Edition before = first(slides);
    REQUIRE(names_of(before.turns) == "a b lunch c d");
    std::get<MessageSlide>(slides.back()).text = "at noon";
    const Edition next = after(before, slides, 3s);
    CHECK(names_of(next.turns) == "a lunch b c d");
    CHECK(next.turns[1].slide == slides.back());
}

TEST_CASE("an announcement whose time is over stays until its end and is then gone")
{
    std::vector<Slide> slides{post_by("a", "@a"), message("lunch"), post_by("b", "@b")};
    const Edition before = first(slides);
    REQUIRE(names_of(before.turns) == "a lunch b");
    const Edition next = after(before, offer({"a", "b"}), 10s);
    CHECK(names_of(next.turns) == "lunch b a");
    CHECK(names_of(after(next, offer({"a", "b"}), 17s).turns) == "b a");
}

TEST_CASE("a slide of the day or a mosaic is not put off by fresh posts")
{
    std::vector<Slide> slides = offer({"a", "b", "c", "d", "e", "f"});
    slides.emplace_back(mosaic_of({"x", "y"}));
    const Edition before = first(slides);
    REQUIRE(names_of(before.turns) == "a b c mosaic d e f");
    slides.emplace_back(post_by("g", "@g"));
    const Edition next = after(before, slides, 3s);
    CHECK(names_of(next.turns) == "a g b mosaic c d e f");
}

TEST_CASE("the same offer at the same time makes the same edition")
{
    auto slides = offer({"a", "b", "c"}, "q");
    slides.emplace_back(message("lunch"));
    slides.emplace_back(mosaic_of({"a", "b"}));
    const Edition before = first(offer({"b", "c", "d"}));
    CHECK(after(before, slides, 9s) == after(before, slides, 9s));
    CHECK(first(slides) == first(slides));
}

TEST_CASE("a slide on air that is gone gives way at once to the next that is not")
{
    const auto is = [](std::initializer_list<const char*> ids) {
        return [ids = std::vector<std::string>(ids.begin(), ids.end())](const Slide& slide) {
            return std::find(ids.begin(), ids.end(), name_of(slide)) != ids.end();
        };
    };
    const Edition edition = first(offer({"a", "b", "c", "d"}));
    REQUIRE(names_of(edition.turns) == "a b c d");
    const Time middle = noon + 11s;  // b is on air
    const auto skipped = skip_gone(edition, middle, is({"b", "c"}));
    CHECK(names_of(skipped.turns) == "d a");
    CHECK(skipped.start == middle);
    const Edition next = after(skipped, offer({"a", "d"}), 11s);
    CHECK(name_of(next.turns.at(showing(next, middle).turn).slide) == "d");
    CHECK(showing(next, middle).begins == middle);
}

TEST_CASE("what is gone while it is not on air moves nothing")
{
    const Edition edition = first(offer({"a", "b", "c"}));
    const auto skipped =
        skip_gone(edition, noon + 3s, [](const Slide& slide) { return name_of(slide) == "b"; });
    CHECK(skipped == edition);
    CHECK(after(skipped, offer({"a", "c"}), 3s).start == noon);
}

TEST_CASE("when all is gone nothing goes on, and fresh posts begin at once")
{
    const Edition edition = first(offer({"a", "b"}));
    const Edition skipped = skip_gone(edition, noon + 3s, [](const Slide&) { return true; });
    CHECK(skipped.turns.empty());
    CHECK(skip_gone(skipped, noon + 3s, [](const Slide&) { return true; }) == skipped);
    const Edition next = after(skipped, offer({"x"}), 3s);
    CHECK(names_of(next.turns) == "x");
    CHECK(next.start == noon + 3s);
}
