// SPDX-License-Identifier: Apache-2.0
// XML of the kind that is found on the web.
#include "lib/xml.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/uri.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace narrowcast::lib {
namespace {

struct ContextDeleter {
    void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};
struct XmlTextDeleter {
    void operator()(xmlChar* text) const { xmlFree(text); }
};
using XmlText = std::unique_ptr<xmlChar, XmlTextDeleter>;

const char* chars(const xmlChar* text) { return reinterpret_cast<const char*>(text); }
const xmlChar* xml_chars(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
std::string_view view(const xmlChar* text)
{
    return text != nullptr ? chars(text) : std::string_view{};
}
xmlNode* raw(void* node) { return static_cast<xmlNode*>(node); }

void start_library()
{
    static const bool started = (xmlInitParser(), true);
    (void)started;
}

bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// What "&name;" or "&#12;" at the start of `text` becomes, and its length; length 1 for a bare "&".
std::pair<std::string, std::size_t> tamed_reference(std::string_view text)
{
    const auto end = text.substr(0, 34).find(';');
    if (end == std::string_view::npos || end < 2) return {"&amp;", 1};
    const std::string name{text.substr(1, end - 1)};
    if (name[0] == '#') {
        const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
        const auto digits = name.substr(hex ? 2 : 1);
        const std::string_view allowed = hex ? "0123456789abcdefABCDEF" : "0123456789";
        if (digits.empty() || digits.find_first_not_of(allowed) != std::string::npos)
            return {"&amp;", 1};
        return {std::string{hex ? "&#x" : "&#"} + digits + ";", end + 1};
    }
    if (!std::all_of(name.begin(), name.end(), is_name_byte)) return {"&amp;", 1};
    constexpr std::array own{"amp", "lt", "gt", "quot", "apos"};
    if (std::find(own.begin(), own.end(), name) != own.end()) return {"&" + name + ";", end + 1};
    const htmlEntityDesc* const known = htmlEntityLookup(xml_chars(name.c_str()));
    if (known == nullptr) return {"&amp;", 1};
    return {"&#" + std::to_string(known->value) + ";", end + 1};
}

// Feeds use HTML's entities without declaring them and forget to escape "&". Entities that the
// document declares itself become plain text, so that none is ever expanded.
std::string with_tamed_entities(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    std::size_t at = 0;
    while (at < text.size()) {
        const auto stop = std::min(text.find_first_of("&<", at), text.size());
        out += text.substr(at, stop - at);
        at = stop;
        if (at == text.size()) break;
        if (text[at] == '&') {
            const auto [tamed, length] = tamed_reference(text.substr(at));
            out += tamed;
            at += length;
            continue;
        }
        const std::string_view rest = text.substr(at);
        const std::string_view close = rest.starts_with("<![CDATA[") ? "]]>"
                                       : rest.starts_with("<!--")    ? "-->"
                                                                     : "";
        const auto end = close.empty() ? 0 : rest.find(close);
        const auto length = close.empty()                   ? 1
                            : end == std::string_view::npos ? rest.size()
                                                            : end + close.size();
        out += rest.substr(0, length);
        at += length;
    }
    return out;
}

bool ends_with_its_root(std::string_view text, const xmlNode* root)
{
    const auto close = text.rfind("</");
    if (close == std::string_view::npos) return root->children == nullptr;
    std::string_view tag = trimmed(text.substr(close + 2));
    tag = tag.substr(0, tag.find('>') == std::string_view::npos ? 0 : tag.find('>'));
    const auto colon = tag.find(':');
    return trimmed(colon == std::string_view::npos ? tag : tag.substr(colon + 1)) ==
               view(root->name) ||
           trimmed(tag) == view(root->name);
}

void add_text(const xmlNode* node, std::string& out)
{
    for (; node != nullptr; node = node->next) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            out += view(node->content);
        else if (node->type == XML_ELEMENT_NODE)
            add_text(node->children, out);
    }
}

void add_markup(xmlNode* node, std::string& out)
{
    for (; node != nullptr; node = node->next) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            out += escaped_markup(view(node->content));
        if (node->type != XML_ELEMENT_NODE) continue;
        (out += '<') += view(node->name);
        for (const char* kept : {"href", "src", "alt", "class"}) {
            const XmlText value{xmlGetNoNsProp(node, xml_chars(kept))};
            if (!value) continue;
            ((out += ' ') += kept) += "=\"";
            out += escaped_markup(view(value.get()));
            out += '"';
        }
        out += '>';
        add_markup(node->children, out);
        constexpr std::array empty{"br", "img", "hr", "wbr", "source", "input"};
        if (std::find(empty.begin(), empty.end(), view(node->name)) == empty.end())
            ((out += "</") += view(node->name)) += '>';
    }
}

}  // namespace

