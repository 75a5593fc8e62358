// SPDX-License-Identifier: Apache-2.0
// What a first configuration says in each language of the wall.
#pragma once

#include "narrowcast/config.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::config {

struct Vocabulary {
    std::vector<std::string> languages;
    std::vector<TopicConfig> topics;
    std::vector<DepartmentConfig> departments;
    std::vector<ScreenConfig> screens;
    std::string_view google_edition;   // hl, gl and ceid of Google News
    std::string_view national_server;  // a large Mastodon server of that language
};

// nl, en, de or fr; any other is en.
Vocabulary vocabulary(std::string_view language);

}  // namespace narrowcast::config
