// SPDX-License-Identifier: Apache-2.0
#include "hub/source_metrics.hpp"

#include <functional>

namespace narrowcast {
namespace {

// A label's value as the Prometheus text format wants it.
std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        if (c == '\\' || c == '"') safe += '\\';
        safe += c == '\n' ? ' ' : c;
    }
    return safe;
}

}  // namespace

std::string source_metrics(const std::shared_ptr<const SourceStates>& states, Instant now)
{
    if (!states) return {};
    std::string text;
    const auto family =
        [&](const std::string& name, const char* type, const char* help,
            const std::function<std::optional<std::int64_t>(const SourceState&)>& value_of) {
            text += "# HELP narrowcast_source_" + name + " " + help +
                    "\n# TYPE narrowcast_source_" + name + " " + type + "\n";
            for (const SourceState& state : *states)
                if (const auto value = value_of(state))
                    text += "narrowcast_source_" + name + "{source=\"" + escaped(state.name) +
                            "\",platform=\"" + escaped(state.platform) + "\"} " +
                            std::to_string(*value) + "\n";
        };
    const auto age = [&](const std::optional<Time>& time) -> std::optional<std::int64_t> {
        if (!time) return {};
        return (seconds_of(now) - *time).count();
    };
    family("up", "gauge", "1 while the source answers, 0 while it fails or is stopped.",
           [](const SourceState& state) {
               return state.status == SourceStatus::failing || state.status == SourceStatus::stopped
                          ? 0
                          : 1;
           });
    family("stopped", "gauge", "1 when only a person can mend it.",
           [](const SourceState& state) { return state.status == SourceStatus::stopped ? 1 : 0; });
    family("listening", "gauge", "1 while its stream is open.", [](const SourceState& state) {
        return state.status == SourceStatus::listening ? 1 : 0;
    });
    family("resting", "gauge", "1 while it is out of budget.",
           [](const SourceState& state) { return state.status == SourceStatus::resting ? 1 : 0; });
    family("last_success_age_seconds", "gauge", "Seconds since the last good answer.",
           [&](const SourceState& state) { return age(state.last_success); });
    family("newest_post_age_seconds", "gauge", "Seconds since the newest post was written.",
           [&](const SourceState& state) { return age(state.newest_post); });
    family("posts_total", "counter", "Posts fetched since start.",
           [](const SourceState& state) { return static_cast<std::int64_t>(state.posts); });
    family("garbled_total", "counter", "Items that could not be read since start.",
           [](const SourceState& state) { return static_cast<std::int64_t>(state.garbled); });
    family("passed_over_total", "counter", "Posts that the source's query does not match.",
           [](const SourceState& state) { return static_cast<std::int64_t>(state.passed_over); });
    family("streams_cut_total", "counter", "Streams cut because more came than could be taken in.",
           [](const SourceState& state) { return static_cast<std::int64_t>(state.cut); });
    return text;
}

}  // namespace narrowcast
