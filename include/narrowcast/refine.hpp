// SPDX-License-Identifier: Apache-2.0
// The road every post takes: clean, dedupe, language, sentiment, route. Pure: no I/O, no clock.
// None of these objects is thread-safe; each belongs to one thread.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "narrowcast/post.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast {

// Markup off, entities decoded once, NFC, control and bidi-override characters out, at most four
// combining marks a base, tracking parameters off links. `first_seen` stands in for a missing
// date and caps one in the future (by more than 5 min).
Post clean(RawPost raw, std::string_view source, std::string_view platform, Time first_seen);

// `url` for comparing: https, without tracking parameters, fragment, default port, "www."/"m.", the
// ways an AMP copy is spelled and the slash at its end; parameters in order; youtu.be and
// twitter.com as what they stand for.
std::string canonical_url(std::string_view url);

// The language of a text (BCP 47, "und" when there is too little of it). `hints`: claimed by the
// author first, then by source and company; for a few letters the hint decides.
std::string language_of(std::string_view text, std::span<const std::string> hints);

// Scores texts; the final interface of every scorer, this one or a heavier one.
class Scorer {
public:
    virtual ~Scorer() = default;
    // `language` as language_of() gives it; the score of "und" uses emoji and shared words only.
    // Mood::sure is left to the caller.
    virtual Mood score(std::string_view text, std::string_view language) const = 0;

    // The moods of many texts, in their order: what scores them together does it here. Asked to
    // stop, it gives what it has at hand.
    struct Text {
        std::string_view text, language;
    };
    virtual std::vector<Mood> score_all(std::span<const Text> texts,
                                        const std::stop_token& stop) const;
};

// What was learned, as shipped in assets/sentiment: word lists, weights, n-gram models. Immutable,
// any thread. Fault::refused names the file and the line.
struct SentimentModel;
Result<std::shared_ptr<const SentimentModel>> load_sentiment_model(
    const std::filesystem::path& folder);

// What of a post is scored: its title, as a sentence, and its text.
std::string scored_text(const Post& post);

// A label that an editor gave a text.
struct Correction {
    std::string text;
    std::string language;
    Label label = Label::neutral;
};

// The built-in scorer with the company's own words, and with what `corrections` teach: the same
// list in the same order gives the same scorer. Any thread.
std::shared_ptr<const Scorer> make_scorer(std::shared_ptr<const SentimentModel> model,
                                          const SentimentConfig& config,
                                          std::span<const Correction> corrections);

// The same without words of a company, read from `folder` (assets/sentiment).
Result<std::shared_ptr<const Scorer>> load_scorer(const std::filesystem::path& folder);

struct Sameness;

// Remembers what it saw in the last 48 h of posts' time.
class Dedupe {
public:
    Dedupe();
    ~Dedupe();
    Dedupe(Dedupe&&) noexcept;

    // The id of the first post that this one repeats, and why, in words; "" both if it repeats
    // none. In this order: a repost of it; the same canonical url; within 48 h the same words
    // (fewer than four: by the same author, on whatever network), or for articles nearly the same
    // news. Never the id of one that is a twin itself. The same id is no twin: an edit.
    struct Twin {
        std::string id, reason;
    };
    Twin twin_of(const Post& post);

    // Its two halves: looking, and remembering.
    Twin earlier(const Post& post) const;
    void remember(const Post& post);

    // A post that is gone: what repeats it may be shown.
    void forget(std::string_view id);

    // Ids of posts that others may have repeated, and that were edited since the last call: those
    // others are to be asked about again.
    std::vector<std::string> take_parted();

private:
    struct Seen;
    struct Match;
    Match match(const Post& post, const Sameness& same) const;
    void keep(const Post& post, Sameness same, const Match& found);
    std::unique_ptr<Seen> seen_;
};

// Splits off the words of a text once, folded, so that many queries can look at them.
class Router {
public:
    // Fault::refused when a query is wrong (load_config has said so before, with its line).
    static Result<Router> make(const WallConfig& config);
    Router(Router&&) noexcept;
    ~Router();

    // Topics, departments and screens of a post, and for each decision a sentence.
    RoutedPost route(ScoredPost scored, const Dedupe::Twin& twin) const;

private:
    struct Rules;
    explicit Router(std::unique_ptr<Rules> rules);
    std::unique_ptr<Rules> rules_;
};

// All of it in order, for one thread.
class Refiner {
public:
    static Result<Refiner> make(const WallConfig& config, std::shared_ptr<const Scorer> scorer);

    // `hints`: the source's languages. Never fails: what cannot be read is routed to nobody.
    RoutedPost refine(RawPost raw, const SourceConfig& source, Time first_seen);

    // The same for posts that came together; the scorer sees them together.
    std::vector<RoutedPost> refine_all(std::span<RawPost> raw, const SourceConfig& source,
                                       Time first_seen, const std::stop_token& stop);

    // The last part of the road for a stored post: after a change of topics or people to block.
    // What it repeats is not asked again: most of what came before it may be forgotten by now.
    RoutedPost route_again(RoutedPost stored) const;

    // Scores stored posts once more, then routes them so: after a change of the scorer.
    std::vector<RoutedPost> score_again(std::vector<RoutedPost> stored,
                                        const std::stop_token& stop) const;

    // Another scorer from now on.
    void use(std::shared_ptr<const Scorer> scorer) { scorer_ = std::move(scorer); }

    // Tells Dedupe of a post that was stored before this process began.
    void remember(const Post& post);

    // Tells Dedupe of a post that is not held (any more).
    void forget(std::string_view id);

    // Routes stored posts anew, oldest first, after asking again what they repeat: what they
    // repeated is gone, or says something else now (take_parted()).
    std::vector<RoutedPost> reunite(std::vector<RoutedPost> twins);
    std::vector<std::string> take_parted() { return dedupe_.take_parted(); }

private:
    Refiner(const WallConfig& config, std::shared_ptr<const Scorer> scorer, Router router);

    struct Read {
        Post post;
        Dedupe::Twin twin;
    };
    Read read(RawPost raw, const SourceConfig& source, Time first_seen);
    std::vector<RoutedPost> score(std::vector<Read> posts, const std::stop_token& stop) const;
    RoutedPost finish(Read read, Mood mood) const;

    std::vector<std::string> languages_;
    double sure_from_;
    std::shared_ptr<const Scorer> scorer_;
    Dedupe dedupe_;
    Router router_;
};

}  // namespace narrowcast
