// SPDX-License-Identifier: Apache-2.0
// Tokens are checked by the openssl program, with keys that it made.
#include "lib/signature.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include "narrowcast/base/text.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace narrowcast;
using namespace narrowcast::lib;
using Catch::Matchers::ContainsSubstring;

namespace {

class Desk {
public:
    bool run(const std::string& command) const
    {
        const std::string line = "cd '" + folder_.path().string() + "' && " + command;
        return std::system((line + " >/dev/null 2>&1").c_str()) == 0;
    }
    std::string make_key(const std::string& how) const
    {
        REQUIRE(run("openssl genpkey " + how + " -out key.pem"));
        REQUIRE(run("openssl pkey -in key.pem -pubout -out public.pem"));
        return read("key.pem");
    }
    std::string read(const std::string& name) const
    {
        std::ifstream file{folder_.path() / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    bool verifies(std::string_view text, std::string_view signature) const
    {
        std::ofstream{folder_.path() / "text", std::ios::binary} << text;
        std::ofstream{folder_.path() / "signature", std::ios::binary} << signature;
        return run("openssl dgst -sha256 -verify public.pem -signature signature text");
    }

private:
    test::TemporaryFolder folder_;
};

std::string decoded(std::string_view text)
{
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string bytes;
    unsigned waiting = 0, bits = 0;
    for (const char letter : text) {
        waiting = (waiting << 6) | static_cast<unsigned>(alphabet.find(letter));
        if ((bits += 6) < 8) continue;
        bits -= 8;
        bytes += static_cast<char>((waiting >> bits) & 255U);
    }
    return bytes;
}

// A number as ASN.1 has it: no zeros in front, but one where it would look negative.
std::string asn1_number(std::string number)
{
    number.erase(0, std::min(number.find_first_not_of('\0'), number.size() - 1));
    if ((static_cast<unsigned char>(number.front()) & 128U) != 0) number.insert(0, 1, '\0');
    return std::string{'\x02', static_cast<char>(number.size())} + number;
}

std::string asn1_signature(const std::string& raw)
{
    const std::string both = asn1_number(raw.substr(0, 32)) + asn1_number(raw.substr(32));
    return std::string{'\x30', static_cast<char>(both.size())} + both;
}

const std::string p256 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
const std::string rsa = "-algorithm RSA -pkeyopt rsa_keygen_bits:";

}  // namespace

TEST_CASE("the codes of RFC 4231 come out")
{
    CHECK(hmac_sha256_hex(std::string(20, '\x0b'), "Hi There") ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hmac_sha256_hex("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hmac_sha256_hex(std::string(131, '\xaa'),
                          "Test Using Larger Than Block-Size Key - Hash Key First") ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    CHECK(hmac_sha256("Jefe", "what do ya want for nothing?").size() == 32);
}

TEST_CASE("an empty key is a key, not the one used before")
{
    hmac_sha256("another", "text");
    CHECK(hmac_sha256_hex("", "") ==
          "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("texts are compared to their end and with their length")
{
    CHECK(equal_in_constant_time("", ""));
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "abcd"));
    CHECK_FALSE(equal_in_constant_time(std::string_view{"a\0b", 3}, std::string_view{"a\0c", 3}));
}

TEST_CASE("bytes are spelled as RFC 4648 says")
{
    CHECK(base64("").empty());
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foo") == "Zm9v");
    CHECK(base64("foobar") == "Zm9vYmFy");
    CHECK(base64("\xfb\xff\xfe") == "+//+");
    CHECK(base64url("\xfb\xff\xfe") == "-__-");
    CHECK(base64url("fo") == "Zm8");
}

TEST_CASE("an ES256 token holds header and claims and is signed by the key")
{
    const Desk desk;
    const std::string key = desk.make_key(p256);
    for (int i = 0; i < 8; ++i) {  // each signature is another one, some have zeros in front
        const auto token =
            jwt_es256(key, {.claims = R"({"iss":"57246542","aud":"appstoreconnect-v1"})",
                            .header = R"({"kid":"2X9R4HXF34","alg":"none"})"});
        REQUIRE(token);
        const auto parts = split(*token, '.');
        REQUIRE(parts.size() == 3);
        CHECK(decoded(parts[0]) == R"({"kid":"2X9R4HXF34","alg":"ES256","typ":"JWT"})");
        CHECK(decoded(parts[1]) == R"({"iss":"57246542","aud":"appstoreconnect-v1"})");
        const std::string signature = decoded(parts[2]);
        REQUIRE(signature.size() == 64);
        CHECK(desk.verifies(token->substr(0, token->rfind('.')), asn1_signature(signature)));
        CHECK_FALSE(desk.verifies("other.text", asn1_signature(signature)));
    }
}

TEST_CASE("an RS256 token is signed by the key")
{
    const Desk desk;
    const auto token = jwt_rs256(desk.make_key(rsa + "2048"), {.claims = R"({"scope":"x"})"});
    REQUIRE(token);
    const auto parts = split(*token, '.');
    REQUIRE(parts.size() == 3);
    CHECK(decoded(parts[0]) == R"({"alg":"RS256","typ":"JWT"})");
    CHECK(desk.verifies(token->substr(0, token->rfind('.')), decoded(parts[2])));
}

TEST_CASE("a key of the wrong kind is refused in words")
{
    const Desk desk;
    const auto kind = [](const Result<std::string>& token) {
        REQUIRE_FALSE(token);
        CHECK(token.error().fault == Fault::rejected);
        return token.error().text;
    };
    CHECK_THAT(kind(jwt_es256(desk.make_key(rsa + "2048"), {.claims = "{}"})),
               ContainsSubstring("not one for ES256"));
    CHECK_THAT(kind(jwt_rs256(desk.make_key(rsa + "1024"), {.claims = "{}"})),
               ContainsSubstring("2048 bits"));
    CHECK_THAT(kind(jwt_rs256(desk.make_key(p256), {.claims = "{}"})),
               ContainsSubstring("not one for RS256"));
    const std::string p384 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-384";
    CHECK_THAT(kind(jwt_es256(desk.make_key(p384), {.claims = "{}"})), ContainsSubstring("P-256"));
}

TEST_CASE("a key that cannot be read is not repeated")
{
    const Desk desk;
    const std::string key = desk.make_key(p256);
    REQUIRE(desk.run("openssl genpkey " + p256 + " -aes256 -pass pass:polder -out locked.pem"));
    for (const std::string& bad :
         {std::string{}, std::string{"s3cret"}, key.substr(0, key.size() / 2),
          desk.read("locked.pem"), desk.read("public.pem")}) {
        const auto token = jwt_es256(bad, {.claims = "{}"});
        REQUIRE_FALSE(token);
        CHECK(token.error().fault == Fault::rejected);
        CHECK_THAT(token.error().text, ContainsSubstring("no private key that can be read"));
        CHECK(token.error().text.find("s3cret") == std::string::npos);
    }
}

TEST_CASE("claims that are no object are refused")
{
    const Desk desk;
    const std::string key = desk.make_key(p256);
    for (const char* claims : {"", "[]", "{\"iss\":"})
        CHECK(jwt_es256(key, {.claims = claims}).error().fault == Fault::refused);
}
