// SPDX-License-Identifier: Apache-2.0
#include "config/company_terms.hpp"

#include "support/catch.hpp"

using namespace narrowcast::config;

TEST_CASE("a name is searched for as a phrase, percent-encoded")
{
    CHECK(phrase_parameter("Polderbank") == "%22Polderbank%22");
    CHECK(phrase_parameter("De Gouden Fiets") == "%22De%20Gouden%20Fiets%22");
    CHECK(phrase_parameter("Müller & Søn") == "%22M%C3%BCller%20%26%20S%C3%B8n%22");
    CHECK(phrase_parameter("100% #1 a+b/c?") == "%22100%25%20%231%20a%2Bb%2Fc%3F%22");
}

TEST_CASE("quotes in a name do not end the phrase")
{
    CHECK(phrase_parameter("Café \"De Zon\"") == "%22Caf%C3%A9%20De%20Zon%22");
}

TEST_CASE("a hashtag joins the words, each with a capital")
{
    CHECK(hashtag("de gouden fiets") == "DeGoudenFiets");
    CHECK(hashtag("Van der Meer & Zonen B.V.") == "VanDerMeerZonenBV");
    CHECK(hashtag("ABN-bank 24/7") == "ABNBank247");
}

TEST_CASE("a hashtag keeps letters of every script")
{
    CHECK(hashtag("Café \"De Zön\"") == "CaféDeZön");
    CHECK(hashtag("Größe ohne Maß") == "GrößeOhneMaß");
    CHECK(hashtag("日本・銀行") == "日本・銀行");
    CHECK(hashtag("полдер банк") == "полдербанк");
}

TEST_CASE("a hashtag drops punctuation and emoji beyond ASCII")
{
    CHECK(hashtag("Polder – bank™ 🏦 «x»") == "PolderBankX");
}

TEST_CASE("an apostrophe does not begin a new word")
{
    CHECK(hashtag("albert's brood") == "AlbertsBrood");
    CHECK(hashtag("l’avenir") == "Lavenir");
}

TEST_CASE("a name without letters makes no hashtag")
{
    CHECK(hashtag("1848").empty());
    CHECK(hashtag("&!").empty());
}

TEST_CASE("an example address has plain letters only")
{
    CHECK(host_label("Van der Meer & Zonen") == "vandermeerzonen");
    CHECK(host_label("日本") == "company");
}
