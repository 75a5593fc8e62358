// SPDX-License-Identifier: Apache-2.0
#include "config/checks.hpp"
#include "config/names.hpp"
#include "config/show_checks.hpp"
#include "config/unique.hpp"
#include "lib/calendar.hpp"
#include "narrowcast/base/text.hpp"

#include <array>
#include <regex>

namespace narrowcast::config {
namespace {

std::string at(std::string_view list, std::size_t index)
{
    return "/" + std::string{list} + "/" + std::to_string(index);
}

// An empty word would match every post, an empty handle every author.
void check_blank(const std::vector<std::string>& texts, const std::string& pointer,
                 Findings& findings)
{
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string item = pointer + "/" + std::to_string(i);
        if (trimmed(texts[i]).empty() && findings.sound(item))
            findings.say(item, "is empty: write something between the quotes, or remove it");
    }
}

void check_company(const CompanyConfig& company, Findings& findings)
{
    check_blank(company.also_called, "/company/also_called", findings);
    check_blank(company.accounts, "/company/accounts", findings);
    if (!company.name.empty() && trimmed(company.name).empty())
        findings.say("/company/name", "is empty: write how the wall calls the company");
    if (!findings.sound("/company/time_zone")) return;
    if (std::string wrong = wrong_with_time_zone(company.time_zone); !wrong.empty())
        findings.say("/company/time_zone", std::move(wrong));
}

void check_languages(const std::vector<std::string>& languages, Findings& findings)
{
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const std::string pointer = at("languages", i);
        if (!findings.sound(pointer)) continue;
        if (std::string wrong = wrong_with_language(languages[i]); !wrong.empty())
            findings.say(pointer, std::move(wrong));
    }
}

void check_topics(const std::vector<TopicConfig>& topics, const Checks& checks, Findings& findings)
{
    for (std::size_t i = 0; i < topics.size(); ++i) {
        const std::string pointer = at("topics", i) + "/query";
        if (!checks.query || topics[i].query.empty() || !findings.sound(pointer)) continue;
        if (const auto readable = checks.query(topics[i].query); !readable)
            findings.say(pointer, readable.error().text);
    }
}

void check_departments(const WallConfig& wall, Findings& findings)
{
    for (std::size_t i = 0; i < wall.departments.size(); ++i)
        check_names(wall.departments[i].topics, at("departments", i) + "/topics", "topic",
                    wall.topics, "/topics", findings);
}

void check_screens(const WallConfig& wall, Findings& findings)
{
    for (std::size_t i = 0; i < wall.screens.size(); ++i) {
        const ScreenConfig& screen = wall.screens[i];
        check_scenes(screen.scenes, at("screens", i) + "/scenes", findings);
        check_hours(screen.quiet_hours, at("screens", i) + "/quiet_hours", findings);
        if (!screen.department.empty() && names_known(wall.departments, "/departments", findings))
            check_name(screen.department, at("screens", i) + "/department", "department",
                       names_in(wall.departments), findings);
    }
}

// Of a typing slip in one of these the right name is shown; ICU knows hundreds more.
constexpr std::array<std::string_view, 40> usual_zones{
    "Europe/Amsterdam",    "Europe/Athens",     "Europe/Berlin",       "Europe/Brussels",
    "Europe/Bucharest",    "Europe/Budapest",   "Europe/Copenhagen",   "Europe/Dublin",
    "Europe/Helsinki",     "Europe/Istanbul",   "Europe/Kyiv",         "Europe/Lisbon",
    "Europe/London",       "Europe/Luxembourg", "Europe/Madrid",       "Europe/Oslo",
    "Europe/Paris",        "Europe/Prague",     "Europe/Rome",         "Europe/Sofia",
    "Europe/Stockholm",    "Europe/Vienna",     "Europe/Vilnius",      "Europe/Warsaw",
    "Europe/Zurich",       "America/New_York",  "America/Chicago",     "America/Denver",
    "America/Los_Angeles", "America/Toronto",   "America/Sao_Paulo",   "America/Curacao",
    "America/Paramaribo",  "Asia/Tokyo",        "Asia/Singapore",      "Asia/Kolkata",
    "Asia/Dubai",          "Australia/Sydney",  "Africa/Johannesburg", "UTC",
};

}  // namespace

std::string wrong_with_time_zone(std::string_view zone)
{
    if (lib::is_time_zone(zone)) return "";
    if (const std::string_view meant = closest(zone, usual_zones); !meant.empty())
        return in_quotes(zone) + " is no time zone; did you mean " + in_quotes(meant) + "?";
    return in_quotes(zone) + " is no time zone; write an IANA name such as \"Europe/Amsterdam\"";
}

std::string wrong_with_language(std::string_view language)
{
    static const std::regex code{"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"};
    constexpr std::size_t longest = 35;
    if (language.size() <= longest && std::regex_match(language.begin(), language.end(), code))
        return "";
    return in_quotes(language) + " is no language code; write two letters, such as \"nl\"";
}

void check_wall(const WallConfig& wall, const std::filesystem::path& folder, const Checks& checks,
                Findings& findings)
{
    check_company(wall.company, findings);
    check_languages(wall.languages, findings);
    check_topics(wall.topics, checks, findings);
    check_departments(wall, findings);
    check_screens(wall, findings);
    check_look(wall.look, folder, findings);
    check_messages(wall, folder, findings);
    check_names(wall.crisis.departments, "/crisis/departments", "department", wall.departments,
                "/departments", findings);
    check_unique(wall.topics, "/topics", findings);
    check_unique(wall.departments, "/departments", findings);
    check_unique(wall.screens, "/screens", findings);
    check_blank(wall.blocked.words, "/blocked/words", findings);
    check_blank(wall.blocked.people, "/blocked/people", findings);
}

}  // namespace narrowcast::config
