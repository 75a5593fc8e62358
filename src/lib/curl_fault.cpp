// SPDX-License-Identifier: Apache-2.0
// libcurl's error codes as our faults and sentences.
#include "lib/curl_fault.hpp"

#include <curl/curl.h>

#include <cstdio>
#include <optional>

namespace narrowcast::lib {
namespace {

// Values of OpenSSL's X509_V_ERR_*, which libcurl hands on without their names.
enum Certificate {
    not_yet_valid = 9,
    expired = 10,
    self_signed = 18,
    self_signed_chain = 19,
    issuer_unknown = 20,
    leaf_unverified = 21,
    revoked = 23,
    other_host = 62,
    other_address = 64
};

bool says(const FaultFacts& facts, std::string_view words)
{
    return facts.detail.find(words) != std::string::npos;
}

std::string seconds_text(std::chrono::milliseconds time)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g s", static_cast<double>(time.count()) / 1000);
    return text;
}

Error protocol_error(const FaultFacts& facts)
{
    if (facts.redirects > 0 || says(facts, "followlocation") || says(facts, "redirect"))
        return {Fault::rejected,
                facts.where + " redirects to an address that is not secure; refused",
                {}};
    return {Fault::rejected, "an address must begin with https:// or http://", {}};
}

// Of a transfer that never should go on, whatever libcurl made of that.
std::optional<Error> decided_error(const FaultFacts& facts)
{
    if (facts.led_inside) return led_inside_error(facts);
    if (facts.too_large)
        return Error{Fault::garbled,
                     "the answer of " + facts.where + " is larger than " +
                         std::to_string(facts.largest / 1024 / 1024) + " MB; refused",
                     {}};
    if (facts.proxy_status != 0 && facts.proxy_status / 100 != 2) return proxy_error(facts);
    return {};
}

}  // namespace

Error not_found_error(const FaultFacts& facts)
{
    if (facts.proxy.empty())
        return {
            Fault::later, facts.where + " was not found: check the address and the network", {}};
    return {Fault::later,
            "the proxy " + facts.proxy +
                " was not found: check fetch, proxy (or HTTPS_PROXY in the environment)",
            {}};
}

Error unreachable_error(const FaultFacts& facts)
{
    const std::string whom = facts.proxy.empty() ? facts.where : "the proxy " + facts.proxy;
    const std::string_view why = says(facts, "refused")       ? " (it refuses connections)"
                                 : says(facts, "unreachable") ? " (no way there on the network)"
                                                              : "";
    return {Fault::later, whom + " cannot be reached" + std::string{why}, {}};
}

Error timeout_error(const FaultFacts& facts)
{
    if (says(facts, "too slow"))
        return {Fault::later, facts.where + " sends too slowly; given up", {}};
    return {
        Fault::later, facts.where + " did not answer within " + seconds_text(facts.timeout), {}};
}

Error certificate_error(const FaultFacts& facts)
{
    const std::string of = "the certificate of " + facts.where;
    switch (facts.certificate) {
        case not_yet_valid:
            return {Fault::rejected, of + " is not valid yet: is this machine's clock right?", {}};
        case expired:
            return {Fault::rejected, of + " has expired: its owner must renew it", {}};
        case self_signed:
        case self_signed_chain:
        case issuer_unknown:
        case leaf_unverified:
            return {
                Fault::rejected,
                of + " is signed by nobody this machine trusts (self-signed?): if it is your own, "
                     "name its authority in fetch, extra_ca_file",
                {}};
        case revoked:
            return {Fault::rejected, of + " was revoked", {}};
        default:
            break;
    }
    if (facts.certificate == other_host || facts.certificate == other_address ||
        says(facts, "subject name") || says(facts, "hostname"))
        return {Fault::rejected, of + " is for another host: check the address", {}};
    return {Fault::rejected, of + " cannot be trusted", {}};
}

Error proxy_error(const FaultFacts& facts)
{
    const std::string who = "the proxy " + facts.proxy;
    const std::string status = " (status " + std::to_string(facts.proxy_status) + ")";
    if (facts.proxy_status == 407 && facts.with_login)
        return {
            Fault::rejected,
            who + " does not accept the login it was given" + status + ": check fetch, proxy_login",
            {}};
    if (facts.proxy_status == 407)
        return {Fault::rejected,
                who + " wants a login" + status + ": name one in fetch, proxy_login",
                {}};
    if (facts.proxy_status >= 500)
        return {Fault::later, who + " does not reach " + facts.where + status, {}};
    return {Fault::rejected,
            who + " does not let us through to " + facts.where + status +
                ": ask those who run it, or name the host in fetch, no_proxy",
            {}};
}

Error led_inside_error(const FaultFacts& facts)
{
    return {Fault::rejected,
            facts.where + " is or leads to an address outside the public Internet; refused",
            {}};
}

Error error_of(const FaultFacts& facts)
{
    if (const auto decided = decided_error(facts)) return *decided;
    switch (facts.code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
            return not_found_error(facts);
        case CURLE_COULDNT_CONNECT:
            return unreachable_error(facts);
        case CURLE_OPERATION_TIMEDOUT:
            return timeout_error(facts);
        case CURLE_PEER_FAILED_VERIFICATION:
            return certificate_error(facts);
        case CURLE_SSL_CONNECT_ERROR:
            return {Fault::later, "no secure connection to " + facts.where + " came about", {}};
        case CURLE_SSL_CACERT_BADFILE:
            return {
                Fault::rejected, "the certificate authorities of this machine cannot be read", {}};
        case CURLE_TOO_MANY_REDIRECTS:
            return {Fault::garbled, facts.where + " redirects again and again; given up", {}};
        case CURLE_UNSUPPORTED_PROTOCOL:
            return protocol_error(facts);
        case CURLE_URL_MALFORMAT:
            return {Fault::rejected, "this is not a valid address", {}};
        case CURLE_BAD_CONTENT_ENCODING:
            return {Fault::garbled, facts.where + " sent damaged compressed data", {}};
        case CURLE_FILE_COULDNT_READ_FILE:
            return {Fault::rejected, facts.where + " is not a file that can be read", {}};
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return {Fault::later, "the connection to " + facts.where + " broke off", {}};
        default:
            break;
    }
    return {Fault::later,
            facts.where + ": " + curl_easy_strerror(static_cast<CURLcode>(facts.code)),
            {}};
}

}  // namespace narrowcast::lib
