// SPDX-License-Identifier: Apache-2.0
#include "scorer/model.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <signal.h>

#include <array>
#include <cerrno>
#include <sstream>
#include <thread>

using namespace narrowcast;
using namespace std::chrono_literals;
using scorer::Inquiry;

namespace {

constexpr std::array<Scorer::Text, 3> texts{Scorer::Text{"goed geholpen", "nl"},
                                            Scorer::Text{"slecht geholpen", "nl"},
                                            Scorer::Text{"geholpen", "nl"}};
constexpr auto patience = 60s;  // where an answer is expected

// The double in one of its modes, and each process that it was.
class Line {
public:
    explicit Line(const std::string& mode, std::chrono::milliseconds stuck = 60s)
    {
        ScorerConfig config;
        config.command = {SCORER_DOUBLE, mode, (folder_.path() / "starts").string()};
        model_ = scorer::program_model(config, stuck);
    }

    Result<void> ask(std::chrono::milliseconds wait = patience)
    {
        inquiry.emplace(texts, next_);
        next_ += texts.size();
        return model_->ask(*inquiry, std::chrono::steady_clock::now() + wait, stop.get_token());
    }
    void end() { model_.reset(); }

    std::vector<pid_t> starts() const
    {
        std::istringstream stream{folder_.read("starts")};
        std::vector<pid_t> found;
        for (pid_t id = 0; stream >> id;)
            found.push_back(id);
        return found;
    }

    std::optional<Inquiry> inquiry;
    std::stop_source stop;

private:
    const test::TemporaryFolder folder_;
    std::uint64_t next_ = 1;
    std::unique_ptr<scorer::Model> model_;
};

bool lives(pid_t id) { return ::kill(id, 0) == 0 || errno != ESRCH; }

bool answered(const Inquiry& inquiry)
{
    const auto& moods = inquiry.moods();
    return inquiry.complete() && moods[0] && moods[0]->label == Label::positive && moods[1] &&
           moods[1]->label == Label::negative && moods[2] && moods[2]->label == Label::neutral;
}

}  // namespace

TEST_CASE("a program is started once and answers inquiry after inquiry")
{
    Line line{"good"};
    CHECK(line.starts().empty());  // not before there is something to ask
    for (int i = 0; i < 3; ++i) {
        REQUIRE(line.ask());
        CHECK(answered(*line.inquiry));
    }
    CHECK(line.starts().size() == 1);
}

TEST_CASE("a program that waits for more before it answers is not waited for without end")
{
    Line line{"backwards"};  // answers in pairs, and three is no pair
    const auto asked = line.ask(500ms);
    REQUIRE_FALSE(asked);
    CHECK(asked.error().fault == Fault::later);
    CHECK(line.inquiry->moods()[0]->label == Label::positive);
    CHECK(line.inquiry->moods()[1]->label == Label::negative);
    CHECK_FALSE(line.inquiry->moods()[2]);
}

TEST_CASE("an answer that comes too late is not taken for another's")
{
    Line line{"slow"};
    REQUIRE_FALSE(line.ask(1ms));
    while (true) {  // until it has said something
        const auto asked = line.ask();
        if (asked) break;
        CHECK(asked.error().retry_after == 1s);
        std::this_thread::sleep_for(10ms);
    }
    CHECK(answered(*line.inquiry));
    CHECK(line.starts().size() == 1);  // being slow is no reason to begin anew
}

TEST_CASE("a program that said nothing is not waited for a second time")
{
    Line line{"stuck"};
    REQUIRE_FALSE(line.ask(1ms));
    const auto asked = line.ask();  // would wait for a minute
    REQUIRE_FALSE(asked);
    CHECK_THAT(asked.error().text, Catch::Matchers::ContainsSubstring("has not answered in time"));
    CHECK(asked.error().retry_after == 1s);
}

