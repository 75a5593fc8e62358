// SPDX-License-Identifier: Apache-2.0
#include "lib/calendar.hpp"

#include <unicode/calendar.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>

#include <memory>
#include <string>

namespace narrowcast::lib {
namespace {

icu::UnicodeString icu_text(std::string_view text)
{
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

std::unique_ptr<icu::Calendar> calendar_of(std::string_view zone)
{
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::TimeZone> found{icu::TimeZone::createTimeZone(icu_text(zone))};
    if (*found == icu::TimeZone::getUnknown()) found.reset(icu::TimeZone::getGMT()->clone());
    return std::make_unique<icu::GregorianCalendar>(found.release(), error);
}

// Good until the next call of this thread: making one costs far more than using it, and a wall
// lives in one time zone.
icu::Calendar& calendar_at(Time time, std::string_view zone)
{
    thread_local std::string last_zone;
    thread_local std::unique_ptr<icu::Calendar> calendar;
    if (!calendar || zone != last_zone) {
        calendar = calendar_of(zone);
        last_zone = zone;
    }
    UErrorCode error = U_ZERO_ERROR;
    calendar->setTime(static_cast<UDate>(time.time_since_epoch().count()) * 1000.0, error);
    return *calendar;
}

int field(const icu::Calendar& calendar, UCalendarDateFields which)
{
    UErrorCode error = U_ZERO_ERROR;
    return calendar.get(which, error);
}

Time time_of(const icu::Calendar& calendar)
{
    UErrorCode error = U_ZERO_ERROR;
    return Time{std::chrono::seconds{static_cast<std::int64_t>(calendar.getTime(error) / 1000.0)}};
}

}  // namespace

bool is_time_zone(std::string_view zone)
{
    if (zone.empty()) return false;
    const std::unique_ptr<icu::TimeZone> found{icu::TimeZone::createTimeZone(icu_text(zone))};
    return *found != icu::TimeZone::getUnknown();
}

LocalTime local_time(Time time, std::string_view zone)
{
    const icu::Calendar& calendar = calendar_at(time, zone);
    const int from_sunday = field(calendar, UCAL_DAY_OF_WEEK);  // Sunday 1 ... Saturday 7
    return {.year = field(calendar, UCAL_YEAR),
            .month = field(calendar, UCAL_MONTH) + 1,
            .day = field(calendar, UCAL_DATE),
            .hour = field(calendar, UCAL_HOUR_OF_DAY),
            .minute = field(calendar, UCAL_MINUTE),
            .second = field(calendar, UCAL_SECOND),
            .weekday = from_sunday == 1 ? 7 : from_sunday - 1};
}

Time local_midnight(Time time, std::string_view zone) { return local_midnight(time, zone, 0); }

Time local_midnight(Time time, std::string_view zone, int days)
{
    UErrorCode error = U_ZERO_ERROR;
    icu::Calendar& calendar = calendar_at(time, zone);
    // the wall's day begins at the first moment of that date, also where DST skips midnight
    calendar.set(UCAL_HOUR_OF_DAY, 0);
    calendar.set(UCAL_MINUTE, 0);
    calendar.set(UCAL_SECOND, 0);
    calendar.set(UCAL_MILLISECOND, 0);
    calendar.add(UCAL_DATE, days, error);
    return time_of(calendar);
}

std::string zone_where_it_is(int hour, Time now)
{
    const int utc_hour = local_time(now, "UTC").hour;
    const int east = hour - utc_hour;  // -12 ... 12 for hours around noon
    // POSIX turns the sign round: Etc/GMT-2 lies two hours east
    return east == 0
               ? "Etc/GMT"
               : "Etc/GMT" + std::string{east > 0 ? "-" : "+"} + std::to_string(std::abs(east));
}

}  // namespace narrowcast::lib
