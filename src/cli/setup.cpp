// SPDX-License-Identifier: Apache-2.0
// init, check, doctor and schema: what people use before the wall runs, or when it does not.
#include "cli/hub_notes.hpp"
#include "cli/legibility.hpp"
#include "cli/places.hpp"
#include "cli/verbs.hpp"
#include "fetch/probe.hpp"
#include "hub/configuration.hpp"
#include "hub/hub.hpp"
#include "lib/curl.hpp"
#include "narrowcast/base/log.hpp"
#include "narrowcast/paint.hpp"
#include "narrowcast/store.hpp"

#include <unistd.h>
#include <iostream>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;

std::string asked(const std::string& question, const std::string& otherwise, bool quiet)
{
    if (quiet) return otherwise;
    std::cout << question << " [" << otherwise << "]: " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer.empty() ? otherwise : answer;
}

std::string default_config_folder()
{
    const std::string xdg = environment("XDG_CONFIG_HOME");
    return xdg.empty() ? environment("HOME") + "/.config/narrowcast" : xdg + "/narrowcast";
}

// A line a finding: good ones too, so that one sees what was looked at.
class Findings {
public:
    void good(const std::string& what) { std::cout << "  ok    " << what << '\n'; }
    void bad(const std::string& what)
    {
        std::cout << "  MEND  " << what << '\n';
        ++bad_;
    }
    void take(const std::string& what, const Result<void>& result)
    {
        if (result)
            good(what);
        else
            bad(what + ": " + result.error().text);
    }
    int count() const { return bad_; }

private:
    int bad_ = 0;
};

void look_at_fonts(Findings& findings)
{
    const auto missing = missing_fonts();
    if (missing.empty()) return findings.good("fonts: all there");
    for (const std::string& family : missing)
        findings.bad("fonts: " + family +
                     " is missing; do: sudo apt install fonts-inter fonts-noto-core fonts-noto-cjk "
                     "fonts-noto-color-emoji");
}

void look_at_storage(const Config& config, Findings& findings)
{
    const fs::path folder = state_folder_of(config);
    std::error_code error;
    fs::create_directories(folder, error);
    if (::access(folder.c_str(), W_OK) != 0)
        return findings.bad(
            "storage: " + folder.string() +
            " cannot be written; set storage, folder in hub.json or give the folder to this user");
    const auto space = fs::space(folder, error);
    if (!error && space.available < 256ULL * 1024 * 1024)
        return findings.bad("storage: only " + std::to_string(space.available / 1024 / 1024) +
                            " MB left on the disk of " + folder.string() + "; free some");
    findings.good("storage: " + folder.string());
}

void look_at_source(const SourceConfig& source, const FetchConfig& config, const FetchNotes& notes,
                    Findings& findings)
{
    const std::string what = "source \"" + source.name + "\": ";
    SourceJob job{source, platform_named(source.platform), {}, {}};
    if (!source.credential.empty()) {
        auto secret = credential_named(source.credential);
        if (!secret) return findings.bad(what + secret.error().text);
        job.credential = *std::move(secret);
    }
    const std::stop_source never;
    for (const Finding& finding : probe(job, config, notes, never.get_token()))
        finding.well ? findings.good(what + finding.text) : findings.bad(what + finding.text);
}

void look_at_sources(const Config& config, Findings& findings)
{
    const auto fetch = with_proxy_login(config.hub.fetch);
    if (!fetch) return findings.bad("proxy: " + fetch.error().text);
    const FetchNotes notes = notes_of(config);
    for (const SourceConfig& source : config.hub.sources)
        look_at_source(source, *fetch, notes, findings);
}

