// SPDX-License-Identifier: Apache-2.0
#include "config/vocabulary.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <set>

using namespace narrowcast;
using config::vocabulary;

TEST_CASE("each language has topics, departments and two screens of its own")
{
    std::set<std::string> service_words;
    for (const char* language : {"nl", "en", "de", "fr"}) {
        const auto words = vocabulary(language);
        CHECK(words.languages.front() == language);
        CHECK(words.topics.size() >= 5);
        CHECK(words.departments.size() == 3);
        CHECK(words.screens.size() == 2);
        service_words.insert(words.topics.front().query);
    }
    CHECK(service_words.size() == 4);
}

TEST_CASE("departments care about topics that there are")
{
    for (const char* language : {"nl", "en", "de", "fr"}) {
        const auto words = vocabulary(language);
        for (const auto& department : words.departments)
            for (const auto& topic : department.topics)
                CHECK(std::any_of(words.topics.begin(), words.topics.end(),
                                  [&](const TopicConfig& t) { return t.name == topic; }));
    }
}

TEST_CASE("a language the wall does not speak is English")
{
    CHECK(vocabulary("pt").topics == vocabulary("en").topics);
}
