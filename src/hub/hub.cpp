// SPDX-License-Identifier: Apache-2.0
#include "hub/hub.hpp"

#include "fetch/fetcher.hpp"
#include "fetch/http.hpp"
#include "hub/corrections.hpp"
#include "hub/decisions.hpp"
#include "hub/endpoints.hpp"
#include "hub/hanging.hpp"
#include "hub/hooks.hpp"
#include "hub/media_metrics.hpp"
#include "hub/own_pictures.hpp"
#include "hub/publisher.hpp"
#include "hub/source_metrics.hpp"
#include "hub/writer.hpp"
#include "narrowcast/base/log.hpp"
#include "narrowcast/store.hpp"
#include "scorer/external.hpp"

#include <atomic>
#include <random>

namespace narrowcast {
namespace {

constexpr std::size_t batches_in_flight = 16;
constexpr auto media_folder = "media";

Result<std::vector<SourceJob>> jobs_of(const Config& config, const Store& store)
{
    std::vector<SourceJob> jobs;
    for (const SourceConfig& source : config.hub.sources) {
        const Platform* platform = platform_named(source.platform);
        if (!platform)
            return fail(Fault::refused, "source \"" + source.name + "\": no platform is called \"" +
                                            source.platform + "\"");
        SourceJob job{source, platform, TRY(store.cursor(source.name)), ""};
        if (!source.credential.empty()) job.credential = TRY(credential_named(source.credential));
        jobs.push_back(std::move(job));
    }
    return jobs;
}

// What a configuration makes run. A reload replaces it as a whole; the server and the board stay.
class Pipeline {
public:
    struct Doors {
        Latest<Board>& board;
        Latest<SourceStates>& states;
        HubTally& tally;
        Decisions& decisions;
        Hooks& hooks;
        media::Tally& media;
        std::function<void(const std::string&, std::shared_ptr<const std::string>)> announce;
    };

    static Result<std::unique_ptr<Pipeline>> open(const HubOptions& options, Refiner refiner,
                                                  Scoring scoring, Doors doors)
    {
        auto store = TRY(open_sqlite_store(options.state_folder / "narrowcast.db"));
        auto jobs = TRY(jobs_of(options.config, *store));
        std::unique_ptr<Pipeline> pipeline{
            new Pipeline{options.config, std::move(store), std::move(scoring), doors}};
        TRY(pipeline->start(options, std::move(refiner), std::move(jobs), std::move(doors)));
        return pipeline;
    }

    // Asks all to stop before waiting for the first.
    ~Pipeline()
    {
        decisions_.use(nullptr);
        hooks_.use({}, {});
        if (fetcher_) fetcher_->request_stop();
        if (writer_) writer_->request_stop();
        if (publisher_) publisher_->request_stop();
        if (media_) media_->request_stop();
    }
    Pipeline(Pipeline&&) = delete;

private:
    Pipeline(Config config, std::shared_ptr<Store> store, Scoring scoring, const Doors& doors)
        : config_{std::move(config)},
          store_{std::move(store)},
          scoring_{std::move(scoring)},
          decisions_{doors.decisions},
          hooks_{doors.hooks}
    {
    }

    Result<void> start(const HubOptions& options, Refiner refiner, std::vector<SourceJob> jobs,
                       Doors doors)
    {
        const FetchConfig fetch = TRY(with_proxy_login(config_.hub.fetch));
        media_ = TRY(fetcher_of_pictures(options, fetch, doors.media));
        hanging_.emplace(config_, *store_, shelf_, media_.get());
        own_.emplace(config_, options.state_folder / media_folder, options.decoder);
        publisher_ = std::make_unique<Publisher>(
            Publisher::Parts{config_, *store_, stored_, doors.board, on_wall_, *hanging_,
                             doors.tally, options.clock, doors.announce, &*own_});
        writer_ = std::make_unique<Writer>(
            Writer::Parts{config_, *store_, *fetched_, stored_, doors.tally, scoring_,
                          options.clock, options.alive},
            std::move(refiner));
        decisions_.use(store_);
        hooks_.use(jobs, {fetched_, brought_});
        fetcher_ = TRY(
            Fetcher::start(std::move(jobs), fetch,
                           {*fetched_, doors.states, on_wall_, notes(), holds(), brought_.get()},
                           options.clock, std::random_device{}()));
        return {};
    }

    // nullptr: no pictures on this hub's walls.
    Result<std::unique_ptr<media::MediaFetcher>> fetcher_of_pictures(const HubOptions& options,
                                                                     const FetchConfig& fetch,
                                                                     media::Tally& tally)
    {
        const MediaConfig& config = config_.hub.media;
        const auto folder = options.state_folder / media_folder;
        if (!config.pictures || options.decoder.empty()) {
            std::error_code ignored;
            std::filesystem::remove_all(folder, ignored);
            return nullptr;
        }
        return media::MediaFetcher::start(
            {config, http_options(fetch), folder, options.decoder, shelf_, tally, options.clock});
    }

    FetchNotes notes() const
    {
        return {.read =
                    [store = store_](const std::string& name) {
                        return store->note(name).value_or(std::string{});
                    },
                .keep =
                    [store = store_](const std::string& name, const std::string& text) {
                        if (const auto kept = store->keep_note(name, text); !kept)
                            log::warning("hub", kept.error().text);
                    }};
    }

    std::function<bool(const std::string&)> holds() const
    {
        return [store = store_](const std::string& id) {
            const auto post = store->post(id);
            return !post || post->has_value();  // in doubt the writer decides
        };
    }

