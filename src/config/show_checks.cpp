// SPDX-License-Identifier: Apache-2.0
#include "config/show_checks.hpp"

#include "config/checks.hpp"
#include "config/names.hpp"
#include "narrowcast/base/text.hpp"

#include <array>
#include <fstream>
#include <system_error>

namespace narrowcast::config {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> choosable{"post",   "today",   "mosaic", "topics",
                                                    "voices", "reviews", "week"};

std::string wrong_with_scene(std::string_view scene)
{
    if (std::find(choosable.begin(), choosable.end(), scene) != choosable.end()) return "";
    if (scene == "message" || scene == "crisis")
        return in_quotes(scene) +
               " is not chosen here: it comes whenever there is one, on every "
               "screen it is meant for; remove it";
    return "there is no scene called " + in_quotes(scene) +
           suggestion(scene, {choosable.begin(), choosable.end()});
}

// Only what lies in the folder or below it: the file is served to every screen.
bool stays_within(const fs::path& file)
{
    const fs::path normal = file.lexically_normal();
    return file.is_relative() && !normal.empty() && *normal.begin() != "..";
}

bool is_png_or_jpeg(const fs::path& path)
{
    using namespace std::string_view_literals;
    std::ifstream stream{path, std::ios::binary};
    std::array<char, 8> bytes{};
    stream.read(bytes.data(), bytes.size());
    const std::string_view start{bytes.data(), static_cast<std::size_t>(stream.gcount())};
    return start == "\x89PNG\r\n\x1a\n"sv || start.starts_with("\xFF\xD8\xFF"sv);
}

std::string wrong_with_picture(const std::string& name, const fs::path& folder)
{
    if (!stays_within(name))
        return in_quotes(name) +
               " does not lie beside this file: put the picture into this folder and write its "
               "name only, such as \"logo.png\"";
    const fs::path path = folder / name;
    std::error_code error;
    const auto status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        return "there is no file " + in_quotes(name) +
               " beside this one: put it there, or correct the name";
    if (status.type() != fs::file_type::regular) return in_quotes(name) + " is no file";
    const auto size = fs::file_size(path, error);
    if (error) return in_quotes(name) + " cannot be read: " + error.message();
    if (size > largest_own_picture)
        return in_quotes(name) + " has " + std::to_string(size / 1024 / 1024) +
               " MB: save it smaller, at most 10 MB";
    if (!std::ifstream{path}) return in_quotes(name) + " may not be read by this user";
    if (!is_png_or_jpeg(path))
        return in_quotes(name) + " is no PNG or JPEG, whatever its name says: save it as one";
    return "";
}

void check_picture(const std::string& name, const std::string& pointer, const fs::path& folder,
                   Findings& findings)
{
    if (name.empty() || !findings.sound(pointer)) return;
    if (std::string wrong = wrong_with_picture(name, folder); !wrong.empty())
        findings.say(pointer, std::move(wrong));
}

bool is_time_of_day(std::string_view text)
{
    return text.size() == 5 && text[2] == ':' && text.substr(0, 2) <= "23" &&
           text.substr(3) <= "59";
}

}  // namespace

// The pattern of the setting has seen to digits and signs.
std::string wrong_with_hours(std::string_view hours)
{
    const auto dash = hours.find('-');
    const std::string_view from = hours.substr(0, dash),
                           until = dash == hours.npos ? "" : hours.substr(dash + 1);
    for (const std::string_view time : {from, until})
        if (!is_time_of_day(time))
            return in_quotes(time) + " is no time of day; write 00:00 to 23:59";
    if (from == until)
        return "begins and ends at the same time: write two times, or nothing (\"\") for never";
    return "";
}

void check_scenes(const std::vector<std::string>& scenes, const std::string& pointer,
                  Findings& findings)
{
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        const std::string item = pointer + "/" + std::to_string(i);
        if (!findings.sound(item)) continue;
        if (std::string wrong = wrong_with_scene(scenes[i]); !wrong.empty())
            findings.say(item, std::move(wrong));
    }
}

void check_hours(const std::string& hours, const std::string& pointer, Findings& findings)
{
    if (hours.empty() || !findings.sound(pointer)) return;
    if (std::string wrong = wrong_with_hours(hours); !wrong.empty())
        findings.say(pointer, std::move(wrong));
}

void check_look(const LookConfig& look, const fs::path& folder, Findings& findings)
{
    check_picture(look.logo, "/look/logo", folder, findings);
    check_scenes(look.scenes, "/look/scenes", findings);
    check_hours(look.quiet_hours, "/look/quiet_hours", findings);
}

void check_messages(const WallConfig& wall, const fs::path& folder, Findings& findings)
{
    for (std::size_t i = 0; i < wall.messages.size(); ++i) {
        const MessageConfig& message = wall.messages[i];
        const std::string here = "/messages/" + std::to_string(i);
        if (!message.title.empty() && trimmed(message.title).empty() &&
            findings.sound(here + "/title"))
            findings.say(here + "/title", "is empty: write what people should read first");
        check_picture(message.picture, here + "/picture", folder, findings);
        check_names(message.departments, here + "/departments", "department", wall.departments,
                    "/departments", findings);
        check_names(message.screens, here + "/screens", "screen", wall.screens, "/screens",
                    findings);
        if (message.from && message.until && *message.until <= *message.from &&
            findings.sound(here + "/from") && findings.sound(here + "/until"))
            findings.say(here + "/until",
                         "lies before \"from\", so that nobody would see it: correct one of them");
    }
}

}  // namespace narrowcast::config
