// SPDX-License-Identifier: Apache-2.0
// The verbs of the command line. Each returns what main() exits with.
#pragma once

#include "narrowcast/base/result.hpp"

#include <optional>
#include <string>

namespace narrowcast {

// The contract of exit codes.
inline constexpr int done = 0, failed = 1, refused = 2;

int say(const Error& error);  // on stderr; the exit code that fits

struct RunOptions {
    std::string config;
    std::string screen;  // name; "": the first one
    std::string hub;     // address of the hub, for `screen`
    std::string size;    // "1920x1080"; "": as configured
    std::string state;   // folder for the last edition; "": the usual one
    bool fullscreen = false;
    bool no_window = false;
};
int run_all(const RunOptions& options);
int run_hub(const RunOptions& options);
int run_screen_only(const RunOptions& options);

struct InitOptions {
    std::string config, company, language, time_zone;
    bool yes = false;  // ask nothing
};
int init(const InitOptions& options);
int check(const std::string& named, bool legibility);
int doctor(const std::string& named);
int print_schema(const std::string& which);

int fetch(const std::string& config, const std::string& source, bool once);
int parse(const std::string& platform, const std::string& url);
int refine(const std::string& config);
int score(const std::string& language, bool explain);

struct QueryOptions {
    std::string query;
    std::string platform;  // whose own search; "": posts on stdin are looked at
    bool why_not = false;
};
int query_posts(const QueryOptions& options);

struct SentimentOptions {
    std::string config;
    std::string post;   // id
    std::string label;  // "negative", "neutral" or "positive"
    std::string by;     // who decides; "": the user of this process
};
int correct(const SentimentOptions& options);
int uncorrect(const SentimentOptions& options);
int list_corrections(const SentimentOptions& options);
int report_sentiment(const SentimentOptions& options);

int draw_file(const std::string& slide, const std::string& png, const std::string& size);

}  // namespace narrowcast
