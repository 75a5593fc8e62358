// SPDX-License-Identifier: Apache-2.0
// Hours that stand out from what is normal.
#include "publish/peaks.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace narrowcast {

namespace {

double log_gamma(double x)
{
    int sign = 0;  // std::lgamma keeps it in a global
    return ::lgamma_r(x, &sign);
}

constexpr std::size_t most_peaks = 3;
constexpr std::int64_t least_posts = 5;

// How often a normal hour may be taken for a peak.
double rare() { return 1 - std::pow(1 - false_alarms_a_day, 1.0 / 24); }

bool stands_out(std::int64_t posts, const Normal& normal)
{
    return posts >= least_posts && static_cast<double>(posts) > normal.high() &&
           chance_of_as_many(posts, normal.mean, normal.variance) < rare();
}

struct Standout {
    Peak peak;
    std::int64_t top = 0;
    double above = 0;  // posts more than normal
};

// A run of hours that stand out.
Standout standout_of(const Counted& counted, std::size_t begin, std::size_t end)
{
    Standout found{{.from = counted.today.day + std::chrono::hours{begin},
                    .until = counted.today.day + std::chrono::hours{end},
                    .words = {},
                    .post = {}}};
    for (std::size_t i = begin; i < end; ++i) {
        const std::int64_t posts = counted.today.hours[i].total();
        found.peak.posts += posts;
        found.above += static_cast<double>(posts) - counted.normal[i].middle;
        if (posts > found.top)
            std::tie(found.top, found.peak.top) =
                std::tuple{posts, counted.today.day + std::chrono::hours{i}};
    }
    return found;
}

std::vector<Standout> join_hours(const Counted& counted)
{
    std::vector<Standout> all;
    const auto posts = [&](std::size_t hour) { return counted.today.hours[hour].total(); };
    const std::size_t hours = counted.normal.size();
    for (std::size_t begin = 0; begin < hours;) {
        std::size_t end = begin;
        while (end < hours && stands_out(posts(end), counted.normal[end]))
            ++end;
        if (end > begin) all.push_back(standout_of(counted, begin, end));
        begin = end + 1;
    }
    return all;
}

// The sum from `count` on of a distribution whose next probability is the one before times ratio.
double tail_from(std::int64_t count, double first, const std::function<double(double)>& ratio)
{
    double sum = 0;
    auto k = static_cast<double>(count);
    for (double term = first; term > sum * 1e-12 && term > 0; ++k) {
        sum += term;
        term *= ratio(k);
    }
    return std::min(sum, 1.0);
}

}  // namespace

double chance_of_as_many(std::int64_t count, double mean, double variance)
{
    if (count <= 0) return 1;
    if (mean <= 0) return 0;
    if (static_cast<double>(count) <= mean) return 1;  // not rare: no need to know how often
    const auto n = static_cast<double>(count);
    if (variance <= mean * (1 + 1e-9)) {
        const double first = std::exp(n * std::log(mean) - mean - log_gamma(n + 1));
        return tail_from(count, first, [&](double k) { return mean / (k + 1); });
    }
    const double size = mean * mean / (variance - mean);
    const double again = mean / (size + mean);
    const double first = std::exp(log_gamma(n + size) - log_gamma(n + 1) - log_gamma(size) +
                                  size * std::log1p(-again) + n * std::log(again));
    return tail_from(count, first, [&](double k) { return (k + size) / (k + 1) * again; });
}

std::vector<Peak> find_peaks(const Counted& counted)
{
    std::vector<Standout> found = join_hours(counted);
    std::stable_sort(found.begin(), found.end(),
                     [](const Standout& a, const Standout& b) { return a.above > b.above; });
    if (found.size() > most_peaks) found.resize(most_peaks);
    std::vector<Peak> peaks;
    for (Standout& one : found)
        peaks.push_back(std::move(one.peak));
    std::sort(peaks.begin(), peaks.end(),
              [](const Peak& a, const Peak& b) { return a.from < b.from; });
    return peaks;
}

}  // namespace narrowcast
