// SPDX-License-Identifier: Apache-2.0
// From one edition to the next without a jump.
#include "narrowcast/playlist.hpp"
#include "playlist/slides.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

constexpr Time noon{std::chrono::seconds{1'795'262'400}};

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
    return arrange({}, std::move(slides), &previous, 8s, noon + later);
}

Edition first(std::vector<Slide> slides)
{
    return arrange({}, std::move(slides), nullptr, 8s, noon);
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
    const Edition next = arrange({}, offer({"a", "b"}), &before, 20s, noon + 3s);
    CHECK(next.turns[0].lasts == 8s);
    CHECK(next.turns[1].lasts == 20s);
}

// ---- what holds for any sequence of offers
// ----------------------------------------------------

namespace {

struct World {
    std::mt19937 random;
    int made = 0;
    std::vector<PostSlide> posts;
    bool has_today = false;
    int story = 0;

    int upto(int most) { return std::uniform_int_distribution{0, most}(random); }

    void move_on()
    {
        for (int i = upto(4) - 1; i > 0; --i)
            posts.insert(posts.begin(),
                         post_by("p" + std::to_string(made++), "@" + std::to_string(upto(9)),
                                 static_cast<Label>(upto(2))));
        for (int i = upto(3) - 1; i > 0 && !posts.empty(); --i)
            posts.erase(posts.begin() + upto(static_cast<int>(posts.size()) - 1));
        if (upto(5) == 0 && !posts.empty())
            posts[static_cast<std::size_t>(upto(static_cast<int>(posts.size()) - 1))].post.text +=
                "!";
        if (upto(9) == 0) has_today = !has_today;
        if (upto(4) == 0) ++story;
        if (posts.size() > 24) posts.resize(24);
    }

    std::vector<Slide> slides() const
    {
        std::vector<Slide> slides;
        if (has_today) slides.emplace_back(today_quoting("story" + std::to_string(story)));
        for (const PostSlide& post : posts)
            slides.emplace_back(post);
        return slides;
    }
};

std::set<std::string> names_in(const std::vector<Turn>& turns)
{
    std::set<std::string> names;
    for (const Turn& turn : turns)
        names.insert(name_of(turn.slide));
    return names;
}

std::string stays_on_air(const Edition& before, const Edition& next, Instant now)
{
    const Showing was = showing(before, now), is = showing(next, now);
    if (before.turns[was.turn].slide != next.turns[is.turn].slide) return "slide on air changed";
    if (was.begins != is.begins || was.ends != is.ends) return "time on air changed";
    return "";
}

std::string no_post_twice(const Edition& edition)
{
    std::set<std::string> seen;
    for (const Turn& turn : edition.turns)
        if (name_of(turn.slide) != "today" && !seen.insert(name_of(turn.slide)).second)
            return name_of(turn.slide) + " twice in a round";
    return "";
}

std::string fresh_come_soon(const Edition& before, const Edition& next, const World& world,
                            Instant now)
{
    const auto known = names_in(before.turns);
    const std::size_t on_air = showing(next, now).turn;
    std::size_t fresh = 0;
    for (const PostSlide& post : world.posts)
        fresh += !known.contains(post.post.id);
    if (fresh == 0) return "";
    for (std::size_t step = 1; step <= 2; ++step)
        if (!known.contains(name_of(next.turns[(on_air + step) % next.turns.size()].slide)))
            return "";
    return "no fresh post within two changes";
}

std::string all_and_only_the_offer(const Edition& next, const World& world, std::size_t on_air)
{
    std::set<std::string> offered;
    std::map<Label, int> wanted, shown;
    for (const PostSlide& post : world.posts) {
        offered.insert(post.post.id);
        ++wanted[post.mood.label];
    }
    for (std::size_t i = 0; i < next.turns.size(); ++i) {
        const auto* post = std::get_if<PostSlide>(&next.turns[i].slide);
        if (post && (i != on_air || offered.contains(post->post.id))) ++shown[post->mood.label];
    }
    return wanted == shown ? "" : "the round is not in the offer's proportions";
}

std::string authors_differ(const Edition& next, const World& world)
{
    std::map<std::string, std::size_t> of_author;
    for (const PostSlide& post : world.posts)
        ++of_author[post.post.author.handle];
    for (const auto& [author, count] : of_author)
        if (2 * count + 2 > world.posts.size()) return "";  // may be unavoidable
    const auto author = [&](std::size_t i) {
        const auto* post = std::get_if<PostSlide>(&next.turns[i].slide);
        return post ? post->post.author.handle : "";
    };
    for (std::size_t i = 1; i < next.turns.size(); ++i)
        if (!author(i).empty() && author(i) == author(i - 1)) return author(i) + " twice in a row";
    return "";
}

std::string todays_are_spread(const Edition& next, const World& world)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < next.turns.size(); ++i)
        if (name_of(next.turns[i].slide) == "today") places.push_back(i);
    if (world.has_today && places.empty()) return "no slide of the day";
    if (!world.has_today && places.size() > 1) return "slide of the day without one";
    for (std::size_t i = 0; i < places.size() && places.size() > 1; ++i) {
        const std::size_t to =
            i + 1 < places.size() ? places[i + 1] : places[0] + next.turns.size();
        if (to - places[i] > 10 || to - places[i] < 2) return "slides of the day badly spread";
    }
    return "";
}

std::string first_breach(const Edition& before, const Edition& next, const World& world, Time now)
{
    if (before.turns.size() < 2 || next.turns.empty()) return "";
    const std::size_t on_air = showing(next, now).turn;
    for (std::string breach :
         {stays_on_air(before, next, now), no_post_twice(next),
          fresh_come_soon(before, next, world, now), all_and_only_the_offer(next, world, on_air),
          authors_differ(next, world), todays_are_spread(next, world)})
        if (!breach.empty()) return breach;
    return "";
}

}  // namespace

TEST_CASE(
    "in 1,000 random sequences of editions the wall never jumps, repeats "
    "or neglects")
{
    for (unsigned seed = 0; seed < 1000; ++seed) {
        World world;
        world.random.seed(seed);
        for (int i = 0; i < 8; ++i)
            world.move_on();
        Time now = noon;
        Edition before = arrange({}, world.slides(), nullptr, 8s, now);
        for (int step = 0; step < 8; ++step) {
            now += std::chrono::seconds{world.upto(30)};
            world.move_on();
            const Edition next = arrange({}, world.slides(), &before, 8s, now);
            if (const std::string breach = first_breach(before, next, world, now); !breach.empty())
                FAIL("seed " << seed << ", step " << step << ": " << breach << "\n"
                             << names_of(before.turns) << "\n"
                             << names_of(next.turns));
            before = next;
        }
    }
    SUCCEED();
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
