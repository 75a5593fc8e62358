// SPDX-License-Identifier: Apache-2.0
// Between the platforms' Request and Response and those of lib/curl.
#include "fetch/http.hpp"

#include "fetch/answer.hpp"

#include <algorithm>

namespace narrowcast {

lib::HttpOptions http_options(const FetchConfig& config)
{
    lib::HttpOptions options;
    options.user_agent = "Narrowcast/0.1";
    if (!config.contact.empty()) options.user_agent += " (+" + config.contact + ")";
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
