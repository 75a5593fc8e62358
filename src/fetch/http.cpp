// SPDX-License-Identifier: Apache-2.0
// Between the platforms' Request and Response and those of lib/curl.
#include "fetch/http.hpp"

#include "fetch/answer.hpp"

#include <algorithm>

namespace narrowcast {

namespace {

std::string user_agent(const FetchConfig& config)
{
    const std::string product = "Narrowcast/0.1";
    return config.contact.empty() ? product : product + " (+" + config.contact + ")";
}

std::string joined(const std::vector<std::string>& hosts)
{
    std::string list;
    for (const std::string& host : hosts)
        list += (list.empty() ? "" : ",") + host;
    return list;
}

}  // namespace

lib::WebSocketOptions socket_options(const FetchConfig& config)
{
    return {.user_agent = user_agent(config),
            .extra_ca_file = config.extra_ca_file,
            .proxy = config.proxy,
            .proxy_login = config.proxy_credential,
            .no_proxy = joined(config.no_proxy),
            .timeout = config.timeout};
}

lib::HttpOptions http_options(const FetchConfig& config)
{
    lib::HttpOptions options;
    options.user_agent = user_agent(config);
    options.proxy = config.proxy;
    options.proxy_login = config.proxy_credential;
    options.no_proxy = joined(config.no_proxy);
    options.extra_ca_file = config.extra_ca_file;
    options.timeout = config.timeout;
    options.stalled = std::min(config.timeout, options.stalled);
    options.largest = config.largest_answer_mb * 1024 * 1024;
    return options;
}

lib::HttpRequest http_request(const Request& request)
{
    lib::HttpRequest out{
        .url = request.url, .headers = request.headers, .body = request.body, .from = request.from};
    out.post = request.post;
    if (request.from) out.most = largest_range;
    // Only a platform that reads a file that grows may read one: no feed address reaches our disk.
    out.files = request.from.has_value();
    return out;
}

Response response_of(lib::HttpResponse response, Time received)
{
    return Response{.status = response.status,
                    .url = std::move(response.url),
                    .headers = std::move(response.headers),
                    .body = std::move(response.body),
                    .received = received};
}

}  // namespace narrowcast
