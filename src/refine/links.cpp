// SPDX-License-Identifier: Apache-2.0
// Web addresses, and the links, mentions and hashtags of a text.
#include "refine/links.hpp"

#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "refine/safe_text.hpp"

#include <algorithm>
#include <array>

namespace narrowcast {

namespace {

bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Bytes of any letter outside ASCII count as letters: enough to find where a name ends.
bool is_name_byte(char c)
{
    return is_alphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0xC3;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool is_tracking(std::string_view parameter, std::string_view host)
{
    static constexpr std::array<std::string_view, 11> beginnings{
        "utm_", "mc_", "hsa_", "piwik_", "mtm_", "matomo_", "_hs", "vero_", "oly_", "mkt_", "itm_"};
    static constexpr std::array<std::string_view, 34> names{
        "fbclid",      "gclid",       "gclsrc",        "dclid",     "gbraid",    "wbraid",
        "msclkid",     "igshid",      "igsh",          "yclid",     "twclid",    "ttclid",
        "li_fat_id",   "epik",        "hsctatracking", "s_cid",     "s_kwcid",   "ef_id",
        "wt_mc",       "ref_src",     "ref_url",       "cmpid",     "xtor",      "at_medium",
        "at_campaign", "pk_campaign", "pk_kwd",        "pk_source", "pk_medium", "trk",
        "_ga",         "_gl",         "rb_clickid",    "wickedid"};
    const std::string name = ascii_lower(parameter.substr(0, parameter.find('=')));
    const auto begins = [&](std::string_view with) { return name.starts_with(with); };
    if (std::any_of(beginnings.begin(), beginnings.end(), begins)) return true;
    if (std::find(names.begin(), names.end(), name) != names.end()) return true;
    if (name == "si") return host.ends_with("youtube.com") || host == "youtu.be";
    return (name == "s" || name == "t") &&
           (host == "x.com" || host == "twitter.com" || host.ends_with(".twitter.com"));
}

struct Address {
    bool web = false;
    std::string host;  // lower case, with a port only if it is not the usual one
    std::string_view path, query;
};

Address taken_apart(std::string_view url)
{
    const std::size_t colon = url.find("://");
    if (colon == url.npos) return {};
    const std::string scheme = ascii_lower(url.substr(0, colon));
    Address address;
    address.web = scheme == "http" || scheme == "https";
    std::string_view rest = url.substr(colon + 3);
    rest = rest.substr(0, rest.find('#'));
    const std::size_t authority = std::min(rest.find_first_of("/?"), rest.size());
    std::string_view host = rest.substr(0, authority);
    if (const std::size_t at = host.rfind('@'); at != host.npos) host.remove_prefix(at + 1);
    address.host = ascii_lower(host);
    const std::string_view usual_port = scheme == "http" ? ":80" : ":443";
    if (address.host.ends_with(usual_port))
        address.host.resize(address.host.size() - usual_port.size());
    rest.remove_prefix(authority);
    const std::size_t question = std::min(rest.find('?'), rest.size());
    address.path = rest.substr(0, question);
    if (question < rest.size()) address.query = rest.substr(question + 1);
    return address;
}

// Without tracking parameters; "" and "?" fall together.
std::string kept_query(std::string_view query, std::string_view host)
{
    std::string kept;
    if (query.empty()) return kept;
    for (const std::string_view parameter : split(query, '&'))
        if (!parameter.empty() && !is_tracking(parameter, host)) {
            kept += kept.empty() ? '?' : '&';
            kept += parameter;
        }
    return kept;
}

bool begins_link(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(at);
    if (!rest.starts_with("http") && !rest.starts_with("www.") && !rest.starts_with("Http"))
        return false;
    if (at > 0 && is_alphanumeric(text[at - 1])) return false;
    const auto more_than = [&](std::string_view start) {
        return equal_ignoring_case(rest.substr(0, start.size()), start) &&
               rest.size() > start.size() && is_name_byte(rest[start.size()]);
    };
    return more_than("https://") || more_than("http://") || more_than("www.");
}

// Links end at white space; a full stop or bracket at the end belongs to the sentence.
std::size_t end_of_link(std::string_view text, std::size_t at)
{
    std::size_t end = std::min(text.find_first_of(" \n\t<>\"", at), text.size());
    while (end > at && std::string_view{".,;:!?'"}.find(text[end - 1]) != std::string_view::npos)
        --end;
    const std::string_view link = text.substr(at, end - at);
    if (link.ends_with(')') && link.find('(') == link.npos) --end;
    return end;
}

std::size_t end_of_name(std::string_view text, std::size_t at, std::string_view also)
{
    std::size_t end = at;
    while (end < text.size() && (is_name_byte(text[end]) || is_continuation(text[end]) ||
                                 also.find(text[end]) != also.npos))
        ++end;
    while (end > at && also.find(text[end - 1]) != also.npos)
        --end;
    return end;
}

}  // namespace

std::string untracked(std::string_view url)
{
    const std::size_t question = url.find('?');
    if (question == url.npos) return std::string{url};
    const Address address = taken_apart(url);
    if (!address.web || address.query.empty()) return std::string{url};
    const std::size_t fragment = std::min(url.find('#'), url.size());
    return std::string{url.substr(0, question)} + kept_query(address.query, address.host) +
           std::string{url.substr(fragment)};
}

std::string with_untracked_links(std::string text)
{
    if (text.find('?') == text.npos) return text;
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = std::min(text.find("http", at), text.size());
        out.append(text, at, begin - at);
        if (begin == text.size()) break;
        at = begins_link(text, begin) ? end_of_link(text, begin) : begin + 1;
        out += untracked(std::string_view{text}.substr(begin, at - begin));
    }
    return out;
}

std::string web_address(std::string_view url)
{
    std::string line = safe_line(is_utf8(url) ? std::string{url} : repair_utf8(url));
    if (line.find(' ') != line.npos) return {};
    const std::size_t end_of_scheme = line.find_first_of(":/?#");
    const bool relative = end_of_scheme == line.npos || line[end_of_scheme] != ':';
    return relative || taken_apart(line).web ? line : std::string{};
}

std::string canonical_url(std::string_view url)
{
    const Address address = taken_apart(trimmed(url));
    if (!address.web) return std::string{trimmed(url)};
    std::string_view host = address.host;
    for (const std::string_view useless : {"www.", "m.", "mobile."})
        if (host.starts_with(useless) && host.find('.', useless.size()) != host.npos) {
            host.remove_prefix(useless.size());
            break;
        }
    std::string_view path = address.path;
    while (path.ends_with('/'))
        path.remove_suffix(1);
    return "https://" + std::string{host} + std::string{path} +
           kept_query(address.query, address.host);
}

std::vector<Special> specials_of(std::string_view text)
{
    std::vector<Special> specials;
    find_specials(text, specials);
    return specials;
}

void find_specials(std::string_view text, std::vector<Special>& specials)
{
    specials.clear();
    for (std::size_t at = text.find_first_of("hHw@#"); at != text.npos;
         at = text.find_first_of("hHw@#", at)) {
        const bool inside = at > 0 && is_name_byte(text[at - 1]);
        Special special{Special::Kind::link, at, at};
        if (text[at] == '@' && !inside) {
            special = {Special::Kind::mention, at, end_of_name(text, at + 1, ".-@")};
        } else if (text[at] == '#' && !inside) {
            special = {Special::Kind::hashtag, at, end_of_name(text, at + 1, "")};
        } else if (begins_link(text, at)) {
            special.end = end_of_link(text, at);
        }
        if (special.end > at + 1) specials.push_back(special);
        at = std::max(special.end, at + 1);
    }
}

}  // namespace narrowcast