void look_at_hub(const ListenConfig& listen, Findings& findings)
{
    const std::string address = "http://" +
                                (listen.address == "0.0.0.0" ? "127.0.0.1" : listen.address) + ":" +
                                std::to_string(listen.port);
    const std::stop_source never;
    const auto health = lib::get(address + "/healthz", never.get_token());
    if (!health)
        findings.bad("hub: does not answer on " + address +
                     "; start it with: narrowcast hub (or systemctl start narrowcast-hub)");
    else if (health->status != 200)
        findings.bad("hub: " + health->body);
    else
        findings.good("hub: answers on " + address);
}

// Allowed, but perhaps not meant.
void print_notes(const WallConfig& wall, Time now)
{
    if (wall.crisis.on && wall.crisis.statement.empty())
        std::cout << "note: crisis, statement: is empty while the crisis is on; the wall says so "
                     "and shows the numbers\n";
    for (const MessageConfig& message : wall.messages)
        if (message.until && *message.until < now)
            std::cout << "note: messages, \"" << message.title
                      << "\": its time is over; nobody sees it any more\n";
}

}  // namespace

int init(const InitOptions& options)
{
    const bool quiet = options.yes || (!options.company.empty() && ::isatty(STDIN_FILENO) == 0);
    InitAnswers answers;
    answers.company = asked("Which company is the wall about?",
                            options.company.empty() ? answers.company : options.company,
                            quiet || !options.company.empty());
    answers.language = asked("In which language does the wall speak: nl, en, de or fr?",
                             options.language.empty() ? answers.language : options.language,
                             quiet || !options.language.empty());
    answers.time_zone =
        asked("Time zone?", options.time_zone.empty() ? answers.time_zone : options.time_zone,
              quiet || !options.time_zone.empty());
    const fs::path folder = options.config.empty() ? default_config_folder() : options.config;
    if (const auto written = write_config(folder, answers); !written) return say(written.error());
    std::cout << "Written: " << (folder / "narrowcast.json").string()
              << " (topics, departments, screens, look) and " << (folder / "hub.json").string()
              << " (sources, storage).\nNext: narrowcast check --config " << folder.string()
              << "\n";
    return done;
}

int check(const std::string& named, bool legibility)
{
    const auto assets = assets_folder();
    if (!assets) return say(assets.error());
    const fs::path folder = config_folder(named, *assets).folder;
    const Loaded loaded = load_checked(folder);
    for (const Refusal& refusal : loaded.refusals)
        std::cout << refusal.spelled() << '\n';
    if (!loaded.config) {
        std::cout << loaded.refusals.size() << (loaded.refusals.size() == 1 ? " thing" : " things")
                  << " to mend\n";
        return refused;
    }
    const WallConfig& wall = loaded.config->wall;
    std::cout << folder.string() << " is in order: " << wall.company.name << ", "
              << loaded.config->hub.sources.size() << " sources, " << wall.topics.size()
              << " topics, " << wall.departments.size() << " departments, " << wall.screens.size()
              << " screens\n";
    print_notes(wall, seconds_of(system_now()));
    return legibility ? print_legibility(wall, *assets, seconds_of(system_now())) : done;
}

int doctor(const std::string& named)
{
    const auto assets = assets_folder();
    if (!assets) return say(assets.error());
    const fs::path folder = config_folder(named, *assets).folder;
    const Loaded loaded = load_checked(folder);
    Findings findings;
    for (const Refusal& refusal : loaded.refusals)
        findings.bad("configuration: " + refusal.spelled());
    if (loaded.config) findings.good("configuration: " + folder.string());
    look_at_fonts(findings);
    if (loaded.config) {
        look_at_storage(*loaded.config, findings);
        look_at_sources(*loaded.config, findings);
        look_at_hub(loaded.config->hub.listen, findings);
    }
    std::cout << (findings.count() == 0 ? "All is well.\n"
                                        : std::to_string(findings.count()) + " to mend.\n");
    if (!loaded.config) return refused;
    return findings.count() == 0 ? done : failed;
}

int print_schema(const std::string& which)
{
    std::cout << schema_text(which);
    return done;
}

}  // namespace narrowcast
