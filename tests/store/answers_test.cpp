// SPDX-License-Identifier: Apache-2.0
// Tests of what the company answered, and after how long.
#include "store/samples.hpp"

using namespace narrowcast;
using namespace narrowcast::samples;
using std::chrono::minutes;

namespace {

RoutedPost asked(int number, Time when) { return sample(number, when); }

RoutedPost answered(int number, int question, Time when)
{
    auto routed = sample_by("@polderbank@polder.example", number);
    routed.post.created = when;
    routed.post.kind = Kind::reply;
    routed.post.in_reply_to = "mastodon:" + std::to_string(question);
    routed.by_company = true;
    return routed;
}

struct Opened {
    Folder folder;
    std::unique_ptr<Store> store = opened(folder);

    void put(const std::vector<RoutedPost>& posts) { must(store->put(posts, "fediverse", {})); }
    std::vector<Answer> answers(std::size_t count = 10)
    {
        return must(store->answers(at(0, 0), at(30, 0), count));
    }
};

}  // namespace

TEST_CASE("an answer of the company is found with its question and how long it took")
{
    Opened it;
    it.put({asked(1, at(16, 9)), answered(2, 1, at(16, 9, 12))});
    const auto answers = it.answers();
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].question == asked(1, at(16, 9)));
    CHECK(answers[0].answer == answered(2, 1, at(16, 9, 12)));
    CHECK(answers[0].after == minutes{12});
}

TEST_CASE("an answer that came in before its question is found once the question is there")
{
    Opened it;
    it.put({answered(2, 1, at(16, 9, 12))});
    CHECK(it.answers().empty());
    it.put({asked(1, at(16, 9))});
    CHECK(it.answers().size() == 1);
}

TEST_CASE("of several answers the first counts, whatever came in first")
{
    Opened it;
    it.put({answered(3, 1, at(16, 11)), asked(1, at(16, 9)), answered(2, 1, at(16, 9, 30))});
    REQUIRE(it.answers().size() == 1);
    CHECK(it.answers()[0].after == minutes{30});
}

TEST_CASE("answers of others and what the company says to itself are none")
{
    Opened it;
    auto neighbour = answered(2, 1, at(16, 10));
    neighbour.by_company = false;
    it.put(
        {asked(1, at(16, 9)), neighbour, answered(3, 9, at(16, 11)), answered(4, 3, at(16, 12))});
    CHECK(it.answers().empty());
}

TEST_CASE("answers survive edits and end with either post")
{
    Opened it;
    it.put({asked(1, at(16, 9)), answered(2, 1, at(16, 9, 12)), asked(3, at(16, 10)),
            answered(4, 3, at(16, 10, 5))});
    auto edited = asked(1, at(16, 9));
    edited.post.text = "met andere woorden";
    edited.post.edited = at(16, 12);
    it.put({edited});
    REQUIRE(it.answers().size() == 2);
    CHECK(it.answers()[1].question.post.text == "met andere woorden");
    auto gone = asked(1, at(16, 9));
    gone.post.deleted = true;
    it.put({gone});
    REQUIRE(it.answers().size() == 1);
    CHECK(it.answers()[0].question.post.id == "mastodon:3");
    gone = answered(4, 3, at(16, 10, 5));
    gone.post.deleted = true;
    it.put({gone});
    CHECK(it.answers().empty());
}

TEST_CASE("when the first answer is deleted the next one counts")
{
    Opened it;
    it.put({asked(1, at(16, 9)), answered(2, 1, at(16, 9, 12)), answered(3, 1, at(16, 10))});
    auto gone = answered(2, 1, at(16, 9, 12));
    gone.post.deleted = true;
    it.put({gone});
    REQUIRE(it.answers().size() == 1);
    CHECK(it.answers()[0].after == minutes{60});
}

TEST_CASE("answers come newest first, between two moments, as many as are asked for")
{
    Opened it;
    it.put({asked(1, at(16, 9)), answered(2, 1, at(16, 9, 12)), asked(3, at(17, 9)),
            answered(4, 3, at(17, 9, 5))});
    const auto newest = it.answers(1);
    REQUIRE(newest.size() == 1);
    CHECK(newest[0].answer.post.id == "mastodon:4");
    const auto first_day = must(it.store->answers(at(16, 0), at(17, 0), 10));
    REQUIRE(first_day.size() == 1);
    CHECK(first_day[0].answer.post.id == "mastodon:2");
}

TEST_CASE("hidden and sensitive posts are no pair for a wall")
{
    Opened it;
    auto sensitive = asked(3, at(16, 10));
    sensitive.post.sensitive = true;
    it.put({asked(1, at(16, 9)), answered(2, 1, at(16, 9, 12)), sensitive,
            answered(4, 3, at(16, 10, 5))});
    must(it.store->decide({.post = "mastodon:1",
                           .verdict = Verdict::hide,
                           .label = Label::neutral,
                           .by = "Bram",
                           .at = at(17, 0)}));
    CHECK(it.answers().empty());
}

TEST_CASE("an answer that bears an earlier time than its question took no time")
{
    Opened it;
    it.put({asked(1, at(16, 9)), answered(2, 1, at(16, 8, 59))});
    REQUIRE(it.answers().size() == 1);
    CHECK(it.answers()[0].after == minutes{0});
}

TEST_CASE("the company's own posts are counted as every other")
{
    Opened it;
    it.put({asked(1, at(16, 9)), answered(2, 1, at(16, 9, 12))});
    check_slices(*it.store, it.folder);
    CHECK(must(it.store->slice({.resolution = Resolution::day,
                                .from = at(16, 0),
                                .until = at(17, 0),
                                .topic = "",
                                .dimension = Dimension::all,
                                .value = ""}))
              .at(0)
              .tally.total() == 2);
}
