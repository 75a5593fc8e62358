// SPDX-License-Identifier: Apache-2.0
// The configuration that a few answers lead to. Pure.
#pragma once

#include "config/commented.hpp"
#include "narrowcast/config.hpp"

#include <string>

namespace narrowcast::config {

// The first thing wrong with the answers, with a remedy; "" if nothing is.
std::string wrong_with_answers(const InitAnswers& answers);

std::string first_narrowcast_json(const InitAnswers& answers);
std::string first_hub_json(const InitAnswers& answers);

}  // namespace narrowcast::config
