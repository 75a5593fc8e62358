// SPDX-License-Identifier: Apache-2.0
// One verb per stage, so that the flow is a Unix pipe one can look into.
#include "cli/hub_notes.hpp"
#include "cli/places.hpp"
#include "cli/print.hpp"
#include "cli/verbs.hpp"
#include "fetch/asker.hpp"
#include "fetch/fetcher.hpp"
#include "hub/configuration.hpp"
#include "hub/hub.hpp"
#include "lib/signals.hpp"
#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/paint.hpp"
#include "narrowcast/platform.hpp"
#include "narrowcast/refine.hpp"
#include "narrowcast/scene.hpp"
#include "paint/picture_files.hpp"
#include "scene/words.hpp"
#include "scorer/external.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <random>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

std::string all_of(std::istream& stream) { return {std::istreambuf_iterator<char>{stream}, {}}; }

Result<SourceJob> job_named(const Config& config, const std::string& name)
{
    const auto& sources = config.hub.sources;
    const auto found = std::ranges::find(sources, name, &SourceConfig::name);
    if (found == sources.end()) {
        std::vector<std::string_view> names;
        names.reserve(sources.size());
        for (const SourceConfig& source : sources)
            names.push_back(source.name);
        std::string known;
        for (const std::string_view known_name : names)
            known += (known.empty() ? "" : ", ") + std::string{known_name};
        const std::string_view meant = closest(name, names);
        return fail(Fault::refused,
                    "hub.json has no source called \"" + name + "\"" +
                        (meant.empty() ? "; it has: " + known
                                       : "; did you mean \"" + std::string{meant} + "\"?"));
    }
    SourceJob job{*found, platform_named(found->platform), {}, {}};
    if (!found->credential.empty()) job.credential = TRY(credential_named(found->credential));
    return job;
}

int keep_fetching(SourceJob job, const FetchConfig& config, const FetchNotes& notes)
{
    const lib::Signals signals;
    Channel<Batch> batches{16};
    Latest<SourceStates> states;
    const Latest<OnWall> on_wall;
    const std::string source = job.source.name;
    const std::string_view platform = job.platform->name;
    std::vector<SourceJob> jobs;
    jobs.push_back(std::move(job));
    auto fetcher = Fetcher::start(std::move(jobs), config, {batches, states, on_wall, notes},
                                  system_now, std::random_device{}());
    if (!fetcher) return say(fetcher.error());
    const std::stop_source never;
    std::string said;
    while (signals.wait(0ms) != lib::Signal::stop && std::cout) {
        if (auto batch = batches.pop_for(500ms, never.get_token()))
            print_posts(std::move(batch->posts), source, platform);
        const auto now = states.get();
        if (!now || now->empty() || now->front().last_error == said) continue;
        said = now->front().last_error;
        if (!said.empty()) std::cerr << "narrowcast: " << said << '\n';
        if (now->front().status == SourceStatus::stopped) return failed;
    }
    return done;
}

std::pair<int, int> size_of(const std::string& text)
{
    int width = 1920, height = 1080;
    if (text.empty()) return {width, height};
    const auto cross = text.find('x');
    std::from_chars(text.data(), text.data() + cross, width);
    std::from_chars(text.data() + cross + 1, text.data() + text.size(), height);
    return {width, height};
}

// Addresses of pictures in a slide file are files beside it: nothing is ever fetched.
PictureFiles pictures_beside(const std::filesystem::path& slide)
{
    const auto tell = [](std::string_view address, const std::string& why) {
        std::cerr << "narrowcast: the picture \"" << address << "\" is left out: " << why << '\n';
    };
    const auto find = [folder = slide.parent_path(),
                       tell](std::string_view address) -> std::filesystem::path {
        const auto path = std::filesystem::path{address}.lexically_normal();
        if (path.is_relative() && *path.begin() != ".." && address.find("://") == address.npos)
            return folder / path;
        tell(address, "draw looks beside the slide's file only, and fetches nothing");
        return {};
    };
    return PictureFiles{{.find = find, .tell = tell}};
}

}  // namespace

