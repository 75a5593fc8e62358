// SPDX-License-Identifier: Apache-2.0
// Properties: whatever is done to a sample, it is accepted or refused at a line, never worse.
#include "narrowcast/base/json.hpp"
#include "sample.hpp"

#include <random>
#include <set>

using namespace narrowcast;
using namespace narrowcast::test;

namespace {

const std::vector<Json> odd_values{nullptr,
                                   true,
                                   -1,
                                   0,
                                   1e300,
                                   18446744073709551615U,
                                   "",
                                   " ",
                                   "x",
                                   std::string(5000, 'a'),
                                   "Ünï\n",
                                   Json::array(),
                                   Json::object(),
                                   Json::array({Json::array()}),
                                   Json::array({1, "a", nullptr}),
                                   Json{{"name", 3}}};

std::vector<Json::json_pointer> places_in(const Json& json)
{
    std::set<std::string> places;
    const Json flat = json.flatten();
    for (const auto& [pointer, unused] : flat.items())
        for (Json::json_pointer at{pointer}; !at.empty(); at = at.parent_pointer())
            places.insert(at.to_string());
    return {places.begin(), places.end()};
}

// Both outcomes are right, as long as exactly one of them is the case.
void check_sane(const TemporaryFolder& folder)
{
    const Loaded loaded = load_config(folder.path());
    CHECK(loaded.config.has_value() == loaded.refusals.empty());
    for (const Refusal& refusal : loaded.refusals) {
        CHECK(refusal.line > 0);
        CHECK(refusal.column > 0);
        CHECK_FALSE(refusal.text.empty());
    }
}

void mutate_every_value(const std::string& name, const TemporaryFolder& folder)
{
    const std::string original = folder.read(name);
    const auto document = parse_document(original);
    REQUIRE(document);
    for (const auto& pointer : places_in(document->root)) {
        for (const Json& odd : odd_values) {
            Json mutant = document->root;
            mutant[pointer] = odd;
            INFO(pointer.to_string() << " = " << dump(odd).substr(0, 60));
            folder.write(name, dump(mutant, 1));
            check_sane(folder);
        }
    }
    folder.write(name, original);
}

void rename_every_key(const std::string& name, const TemporaryFolder& folder)
{
    const std::string original = folder.read(name);
    const auto document = parse_document(original);
    REQUIRE(document);
    for (const auto& pointer : places_in(document->root)) {
        Json mutant = document->root;
        Json& parent = mutant[pointer.parent_pointer()];
        if (!parent.is_object()) continue;
        parent[pointer.back() + "_"] = parent[pointer.back()];
        parent.erase(pointer.back());
        folder.write(name, dump(mutant, 1));
        INFO(pointer.to_string());
        check_sane(folder);
        CHECK_FALSE(load_config(folder.path()).config);
    }
    folder.write(name, original);
}

}  // namespace

TEST_CASE("any value of a sample may be anything: it is accepted, or refused at a line")
{
    const TemporaryFolder folder;
    folder.write("narrowcast.json", good_wall);
    folder.write("hub.json", good_hub);
    mutate_every_value("narrowcast.json", folder);
    mutate_every_value("hub.json", folder);
}

TEST_CASE("any misspelt key of a sample is refused at a line")
{
    const TemporaryFolder folder;
    folder.write("narrowcast.json", good_wall);
    folder.write("hub.json", good_hub);
    rename_every_key("narrowcast.json", folder);
    rename_every_key("hub.json", folder);
}

TEST_CASE("a sample torn or scratched anywhere is accepted, or refused")
{
    const TemporaryFolder folder;
    folder.write("narrowcast.json", good_wall);
    folder.write("hub.json", good_hub);
    std::mt19937 random{7};
    for (int round = 0; round < 500; ++round) {
        std::string text{good_hub};
        const std::size_t at = random() % text.size();
        if (round % 3 == 0)
            text.resize(at);
        else if (round % 3 == 1)
            text.erase(at, 1 + random() % 20);
        else
            text[at] = static_cast<char>(random());
        folder.write("hub.json", text);
        const Loaded loaded = load_config(folder.path());
        INFO(text);
        CHECK(loaded.config.has_value() == loaded.refusals.empty());
    }
}
