// SPDX-License-Identifier: Apache-2.0
// narrowcast.json, what comms staff edit: every setting, its default and its sentence.
#pragma once

#include "narrowcast/base/fields.hpp"
#include "narrowcast/base/time.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace narrowcast {

enum class Theme { dark, light };
constexpr std::array<std::string_view, 2> names_of(Theme) { return {"dark", "light"}; }

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
    std::string quiet_hours;
    std::vector<std::string> scenes;

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
        Field{"quiet_hours", &ScreenConfig::quiet_hours,
              "the screen is dark then, such as 22:00-06:30; none: as the look says",
              matching("|[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]", "22:00-06:30")},
        Field{"scenes", &ScreenConfig::scenes, "what it shows; none: as the look says"},
    };
    bool operator==(const ScreenConfig&) const = default;
};

struct LookConfig {
    Theme theme = Theme::dark;
    std::string accent = "#5b8cff";
    std::string background;
    std::string logo;
    std::vector<std::string> scenes;
    std::chrono::seconds per_slide{8};
    int words_per_minute = 180;
    std::string quiet_hours;
    std::size_t posts = 40;
    double sure_from = 0.5;

    static constexpr std::tuple fields{
        Field{"theme", &LookConfig::theme, "dark or light"},
        Field{"accent", &LookConfig::accent, "the company's colour",
              matching("#[0-9a-fA-F]{6}", "#5b8cff")},
        Field{"background", &LookConfig::background,
              "the company's background; none: that of the theme",
              matching("|#[0-9a-fA-F]{6}", "#0b1020")},
        Field{"logo", &LookConfig::logo, "a PNG or JPEG file beside this one; none: no logo"},
        Field{"scenes", &LookConfig::scenes,
              "post, today, mosaic, topics, voices, reviews, week; none: all for which there is "
              "enough to show"},
        Field{"per_slide", &LookConfig::per_slide,
              "how long one slide stays; one with more to read stays longer", between(4, 120)},
        Field{"words_per_minute", &LookConfig::words_per_minute, "how fast people read from a wall",
              between(60, 400)},
        Field{"quiet_hours", &LookConfig::quiet_hours,
              "screens are dark then, such as 22:00-06:30; none: never",
              matching("|[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]", "22:00-06:30")},
        Field{"posts", &LookConfig::posts, "how many posts a round shows at most", between(5, 200)},
        Field{"sure_from", &LookConfig::sure_from, "below this confidence the wall says 'not sure'",
              between(0, 1)},
    };
    bool operator==(const LookConfig&) const = default;
};

// Bytes of a logo's or an announcement's picture.
inline constexpr std::uintmax_t largest_own_picture = std::uintmax_t{10} * 1024 * 1024;

struct MessageConfig {
    std::string title, text;
    std::string picture;
    std::vector<std::string> departments, screens;
    std::optional<Time> from, until;
    bool pinned = false;

    static constexpr std::tuple fields{
        Field{"title", &MessageConfig::title, "in large letters",
              Rule{.needed = true, .least = 1, .most = 80}},
        Field{"text", &MessageConfig::text, "below it", Rule{.most = 400}},
        Field{"picture", &MessageConfig::picture, "a PNG or JPEG file beside this one"},
        Field{"departments", &MessageConfig::departments, "who sees it; none: everybody"},
        Field{"screens", &MessageConfig::screens, "where; none: everywhere"},
        Field{"from", &MessageConfig::from, "first moment, such as 2026-03-02T08:00:00+01:00"},
        Field{"until", &MessageConfig::until, "last moment"},
        Field{"pinned", &MessageConfig::pinned, "comes after every second post"},
    };
    bool operator==(const MessageConfig&) const = default;
};

struct CrisisConfig {
    bool on = false;
    std::string statement;
    std::vector<std::string> departments;
    std::optional<Time> since;
    double times_normal = 0;
    double negative_share = 0.5;

    static constexpr std::tuple fields{
        Field{"on", &CrisisConfig::on, "the crisis slide is shown now"},
        Field{"statement", &CrisisConfig::statement, "what the company says about it",
              Rule{.most = 400}},
        Field{"departments", &CrisisConfig::departments, "who sees it; none: everybody"},
        Field{"since", &CrisisConfig::since, "since when, such as 2026-03-02T08:00:00+01:00"},
        Field{"times_normal", &CrisisConfig::times_normal,
              "shown by itself from so many times the normal posts of an hour on; 0: never",
              between(0, 1000)},
        Field{"negative_share", &CrisisConfig::negative_share,
              "and from this share of negative posts on", between(0, 1)},
    };
    bool operator==(const CrisisConfig&) const = default;
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
    std::vector<MessageConfig> messages;
    CrisisConfig crisis;
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
        Field{"messages", &WallConfig::messages, "announcements of the editors"},
        Field{"crisis", &WallConfig::crisis, "when everybody must know"},
        Field{"blocked", &WallConfig::blocked, "what is never shown"},
        Field{"sentiment", &WallConfig::sentiment, "the company's own words for the mood of posts"},
    };
    bool operator==(const WallConfig&) const = default;
};

}  // namespace narrowcast
