// SPDX-License-Identifier: Apache-2.0
#include "config/first_config.hpp"

#include "config/checks.hpp"
#include "config/company_terms.hpp"
#include "config/schema.hpp"
#include "config/vocabulary.hpp"
#include "narrowcast/base/text.hpp"

#include <array>

namespace narrowcast::config {
namespace {

constexpr std::array<std::string_view, 4> languages{"nl", "en", "de", "fr"};

struct Sources {
    std::vector<SourceConfig> list;
    Notes notes;

    void add(SourceConfig source, std::vector<std::string> lines)
    {
        if (!lines.empty()) notes["/sources/" + std::to_string(list.size())] = std::move(lines);
        list.push_back(std::move(source));
    }
};

SourceConfig rss(std::string name, std::string url, std::chrono::seconds every)
{
    SourceConfig source;
    source.name = std::move(name);
    source.platform = "rss";
    source.url = std::move(url);
    source.every = every;
    return source;
}

SourceConfig mastodon(std::string_view server, std::string tag)
{
    SourceConfig source;
    source.name = "Mastodon " + std::string{server};
    source.platform = "mastodon";
    source.url = "https://" + std::string{server};
    source.tag = std::move(tag);
    source.network = "Mastodon";
    return source;
}

// None of these asks for a key.
Sources live_sources(const InitAnswers& answers, const Vocabulary& words)
{
    using namespace std::chrono_literals;
    Sources sources;
    const std::string phrase = phrase_parameter(answers.company);
    auto news = rss(
        "Google News",
        "https://news.google.com/rss/search?q=" + phrase + "&" + std::string{words.google_edition},
        15min);
    news.network = "Google News";
    news.language = answers.language;
    sources.add(std::move(news),
                {"News that names the company. Google offers this feed for personal,",
                 "non-commercial use only: fit for a trial. For a wall that stays, put the",
                 "feeds of the newspapers themselves here."});
    if (const std::string tag = hashtag(answers.company); !tag.empty()) {
        sources.add(
            mastodon("mastodon.social", tag),
            {"What people write under #" + tag + "; a server knows the posts its members see."});
        auto national = mastodon(words.national_server, tag);
        national.language = answers.language;
        sources.add(std::move(national), {});
    }
    auto hackers = rss("Hacker News", "https://hnrss.org/newest?q=" + phrase, 10min);
    hackers.network = "Hacker News";
    hackers.language = "en";
    sources.add(std::move(hackers), {"Mostly about technology."});
    return sources;
}

Sources example_sources(const InitAnswers& answers)
{
    using namespace std::chrono_literals;
    Sources sources;
    const std::string tag = hashtag(answers.company);
    auto forum =
        rss("Forum", "https://forum." + host_label(answers.company) + ".example/latest.rss", 5min);
    forum.language = answers.language;
    sources.add(std::move(forum), {"An example: put the address of a feed of your own here."});
    sources.add(mastodon("social.example", tag),
                {"An example: put the address of a Mastodon server here."});
    return sources;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

std::string wrong_with_answers(const InitAnswers& answers)
{
    constexpr std::size_t longest_name = 60;
    const std::string& name = answers.company;
    if (trimmed(name).empty()) return "the company has no name yet: say what the wall calls it";
    if (!is_utf8(name) || std::any_of(name.begin(), name.end(), is_control))
        return "the company's name must be one line of UTF-8 text";
    const auto characters = std::count_if(name.begin(), name.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    });
    if (static_cast<std::size_t>(characters) > longest_name)
        return "the company's name has " + std::to_string(characters) +
               " characters, but at most 60 fit on the wall";
    if (std::find(languages.begin(), languages.end(), answers.language) == languages.end())
        return "the wall does not speak " + in_quotes(answers.language) + "; it speaks " +
               listed({languages.begin(), languages.end()});
    return wrong_with_time_zone(answers.time_zone);
}

std::string first_narrowcast_json(const InitAnswers& answers)
{
    Vocabulary words = vocabulary(answers.language);
    WallConfig wall;
    wall.schema = "narrowcast.schema.json";
    wall.company.name = trimmed(answers.company);
    wall.company.time_zone = answers.time_zone;
    wall.languages = std::move(words.languages);
    wall.topics = std::move(words.topics);
    wall.departments = std::move(words.departments);
    wall.screens = std::move(words.screens);
    const Notes notes{
        {"",
         {"What the wall shows and to whom. A saved change is on the wall within seconds;",
          "one that is not understood is refused, and the wall goes on as it was.",
          "`narrowcast check` says what is wrong, with line and remedy."}},
        {"/look/scenes",
         {"post: one post, large; today: the issue of the day; mosaic: many posts at once;",
          "topics: what people talk about; voices: thanks, and questions that were answered;",
          "reviews: stars; week: the past seven days."}},
        {"/messages",
         {"An announcement is on the walls within seconds, for example:",
          R"({"title": "Canteen closed", "text": "Back on Friday.", "picture": "canteen.jpg",)",
          R"( "from": "2026-03-02T08:00:00+01:00", "until": "2026-03-05T17:00:00+01:00"})",
          "Everything but the title may be left out; \"pinned\": true shows it again and again."}},
        {"/crisis",
         {"In a crisis write the statement and set \"on\" to true; false ends it. With a number",
          "in times_normal, such as 5, the numbers switch it on, too: a rush of bad news."}}};
    return commented(write(wall), schema_of("narrowcast"), notes, {"/screens"});
}

std::string first_hub_json(const InitAnswers& answers)
{
    InitAnswers tidy = answers;
    tidy.company = trimmed(answers.company);
    Sources sources = answers.live_sources ? live_sources(tidy, vocabulary(answers.language))
                                           : example_sources(tidy);
    HubConfig hub;
    hub.schema = "hub.schema.json";
    hub.sources = std::move(sources.list);
    sources.notes[""] = {
        "Where posts come from and where they are kept. Secrets never stand here: a source",
        "names its \"credential\", a file of the credentials folder."};
    return commented(write(hub), schema_of("hub"), sources.notes);
}

}  // namespace narrowcast::config
