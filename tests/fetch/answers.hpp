// SPDX-License-Identifier: Apache-2.0
// Recorded answers for the tests of this folder, and every way to spoil one.
#pragma once

#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/platform.hpp"

#include "support/catch.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace narrowcast::test {

inline std::string recorded(const std::string& name)
{
    std::ifstream file{std::string{NARROWCAST_SOURCE_DIR} + "/tests/data/" + name,
                       std::ios::binary};
    REQUIRE(file);
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline Time at(const char* text) { return *from_rfc3339(text); }

inline Response answer(std::string body, std::string type = "", int status = 200)
{
    Response response;
    response.status = status;
    response.url = "https://polder.example/feed";
    response.body = std::move(body);
    response.received = at("2026-11-21T12:00:00Z");
    if (!type.empty()) response.headers.emplace("content-type", std::move(type));
    return response;
}

inline SourceConfig source_of(const std::string& platform)
{
    SourceConfig source;
    source.name = "test";
    source.platform = platform;
    source.url = "https://polder.example/feed";
    return source;
}

// Torn at every 97th byte, with bytes that are no UTF-8, empty, and other nonsense.
inline std::vector<std::string> spoiled(const std::string& body)
{
    std::vector<std::string> all{"",
                                 " \n",
                                 "\xFF\xFE\x00",
                                 "null",
                                 "[]",
                                 "{}",
                                 "[[[]]]",
                                 "<",
                                 "<a/>",
                                 "0",
                                 "\"text\"",
                                 "<html><body>Sign in",
                                 "[null, 1, \"x\", {}]",
                                 std::string(5000, '\0'),
                                 std::string(100, '[') + std::string(100, ']'),
                                 std::string(100'000, '['),
                                 std::string(100'000, '<')};
    for (std::size_t end = 0; end < body.size(); end += 97) {
        all.push_back(body.substr(0, end));
        std::string broken = body;
        broken.replace(end, 1, "\xC3\x28\xFF");
        all.push_back(std::move(broken));
    }
    return all;
}

// Faults are sentences: they say something, and are valid UTF-8.
inline void check_sentence(const std::string& text)
{
    CHECK(text.size() > 10);
    CHECK(is_utf8(text));
}

// Where a source with one search stands that has all up to this mark.
inline std::string known_up_to(const std::string& mark)
{
    return R"({"turn":0,"places":["{\"known\":\")" + mark + R"(\"}"]})";
}

// Every JSON text in which one value of this one is gone, null or of another type.
inline std::vector<std::string> mutated(const std::string& text)
{
    Json json = *parse_json(text);
    std::vector<std::string> all;
    const std::vector<Json> others{nullptr,
                                   "text",
                                   -1,
                                   1e300,
                                   true,
                                   Json::array(),
                                   Json::object(),
                                   Json::array({nullptr, 7, "x"})};
    const auto visit = [&](auto& self, Json& value) -> void {
        if (!value.is_structured()) return;
        std::vector<std::string> keys;
        if (value.is_object())
            for (const auto& [key, ignored] : value.items())
                keys.push_back(key);
        const std::size_t count = value.size();
        for (std::size_t i = 0; i < count; ++i) {
            Json& child = value.is_object() ? value[keys[i]] : value[i];
            const Json before = child;
            for (const Json& other : others) {
                child = other;
                all.push_back(dump(json));
            }
            child = before;
            const Json whole = value;
            if (value.is_object())
                value.erase(keys[i]);
            else
                value.erase(i);
            all.push_back(dump(json));
            value = whole;
            self(self, value.is_object() ? value[keys[i]] : value[i]);
        }
    };
    visit(visit, json);
    return all;
}

}  // namespace narrowcast::test
