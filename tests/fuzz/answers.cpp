// SPDX-License-Identifier: Apache-2.0
#include "fuzz/answers.hpp"

#include "lib/event_stream.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace narrowcast::fuzz {
namespace {

constexpr Time noon{std::chrono::seconds{1'795'262'400}};  // 2026-11-21T12:00:00Z
constexpr std::string_view secret = "kX93-pQ71-vB28";
constexpr std::size_t most_posts = 100'000;
constexpr std::array statuses{200, 200, 200, 200, 304, 400, 401, 403, 404, 410, 429, 500};
constexpr std::size_t kinds = statuses.size() + 4;

SourceConfig source_of(const Platform& platform)
{
    SourceConfig source;
    source.name = "test";
    source.platform = platform.name;
    source.url = "https://polder.example/feed";
    source.credential = secret;
    source.account = "polderbank";
    source.query = "polderbank OR \"polder bank\"";
    source.budget = 10;
    return source;
}

Response response_of(std::string_view body, int status)
{
    Response response;
    response.status = status;
    response.url = "https://polder.example/feed";
    response.headers.emplace("retry-after", "7");
    response.body = body;
    response.received = noon;
    return response;
}

std::string fault_of_sentence(const std::string& text)
{
    if (text.size() < 5) return "a sentence that says nothing";
    if (text.find(secret) != text.npos) return "a sentence with the secret: " + text;
    return is_utf8(text) ? "" : "a sentence that is no UTF-8";
}

std::string fault_of_posts(const Platform& platform, const std::vector<RawPost>& posts)
{
    if (posts.size() > most_posts) return "more posts than bytes could hold";
    for (const RawPost& raw : posts) {
        if (raw.native_id.empty() && !raw.deleted) return "a post without id";
        if (raw.rating && !(*raw.rating >= 0 && *raw.rating <= 5)) return "a rating of no stars";
        const Post post = clean(raw, "test", platform.name, noon);
        if (!is_utf8(post.text) || !is_utf8(post.title) || !is_utf8(post.author.name))
            return "a text that is no UTF-8";
        if (!is_utf8(to_json_line(post))) return "a line that is no UTF-8";
    }
    return {};
}

std::string fault_of_page(const Platform& platform, const SourceConfig& source,
                          const Result<Page>& page)
{
    if (!page) return fault_of_sentence(page.error().text);
    for (const std::string& sentence : page->garbled)
        if (auto fault = fault_of_sentence(sentence); !fault.empty()) return fault;
    if (platform.ask) platform.ask(source, page->next, noon);  // whatever a server made us remember
    return fault_of_posts(platform, page->posts);
}

std::string fault_of_stream(const Platform& platform, const SourceConfig& source,
                            std::string_view bytes)
{
    if (!platform.stream) return {};
    std::string fault;
    const auto read = [&](std::string event, std::string_view data, std::string id) {
        const Frame frame{std::move(event), std::string{data}, std::move(id),
                          "wss://polder.example/stream", noon};
        if (fault.empty())
            fault = fault_of_page(platform, source, platform.stream->read(source, {}, frame));
    };
    lib::EventReader events{64 * 1024};
    lib::LineReader lines{64 * 1024};
    const std::size_t piece = bytes.empty() ? 1 : 1 + static_cast<unsigned char>(bytes[0]) % 200;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const auto part = bytes.substr(at, piece);
        const bool on =
            platform.stream->framing == Stream::Framing::events
                ? events.feed(part, [&](const lib::StreamEvent& e) { read(e.type, e.data, e.id); })
                : lines.feed(part, [&](std::string_view line) { read("", line, ""); });
        if (!on) break;
    }
    return fault;
}

std::string fault_of_looked_up(const Platform& platform, const SourceConfig& source,
                               std::string_view body)
{
    if (!platform.read_looked_up) return {};
    const std::array<Known, 1> known{{{"1", "https://polder.example/1"}}};
    for (const int status : {200, 404}) {
        const auto found = platform.read_looked_up(source, known, response_of(body, status));
        const auto fault =
            found ? fault_of_posts(platform, found->posts) : fault_of_sentence(found.error().text);
        if (!fault.empty()) return fault;
    }
    return {};
}

std::string fault_of_delivery(const Platform& platform, SourceConfig source, std::string_view body,
                              bool trusted)
{
    if (!platform.receive) return {};
    if (trusted) source.credential.clear();
    static constexpr std::array<std::string_view, 5> adapters{"", "discourse", "meta", "slack",
                                                              "github"};
    for (const std::string_view adapter : adapters) {
        source.adapter = adapter;
        Delivery delivery{"POST", {}, {}, std::string{body}, noon};
        delivery.headers.emplace("content-type", "application/json");
        delivery.headers.emplace("x-discourse-event", "post_created");
        delivery.headers.emplace("x-github-event", "issue_comment");
        const auto receipt = platform.receive(source, delivery);
        const auto fault = receipt ? fault_of_posts(platform, receipt->posts)
                                   : fault_of_sentence(receipt.error().text);
        if (!fault.empty()) return fault;
    }
    return {};
}

}  // namespace

std::string fault_of_answer(const Platform& platform, std::string_view bytes)
{
    if (bytes.empty()) return {};
    const std::size_t kind = static_cast<unsigned char>(bytes[0]) % kinds;
    const std::string_view rest = bytes.substr(1);
    const SourceConfig source = source_of(platform);
    if (kind < statuses.size()) {
        if (!platform.read) return {};
        const Response response = response_of(rest, statuses[kind]);
        if (platform.rate_limit) platform.rate_limit(response);
        return fault_of_page(platform, source, platform.read(source, {}, response));
    }
    if (kind == statuses.size()) return fault_of_stream(platform, source, rest);
    if (kind == statuses.size() + 1) return fault_of_looked_up(platform, source, rest);
    return fault_of_delivery(platform, source, rest, kind == statuses.size() + 2);
}

std::vector<std::string> recorded_answers(const Platform& platform)
{
    std::vector<std::string> all;
    const std::filesystem::path folder{NARROWCAST_SOURCE_DIR "/tests/data/" +
                                       std::string{platform.name}};
    if (!std::filesystem::is_directory(folder)) return all;
    for (const auto& file : std::filesystem::directory_iterator{folder}) {
        std::ifstream stream{file.path(), std::ios::binary};
        const std::string body{std::istreambuf_iterator<char>{stream}, {}};
        for (const std::size_t kind : {std::size_t{0}, statuses.size(), statuses.size() + 1,
                                       statuses.size() + 2, statuses.size() + 3})
            all.push_back(static_cast<char>(kind) + body);
    }
    std::ranges::sort(all);
    return all;
}

}  // namespace narrowcast::fuzz