TEST_CASE("a program that says nothing for too long is ended, and the next inquiry starts it anew")
{
    Line line{"stuck", 1ms};
    REQUIRE_FALSE(line.ask(500ms));
    std::this_thread::sleep_for(2ms);
    REQUIRE_FALSE(line.ask());
    REQUIRE(line.starts().size() == 1);
    CHECK_FALSE(lives(line.starts().front()));
    REQUIRE_FALSE(line.ask(500ms));
    CHECK(line.starts().size() == 2);
}

TEST_CASE("a program that dies is named with its end, and started again by the next inquiry")
{
    Line line{"dies"};
    for (std::size_t i = 1; i <= 2; ++i) {
        const auto asked = line.ask();
        REQUIRE_FALSE(asked);
        CHECK(asked.error().fault == Fault::later);
        CHECK(asked.error().text ==
              "the scorer " + std::string{SCORER_DOUBLE} + " ended with status 3");
        CHECK(line.starts().size() == i);
    }
}

TEST_CASE("what a program said before it died counts")
{
    Line line{"dies-after-one"};
    REQUIRE_FALSE(line.ask());
    CHECK(line.inquiry->moods()[0]->label == Label::positive);
    CHECK_FALSE(line.inquiry->moods()[1]);
}

TEST_CASE("a program that was killed while nobody asked is started again at once")
{
    Line line{"good"};
    REQUIRE(line.ask());
    ::kill(line.starts().front(), SIGKILL);
    while (line.starts().size() < 2) {  // the signal may arrive after the next inquiry
        std::this_thread::sleep_for(20ms);
        (void)line.ask();
    }
    REQUIRE(line.ask());
    CHECK(answered(*line.inquiry));
}

TEST_CASE("a program that says something else is ended")
{
    for (const char* mode : {"babbles", "stranger", "endless"}) {
        INFO(mode);
        Line line{mode};
        const auto asked = line.ask();
        REQUIRE_FALSE(asked);
        CHECK(asked.error().fault == Fault::garbled);
        REQUIRE(line.starts().size() == 1);
        CHECK_FALSE(lives(line.starts().front()));
    }
}

TEST_CASE("an answer that cannot be used costs that text only")
{
    for (const char* mode : {"nan", "beyond"}) {
        INFO(mode);
        Line line{mode};
        REQUIRE(line.ask());
        CHECK(line.inquiry->complete());
        for (const auto& mood : line.inquiry->moods())
            CHECK_FALSE(mood);
        CHECK_FALSE(line.inquiry->complaint().empty());
    }
    Line line{"half"};
    REQUIRE(line.ask());
    CHECK(line.inquiry->moods()[0]);
    CHECK_FALSE(line.inquiry->moods()[1]);
    CHECK(line.inquiry->moods()[2]);
}

TEST_CASE("a program that there is not is a fault for a person")
{
    ScorerConfig config;
    config.command = {"no-such-scorer-anywhere"};
    const auto model = scorer::program_model(config);
    Inquiry inquiry{texts, 1};
    const auto asked = model->ask(inquiry, std::chrono::steady_clock::now() + patience, {});
    REQUIRE_FALSE(asked);
    CHECK(asked.error().fault == Fault::rejected);
}

TEST_CASE("who is asked to stop does not wait for an answer")
{
    Line line{"stuck"};
    const std::jthread stopper{[&] {
        std::this_thread::sleep_for(20ms);
        line.stop.request_stop();
    }};
    const auto asked = line.ask(10min);  // the test would not end
    REQUIRE_FALSE(asked);
    CHECK(asked.error().fault == Fault::later);
}

TEST_CASE("no process is left behind, not even one that ignores being asked to end")
{
    for (const char* mode : {"good", "stuck"}) {
        INFO(mode);
        Line line{mode};
        (void)line.ask(200ms);
        REQUIRE(line.starts().size() == 1);
        line.end();
        CHECK_FALSE(lives(line.starts().front()));
    }
}
