// SPDX-License-Identifier: Apache-2.0
#include "fetch/answers.hpp"

#include "narrowcast/base/json.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const Platform& x() { return *platform_named("x"); }
const Stream& stream() { return *x().stream; }

const Time noon = at("2026-11-21T12:00:00Z");
constexpr const char* rules = "https://api.x.com/2/tweets/search/stream/rules";

SourceConfig listening()
{
    SourceConfig source = source_of("x");
    source.url = "";
    source.query = "polderbank";
    source.credential = "s3cret";
    source.budget = 50;
    return source;
}

Response rules_say(std::string body, int status = 200)
{
    Response response = answer(std::move(body), "application/json", status);
    response.url = rules;
    return response;
}

const std::string our_rule =
    R"({"data":[{"id":"1","value":"polderbank -is:retweet","tag":"narrowcast: test"}]})";

Cursor with_rules()
{
    const auto page = x().read(listening(), {}, rules_say(our_rule));
    REQUIRE(page);
    return page->next;
}

Result<Page> frame(const std::string& data, const Cursor& cursor = {})
{
    return stream().read(
        listening(), cursor,
        {.event = {}, .data = data, .id = {}, .url = "https://api.x.com/stream", .received = noon});
}

}  // namespace

// ---- rules -------------------------------------------------------------------------------------

TEST_CASE("x stream: the rules are looked at first, and nothing is opened until they are set")
{
    const Request first = x().ask(listening(), {}, noon);
    CHECK(first.url == rules);
    CHECK(first.body.empty());
    CHECK(stream().open(listening(), {}, noon).url.empty());
}

TEST_CASE("x stream: rules that are there already need no question more")
{
    const Cursor cursor = with_rules();
    CHECK(x().ask(listening(), cursor, noon).url.find("/search/recent") != std::string::npos);
    const Request open = stream().open(listening(), cursor, noon);
    CHECK(open.url.starts_with("https://api.x.com/2/tweets/search/stream?tweet.fields="));
    CHECK(open.headers.at(1).second == "Bearer s3cret");
}

TEST_CASE("x stream: a missing rule is added with this source's name, then the stream is opened")
{
    auto page = x().read(listening(), {}, rules_say(R"({"meta":{"result_count":0}})"));
    REQUIRE(page);
    CHECK(page->more);
    const Request add = x().ask(listening(), page->next, noon);
    CHECK(add.url == rules);
    CHECK(add.body == R"({"add":[{"value":"polderbank -is:retweet","tag":"narrowcast: test"}]})");
    CHECK(add.headers.back() ==
          std::pair<std::string, std::string>{"Content-Type", "application/json"});
    page = x().read(listening(), page->next, rules_say(recorded("x/rules_add.json"), 201));
    REQUIRE(page);
    CHECK(page->garbled.empty());
    CHECK_FALSE(stream().open(listening(), page->next, noon).url.empty());
}

TEST_CASE("x stream: our own outdated rules are removed, those of others stay")
{
    const auto page = x().read(
        listening(), {}, rules_say(R"({"data":[{"id":"7","value":"oud","tag":"narrowcast: test"},
                  {"id":"8","value":"acme","tag":"acme-en"},
                  {"id":"9","value":"x","tag":"narrowcast: other"}]})"));
    const Request remove = x().ask(listening(), page->next, noon);
    CHECK(remove.body == R"({"delete":{"ids":["7"]}})");
    const auto after =
        x().read(listening(), page->next, rules_say(R"({"meta":{"summary":{"deleted":1}}})"));
    CHECK(x().ask(listening(), after->next, noon).body.find("\"add\"") != std::string::npos);
}

TEST_CASE("x stream: a recorded list of another app's rules adds ours beside them")
{
    for (const char* name : {"x/rules_get.json", "x/rl.json"}) {
        const auto page = x().read(listening(), {}, answer(recorded(name)));
        REQUIRE(page);
        CHECK(page->posts.empty());
        CHECK(x().ask(listening(), page->next, noon).body.find("\"add\"") != std::string::npos);
    }
}

