// SPDX-License-Identifier: Apache-2.0
// HTML to plain text, through Gumbo.
#include "lib/html.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace narrowcast::lib {

namespace {

// Gumbo looks through all open elements for each new one, and frees them by recursion: beyond this
// many tags a text is read without them.
constexpr std::size_t most_tags = 1000;

// Collects text as a browser would lay it out: white space collapsed, blocks on their own lines.
class Lines {
public:
    void text(std::string_view words, bool keep_lines)
    {
        for (std::size_t at = 0; at < words.size();) {
            const std::size_t gap =
                std::min(words.find_first_of(" \t\n\r\f\xC2", at), words.size());
            put(words.substr(at, gap - at));
            if (gap == words.size()) return;
            const bool no_break_space = words.substr(gap, 2) == "\xC2\xA0";
            if (words[gap] == '\xC2' && !no_break_space)
                put(words.substr(gap, 1));
            else if (keep_lines && words[gap] == '\n')
                line();
            else
                space_ = true;
            at = gap + (no_break_space ? 2 : 1);
        }
    }
    void line() { lines_ = std::min<std::size_t>(lines_ + 1, 2); }
    void block(std::size_t lines) { lines_ = std::max(lines_, lines); }
    void bullet(std::string text) { bullet_ = std::move(text); }
    std::string taken() { return std::move(out_); }

private:
    void put(std::string_view words)
    {
        if (words.empty()) return;
        if (lines_ > 0 || space_ || !bullet_.empty()) begin_word();
        out_ += words;
    }
    void begin_word()
    {
        if (!out_.empty()) {
            if (lines_ > 0)
                out_.append(lines_, '\n');
            else if (space_)
                out_ += ' ';
        }
        out_ += std::exchange(bullet_, {});
        lines_ = 0;
        space_ = false;
    }

