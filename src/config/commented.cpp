// SPDX-License-Identifier: Apache-2.0
#include "config/commented.hpp"

namespace narrowcast::config {
namespace {

constexpr std::size_t widest = 100;

// Where the writer stands: the pointer, the same without item numbers, and how deep.
struct Spot {
    std::string pointer;
    std::string kind;
    std::size_t depth = 0;
    bool sparse = false;  // what equals its default is left out

    Spot member(const std::string& key) const
    {
        const std::string token = "/" + json_detail::escaped(key);
        return {pointer + token, kind + token, depth + 1, sparse};
    }
    Spot item(std::size_t index, bool whole) const
    {
        return {pointer + "/" + std::to_string(index), kind + "/*", depth + 1, !whole};
    }
};

bool needed(const Json& schema, const std::string& key)
{
    const auto required = schema.find("required");
    return required != schema.end() &&
           std::find(required->begin(), required->end(), Json(key)) != required->end();
}

std::string spell_number(const Json& value)
{
    const double number = value.get<double>();
    const auto whole = static_cast<std::int64_t>(number);
    return number == static_cast<double>(whole) ? std::to_string(whole) : dump(value);
}

std::string explanation(const Json& property)
{
    std::string text = property.value("description", "");
    const auto least = property.find("minimum"), most = property.find("maximum");
    if (least != property.end() && most != property.end())
        text += " (" + spell_number(*least) + " to " + spell_number(*most) + ")";
    return text;
}

class Writer {
public:
    Writer(const Notes& notes, const std::set<std::string>& whole) : notes_{notes}, whole_{whole} {}

    void value(const Json& json, const Json& schema, const Spot& spot)
    {
        if (json.is_object() && !json.empty())
            object(json, schema, spot);
        else if (json.is_array() && !json.empty())
            list(json, schema.value("items", Json::object()), spot);
        else
            text_ += json.is_number() ? spell_number(json) : dump(json);
    }

    void note(const Spot& spot)
    {
        const auto found = notes_.find(spot.pointer);
        if (found == notes_.end()) return;
        for (const std::string& line : found->second)
            comment(line, spot.depth);
    }

    std::string take() { return std::move(text_) + "\n"; }

private:
    void object(const Json& json, const Json& schema, const Spot& spot)
    {
        text_ += "{\n";
        bool first = true;
        for (const auto& [key, member] : json.items()) {
            const Json& property = schema.at("properties").at(key);
            const bool usual = property.contains("default") && property["default"] == member;
            if (member.is_null() || (spot.sparse && usual && !needed(schema, key))) continue;
            if (!first) text_ += spot.depth == 0 ? ",\n\n" : ",\n";
            first = false;
            const Spot inner = spot.member(key);
            if (explained_.insert(inner.kind).second) comment(explanation(property), inner.depth);
            note(inner);
            indent(inner.depth);
            text_ += dump(Json(key)) + ": ";
            value(member, property, inner);
        }
        text_ += "\n";
        indent(spot.depth);
        text_ += "}";
    }

    void list(const Json& json, const Json& schema, const Spot& spot)
    {
        if (const std::string line = one_line(json); !line.empty()) {
            text_ += line;
            return;
        }
        text_ += "[\n";
        for (std::size_t i = 0; i < json.size(); ++i) {
            if (i > 0) text_ += ",\n";
            const Spot inner = spot.item(i, whole_.contains(spot.pointer));
            note(inner);
            indent(inner.depth);
            value(json[i], schema, inner);
        }
        text_ += "\n";
        indent(spot.depth);
        text_ += "]";
    }

    // "" if the list is too long for that or holds more than plain values.
    std::string one_line(const Json& json) const
    {
        std::string line = "[";
        for (const Json& item : json) {
            if (item.is_structured()) return "";
            line += (line.size() > 1 ? ", " : "") + dump(item);
        }
        const std::size_t start = text_.rfind('\n') == text_.npos ? 0 : text_.rfind('\n') + 1;
        return text_.size() - start + line.size() + 2 > widest ? "" : line + "]";
    }

    void comment(const std::string& line, std::size_t depth)
    {
        indent(depth);
        text_ += line.empty() ? "//\n" : "// " + line + "\n";
    }

    void indent(std::size_t depth) { text_.append(4 * depth, ' '); }

    const Notes& notes_;
    const std::set<std::string>& whole_;
    std::set<std::string> explained_;
    std::string text_;
};

}  // namespace

std::string commented(const Json& value, const Json& schema, const Notes& notes,
                      const std::set<std::string>& whole)
{
    Writer writer{notes, whole};
    writer.note({});
    writer.value(value, schema, {});
    return writer.take();
}

}  // namespace narrowcast::config
