// SPDX-License-Identifier: Apache-2.0
// XML of the kind that is found on the web: read as far as it can be (libxml2, recovering).
//
// Never fetches anything, never expands an entity of the document, refuses huge nodes.
#pragma once

#include "narrowcast/base/result.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace narrowcast::lib {

// An element. Cheap to copy; valid as long as its document.
class XmlNode {
public:
    std::string_view name() const;   // without prefix; with it where the prefix is not declared
    std::string_view space() const;  // address of the namespace, "" if none

    std::vector<XmlNode> children() const;  // elements only
    std::string attribute(std::string_view name, std::string_view space = {}) const;
    std::string text() const;    // of all nodes below, without tags
    std::string markup() const;  // what is below, as HTML: tags without prefixes

    // What relative addresses here are relative to: xml:base of this and its parents over `base`.
    std::string base(std::string_view base) const;

private:
    friend class XmlDocument;
    explicit XmlNode(void* node) : node_{node} {}
    void* node_;
};

class XmlDocument {
public:
    // `text` is UTF-8, whatever its declaration says. Fault::garbled when there is not one element.
    static Result<XmlDocument> parse(std::string_view text);
    XmlDocument(XmlDocument&&) noexcept;
    XmlDocument& operator=(XmlDocument&&) noexcept;
    ~XmlDocument();

    XmlNode root() const;
    bool complete() const { return complete_; }  // false: it ends in the middle

private:
    XmlDocument(void* document, bool complete) : document_{document}, complete_{complete} {}
    void* document_;
    bool complete_;
};

// The encoding that an XML declaration names, "" if it names none.
std::string_view declared_encoding(std::string_view bytes);

// `relative` as seen from `base` (RFC 3986); itself when it is no address.
std::string resolved_url(std::string_view base, std::string_view relative);

}  // namespace narrowcast::lib
