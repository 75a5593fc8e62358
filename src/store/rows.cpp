// SPDX-License-Identifier: Apache-2.0
// A post as a row of the tables, and back.
#include "store/rows.hpp"

#include "narrowcast/base/json.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace narrowcast::store {

namespace {

// The order of the values in write_row() and, from the third column on, of those in read_row().
constexpr std::array<std::string_view, 31> columns{
    "native",     "source",    "network",     "kind",      "author",    "title",   "text",
    "created",    "edited",    "language",    "url",       "media",     "likes",   "reposts",
    "replies",    "rating",    "in_reply_to", "repost_of", "sensitive", "label",   "score",
    "confidence", "sure",      "scored_as",   "words",     "route",     "twin_of", "trace",
    "hidden",     "corrected", "by_company"};

std::string insert_row()
{
    std::string names, values;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        names += (i == 0 ? "" : ", ") + std::string{columns[i]};
        values += (i == 0 ? "?" : ", ?") + std::to_string(i + 1);
    }
    return "INSERT INTO post(" + names + ") VALUES(" + values + ")";
}

std::string update_row()
{
    std::string sets;
    for (std::size_t i = 0; i < columns.size(); ++i)
        sets += (i == 0 ? "" : ", ") + std::string{columns[i]} + " = ?" + std::to_string(i + 1);
    return "UPDATE post SET " + sets + " WHERE id = ?" + std::to_string(columns.size() + 1);
}

// NaN would be stored as NULL, which these columns refuse, and with it the whole batch.
double finite(double number) { return std::isfinite(number) ? number : 0; }

std::string media_text(const std::vector<Media>& media)
{
    return media.empty() ? std::string{} : dump(write(media, true));
}

std::vector<Media> media_in(std::string_view text)
{
    std::vector<Media> media;
    if (text.empty()) return media;
    std::vector<Problem> problems;
    if (const auto json = parse_json(text)) read(*json, media, "", problems, Strictness::tolerant);
    return media;
}

// "30 34 -0.3 " for each: every post has some, and a double comes back to the last bit.
std::string words_text(const std::vector<DecidingWord>& words)
{
    std::string text;
    const auto add = [&](auto number) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        text.append(digits.data(), end);
        text += ' ';
    };
    for (const auto& word : words) {
        add(word.begin);
        add(word.end);
        add(word.share);
    }
    return text;
}

std::vector<DecidingWord> words_in(std::string_view text)
{
    std::vector<DecidingWord> words;
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto take = [&](auto& number) {
        const auto [next, error] = std::from_chars(at, end, number);
        if (error != std::errc{} || next == end) return false;
        at = next + 1;
        return true;
    };
    for (DecidingWord word; at != end && take(word.begin) && take(word.end) && take(word.share);)
        words.push_back(word);
    return words;
}

template <class Enum>
Enum enum_of(std::int64_t number)
{
    constexpr auto count = static_cast<std::int64_t>(names_of(Enum{}).size());
    return number < 0 || number >= count ? Enum{} : static_cast<Enum>(number);
}

std::optional<std::int64_t> whole_or_nothing(const lib::Statement& row, int column)
{
    if (row.null(column)) return std::nullopt;
    return row.whole(column);
}

Time time_of(std::int64_t seconds) { return Time{std::chrono::seconds{seconds}}; }

void read_post(const lib::Statement& row, Post& post)
{
    post.id = row.text(2);
    post.source = row.text(3);
    post.network = row.text(4);
    post.kind = enum_of<Kind>(row.whole(5));
    post.title = row.text(6);
    post.text = row.text(7);
    post.created = time_of(row.whole(8));
    if (!row.null(9)) post.edited = time_of(row.whole(9));
    post.language = row.text(10);
    post.url = row.text(11);
    post.media = media_in(row.text(12));
    post.counts.likes = whole_or_nothing(row, 13);
    post.counts.reposts = whole_or_nothing(row, 14);
    post.counts.replies = whole_or_nothing(row, 15);
    if (!row.null(16)) post.rating = row.real(16);
    post.in_reply_to = row.text(17);
    post.repost_of = row.text(18);
    post.sensitive = row.whole(19) != 0;
}

