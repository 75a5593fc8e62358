// SPDX-License-Identifier: Apache-2.0
// Logins, shared by all sources that have the same one: however many find a session expired, one
// of them renews it and the others wait.
#pragma once

#include "narrowcast/config.hpp"

#include <map>
#include <string>
#include <string_view>

namespace narrowcast {

class Sessions {
public:
    explicit Sessions(std::string_view kept = {});  // what spelled() gave before the restart

    // Who has the same login: platform, server, user and secret.
    static std::string login_of(const SourceConfig& source);

    std::string_view current(const std::string& login) const;  // "" none

    // True: this source logs in, and ends it by renewed() or failed(). False: another one does.
    bool begin_login(const std::string& login);
    void failed(const std::string& login);

    // A source that asked with `used` now has `session`. Passed over when another one renewed it
    // in between. Whether something changed.
    bool renewed(const std::string& login, std::string_view used, std::string session);

    std::string spelled() const;  // to be kept, as the secret it is; JSON

private:
    struct Session {
        std::string text;
        bool logging_in = false;
    };
    std::map<std::string, Session, std::less<>> sessions_;
};

}  // namespace narrowcast
