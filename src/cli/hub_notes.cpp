// SPDX-License-Identifier: Apache-2.0
#include "cli/hub_notes.hpp"

#include "hub/hub.hpp"
#include "narrowcast/base/log.hpp"
#include "narrowcast/store.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

namespace narrowcast {

FetchNotes notes_of(const Config& config)
{
    const std::filesystem::path file = state_folder_of(config) / "narrowcast.db";
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return {};
    auto store = open_sqlite_store(file);
    if (!store) return {};
    const std::shared_ptr<Store> shared = *std::move(store);
    return {.read = [shared](const std::string& name) { return shared->note(name).value_or(""); },
            .keep =
                [shared](const std::string& name, const std::string& text) {
                    if (const auto kept = shared->keep_note(name, text); !kept)
                        log::debug("fetch", kept.error().text);
                }};
}

}  // namespace narrowcast
