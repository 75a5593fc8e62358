// SPDX-License-Identifier: Apache-2.0
#include "store/rows.hpp"

#include "store/samples.hpp"
#include "store/schema.hpp"

using namespace narrowcast;
using namespace narrowcast::samples;
using namespace narrowcast::store;

namespace {

struct Prepared {
    Folder folder;
    lib::Database database = must(lib::Database::open(folder.file(), lib::Database::Access::write));
    Names names;
    Prepared() { must(prepare_file(database, schema_steps())); }

    Row read(std::int64_t id)
    {
        std::optional<Row> found;
        must(database.each(
            select_rows("WHERE p.id = ?1"),
            [&](const lib::Statement& row) { found = read_row(row); }, id));
        return found.value();
    }
};

RoutedPost everything()
{
    auto routed = sample(1);
    Post& post = routed.post;
    post.kind = Kind::review;
    post.title = "Titel";
    post.text = std::string{"zero \0 byte, 日本語 👍🏽, العربية\nline", 45};
    post.edited = at(16, 10);
    post.media = {
        {.type = "image", .url = "https://polder.example/1.png", .alt = "een \"storing\""},
        {.type = "video", .url = "https://polder.example/2.mp4", .alt = ""}};
    post.counts = {.likes = 0, .reposts = 12, .replies = std::nullopt};
    post.rating = 4.5;
    post.in_reply_to = "mastodon:0";
    post.repost_of = "mastodon:9";
    post.sensitive = true;
    routed.mood.score = 0.1 + 0.2;
    routed.mood.words = {{.begin = 1, .end = 2, .share = 0.1},
                         {.begin = 3, .end = 9, .share = -1.0 / 3}};
    routed.twin_of = "mastodon:8";
    return routed;
}

}  // namespace

TEST_CASE("a post with every field comes back as it was")
{
    Prepared file;
    Row row{.routed = everything()};
    must(write_row(file.database, file.names, row));
    CHECK(file.read(row.id).routed == everything());
}

TEST_CASE("a post with nothing but an id comes back as it was")
{
    Prepared file;
    Row row{};
    row.routed.post.id = "rss:1";
    must(write_row(file.database, file.names, row));
    CHECK(file.read(row.id).routed == row.routed);
}

TEST_CASE("a changed post replaces the old one in place")
{
    Prepared file;
    Row row{.routed = sample(1)};
    must(write_row(file.database, file.names, row));
    const auto id = row.id;
    row.routed = everything();
    row.hidden = true;
    row.corrected = Label::positive;
    must(write_row(file.database, file.names, row));
    CHECK(row.id == id);
    CHECK(file.read(id).routed == everything());
    CHECK(file.read(id).hidden);
    CHECK(file.read(id).corrected == Label::positive);
}

TEST_CASE("a score that is no number does not stop a post from being stored")
{
    Prepared file;
    Row row{.routed = sample(1)};
    row.routed.mood.score = std::numeric_limits<double>::quiet_NaN();
    must(write_row(file.database, file.names, row));
    CHECK(file.read(row.id).routed.mood.score == 0);
}

TEST_CASE("a corrected mood is sure, and has no words that argue for another label")
{
    Row row{.routed = sample(1), .corrected = Label::positive};
    const auto mood = as_decided(row).mood;
    CHECK(mood.label == Label::positive);
    CHECK(mood.score == 1);
    CHECK(mood.sure);
    CHECK(mood.words.empty());
}

TEST_CASE("a mood that was confirmed is certain, and keeps its words")
{
    Row row{.routed = sample(1), .corrected = Label::negative};
    row.routed.mood.sure = false;
    const auto mood = as_decided(row).mood;
    CHECK(mood.sure);
    CHECK(mood.confidence == 1);
    CHECK(mood.score == -1);
    CHECK(mood.words == sample(1).mood.words);
}
