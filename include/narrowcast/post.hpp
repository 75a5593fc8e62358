// SPDX-License-Identifier: Apache-2.0
// What flows through the house. Each type is the one before, plus one thing.
#pragma once

#include "narrowcast/base/fields.hpp"
#include "narrowcast/base/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace narrowcast {

enum class Kind { post, reply, repost, review, comment, article };
constexpr std::array<std::string_view, 6> names_of(Kind)
{
    return {"post", "reply", "repost", "review", "comment", "article"};
}

struct Author {
    std::string name;    // as the author writes it; may be empty
    std::string handle;  // "@sanne@polder.example"; may be empty
    std::string avatar;  // address of a picture, "" if none
    std::string url;     // of the profile

    static constexpr std::tuple fields{
        Field{"name", &Author::name, "as the author writes it"},
        Field{"handle", &Author::handle, "@sanne@polder.example"},
        Field{"avatar", &Author::avatar, "address of a picture"},
        Field{"url", &Author::url, "address of the profile"},
    };
    bool operator==(const Author&) const = default;
};

struct Media {
    std::string type;  // image, video, audio, other
    std::string url;
    std::string alt;            // what it shows, in words
    int width = 0, height = 0;  // pixels; 0 until the hub has the picture

    static constexpr std::tuple fields{
        Field{"type", &Media::type, "image, video, audio or other"},
        Field{"url", &Media::url, "address"},
        Field{"alt", &Media::alt, "what it shows, in words"},
        Field{"width", &Media::width, "pixels"},
        Field{"height", &Media::height, "pixels"},
    };
    bool operator==(const Media&) const = default;
};

struct Counts {
    std::optional<std::int64_t> likes, reposts, replies;  // absent: the platform does not say

    static constexpr std::tuple fields{
        Field{"likes", &Counts::likes, "likes, favourites, points"},
        Field{"reposts", &Counts::reposts, "reposts, boosts, shares"},
        Field{"replies", &Counts::replies, "replies, comments"},
    };
    bool operator==(const Counts&) const = default;
};

enum class Markup { plain, html };

// What a platform said: untrusted, marked up, in its own words.
struct RawPost {
    std::string native_id;  // unique within the platform
    std::string network;    // "mastodon", "rss" ...; "": the platform's own name
    Kind kind = Kind::post;
    Author author;
    std::string title;
    std::string text;
    Markup markup = Markup::plain;  // of title, text and author.name
    std::optional<Time> created;    // absent: the platform did not say, first seen counts
    std::optional<Time> edited;
    std::string language;  // BCP 47 as claimed by the author or the platform, "" unknown
    std::string url;
    std::string canonical;  // identity over servers (ActivityPub uri, rel=canonical), "" if none
    std::vector<Media> media;
    Counts counts;
    std::optional<double> rating;        // stars, 1 to 5
    std::string in_reply_to, repost_of;  // native ids
    bool sensitive = false;
    bool deleted = false;  // the platform says that it is gone
};

// Plain text, safe to store, to compare and to draw: NFC, no markup, no control characters.
struct Post {
    std::string id;       // "mastodon:109501", unique over all platforms
    std::string source;   // the configured source's name
    std::string network;  // "mastodon", "rss" ...: what the wall calls it
    Kind kind = Kind::post;
    Author author;
    std::string title;
    std::string text;  // UTF-8, lines end in \n
    Time created{};
    std::optional<Time> edited;
    std::string language;  // BCP 47, "" until known
    std::string url;       // canonical: tracking parameters removed
    std::vector<Media> media;
    Counts counts;
    std::optional<double> rating;
    std::string in_reply_to, repost_of;  // ids like `id`
    bool sensitive = false;
    bool deleted = false;

