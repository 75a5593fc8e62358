// SPDX-License-Identifier: Apache-2.0
// Text in any encoding to UTF-8.
#include "lib/charset.hpp"

#include "narrowcast/base/text.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

namespace narrowcast::lib {
namespace {

struct ConverterDeleter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct DetectorDeleter {
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

// The WHATWG Encoding standard: pages that claim these mean Windows' superset of them.
std::string web_name(std::string_view charset)
{
    std::string name = ascii_lower(trimmed(charset));
    constexpr std::array latin{"iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii"};
    if (std::find(latin.begin(), latin.end(), name) != latin.end()) return "windows-1252";
    return name;
}

std::string_view marked_charset(std::string_view bytes)
{
    if (bytes.starts_with(utf8_mark)) return "utf-8";
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return "utf-16";
    return {};
}

std::string without_mark(std::string text)
{
    if (text.starts_with(utf8_mark)) text.erase(0, utf8_mark.size());
    return text;
}

// A few torn characters in what otherwise is UTF-8 do not make it something else.
std::optional<std::string> mostly_utf8(std::string_view bytes)
{
    std::string repaired = repair_utf8(bytes);
    std::size_t beyond_ascii = 0, torn = 0;
    for (std::size_t i = 0; i < repaired.size(); ++i) {
        const auto byte = static_cast<unsigned char>(repaired[i]);
        if (byte >= 0xC0) ++beyond_ascii;
        if (repaired.compare(i, 3, "\xEF\xBF\xBD") == 0) ++torn;
    }
    if (torn * 2 > beyond_ascii) return {};
    return repaired;
}

std::optional<std::string> claimed_to_utf8(std::string_view bytes, std::string_view charset)
{
    if (charset.empty()) return {};
    if (auto text = to_utf8(bytes, charset)) return text;
    const std::string name = web_name(charset);
    return name == "utf-8" || name == "utf8" ? mostly_utf8(bytes) : std::nullopt;
}

}  // namespace

std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset)
{
    const std::string name = web_name(charset);
    if (name.empty() || bytes.size() > std::size_t{std::numeric_limits<int>::max()} / 4) return {};
    if (name == "utf-8" || name == "utf8") {
        if (!is_utf8(bytes)) return {};
        return without_mark(std::string{bytes});
    }
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, ConverterDeleter> from{ucnv_open(name.c_str(), &error)};
    if (U_FAILURE(error)) return {};
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    std::u16string wide(bytes.size() * 2 + 1, u'\0');
    const std::int32_t units =
        ucnv_toUChars(from.get(), wide.data(), static_cast<std::int32_t>(wide.size()), bytes.data(),
                      static_cast<std::int32_t>(bytes.size()), &error);
    if (U_FAILURE(error)) return {};
    std::string text(static_cast<std::size_t>(units) * 3 + 1, '\0');
    std::int32_t length = 0;
    u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &length, wide.data(), units,
                &error);
    if (U_FAILURE(error)) return {};
    text.resize(static_cast<std::size_t>(length));
    return without_mark(std::move(text));
}

std::string detected_charset(std::string_view bytes)
{
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, DetectorDeleter> detector{ucsdet_open(&error)};
    if (U_FAILURE(error)) return {};
    const std::string_view sample = bytes.substr(0, std::size_t{64} * 1024);
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
    ucsdet_enableInputFilter(detector.get(), 1);  // the names of tags say nothing
    const UCharsetMatch* const match = ucsdet_detect(detector.get(), &error);
    if (U_FAILURE(error) || match == nullptr) return {};
    const char* const name = ucsdet_getName(match, &error);
    return U_SUCCESS(error) && name != nullptr ? name : "";
}

std::string document_to_utf8(std::string_view bytes, std::string_view server_says,
                             std::string_view document_says)
{
    for (const std::string_view claim : {server_says, marked_charset(bytes), document_says})
        if (auto text = claimed_to_utf8(bytes, claim)) return *std::move(text);
    if (auto text = to_utf8(bytes, "utf-8")) return *std::move(text);
    if (auto text = to_utf8(bytes, detected_charset(bytes))) return *std::move(text);
    return without_mark(repair_utf8(bytes));
}

}  // namespace narrowcast::lib
