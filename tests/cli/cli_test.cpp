// SPDX-License-Identifier: Apache-2.0
// The contract of the command line, through the program itself.
#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"

#include "command_line.hpp"
#include "support/temporary_folder.hpp"

#include <filesystem>
#include <string>

using namespace narrowcast;
using test::Ended;
using test::run;

namespace {

const std::string data = NARROWCAST_SOURCE_DIR "/tests/data/";

}  // namespace

TEST_CASE("wrong arguments are refused with exit code 2")
{
    CHECK(run("2>&1").code == 2);
    CHECK(run("dance 2>&1").code == 2);
    CHECK(run("draw only-one.json 2>&1").code == 2);
    CHECK(run("draw a.json b.png --size big 2>&1").code == 2);
    CHECK(run("--help").code == 0);
    CHECK(run("--version").output.starts_with("narrowcast "));
}

TEST_CASE("--help names every verb")
{
    const std::string help = run("--help").output;
    for (const char* verb : {"run", "hub", "screen", "init", "check", "doctor", "schema", "fetch",
                             "parse", "refine", "score", "draw", "query", "sentiment"})
        CHECK_THAT(help, Catch::Matchers::ContainsSubstring(std::string{"\n  "} + verb));
}

TEST_CASE("score prints label, score, confidence and language, a line for a line")
{
    const Ended ended =
        run("score --lang nl <<'END'\nWaardeloos, al 40 minuten in de wacht\nTop geholpen, "
            "chapeau!\n\nEND\n");
    CHECK(ended.code == 0);
    const auto lines = split(ended.output, '\n');
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].starts_with("negative\t-0."));
    CHECK(lines[1].starts_with("positive\t0."));
    for (std::size_t i = 0; i < 3; ++i) {
        const auto columns = split(lines[i], '\t');
        REQUIRE(columns.size() == 4);
        const double score = std::stod(std::string{columns[1]}),
                     confidence = std::stod(std::string{columns[2]});
        CHECK((score >= -1 && score <= 1));
        CHECK((confidence >= 0 && confidence <= 1));
        CHECK(columns[3] == "nl");
    }
}

TEST_CASE("score --explain names the words that decided")
{
    CHECK_THAT(run("score --lang nl --explain <<'END'\nWat een waardeloos bedrijf\nEND\n").output,
               Catch::Matchers::ContainsSubstring("\twaardeloos -"));
}

TEST_CASE("parse reads a recorded answer, posts as JSON lines")
{
    const Ended ended =
        run("parse mastodon --url http://localhost:18601 < " + data + "mastodon/snac_tag.json");
    CHECK(ended.code == 0);
    const auto lines = split(trimmed(ended.output), '\n');
    CHECK(lines.size() == 3);
    for (const std::string_view line : lines) {
        const auto post = parse_json(line);
        REQUIRE(post);
        CHECK(post->at("id").get<std::string>().starts_with("mastodon:"));
        CHECK(post->at("text").get<std::string>().find('<') == std::string::npos);
        CHECK(from_rfc3339(post->at("created_at").get<std::string>()));
    }
}

TEST_CASE("parse says what is wrong with garbage and with an unknown platform")
{
    const Ended garbage = run("parse mastodon 2>&1 <<'END'\n<html>Log in</html>\nEND\n");
    CHECK(garbage.code == 1);
    CHECK(garbage.output.starts_with("narrowcast: "));
    const Ended unknown = run("parse mastodont 2>&1 < /dev/null");
    CHECK(unknown.code == 2);
    CHECK_THAT(unknown.output,
               Catch::Matchers::ContainsSubstring("there are: rss, mastodon, bluesky"));
}

TEST_CASE("fetch --once prints the posts of a configured source")
{
    const Ended ended = run("fetch demo --once");
    CHECK(ended.code == 0);
    CHECK(split(trimmed(ended.output), '\n').size() > 1500);
    const Ended unknown = run("fetch dmeo --once 2>&1");
    CHECK(unknown.code == 2);
    CHECK_THAT(unknown.output, Catch::Matchers::ContainsSubstring("did you mean \"demo\""));
}

TEST_CASE("refine says mood, routes and reasons")
{
    const Ended ended =
        run("refine <<'END'\n{\"id\":\"mastodon:1\",\"text\":\"De app heeft weer een storing, "
            "waardeloos\",\"language\":\"nl\",\"created_at\":\"2026-11-21T10:00:00Z\"}\nEND\n");
    const auto json = parse_json(trimmed(ended.output));
    REQUIRE(json);
    CHECK(json->at("mood").at("label") == "negative");
    CHECK(json->at("topics").at(0) == "App en storing");
    CHECK(json->at("trace").size() > 0);
}

TEST_CASE("draw makes a picture of the size that was asked for")
{
    const test::TemporaryFolder folder;
    const std::string png = (folder.path() / "wall.png").string();
    CHECK(run("draw " + data + "slides/post.json " + png + " --size 640x360").code == 0);
    const std::string bytes = folder.read("wall.png");
    REQUIRE(bytes.size() > 24);
    CHECK(bytes.substr(1, 3) == "PNG");
    CHECK(bytes.substr(16, 8) == std::string("\x00\x00\x02\x80\x00\x00\x01\x68", 8));
}

TEST_CASE("assets and their fonts are found by a relative path, too")
{
    const test::TemporaryFolder folder;
    const Ended drawn = run("--version >/dev/null; cd " NARROWCAST_SOURCE_DIR
                            " && NARROWCAST_ASSETS=assets " NARROWCAST_PROGRAM
                            " draw tests/data/slides/post.json " +
                            (folder.path() / "wall.png").string() + " --size 640x360 2>&1");
    CHECK(drawn.code == 0);
    CHECK(drawn.output.find("Fontconfig") == std::string::npos);
}

