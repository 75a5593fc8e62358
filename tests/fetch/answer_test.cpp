// SPDX-License-Identifier: Apache-2.0
#include "fetch/answer.hpp"

#include "fetch/answers.hpp"

using namespace narrowcast;
using namespace narrowcast::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::chrono::seconds retry_after(const std::string& value)
{
    Response response = answer("", "", 429);
    response.headers.emplace("retry-after", value);
    return refusal_of(source_of("rss"), response)->retry_after;
}

}  // namespace

TEST_CASE("Retry-After is understood in seconds and as a date, up to an hour")
{
    CHECK(retry_after("120") == 120s);
    CHECK(retry_after("0") == 0s);
    CHECK(retry_after("86400") == 3600s);
    CHECK(retry_after("99999999999999999999") == 3600s);
    CHECK(retry_after("Sat, 21 Nov 2026 12:01:30 GMT") == 90s);
    CHECK(retry_after("Sat, 21 Nov 2026 11:00:00 GMT") == 0s);
    CHECK(retry_after("-5") == 0s);
    CHECK(retry_after("soon") == 0s);
}

TEST_CASE("Retry-After counts on 503, too")
{
    Response response = answer("", "", 503);
    response.headers.emplace("retry-after", "30");
    CHECK(refusal_of(source_of("rss"), response)->retry_after == 30s);
}

TEST_CASE("401, 403 and 410 need a person, other refusals pass")
{
    for (const int status : {401, 403, 410})
        CHECK(refusal_of(source_of("rss"), answer("", "", status))->fault == Fault::rejected);
    for (const int status : {400, 404, 418, 429, 500, 502, 503, 504, 599})
        CHECK(refusal_of(source_of("rss"), answer("", "", status))->fault == Fault::later);
    CHECK_FALSE(refusal_of(source_of("rss"), answer("")));
}

TEST_CASE("a refusal names the host and never the credential")
{
    SourceConfig source = source_of("rss");
    source.credential = "s3cret";
    const auto error = refusal_of(source, answer("", "", 401));
    CHECK_THAT(error->text, ContainsSubstring("polder.example does not accept the credential"));
    CHECK(error->text.find("s3cret") == std::string::npos);
}

TEST_CASE("the character set of an answer is found")
{
    CHECK(charset_of(answer("", "text/xml; q=1; Charset=\"ISO-8859-1\"")) == "ISO-8859-1");
    CHECK(charset_of(answer("", "text/xml")).empty());
    CHECK(media_type_of(answer("", "Text/XML; charset=x")) == "text/xml");
}

TEST_CASE("the host of an address is found")
{
    CHECK(host_of("https://me:pw@Polder.example:8443/x?y#z") == "polder.example:8443");
    CHECK(host_of("no address").empty());
}

TEST_CASE("a credential that a server echoes is not repeated to people")
{
    SourceConfig source;
    source.credential = "hush-hush\n";
    CHECK(without_secret("The token hush-hush is bad: hush-hush", source) ==
          "The token ... is bad: ...");
    CHECK(without_secret("nothing to hide", SourceConfig{}) == "nothing to hide");
}
