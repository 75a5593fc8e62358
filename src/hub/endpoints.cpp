// SPDX-License-Identifier: Apache-2.0
#include "hub/endpoints.hpp"

#include "hub/hooks.hpp"

#include "media/cache.hpp"
#include "media/shelf.hpp"
#include "narrowcast/base/log.hpp"
#include "narrowcast/base/markup.hpp"

#include <fstream>
#include <iterator>

namespace narrowcast {
namespace {

constexpr auto html = "text/html; charset=utf-8";
// What hangs under a name never changes, but it may have to be forgotten: no longer than here.
constexpr auto kept_an_hour = "private, max-age=3600, immutable";
constexpr std::int64_t writer_silent_most = 30;  // seconds; it goes round every second

lib::WebAnswer not_found(std::string_view what)
{
    return {404, "text/plain; charset=utf-8", std::string{what} + "\n"};
}

void metric(std::string& text, std::string_view name, std::string_view type, std::string_view help,
            double value)
{
    text += "# HELP narrowcast_" + std::string{name} + " " + std::string{help} +
            "\n# TYPE narrowcast_" + std::string{name} + " " + std::string{type} + "\nnarrowcast_" +
            std::string{name} + " " + std::to_string(static_cast<std::int64_t>(value)) + "\n";
}

}  // namespace

Endpoints::Endpoints(Parts parts) : parts_{std::move(parts)}, pictures_{parts_.assets, parts_.media}
{
}

bool Endpoints::is_slow(const lib::WebRequest& request)
{
    if (request.path == "/decisions") return true;
    if (request.path.starts_with(media::served_under)) return true;
    return request.path.starts_with("/screens/") && request.path.ends_with(".png");
}

lib::WebReply Endpoints::answer(const lib::WebRequest& request)
{
    constexpr std::string_view screens = "/screens/";
    const std::string_view path = request.path;
    if (path == "/decisions") return parts_.decide(request);
    if (path.starts_with(Hooks::path)) return parts_.bring(request);
    if (request.method == "POST")
        return lib::WebAnswer{405, "text/plain; charset=utf-8", "only GET is answered here\n"};
    if (path == "/") return index();
    if (path == "/healthz") return health();
    if (path == "/metrics") return metrics();
    if (path.starts_with(media::served_under))
        return media(path.substr(std::string_view{media::served_under}.size()));
    if (path.starts_with(screens)) return screen(path.substr(screens.size()));
    return not_found("nothing is served under this address; / lists the screens");
}

lib::WebReply Endpoints::screen(std::string_view rest)
{
    const auto slash = rest.find('/');
    std::string_view name = rest.substr(0, slash);
    const std::string_view below = slash == rest.npos ? std::string_view{} : rest.substr(slash + 1);
    // not with a slash behind it: is_slow() must agree, pictures are drawn on its thread alone
    const bool png = slash == rest.npos && name.ends_with(".png");
    if (png) name.remove_suffix(4);
    const auto board = parts_.board.get();
    if (!board) {
        // the hub has just begun and has no edition yet: a screen may wait on the stream
        if (below == "edition") return lib::EventStream{std::string{name}, nullptr};
        return lib::WebAnswer{503, "text/plain; charset=utf-8",
                              "the hub has just started; ask again\n"};
    }
    const auto found = board->find(name);
    if (found == board->end())
        return not_found(
            "this hub has no screen of that name; its screens stand in narrowcast.json");
    if (below == "edition") return lib::EventStream{std::string{name}, found->second->event};
    if (!below.empty()) return not_found("a screen has .png and /edition");
    if (!png) return page("screen.html");
    return picture(std::string{name}, *found->second);
}

lib::WebAnswer Endpoints::picture(const std::string& name, const Published& published)
{
    const auto png = pictures_.png(name, published, parts_.clock());
    if (png) return {200, "image/png", **png};
    return {503, "text/plain; charset=utf-8", png.error().text + "\n"};
}

lib::WebAnswer Endpoints::media(std::string_view name) const
{
    auto picture = media::read_kept(parts_.media, name);
    if (!picture) return not_found(picture.error().text);
    const bool jpeg = picture->coding == media::Coding::jpeg;
    return {200, jpeg ? "image/jpeg" : "image/png", std::move(picture->bytes), kept_an_hour};
}

lib::WebAnswer Endpoints::page(std::string_view file) const
{
    std::ifstream stream{parts_.assets / "console" / file, std::ios::binary};
    if (!stream)
        return {500, "text/plain; charset=utf-8", "the program's assets are not complete\n"};
    return {200, html, {std::istreambuf_iterator<char>{stream}, {}}};
}

lib::WebAnswer Endpoints::index() const
{
    std::string rows;
    if (const auto board = parts_.board.get())
        for (const auto& [name, published] : *board) {
            const Wall& wall = published->edition.wall;
            rows += "<li><a href=\"/screens/" + name + "\"><img alt=\"\" src=\"/screens/" + name +
                    ".png\"><b>" + escaped_markup(name) + "</b> " +
                    escaped_markup(wall.department) + " " + escaped_markup(wall.place) +
                    "</a></li>\n";
        }
    lib::WebAnswer answer = page("index.html");
    constexpr std::string_view mark = "<!-- screens -->";
    if (const auto at = answer.body.find(mark); at != std::string::npos)
        answer.body.replace(at, mark.size(), rows);
    return answer;
}

lib::WebAnswer Endpoints::health() const
{
    const std::int64_t seen = parts_.tally.writer_seen;
    const auto silent = seconds_of(parts_.clock()).time_since_epoch().count() - seen;
    if (seen == 0)
        return {503, "text/plain; charset=utf-8", "the hub has just started; ask again\n"};
    if (!parts_.tally.store_well)
        return {503, "text/plain; charset=utf-8",
                "posts cannot be written: see the log for the reason\n"};
    if (silent > writer_silent_most)
        return {503, "text/plain; charset=utf-8",
                "the writer has been silent for " + std::to_string(silent) + " s\n"};
    return {200, "text/plain; charset=utf-8", "ok\n"};
}

lib::WebAnswer Endpoints::metrics() const
{
    const HubTally& tally = parts_.tally;
    std::string text;
    const auto counter = [&](std::string_view name, std::string_view help, const auto& value) {
        metric(text, name, "counter", help, static_cast<double>(value.load()));
    };
    counter("batches_total", "Batches written to the store.", tally.batches);
    counter("posts_added_total", "Posts seen for the first time.", tally.added);
    counter("posts_changed_total", "Known posts that came back changed.", tally.changed);
    counter("posts_same_total", "Known posts that came back unchanged.", tally.same);
    counter("posts_gone_total", "Posts erased because they are gone at their platform.",
            tally.gone);
    counter("editions_total", "Editions made for screens.", tally.editions);
    counter("store_failures_total", "Writes that failed and were tried again.",
            tally.store_failures);
    counter("decisions_total", "Decisions of people about posts.", tally.decisions);
    metric(text, "store_well", "gauge", "1 while the last write succeeded.",
           tally.store_well ? 1 : 0);
    metric(text, "streams", "gauge", "Screens connected.", static_cast<double>(parts_.streams()));
    text +=
        "# HELP narrowcast_edition_age_seconds Seconds since the edition of a screen was made.\n"
        "# TYPE narrowcast_edition_age_seconds gauge\n";
    if (const auto board = parts_.board.get())
        for (const auto& [name, published] : *board)
            text += "narrowcast_edition_age_seconds{screen=\"" + name + "\"} " +
                    std::to_string(
                        (seconds_of(parts_.clock()) - published->edition.wall.made).count()) +
                    "\n";
    text += parts_.source_metrics();
    return {200, "text/plain; version=0.0.4; charset=utf-8", std::move(text)};
}

}  // namespace narrowcast