    static constexpr std::tuple fields{
        Field{"id", &Post::id, "platform:native id"},
        Field{"source", &Post::source, "the configured source"},
        Field{"network", &Post::network, "the network it was written on"},
        Field{"kind", &Post::kind, "post, reply, repost, review, comment or article"},
        Field{"author", &Post::author, "who wrote it"},
        Field{"title", &Post::title, "headline, where there is one"},
        Field{"text", &Post::text, "plain text"},
        Field{"created_at", &Post::created, "when it was written"},
        Field{"edited_at", &Post::edited, "when it was last changed"},
        Field{"language", &Post::language, "BCP 47"},
        Field{"url", &Post::url, "where to read it"},
        Field{"media", &Post::media, "pictures, videos"},
        Field{"counts", &Post::counts, "reactions"},
        Field{"rating", &Post::rating, "stars, 1 to 5"},
        Field{"in_reply_to", &Post::in_reply_to, "id of the post it answers"},
        Field{"repost_of", &Post::repost_of, "id of the original"},
        Field{"sensitive", &Post::sensitive, "the author or platform asks to hide it"},
        Field{"deleted", &Post::deleted, "gone at the platform"},
    };
    bool operator==(const Post&) const = default;
};

enum class Label { negative, neutral, positive };
constexpr std::array<std::string_view, 3> names_of(Label)
{
    return {"negative", "neutral", "positive"};
}

// A word of the text that moved the score, and how far.
struct DecidingWord {
    std::size_t begin = 0, end = 0;  // bytes of Post::text
    double share = 0;                // below 0 towards negative, above 0 towards positive

    static constexpr std::tuple fields{
        Field{"begin", &DecidingWord::begin, "first byte in the text"},
        Field{"end", &DecidingWord::end, "byte after the last"},
        Field{"share", &DecidingWord::share, "its part in the score"},
    };
    bool operator==(const DecidingWord&) const = default;
};

struct Mood {
    Label label = Label::neutral;  // the best guess, also when not sure
    double score = 0;              // -1 negative ... +1 positive
    double confidence = 0;  // 0 ... 1; `sure` says whether it reaches the configured threshold
    bool sure = false;
    std::string language;             // BCP 47 the text was scored in, "und" if unknown
    std::vector<DecidingWord> words;  // at most three, the strongest first

    static constexpr std::tuple fields{
        Field{"label", &Mood::label, "negative, neutral or positive"},
        Field{"score", &Mood::score, "-1 to 1"},
        Field{"confidence", &Mood::confidence, "0 to 1"},
        Field{"sure", &Mood::sure, "confident enough to show a label"},
        Field{"language", &Mood::language, "scored as this language"},
        Field{"words", &Mood::words, "the words that decided"},
    };
    bool operator==(const Mood&) const = default;
};

struct ScoredPost {
    Post post;
    Mood mood;
    bool operator==(const ScoredPost&) const = default;
};

// A post is never dropped. It may be routed to nobody, and the trace then says why.
struct RoutedPost {
    Post post;
    Mood mood;
    std::vector<std::string> topics, departments, screens;  // names, in configuration order
    std::string twin_of;             // id of the first post that says the same, "" if none
    std::vector<std::string> trace;  // one sentence per decision
    bool by_company = false;         // written by one of the company's own accounts
    bool operator==(const RoutedPost&) const = default;
};

// What a person decided about a post or its author. Kept beside the post, applied by the same road.
// Stored as numbers: a new one goes to the end.
enum class Verdict { hide, show, pin, unpin, correct, forget_author, uncorrect };
constexpr std::array<std::string_view, 7> names_of(Verdict)
{
    return {"hide", "show", "pin", "unpin", "correct", "forget_author", "uncorrect"};
}

struct Decision {
    std::string post;  // id; forget_author: any post of theirs
    Verdict verdict = Verdict::hide;
    Label label = Label::neutral;  // of `correct`
    std::string by;                // who decided
    Time at{};
    bool operator==(const Decision&) const = default;
};

// One line of JSON as in the command line's contract: what the platform did not give is absent.
std::string to_json_line(const Post& post);

}  // namespace narrowcast