TEST_CASE("x stream: another search needs other rules")
{
    SourceConfig changed = listening();
    changed.query = "polderbank OR polderverzekeringen";
    CHECK(x().ask(changed, with_rules(), noon).url == rules);
    CHECK(stream().open(changed, with_rules(), noon).url.empty());
}

TEST_CASE("x stream: a rule that X does not take leaves the source asking now and then")
{
    const Cursor cursor =
        x().read(listening(), {}, rules_say(R"({"meta":{"result_count":0}})"))->next;
    const auto page = x().read(
        listening(), cursor,
        rules_say(R"({"errors":[{"title":"Invalid Rule","details":["Ambiguous use of or"]}],
                  "meta":{"summary":{"invalid":1}}})"));
    REQUIRE(page);
    REQUIRE(page->garbled.size() == 1);
    CHECK_THAT(page->garbled[0], ContainsSubstring("Ambiguous use of or"));
    CHECK(stream().open(listening(), page->next, noon).url.empty());
    CHECK(x().ask(listening(), page->next, noon).url.find("/search/recent") != std::string::npos);
}

TEST_CASE("x stream: a rule that was there before is as good as a new one")
{
    const Cursor cursor =
        x().read(listening(), {}, rules_say(R"({"meta":{"result_count":0}})"))->next;
    const auto page = x().read(listening(), cursor,
                               rules_say(R"({"errors":[{"title":"DuplicateRule","id":"1"}]})"));
    CHECK_FALSE(stream().open(listening(), page->next, noon).url.empty());
}

TEST_CASE("x stream: an app without streams searches on, a throttled one comes back to its rules")
{
    const std::string no = R"({"title":"Client Forbidden","detail":"Not in your plan.",
                           "type":"https://api.x.com/2/problems/client-forbidden"})";
    const auto page = x().read(listening(), {}, rules_say(no, 403));
    REQUIRE(page);
    REQUIRE(page->garbled.size() == 1);
    CHECK(x().ask(listening(), page->next, noon).url.find("/search/recent") != std::string::npos);
    CHECK(x().read(listening(), {}, rules_say("{}", 429)).error().fault == Fault::later);
    CHECK(x().read(listening(), {}, rules_say("{}", 401)).error().fault == Fault::rejected);
}

TEST_CASE("x stream: a source that does not want it asks for no rules")
{
    SourceConfig source = listening();
    source.stream = false;
    CHECK(x().ask(source, {}, noon).url.find("/search/recent") != std::string::npos);
    CHECK(stream().open(source, with_rules(), noon).url.empty());
}

TEST_CASE("x stream: X's 409 sends us back to the rules, a second connection is an error")
{
    const auto refused = [](const std::string& issue, int status) {
        return stream().refused(listening(), with_rules(),
                                answer(R"({"title":"ConnectionException","detail":"No.",
                                       "connection_issue":")" +
                                           issue + R"(",
                                       "type":"https://api.x.com/2/problems/streaming-connection"})",
                                       "application/json", status));
    };
    const auto again = refused("RuleConfigurationIssue", 409);
    REQUIRE(again);
    CHECK(x().ask(listening(), *again, noon).url == rules);
    CHECK(stream().open(listening(), *again, noon).url.empty());
    CHECK(refused("TooManyConnections", 429).error().fault == Fault::later);
    CHECK_FALSE(stream().refused(listening(), with_rules(), answer("{}")));
}

// ---- frames ------------------------------------------------------------------------------------

TEST_CASE("x stream: a recorded stream of X's simulator is three posts between signs of life")
{
    const std::string text = recorded("x/filtered_stream.ndjson");
    std::vector<RawPost> posts;
    double dollars = 0;
    for (const auto line : split(text, '\n')) {
        const auto page = frame(std::string{line});
        REQUIRE(page);
        CHECK(page->garbled.empty());
        posts.insert(posts.end(), page->posts.begin(), page->posts.end());
        for (const Spending& one : page->spent)
            dollars += one.amount;
    }
    REQUIRE(posts.size() == 3);
    CHECK(posts[0].text == "I love the new Acme coffee machine 1 #acme");
    CHECK(posts[0].author.handle == "@playground_user");
    CHECK(dollars == Catch::Approx(3 * 0.015));
}

