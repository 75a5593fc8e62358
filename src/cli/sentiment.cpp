// SPDX-License-Identifier: Apache-2.0
// sentiment: what editors say about moods, and how well the scorer does by their word.
#include "cli/places.hpp"
#include "cli/verbs.hpp"
#include "hub/corrections.hpp"
#include "hub/decisions.hpp"
#include "hub/door.hpp"
#include "lib/curl.hpp"
#include "narrowcast/base/json.hpp"
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "narrowcast/store.hpp"
#include "refine/accuracy.hpp"

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace narrowcast {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t enough = 20;  // corrected posts; of fewer a share says nothing

std::string_view name_of(Label label) { return names_of(label)[static_cast<std::size_t>(label)]; }

Result<std::unique_ptr<Store>> store_of(const fs::path& folder)
{
    const fs::path file = folder / "narrowcast.db";
    std::error_code unreadable;
    if (!fs::exists(file, unreadable))
        return fail(Fault::refused, "there is no " + file.string() +
                                        ": no hub has kept posts there yet, or another user has. "
                                        "Name its configuration with --config.");
    return open_sqlite_store(file);
}

Result<void> ask_hub(const Door::Sign& sign, const Wish& wish)
{
    lib::HttpRequest request{.url = sign.url + "/decisions", .direct = true};
    request.headers = {{"Authorization", "Bearer " + sign.token},
                       {"Content-Type", "application/json"}};
    request.body = dump(write(wish));
    const std::stop_source never;
    const auto answer = TRY(lib::get(request, {}, never.get_token()));
    if (answer.status == 200) return {};
    const bool ours = answer.status / 100 == 4;
    return fail(answer.status == 503 ? Fault::later
                : ours               ? Fault::refused
                                     : Fault::rejected,
                std::string{trimmed(answer.body)});
}

// Through the hub that runs on the store, or straight into the store while none does.
Result<void> decide(const fs::path& folder, const Wish& wish)
{
    const Decision decision = TRY(decision_of(wish, seconds_of(system_now())));
    std::error_code unreadable;
    if (!fs::exists(folder, unreadable)) TRY(store_of(folder));
    const auto door = TRY(Door::take(folder));
    if (!door) return ask_hub(TRY(Door::sign_of(folder)), wish);
    return TRY(store_of(folder))->decide(decision);
}

int carry_out(const SentimentOptions& options, const Wish& wish, const std::string& done_so)
{
    const auto config = configuration(options.config);
    if (!config) return refused;
    if (const auto decided = decide(state_of(*config), wish); !decided) return say(decided.error());
    std::cout << done_so << '\n';
    return done;
}

std::string name_of_editor(const SentimentOptions& options)
{
    return options.by.empty() ? environment("USER") : options.by;
}

// One line of a text, as much as fits beside the rest.
std::string beginning_of(std::string text)
{
    std::ranges::replace(text, '\n', ' ');
    constexpr std::size_t most = 70;
    if (text.size() <= most) return text;
    std::size_t end = most;
    while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;  // not within a letter
    return text.substr(0, end) + "...";
}

void print_confusion(const char* title, const Confusion& confusion)
{
    std::printf("\n%-14s scored negative   neutral  positive\n", title);
    for (std::size_t label = 0; label < confusion.size(); ++label)
        std::printf("  %-8s %19zu %9zu %9zu\n", name_of(static_cast<Label>(label)).data(),
                    confusion[label][0], confusion[label][1], confusion[label][2]);
}

void print_report(std::size_t count, const Accuracy& accuracy)
{
    std::printf("%zu corrected posts\n\n                before     after\n", count);
    std::printf("accuracy        %5.1f%%    %5.1f%%\n", 100 * accuracy_of(accuracy.before),
                100 * accuracy_of(accuracy.after));
    std::printf("macro recall    %5.1f%%    %5.1f%%\n", 100 * macro_recall(accuracy.before),
                100 * macro_recall(accuracy.after));
    print_confusion("before", accuracy.before);
    print_confusion("after", accuracy.after);
    std::printf(
        "\nbefore: the built-in scorer with the company's own words. after: with what the\n"
        "corrections teach; each post was scored by what the other nine tenths of them teach,\n"
        "never by its own. Editors correct what is wrong more than what is right, so over all "
        "posts\n"
        "both are likely to be higher.\n");
}

}  // namespace

int correct(const SentimentOptions& options)
{
    const auto& labels = names_of(Label{});
    const auto label = std::ranges::find(labels, options.label) - labels.begin();
    return carry_out(
        options,
        {options.post, Verdict::correct, static_cast<Label>(label), name_of_editor(options)},
        options.post + " is " + options.label + " now");
}

int uncorrect(const SentimentOptions& options)
{
    return carry_out(options, {options.post, Verdict::uncorrect, {}, name_of_editor(options)},
                     options.post + " is as it was scored again");
}

int list_corrections(const SentimentOptions& options)
{
    const auto config = configuration(options.config);
    if (!config) return refused;
    const auto store = store_of(state_of(*config));
    if (!store) return say(store.error());
    const auto corrected = corrections_in(**store);
    if (!corrected) return say(corrected.error());
    for (const Corrected& each : *corrected)
        std::cout << to_rfc3339(each.at) << '\t' << name_of(each.correction.label) << '\t'
                  << (each.by.empty() ? "-" : each.by) << '\t' << each.post << '\t'
                  << beginning_of(each.correction.text) << '\n';
    return done;
}

int report_sentiment(const SentimentOptions& options)
{
    const auto config = configuration(options.config);
    if (!config) return refused;
    const auto assets = assets_folder();
    if (!assets) return say(assets.error());
    const auto store = store_of(state_of(*config));
    if (!store) return say(store.error());
    const auto corrected = corrections_in(**store);
    if (!corrected) return say(corrected.error());
    if (corrected->size() < enough) {
        std::printf("%zu corrected %s: too few to say how good the scorer is; %zu are needed\n",
                    corrected->size(), corrected->size() == 1 ? "post" : "posts", enough);
        return done;
    }
    const auto model = load_sentiment_model(*assets / "sentiment");
    if (!model) return say(model.error());
    std::vector<Lesson> lessons;
    for (const Corrected& each : *corrected)
        lessons.push_back({each.story, each.correction});
    print_report(lessons.size(), accuracy_on(lessons, *model, config->wall.sentiment));
    return done;
}

}  // namespace narrowcast
