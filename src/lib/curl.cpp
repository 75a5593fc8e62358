// SPDX-License-Identifier: Apache-2.0
// HTTP through libcurl: the loop. A transfer is in curl_transfer.cpp, what went wrong is put in
// words by curl_fault.cpp; get() and stream() are in curl_calls.cpp.
#include "lib/curl.hpp"

#include "lib/curl_fault.hpp"
#include "lib/curl_transfer.hpp"
#include "lib/curl_url.hpp"
#include "lib/proxy.hpp"

#include "narrowcast/base/text.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace narrowcast::lib {
namespace {

struct MultiDeleter {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
void start_library()
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)started;
}

std::string file_text(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// Reading a pipe or a device would hold up the whole loop.
bool is_plain_file(const std::string& url)
{
    std::error_code error;
    return std::filesystem::is_regular_file(path_in_url(url), error);
}

}  // namespace

struct HttpLoop::State {
    HttpOptions options;
    ProxyRules proxies;
    std::string certificates;  // the system's and the extra ones; "": libcurl's own choice
    std::unique_ptr<CURLM, MultiDeleter> multi{curl_multi_init()};
    std::map<Ticket, std::unique_ptr<Transfer>> transfers;
    std::vector<Finished> finished;
    Ticket last = 0;
    std::atomic<bool> woken = false;

    ~State();
    Result<void> load_certificates();
    Ticket start(const HttpRequest& request, OnChunk on_chunk);
    void set_tls(const Transfer& transfer) const;
    void set_way(Transfer& transfer) const;
    void add_proxy_facts(Transfer& transfer, FaultFacts& facts) const;
    void collect();
    Result<HttpResponse> outcome(Transfer& transfer, CURLcode code) const;
};

HttpLoop::State::~State()
{
    for (auto& [ticket, transfer] : transfers)
        curl_multi_remove_handle(multi.get(), transfer->easy.get());
}

Result<void> HttpLoop::State::load_certificates()
{
    if (options.extra_ca_file.empty()) return {};
    const std::string extra = file_text(options.extra_ca_file);
    if (extra.find("-----BEGIN CERTIFICATE-----") == std::string::npos)
        return fail(Fault::refused, "extra_ca_file: " + options.extra_ca_file +
                                        " cannot be read or holds no certificate (PEM)");
    const std::unique_ptr<CURL, EasyDeleter> easy{curl_easy_init()};
    char* system = nullptr;
    curl_easy_getinfo(easy.get(), CURLINFO_CAINFO, &system);
    if (system != nullptr) certificates = file_text(system) + "\n";
    certificates += extra;
    return {};
}

void HttpLoop::State::set_tls(const Transfer& transfer) const
{
    set(transfer, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (certificates.empty()) return;
    curl_blob blob{const_cast<char*>(certificates.data()), certificates.size(), CURL_BLOB_NOCOPY};
    set(transfer, CURLOPT_CAINFO_BLOB, &blob);
    set(transfer, CURLOPT_PROXY_CAINFO_BLOB, &blob);
}

void HttpLoop::State::set_way(Transfer& transfer) const
{
    const std::string& url = transfer.request.url;
    const bool secure = ascii_lower(url).starts_with("https:");
    set(transfer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(transfer, CURLOPT_NOPROXY, transfer.request.direct ? "*" : proxies.exceptions().c_str());
    if (transfer.request.public_only) {
        // one way for all hops, so that the guard knows whose addresses it sees
        const auto proxy = transfer.request.direct ? std::nullopt : proxies.proxy_for(url);
        transfer.guard.but = options.public_but;
        transfer.guard.through_proxy = proxy.has_value();
        transfer.guard.attach(transfer.easy.get());
        set(transfer, CURLOPT_NOPROXY, "");
        return set_proxy(transfer, proxy);
    }
    // A redirect from http to https may need the other proxy: libcurl finds it in the environment.
    if (!secure && !proxies.plain() && proxies.secure()) return;
    set_proxy(transfer, secure ? proxies.secure() : proxies.plain());
}

HttpLoop::Ticket HttpLoop::State::start(const HttpRequest& request, OnChunk on_chunk)
{
    auto transfer = std::make_unique<Transfer>();
    transfer->request = request;
    transfer->on_chunk = std::move(on_chunk);
    transfer->largest = options.largest;
    transfer->is_file = request.files && ascii_lower(request.url).starts_with("file:");
    set_question(*transfer, options);
    set_tls(*transfer);
    set_way(*transfer);
    set(*transfer, CURLOPT_USERAGENT, options.user_agent.c_str());
    set(*transfer, CURLOPT_NOSIGNAL, 1L);
    // Plain HTTP would wait for the first answer before it knows that it cannot share.
    set(*transfer, CURLOPT_PIPEWAIT, request.url.starts_with("https:") ? 1L : 0L);
    set(*transfer, CURLOPT_QUICK_EXIT, 1L);  // a hanging name service must not delay a stop
    if (transfer->on_chunk) {                // an endless answer keeps to a connection of its own
        set(*transfer, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(*transfer, CURLOPT_TIMEOUT_MS, 0L);
        set(*transfer, CURLOPT_LOW_SPEED_LIMIT, 0L);
    }
    if (transfer->is_file && !is_plain_file(request.url)) {
        finished.push_back({++last, outcome(*transfer, CURLE_FILE_COULDNT_READ_FILE)});
        return last;
    }
    if (request.public_only && !transfer->guard.admits(request.url)) {
        finished.push_back({++last, outcome(*transfer, CURLE_COULDNT_CONNECT)});
        return last;
    }
    curl_multi_add_handle(multi.get(), transfer->easy.get());
    transfers.emplace(++last, std::move(transfer));
    return last;
}

void HttpLoop::State::add_proxy_facts(Transfer& transfer, FaultFacts& facts) const
{
    const auto proxy =
        transfer.request.direct ? std::nullopt : proxies.proxy_for(transfer.response.url);
    if (!proxy) return;
    facts.proxy = proxy->host;
    facts.with_login = !proxy->user.empty();
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_HTTP_CONNECTCODE, &facts.proxy_status);
    if (transfer.response.status == 407) facts.proxy_status = 407;
}

Result<HttpResponse> HttpLoop::State::outcome(Transfer& transfer, CURLcode code) const
{
    CURL* easy = transfer.easy.get();
    HttpResponse& response = transfer.response;
    long status = 0;
    char* url = nullptr;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &url);
    response.url = url != nullptr ? url : transfer.request.url;
    response.status = transfer.is_file ? 200 : static_cast<int>(status);
    if (transfer.is_file && code == CURLE_BAD_DOWNLOAD_RESUME) {
        response.status = 416;
        code = CURLE_OK;
    }
    FaultFacts facts{.code = static_cast<int>(code)};
    add_proxy_facts(transfer, facts);
    if (facts.proxy_status != 407 && (code == CURLE_OK || transfer.ended_by_reader))
        return std::move(response);
    facts.where = printable_url(response.url);
    if (const std::string host = host_in_url(response.url); !host.empty() && !transfer.is_file)
        facts.where = host;
    facts.detail = transfer.error.data();
    curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &facts.certificate);
    curl_easy_getinfo(easy, CURLINFO_REDIRECT_COUNT, &facts.redirects);
    facts.led_inside = transfer.guard.refused;
    facts.too_large = transfer.too_large;
    facts.timeout = options.timeout;
    facts.largest = options.largest;
    return std::unexpected{error_of(facts)};
}

