// SPDX-License-Identifier: Apache-2.0
// One question to libcurl and what came back so far. Private to curl.cpp.
#pragma once

#include "lib/curl.hpp"
#include "lib/curl_guard.hpp"
#include "lib/proxy.hpp"

#include <curl/curl.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>

namespace narrowcast::lib {

struct EasyDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// Its address is known to libcurl: it stays where it is.
struct Transfer {
    std::unique_ptr<CURL, EasyDeleter> easy{curl_easy_init()};
    std::unique_ptr<curl_slist, ListDeleter> headers;
    std::array<char, CURL_ERROR_SIZE> error{};
    HttpRequest request;
    HttpResponse response;
    HttpLoop::OnChunk on_chunk;  // set: the body is not kept
    Guard guard;                 // of a public_only request
    std::size_t largest = 0;
    std::size_t header_bytes = 0;
    bool too_large = false, is_file = false, ended_by_reader = false;
};

template <class Value>
void set(const Transfer& transfer, CURLoption option, Value value)
{
    curl_easy_setopt(transfer.easy.get(), option, value);
}

// What `request` says, within the limits of the options, and where the answer goes.
void set_question(Transfer& transfer, const HttpOptions& options);

void set_proxy(const Transfer& transfer, const std::optional<Proxy>& proxy);  // nothing: none

}  // namespace narrowcast::lib