TEST_CASE("x stream: a later search need not go back further than a minute before the last post")
{
    const auto page = frame(R"({"data":{"id":"1991815680000000001","text":"t"}})", with_rules());
    REQUIRE(page);
    const Request request = x().ask(listening(), page->next, at("2025-11-21T12:00:00Z"));
    const auto since = request.url.find("since_id=1991815424504758272");  // that of 10:26:18
    CHECK(since != std::string::npos);
    const auto older = frame(R"({"data":{"id":"1991815000000000001","text":"t"}})", page->next);
    CHECK(older->next == page->next);
}

TEST_CASE("x stream: X ends it with a line of its own, some ends need a person")
{
    const auto end = frame(R"({"errors":[{"title":"operational-disconnect","disconnect_type":
        "UpstreamOperationalDisconnect","detail":"This stream has been disconnected upstream for operational reasons.","type":"https://api.x.com/2/problems/operational-disconnect"}]})");
    REQUIRE_FALSE(end);
    CHECK(end.error().fault == Fault::later);
    CHECK_THAT(end.error().text, ContainsSubstring("operational reasons"));
    const auto capped = frame(R"({"errors":[{"title":"UsageCapExceeded","detail":"Cap.",
        "type":"https://api.x.com/2/problems/usage-capped"}]})");
    CHECK(capped.error().retry_after == 1h);
    const auto unpaid = frame(R"({"errors":[{"title":"CreditsDepleted","detail":"No credits.",
        "type":"https://api.x.com/2/problems/credits"}]})");
    CHECK(unpaid.error().fault == Fault::rejected);
}

TEST_CASE("x stream: new kinds of messages are let pass, lines that are no JSON are skipped")
{
    const auto page = frame(R"({"compliance":{"kind":"new"}})");
    REQUIRE(page);
    CHECK(page->posts.empty());
    CHECK(frame("{\"data\":").error().fault == Fault::garbled);
    const auto bad = frame(R"({"data":{"id":"1"}})");
    REQUIRE(bad);
    CHECK(bad->garbled.size() == 1);
}

TEST_CASE("x stream: a post that only another source's rule asked for is not this source's")
{
    const auto with = [](const std::string& tags) {
        return frame(R"({"data":{"id":"1","text":"t"},"matching_rules":[)" + tags + "]}")
            ->posts.size();
    };
    CHECK(with(R"({"id":"1","tag":"narrowcast: other"})") == 0);
    CHECK(with(R"({"id":"1","tag":"narrowcast: other"},{"id":"2","tag":"narrowcast: test"})") == 1);
    CHECK(with(R"({"id":"1","tag":"acme-en"})") == 1);
    CHECK(with("") == 1);
}

TEST_CASE("x stream: every field of another type loses this frame at most")
{
    const std::string text = recorded("x/filtered_stream.ndjson");
    const auto begin = text.find('{');
    for (const std::string& changed : mutated(text.substr(begin, text.find('\n', begin) - begin)))
        if (const auto page = frame(changed))
            CHECK(page->posts.size() + page->garbled.size() <= 1);
        else
            check_sentence(page.error().text);
}

TEST_CASE("x stream: X's documented pauses are kept, and 30 silent seconds are the end")
{
    CHECK(stream().framing == Stream::Framing::lines);
    CHECK(stream().silent == 30s);
    CHECK(stream().network == Reconnect{.first = 250ms, .most = 16s, .linear = true});
    CHECK(stream().http == Reconnect{.first = 5s, .most = 320s, .linear = false});
    CHECK(stream().throttled.first == 60s);
    CHECK_FALSE(stream().throttled.linear);
    CHECK(stream().gap_by_polling);
}