    const Config config_;
    const std::shared_ptr<Store> store_;  // a decision that is being written holds it, too
    const Scoring scoring_;
    Decisions& decisions_;
    Hooks& hooks_;
    const std::shared_ptr<Channel<Batch>> fetched_ =
        std::make_shared<Channel<Batch>>(batches_in_flight);
    const std::shared_ptr<Channel<Batch>> brought_ =
        std::make_shared<Channel<Batch>>(batches_in_flight);
    Latest<Stored> stored_;
    Latest<OnWall> on_wall_;
    Latest<media::Shelf> shelf_;
    std::unique_ptr<media::MediaFetcher> media_;
    std::optional<Hanging> hanging_;
    std::optional<OwnPictures> own_;
    std::unique_ptr<Publisher> publisher_;
    std::unique_ptr<Writer> writer_;
    std::unique_ptr<Fetcher> fetcher_;  // last made, first gone
};

}  // namespace

struct Hub::Machine {
    explicit Machine(HubOptions given) : options{std::move(given)} {}

    Result<void> open()
    {
        model = TRY(load_sentiment_model(options.assets / "sentiment"));
        model_digest = digest_of_model(options.assets / "sentiment");
        decisions.take_door(options.state_folder);
        return start(TRY(refiner_of(options.config.wall)), options.config.hub.listen.port);
    }

    Result<Refiner> refiner_of(const WallConfig& wall) const
    {
        return Refiner::make(wall, make_scorer(model, wall.sentiment, {}));
    }

    Scoring scoring_of(const Config& config)
    {
        const SentimentConfig& sentiment = config.wall.sentiment;
        const auto with = [model = model, sentiment,
                           outside = attached(config.hub.scorer, scorer_tally)](
                              std::span<const Correction> corrections) {
            return with_attached(outside, make_scorer(model, sentiment, corrections));
        };
        const std::string rules = rules_of_scoring(model_digest, sentiment);
        if (!config.hub.scorer.attached()) return {with, rules};
        return {with, rules + rules_of_attached(config.hub.scorer), false};
    }

    // With `options`. The server first: it answers while the store is being opened.
    Result<void> start(Refiner refiner, int port)
    {
        if (!server) {
            lib::WebRoutes routes{
                [this](const lib::WebRequest& request) { return endpoints.answer(request); },
                Endpoints::is_slow, true};
            const std::string& address = options.config.hub.listen.address;
            server = TRY(lib::HttpServer::open(address, port, std::move(routes)));
            serving = &*server;
            decisions.listen(options.config.hub.listen, server->port());
        }
        pipeline =
            TRY(Pipeline::open(options, std::move(refiner), scoring_of(options.config), doors()));
        return {};
    }

    void stop(bool server_too)
    {
        pipeline.reset();  // it speaks to the server, and the store has one writer
        if (!server_too) return;
        serving = nullptr;
        server.reset();
    }

    Result<void> reload(Config config)
    {
        if (config == options.config && pipeline) return {};
        if (config.hub.storage.folder != options.config.hub.storage.folder)
            log::warning("hub", "storage, folder: takes effect when the hub is started again");
        auto refiner = TRY(refiner_of(config.wall));
        auto refiner_before = TRY(refiner_of(options.config.wall));
        const bool moved = config.hub.listen != options.config.hub.listen;
        // where screens know it, also when it was "any free one"
        const int port_before = server ? server->port() : options.config.hub.listen.port;
        stop(moved);
        std::swap(options.config, config);
        auto started = start(std::move(refiner), options.config.hub.listen.port);
        if (started) return {};
        stop(moved);
        std::swap(options.config, config);
        TRY(start(std::move(refiner_before), port_before));
        return started;
    }

    Pipeline::Doors doors()
    {
        return {board,
                states,
                tally,
                decisions,
                hooks,
                media_tally,
                [this](const std::string& screen, std::shared_ptr<const std::string> event) {
                    server->publish(screen, std::move(event));
                }};
    }

    HubOptions options;
    std::shared_ptr<const SentimentModel> model;
    std::string model_digest;
    HubTally tally;
    ScorerTally scorer_tally;
    Latest<Board> board;
    Latest<SourceStates> states;
    Decisions decisions{tally, options.clock};
    Hooks hooks{options.clock, tally};
    media::Tally media_tally;
    Endpoints endpoints{
        {board, tally, options.assets, options.state_folder / media_folder, options.clock,
         [this] {
             return source_metrics(states.get(), options.clock()) + scorer_metrics(scorer_tally) +
                    media_metrics(media_tally);
         },
         [this] {
             const lib::HttpServer* now = serving;
             return now ? now->streams() : 0;
         },
         [this](const lib::WebRequest& request) { return decisions.answer(request); },
         [this](const lib::WebRequest& request) { return hooks.answer(request); }}};
    std::atomic<const lib::HttpServer*> serving = nullptr;  // what the server's own thread sees
    std::optional<lib::HttpServer> server;
    std::unique_ptr<Pipeline> pipeline;  // last made, first gone
};

Result<std::unique_ptr<Hub>> Hub::open(HubOptions options)
{
    auto machine = std::make_unique<Machine>(std::move(options));
    TRY(machine->open());
    log::info("hub", "listening on " + machine->options.config.hub.listen.address + " port " +
                         std::to_string(machine->server->port()));
    return std::unique_ptr<Hub>{new Hub{std::move(machine)}};
}

Hub::Hub(std::unique_ptr<Machine> machine) : machine_{std::move(machine)} {}
Hub::~Hub() = default;

int Hub::port() const { return machine_->server ? machine_->server->port() : 0; }

Result<void> Hub::reload(Config config) { return machine_->reload(std::move(config)); }

}  // namespace narrowcast
