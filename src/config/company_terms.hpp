// SPDX-License-Identifier: Apache-2.0
// A company's name as search engines, hashtags and addresses want it.
#pragma once

#include <string>
#include <string_view>

namespace narrowcast::config {

// The name in quotes as the value of a URL parameter: Café "Zon" -> %22Caf%C3%A9%20Zon%22.
std::string phrase_parameter(std::string_view company);

// Letters and digits only, each word with a capital: "de volksbank" -> "DeVolksbank". "" if the
// name makes no hashtag: they need a letter.
std::string hashtag(std::string_view company);

// Small ASCII letters and digits, for an example address; "company" if there is none.
std::string host_label(std::string_view company);

}  // namespace narrowcast::config
