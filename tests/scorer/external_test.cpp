// SPDX-License-Identifier: Apache-2.0
#include "scorer/external.hpp"

#include "hub/captured_log.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <thread>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

// Finds everything a little positive, and underlines the first letter.
class BuiltIn final : public Scorer {
public:
    Mood score(std::string_view, std::string_view language) const override
    {
        return {Label::positive, 0.2, 0.4, false, std::string{language}, {{0, 1, 0.2}}};
    }
};

// Does what the test tells it, and remembers how much it was asked at a time.
class Outside final : public scorer::Model {
public:
    struct State {
        std::string answer = R"("chances": [0.9, 0.1, 0])";
        std::optional<Error> fault;
        std::vector<std::size_t> asked;
        std::uint64_t next = 1;
    };
    explicit Outside(State& state) : state_{state} {}

    Result<void> ask(scorer::Inquiry& inquiry, scorer::Deadline, const std::stop_token&) override
    {
        const std::size_t count = inquiry.moods().size();
        state_.asked.push_back(count);
        if (state_.fault) return std::unexpected{*state_.fault};
        for (std::size_t i = 0; i < count; ++i)
            REQUIRE(inquiry.take("{\"id\": \"" + std::to_string(state_.next + i) + "\", " +
                                 state_.answer + "}"));
        state_.next += count;
        return {};
    }

private:
    State& state_;
};

struct Bench {
    Outside::State model;
    ScorerTally tally;
    ScorerConfig config;
    std::stop_source stop;

    std::unique_ptr<ExternalScorer> made(std::chrono::milliseconds pause = 1h)
    {
        auto attached = std::make_shared<Attached>(config, std::make_unique<Outside>(model), tally,
                                                   Attached::Pauses{pause, pause});
        return std::make_unique<ExternalScorer>(std::move(attached), std::make_shared<BuiltIn>());
    }
};

std::vector<Scorer::Text> many(std::size_t count) { return {count, {"de balie", "nl"}}; }

const Error dead{Fault::later, "the scorer ended with status 3", {}};

