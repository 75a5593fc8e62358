// SPDX-License-Identifier: Apache-2.0
// Markdown to HTML, through cmark.
#include "lib/markdown.hpp"

#include "narrowcast/base/markup.hpp"
#include "narrowcast/base/text.hpp"

#include <cmark.h>

#include <cstdlib>
#include <memory>

namespace narrowcast::lib {
namespace {

constexpr std::size_t longest = 64 * 1024;

struct Free {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
    void operator()(char* text) const { std::free(text); }
};

std::string text_in(const char* text) { return text ? text : ""; }

Markdown as_plain(std::string_view text)
{
    Markdown read;
    read.html = "<pre>" + escaped_markup(text) + "</pre>";
    return read;
}

// The words of a picture, which stand below it.
std::string words_of(cmark_node* picture)
{
    std::string words;
    for (cmark_node* node = cmark_node_first_child(picture); node; node = cmark_node_next(node))
        words += text_in(cmark_node_get_literal(node));
    return words;
}

}  // namespace

Markdown read_markdown(std::string_view text)
{
    const std::string valid = repair_utf8(text);
    if (valid.size() > longest) return as_plain(valid);
    const std::unique_ptr<cmark_node, Free> document{
        cmark_parse_document(valid.data(), valid.size(), CMARK_OPT_DEFAULT)};
    if (!document) return as_plain(valid);
    Markdown read;
    const std::unique_ptr<cmark_iter, Free> all{cmark_iter_new(document.get())};
    for (auto event = cmark_iter_next(all.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(all.get())) {
        cmark_node* node = cmark_iter_get_node(all.get());
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_IMAGE)
            read.pictures.push_back({text_in(cmark_node_get_url(node)), words_of(node)});
    }
    const std::unique_ptr<char, Free> html{
        cmark_render_html(document.get(), CMARK_OPT_DEFAULT | CMARK_OPT_HARDBREAKS)};
    read.html = text_in(html.get());
    return read;
}

}  // namespace narrowcast::lib
