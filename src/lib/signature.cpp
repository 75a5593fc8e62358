// SPDX-License-Identifier: Apache-2.0
#include "lib/signature.hpp"

#include "narrowcast/base/json.hpp"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <array>
#include <cstdint>
#include <memory>

namespace narrowcast::lib {
namespace {

constexpr int shortest_rsa_key = 2048;  // bits (RFC 7518, 3.3)
constexpr int coordinate = 32;          // bytes of r and of s on P-256

template <auto free>
struct Deleter {
    template <class T>
    void operator()(T* handle) const
    {
        free(handle);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Signing = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

const unsigned char* octets(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string encoded(std::string_view bytes, std::string_view alphabet)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t waiting = 0;
    int bits = 0;
    for (const char byte : bytes) {
        waiting = (waiting << 8) | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 6; bits -= 6)
            text += alphabet[(waiting >> (bits - 6)) & 63U];
    }
    if (bits > 0) text += alphabet[(waiting << (6 - bits)) & 63U];
    return text;
}

// A key that wants a passphrase must fail, not ask for it at a terminal.
int no_passphrase(char*, int, int, void*) { return 0; }

Key private_key_in(std::string_view pem)
{
    const Bio bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    Key key{PEM_read_bio_PrivateKey(bio.get(), nullptr, &no_passphrase, nullptr)};
    ERR_clear_error();
    return key;
}

bool is_p256(const Key& key)
{
    std::array<char, 32> group{};
    std::size_t size = 0;
    return EVP_PKEY_is_a(key.get(), "EC") == 1 &&
           EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), &size) == 1 &&
           (std::string_view{group.data(), size} == "prime256v1" ||
            std::string_view{group.data(), size} == "P-256");
}

Result<std::string> signed_with(const Key& key, std::string_view text)
{
    const Signing signing{EVP_MD_CTX_new()};
    std::size_t size = 0;
    std::string signature;
    bool good = EVP_DigestSignInit(signing.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
                EVP_DigestSign(signing.get(), nullptr, &size, octets(text), text.size()) == 1;
    if (good) {
        signature.resize(size);
        good = EVP_DigestSign(signing.get(), reinterpret_cast<unsigned char*>(signature.data()),
                              &size, octets(text), text.size()) == 1;
        signature.resize(good ? size : 0);
    }
    ERR_clear_error();
    if (!good) return fail(Fault::rejected, "the private key cannot sign");
    return signature;
}

// OpenSSL gives an ASN.1 sequence, a token wants the two numbers side by side (RFC 7518, 3.4).
std::string side_by_side(std::string_view sequence)
{
    const unsigned char* at = octets(sequence);
    const EcSignature parsed{d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(sequence.size()))};
    std::string raw(2 * coordinate, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), out, coordinate);
    BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), out + coordinate, coordinate);
    return raw;
}

Result<std::string> text_to_sign(std::string_view algorithm, const JwtText& text)
{
    const auto members = parse_json(text.header);
    const auto claims = parse_json(text.claims);
    if (!members || !claims || !members->is_object() || !claims->is_object())
        return fail(Fault::refused, "a token needs a JSON object as header and as claims");
    Json header = *members;
    header["alg"] = algorithm;
    header["typ"] = "JWT";
    return base64url(dump(header)) + "." + base64url(dump(*claims));
}

constexpr std::string_view no_key =
    "the credential holds no private key that can be read (PEM, without a passphrase: it begins "
    "with -----BEGIN PRIVATE KEY-----); download it again and keep its line breaks";

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view bytes)
{
    std::string code(32, '\0');
    unsigned size = 0;
    // an empty key is a key, too: a null pointer would mean "the one before"
    HMAC(EVP_sha256(), key.empty() ? "" : key.data(), static_cast<int>(key.size()), octets(bytes),
         bytes.size(), reinterpret_cast<unsigned char*>(code.data()), &size);
    return code;
}

std::string hmac_sha256_hex(std::string_view key, std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : hmac_sha256(key, bytes)) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string base64(std::string_view bytes)
{
    std::string text =
        encoded(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::string base64url(std::string_view bytes)
{
    return encoded(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

std::optional<std::string> from_base64url(std::string_view text)
{
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        constexpr std::string_view digits =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const auto digit = digits.find(c);
        if (digit == digits.npos) return {};
        bits = (bits << 6U | static_cast<std::uint32_t>(digit)) & 0xFFFFU;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>(bits >> static_cast<unsigned>(held) & 0xFFU);
    }
    return bytes;
}

Result<std::string> jwt_es256(std::string_view private_key, const JwtText& text)
{
    const std::string token = TRY(text_to_sign("ES256", text));
    const Key key = private_key_in(private_key);
    if (!key) return fail(Fault::rejected, std::string{no_key});
    if (!is_p256(key))
        return fail(Fault::rejected,
                    "this private key is not one for ES256 (an elliptic curve key on P-256, as in "
                    "the .p8 file): is it of another service?");
    const std::string sequence = TRY(signed_with(key, token));
    return token + "." + base64url(side_by_side(sequence));
}

Result<std::string> jwt_rs256(std::string_view private_key, const JwtText& text)
{
    const std::string token = TRY(text_to_sign("RS256", text));
    const Key key = private_key_in(private_key);
    if (!key) return fail(Fault::rejected, std::string{no_key});
    if (EVP_PKEY_is_a(key.get(), "RSA") != 1 || EVP_PKEY_get_bits(key.get()) < shortest_rsa_key)
        return fail(Fault::rejected,
                    "this private key is not one for RS256 (an RSA key of 2048 bits or more): is "
                    "it of another service?");
    const std::string signature = TRY(signed_with(key, token));
    return token + "." + base64url(signature);
}

}  // namespace narrowcast::lib
