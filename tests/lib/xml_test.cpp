// SPDX-License-Identifier: Apache-2.0
#include "lib/xml.hpp"

#include "support/catch.hpp"

#include <filesystem>
#include <fstream>

using namespace narrowcast::lib;

namespace {

std::string text_of(std::string_view xml) { return XmlDocument::parse(xml)->root().text(); }

}  // namespace

TEST_CASE("elements, attributes and namespaces can be read")
{
    const auto document =
        XmlDocument::parse("<a xmlns:m='urn:m'><m:b c='1' m:c='2'>one</m:b><d/>two</a>");
    REQUIRE(document);
    const auto children = document->root().children();
    REQUIRE(children.size() == 2);
    CHECK(children[0].name() == "b");
    CHECK(children[0].space() == "urn:m");
    CHECK(children[0].attribute("c") == "1");
    CHECK(children[0].attribute("c", "urn:m") == "2");
    CHECK(document->root().text() == "onetwo");
    CHECK(document->complete());
}

TEST_CASE("an undeclared prefix stays part of the name")
{
    const auto document = XmlDocument::parse("<a><media:b>x</media:b></a>");
    REQUIRE(document);
    CHECK(document->root().children().front().name() == "media:b");
}

TEST_CASE("HTML's entities and forgotten escapes are understood")
{
    CHECK(text_of("<a>caf&eacute;&nbsp;AT&T &lt;3 &amp; &#8364; &nosuch; &</a>") ==
          "café\u00A0AT&T <3 & € &nosuch; &");
}

TEST_CASE("an address in CDATA keeps its ampersands")
{
    CHECK(text_of("<a><![CDATA[https://polder.example/?a=1&b=2&copy=3]]></a>") ==
          "https://polder.example/?a=1&b=2&copy=3");
}

TEST_CASE("entities of the document are never expanded")
{
    CHECK(text_of("<!DOCTYPE a [<!ENTITY x 'boom'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>") == "&y;");
}

TEST_CASE("files of this machine are never read")
{
    const auto file = std::filesystem::temp_directory_path() / "narrowcast-xml-secret.txt";
    std::ofstream{file} << "s3cret";
    const auto text =
        text_of("<!DOCTYPE a [<!ENTITY x SYSTEM 'file://" + file.string() + "'>]><a>&x;</a>");
    std::filesystem::remove(file);
    CHECK(text.find("s3cret") == std::string::npos);
}

TEST_CASE("a torn document gives what came before the tear")
{
    const auto document = XmlDocument::parse("<a><b>one</b><b>tw");
    REQUIRE(document);
    CHECK_FALSE(document->complete());
    CHECK(document->root().children().size() == 2);
}

TEST_CASE("a document with faults but an end is complete")
{
    const auto document = XmlDocument::parse("<a><b>one</c></a>\n<!-- bye -->\n");
    REQUIRE(document);
    CHECK(document->complete());
}

TEST_CASE("control characters do not hide the rest")
{
    const auto document = XmlDocument::parse("<a><b>o\x08ne&#7;</b><b>two</b></a>");
    REQUIRE(document);
    CHECK(document->root().children().size() == 2);
}

TEST_CASE("what is no XML is refused")
{
    for (const char* text : {"", "   ", "hello", "{\"a\":1}", "\x01\x02"})
        CHECK_FALSE(XmlDocument::parse(text));
}

TEST_CASE("what stands before the first tag is passed over")
{
    CHECK(text_of("Warning: something in php\n<?xml version='1.0'?><a>x</a>") == "x");
}

TEST_CASE("a hundred levels are read and a hundred thousand do no harm")
{
    const auto nested = [](int levels) {
        std::string xml;
        for (int i = 0; i < levels; ++i)
            xml += "<a>";
        xml += "x";
        for (int i = 0; i < levels; ++i)
            xml += "</a>";
        return xml;
    };
    CHECK(text_of(nested(100)) == "x");
    if (const auto deep = XmlDocument::parse(nested(100'000))) CHECK(deep->root().text().empty());
}

TEST_CASE("markup is given as HTML without prefixes")
{
    const auto document = XmlDocument::parse(
        "<a xmlns:h='urn:h'><h:p>1 &lt; 2<h:br/><h:a href='x' onclick='y'>l</h:a></h:p></a>");
    CHECK(document->root().markup() == "<p>1 &lt; 2<br><a href=\"x\">l</a></p>");
}

TEST_CASE("relative addresses are resolved against xml:base and the document")
{
    CHECK(resolved_url("https://polder.example/a/b", "../c?d=1") == "https://polder.example/c?d=1");
    CHECK(resolved_url("https://polder.example/a/", "https://other.example/") ==
          "https://other.example/");
    const auto document = XmlDocument::parse("<a xml:base='/x/'><b xml:base='y/'/></a>");
    CHECK(document->root().children().front().base("https://polder.example/feed") ==
          "https://polder.example/x/y/");
}

TEST_CASE("the declared encoding is found")
{
    CHECK(declared_encoding("<?xml version=\"1.0\" encoding='iso-8859-1'?><a/>") == "iso-8859-1");
    CHECK(declared_encoding("<a encoding='x'/>").empty());
    CHECK(declared_encoding("").empty());
}
