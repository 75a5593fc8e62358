// SPDX-License-Identifier: Apache-2.0
// Every setting: its name, its default and its sentence. Read from two files of one folder:
// narrowcast.json (what comms staff edit) and hub.json (IT).
#pragma once

#include "narrowcast/base/fields.hpp"
#include "narrowcast/base/result.hpp"
#include "narrowcast/source_config.hpp"
#include "narrowcast/wall_config.hpp"

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
