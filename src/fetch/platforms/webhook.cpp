// SPDX-License-Identifier: Apache-2.0
// Posts that others bring: signed deliveries in our own form, and in those of Discourse, Meta,
// Slack and GitHub. Nothing is asked for.
#include "fetch/platforms/rows.hpp"

#include "fetch/answer.hpp"
#include "fetch/platforms/deliveries.hpp"
#include "fetch/platforms/graph.hpp"
#include "fetch/platforms/json_answer.hpp"
#include "fetch/platforms/take.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {
namespace {

constexpr Seal own_seal{.header = "x-narrowcast-signature",
                        .prefix = "sha256=",
                        .time = "x-narrowcast-timestamp",
                        .between = "."};
constexpr Seal discourse_seal{.header = "x-discourse-event-signature", .prefix = "sha256="};
constexpr Seal slack_seal{.header = "x-slack-signature",
                          .prefix = "v0=",
                          .time = "x-slack-request-timestamp",
                          .before = "v0:",
                          .between = ":"};

void read_ours(const SourceConfig& source, const Delivery&, const Json& json, Page& page)
{
    read_generic_delivery(source, json, page);
}

void read_discourse(const SourceConfig&, const Delivery& delivery, const Json& json, Page& page)
{
    read_discourse_delivery(json, delivery.header("x-discourse-event"),
                            delivery.header("x-discourse-instance"), page);
}

void read_slack(const SourceConfig&, const Delivery&, const Json& json, Page& page)
{
    read_slack_delivery(json, page);
}

void read_github(const SourceConfig&, const Delivery&, const Json& json, Page& page)
{
    read_github_delivery(json, page);
}

struct Adapter {
    std::string_view name;
    Seal seal;
    std::string_view id_header;  // names the delivery, the same one again when it is repeated
    void (*read)(const SourceConfig&, const Delivery&, const Json&, Page&);
};

constexpr std::array adapters{
    Adapter{"generic", own_seal, "x-narrowcast-delivery", read_ours},
    Adapter{"discourse", discourse_seal, "x-discourse-event-id", read_discourse},
    Adapter{"slack", slack_seal, "", read_slack},
    Adapter{"github", meta_seal, "x-github-delivery", read_github},
};

// Sender's ids of deliveries are not signed: only what is signed names it for good.
std::string id_of(const Adapter& adapter, const Delivery& delivery, const Json& json)
{
    std::string id{trimmed(delivery.header(adapter.id_header))};
    if (adapter.name == "slack") id = text_in(json, "event_id");
    if (id.empty() || id.size() > 200) return delivery_id_of(adapter.seal, delivery);
    return adapter.name == "discourse" ? id + " " + delivery_id_of(adapter.seal, delivery) : id;
}

Result<Receipt> receive(const SourceConfig& source, const Delivery& delivery)
{
    if (source.adapter == "meta") return receive_from_meta(source, delivery);
    if (delivery.method != "POST")
        return fail(Fault::rejected, "posts are delivered with POST, not " + delivery.method);
    std::string_view wanted = source.adapter;
    if (wanted.empty()) wanted = "generic";
    const auto adapter = std::find_if(adapters.begin(), adapters.end(),
                                      [&](const Adapter& one) { return one.name == wanted; });
    if (adapter == adapters.end())
        return fail(Fault::refused, "there is no adapter called '" + source.adapter + "'");
    const std::string secret = secret_part(source, "secret", "secret");
    if (auto proven = check_seal(adapter->seal, delivery, secret); !proven)
        return std::unexpected{std::move(proven).error()};
    const Json json = TRY(parse_json(delivery.body));
    Receipt receipt;
    receipt.delivery_id = id_of(*adapter, delivery, json);
    if (adapter->name == "slack" && text_in(json, "type") == "url_verification")
        receipt.reply = text_in(json, "challenge");
    Page page;
    adapter->read(source, delivery, json, page);
    receipt.posts = std::move(page.posts);
    receipt.garbled = std::move(page.garbled);
    return receipt;
}

Request ask(const SourceConfig&, const Cursor&, Time) { return {}; }

std::string said_by_server(const Json&) { return {}; }

// A recorded delivery, told by its shape.
Result<Page> read(const SourceConfig& source, const Cursor& cursor, const Response& response)
{
    const Json json = TRY(json_answer(source, response, said_by_server, "is this a delivery"));
    Page page{.posts = {}, .next = cursor, .more = false, .wait = {}, .garbled = {}};
    if (is_meta_delivery(json))
        read_meta_delivery(json, page);
    else if (member(json, "event").is_object())
        read_slack_delivery(json, page);
    else if (member(json, "repository").is_object())
        read_github_delivery(json, page);
    else if (member(json, "post").is_object() || !member(json, "ping").is_null())
        read_discourse_delivery(json, "", "", page);
    else
        read_generic_delivery(source, json, page);
    return page;
}

Result<void> check(const SourceConfig& source)
{
    if (trimmed(source.credential).empty())
        return fail(Fault::refused,
                    "webhook needs a secret to check signatures with: put one into the "
                    "credentials folder and its name into 'credential'");
    return {};
}

}  // namespace

constinit const Platform webhook{
    .name = "webhook", .ask = ask, .read = read, .check = check, .receive = receive};

}  // namespace narrowcast