void read_mood(const lib::Statement& row, Mood& mood)
{
    mood.label = enum_of<Label>(row.whole(20));
    mood.score = row.real(21);
    mood.confidence = row.real(22);
    mood.sure = row.whole(23) != 0;
    mood.language = row.text(24);
    mood.words = words_in(row.text(25));
}

}  // namespace

std::string select_rows(std::string_view condition)
{
    // LEFT JOIN: the post always comes first, so that its index gives the order.
    constexpr std::string_view select =
        "SELECT p.id, p.author, p.native, s.text, n.text, p.kind, p.title, p.text, p.created,"
        " p.edited, l.text, p.url, p.media, p.likes, p.reposts, p.replies, p.rating,"
        " p.in_reply_to, p.repost_of, p.sensitive, p.label, p.score, p.confidence, p.sure, m.text,"
        " p.words, r.topics, r.departments, r.screens, p.twin_of, p.trace, p.hidden, p.corrected,"
        " a.name, a.handle, a.avatar, a.url, p.by_company"
        " FROM post p LEFT JOIN author a ON a.id = p.author LEFT JOIN route r ON r.id = p.route"
        " LEFT JOIN name s ON s.id = p.source LEFT JOIN name n ON n.id = p.network"
        " LEFT JOIN name l ON l.id = p.language LEFT JOIN name m ON m.id = p.scored_as ";
    return std::string{select} + std::string{condition};
}

Row read_row(const lib::Statement& row)
{
    Row found;
    found.id = row.whole(0);
    found.author = row.whole(1);
    read_post(row, found.routed.post);
    read_mood(row, found.routed.mood);
    found.routed.topics = names_in(row.text(26));
    found.routed.departments = names_in(row.text(27));
    found.routed.screens = names_in(row.text(28));
    found.routed.twin_of = row.text(29);
    found.routed.trace = names_in(row.text(30));
    found.hidden = row.whole(31) != 0;
    if (!row.null(32)) found.corrected = enum_of<Label>(row.whole(32));
    auto& author = found.routed.post.author;
    author.name = row.text(33);
    author.handle = row.text(34);
    author.avatar = row.text(35);
    author.url = row.text(36);
    found.routed.by_company = row.whole(37) != 0;
    return found;
}

Result<void> write_row(lib::Database& database, Names& names, Row& row)
{
    static const std::string insert_sql = insert_row(), update_sql = update_row();
    const Post& post = row.routed.post;
    const Mood& mood = row.routed.mood;
    const auto source = TRY(names.number_of(database, post.source));
    const auto network = TRY(names.number_of(database, post.network));
    const auto language = TRY(names.number_of(database, post.language));
    const auto scored_as = TRY(names.number_of(database, mood.language));
    const auto route = TRY(names.route_of(database, row.routed));
    row.author = TRY(names.author_of(database, post));
    const auto edited =
        post.edited.transform([](Time time) { return time.time_since_epoch().count(); });
    const auto write_with = [&](const std::string& sql, const auto&... id) {
        return database.run(sql, post.id, source, network, post.kind, row.author, post.title,
                            post.text, post.created.time_since_epoch().count(), edited, language,
                            post.url, media_text(post.media), post.counts.likes,
                            post.counts.reposts, post.counts.replies, post.rating, post.in_reply_to,
                            post.repost_of, post.sensitive, mood.label, finite(mood.score),
                            finite(mood.confidence), mood.sure, scored_as, words_text(mood.words),
                            route, row.routed.twin_of, names_text(row.routed.trace), row.hidden,
                            row.corrected, row.routed.by_company, id...);
    };
    if (row.id != 0) return write_with(update_sql, row.id);
    TRY(write_with(insert_sql));
    row.id = database.last_id();
    return {};
}

RoutedPost as_decided(const Row& row)
{
    RoutedPost routed = row.routed;
    if (!row.corrected) return routed;
    auto& mood = routed.mood;
    if (mood.label != *row.corrected) mood.words.clear();  // they argued for another label
    mood.label = *row.corrected;
    mood.score = static_cast<double>(*row.corrected) - 1;  // -1, 0 or 1
    mood.confidence = 1;
    mood.sure = true;
    return routed;
}

}  // namespace narrowcast::store
