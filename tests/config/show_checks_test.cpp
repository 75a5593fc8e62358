// SPDX-License-Identifier: Apache-2.0
#include "config/checks.hpp"
#include "sample.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::string_literals;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

const std::string png = "\x89PNG\r\n\x1a\n and so on"s, jpeg = "\xFF\xD8\xFF\xE0 and so on"s;

// A configuration folder with pictures beside the files.
class Desk {
public:
    Desk()
    {
        folder.write("logo.png", png);
        folder.write("team.jpg", jpeg);
        folder.write("notes.png", "this is a text");
        fs::create_directory(folder.path() / "pictures");
        folder.write("pictures/party.jpg", jpeg);
        folder.write("hub.json", good_hub);
    }

    // What is said when `look` and `messages` are in the file.
    Lines said(const std::string& look, const std::string& messages = "[]",
               const std::string& crisis = "{}")
    {
        folder.write("narrowcast.json",
                     R"({"company": {"name": "Polderbank"},
"departments": [{"name": "Klantenservice"}],
"screens": [{"name": "hal-1"}],
"look": )" + look +
                         ",\n\"messages\": " + messages + ",\n\"crisis\": " + crisis + "}\n");
        Lines lines;
        for (const Refusal& refusal : load_config(folder.path()).refusals)
            lines.push_back(refusal.text);
        return lines;
    }

    TemporaryFolder folder;
};

std::string message(const std::string& rest)
{
    return R"([{"title": "Kantine dicht", )" + rest + "}]";
}

}  // namespace

TEST_CASE("scenes that there are may be chosen, others are named")
{
    Desk desk;
    CHECK(
        desk.said(
                R"({"scenes": ["post", "today", "mosaic", "topics", "voices", "reviews", "week"]})")
            .empty());
    CHECK(desk.said(R"({"scenes": ["post", "mosiac"]})") ==
          Lines{"look, scenes, 2nd (\"mosiac\"): there is no scene called \"mosiac\"; did you "
                "mean \"mosaic\"?"});
    CHECK(desk.said(R"({"scenes": ["crisis"]})") ==
          Lines{"look, scenes, 1st (\"crisis\"): \"crisis\" is not chosen here: it comes whenever "
                "there is one, on every screen it is meant for; remove it"});
    CHECK(said_about(changed(good_wall, R"({"name": "hal-1"})",
                             R"({"name": "hal-1", "scenes": ["toppics"]})"),
                     good_hub) ==
          Lines{"FOLDER/narrowcast.json:11:38: screens, 1st (\"hal-1\"), scenes, 1st "
                "(\"toppics\"): there is no scene called \"toppics\"; did you mean \"topics\"?"});
}

TEST_CASE("a logo is a PNG or JPEG that lies in the folder of the configuration")
{
    Desk desk;
    CHECK(desk.said(R"({"logo": "logo.png"})").empty());
    CHECK(desk.said(R"({"logo": "./pictures/../team.jpg"})").empty());
    CHECK(desk.said(R"({"logo": "pictures/party.jpg"})").empty());
    CHECK(desk.said(R"({"logo": "lgo.png"})") ==
          Lines{"look, logo: there is no file \"lgo.png\" beside this one: put it there, or "
                "correct the name"});
    CHECK(desk.said(R"({"logo": "notes.png"})") ==
          Lines{"look, logo: \"notes.png\" is no PNG or JPEG, whatever its name says: save it as "
                "one"});
    CHECK(desk.said(R"({"logo": "pictures"})") == Lines{"look, logo: \"pictures\" is no file"});
}

TEST_CASE("no file outside the folder of the configuration is served to screens")
{
    Desk desk;
    for (const char* elsewhere :
         {"/etc/hostname", "../logo.png", "pictures/../../logo.png", "..", "/"}) {
        const auto said = desk.said(R"({"logo": ")"s + elsewhere + R"("})");
        REQUIRE(said.size() == 1);
        CHECK_THAT(said.front(), ContainsSubstring("does not lie beside this file"));
    }
}

