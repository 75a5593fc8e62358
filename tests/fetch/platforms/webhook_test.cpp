// SPDX-License-Identifier: Apache-2.0
#include "fetch/platforms/business.hpp"

#include "fetch/platforms/deliveries.hpp"

#include "lib/signature.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& webhook() { return *platform_named("webhook"); }

const Time now = *from_rfc3339("2026-11-21T12:00:00Z");
constexpr const char* secret = "a secret of 32 letters or more...";

SourceConfig hook(const std::string& adapter = "", const std::string& credential = secret)
{
    SourceConfig source;
    source.name = "crm";
    source.platform = "webhook";
    source.adapter = adapter;
    source.credential = credential;
    return source;
}

Delivery delivery(std::string body)
{
    Delivery delivery;
    delivery.method = "POST";
    delivery.body = std::move(body);
    delivery.received = now;
    return delivery;
}

Delivery signed_ours(std::string body, Time at_ = now)
{
    Delivery one = delivery(std::move(body));
    const std::string time = std::to_string(at_.time_since_epoch().count());
    one.headers.emplace("x-narrowcast-timestamp", time);
    one.headers.emplace("x-narrowcast-signature",
                        "sha256=" + lib::hmac_sha256_hex(secret, time + "." + one.body));
    return one;
}

Delivery signed_plainly(std::string body, const char* header)
{
    Delivery one = delivery(std::move(body));
    one.headers.emplace(header, "sha256=" + lib::hmac_sha256_hex(secret, one.body));
    return one;
}

Result<Receipt> receive(const Delivery& one) { return webhook().receive(hook(), one); }

}  // namespace

// ---- seals -------------------------------------------------------------------------------------