int fetch(const std::string& config_named, const std::string& source, bool once)
{
    const auto config = configuration(config_named);
    if (!config) return refused;
    auto job = job_named(*config, source);
    if (!job) return say(job.error());
    const auto fetching = with_proxy_login(config->hub.fetch);
    if (!fetching) return say(fetching.error());
    const FetchNotes notes = notes_of(*config);
    if (!once) return keep_fetching(*std::move(job), *fetching, notes);
    const std::stop_source never;
    const std::stop_token stop = never.get_token();
    auto page = fetch_once(*job, *fetching, notes, stop);
    if (!page) return say(page.error());
    print_garbled(page->garbled);
    print_posts(std::move(page->posts), source, job->platform->name);
    return done;
}

int refine(const std::string& config_named)
{
    const auto config = configuration(config_named);
    if (!config) return refused;
    const auto assets = assets_folder();
    if (!assets) return say(assets.error());
    auto built_in = load_scorer(*assets / "sentiment");
    if (!built_in) return say(built_in.error());
    ScorerTally tally;
    auto refiner = Refiner::make(
        config->wall, with_attached(attached(config->hub.scorer, tally), *std::move(built_in)));
    if (!refiner) return say(refiner.error());
    SourceConfig source;
    source.name = source.platform = "replay";
    source.speed = 0;
    const Time now = seconds_of(system_now());
    for (std::string line; std::getline(std::cin, line);) {
        Response response;
        response.status = 200;
        response.body = line + "\n";
        response.received = now;
        auto page = platform_named("replay")->read(source, {}, response);
        if (!page) return say(page.error());
        print_garbled(page->garbled);
        for (RawPost& raw : page->posts) {
            const RoutedPost routed = refiner->refine(std::move(raw), source, now);
            Json json = Json::object();
            json["post"] = write(routed.post, true);
            json["mood"] = write(routed.mood);
            json["topics"] = routed.topics;
            json["departments"] = routed.departments;
            json["screens"] = routed.screens;
            if (!routed.twin_of.empty()) json["twin_of"] = routed.twin_of;
            json["trace"] = routed.trace;
            std::cout << dump(json) << '\n';
        }
    }
    return done;
}

int score(const std::string& language, bool explain)
{
    const auto assets = assets_folder();
    if (!assets) return say(assets.error());
    // what the company's customers write in decides where a text has too few letters to tell
    const Loaded loaded = load_checked(config_folder("", *assets).folder);
    const auto hints = loaded.config ? loaded.config->wall.languages : std::vector<std::string>{};
    const auto scorer = load_scorer(*assets / "sentiment");
    if (!scorer) return say(scorer.error());
    for (std::string line; std::getline(std::cin, line);) {
        // the same cleaning as on the road of a post, so that both score alike
        RawPost raw;
        raw.text = line;
        const std::string text = clean(std::move(raw), "score", "score", {}).text;
        const Mood mood =
            (*scorer)->score(text, language.empty() ? language_of(text, hints) : language);
        std::printf("%s\t%.3f\t%.3f\t%s",
                    names_of(mood.label)[static_cast<std::size_t>(mood.label)].data(), mood.score,
                    mood.confidence, mood.language.c_str());
        for (const DecidingWord& word : mood.words)
            if (explain)
                std::printf("\t%s %+.3f", text.substr(word.begin, word.end - word.begin).c_str(),
                            word.share);
        std::printf("\n");
    }
    return done;
}

int draw_file(const std::string& slide, const std::string& png, const std::string& size)
{
    std::ifstream stream{slide, std::ios::binary};
    if (!stream) return say({Fault::refused, slide + " cannot be read", {}});
    auto file = slide_file_from_json(all_of(stream));
    if (!file) return say({Fault::refused, slide + ":" + file.error().text, {}});
    const auto assets = assets_folder();
    if (!assets) return say(assets.error());
    const auto words = Words::load(*assets / "i18n", file->wall.language);
    if (!words) return say(words.error());
    const auto [width, height] = size_of(size);
    Time now = file->now;
    if (now == Time{}) now = file->wall.made;
    if (const auto* post = std::get_if<PostSlide>(&file->slide); now == Time{} && post)
        now = post->post.created;
    const Canvas canvas{width, height, file->wall.inches, file->wall.viewing_distance};
    PictureFiles pictures = pictures_beside(slide);
    const auto written = write_png(paint(draw(file->slide, file->wall, canvas, *words, now), width,
                                         height, std::ref(pictures)),
                                   png);
    return written ? done : say(written.error());
}

}  // namespace narrowcast