TEST_CASE("a picture of more than 10 MB is refused with its size")
{
    Desk desk;
    fs::resize_file(desk.folder.path() / "team.jpg", std::uintmax_t{12} * 1024 * 1024);
    CHECK(desk.said("{}", message(R"("picture": "team.jpg")")) ==
          Lines{"messages, 1st, picture: \"team.jpg\" has 12 MB: save it smaller, at most 10 MB"});
}

TEST_CASE("an announcement is for departments and screens that there are")
{
    Desk desk;
    CHECK(desk.said("{}", message(R"("departments": ["Klantenservice"], "screens": ["hal-1"],
                                     "picture": "team.jpg", "pinned": true)"))
              .empty());
    CHECK(desk.said("{}", message(R"("departments": ["Klantservice"], "screens": ["hal-2"])")) ==
          Lines{"messages, 1st, departments, 1st (\"Klantservice\"): there is no department called "
                "\"Klantservice\"; did you mean \"Klantenservice\"?",
                "messages, 1st, screens, 1st (\"hal-2\"): there is no screen called \"hal-2\"; did "
                "you mean \"hal-1\"?"});
    CHECK(desk.said("{}", "[]", R"({"on": true, "departments": ["Kantine"]})") ==
          Lines{"crisis, departments, 1st (\"Kantine\"): there is no department called "
                "\"Kantine\"; there is \"Klantenservice\""});
}

TEST_CASE("an announcement ends after it begins and has a title")
{
    Desk desk;
    CHECK(desk.said("{}", message(R"("from": "2026-03-02T08:00:00+01:00",
                                     "until": "2026-03-02T08:30:00+01:00")"))
              .empty());
    CHECK(desk.said("{}", message(R"("from": "2026-03-02T08:00:00+01:00",
                                     "until": "2026-03-02T07:30:00Z")"))
              .empty());
    CHECK(desk.said("{}", message(R"("from": "2026-03-02T08:00:00+01:00",
                                     "until": "2026-03-02T07:00:00Z")")) ==
          Lines{"messages, 1st, until: lies before \"from\", so that nobody would see it: correct "
                "one of them"});
    CHECK(desk.said("{}", R"([{"title": "  "}])") ==
          Lines{"messages, 1st, title: is empty: write what people should read first"});
    CHECK(desk.said("{}", R"([{"text": "only"}])").size() == 1);
}

TEST_CASE("quiet hours are two times of the day")
{
    using config::wrong_with_hours;
    CHECK(wrong_with_hours("22:00-06:30").empty());
    CHECK(wrong_with_hours("00:00-23:59").empty());
    CHECK(wrong_with_hours("24:00-06:30") == "\"24:00\" is no time of day; write 00:00 to 23:59");
    CHECK(wrong_with_hours("22:00-06:75") == "\"06:75\" is no time of day; write 00:00 to 23:59");
    CHECK_FALSE(wrong_with_hours("22:00-22:00").empty());
    CHECK_FALSE(wrong_with_hours("22:00").empty());
    CHECK_FALSE(wrong_with_hours("").empty());
    Desk desk;
    CHECK(desk.said(R"({"quiet_hours": "29:00-06:00"})") ==
          Lines{"look, quiet_hours: \"29:00\" is no time of day; write 00:00 to 23:59"});
    CHECK(desk.said(R"({"quiet_hours": "late"})").size() == 1);
    CHECK(said_about(good_wall, changed(good_hub, R"("storage")",
                                        R"("fetch": {"quiet_hours": "23:00-23:00"}, "storage")"))
              .size() == 1);
}

TEST_CASE("a crisis without a statement is allowed: the numbers come first")
{
    Desk desk;
    CHECK(desk.said("{}", "[]", R"({"on": true})").empty());
}