std::size_t times(std::string_view text, std::string_view said)
{
    std::size_t count = 0;
    for (auto at = text.find(said); at != text.npos; at = text.find(said, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("the attached scorer's mood counts, in the language it was asked in")
{
    Bench bench;
    const Mood mood = bench.made()->score("de balie", "nl");
    CHECK(mood.label == Label::negative);
    CHECK(mood.score == Catch::Approx(-0.9));
    CHECK(mood.confidence == Catch::Approx(0.9));
    CHECK(mood.language == "nl");
    CHECK(mood.words.empty());  // the built-in scorer's speak for positive
    CHECK(bench.tally.answered == 1);
    CHECK(bench.tally.well);
}

TEST_CASE("where both agree and the attached one names no words, the built-in one underlines")
{
    Bench bench;
    bench.model.answer = R"("chances": [0, 0.1, 0.9])";
    CHECK(bench.made()->score("de balie", "nl").words == std::vector<DecidingWord>{{0, 1, 0.2}});
}

TEST_CASE("words that the attached scorer names are underlined")
{
    Bench bench;
    bench.model.answer =
        R"("chances": [0, 0.1, 0.9], "words": [{"begin": 3, "end": 8, "share": 0.7}])";
    CHECK(bench.made()->score("de balie", "nl").words == std::vector<DecidingWord>{{3, 8, 0.7}});
}

TEST_CASE("many texts are asked in batches")
{
    Bench bench;
    bench.config.batch = 4;
    const auto moods = bench.made()->score_all(many(10), bench.stop.get_token());
    REQUIRE(moods.size() == 10);
    CHECK(std::ranges::all_of(moods, [](const Mood& mood) { return mood.score < 0; }));
    CHECK(bench.model.asked == std::vector<std::size_t>{4, 4, 2});
}

TEST_CASE("a text without a word is not asked about")
{
    Bench bench;
    std::vector<Scorer::Text> texts = many(3);
    texts[1].text = " \n";
    const auto moods = bench.made()->score_all(texts, bench.stop.get_token());
    CHECK(bench.model.asked == std::vector<std::size_t>{2});
    CHECK(moods[0].label == Label::negative);
    CHECK(moods[1].label == Label::positive);
    CHECK(moods[2].label == Label::negative);
}

TEST_CASE(
    "while the attached scorer is away the built-in one serves, and it is not asked each time")
{
    const test::CapturedLog log;
    Bench bench;
    bench.model.fault = dead;
    const auto scorer = bench.made();
    for (int i = 0; i < 5; ++i)
        for (const Mood& mood : scorer->score_all(many(3), bench.stop.get_token()))
            CHECK(mood == BuiltIn{}.score("de balie", "nl"));
    CHECK(bench.model.asked.size() == 1);
    CHECK(bench.tally.fallen_back == 15);
    CHECK(bench.tally.answered == 0);
    CHECK_FALSE(bench.tally.well);
    CHECK(log.text() ==
          "warning scorer: the scorer ended with status 3. The built-in scorer "
          "serves meanwhile.\n");
}

TEST_CASE("after a pause it is asked again, and the log says that it serves")
{
    const test::CapturedLog log;
    Bench bench;
    const auto scorer = bench.made(1ms);
    bench.model.fault = dead;
    CHECK(scorer->score("de balie", "nl").label == Label::positive);
    bench.model.fault.reset();
    bench.model.next = 2;  // the first number was given away in vain
    std::this_thread::sleep_for(5ms);
    CHECK(scorer->score("de balie", "nl").label == Label::negative);
    CHECK(bench.tally.well);
    CHECK(times(log.text(), "serves again") == 1);
}

TEST_CASE("one that comes and goes is not complained about each time")
{
    const test::CapturedLog log;
    Bench bench;
    const auto scorer = bench.made(1ms);
    bench.model.answer = R"("chances": [9, 9, 9])";
    for (int i = 0; i < 20; ++i)
        CHECK(scorer->score("de balie", "nl").label == Label::positive);
    CHECK(bench.model.asked.size() == 20);  // each answer is its own: it is not left alone for it
    CHECK(times(log.text(), "\n") == 1);
    CHECK_FALSE(bench.tally.well);
}

TEST_CASE("a stop is no failure, and what is at hand is given")
{
    const test::CapturedLog log;
    Bench bench;
    bench.stop.request_stop();
    const auto moods = bench.made()->score_all(many(3), bench.stop.get_token());
    REQUIRE(moods.size() == 3);
    CHECK(moods[0].label == Label::positive);
    CHECK(bench.model.asked.empty());
    CHECK(bench.tally.well);
    CHECK(log.text().empty());
}

TEST_CASE("without a scorer in the configuration the built-in one stays as it is")
{
    ScorerTally tally;
    const std::shared_ptr<const Scorer> built_in = std::make_shared<BuiltIn>();
    CHECK(with_attached(attached({}, tally), built_in) == built_in);
    CHECK(scorer_metrics(tally).empty());
}

TEST_CASE("a program that the configuration names scores the texts")
{
    ScorerTally tally;
    ScorerConfig config;
    config.command = {SCORER_DOUBLE, "good"};
    config.timeout = 20s;
    const auto scorer = with_attached(attached(config, tally), std::make_shared<BuiltIn>());
    CHECK(scorer->score("slecht geholpen", "nl").label == Label::negative);
    CHECK(tally.answered == 1);
    CHECK(scorer_metrics(tally) ==
          "# HELP narrowcast_scorer_well 1 while the attached scorer serves.\n"
          "# TYPE narrowcast_scorer_well gauge\n"
          "narrowcast_scorer_well 1\n"
          "# HELP narrowcast_scorer_texts_total Texts by who scored them.\n"
          "# TYPE narrowcast_scorer_texts_total counter\n"
          "narrowcast_scorer_texts_total{by=\"attached\"} 1\n"
          "narrowcast_scorer_texts_total{by=\"built-in\"} 0\n");
}
