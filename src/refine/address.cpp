// SPDX-License-Identifier: Apache-2.0
// Web addresses: what in them only says where a reader came from, and which are one page.
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "refine/links.hpp"
#include "refine/safe_text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace narrowcast {

namespace {

bool is_one_of(std::string_view name, std::span<const std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_at(std::string_view host, std::string_view site)
{
    return host == site || (host.ends_with(site) && host[host.size() - site.size() - 1] == '.');
}

// Names that mean nothing but this whoever uses them.
bool is_tracking_anywhere(std::string_view name)
{
    static constexpr std::array<std::string_view, 14> beginnings{
        "utm_",  "mc_",  "hsa_", "piwik_", "mtm_", "matomo_", "_hs",
        "vero_", "oly_", "mkt_", "itm_",   "ns_",  "__cft__", "guce_referrer"};
    static constexpr std::array<std::string_view, 44> names{"fbclid",
                                                            "gclid",
                                                            "gclsrc",
                                                            "dclid",
                                                            "gbraid",
                                                            "wbraid",
                                                            "msclkid",
                                                            "igshid",
                                                            "igsh",
                                                            "yclid",
                                                            "twclid",
                                                            "ttclid",
                                                            "li_fat_id",
                                                            "epik",
                                                            "hsctatracking",
                                                            "s_cid",
                                                            "s_kwcid",
                                                            "ef_id",
                                                            "wt_mc",
                                                            "wt.mc_id",
                                                            "ref_src",
                                                            "ref_url",
                                                            "cmpid",
                                                            "xtor",
                                                            "at_medium",
                                                            "at_campaign",
                                                            "pk_campaign",
                                                            "pk_kwd",
                                                            "pk_source",
                                                            "pk_medium",
                                                            "trk",
                                                            "_ga",
                                                            "_gl",
                                                            "rb_clickid",
                                                            "wickedid",
                                                            "srsltid",
                                                            "mibextid",
                                                            "__tn__",
                                                            "rdt_cid",
                                                            "sccid",
                                                            "dicbo",
                                                            "guccounter",
                                                            "_branch_match_id",
                                                            "gad_source"};
    const auto begins = [&](std::string_view with) { return name.starts_with(with); };
    return std::any_of(beginnings.begin(), beginnings.end(), begins) || is_one_of(name, names);
}

// Names that mean something else elsewhere.
bool is_tracking_at(std::string_view host, std::string_view name)
{
    struct Site {
        std::string_view host;
        std::array<std::string_view, 3> names;
    };
    static constexpr std::array<Site, 7> sites{{
        {"youtube.com", {"si", "feature", "pp"}},
        {"youtu.be", {"si", "feature", "pp"}},
        {"x.com", {"s", "t", "ref"}},
        {"twitter.com", {"s", "t", "ref"}},
        {"news.google.com", {"oc", "ceid", "hl"}},
        {"linkedin.com", {"trackingid", "lipi", "rcm"}},
        {"reddit.com", {"share_id", "context", "rdt"}},
    }};
    return std::any_of(sites.begin(), sites.end(), [&](const Site& site) {
        return is_at(host, site.host) && is_one_of(name, site.names);
    });
}

bool is_tracking(std::string_view parameter, std::string_view host)
{
    const std::string name = ascii_lower(parameter.substr(0, parameter.find('=')));
    return is_tracking_anywhere(name) || is_tracking_at(host, name);
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

std::vector<std::string_view> kept_parameters(std::string_view query, std::string_view host)
{
    std::vector<std::string_view> kept;
    if (query.empty()) return kept;
    for (const std::string_view parameter : split(query, '&'))
        if (!parameter.empty() && !is_tracking(parameter, host)) kept.push_back(parameter);
    return kept;
}

// "" and "?" fall together.
std::string as_query(const std::vector<std::string_view>& parameters)
{
    std::string query;
    for (const std::string_view parameter : parameters) {
        query += query.empty() ? '?' : '&';
        query += parameter;
    }
    return query;
}

// "google.com/amp/s/polder.example/a" and "polder-example.cdn.ampproject.org/c/s/polder.example/a"
// stand for "polder.example/a". What follows the host there; "" if it is no such copy.
std::string_view behind_amp_cache(const Address& address)
{
    static constexpr std::array<std::string_view, 6> ways{"/amp/s/", "/c/s/", "/v/s/",
                                                          "/amp/",   "/c/",   "/v/"};
    const bool google = address.host == "www.google.com" || address.host == "google.com";
    if (!google && !address.host.ends_with(".cdn.ampproject.org")) return {};
    for (const std::string_view way : ways)
        if (address.path.starts_with(way) && google == way.starts_with("/amp"))
            return address.path.substr(way.size());
    return {};
}

// Without the labels by which a site names its copies for telephones and readers.
std::string plain_host(std::string host)
{
    for (const std::string_view useless : {"www.", "m.", "mobile.", "amp.", "www."})
        if (host.starts_with(useless) && host.find('.', useless.size()) != host.npos)
            host.erase(0, useless.size());
    if (const std::size_t mobile = host.find(".m."); mobile != host.npos)
        host.erase(mobile, 2);  // nl.m.wikipedia.org
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 2> others{
        {{"twitter.com", "x.com"}, {"old.reddit.com", "reddit.com"}}};
    for (const auto& [other, usual] : others)
        if (host == other) return std::string{usual};
    return host;
}

// Without what AMP copies add, without a slash at its end, and escapes in capitals.
std::string plain_path(std::string_view path)
{
    const auto cut_end = [&](std::string_view end) {
        if (path.size() > end.size() + 1 && path.ends_with(end)) path.remove_suffix(end.size());
    };
    while (path.ends_with('/'))
        path.remove_suffix(1);
    for (const std::string_view end : {"/amp.html", ".amp.html", "/amp", ".amp"})
        cut_end(end);
    if (path.starts_with("/amp/") && path.size() > 5) path.remove_prefix(4);
    std::string plain{path};
    for (std::size_t at = plain.find('%'); at != plain.npos && at + 2 < plain.size();
         at = plain.find('%', at + 1))
        for (std::size_t i = at + 1; i <= at + 2; ++i)
            if (plain[i] >= 'a' && plain[i] <= 'f')
                plain[i] = static_cast<char>(plain[i] - 'a' + 'A');
    return plain;
}

bool says_amp(std::string_view parameter)
{
    static constexpr std::array<std::string_view, 6> ways{
        "amp", "amp=", "amp=1", "amp=true", "outputtype=amp", "output=amp"};
    return is_one_of(ascii_lower(parameter), ways);
}

// youtu.be/ID, youtube.com/shorts/ID and youtube.com/live/ID are youtube.com/watch?v=ID; "" for
// any other address.
std::string video_of(std::string_view host, std::string_view path)
{
    for (const auto& [site, way] : {std::pair<std::string_view, std::string_view>{"youtu.be", "/"},
                                    {"youtube.com", "/shorts/"},
                                    {"youtube.com", "/live/"}})
        if (host == site && path.starts_with(way) && path.size() > way.size())
            return "https://youtube.com/watch?v=" + std::string{path.substr(way.size())};
    return {};
}

}  // namespace

std::string untracked(std::string_view url)
{
    const std::size_t question = url.find('?');
    if (question == url.npos) return std::string{url};
    const Address address = taken_apart(url);
    if (!address.web || address.query.empty()) return std::string{url};
    const std::size_t fragment = std::min(url.find('#'), url.size());
    return std::string{url.substr(0, question)} +
           as_query(kept_parameters(address.query, address.host)) +
           std::string{url.substr(fragment)};
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
    if (const std::string_view behind = behind_amp_cache(address); behind.find('.') != behind.npos)
        return canonical_url("https://" + std::string{behind});
    const std::string host = plain_host(address.host), path = plain_path(address.path);
    if (std::string video = video_of(host, path); !video.empty()) return video;
    auto parameters = kept_parameters(address.query, address.host);
    std::erase_if(parameters, says_amp);
    std::sort(parameters.begin(), parameters.end());
    return "https://" + host + path + as_query(parameters);
}

}  // namespace narrowcast
