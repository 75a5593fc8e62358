// SPDX-License-Identifier: Apache-2.0
// Corrections by the command line, with a hub and without one.
#include "narrowcast/base/text.hpp"

#include "command_line.hpp"
#include "hub_process.hpp"
#include "support/temporary_folder.hpp"

#include <signal.h>

#include <chrono>
#include <thread>

using namespace narrowcast;
using namespace std::chrono_literals;
using test::Ended;

namespace {

// A wall that shows an archive of posts "mastodon:0" and so on, in praise of a thing that only its
// customers know.
class Town {
public:
    explicit Town(int posts)
    {
        folder_.write("narrowcast.json",
                      R"({ "company": { "name": "Polderbank" }, "languages": [ "nl" ],
                           "screens": [ { "name": "hal-1" } ] })");
        folder_.write("hub.json", R"({ "sources": [ { "name": "archief", "platform": "replay",
                            "file": "posts.jsonl", "speed": 0, "shift": "start" } ],
                           "storage": { "folder": "state" }, "listen": { "port": 0 } })");
        std::string lines;
        for (int i = 0; i < posts; ++i)
            lines += R"({"id":"mastodon:)" + std::to_string(i) +
                     R"(","text":"De zwaluwpas is weer in de kamer van nummer )" +
                     std::to_string(i) +
                     R"(","language":"nl","created_at":"2026-11-21T10:00:00Z"})" + "\n";
        folder_.write("posts.jsonl", lines);
    }

    Ended sentiment(const std::string& words) const
    {
        return test::run("sentiment " + words + " --config " + folder_.path().string() + " 2>&1");
    }
    Ended correct(int post, const std::string& label) const
    {
        return sentiment("correct mastodon:" + std::to_string(post) + " " + label + " --by Bram");
    }
    // Until the hub that is being started has the post.
    bool wait_to_correct(int post, const std::string& label) const
    {
        for (int i = 0; i < 300; ++i) {
            if (correct(post, label).code == 0) return true;
            std::this_thread::sleep_for(100ms);
        }
        return false;
    }
    std::string list() const { return sentiment("list").output; }
    std::string file(const std::string& name) const { return folder_.read(name); }
    std::string path() const { return folder_.path().string(); }

private:
    const test::TemporaryFolder folder_;
};

std::string line_with(std::string_view beginning, const std::string& text)
{
    for (const std::string_view line : split(text, '\n'))
        if (line.starts_with(beginning)) return std::string{line};
    return {};
}

}  // namespace

TEST_CASE("a correction goes through the hub that runs, and straight into the store when none does")
{
    const Town town{3};
    {
        const test::HubProcess hub{town.path()};
        REQUIRE(town.wait_to_correct(0, "positive"));
        CHECK(split(town.file("state/hub.door"), '\n').size() == 3);
        CHECK(town.correct(0, "neutral").output == "mastodon:0 is neutral now\n");
        const Ended unknown = town.correct(99, "neutral");
        CHECK(unknown.code == 2);
        CHECK(unknown.output.find("no post mastodon:99") != std::string::npos);
    }
    CHECK(town.file("state/hub.door").empty());
    CHECK(town.correct(1, "positive").code == 0);
    const std::string list = town.list();
    const auto lines = split(trimmed(list), '\n');
    REQUIRE(lines.size() == 2);
    CHECK(
        lines[0].ends_with("\tneutral\tBram\tmastodon:0\t"
                           "De zwaluwpas is weer in de kamer van nummer 0"));
    CHECK(lines[1].find("\tpositive\tBram\tmastodon:1\t") != lines[1].npos);
    CHECK(town.sentiment("uncorrect mastodon:0").code == 0);
    CHECK(town.sentiment("uncorrect mastodon:0").code == 2);
    CHECK(town.list().find("mastodon:0") == std::string::npos);
}

TEST_CASE("after a hub that was killed corrections go straight into the store")
{
    const Town town{1};
    test::HubProcess hub{town.path()};
    REQUIRE(town.wait_to_correct(0, "positive"));
    hub.end_with(SIGKILL);
    CHECK_FALSE(town.file("state/hub.door").empty());  // what it had hung out still hangs there
    CHECK(town.correct(0, "negative").code == 0);
    CHECK(town.list().find("negative") != std::string::npos);
}

TEST_CASE("the report says what corrections are worth, once there are enough of them")
{
    const Town town{24};
    {
        const test::HubProcess hub{town.path()};
        REQUIRE(town.wait_to_correct(0, "positive"));
    }
    const Ended early = town.sentiment("report");
    CHECK(early.code == 0);
    CHECK(early.output.starts_with("1 corrected post: too few"));
    CHECK(early.output.find('%') == std::string::npos);
    for (int post = 1; post < 24; ++post)
        REQUIRE(town.correct(post, "positive").code == 0);
    const Ended report = town.sentiment("report");
    CHECK(report.code == 0);
    CHECK(report.output.starts_with("24 corrected posts\n"));
    // the others' corrections teach what a zwaluwpas is, whatever the scorer thought before
    const std::string accuracy = line_with("accuracy", report.output);
    REQUIRE(accuracy.ends_with('%'));
    CHECK(std::stod(accuracy.substr(accuracy.rfind(' '))) > 90);
    CHECK(line_with("macro recall", report.output).ends_with(accuracy.substr(accuracy.rfind(' '))));
    CHECK(town.sentiment("report").output == report.output);
}

TEST_CASE("corrections that cannot be are refused before anything is touched")
{
    const Town town{1};
    const Ended none = town.correct(0, "positive");
    CHECK(none.code == 2);
    CHECK(none.output.find("no hub has kept posts there yet") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(town.path() + "/state"));
    CHECK(town.correct(0, "angry").code == 2);
    CHECK(town.sentiment("correct mastodon:0").code == 2);
    CHECK(town.sentiment("").code == 2);
    CHECK(town.sentiment("list").code == 2);
    CHECK(town.sentiment("report").code == 2);
}
