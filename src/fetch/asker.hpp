// SPDX-License-Identifier: Apache-2.0
// Asks one source at once and waits, for a person at the command line: with the logins, budgets
// and pauses that the hub's own fetcher keeps.
#pragma once

#include "fetch/commons.hpp"
#include "fetch/conversation.hpp"
#include "fetch/schedule.hpp"

#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/platform.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace narrowcast {

// Blocks; one thread at a time. What it is given by reference outlives it. What is spent is kept in
// `notes` before it is asked for; a hub that runs meanwhile on the same notes does not see it.
class Asker {
public:
    using OnAnswer = std::function<void(const Response&)>;

    Asker(const SourceJob& job, const FetchConfig& config, const FetchNotes& notes,
          std::stop_token stop, OnAnswer on_answer = {});

    // The page behind the last one; absent: this source is not asked, it is listened to or brought
    // to. Fault::later without budget.
    Result<std::optional<Page>> next_page();

    const SourceConfig& source() const { return source_; }  // with the secret in `credential`
    std::string budget() const;                             // see Commons::budget

private:
    Result<Page> answer_to(const Request& request);

    const SourceJob& job_;
    const FetchConfig& config_;
    const FetchNotes& notes_;
    const std::stop_token stop_;
    const OnAnswer on_answer_;
    SourceConfig source_;
    Cursor cursor_;
    Commons commons_;
    Chance chance_;
};

// Page after page: for `narrowcast fetch NAME --once`. Posts in the order they came; Page::next is
// where to go on. At most `pages` answers.
Result<Page> fetch_once(const SourceJob& job, const FetchConfig& config, const FetchNotes& notes,
                        const std::stop_token& stop, int pages = Schedule::longest_burst);

}  // namespace narrowcast
