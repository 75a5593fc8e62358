// SPDX-License-Identifier: Apache-2.0
// Nothing here repeats a url or a credential: a refusal is logged, and these may hold a secret.
#include "config/checks.hpp"
#include "config/unique.hpp"
#include "narrowcast/base/text.hpp"

#include <arpa/inet.h>
#include <unistd.h>
#include <array>
#include <regex>
#include <system_error>

namespace narrowcast::config {
namespace {

constexpr std::string_view where_secrets_belong =
    "keep the secret in a file of the credentials folder ($CREDENTIALS_DIRECTORY) and write the "
    "name of that file as \"credential\"";

bool white_or_control(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// People choose names of words; machines make tokens of everything mixed.
bool looks_like_token(std::string_view text)
{
    constexpr std::size_t longest_name = 64, long_for_a_name = 24;
    if (text.size() > longest_name || text.find('=') != text.npos) return true;
    const bool hexadecimal =
        text.size() >= 32 &&
        text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    const bool mixed = text.size() >= long_for_a_name &&
                       std::any_of(text.begin(), text.end(), is_digit) &&
                       std::any_of(text.begin(), text.end(), is_small) &&
                       std::any_of(text.begin(), text.end(), is_capital);
    return hexadecimal || mixed;
}

std::string wrong_with_credential(std::string_view credential)
{
    static const std::regex name{"[A-Za-z0-9_][A-Za-z0-9._-]*"};
    if (looks_like_token(credential))
        return "looks like the secret itself, which must not stand here: " +
               std::string{where_secrets_belong};
    if (std::regex_match(credential.begin(), credential.end(), name)) return "";
    return "is no name: write letters, digits, dots, dashes and underscores only, such as "
           "\"mastodon-token\"";
}

std::string wrong_with_url(std::string_view url)
{
    if (std::any_of(url.begin(), url.end(), white_or_control))
        return "has a space in it: write it as %20, or remove it";
    const auto scheme_end = url.find("://");
    const std::string_view rest = scheme_end == url.npos ? url : url.substr(scheme_end + 3);
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
    if (host.find('@') != host.npos)
        return "has a user name or password in it, which must not stand here: " +
               std::string{where_secrets_belong};
    const std::string scheme = ascii_lower(url.substr(0, scheme_end == url.npos ? 0 : scheme_end));
    if (scheme_end == url.npos)
        return host == rest && host.find('.') != host.npos
                   ? "begins with https:// or http://; did you mean " +
                         in_quotes("https://" + std::string{host}) + "?"
                   : "is no address: write it like \"https://www.polder.example/feed.xml\"";
    const bool is_socket =
        scheme == "wss" || scheme == "ws";  // whether it may be, its platform says
    if (scheme != "https" && scheme != "http" && !is_socket)
        return "must begin with https:// or http://, but begins with " + in_quotes(scheme + "://");
    if (host.empty() || host.front() == ':') return "names no machine after " + scheme + "://";
    return "";
}

// Some platforms take two servers: each is an address of its own, with "://" in it.
std::string wrong_with_urls(std::string_view urls)
{
    const auto parts = split(urls, ' ');
    const bool several = std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return part.find("://") != part.npos;
    });
    if (!several) return wrong_with_url(urls);
    for (const std::string_view part : parts)
        if (auto wrong = wrong_with_url(part); !wrong.empty()) return wrong;
    return {};
}

std::string wrong_with_path(const std::string& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        return "there is no file " + in_quotes(path) + ": put it there, or correct the name";
    if (status.type() == std::filesystem::file_type::directory)
        return in_quotes(path) + " is a folder: name a file in it";
    if (error) return in_quotes(path) + " cannot be read: " + error.message();
    return "";
}

std::string wrong_with_program(std::string_view program)
{
    const std::string path{program};
    if (std::string wrong = wrong_with_path(path); !wrong.empty()) return wrong;
    if (::access(path.c_str(), X_OK) == 0) return "";
    return in_quotes(path) + " may not be run: chmod +x it, or name another program";
}

// An empty text is a setting left out; one that could not be read was refused already.
void check_text(const std::string& value, const std::string& pointer, Findings& findings,
                std::string (*wrong_with)(std::string_view))
{
    if (value.empty() || !findings.sound(pointer)) return;
    if (std::string wrong = wrong_with(value); !wrong.empty())
        findings.say(pointer, std::move(wrong));
}

void check_source(const SourceConfig& source, const std::string& pointer, const Checks& checks,
                  Findings& findings)
{
    check_text(source.url, pointer + "/url", findings, wrong_with_urls);
    check_text(source.credential, pointer + "/credential", findings, wrong_with_credential);
    check_text(source.language, pointer + "/language", findings, wrong_with_language);
    check_text(source.time_zone, pointer + "/time_zone", findings, wrong_with_time_zone);
    check_text(source.file, pointer + "/file", findings,
               [](std::string_view path) { return wrong_with_path(std::string{path}); });
    const auto& names = checks.platforms;
    if (!names.empty() && !source.platform.empty() && findings.sound(pointer + "/platform") &&
        std::find(names.begin(), names.end(), source.platform) == names.end())
        findings.say(pointer + "/platform", "there is no platform called " +
                                                in_quotes(source.platform) +
                                                suggestion(source.platform, names));
    if (checks.query && !source.query.empty() && findings.sound(pointer + "/query"))
        if (const auto readable = checks.query(source.query); !readable)
            findings.say(pointer + "/query", readable.error().text);
    if (!checks.source || !findings.sound(pointer)) return;
    if (const auto fits = checks.source(source); !fits) findings.say(pointer, fits.error().text);
}

std::string wrong_with_address(std::string_view text)
{
    const std::string address{text};
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1 ||
        inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1)
        return "";
    return in_quotes(text) +
           " is no address; write 127.0.0.1 (this machine only) or 0.0.0.0 (the building)";
}