std::string_view XmlNode::name() const { return view(raw(node_)->name); }

std::string_view XmlNode::space() const
{
    const xmlNs* const space = raw(node_)->ns;
    return space != nullptr ? view(space->href) : std::string_view{};
}

std::vector<XmlNode> XmlNode::children() const
{
    std::vector<XmlNode> all;
    for (xmlNode* child = raw(node_)->children; child != nullptr; child = child->next)
        if (child->type == XML_ELEMENT_NODE) all.push_back(XmlNode{child});
    return all;
}

std::string XmlNode::attribute(std::string_view name, std::string_view space) const
{
    const std::string key{name}, of{space};
    const XmlText value{
        of.empty() ? xmlGetNoNsProp(raw(node_), xml_chars(key.c_str()))
                   : xmlGetNsProp(raw(node_), xml_chars(key.c_str()), xml_chars(of.c_str()))};
    return std::string{view(value.get())};
}

std::string XmlNode::text() const
{
    std::string out;
    add_text(raw(node_)->children, out);
    return out;
}

std::string XmlNode::markup() const
{
    std::string out;
    add_markup(raw(node_)->children, out);
    return out;
}

std::string XmlNode::base(std::string_view base) const
{
    const XmlText own{xmlNodeGetBase(raw(node_)->doc, raw(node_))};
    return own ? resolved_url(base, view(own.get())) : std::string{base};
}

Result<XmlDocument> XmlDocument::parse(std::string_view text)
{
    start_library();
    const std::string tamed =
        with_tamed_entities(text.substr(std::min(text.find('<'), text.size())));
    if (tamed.size() > std::size_t{std::numeric_limits<int>::max()})
        return fail(Fault::garbled, "this XML is too large");
    const std::unique_ptr<xmlParserCtxt, ContextDeleter> context{xmlNewParserCtxt()};
    constexpr int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                            XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
    xmlDoc* const document = xmlCtxtReadMemory(
        context.get(), tamed.data(), static_cast<int>(tamed.size()), nullptr, "UTF-8", options);
    const xmlNode* const root = document != nullptr ? xmlDocGetRootElement(document) : nullptr;
    if (root == nullptr) {
        xmlFreeDoc(document);
        return fail(Fault::garbled, "this is not XML");
    }
    const bool complete = context->wellFormed != 0 || ends_with_its_root(tamed, root);
    return XmlDocument{document, complete};
}

XmlDocument::XmlDocument(XmlDocument&& other) noexcept
    : document_{std::exchange(other.document_, nullptr)}, complete_{other.complete_}
{
}

XmlDocument& XmlDocument::operator=(XmlDocument&& other) noexcept
{
    std::swap(document_, other.document_);
    std::swap(complete_, other.complete_);
    return *this;
}

XmlDocument::~XmlDocument() { xmlFreeDoc(static_cast<xmlDoc*>(document_)); }

XmlNode XmlDocument::root() const
{
    return XmlNode{xmlDocGetRootElement(static_cast<xmlDoc*>(document_))};
}

std::string_view declared_encoding(std::string_view bytes)
{
    const std::string_view start = trimmed(bytes.substr(0, 512));
    const auto end = start.find("?>");
    const auto xml = start.find("<?xml");
    if (end == std::string_view::npos || xml > 3) return {};  // 3: a byte-order mark
    const std::string_view declaration = start.substr(xml, end - xml);
    const auto name = declaration.find("encoding");
    if (name == std::string_view::npos) return {};
    const auto open = declaration.find_first_of("\"'", name);
    if (open == std::string_view::npos) return {};
    const auto close = declaration.find(declaration[open], open + 1);
    if (close == std::string_view::npos) return {};
    return declaration.substr(open + 1, close - open - 1);
}

std::string resolved_url(std::string_view base, std::string_view relative)
{
    const std::string from{base}, to{trimmed(relative)};
    const XmlText url{xmlBuildURI(xml_chars(to.c_str()), xml_chars(from.c_str()))};
    return url ? std::string{view(url.get())} : to;
}

}  // namespace narrowcast::lib