void HttpLoop::State::collect()
{
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        CURL* const easy = message->easy_handle;
        const CURLcode code = message->data.result;  // gone after the removal
        const auto entry = std::find_if(transfers.begin(), transfers.end(), [&](const auto& item) {
            return item.second->easy.get() == easy;
        });
        finished.push_back({entry->first, outcome(*entry->second, code)});
        curl_multi_remove_handle(multi.get(), easy);
        transfers.erase(entry);
    }
}

HttpLoop::HttpLoop(std::unique_ptr<State> state) : state_{std::move(state)} {}
HttpLoop::HttpLoop(HttpLoop&&) noexcept = default;
HttpLoop& HttpLoop::operator=(HttpLoop&&) noexcept = default;
HttpLoop::~HttpLoop() = default;

Result<HttpLoop> HttpLoop::make(HttpOptions options)
{
    start_library();
    auto state = std::make_unique<State>();
    state->proxies = TRY(ProxyRules::make({options.proxy, options.proxy_login, options.no_proxy}));
    state->options = std::move(options);
    curl_multi_setopt(state->multi.get(), CURLMOPT_PIPELINING,
                      static_cast<long>(CURLPIPE_MULTIPLEX));
    curl_multi_setopt(state->multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, 6L);
    if (auto loaded = state->load_certificates(); !loaded) return std::unexpected{loaded.error()};
    return HttpLoop{std::move(state)};
}

HttpLoop::Ticket HttpLoop::start(const HttpRequest& request) { return state_->start(request, {}); }

HttpLoop::Ticket HttpLoop::start(const HttpRequest& request, OnChunk on_chunk)
{
    return state_->start(request, std::move(on_chunk));
}

void HttpLoop::cancel(Ticket ticket)
{
    const auto found = state_->transfers.find(ticket);
    if (found == state_->transfers.end()) return;
    curl_multi_remove_handle(state_->multi.get(), found->second->easy.get());
    state_->transfers.erase(found);
}

std::size_t HttpLoop::open() const { return state_->transfers.size(); }

void HttpLoop::wake()
{
    state_->woken = true;
    curl_multi_wakeup(state_->multi.get());
}

std::vector<HttpLoop::Finished> HttpLoop::work(std::chrono::milliseconds at_most)
{
    using namespace std::chrono;
    const auto until = steady_clock::now() + at_most;
    while (true) {
        int running = 0;
        curl_multi_perform(state_->multi.get(), &running);
        state_->collect();
        const auto left = ceil<milliseconds>(until - steady_clock::now());
        if (!state_->finished.empty() || state_->woken.exchange(false) || left.count() <= 0)
            return std::exchange(state_->finished, {});
        curl_multi_poll(state_->multi.get(), nullptr, 0,
                        static_cast<int>(std::min<milliseconds::rep>(left.count(), 60'000)),
                        nullptr);
    }
}

}  // namespace narrowcast::lib