TEST_CASE(
    "draw refuses a slide with the line of its mistake, and says when a file cannot be written")
{
    const test::TemporaryFolder folder;
    folder.write("slide.json", "{\n \"slide\": { \"scene\": \"pots\" }\n}");
    const Ended wrong =
        run("draw " + (folder.path() / "slide.json").string() + " /dev/null/x.png 2>&1");
    CHECK(wrong.code == 2);
    CHECK_THAT(wrong.output, Catch::Matchers::ContainsSubstring("slide.json:2:13:"));
    CHECK(run("draw " + data + "slides/post.json /proc/nowhere.png 2>&1").code == 1);
}

TEST_CASE("what init writes is in order for check, in every language")
{
    for (const char* language : {"nl", "en", "de", "fr"}) {
        const test::TemporaryFolder folder;
        const std::string config = (folder.path() / "wall").string();
        CHECK(run("init --config " + config + " --company 'Jansen & Zn. B.V.' --language " +
                  language + " --yes")
                  .code == 0);
        const Ended checked = run("check --config " + config);
        INFO(checked.output);
        CHECK(checked.code == 0);
        CHECK(run("init --config " + config + " --company Other --yes 2>&1").code ==
              2);  // never overwrites
    }
}

TEST_CASE("check says every mistake with file, line and column, and exits with 2")
{
    const test::TemporaryFolder folder;
    folder.write("narrowcast.json",
                 "{\n  \"company\": { \"name\": \"Acme\" },\n  \"screens\": [ { \"name\": \"a\", "
                 "\"sise\": \"1x1\" } ]\n}\n");
    folder.write("hub.json", "{ \"sources\": [ { \"name\": \"x\", \"platform\": \"rsss\" } ] }");
    const Ended ended = run("check --config " + folder.path().string());
    CHECK(ended.code == 2);
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("narrowcast.json:3:"));
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("did you mean \"size\""));
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("did you mean \"rss\""));
}

TEST_CASE("the schemas are JSON and name the settings")
{
    const auto schema = parse_json(run("schema narrowcast").output);
    REQUIRE(schema);
    CHECK(schema->at("properties").contains("departments"));
    CHECK(run("schema wallpaper 2>&1").code == 2);
}

TEST_CASE("a refused configuration starts nothing")
{
    const test::TemporaryFolder folder;
    const Ended ended = run("hub --config " + folder.path().string() + " 2>&1");
    CHECK(ended.code == 2);
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("nothing was started"));
}

namespace {

// A configuration of one screen, as it is seen from `metres` on a display of `inches`.
void write_wall(const test::TemporaryFolder& folder, const std::string& inches,
                const std::string& metres, const std::string& rest = "")
{
    folder.write("hub.json", "{}");
    folder.write("narrowcast.json", R"({"company": {"name": "Polderbank"}, "screens": [{"name": )"
                                    R"("hal-1", "inches": )" +
                                        inches + R"(, "viewing_distance": )" + metres + "}]" +
                                        rest + "}");
}

Ended legibility(const test::TemporaryFolder& folder)
{
    return run("check --legibility --config " + folder.path().string());
}

}  // namespace

TEST_CASE("check --legibility says of every scene whether it can be read from where people stand")
{
    const test::TemporaryFolder folder;
    write_wall(folder, "75", "3");
    const Ended ended = legibility(folder);
    INFO(ended.output);
    CHECK(ended.code == 0);
    for (const char* scene :
         {"post", "today", "mosaic", "topics", "voices", "reviews", "week", "message", "crisis"})
        CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring(std::string{"\n  "} + scene));
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("readable at 3 m: yes"));
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("15.0 mm high"));
}

TEST_CASE("check --legibility names what to change, and exits with 1")
{
    const test::TemporaryFolder folder;
    write_wall(
        folder, "13", "10",
        R"(, "look": {"scenes": ["post"]}, "messages": [{"title": "Kantine dicht", "text": ")" +
            std::string(390, 'm') + R"("}])");
    const Ended ended = legibility(folder);
    INFO(ended.output);
    CHECK(ended.code == 1);
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("readable at 10 m: no"));
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("to change: "));
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("message \"Kantine dicht\""));
    CHECK(ended.output.find("\n  mosaic") == std::string::npos);
}

TEST_CASE("check notes a crisis without a statement and announcements that are over")
{
    const test::TemporaryFolder folder;
    write_wall(folder, "55", "4",
               R"(, "crisis": {"on": true}, "messages": [{"title": "Lunch", "until": )"
               R"("2020-01-01T00:00:00Z"}])");
    const Ended ended = run("check --config " + folder.path().string());
    CHECK(ended.code == 0);
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("note: crisis, statement"));
    CHECK_THAT(ended.output, Catch::Matchers::ContainsSubstring("\"Lunch\": its time is over"));
}

TEST_CASE("a refused configuration is not measured")
{
    const test::TemporaryFolder folder;
    write_wall(folder, "55", "4", R"(, "look": {"scenes": ["opera"]})");
    const Ended ended = legibility(folder);
    CHECK(ended.code == 2);
    CHECK(ended.output.find("readable") == std::string::npos);
}

TEST_CASE("draw reads slides of every kind")
{
    const test::TemporaryFolder folder;
    const std::string png = (folder.path() / "wall.png").string();
    for (const char* scene :
         {"today", "mosaic", "topics", "voices", "reviews", "week", "message", "crisis"}) {
        folder.write("slide.json", std::string{R"({"slide": {"scene": ")"} + scene + "\"}}");
        const Ended ended = run("draw " + (folder.path() / "slide.json").string() + " " + png +
                                " --size 640x360 2>&1");
        INFO(scene << ": " << ended.output);
        CHECK(ended.code == 0);
    }
}
