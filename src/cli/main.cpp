// SPDX-License-Identifier: Apache-2.0
// The command line: people, scripts and tests rely on it; see `narrowcast --help`.
#include "cli/verbs.hpp"

#include "narrowcast/base/log.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <functional>
#include <iostream>
#include <regex>

namespace narrowcast {
namespace {

constexpr const char* size_form = "[1-9][0-9]{1,4}x[1-9][0-9]{1,4}";

// Adds the verbs to `app`; what the chosen one does is left in `chosen`.
class CommandLine {
public:
    CommandLine(CLI::App& app, std::function<int()>& chosen) : app_{app}, chosen_{chosen}
    {
        running();
        setting_up();
        stages();
        querying();
        sentiment();
    }

private:
    CLI::App* verb(const std::string& name, const std::string& help, std::function<int()> action)
    {
        CLI::App* added = app_.add_subcommand(name, help);
        added->callback([this, action = std::move(action)] { chosen_ = action; });
        return added;
    }

    void add_config(CLI::App* to, std::string& folder)
    {
        to->add_option("--config", folder, "folder of narrowcast.json and hub.json")
            ->type_name("DIR");
    }

    void add_size(CLI::App* to, std::string& size)
    {
        to->add_option("--size", size, "pixels, such as 1920x1080")
            ->type_name("WxH")
            ->check(CLI::Validator{
                [](const std::string& text) {
                    const bool good = std::regex_match(text, std::regex{size_form});
                    return good ? std::string{}
                                : "\"" + text + "\" is no size; write it like 1920x1080";
                },
                ""});
    }

    void add_screen(CLI::App* to)
    {
        add_size(to, run_.size);
        to->add_option("--screen", run_.screen, "name of the screen; the first one unless told")
            ->envname("NARROWCAST_SCREEN")
            ->type_name("NAME");
        to->add_flag("--fullscreen", run_.fullscreen, "fill the display, without a pointer");
    }

    void running()
    {
        CLI::App* run =
            verb("run", "hub and screen on one machine; without a configuration: the demo",
                 [this] { return run_all(run_); });
        add_config(run, run_.config);
        add_screen(run);
        run->add_flag("--no-window", run_.no_window,
                      "serve the wall as a picture in a browser page only");

        CLI::App* hub = verb("hub", "fetch, keep and publish; screens connect to it",
                             [this] { return run_hub(run_); });
        add_config(hub, run_.config);

        CLI::App* screen =
            verb("screen", "show what a hub publishes", [this] { return run_screen_only(run_); });
        add_config(screen, run_.config);
        add_screen(screen);
        screen
            ->add_option("--hub", run_.hub, "address of the hub, http://127.0.0.1:8350 unless told")
            ->envname("NARROWCAST_HUB")
            ->type_name("URL");
    }

    void setting_up()
    {
        CLI::App* made = verb("init", "ask a few questions and write a commented configuration",
                              [this] { return init(init_); });
        add_config(made, init_.config);
        made->add_option("--company", init_.company, "whom the wall is about")->type_name("NAME");
        made->add_option("--language", init_.language, "nl, en, de or fr")->type_name("XX");
        made->add_option("--time-zone", init_.time_zone, "such as Europe/Amsterdam")
            ->type_name("ZONE");
        made->add_flag("--yes", init_.yes, "ask nothing");

        CLI::App* checked =
            verb("check", "read the configuration and say all that is wrong with it",
                 [this] { return check(config_, legibility_); });
        add_config(checked, config_);
        checked->add_flag("--legibility", legibility_,
                          "also say for each screen and scene whether people can read it from "
                          "where they stand, and what to change; exit code 1 if not");
        add_config(verb("doctor", "look at fonts, folders, sources and hub, and name the remedies",
                        [this] { return doctor(config_); }),
                   config_);
        CLI::App* schema = verb("schema", "print the JSON Schema of a configuration file",
                                [this] { return print_schema(name_); });
        schema->add_option("WHICH", name_, "narrowcast or hub")
            ->required()
            ->check(CLI::IsMember({"narrowcast", "hub"}));
    }