    std::string out_, bullet_;
    std::size_t lines_ = 0;
    bool space_ = false;
};

bool is_skipped(GumboTag tag)
{
    static constexpr std::array tags{GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,   GUMBO_TAG_TEMPLATE,
                                     GUMBO_TAG_NOSCRIPT, GUMBO_TAG_IFRAME,  GUMBO_TAG_OBJECT,
                                     GUMBO_TAG_SVG,      GUMBO_TAG_TITLE,   GUMBO_TAG_SELECT,
                                     GUMBO_TAG_TEXTAREA, GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES,
                                     GUMBO_TAG_VIDEO,    GUMBO_TAG_AUDIO,   GUMBO_TAG_CANVAS};
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

// Lines around an element: 2 leave one empty, 0: it stands within a line.
std::size_t lines_around(GumboTag tag)
{
    static constexpr std::array paragraphs{GUMBO_TAG_P,  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,
                                           GUMBO_TAG_H1, GUMBO_TAG_H2,         GUMBO_TAG_H3,
                                           GUMBO_TAG_H4, GUMBO_TAG_H5,         GUMBO_TAG_H6};
    static constexpr std::array blocks{
        GUMBO_TAG_DIV,     GUMBO_TAG_UL,      GUMBO_TAG_OL,         GUMBO_TAG_LI,
        GUMBO_TAG_DL,      GUMBO_TAG_DT,      GUMBO_TAG_DD,         GUMBO_TAG_TABLE,
        GUMBO_TAG_TR,      GUMBO_TAG_CAPTION, GUMBO_TAG_SECTION,    GUMBO_TAG_ARTICLE,
        GUMBO_TAG_ASIDE,   GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,     GUMBO_TAG_NAV,
        GUMBO_TAG_MAIN,    GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_ADDRESS,
        GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_FORM,       GUMBO_TAG_FIELDSET,
        GUMBO_TAG_HR,      GUMBO_TAG_CENTER,  GUMBO_TAG_OPTION};
    if (std::find(paragraphs.begin(), paragraphs.end(), tag) != paragraphs.end()) return 2;
    return std::find(blocks.begin(), blocks.end(), tag) != blocks.end() ? 1 : 0;
}

std::string_view attribute(const GumboElement& element, const char* name)
{
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found ? std::string_view{found->value} : std::string_view{};
}

bool has_class(const GumboElement& element, std::string_view wanted)
{
    const std::string_view classes = attribute(element, "class");
    for (std::size_t at = classes.find(wanted); at != classes.npos;
         at = classes.find(wanted, at + 1)) {
        const std::size_t after = at + wanted.size();
        if ((at == 0 || classes[at - 1] == ' ') &&
            (after == classes.size() || classes[after] == ' '))
            return true;
    }
    return false;
}

// The name of an emoji drawn as a picture: "🎉" or ":party:"; "" for other pictures.
std::string_view emoji_name(const GumboElement& picture)
{
    const std::string_view alt = attribute(picture, "alt");
    if (alt.empty() || alt.size() > 64) return {};
    const bool said = has_class(picture, "emoji") || has_class(picture, "custom-emoji") ||
                      has_class(picture, "wp-smiley");
    const bool shortcode =
        alt.size() > 2 && alt.front() == ':' && alt.back() == ':' && alt.find(' ') == alt.npos;
    return said || shortcode ? alt : std::string_view{};
}

class Walk {
public:
    std::string text_of(const GumboNode* root)
    {
        open_.push_back({root});
        while (!open_.empty()) {
            Open& inner = open_.back();
            const GumboVector& children = inner.node->v.element.children;
            if (inner.next == children.length)
                leave();
            else
                enter(static_cast<const GumboNode*>(children.data[inner.next++]));
        }
        return lines_.taken();
    }

private:
    struct Open {
        const GumboNode* node;
        unsigned next = 0;   // child to visit
        unsigned items = 0;  // of an <ol>, so far
    };

    void enter(const GumboNode* node)
    {
        switch (node->type) {
            case GUMBO_NODE_TEXT:
            case GUMBO_NODE_CDATA:
            case GUMBO_NODE_WHITESPACE:
                lines_.text(node->v.text.text, preformatted_ > 0);
                break;
            case GUMBO_NODE_ELEMENT:
                enter_element(node);
                break;
            default:
                break;
        }
    }

    void enter_element(const GumboNode* node)
    {
        const GumboElement& element = node->v.element;
        if (element.tag == GUMBO_TAG_BR) return lines_.line();
        if (element.tag == GUMBO_TAG_IMG) return lines_.text(emoji_name(element), false);
        if (is_skipped(element.tag) || has_class(element, "invisible")) return;
        lines_.block(lines_around(element.tag));
        if (element.tag == GUMBO_TAG_LI) bullet();
        if (element.tag == GUMBO_TAG_TD || element.tag == GUMBO_TAG_TH) lines_.text(" ", false);
        preformatted_ += element.tag == GUMBO_TAG_PRE;
        open_.push_back({node});
    }

    void leave()
    {
        const GumboElement& element = open_.back().node->v.element;
        if (has_class(element, "ellipsis")) lines_.text("…", false);
        lines_.block(lines_around(element.tag));
        preformatted_ -= element.tag == GUMBO_TAG_PRE;
        open_.pop_back();
    }

    void bullet()
    {
        Open& list = open_.back();
        const bool numbered = list.node->v.element.tag == GUMBO_TAG_OL;
        lines_.bullet(numbered ? std::to_string(++list.items) + ". " : "• ");
    }

    std::vector<Open> open_;
    Lines lines_;
    int preformatted_ = 0;
};

// Where the tag, comment or declaration that begins at `at` ends; npos if it never does.
std::size_t end_of_tag(std::string_view html, std::size_t at)
{
    if (html.substr(at, 4) == "<!--") {
        const std::size_t end = html.find("-->", at + 4);
        return end == html.npos ? end : end + 3;
    }
    char quote = 0;
    for (; at < html.size(); ++at) {
        const char c = html[at];
        if (quote == 0 && c == '>') return at + 1;
        if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        else if (c == quote)
            quote = 0;
    }
    return html.npos;
}

bool opens_raw_text(std::string_view tag)
{
    static constexpr std::array<std::string_view, 9> names{
        "script", "style", "template", "noscript", "iframe", "textarea", "title", "svg", "select"};
    std::string name;
    for (std::size_t i = 1; i < tag.size() && std::isalnum(static_cast<unsigned char>(tag[i])); ++i)
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(tag[i])));
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The same HTML with only its first tags; what hides its content ends the text.
std::string with_few_tags(std::string_view html)
{
    std::string out;
    std::size_t at = 0, tags = 0;
    while (at < html.size()) {
        const std::size_t open = std::min(html.find('<', at), html.size());
        out.append(html, at, open - at);
        const bool tag = open + 1 < html.size() &&
                         (std::isalpha(static_cast<unsigned char>(html[open + 1])) ||
                          html[open + 1] == '/' || html[open + 1] == '!' || html[open + 1] == '?');
        if (!tag) {
            if (open < html.size()) out += "&lt;";
            at = open + 1;
            continue;
        }
        const std::size_t end = end_of_tag(html, open);
        const std::string_view whole = html.substr(open, end - open);
        if (end == html.npos || (++tags > most_tags && opens_raw_text(whole))) break;
        out += tags <= most_tags ? whole : " ";
        at = end;
    }
    return out;
}

// A tree is made of many small pieces that are let go together. Zeroed: Gumbo 0.10 compares a byte
// that it never set.
class Arena {
public:
    void* piece(std::size_t bytes)
    {
        bytes = (bytes + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) *
                alignof(std::max_align_t);
        if (bytes > left_) {
            left_ = std::max(bytes, block);
            blocks_.push_back(std::make_unique<std::byte[]>(left_));
            next_ = blocks_.back().get();
        }
        left_ -= bytes;
        return std::exchange(next_, next_ + bytes);
    }

private:
    static constexpr std::size_t block = 32 * 1024;
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::byte* next_ = nullptr;
    std::size_t left_ = 0;
};

// False where this Gumbo takes no allocator.
template <class Options>
bool takes_from(Arena& arena, Options& options)
{
    if constexpr (requires { options.allocator; }) {
        options.userdata = &arena;
        options.allocator = [](void* from, std::size_t bytes) {
            return static_cast<Arena*>(from)->piece(bytes);
        };
        options.deallocator = [](void*, void*) {};
        return true;
    } else {
        return false;
    }
}

// What `read` makes of the tree.
template <class Read>
auto parsed(std::string_view html, const Read& read)
{
    Arena arena;
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.fragment_context = GUMBO_TAG_DIV;
    const bool in_arena = takes_from(arena, options);
    GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
    auto result = read(output->root);
    if (!in_arena) gumbo_destroy_output(&options, output);
    return result;
}

std::string on_one_line(std::string_view words)
{
    Lines lines;
    lines.text(words, false);
    return lines.taken();
}

void collect_links(const GumboNode* node, bool on_link, std::vector<HtmlLink>& links)
{
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
        if (links.empty()) return;
        std::string& words = on_link ? links.back().words : links.back().after;
        words += node->v.text.text;
        return;
    }
    if (node->type != GUMBO_NODE_ELEMENT) return;
    const GumboElement& element = node->v.element;
    if (element.tag == GUMBO_TAG_A)
        if (const std::string_view href = attribute(element, "href"); !href.empty()) {
            links.push_back({std::string{href}, {}, {}});
            on_link = true;
        }
    for (unsigned i = 0; i < element.children.length; ++i)
        collect_links(static_cast<const GumboNode*>(element.children.data[i]), on_link, links);
}

std::size_t tags_in(std::string_view html)
{
    return static_cast<std::size_t>(std::count(html.begin(), html.end(), '<'));
}

}  // namespace

std::string text_of_html(std::string_view html)
{
    if (html.find_first_of("<&") == html.npos) return on_one_line(html);
    const auto text = [](const GumboNode* root) { return Walk{}.text_of(root); };
    return tags_in(html) > most_tags ? parsed(with_few_tags(html), text) : parsed(html, text);
}

std::vector<HtmlLink> links_of_html(std::string_view html)
{
    if (tags_in(html) > most_tags) return {};
    return parsed(html, [](const GumboNode* root) {
        std::vector<HtmlLink> links;
        collect_links(root, false, links);
        for (HtmlLink& link : links) {
            link.words = on_one_line(link.words);
            link.after = on_one_line(link.after);
        }
        return links;
    });
}

}  // namespace narrowcast::lib
