// SPDX-License-Identifier: Apache-2.0
// A writer and all the doors it has, for the tests of what it does.
#pragma once

#include "hub/writer.hpp"
#include "shared_store.hpp"
#include "support/catch.hpp"
#include "waiting.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace narrowcast::test {

using namespace std::chrono_literals;

inline const Error disk_full{Fault::rejected, "The disk is full. Make room.", {}};

inline Config two_sources()
{
    Config config;
    config.wall.company.name = "Polderbank";
    config.wall.screens.emplace_back().name = "hal-1";
    config.hub.sources.resize(2);
    config.hub.sources[0].name = "toots";
    config.hub.sources[0].platform = "mastodon";
    config.hub.sources[1].name = "news";
    config.hub.sources[1].platform = "rss";
    return config;
}

inline RawPost raw(std::string id, std::string text, Time created)
{
    RawPost post;
    post.native_id = std::move(id);
    post.text = std::move(text);
    post.author.handle = "@sanne@polder.example";
    post.created = created;
    return post;
}

inline Batch batch_of(std::vector<RawPost> posts, std::string position = "1",
                      std::string source = "toots")
{
    Batch batch;
    batch.source = source;
    batch.platform = source == "toots" ? "mastodon" : "rss";
    batch.posts = std::move(posts);
    batch.next.emplace().position = std::move(position);
    return batch;
}

// A writer and all the doors it has.
class Room {
public:
    Room() { begin(); }

    void begin()
    {
        static const auto model = load_sentiment_model(NARROWCAST_SOURCE_DIR "/assets/sentiment");
        REQUIRE(model);
        const Scoring scoring{[this](std::span<const Correction> corrections) {
                                  return make_scorer(*model, config.wall.sentiment, corrections);
                              },
                              std::to_string(config.wall.sentiment.words.size())};
        auto refiner = Refiner::make(config.wall, scoring.scorer({}));
        REQUIRE(refiner);
        writer =
            std::make_unique<Writer>(Writer::Parts{config, store, fetched, stored, tally, scoring,
                                                   clock.clock(), [this] { ++alive; }},
                                     *std::move(refiner));
    }
    // As the hub does it.
    void correct(const std::string& id, Label label)
    {
        REQUIRE(store.decide({id, Verdict::correct, label, "Bram", clock.now()}));
        ++tally.decisions;
    }
    Mood mood(const std::string& id) const { return (*store.post(id))->mood; }
    void bring(Batch batch)
    {
        const std::stop_source never;
        REQUIRE(fetched.push(std::move(batch), never.get_token()));
    }
    bool wait_for_batches(std::uint64_t count) const
    {
        return wait_for([&] { return tally.batches == count; });
    }
    std::string position(const std::string& source = "toots") const
    {
        return store.cursor(source)->position;
    }

    SetClock clock;
    Config config = two_sources();
    SharedStore store;
    Channel<Batch> fetched{16};
    Latest<Stored> stored;
    HubTally tally;
    std::atomic<int> alive = 0;
    std::unique_ptr<Writer> writer;  // last
};

}  // namespace narrowcast::test
