// SPDX-License-Identifier: Apache-2.0
#include "lib/charset.hpp"

#include "support/catch.hpp"

using namespace narrowcast::lib;

TEST_CASE("text in common encodings becomes UTF-8")
{
    CHECK(to_utf8("caf\xE9", "ISO-8859-1") == "café");
    CHECK(to_utf8("\x80 5", "latin1") == "€ 5");
    CHECK(to_utf8("\xC1\xF0\xE0\xE2\xEE", "windows-1251") == "Браво");
    CHECK(to_utf8("\x93\xFA\x96\x7B", "Shift_JIS") == "日本");
    CHECK(to_utf8(std::string_view{"\xFF\xFEh\0i\0", 6}, "utf-16") == "hi");
}

TEST_CASE("an unknown encoding, or bytes that do not fit, give nothing")
{
    CHECK_FALSE(to_utf8("x", "klingon-1"));
    CHECK_FALSE(to_utf8("x", ""));
    CHECK_FALSE(to_utf8("\xFF\xFF", "utf-8"));
}

TEST_CASE("the server's word goes before the document's")
{
    CHECK(document_to_utf8("caf\xE9", "iso-8859-1", "utf-8") == "café");
}

TEST_CASE("a claim that the bytes contradict is passed over")
{
    CHECK(document_to_utf8("caf\xE9 cr\xE8me", "utf-8", "iso-8859-1") == "café crème");
}

TEST_CASE("one torn character does not turn UTF-8 into something else")
{
    CHECK(document_to_utf8("é è ë \xC3", "utf-8", "") == "é è ë \uFFFD");
}

TEST_CASE("a byte-order mark is obeyed and taken off")
{
    CHECK(document_to_utf8("\xEF\xBB\xBFé", "", "iso-8859-1") == "é");
    CHECK(document_to_utf8(std::string_view{"\xFE\xFF\0h\0i", 6}, "", "") == "hi");
}

TEST_CASE("without any claim the encoding is guessed")
{
    CHECK(document_to_utf8(
              "\xE9t\xE9, o\xF9 \xEAtes-vous? le caf\xE9 est tr\xE8s bon, la cr\xE8me aussi, "
              "et voil\xE0 pourquoi nous sommes l\xE0 apr\xE8s midi",
              "", "")
              .starts_with("été, où êtes-vous?"));
    CHECK(document_to_utf8("plain é", "", "") == "plain é");
}

TEST_CASE("whatever the bytes, what comes out is UTF-8")
{
    std::string bytes;
    for (int i = 0; i < 600; ++i)
        bytes += static_cast<char>((i * 7919) % 256);
    for (const char* claim : {"", "utf-8", "utf-16", "gb18030", "windows-1252", "iso-2022-jp"})
        CHECK(to_utf8(document_to_utf8(bytes, claim, ""), "utf-8").has_value());
}
