// SPDX-License-Identifier: Apache-2.0
// ICU behind lib/messages.hpp.
#include "lib/messages.hpp"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <set>

namespace narrowcast::lib {
namespace {

// Plain "en" means Europe's: 24-hour times and the day before the month.
icu::Locale locale_of(std::string_view language)
{
    if (language == "en") return icu::Locale::getUK();
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale = icu::Locale::forLanguageTag(
        icu::StringPiece{language.data(), static_cast<std::int32_t>(language.size())}, status);
    return U_SUCCESS(status) ? locale : icu::Locale::getRoot();
}

icu::UnicodeString wide(std::string_view text)
{
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
}

std::string narrow(const icu::UnicodeString& text)
{
    std::string utf8;
    return text.toUTF8String(utf8);
}

icu::Formattable formattable(const MessageValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return icu::Formattable{*whole};
    if (const auto* number = std::get_if<double>(&value)) return icu::Formattable{*number};
    return icu::Formattable{wide(std::get<std::string>(value))};
}

std::string spelt(const icu::number::FormattedNumber& number)
{
    UErrorCode status = U_ZERO_ERROR;
    return narrow(number.toString(status));
}

}  // namespace

struct Message::Parsed {
    icu::MessageFormat format;
    icu::UnicodeString pattern;
};

Message::Message(std::unique_ptr<Parsed> parsed) : parsed_{std::move(parsed)} {}
Message::Message(Message&&) noexcept = default;
Message& Message::operator=(Message&&) noexcept = default;
Message::~Message() = default;

Result<Message> Message::parse(std::string_view pattern, std::string_view language)
{
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    icu::MessageFormat format{wide(pattern), locale_of(language), where, status};
    if (U_FAILURE(status))
        return fail(Fault::refused, "the pattern is wrong near \"" +
                                        narrow(icu::UnicodeString{where.preContext}) +
                                        "\": " + u_errorName(status));
    return Message{std::make_unique<Parsed>(Parsed{format, wide(pattern)})};
}

std::string Message::say(const MessageValues& values) const
{
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> formattables;
    for (const auto& [name, value] : values) {
        names.push_back(wide(name));
        formattables.push_back(formattable(value));
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString out;
    parsed_->format.format(names.data(), formattables.data(),
                           static_cast<std::int32_t>(names.size()), out, status);
    return U_SUCCESS(status) ? narrow(out) : narrow(parsed_->pattern);
}

std::vector<std::string> Message::arguments() const
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessagePattern pattern{parsed_->pattern, nullptr, status};
    std::set<std::string> names;
    for (std::int32_t i = 0; U_SUCCESS(status) && i < pattern.countParts(); ++i) {
        const auto& part = pattern.getPart(i);
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME)
            names.insert(narrow(pattern.getSubstring(part)));
    }
    return {names.begin(), names.end()};
}

std::string spell_number(std::int64_t number, std::string_view language)
{
    UErrorCode status = U_ZERO_ERROR;
    return spelt(
        icu::number::NumberFormatter::withLocale(locale_of(language)).formatInt(number, status));
}

std::string spell_decimal(double number, std::string_view language)
{
    UErrorCode status = U_ZERO_ERROR;
    return spelt(icu::number::NumberFormatter::withLocale(locale_of(language))
                     .precision(icu::number::Precision::maxFraction(1))
                     .formatDouble(number, status));
}

std::string spell_percent(double share, std::string_view language)
{
    UErrorCode status = U_ZERO_ERROR;
    return spelt(icu::number::NumberFormatter::withLocale(locale_of(language))
                     .unit(icu::MeasureUnit::getPercent())
                     .scale(icu::number::Scale::powerOfTen(2))
                     .precision(icu::number::Precision::integer())
                     .formatDouble(share, status));
}

std::string spell_time(Time time, std::string_view zone, std::string_view pattern,
                       std::string_view language)
{
    UErrorCode status = U_ZERO_ERROR;
    icu::SimpleDateFormat format{wide(pattern), locale_of(language), status};
    if (U_FAILURE(status)) return {};
    // adoptTimeZone takes it over; an unknown name gives ICU's "Etc/Unknown", which is UTC.
    format.adoptTimeZone(icu::TimeZone::createTimeZone(wide(zone)));
    icu::UnicodeString out;
    format.format(static_cast<UDate>(time.time_since_epoch().count()) * 1000.0, out);
    return narrow(out);
}

std::string upper_case(std::string_view text, std::string_view language)
{
    return narrow(wide(text).toUpper(locale_of(language)));
}

std::string lower_case(std::string_view text, std::string_view language)
{
    return narrow(wide(text).toLower(locale_of(language)));
}

std::string first_grapheme(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> graphemes{
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status)};
    if (U_FAILURE(status)) return {};
    const icu::UnicodeString whole = wide(text);
    graphemes->setText(whole);
    const std::int32_t end = graphemes->next();
    return end == icu::BreakIterator::DONE ? std::string{} : narrow(whole.tempSubString(0, end));
}

}  // namespace narrowcast::lib