TEST_CASE("a seal is that of the example which GitHub, Meta's form of it, publishes")
{
    Delivery one = delivery("Hello, World!");
    one.headers.emplace("x-hub-signature-256",
                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    CHECK(check_seal(meta_seal, one, "It's a Secret to Everybody"));
    CHECK_FALSE(check_seal(meta_seal, one, "It's a secret to everybody"));
    one.body += " ";
    CHECK_FALSE(check_seal(meta_seal, one, "It's a Secret to Everybody"));
}

TEST_CASE("a seal with a time is that of the example which Slack publishes")
{
    const Seal slack{.header = "x-slack-signature",
                     .prefix = "v0=",
                     .time = "x-slack-request-timestamp",
                     .before = "v0:",
                     .between = ":"};
    Delivery one = delivery(
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id="
        "G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-"
        "collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F"
        "397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
        "803a0bc887a14d10d2c447fce8b6703c");
    one.headers.emplace("x-slack-request-timestamp", "1531420618");
    one.headers.emplace("x-slack-signature",
                        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    one.received = Time{1531420618s};
    CHECK(check_seal(slack, one, "8f742231b10e8888abcd99yyyzzz85a5"));
    one.received += 301s;
    CHECK_FALSE(check_seal(slack, one, "8f742231b10e8888abcd99yyyzzz85a5"));
}

TEST_CASE("webhook: what is not signed, or by another secret, is not taken")
{
    const std::string body = recorded("webhook/generic.json");
    CHECK(receive(signed_ours(body)));
    CHECK(receive(delivery(body)).error().fault == Fault::rejected);
    Delivery other = signed_ours(body);
    other.body += "\n";
    CHECK(receive(other).error().fault == Fault::rejected);
    other = signed_ours(body);
    other.headers.erase("x-narrowcast-timestamp");
    CHECK(receive(other).error().fault == Fault::rejected);
    other = signed_ours(body);
    other.headers.find("x-narrowcast-signature")->second = "sha256=";
    CHECK(receive(other).error().fault == Fault::rejected);
    CHECK(webhook().receive(hook("", ""), signed_ours(body)).error().fault == Fault::rejected);
    CHECK(webhook().receive(hook("", " \n"), signed_ours(body)).error().fault == Fault::rejected);
}

TEST_CASE("webhook: a delivery that is five minutes old is a replay")
{
    const std::string body = recorded("webhook/generic.json");
    CHECK(receive(signed_ours(body, now - 300s)));
    CHECK(receive(signed_ours(body, now + 300s)));
    CHECK_FALSE(receive(signed_ours(body, now - 301s)));
    CHECK_FALSE(receive(signed_ours(body, now + 301s)));
    CHECK_FALSE(receive(signed_ours(body, Time{std::chrono::seconds{INT64_MIN}})));
    CHECK_FALSE(receive(signed_ours(body, Time{std::chrono::seconds{INT64_MAX}})));
}

TEST_CASE("webhook: no sentence repeats the secret")
{
    Delivery other = signed_ours("{}");
    other.body += " ";
    CHECK(receive(other).error().text.find(secret) == std::string::npos);
    CHECK(receive(other).error().text.find(lib::hmac_sha256_hex(secret, "{}")) ==
          std::string::npos);
}

TEST_CASE("webhook: the same delivery again bears the same name")
{
    const std::string body = recorded("webhook/generic.json");
    CHECK(receive(signed_ours(body))->delivery_id == receive(signed_ours(body))->delivery_id);
    CHECK(receive(signed_ours(body))->delivery_id != receive(signed_ours(body + " "))->delivery_id);
    Delivery named = signed_ours(body);
    named.headers.emplace("x-narrowcast-delivery", "d-17");
    CHECK(receive(named)->delivery_id == "d-17");
}

// ---- our own form ------------------------------------------------------------------------------

TEST_CASE("webhook: one post or a list of them, with all that a post can have")
{
    CHECK(receive(signed_ours(recorded("webhook/generic.json")))->posts.at(0).native_id ==
          "crm-4711");
    const auto receipt = receive(signed_ours(recorded("webhook/batch.json")));
    REQUIRE(receipt);
    REQUIRE(receipt->posts.size() == 3);
    const RawPost& first = receipt->posts[0];
    CHECK(first.native_id == "4711");
    CHECK(first.network == "crm");
    CHECK(first.kind == Kind::review);
    CHECK(first.rating == 4.5);
    CHECK(first.author == Author{"Sanne Bakker", "@sanne", "https://crm.example/s.jpg",
                                 "https://crm.example/sanne"});
    CHECK(first.text == "Snel geholpen <3");
    CHECK(first.markup == Markup::plain);
    CHECK(first.created == at("2026-11-20T10:00:00Z"));
    CHECK(first.edited == at("2026-11-20T09:05:00Z"));
    CHECK(first.language == "nl");
    CHECK(first.counts.likes == 2);
    CHECK(first.media.at(0) == Media{"image", "https://crm.example/p.jpg", "Balie"});
    CHECK(first.media.at(1).type == "other");
    const RawPost& second = receipt->posts[1];
    CHECK(second.native_id == "4712");
    CHECK(second.markup == Markup::html);
    CHECK(second.author.name == "Mo &amp; Co");
    CHECK(second.title == "Pas &lt; weg");
    CHECK(second.kind == Kind::reply);
    CHECK(second.in_reply_to == "4711");
    CHECK(second.sensitive);
    CHECK(receipt->posts[2].deleted);
}

TEST_CASE("webhook: sources without a network of their own do not share ids")
{
    const auto post =
        receive(signed_ours(R"({"id":"1","text":"x","in_reply_to":"0"})"))->posts.at(0);
    CHECK(post.native_id == "crm/1");
    CHECK(post.in_reply_to == "crm/0");
    CHECK(post.network.empty());
}

TEST_CASE("webhook: what is no post is told, and the others are taken")
{
    const auto receipt =
        receive(signed_ours(R"([{"id":"1"}, 7, {"text":"x"}, {"id":"2","text":"y"}])"));
    CHECK(receipt->posts.size() == 1);
    CHECK(receipt->garbled.size() == 3);
    CHECK(receive(signed_ours("not json")).error().fault == Fault::garbled);
    const auto own = receive(signed_ours(R"([{"id":")" + std::string{secret} + R"("}])"));
    CHECK(own->garbled == std::vector<std::string>{"a delivered post without a text: ..."});
}

TEST_CASE("webhook: nothing is asked for, and a recorded delivery is read by its shape")
{
    CHECK(webhook().ask(hook(), {}, now).url.empty());
    const auto read = [](const char* name) {
        return webhook().read(hook(), {}, answer(recorded(name)))->posts;
    };
    CHECK(read("webhook/batch.json").size() == 3);
    CHECK(read("webhook/discourse_post.json").at(0).network == "discourse");
    CHECK(read("webhook/slack_message.json").at(0).network == "slack");
    CHECK(read("webhook/github_issue_comment.json").at(0).network == "github");
    CHECK(read("facebook/webhook_page.json").at(0).network == "facebook");
}

TEST_CASE("webhook: however a delivery is spoiled, the other posts survive")
{
    check_robust(hook(), recorded("webhook/batch.json"), "");
}

TEST_CASE("webhook: spoiled deliveries of others end in posts or in a sentence")
{
    for (const char* name : {"webhook/discourse_post.json", "webhook/slack_message.json",
                             "webhook/github_issue_comment.json", "facebook/webhook_page.json",
                             "instagram/webhook.json"})
        for (const std::string& text : mutated(recorded(name))) {
            const auto page = webhook().read(hook(), {}, answer(text));
            if (!page) check_sentence(page.error().text);
            if (page)
                for (const RawPost& post : page->posts)
                    CHECK_FALSE(post.native_id.empty());
        }
}

TEST_CASE("webhook: a source without a secret is refused at start")
{
    CHECK(webhook().check(hook()));
    CHECK_FALSE(webhook().check(hook("", "")));
}

// ---- adapters ----------------------------------------------------------------------------------

TEST_CASE("webhook: Discourse tells of posts, and of those destroyed")
{
    Delivery one =
        signed_plainly(recorded("webhook/discourse_post.json"), "x-discourse-event-signature");
    one.headers.emplace("x-discourse-instance", "https://forum.polder.example");
    one.headers.emplace("x-discourse-event", "post_edited");
    const auto receipt = webhook().receive(hook("discourse"), one);
    REQUIRE(receipt);
    const RawPost& post = receipt->posts.at(0);
    CHECK(post.native_id == "forum.polder.example/77/2");
    CHECK(post.network == "discourse");
    CHECK(post.author.handle == "@joris");
    CHECK(post.url == "https://forum.polder.example/t/trage-app/77/2");
    CHECK(post.edited == at("2026-11-20T10:10:00Z"));
    CHECK_FALSE(post.deleted);
    one.headers.find("x-discourse-event")->second = "post_destroyed";
    CHECK(webhook().receive(hook("discourse"), one)->posts.at(0).deleted);
    CHECK(webhook().receive(hook("generic"), one).error().fault == Fault::rejected);
    const auto ping = webhook().receive(
        hook("discourse"), signed_plainly(R"({"ping":"OK"})", "x-discourse-event-signature"));
    CHECK(ping->posts.empty());
}

TEST_CASE("webhook: Meta's handshake is answered to who knows the token")
{
    const SourceConfig source =
        hook("meta", R"({"app_secret": "s", "verify_token": "meatyhamhock"})");
    Delivery one;
    one.method = "GET";
    one.query = {{"hub.mode", "subscribe"},
                 {"hub.verify_token", "meatyhamhock"},
                 {"hub.challenge", "1158201444"}};
    CHECK(webhook().receive(source, one)->reply == "1158201444");
    one.query["hub.challenge"] = "<script>";
    CHECK_FALSE(webhook().receive(source, one));
    one.query["hub.challenge"] = "1";
    one.query["hub.verify_token"] = "other";
    CHECK(webhook().receive(source, one).error().fault == Fault::rejected);
    one.query["hub.verify_token"] = "";
    CHECK_FALSE(webhook().receive(hook("meta", "only the secret"), one));
}

TEST_CASE("webhook: Meta tells of posts, comments, mentions and recommendations of a page")
{
    const Delivery one =
        signed_plainly(recorded("facebook/webhook_page.json"), "x-hub-signature-256");
    const auto receipt = webhook().receive(hook("meta"), one);
    REQUIRE(receipt);
    REQUIRE(receipt->posts.size() == 6);  // a like is no post
    CHECK(receipt->garbled.empty());
    const auto& posts = receipt->posts;
    CHECK(posts[0].native_id == "104512_900010");
    CHECK(posts[0].url == "https://www.facebook.com/104512/posts/900010");
    CHECK(posts[0].created == Time{1795172400s});
    CHECK(posts[1].kind == Kind::comment);
    CHECK(posts[1].in_reply_to == "104512_900010");
    CHECK(posts[1].edited == Time{1795172401s});
    CHECK(posts[1].author.name == "Mo de Wit");
    CHECK(posts[2].deleted);
    CHECK(posts[2].native_id == "104512_900003");
    CHECK(posts[3].author.name == "Buurtkrant");
    CHECK(posts[4].kind == Kind::review);
    CHECK(posts[4].title == "\U0001F44D");
    CHECK(posts[5].sensitive);
    for (const RawPost& post : posts)
        CHECK(post.network == "facebook");
}

TEST_CASE("webhook: a facebook source takes Meta's deliveries with its app's secret only")
{
    SourceConfig source = hook("", R"({"token": "t", "app_secret": "other", "verify_token": "v"})");
    source.platform = "facebook";
    const Delivery one =
        signed_plainly(recorded("facebook/webhook_page.json"), "x-hub-signature-256");
    const Platform& facebook = *platform_named("facebook");
    CHECK(facebook.receive(source, one).error().fault == Fault::rejected);
    source.credential = std::string{R"({"app_secret": ")"} + secret + "\"}";
    CHECK(facebook.receive(source, one)->posts.size() == 6);
    source.credential = secret;  // a plain text is the token, which signs nothing
    CHECK_FALSE(facebook.receive(source, one));
}

TEST_CASE("webhook: Slack tells of messages, as people read them")
{
    const auto sealed = [](std::string body) {
        Delivery one = delivery(std::move(body));
        const std::string time = std::to_string(now.time_since_epoch().count());
        one.headers.emplace("x-slack-request-timestamp", time);
        one.headers.emplace("x-slack-signature",
                            "v0=" + lib::hmac_sha256_hex(secret, "v0:" + time + ":" + one.body));
        return one;
    };
    const auto receipt =
        webhook().receive(hook("slack"), sealed(recorded("webhook/slack_message.json")));
    REQUIRE(receipt);
    CHECK(receipt->delivery_id == "Ev0PV52K21");
    const RawPost& post = receipt->posts.at(0);
    CHECK(post.text == "Klant belt over de storing & wacht, @sanne @here");
    CHECK(post.native_id == "C024BE91L-1795172400.000200");
    CHECK(post.in_reply_to == "C024BE91L-1795172000.000100");
    CHECK(post.created == Time{1795172400s});
    const auto hello = webhook().receive(
        hook("slack"), sealed(R"({"type":"url_verification","challenge":"3eZbrw1aB"})"));
    CHECK(hello->reply == "3eZbrw1aB");
    const auto gone = webhook().receive(
        hook("slack"),
        sealed(
            R"({"event":{"type":"message","subtype":"message_deleted","channel":"C1","deleted_ts":"1795172400.000200"}})"));
    CHECK(gone->posts.at(0).deleted);
    CHECK(gone->posts.at(0).native_id == "C1-1795172400.000200");
}

TEST_CASE("webhook: GitHub tells of issues and of what people write below them")
{
    Delivery one =
        signed_plainly(recorded("webhook/github_issue_comment.json"), "x-hub-signature-256");
    one.headers.emplace("x-github-delivery", "72d3162e");
    const auto receipt = webhook().receive(hook("github"), one);
    REQUIRE(receipt);
    CHECK(receipt->delivery_id == "72d3162e");
    const RawPost& post = receipt->posts.at(0);
    CHECK(post.native_id == "IC_kw2");
    CHECK(post.in_reply_to == "I_kw1");
    CHECK(post.kind == Kind::comment);
    CHECK(post.author.handle == "@els");
    CHECK(post.counts.likes == 2);
}
