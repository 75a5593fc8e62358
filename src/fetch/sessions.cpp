// SPDX-License-Identifier: Apache-2.0
// Logins, shared by all sources that have the same one.
#include "fetch/sessions.hpp"

#include "fetch/answer.hpp"

#include "narrowcast/base/json.hpp"

namespace narrowcast {

Sessions::Sessions(std::string_view kept)
{
    const auto json = parse_json(kept);
    if (!json || !json->is_object()) return;
    for (const auto& [login, text] : json->items())
        if (text.is_string()) sessions_[login].text = text.get<std::string>();
}

std::string Sessions::login_of(const SourceConfig& source)
{
    return source.platform + ":" +
           fingerprint(host_of(server_of(source)) + "\n" + source.user + "\n" + source.credential);
}

std::string_view Sessions::current(const std::string& login) const
{
    const auto found = sessions_.find(login);
    return found == sessions_.end() ? std::string_view{} : std::string_view{found->second.text};
}

bool Sessions::begin_login(const std::string& login)
{
    Session& session = sessions_[login];
    if (session.logging_in) return false;
    return session.logging_in = true;
}

void Sessions::failed(const std::string& login) { sessions_[login].logging_in = false; }

bool Sessions::renewed(const std::string& login, std::string_view used, std::string session)
{
    Session& known = sessions_[login];
    if (known.text != used || known.text == session) return false;
    known.text = std::move(session);
    return true;
}

std::string Sessions::spelled() const
{
    Json json = Json::object();
    for (const auto& [login, session] : sessions_)
        if (!session.text.empty()) json[login] = session.text;
    return dump(json);
}

}  // namespace narrowcast
