// SPDX-License-Identifier: Apache-2.0
// What the parts of the platform X share: questions, positions, posts, prices. Private to x*.cpp.
//
// X renames its tweets to posts: both namings are read, SourceConfig::api_version says which one
// the parameters of a question have.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/platform.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// What Cursor::position holds: how far the stream's rules are, and where each search stands.
struct XPosition {
    std::string rules_of;                // fingerprint of the rules that `rules` is about
    std::string rules;                   // "" not known, remove, add, set, refused
    std::vector<std::string> old_rules;  // their ids, while `remove`
    std::string search;                  // a Rotation of XPlace

    static XPosition of(const Cursor& cursor);
    std::string spelled() const;
};

// Where one search stands. `since` stays while the pages of `next` are followed.
struct XPlace {
    std::string since, next, newest;
    std::int64_t pages = 0;

    static XPlace of(const std::string& text);
    std::string spelled() const;
};

// ---- questions ---------------------------------------------------------------------------------

// What to search for, in X's words; none: the settings say nothing that X can search for.
std::vector<std::string> x_searches(const SourceConfig& source);
Request x_question(const SourceConfig& source, const std::string& path);  // "/2/tweets?ids=1"
// What an answer costs is known when it is here: the question only needs something to be left.
Request x_paid(Request request);
// "tweet.fields=...&expansions=...": what a post must come with; `versions`: those it replaced,
// too.
std::string x_fields(const SourceConfig& source, bool versions);

// ---- answers -----------------------------------------------------------------------------------

// The answer as JSON, or X's problem in words with what to do about it.
Result<Json> x_answer(const SourceConfig& source, const Response& response);
// Of a problem that X reports ("https://api.x.com/2/problems/usage-capped"): `error`, with what is
// to be done.
Error x_problem(Error error, std::string_view type);

// The member by its name in either naming.
const Json& x_either(const Json& json, const char* tweet, const char* post);
Result<RawPost> x_post(const Json& post, const Json& includes);
const Json& x_item(const Json& items, const char* key, std::string_view id);  // or null
std::vector<Spending> x_price(const Json& answer, Time received);

// The ids of posts tell when they were written. Nothing of one that is no such id.
std::optional<Time> x_time_of(std::string_view id);
std::string x_id_at(Time time);  // the first that can be given out then
std::string x_larger(const std::string& a, const std::string& b);  // of two ids

// ---- the rules of the filtered stream ----------------------------------------------------------

bool x_rules_due(const SourceConfig& source, const XPosition& position);
bool x_rules_set(const SourceConfig& source, const XPosition& position);
Request x_ask_rules(const SourceConfig& source, const XPosition& position);
bool x_is_about_rules(const Response& response);  // by its address
bool x_lists_rules(const Json& answer);           // by its shape
Result<Page> x_read_rules(const SourceConfig& source, const Cursor& cursor,
                          const Response& response);

extern const Stream x_stream;

}  // namespace narrowcast
