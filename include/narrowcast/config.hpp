// SPDX-License-Identifier: Apache-2.0
// Every setting: its name, its default and its sentence. Read from two files of one folder:
// narrowcast.json (what comms staff edit) and hub.json (IT).
#pragma once

#include "narrowcast/base/fields.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/source_config.hpp"

#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace narrowcast {

enum class Theme { dark, light };
constexpr std::array<std::string_view, 2> names_of(Theme) { return {"dark", "light"}; }

// ---- narrowcast.json -------------------------------------------------------------------------

struct CompanyConfig {
    std::string name;
    std::vector<std::string> also_called;
    std::vector<std::string> accounts;
    std::string time_zone = "Europe/Amsterdam";
    bool demo = false;

    static constexpr std::tuple fields{
        Field{"name", &CompanyConfig::name, "the company as the wall calls it",
              Rule{.needed = true, .least = 1, .most = 60, .example = "Polderbank"}},
        Field{"also_called", &CompanyConfig::also_called,
              "other names of the company; never counted as news words"},
        Field{"accounts", &CompanyConfig::accounts,
              "handles of the company itself, such as @polderbank@polder.example"},
        Field{"time_zone", &CompanyConfig::time_zone, "where its day begins (IANA name)"},
        Field{"demo", &CompanyConfig::demo,
              "say 'demo' on the wall, and choose a time zone in which it is late morning"},
    };
    bool operator==(const CompanyConfig&) const = default;
};

struct TopicConfig {
    std::string name;
    std::string query;

    static constexpr std::tuple fields{
        Field{"name", &TopicConfig::name, "as shown", Rule{.needed = true, .least = 1, .most = 60}},
        Field{"query", &TopicConfig::query,
              "words, \"phrases\", word*, AND, OR, NOT and brackets: app AND (storing OR inlog*)",
              Rule{.needed = true, .least = 1}},
    };
    bool operator==(const TopicConfig&) const = default;
};

struct DepartmentConfig {
    std::string name;
    std::vector<std::string> topics;

    static constexpr std::tuple fields{
        Field{"name", &DepartmentConfig::name, "as shown",
              Rule{.needed = true, .least = 1, .most = 60}},
        Field{"topics", &DepartmentConfig::topics,
              "names of the topics it cares about; none: everything about the company"},
    };
    bool operator==(const DepartmentConfig&) const = default;
};

struct ScreenConfig {
    std::string name;
    std::string department;
    std::string place;
    std::string size = "1920x1080";
    double inches = 55;
    double viewing_distance = 4;
    std::string language = "nl";
    std::optional<Theme> theme;

    static constexpr std::tuple fields{
        Field{"name", &ScreenConfig::name, "its address, such as coffee-3",
              Rule{.needed = true,
                   .least = 1,
                   .most = 40,
                   .pattern = "[a-z0-9][a-z0-9-]*",
                   .example = "coffee-3"}},
        Field{"department", &ScreenConfig::department,
              "who stands in front of it; none: everybody"},
        Field{"place", &ScreenConfig::place, "where it hangs, as shown"},
        Field{"size", &ScreenConfig::size, "pixels, width x height",
              matching("[1-9][0-9]{2,3}x[1-9][0-9]{2,3}", "1920x1080")},
        Field{"inches", &ScreenConfig::inches, "diagonal of the picture", between(5, 200)},
        Field{"viewing_distance", &ScreenConfig::viewing_distance,
              "how far away people stand, in metres", between(0.3, 30)},
        Field{"language", &ScreenConfig::language, "of the wall's own words: nl, en, de or fr",
              matching("nl|en|de|fr", "nl")},
        Field{"theme", &ScreenConfig::theme, "dark or light; none: as the look says"},
    };
    bool operator==(const ScreenConfig&) const = default;
};

struct LookConfig {
    Theme theme = Theme::dark;
    std::string accent = "#5b8cff";
    std::chrono::seconds per_slide{8};
    std::size_t posts = 40;
    double sure_from = 0.5;

    static constexpr std::tuple fields{
        Field{"theme", &LookConfig::theme, "dark or light"},
        Field{"accent", &LookConfig::accent, "the company's colour",
              matching("#[0-9a-fA-F]{6}", "#5b8cff")},
        Field{"per_slide", &LookConfig::per_slide, "how long one slide stays", between(4, 120)},
        Field{"posts", &LookConfig::posts, "how many posts a round shows at most", between(5, 200)},
        Field{"sure_from", &LookConfig::sure_from, "below this confidence the wall says 'not sure'",
              between(0, 1)},
    };
    bool operator==(const LookConfig&) const = default;
};

struct BlockedConfig {
    std::vector<std::string> words;
    std::vector<std::string> people;

    static constexpr std::tuple fields{
        Field{"words", &BlockedConfig::words,
              "a post with one of these words is counted but never shown; word* for beginnings"},
        Field{"people", &BlockedConfig::people, "handles whose posts are counted but never shown"},
    };
    bool operator==(const BlockedConfig&) const = default;
};

