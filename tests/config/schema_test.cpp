// SPDX-License-Identifier: Apache-2.0
#include "config/schema.hpp"

#include "narrowcast/config.hpp"
#include "support/catch.hpp"

using namespace narrowcast;

TEST_CASE("the schema names its dialect and every setting with its sentence")
{
    for (const char* which : {"narrowcast", "hub"}) {
        const auto schema = parse_json(schema_text(which));
        REQUIRE(schema);
        CHECK((*schema)["$schema"] == "https://json-schema.org/draft/2020-12/schema");
        CHECK((*schema)["additionalProperties"] == false);
        for (const auto& [name, property] : (*schema)["properties"].items()) {
            INFO(name);
            CHECK_FALSE(property.value("description", "").empty());
        }
    }
}

TEST_CASE("the schema carries bounds and what is needed")
{
    const Json wall = config::schema_of("narrowcast");
    const Json& screen = wall["properties"]["screens"]["items"];
    CHECK(screen["properties"]["viewing_distance"]["minimum"] == 0.3);
    CHECK(screen["required"] == Json::array({"name"}));
    CHECK(wall["required"] == Json::array({"company", "screens"}));
}

TEST_CASE("there is no schema of anything else") { CHECK(schema_text("wall").empty()); }
