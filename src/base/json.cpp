// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/json.hpp"

#include "narrowcast/base/text.hpp"

#include <iterator>

namespace narrowcast {
namespace {

// Hands the characters to the parser and lets us see how far it has read.
struct Watched {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at = nullptr;
    std::size_t* read = nullptr;

    const char& operator*() const { return *at; }
    Watched& operator++()
    {
        ++at;
        ++*read;
        return *this;
    }
    Watched operator++(int)
    {
        Watched before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Watched& other) const { return at == other.at; }
    bool operator!=(const Watched& other) const { return at != other.at; }
};

Place place_at(std::string_view text, std::size_t offset)
{
    Place place{1, 1};
    for (const char c : text.substr(0, offset)) {
        if (c == '\n') {
            ++place.line;
            place.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80) {
            ++place.column;
        }
    }
    return place;
}

// Builds a Json from parser events, with limited depth; remembers places when asked to.
class Builder {
public:
    using number_integer_t = Json::number_integer_t;
    using number_unsigned_t = Json::number_unsigned_t;
    using number_float_t = Json::number_float_t;
    using string_t = Json::string_t;
    using binary_t = Json::binary_t;

    Builder(std::string_view text, const std::size_t& read, bool with_places)
        : text_{text}, read_{read}, with_places_{with_places}
    {
    }

