// SPDX-License-Identifier: Apache-2.0
#include "config/checks.hpp"
#include "config/file_text.hpp"
#include "config/words.hpp"
#include "lib/calendar.hpp"
#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <tuple>

namespace narrowcast {
namespace {

using config::Findings;
namespace fs = std::filesystem;

// One of the two files, as far as it could be read.
template <class Settings>
struct Part {
    fs::path file;
    Settings settings;
    std::optional<Document> document;
    Findings findings;
};

// What the parser says is exact but terse; these two slips are most of what people make.
std::string likely_slip(std::string_view text, Place place)
{
    const auto lines = split(text, '\n');
    if (place.line == 0 || place.line > lines.size()) return "";
    const std::string_view line = lines[place.line - 1];
    std::size_t column = 1, offset = 0;
    for (; offset < line.size() && column < place.column; ++offset)
        if (offset + 1 == line.size() ||
            (static_cast<unsigned char>(line[offset + 1]) & 0xC0U) != 0x80)
            ++column;
    const char here = offset < line.size() ? line[offset] : ' ';
    const auto before_at = static_cast<std::size_t>(line.data() - text.data()) + offset;
    const std::string_view before = trimmed(text.substr(0, before_at));
    if ((here == '}' || here == ']') && before.ends_with(','))
        return "; nothing follows the comma before this bracket: remove the comma";
    if (here == '\'') return "; texts stand between \" and \", not between ' and '";
    return "";
}

template <class Settings>
Part<Settings> read_part(const fs::path& file, std::vector<Refusal>& refusals)
{
    Part<Settings> part;
    part.file = file;
    const auto text = config::file_text(file);
    if (!text) {
        refusals.push_back(text.error());
        return part;
    }
    auto document = parse_document(*text);
    if (!document) {
        const Misread& misread = document.error();
        refusals.push_back(
            {file, misread.place.line, misread.place.column,
             "is no JSON from here on: " + misread.text + likely_slip(*text, misread.place)});
        return part;
    }
    part.findings.problems = document->problems;
    read(document->root, part.settings, "", part.findings.problems, Strictness::strict);
    part.document = *std::move(document);
    return part;
}

template <class Struct>
bool has_setting(std::string_view name)
{
    bool found = false;
    for_each_field<Struct>([&](const auto& field) { found = found || field.name == name; });
    return found;
}

// A setting of the one file that was written into the other.
template <class Here, class There>
std::string misplaced(const Problem& problem, std::string_view other_file)
{
    if (!problem.pointer.starts_with('/')) return "";
    const std::string_view name = std::string_view{problem.pointer}.substr(1);
    if (has_setting<Here>(name) || !has_setting<There>(name)) return "";
    return "belongs in " + std::string{other_file};
}

template <class Here, class There>
void add_refusals(const Part<Here>& part, std::string_view other_file,
                  std::vector<Refusal>& refusals)
{
    if (!part.document) return;
    const auto first = static_cast<std::ptrdiff_t>(refusals.size());
    for (const Problem& problem : part.findings.problems) {
        const Place place = part.document->place_of(problem.pointer);
        std::string text = misplaced<Here, There>(problem, other_file);
        if (text.empty()) text = problem.text;
        refusals.push_back({part.file, place.line, place.column,
                            config::in_words(problem.pointer, part.document->root) + ": " + text});
    }
    std::stable_sort(refusals.begin() + first, refusals.end(),
                     [](const Refusal& a, const Refusal& b) {
                         return std::tie(a.line, a.column) < std::tie(b.line, b.column);
                     });
}

void resolve(std::string& path, const fs::path& folder)
{
    if (!path.empty()) path = (folder / path).lexically_normal().string();
}

void resolve_paths(HubConfig& hub, const fs::path& folder)
{
    for (SourceConfig& source : hub.sources)
        resolve(source.file, folder);
    resolve(hub.storage.folder, folder);
    resolve(hub.fetch.extra_ca_file, folder);
    // as a shell would: a name without a slash is looked for where programs are
    if (auto& command = hub.scorer.command;
        !command.empty() && command.front().find('/') != std::string::npos)
        resolve(command.front(), folder);
}

// Settings that follow from others.
void complete(WallConfig& wall, HubConfig& hub)
{
    constexpr int late_morning = 11;
    if (wall.company.demo)
        wall.company.time_zone = lib::zone_where_it_is(late_morning, seconds_of(system_now()));
    for (SourceConfig& source : hub.sources)
        if (source.time_zone.empty()) source.time_zone = wall.company.time_zone;
}

}  // namespace

std::string Refusal::spelled() const
{
    std::string where = file.string();
    if (line > 0) where += ":" + std::to_string(line) + ":" + std::to_string(column);
    return where + ": " + text;
}

Loaded load_config(const fs::path& folder) { return load_config(folder, Checks{}); }

Loaded load_config(const fs::path& folder, const Checks& checks)
{
    Loaded loaded;
    if (auto refusal = config::wrong_with_folder(folder)) {
        loaded.refusals.push_back(*std::move(refusal));
        return loaded;
    }
    auto wall = read_part<WallConfig>(folder / "narrowcast.json", loaded.refusals);
    if (wall.document) config::check_wall(wall.settings, folder, checks, wall.findings);
    add_refusals<WallConfig, HubConfig>(wall, "hub.json", loaded.refusals);

    auto hub = read_part<HubConfig>(folder / "hub.json", loaded.refusals);
    std::error_code error;
    fs::path whole = fs::absolute(folder, error);
    if (error) whole = folder;
    resolve_paths(hub.settings, whole);
    if (hub.document) config::check_hub(hub.settings, checks, hub.findings);
    add_refusals<HubConfig, WallConfig>(hub, "narrowcast.json", loaded.refusals);

    if (!loaded.refusals.empty()) return loaded;
    complete(wall.settings, hub.settings);
    loaded.config = Config{std::move(wall.settings), std::move(hub.settings), folder};
    return loaded;
}

}  // namespace narrowcast