struct OwnWord {
    std::string word;
    double polarity = 0;

    static constexpr std::tuple fields{
        Field{"word", &OwnWord::word, "a word or phrase; case and accents do not matter", required},
        Field{"polarity", &OwnWord::polarity,
              "what it says about the company, from -1 (negative) to 1 (positive)", between(-1, 1)},
    };
    bool operator==(const OwnWord&) const = default;
};

struct SentimentConfig {
    std::vector<OwnWord> words;
    std::vector<std::string> ignore;

    static constexpr std::tuple fields{
        Field{"words", &SentimentConfig::words,
              "words that mean more here than elsewhere, such as the nickname of a product"},
        Field{"ignore", &SentimentConfig::ignore,
              "names whose words say nothing about the mood, such as a brand with \"Top\" in it"},
    };
    bool operator==(const SentimentConfig&) const = default;
};

struct WallConfig {
    std::string schema;
    CompanyConfig company;
    std::vector<std::string> languages;
    std::vector<TopicConfig> topics;
    std::vector<DepartmentConfig> departments;
    std::vector<ScreenConfig> screens;
    LookConfig look;
    BlockedConfig blocked;
    SentimentConfig sentiment;

    static constexpr std::tuple fields{
        Field{"$schema", &WallConfig::schema, "lets editors complete and check this file"},
        Field{"company", &WallConfig::company, "who the wall is about", required},
        Field{"languages", &WallConfig::languages,
              "languages customers write in, most usual first: a hint for recognising them"},
        Field{"topics", &WallConfig::topics, "what people talk about, each with its query"},
        Field{"departments", &WallConfig::departments, "who cares about which topics"},
        Field{"screens", &WallConfig::screens, "one for each display",
              Rule{.needed = true, .least = 1}},
        Field{"look", &WallConfig::look, "colours and pace"},
        Field{"blocked", &WallConfig::blocked, "what is never shown"},
        Field{"sentiment", &WallConfig::sentiment, "the company's own words for the mood of posts"},
    };
    bool operator==(const WallConfig&) const = default;
};

// ---- hub.json --------------------------------------------------------------------------------

struct StorageConfig {
    std::string folder;
    std::chrono::seconds keep = std::chrono::days{400};

    static constexpr std::tuple fields{
        Field{"folder", &StorageConfig::folder,
              "where posts are kept; none: $STATE_DIRECTORY, else ~/.local/state/narrowcast"},
        Field{"keep", &StorageConfig::keep, "older posts are deleted, charts stay",
              between(86400, 10.0 * 366 * 86400)},
    };
    bool operator==(const StorageConfig&) const = default;
};

struct ListenConfig {
    std::string address = "127.0.0.1";
    int port = 8350;

    static constexpr std::tuple fields{
        Field{"address", &ListenConfig::address,
              "127.0.0.1: this machine only; 0.0.0.0: the building"},
        Field{"port", &ListenConfig::port, "0: any free one", between(0, 65535)},
    };
    bool operator==(const ListenConfig&) const = default;
};

struct FetchConfig {
    std::string contact;
    std::chrono::seconds timeout{30};
    std::size_t largest_answer_mb = 8;
    std::chrono::seconds recheck = std::chrono::minutes{10};
    std::string quiet_hours = "23:00-06:00";
    std::string proxy;
    std::string proxy_credential;
    std::vector<std::string> no_proxy;
    std::string extra_ca_file;

    static constexpr std::tuple fields{
        Field{"contact", &FetchConfig::contact,
              "address or e-mail that servers see in the User-Agent, so that they can reach you"},
        Field{"timeout", &FetchConfig::timeout, "longest time for one answer", between(1, 600)},
        Field{"largest_answer_mb", &FetchConfig::largest_answer_mb,
              "a larger answer is refused, after decompression", between(1, 256)},
        Field{"recheck", &FetchConfig::recheck,
              "how often posts on the wall are asked for again, to notice deletions",
              between(1, 86400)},
        Field{"quiet_hours", &FetchConfig::quiet_hours,
              "sources are asked four times less often then; none: there are none",
              matching("|[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]", "23:00-06:00")},
        Field{"proxy", &FetchConfig::proxy,
              "http://proxy.example:3128; none: what HTTPS_PROXY and HTTP_PROXY say"},
        Field{"proxy_credential", &FetchConfig::proxy_credential,
              "name of a secret, \"user:password\", that the proxy wants"},
        Field{"no_proxy", &FetchConfig::no_proxy,
              "hosts and domains that are reached without it; none: what NO_PROXY says"},
        Field{"extra_ca_file", &FetchConfig::extra_ca_file,
              "PEM file of a certificate authority of your own"},
    };
    bool operator==(const FetchConfig&) const = default;
};

struct ScorerConfig {
    std::vector<std::string> command;
    std::string url;
    std::chrono::seconds timeout{10};
    std::size_t batch = 32;

    bool attached() const { return !command.empty() || !url.empty(); }

