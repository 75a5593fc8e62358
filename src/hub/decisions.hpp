// SPDX-License-Identifier: Apache-2.0
// Takes what people decide about posts while the hub runs, from programs of this machine.
//
//     POST /decisions      {"post": "mastodon:1", "verdict": "correct", "label": "negative"}
//
// Whoever asks must be on this machine, know the token in the state folder, and be no page of
// another site: Host and Origin are the hub's own and the body says that it is JSON.
#pragma once

#include "hub/door.hpp"
#include "hub/tally.hpp"
#include "lib/http_server.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/store.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace narrowcast {

// A decision as it is asked for.
struct Wish {
    std::string post;
    Verdict verdict = Verdict::correct;
    std::optional<Label> label;
    std::string by;

    static constexpr std::tuple fields{
        Field{"post", &Wish::post, "id of the post",
              Rule{.needed = true, .least = 1, .most = 1000}},
        Field{"verdict", &Wish::verdict, "correct or uncorrect", required},
        Field{"label", &Wish::label, "of correct: negative, neutral or positive"},
        Field{"by", &Wish::by, "who decided", Rule{.most = 200}},
    };
    bool operator==(const Wish&) const = default;
};

// The decision that a wish means; Fault::refused when it means none.
Result<Decision> decision_of(const Wish& wish, Time now);

class Decisions {
public:
    Decisions(HubTally& tally, Clock clock);

    // Takes the door of this folder, if it can be had within a second; says in the log if not.
    void take_door(const std::filesystem::path& state_folder);
    // Where the hub listens from now on.
    void listen(const ListenConfig& listen, int port);
    // Where decisions go from now on; nullptr: they are asked to come again.
    void use(std::shared_ptr<Store> store);

    // Any thread. Waits for the disk.
    lib::WebAnswer answer(const lib::WebRequest& request) const;

private:
    std::optional<lib::WebAnswer> objection(const lib::WebRequest& request) const;
    Result<void> carry_out(const lib::WebRequest& request) const;

    HubTally& tally_;
    const Clock clock_;
    const std::string token_ = fresh_token();
    std::optional<Door> door_;
    Latest<std::shared_ptr<Store>> store_;
    Latest<std::string> address_;  // as configured: one more name that a Host may have
};

}  // namespace narrowcast
