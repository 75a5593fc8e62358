// SPDX-License-Identifier: Apache-2.0
// What is normal for a weekday, hour by hour.
#include "publish/normal.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace narrowcast {

namespace {

constexpr double sigma_of_mad = 1.4826;  // Rousseeuw and Croux 1993
constexpr std::size_t weeks_kept = 3;

double deviation_of(std::vector<double> numbers, double middle)
{
    for (double& number : numbers)
        number = std::abs(number - middle);
    return median_of(std::move(numbers));
}

std::vector<double> counts_at(const std::vector<Clockface>& weeks, std::size_t hour)
{
    std::vector<double> counts;
    for (const Clockface& week : weeks)
        if (week[hour]) counts.push_back(*week[hour]);
    return counts;
}

// ---- overdispersion --------------------------------------------------------------------------

// The variance of the median of so many normal numbers, in that of one.
double variance_of_median(std::size_t numbers)
{
    constexpr std::array small{1.0, 1.0, 0.5, 0.449, 0.298, 0.287, 0.215, 0.210};
    return numbers < small.size() ? small[numbers] : 1.571 / static_cast<double>(numbers);
}

struct Residual {
    double mean = 0;  // of the hour
    double size = 0;  // as if the mean were known
};

std::vector<Residual> residuals_of(const std::vector<Clockface>& weeks)
{
    constexpr double least_posts = 2;  // below, a median of whole numbers says too little
    std::vector<Residual> residuals;
    for (std::size_t hour = 0; hour < 24; ++hour) {
        const auto counts = counts_at(weeks, hour);
        if (counts.size() < weeks_kept) continue;
        const double middle = median_of(counts);
        if (middle < least_posts) continue;
        const double surplus = std::sqrt(1 + variance_of_median(counts.size() - 1));
        for (std::size_t i = 0; i < counts.size(); ++i) {
            auto others = counts;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
            residuals.push_back(
                {middle, std::abs(counts[i] - median_of(std::move(others))) / surplus});
        }
    }
    return residuals;
}

double scale_of(const std::vector<Residual>& residuals, double overdispersion)
{
    std::vector<double> sizes;
    for (const auto& [mean, size] : residuals)
        sizes.push_back(size / std::sqrt(mean + overdispersion * mean * mean));
    return sigma_of_mad * median_of(std::move(sizes));
}

// The a at which the scale is 1: it falls as a grows.
double robust_overdispersion(const std::vector<Residual>& residuals)
{
    constexpr double most = 4;
    if (scale_of(residuals, 0) <= 1) return 0;
    double low = 0, high = most;
    for (int i = 0; i < 30; ++i) {
        const double half = (low + high) / 2;
        (scale_of(residuals, half) > 1 ? low : high) = half;
    }
    return high;
}

// By moments, which see the long upper tail that a median does not; what lies far outside by the
// robust estimate counts as if it lay at that edge.
double moment_overdispersion(const std::vector<Clockface>& weeks, double robust)
{
    constexpr double far = 5;
    double surplus = 0, squares = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) {
        auto counts = counts_at(weeks, hour);
        if (counts.size() < 2) continue;
        const auto number = static_cast<double>(counts.size());
        const double middle = median_of(counts), least = std::max(middle, 1.0);
        const double edge = far * std::sqrt(least + robust * least * least);
        for (double& count : counts)
            count = std::clamp(count, middle - edge, middle + edge);
        const double mean = std::accumulate(counts.begin(), counts.end(), 0.0) / number;
        double variance = 0;
        for (const double count : counts)
            variance += (count - mean) * (count - mean) / (number - 1);
        surplus += variance - mean;
        squares += mean * mean - variance / number;
    }
    return squares > 0 ? std::max(0.0, surplus / squares) : 0;
}

// ---- gaps --------------------------------------------------------------------------------------

// What an hour has where nothing is missing: two wild weeks of eight, or four empty ones, do not
// move it.
double plenty_at(const std::vector<Clockface>& weeks, std::size_t hour)
{
    auto counts = counts_at(weeks, hour);
    if (counts.empty()) return 0;
    std::sort(counts.begin(), counts.end());
    return counts[(counts.size() - 1) * 3 / 4];
}

// Nights in which nobody writes anyway belong to the gap around them, but make none.
bool is_bare(double count, double plenty) { return count <= 0.15 * plenty; }

