// SPDX-License-Identifier: Apache-2.0
// The settings of one source, in hub.json. Which of them a platform uses says its page in
// docs/sources.
#pragma once

#include "narrowcast/base/fields.hpp"

#include <chrono>
#include <string>
#include <tuple>

namespace narrowcast {

struct SourceConfig {
    std::string name;
    std::string platform;
    std::string url;
    std::string tag;
    std::string query;
    std::string account;
    std::string user;
    std::string feed;
    std::string country;
    std::string api_version;
    std::string adapter;
    bool stream = true;
    double budget = 0;
    std::string network;
    std::string language;
    std::chrono::seconds every{60};
    std::string credential;
    double speed = 1;
    std::string shift = "none";
    std::string file;
    std::string time_zone;

    static constexpr std::tuple fields{
        Field{"name", &SourceConfig::name, "how logs and the console call it",
              Rule{.needed = true, .least = 1, .most = 60}},
        Field{"platform", &SourceConfig::platform,
              "rss, mastodon, bluesky ...: one of the pages in docs/sources", required},
        Field{"url", &SourceConfig::url, "address of the feed or of the server"},
        Field{"tag", &SourceConfig::tag, "a hashtag without #; none: public timeline"},
        Field{"query", &SourceConfig::query,
              "what to search for, written like a topic's query; none: all that the source gives"},
        Field{"account", &SourceConfig::account,
              "whose page, channel, app or profile: an id or a handle, see docs/sources"},
        Field{"user", &SourceConfig::user,
              "who logs in, where the platform wants a name beside the secret"},
        Field{
            "feed", &SourceConfig::feed,
            "which of the platform's lists: search, author, tagged, reviews ...; none: its first"},
        Field{"country", &SourceConfig::country, "appstore: the shop's country, such as nl"},
        Field{"api_version", &SourceConfig::api_version,
              "the platform's interface to speak; none: the one this program was tested with"},
        Field{"adapter", &SourceConfig::adapter, "webhook: who sends: generic, discourse, meta",
              matching("generic|discourse|meta|slack|github", "discourse")},
        Field{"stream", &SourceConfig::stream, "listen to the platform's stream where it has one"},
        Field{"budget", &SourceConfig::budget, "x: most dollars a month; 0: nothing is asked",
              between(0, 1e6)},
        Field{"network", &SourceConfig::network, "what the wall calls it; none: the platform"},
        Field{"language", &SourceConfig::language, "most usual language: a hint (BCP 47)"},
        Field{"every", &SourceConfig::every, "pause between two questions", between(1, 86400)},
        Field{"credential", &SourceConfig::credential,
              "name of a secret in the credentials folder; never the secret itself"},
        Field{"speed", &SourceConfig::speed,
              "replay: 1 its own speed, 60 a minute a second, 0 all at once", between(0, 1e6)},
        Field{"shift", &SourceConfig::shift,
              "replay: none; today: the archive's last day becomes today, its clock the local one; "
              "start: it begins now",
              matching("none|today|start", "today")},
        Field{"file", &SourceConfig::file, "replay: a JSON-lines archive, beside this file"},
        Field{"time_zone", &SourceConfig::time_zone,
              "replay: whose midnight 'today' means; none: the company's"},
    };
    bool operator==(const SourceConfig&) const = default;
};

}  // namespace narrowcast