    bool null() { return add(Json(nullptr), token_start(4)); }
    bool boolean(bool value) { return add(Json(value), token_start(value ? 4 : 5)); }
    bool number_integer(number_integer_t value) { return add(Json(value), number_start()); }
    bool number_unsigned(number_unsigned_t value) { return add(Json(value), number_start()); }
    bool number_float(number_float_t value, const string_t&)
    {
        return add(Json(value), number_start());
    }
    bool string(string_t& value) { return add(Json(std::move(value)), string_start()); }
    bool binary(binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(string_t& name)
    {
        Level& level = levels_.back();
        level.key = std::move(name);
        if (!with_places_) return true;
        const std::size_t start = string_start();
        const std::string pointer = level.pointer + "/" + json_detail::escaped(level.key);
        if (level.value->contains(level.key))
            document_.problems.push_back({pointer, "stands twice here: keep one of them"});
        document_.places.insert_or_assign(pointer, place_at(text_, start));
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error)
    {
        std::string_view said = error.what();
        constexpr std::string_view lead = "syntax error while parsing ";
        if (const auto at = said.find(lead); at != said.npos) said.remove_prefix(at + lead.size());
        std::string text{said};
        // the parser names the bracket only, but what people forget is the comma
        for (const std::string_view bracket : {"expected '}'", "expected ']'"})
            if (text.ends_with(bracket)) text.insert(text.size() - 3, "',' or ");
        misread_ = {place_at(text_, read_ > 0 ? read_ - 1 : 0), std::move(text)};
        return false;
    }

    Document take_document() { return std::move(document_); }
    Misread misread() const { return misread_; }

private:
    struct Level {
        Json* value;
        std::string key;
        std::string pointer;
    };

    // Events come when the token has just been read; where did it begin?
    std::size_t token_start(std::size_t length) const { return read_ - std::min(read_, length); }

    std::size_t string_start() const
    {
        std::size_t at = read_ < 2 ? 0 : read_ - 2;  // before the closing quote
        const auto escaped = [&](std::size_t quote) {
            std::size_t slashes = 0;
            while (slashes < quote && text_[quote - 1 - slashes] == '\\')
                ++slashes;
            return slashes % 2 == 1;
        };
        while (at > 0 && (text_[at] != '"' || escaped(at)))
            --at;
        return at;
    }

    std::size_t number_start() const
    {
        constexpr std::string_view digits = "+-.0123456789eE";
        std::size_t at = read_;
        if (at > 0 && digits.find(text_[at - 1]) == digits.npos) --at;  // one character ahead
        while (at > 0 && digits.find(text_[at - 1]) != digits.npos)
            --at;
        return at;
    }

    // Puts a value where it belongs; returns where it stands now.
    Json* place(Json value, std::size_t start, std::string& pointer)
    {
        if (levels_.empty()) {
            document_.root = std::move(value);
            document_.places.insert_or_assign("", place_at(text_, with_places_ ? start : 0));
            return &document_.root;
        }
        Level& level = levels_.back();
        if (level.value->is_array()) {
            pointer = level.pointer + "/" + std::to_string(level.value->size());
            if (with_places_) document_.places.insert_or_assign(pointer, place_at(text_, start));
            level.value->push_back(std::move(value));
            return &level.value->back();
        }
        pointer = level.pointer + "/" + json_detail::escaped(level.key);
        Json& member = (*level.value)[level.key];
        member = std::move(value);
        return &member;
    }

    bool add(Json value, std::size_t start)
    {
        std::string pointer;
        place(std::move(value), start, pointer);
        return true;
    }

    bool open(Json empty)
    {
        if (levels_.size() >= deepest_json) {
            misread_ = {place_at(text_, token_start(1)),
                        "more than " + std::to_string(deepest_json) +
                            " levels of brackets inside each other"};
            return false;
        }
        std::string pointer;
        Json* value = place(std::move(empty), token_start(1), pointer);
        levels_.push_back({value, "", std::move(pointer)});
        return true;
    }

    bool close()
    {
        levels_.pop_back();
        return true;
    }

    std::string_view text_;
    const std::size_t& read_;
    bool with_places_;
    std::vector<Level> levels_;
    Document document_;
    Misread misread_;
};

std::expected<Document, Misread> parse(std::string_view text, bool for_people)
{
    std::size_t read = 0;
    Builder builder{text, read, for_people};
    const Watched begin{text.data(), &read};
    const Watched end{text.data() + text.size(), &read};
    const bool parsed = Json::sax_parse(begin, end, &builder,
                                        nlohmann::detail::input_format_t::json, true, for_people);
    if (!parsed) return std::unexpected{builder.misread()};
    return builder.take_document();
}

}  // namespace

Place Document::place_of(std::string_view pointer) const
{
    while (true) {
        if (const auto found = places.find(pointer); found != places.end()) return found->second;
        const auto slash = pointer.rfind('/');
        if (slash == pointer.npos) return {1, 1};
        pointer = pointer.substr(0, slash);
    }
}

Result<Json> parse_json(std::string_view text)
{
    std::string repaired;
    if (!is_utf8(text)) text = repaired = repair_utf8(text);
    auto document = parse(text, false);
    if (document) return std::move(document->root);
    // Not what stands there: a server may have repeated a secret that it was sent.
    const Misread& misread = document.error();
    const std::string why = misread.text.substr(0, misread.text.find("; last read"));
    return fail(Fault::garbled, "no JSON: line " + std::to_string(misread.place.line) +
                                    ", column " + std::to_string(misread.place.column) + ": " +
                                    repair_utf8(why));
}

std::expected<Document, Misread> parse_document(std::string_view text) { return parse(text, true); }

std::string dump(const Json& json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::optional<std::chrono::seconds> parse_duration(std::string_view text)
{
    text = trimmed(text);
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (problem != std::errc{} || count < 0) return {};
    const std::string_view unit = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
    std::int64_t seconds = 0;
    if (unit == "s" || unit.empty()) seconds = 1;
    if (unit == "min") seconds = 60;
    if (unit == "h") seconds = 3600;
    if (unit == "day" || unit == "days") seconds = 86400;
    if (seconds == 0 || count > std::numeric_limits<std::int32_t>::max() / seconds * 8) return {};
    return std::chrono::seconds{count * seconds};
}

std::string spell_duration(std::chrono::seconds duration)
{
    const auto count = duration.count();
    if (count != 0 && count % 86400 == 0)
        return std::to_string(count / 86400) + (count == 86400 ? " day" : " days");
    if (count != 0 && count % 3600 == 0) return std::to_string(count / 3600) + " h";
    if (count != 0 && count % 60 == 0) return std::to_string(count / 60) + " min";
    return std::to_string(count) + " s";
}

}  // namespace narrowcast