std::string wrong_with_folder(std::string_view folder)
{
    const std::filesystem::path path{folder};
    if (std::find(path.begin(), path.end(), "~") == path.end()) return "";
    return "~ is not understood here: write the whole path, such as \"/var/lib/narrowcast\"";
}

void check_scorer(const ScorerConfig& scorer, Findings& findings)
{
    check_text(scorer.url, "/scorer/url", findings, wrong_with_url);
    if (scorer.command.empty() || !findings.sound("/scorer/command")) return;
    const std::string& program = scorer.command.front();
    if (!scorer.url.empty())
        findings.say("/scorer/url", "stands beside a command: keep the one or the other");
    if (program.empty())
        findings.say("/scorer/command", "begins with an empty text: name the program first");
    else if (program.find(' ') != program.npos && scorer.command.size() == 1)
        findings.say("/scorer/command",
                     "is one text with a space in it: no shell reads it, so write each argument as "
                     "a text of its own, such as [\"/usr/bin/score\", \"--fast\"]");
    else if (program.find('/') != program.npos)
        check_text(program, "/scorer/command", findings, wrong_with_program);
}

}  // namespace

void check_hub(const HubConfig& hub, const Checks& checks, Findings& findings)
{
    for (std::size_t i = 0; i < hub.sources.size(); ++i)
        check_source(hub.sources[i], "/sources/" + std::to_string(i), checks, findings);
    check_unique(hub.sources, "/sources", findings);
    check_text(hub.listen.address, "/listen/address", findings, wrong_with_address);
    check_text(hub.storage.folder, "/storage/folder", findings, wrong_with_folder);
    check_text(hub.fetch.extra_ca_file, "/fetch/extra_ca_file", findings,
               [](std::string_view path) { return wrong_with_path(std::string{path}); });
    check_text(hub.fetch.quiet_hours, "/fetch/quiet_hours", findings, wrong_with_hours);
    check_scorer(hub.scorer, findings);
    if (hub.listen.address.empty() && findings.sound("/listen"))
        findings.say("/listen/address",
                     "is empty: write 127.0.0.1 (this machine only) or 0.0.0.0 (the building)");
}

}  // namespace narrowcast::config
