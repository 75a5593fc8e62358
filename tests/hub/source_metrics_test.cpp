// SPDX-License-Identifier: Apache-2.0
#include "hub/source_metrics.hpp"

#include "exposition.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace std::chrono_literals;

namespace {

const Time noon{std::chrono::seconds{1'795'262'400}};

SourceState state_of(std::string name, SourceStatus status)
{
    SourceState state;
    state.name = std::move(name);
    state.platform = "rss";
    state.status = status;
    return state;
}

test::Series metrics_of(SourceStates states)
{
    return test::parsed_metrics(
        source_metrics(std::make_shared<const SourceStates>(std::move(states)), noon));
}

}  // namespace

TEST_CASE("before the first word of the fetcher there are no lines about sources")
{
    CHECK(source_metrics(nullptr, noon).empty());
}

TEST_CASE("a source is up while it waits or works, and down while it fails or is stopped")
{
    const auto series =
        metrics_of({state_of("a", SourceStatus::waiting), state_of("b", SourceStatus::working),
                    state_of("c", SourceStatus::failing), state_of("d", SourceStatus::stopped)});
    const auto value = [&](const std::string& metric, const std::string& name) {
        return series.at("narrowcast_source_" + metric + "{source=\"" + name +
                         "\",platform=\"rss\"}");
    };
    CHECK(value("up", "a") == 1);
    CHECK(value("up", "b") == 1);
    CHECK(value("up", "c") == 0);
    CHECK(value("up", "d") == 0);
    CHECK(value("stopped", "c") == 0);
    CHECK(value("stopped", "d") == 1);
}

TEST_CASE("ages are counted from now, and absent while nothing has come")
{
    SourceState state = state_of("a", SourceStatus::waiting);
    const std::string age =
        "narrowcast_source_last_success_age_seconds{source=\"a\","
        "platform=\"rss\"}";
    CHECK_FALSE(metrics_of({state}).contains(age));
    state.last_success = noon - 42s;
    state.newest_post = noon - 2h;
    state.posts = 7;
    state.garbled = 1;
    const auto series = metrics_of({state});
    CHECK(series.at(age) == 42);
    CHECK(series.at("narrowcast_source_newest_post_age_seconds{source=\"a\",platform=\"rss\"}") ==
          7200);
    CHECK(series.at("narrowcast_source_posts_total{source=\"a\",platform=\"rss\"}") == 7);
    CHECK(series.at("narrowcast_source_garbled_total{source=\"a\",platform=\"rss\"}") == 1);
}

TEST_CASE("a source's name with quotes, backslashes and line ends keeps the metrics readable")
{
    const auto series = metrics_of({state_of("the \"big\"\nC:\\feed", SourceStatus::waiting)});
    CHECK(series.contains(
        "narrowcast_source_up{source=\"the \\\"big\\\" C:\\\\feed\",platform=\"rss\"}"));
}

TEST_CASE("what went wrong at a source is not told in the metrics")
{
    SourceState state = state_of("a", SourceStatus::failing);
    state.last_error = "the word of mouth";
    const auto text =
        source_metrics(std::make_shared<const SourceStates>(SourceStates{state}), noon);
    CHECK_THAT(text, !Catch::Matchers::ContainsSubstring("word of mouth"));
}
