// SPDX-License-Identifier: Apache-2.0
// HTTP through libcurl: the transfers and the loop. What went wrong is put in words by
// curl_fault.cpp; get() and stream() are in curl_calls.cpp.
#include "lib/curl.hpp"

#include "lib/curl_fault.hpp"
#include "lib/curl_url.hpp"

#include "narrowcast/base/text.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace narrowcast::lib {
namespace {

constexpr std::size_t largest_headers = std::size_t{256} * 1024;  // against a flood of them

struct EasyDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiDeleter {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
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

// One question and what came back so far. Its address is known to libcurl: it stays where it is.
struct Transfer {
    std::unique_ptr<CURL, EasyDeleter> easy{curl_easy_init()};
    std::unique_ptr<curl_slist, ListDeleter> headers;
    std::array<char, CURL_ERROR_SIZE> error{};
    HttpRequest request;
    HttpResponse response;
    HttpLoop::OnChunk on_chunk;  // set: the body is not kept
    std::size_t largest = 0;
    std::size_t header_bytes = 0;
    bool too_large = false, is_file = false, ended_by_reader = false;
};

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
    if (colon != std::string_view::npos)
        transfer.response.headers.emplace(ascii_lower(trimmed(line.substr(0, colon))),
                                          trimmed(line.substr(colon + 1)));
    return size * count;
}

// A line break in a value would begin a header of its own.
std::string on_one_line(std::string text)
{
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    return text;
}

template <class Value>
void set(const Transfer& transfer, CURLoption option, Value value)
{
    curl_easy_setopt(transfer.easy.get(), option, value);
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
    if (!request.body.empty()) {
        set(transfer, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(transfer, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    if (request.direct) set(transfer, CURLOPT_NOPROXY, "*");
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

// Reading a pipe or a device would hold up the whole loop.
bool is_plain_file(const std::string& url)
{
    std::error_code error;
    return std::filesystem::is_regular_file(path_in_url(url), error);
}

}  // namespace

struct HttpLoop::State {
    HttpOptions options;
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
}

HttpLoop::Ticket HttpLoop::State::start(const HttpRequest& request, OnChunk on_chunk)
{
    auto transfer = std::make_unique<Transfer>();
    transfer->request = request;
    transfer->on_chunk = std::move(on_chunk);
    transfer->largest = options.largest;
    transfer->is_file = request.files && ascii_lower(request.url).starts_with("file:");
    set_callbacks(*transfer);
    set_request(*transfer);
    set_limits(*transfer, options);
    set_tls(*transfer);
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
    curl_multi_add_handle(multi.get(), transfer->easy.get());
    transfers.emplace(++last, std::move(transfer));
    return last;
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
    if (code == CURLE_OK || transfer.ended_by_reader) return std::move(response);
    FaultFacts facts{.code = static_cast<int>(code)};
    facts.where = printable_url(response.url);
    if (const std::string host = host_in_url(response.url); !host.empty() && !transfer.is_file)
        facts.where = host;
    facts.detail = transfer.error.data();
    curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &facts.certificate);
    curl_easy_getinfo(easy, CURLINFO_REDIRECT_COUNT, &facts.redirects);
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