// Removes the hours [begin, end) if they are a gap, and says how much was missed in it.
double remove_gap(Clockface& day, const std::array<double, 24>& plenty, std::size_t begin,
                  std::size_t end)
{
    constexpr std::size_t least_hours = 3;
    constexpr double least_missed = 12;  // of so many expected by chance none comes once in 100,000
    const double expected = std::accumulate(plenty.begin() + static_cast<std::ptrdiff_t>(begin),
                                            plenty.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
    if (end - begin < least_hours || expected < least_missed) return 0;
    std::fill(day.begin() + static_cast<std::ptrdiff_t>(begin),
              day.begin() + static_cast<std::ptrdiff_t>(end), std::nullopt);
    return expected;
}

double remove_gaps(Clockface& day, const std::array<double, 24>& plenty)
{
    double missed = 0;
    std::size_t begin = 0;
    for (std::size_t hour = 0; hour <= day.size(); ++hour) {
        const bool bare = hour < day.size() && is_bare(day[hour].value_or(0), plenty[hour]);
        if (bare) continue;
        missed += remove_gap(day, plenty, begin, hour);
        begin = hour + 1;
    }
    return missed;
}

// ---- days out of the ordinary -----------------------------------------------------------------

double total_of(const Clockface& day, const std::array<double, 24>& middles)
{
    double total = 0;
    for (std::size_t hour = 0; hour < day.size(); ++hour)
        total += day[hour].value_or(middles[hour]);
    return total;
}

std::array<double, 24> middles_of(const std::vector<Clockface>& weeks)
{
    std::array<double, 24> middles{};
    for (std::size_t hour = 0; hour < 24; ++hour)
        if (auto counts = counts_at(weeks, hour); !counts.empty())
            middles[hour] = median_of(std::move(counts));
    return middles;
}

// The day that differs most, if it is out of the ordinary: by its factor, and by more than chance.
std::optional<std::size_t> strangest(const std::vector<Clockface>& weeks)
{
    constexpr double least_factor = 2.5, least_deviations = 4;
    const auto middles = middles_of(weeks);
    std::vector<double> totals, logs;
    for (const Clockface& week : weeks) {
        totals.push_back(total_of(week, middles));
        logs.push_back(std::log(totals.back() + 1));
    }
    const double middle = median_of(logs), total = median_of(totals);
    const double far = std::max(std::log(least_factor),
                                least_deviations * sigma_of_mad * deviation_of(logs, middle));
    std::optional<std::size_t> found;
    double farthest = far;
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        const bool by_chance = std::abs(totals[i] - total) < 5 * std::sqrt(total + 1);
        const double distance = std::abs(logs[i] - middle);
        if (by_chance || distance <= farthest) continue;
        farthest = distance;
        found = i;
    }
    return found;
}

}  // namespace

double Normal::low() const { return std::max(0.0, middle - 2 * spread); }
double Normal::high() const { return middle + 2 * spread; }

double median_of(std::vector<double> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    const std::size_t half = numbers.size() / 2;
    return numbers.size() % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
}

double overdispersion_of(const std::vector<Clockface>& weeks)
{
    constexpr std::size_t enough = 12;
    const auto residuals = residuals_of(weeks);
    if (residuals.size() < enough) return 0;
    return moment_overdispersion(weeks, robust_overdispersion(residuals));
}

Normal normal_of(std::vector<double> counts, double overdispersion)
{
    Normal normal;
    normal.middle = median_of(counts);
    const auto variance_at = [&](double mean) { return mean + overdispersion * mean * mean; };
    const double by_chance = std::sqrt(variance_at(std::max(normal.middle, 0.25)));
    normal.spread = std::max(sigma_of_mad * deviation_of(counts, normal.middle), by_chance);
    // a skipped mean (Hampel 1985): far outliers have no say, the others more than in a median
    constexpr double far = 4;
    std::erase_if(counts, [&](double count) {
        return std::abs(count - normal.middle) > far * std::max(normal.spread, 1.0);
    });
    const auto weeks = static_cast<double>(counts.size());
    normal.mean = (std::accumulate(counts.begin(), counts.end(), 0.0) + 0.5) / weeks;
    // what `overdispersion` itself may be mistaken in, when it rests on few weeks
    const double mistrust = weeks > 1 ? (weeks + 3) / (weeks - 1) : 5;
    normal.variance =
        (normal.mean + mistrust * overdispersion * normal.mean * normal.mean) * (1 + 1 / weeks);
    return normal;
}

std::vector<Clockface> usable_weeks(std::vector<Clockface> weeks)
{
    std::array<double, 24> plenty{};
    for (std::size_t hour = 0; hour < 24; ++hour)
        plenty[hour] = plenty_at(weeks, hour);
    const double whole_day = std::accumulate(plenty.begin(), plenty.end(), 0.0);
    std::erase_if(weeks, [&](Clockface& week) {
        const double missed = remove_gaps(week, plenty);
        return missed > 0 && 2 * missed > whole_day;
    });
    while (weeks.size() > weeks_kept)
        if (const auto strange = strangest(weeks))
            weeks.erase(weeks.begin() + static_cast<std::ptrdiff_t>(*strange));
        else
            break;
    return weeks;
}

}  // namespace narrowcast
