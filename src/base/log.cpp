// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace narrowcast::log {
namespace {

spdlog::logger& logger()
{
    // journald adds the time itself; a person at a terminal reads the sentence
    static const auto made = [] {
        auto fresh = std::make_shared<spdlog::logger>(
            "narrowcast", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        fresh->set_pattern("%l %v");
        fresh->flush_on(spdlog::level::trace);
        return fresh;
    }();
    return *made;
}

}  // namespace

void set_level(Level level)
{
    constexpr spdlog::level::level_enum levels[] = {spdlog::level::debug, spdlog::level::info,
                                                    spdlog::level::warn, spdlog::level::err,
                                                    spdlog::level::off};
    logger().set_level(levels[static_cast<std::size_t>(level)]);
}

void debug(std::string_view folder, std::string_view sentence)
{
    logger().debug("{}: {}", folder, sentence);
}
void info(std::string_view folder, std::string_view sentence)
{
    logger().info("{}: {}", folder, sentence);
}
void warning(std::string_view folder, std::string_view sentence)
{
    logger().warn("{}: {}", folder, sentence);
}
void error(std::string_view folder, std::string_view sentence)
{
    logger().error("{}: {}", folder, sentence);
}

}  // namespace narrowcast::log