    void stages()
    {
        CLI::App* fetched =
            verb("fetch", "print normalised posts of a configured source as JSON lines",
                 [this] { return fetch(config_, name_, once_); });
        add_config(fetched, config_);
        fetched->add_option("NAME", name_, "name of the source")->required();
        fetched->add_flag("--once", once_, "end after one round");

        CLI::App* parsed =
            verb("parse", "read one recorded answer from stdin, print its posts as JSON lines",
                 [this] { return parse(name_, url_); });
        parsed->add_option("KIND", name_, "name of a platform")->required();
        parsed->add_option("--url", url_, "where the answer came from, for relative links")
            ->type_name("BASE");

        add_config(
            verb("refine", "read posts as JSON lines, print them with mood, routes and the reasons",
                 [this] { return refine(config_); }),
            config_);
        CLI::App* scored =
            verb("score", "read one text a line, print label, score, confidence, language",
                 [this] { return score(language_, explain_); });
        scored->add_option("--lang", language_, "language of all lines (BCP 47)")->type_name("XX");
        scored->add_flag("--explain", explain_, "add the words that decided, with their shares");

        CLI::App* drawn = verb("draw", "draw a slide without a window",
                               [this] { return draw_file(name_, png_, size_); });
        drawn->add_option("SLIDE.json", name_, "a slide as the README describes it")->required();
        drawn->add_option("OUT.png", png_, "the picture")->required();
        add_size(drawn, size_);
    }

    void querying()
    {
        CLI::App* asked =
            verb("query", "read posts as JSON lines, print those that a query matches, and why",
                 [this] { return query_posts(query_); });
        asked->add_option("QUERY", query_.query, "such as 'app AND (storing OR inlog*)'")
            ->required();
        asked->add_flag("--why-not", query_.why_not,
                        "print the others too, behind a !, with what keeps them from matching");
        asked
            ->add_option("--for", query_.platform,
                         "read no posts; print what this platform's own search is asked")
            ->type_name("PLATFORM");
    }

    CLI::App* sentiment_verb(CLI::App* of, const std::string& name, const std::string& help,
                             int (*act)(const SentimentOptions&))
    {
        CLI::App* added = of->add_subcommand(name, help);
        added->callback([this, act] { chosen_ = [this, act] { return act(sentiment_); }; });
        add_config(added, sentiment_.config);
        return added;
    }

    void sentiment()
    {
        CLI::App* all = app_.add_subcommand(
            "sentiment", "correct moods, list corrections, report what they are worth");
        all->require_subcommand(1);
        CLI::App* corrected = sentiment_verb(
            all, "correct", "say what a post's mood is; the scorer learns from it", correct);
        CLI::App* uncorrected =
            sentiment_verb(all, "uncorrect", "take the correction of a post back", uncorrect);
        for (CLI::App* each : {corrected, uncorrected}) {
            each->add_option("POST", sentiment_.post, "id, such as mastodon:109501")->required();
            each->add_option("--by", sentiment_.by, "who decides; this user unless told")
                ->type_name("NAME");
        }
        corrected->add_option("LABEL", sentiment_.label, "negative, neutral or positive")
            ->required()
            ->check(CLI::IsMember({"negative", "neutral", "positive"}));
        sentiment_verb(all, "list", "print the corrections that stand, oldest first",
                       list_corrections);
        sentiment_verb(all, "report", "how often the scorer is right on corrected posts",
                       report_sentiment);
    }

    CLI::App& app_;
    std::function<int()>& chosen_;
    RunOptions run_;
    InitOptions init_;
    QueryOptions query_;
    SentimentOptions sentiment_;
    std::string config_, name_, url_, language_, png_, size_;
    bool once_ = false, explain_ = false, legibility_ = false;
};

int main_of(int argc, char** argv)
{
    CLI::App app{"Narrowcast: what customers say, on a screen by the coffee machine."};
    app.set_version_flag("--version", "narrowcast " NARROWCAST_VERSION);
    app.footer(
        "Exit codes: 0 done, 1 failed, 2 refused (arguments or configuration).\n"
        "NARROWCAST_LOG: debug, info (default), warning, error or off.");
    app.require_subcommand(1);
    std::function<int()> chosen;
    const CommandLine commands{app, chosen};
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? done : refused;
    }
    return chosen();
}

}  // namespace
}  // namespace narrowcast

int main(int argc, char** argv)
{
    try {
        return narrowcast::main_of(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "narrowcast: " << error.what() << '\n';
        return narrowcast::failed;
    }
}