    static constexpr std::tuple fields{
        Field{"command", &ScorerConfig::command,
              "a program and its arguments that scores texts in place of the built-in scorer"},
        Field{"url", &ScorerConfig::url,
              "or the address of a server in the building that does; see docs/scorers.md"},
        Field{"timeout", &ScorerConfig::timeout,
              "longest wait for an answer; after it the built-in scorer's counts", between(1, 20)},
        Field{"batch", &ScorerConfig::batch, "how many texts it is given at once", between(1, 256)},
    };
    bool operator==(const ScorerConfig&) const = default;
};

// What hangs of authors who are not known yet, beside their words.
enum class HoldBack { nothing, pictures, everything };
constexpr std::array<std::string_view, 3> names_of(HoldBack)
{
    return {"nothing", "pictures", "everything"};
}

struct MediaConfig {
    bool pictures = true;
    HoldBack hold_back = HoldBack::everything;
    std::size_t known_posts = 3;
    std::chrono::seconds known_for = std::chrono::days{1};
    std::size_t largest_mb = 10;
    int largest_side = 1280;
    std::size_t cache_mb = 200;

    static constexpr std::tuple fields{
        Field{"pictures", &MediaConfig::pictures, "fetch avatars and pictures of posts"},
        Field{"hold_back", &MediaConfig::hold_back,
              "what is not shown of authors without a history: nothing, pictures, or everything "
              "(their avatar, too)"},
        Field{"known_posts", &MediaConfig::known_posts,
              "how many posts of theirs must be known for a history", between(1, 100)},
        Field{"known_for", &MediaConfig::known_for, "and how old the first of them must be",
              between(0, 366.0 * 86400)},
        Field{"largest_mb", &MediaConfig::largest_mb, "a larger picture is not fetched",
              between(1, 50)},
        Field{"largest_side", &MediaConfig::largest_side,
              "pixels: larger pictures are made smaller before they are kept", between(256, 4096)},
        Field{"cache_mb", &MediaConfig::cache_mb,
              "how much of the disk pictures may take; an hour after the last wall has shown it, a "
              "picture is deleted",
              between(20, 10'000)},
    };
    bool operator==(const MediaConfig&) const = default;
};

struct HubConfig {
    std::string schema;
    std::vector<SourceConfig> sources;
    StorageConfig storage;
    ListenConfig listen;
    FetchConfig fetch;
    ScorerConfig scorer;
    MediaConfig media;

    static constexpr std::tuple fields{
        Field{"$schema", &HubConfig::schema, "lets editors complete and check this file"},
        Field{"sources", &HubConfig::sources, "where posts come from"},
        Field{"storage", &HubConfig::storage, "where posts are kept"},
        Field{"listen", &HubConfig::listen, "where screens reach the hub"},
        Field{"fetch", &HubConfig::fetch, "how sources are asked"},
        Field{"scorer", &HubConfig::scorer, "a heavier scorer of moods; none: the built-in one"},
        Field{"media", &HubConfig::media, "avatars and pictures; see docs/media.md"},
    };
    bool operator==(const HubConfig&) const = default;
};

struct Config {
    WallConfig wall;
    HubConfig hub;
    std::filesystem::path folder;  // relative paths in it are relative to this
    bool operator==(const Config&) const = default;
};

// One line for a person: "config/narrowcast.json:12:7: screens, 2nd, size: ...".
struct Refusal {
    std::filesystem::path file;
    std::size_t line = 0, column = 0;  // 0: the file as a whole
    std::string text;                  // setting in words, what was wrong, what is allowed
    std::string spelled() const;
    bool operator==(const Refusal&) const = default;
};

// What only the stages know and load_config must ask: whether a query can be read, what a platform
// needs. What is left empty is not checked.
struct Checks {
    std::function<Result<void>(std::string_view query)> query;
    std::function<Result<void>(const SourceConfig&)> source;
    std::vector<std::string_view> platforms;  // names of all there are
};

// Reads and checks both files of a folder: syntax, types, bounds, names that refer to each other,
// and with `checks` queries and platforms' needs. All refusals at once, file by file from top to
// bottom; a Config only when there are none. In it relative paths are resolved against the folder,
// a source without time zone has the company's, and the company of a demo lives where it is late
// morning now. Any thread.
struct Loaded {
    std::optional<Config> config;
    std::vector<Refusal> refusals;
};
Loaded load_config(const std::filesystem::path& folder);
Loaded load_config(const std::filesystem::path& folder, const Checks& checks);

// JSON Schema (2020-12) of "narrowcast" or "hub"; "" for any other name.
std::string schema_text(std::string_view which);

// A configuration with a comment above each setting, and the schemas it refers to. What `narrowcast
// init` writes. Never overwrites: Fault::refused if a file stands in the way (nothing is written
// then) or an answer is not allowed; Fault::rejected if the disk says no.
struct InitAnswers {
    std::string company = "Polderbank";
    std::string language = "nl";
    std::string time_zone = "Europe/Amsterdam";
    bool live_sources = true;  // keyless sources that search for the company
};
Result<void> write_config(const std::filesystem::path& folder, const InitAnswers& answers);

}  // namespace narrowcast
