// SPDX-License-Identifier: Apache-2.0
// A scorer for the tests: knows two words, and every way to go wrong.
//
//     scorer_double MODE [FILE]     FILE gets a line with the process' number at each start
#include "narrowcast/base/json.hpp"

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <thread>

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

Json chances_of(const std::string& text)
{
    if (text.find("goed") != text.npos) return {0.1, 0.2, 0.7};
    if (text.find("slecht") != text.npos) return {0.8, 0.15, 0.05};
    return {0.2, 0.6, 0.2};
}

void answer(const Json& asked)
{
    Json line = Json::object();
    line["id"] = asked["id"];
    line["chances"] = chances_of(asked["text"].get<std::string>());
    std::cout << dump(line) << std::endl;
}

void answer_with(const Json& asked, const std::string& rest)
{
    std::cout << "{\"id\": " << dump(asked["id"]) << ", " << rest << "}" << std::endl;
}

void sleep_for_good()
{
    while (true)
        std::this_thread::sleep_for(1h);
}

// Answers in another order than it was asked.
void answer_backwards(const Json& asked)
{
    static std::string held;
    if (held.empty()) {
        held = dump(asked);
        return;
    }
    answer(asked);
    answer(*parse_json(held));
    held.clear();
}

using Act = void (*)(const Json& asked);

const std::map<std::string, Act> acts{
    {"good", answer},
    {"backwards", answer_backwards},
    {"slow", [](const Json& asked) { std::this_thread::sleep_for(300ms), answer(asked); }},
    {"mute", [](const Json&) {}},
    {"stuck", [](const Json&) { sleep_for_good(); }},
    {"dies", [](const Json&) { std::exit(3); }},
    {"dies-after-one", [](const Json& asked) { answer(asked), std::exit(0); }},
    {"babbles", [](const Json&) { std::cout << "Loading the model...\n"
                                            << std::flush; }},
    {"endless",
     [](const Json&) {
         while (std::cout << std::string(100'000, 'x') << std::flush) {
         }
     }},
    {"stranger",
     [](const Json&) { std::cout << R"({"id": "987654321", "chances": [1, 0, 0]})" << std::endl; }},
    {"nan",
     [](const Json& asked) {
         answer_with(asked, R"("label": "positive", "score": null, "confidence": 0.5)");
     }},
    {"beyond",
     [](const Json& asked) {
         answer_with(asked, R"("label": "positive", "score": 7, "confidence": 0.5)");
     }},
    {"half",
     [](const Json& asked) {  // of the texts
         if (asked["text"].get<std::string>().find("slecht") != std::string::npos)
             answer_with(asked, R"("error": "too long")");
         else
             answer(asked);
     }},
};

}  // namespace

int main(int count, char** arguments)
{
    const std::string mode = count > 1 ? arguments[1] : "good";
    if (count > 2) std::ofstream{arguments[2], std::ios::app} << ::getpid() << std::endl;
    if (mode == "stuck") std::signal(SIGTERM, SIG_IGN);
    const Act act = acts.at(mode);
    for (std::string line; std::getline(std::cin, line);)
        act(*parse_json(line));
    if (mode == "stuck") sleep_for_good();
}
