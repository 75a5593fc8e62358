// SPDX-License-Identifier: Apache-2.0
// The thread that makes an edition for every screen whenever the store has changed or an
// announcement begins or ends.
#pragma once

#include "fetch/fetcher.hpp"
#include "hub/board.hpp"
#include "hub/hanging.hpp"
#include "hub/own_pictures.hpp"
#include "hub/tally.hpp"
#include "hub/writer.hpp"
#include "narrowcast/base/latest.hpp"
#include "narrowcast/base/time.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/publish.hpp"
#include "narrowcast/store.hpp"

#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace narrowcast {

class Publisher {
public:
    struct Parts {
        const Config& config;
        const Store& store;
        const Latest<Stored>& stored;
        Latest<Board>& board;  // goes on where it stands: a reload keeps the order of play
        Latest<OnWall>& on_wall;
        Hanging& hanging;  // used by this thread only
        HubTally& tally;
        Clock clock;
        std::function<void(const std::string& screen, std::shared_ptr<const std::string>)> announce;
        OwnPictures* own = nullptr;  // used by this thread only; none: walls without a logo
    };

    explicit Publisher(Parts parts);
    void request_stop() { thread_.request_stop(); }

private:
    void run(const std::stop_token& stop);
    std::shared_ptr<const Stored> wait_for_news(std::uint64_t& version,
                                                std::chrono::milliseconds at_most,
                                                const std::stop_token& stop) const;
    void publish_all(const std::stop_token& stop);
    bool publish(const ScreenConfig& screen, Board& board);
    Result<Offer> offer_for(const ScreenConfig& screen, Time now);
    void hang_own(Offer& offer) const;
    Time next_edge(Time now) const;
    std::chrono::seconds until_next_look() const;
    Edition without_gone(const Edition& previous, const ScreenConfig& screen, Time now) const;
    void tell_fetcher(const Board& board);

    struct KeptOffer {
        Offer offer;  // as made: nothing hangs in it yet
        Time good_until;
    };

    Parts parts_;
    std::map<std::string, KeptOffer, std::less<>> offers_;  // by screen
    std::jthread thread_;                                   // last
};

}  // namespace narrowcast
