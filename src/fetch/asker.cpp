// SPDX-License-Identifier: Apache-2.0
#include "fetch/asker.hpp"

#include "fetch/answer.hpp"
#include "fetch/http.hpp"

#include <iterator>
#include <random>
#include <utility>

namespace narrowcast {

Asker::Asker(const SourceJob& job, const FetchConfig& config, const FetchNotes& notes,
             std::stop_token stop, OnAnswer on_answer)
    : job_{job},
      config_{config},
      notes_{notes},
      stop_{std::move(stop)},
      on_answer_{std::move(on_answer)},
      source_{job.source},
      cursor_{job.cursor},
      commons_{notes},
      chance_{std::random_device{}()}
{
    source_.credential = job.credential;
    commons_.join(source_);
}

std::string Asker::budget() const
{
    return commons_.budget(source_, *job_.platform, seconds_of(system_now()));
}

Result<std::optional<Page>> Asker::next_page()
{
    if (std::string session = commons_.session(source_); !session.empty())
        cursor_.session = std::move(session);
    const Request request = job_.platform->ask(source_, cursor_, seconds_of(system_now()));
    if (request.url.empty()) return std::nullopt;
    auto page = answer_to(request);
    commons_.keep(notes_);
    if (!page) {
        Error error = std::move(page).error();
        error.text = without_secret(std::move(error.text), source_);
        return std::unexpected{std::move(error)};
    }
    for (std::string& sentence : page->garbled)
        sentence = without_secret(std::move(sentence), source_);
    cursor_ = page->next;
    return std::optional{*std::move(page)};
}

Result<Page> Asker::answer_to(const Request& request)
{
    const Instant now = system_now();
    if (const auto wait = commons_.permit(source_, *job_.platform, request, now))
        return fail(Fault::later, (wait->reason.empty() ? "not now" : wait->reason) +
                                      "; it is asked again at " +
                                      to_rfc3339(seconds_of(wait->until)));
    commons_.keep(notes_);
    auto got = lib::get(http_request(request), http_options(config_), stop_);
    if (!got) return std::unexpected{got.error()};
    const Response response = response_of(*std::move(got), seconds_of(system_now()));
    commons_.settle(source_, request, response, now, chance_);
    if (on_answer_) on_answer_(response);
    auto page = job_.platform->read(source_, cursor_, response);
    if (!page) return page;
    commons_.renewed(source_, cursor_.session, page->next.session);
    commons_.spend(source_, *job_.platform, page->spent, now);
    return page;
}

Result<Page> fetch_once(const SourceJob& job, const FetchConfig& config, const FetchNotes& notes,
                        const std::stop_token& stop, int pages)
{
    Asker asker{job, config, notes, stop};
    Page all{.posts = {}, .next = job.cursor, .more = true, .wait = {}, .garbled = {}};
    for (bool asked = false; all.more && pages > 0; --pages, asked = true) {
        auto page = TRY(asker.next_page());
        if (!page && !asked)
            return fail(Fault::refused,
                        "'" + job.source.name +
                            "' cannot be asked: its posts come while it is listened to (leave out "
                            "--once) or are brought to the hub");
        if (!page) break;
        std::move(page->posts.begin(), page->posts.end(), std::back_inserter(all.posts));
        std::move(page->garbled.begin(), page->garbled.end(), std::back_inserter(all.garbled));
        all.next = std::move(page->next);
        all.more = page->more;
        all.wait = page->wait;
    }
    return all;
}

}  // namespace narrowcast
