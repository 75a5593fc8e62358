// SPDX-License-Identifier: Apache-2.0
#include "lib/curl_transfer.hpp"

#include "narrowcast/base/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace narrowcast::lib {
namespace {

constexpr std::size_t largest_headers = std::size_t{256} * 1024;  // against a flood of them

std::size_t write_body(char* data, std::size_t size, std::size_t count, void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    const std::string_view chunk{data, size * count};
    long status = 0;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    if (transfer.on_chunk && status / 100 == 2) {
        transfer.ended_by_reader = !transfer.on_chunk(chunk);
        return transfer.ended_by_reader ? CURL_WRITEFUNC_ERROR : chunk.size();
    }
    if (transfer.response.body.size() + chunk.size() > transfer.largest) {
        transfer.too_large = true;
        return CURL_WRITEFUNC_ERROR;
    }
    transfer.response.body += chunk;
    return chunk.size();
}

// Of a public_only request: a redirect to where it must not go.
bool leads_astray(Transfer& transfer, std::string_view header, const std::string& value)
{
    if (!transfer.request.public_only || header != "location") return false;
    long status = 0;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    return status / 100 == 3 && !transfer.guard.admits_link(value);
}

std::size_t write_header(char* data, std::size_t size, std::size_t count, void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    const std::string_view line = trimmed({data, size * count});
    transfer.header_bytes += size * count;
    if (transfer.header_bytes > largest_headers) {
        transfer.too_large = true;
        return 0;
    }
    if (line.starts_with("HTTP/")) {  // of a redirect, or of the answer itself
        long status = 0;
        curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
        if (status == 301 || status == 308) transfer.response.moved = true;
        transfer.response.headers.clear();
        return size * count;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return size * count;
    const std::string name = ascii_lower(trimmed(line.substr(0, colon)));
    const std::string value{trimmed(line.substr(colon + 1))};
    transfer.response.headers.emplace(name, value);
    return leads_astray(transfer, name, value) ? 0 : size * count;
}

// A line break in a value would begin a header of its own.
std::string on_one_line(std::string text)
{
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    return text;
}

void set_request(Transfer& transfer)
{
    const HttpRequest& request = transfer.request;
    set(transfer, CURLOPT_URL, request.url.c_str());
    for (const auto& [name, value] : request.headers) {
        const std::string line = on_one_line(name) + ": " + on_one_line(value);
        transfer.headers.reset(curl_slist_append(transfer.headers.release(), line.c_str()));
    }
    set(transfer, CURLOPT_HTTPHEADER, transfer.headers.get());
    if (request.post || !request.body.empty()) {
        set(transfer, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(transfer, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    if (!request.from && !transfer.on_chunk) set(transfer, CURLOPT_ACCEPT_ENCODING, "");
    if (!request.from) return;
    std::string range = std::to_string(*request.from) + "-";
    if (request.most) range += std::to_string(*request.from + *request.most - 1);
    set(transfer, CURLOPT_RANGE, range.c_str());
}

void set_limits(const Transfer& transfer, const HttpOptions& options)
{
    set(transfer, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    set(transfer, CURLOPT_CONNECTTIMEOUT_MS,
        std::min(10'000L, static_cast<long>(options.timeout.count())));
    set(transfer, CURLOPT_LOW_SPEED_LIMIT, 30L);
    set(transfer, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stalled.count()));
    set(transfer, CURLOPT_FOLLOWLOCATION, 1L);
    set(transfer, CURLOPT_MAXREDIRS, static_cast<long>(options.redirects));
    const bool secure = ascii_lower(transfer.request.url).starts_with("https:");
    set(transfer, CURLOPT_PROTOCOLS_STR, transfer.is_file ? "file" : "http,https");
    set(transfer, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
}

void set_callbacks(Transfer& transfer)
{
    set(transfer, CURLOPT_ERRORBUFFER, transfer.error.data());
    set(transfer, CURLOPT_WRITEFUNCTION, &write_body);
    set(transfer, CURLOPT_WRITEDATA, &transfer);
    set(transfer, CURLOPT_HEADERFUNCTION, &write_header);
    set(transfer, CURLOPT_HEADERDATA, &transfer);
    set(transfer, CURLOPT_PRIVATE, &transfer);
}

}  // namespace

void set_question(Transfer& transfer, const HttpOptions& options)
{
    set_callbacks(transfer);
    set_request(transfer);
    set_limits(transfer, options);
}

void set_proxy(const Transfer& transfer, const std::optional<Proxy>& proxy)
{
    set(transfer, CURLOPT_PROXY, proxy ? proxy->url().c_str() : "");
    if (!proxy || proxy->user.empty()) return;
    set(transfer, CURLOPT_PROXYUSERNAME, proxy->user.c_str());
    set(transfer, CURLOPT_PROXYPASSWORD, proxy->password.c_str());
}

}  // namespace narrowcast::lib
