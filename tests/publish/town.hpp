// SPDX-License-Identifier: Apache-2.0
// An invented town that talks about its bank: days made to order for the tests
// of publish.
#pragma once

#include "fakes.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/publish.hpp"

#include <string>
#include <utility>
#include <vector>

namespace narrowcast {

inline Time at(std::string_view text) { return from_rfc3339(text).value(); }

inline WallConfig polderbank()
{
    WallConfig config;
    config.company.name = "Polderbank";
    config.company.also_called = {"De Polder Bank"};
    config.company.accounts = {"@polderbank@polder.example"};
    config.languages = {"nl", "en"};
    config.screens.emplace_back();
    config.screens[0].name = "hall";
    config.screens[0].place = "Hal";
    return config;
}

struct Town {
    WallConfig config = polderbank();
    fakes::MemoryStore store;
    int posts = 0;

    RoutedPost post(Time when, std::string author, std::string text, Label label = Label::neutral)
    {
        RoutedPost routed;
        routed.post.id = "test:" + std::to_string(1000 + posts++);
        routed.post.author.handle = std::move(author);
        routed.post.text = std::move(text);
        routed.post.language = "nl";
        routed.post.created = when;
        routed.mood = {
            .label = label, .confidence = 0.9, .sure = true, .language = "nl", .words = {}};
        routed.screens = {"hall"};
        return routed;
    }

    std::string keep(RoutedPost routed)
    {
        std::string id = routed.post.id;
        store.put({std::move(routed)}, "test", {}).value();
        return id;
    }

    std::string say(Time when, std::string author, std::string text, Label label = Label::neutral)
    {
        return keep(post(when, std::move(author), std::move(text), label));
    }

    // `count` posts by different people, spread over an hour, each with its own
    // second sentence.
    void crowd(Time hour, int count, const std::string& text, Label label = Label::neutral)
    {
        static constexpr std::string_view ends[] = {"rekening", "pinpas",  "spaargeld",
                                                    "kantoor",  "balie",   "hypotheek",
                                                    "wachtrij", "telefoon"};
        for (int i = 0; i < count; ++i)
            say(hour + std::chrono::seconds{3500 / count * i},
                "@p" + std::to_string(posts) + "@town.example",
                text + " " + std::string{ends[i % 8]} + std::to_string(i), label);
    }

    // In each of so many past weeks, every hour of every day had these counts.
    void used_to(int weeks, const Tally& hourly, Time before)
    {
        for (int hour = 1; hour <= weeks * 7 * 24; ++hour)
            store.count_only(before - std::chrono::hours{hour}, hourly);
    }
};

inline constexpr Tally two_neutral{.neutral = 2};

// What people write about a bank on any day.
inline void small_talk(Town& town, Time day)
{
    const std::vector<std::string> talk = {"Nieuwe pinpas gekregen van de bank, mooi kleurtje",
                                           "Hypotheek afgesloten vandaag",
                                           "Lange wachtrij bij het kantoor in de hoofdstraat",
                                           "De app heeft een nieuw icoon",
                                           "Spaarrente gaat weer omlaag",
                                           "Contactloos betalen werkt prima",
                                           "Kantoor in het dorp sluit, waar moet oma naartoe",
                                           "Rekening geopend voor de kleine",
                                           "App vraagt om een update",
                                           "Overboeking duurt lang"};
    for (int i = 0; i < 60; ++i)
        town.say(day + std::chrono::minutes{20 * i}, "@t" + std::to_string(i) + "@town.example",
                 talk[static_cast<std::size_t>(i) % talk.size()] + " " + std::to_string(i));
}

}  // namespace narrowcast
