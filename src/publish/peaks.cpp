// SPDX-License-Identifier: Apache-2.0
// Hours that stand out from what is normal.
#include "publish/peaks.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace narrowcast {

namespace {

constexpr std::size_t most_peaks = 3;
constexpr std::int64_t least_posts = 5;
constexpr double rare = 0.001;

bool stands_out(std::int64_t posts, const Normal &normal) {
  return posts >= least_posts && static_cast<double>(posts) > normal.high() &&
         chance_of_as_many(posts, normal.middle + normal.spread) < rare;
}

struct Standout {
  Peak peak;
  std::int64_t top = 0;
  double above = 0; // posts more than normal
};

std::vector<Standout> join_hours(const Counted &counted) {
  std::vector<Standout> all;
  bool before = false;
  for (std::size_t i = 0; i < counted.normal.size(); ++i) {
    const std::int64_t posts = counted.today.hours[i].total();
    const bool out = stands_out(posts, counted.normal[i]);
    const Time hour = counted.today.day + std::chrono::hours{i};
    if (out && !before)
      all.push_back({{.from = hour, .words = {}, .post = {}}});
    if (out) {
      Standout &found = all.back();
      found.peak.until = hour + std::chrono::hours{1};
      found.peak.posts += posts;
      found.above += static_cast<double>(posts) - counted.normal[i].middle;
      if (posts > found.top)
        std::tie(found.top, found.peak.top) = std::tuple{posts, hour};
    }
    before = out;
  }
  return all;
}

} // namespace

double chance_of_as_many(std::int64_t count, double mean) {
  if (count <= 0)
    return 1;
  if (mean <= 0)
    return 0;
  if (static_cast<double>(count) <= mean)
    return 1; // not rare: no need to know how often
  const auto n = static_cast<double>(count);
  double term = std::exp(n * std::log(mean) - mean - std::lgamma(n + 1));
  double sum = 0;
  for (double k = n + 1; term > sum * 1e-12 && term > 0; ++k) {
    sum += term;
    term *= mean / k;
  }
  return std::min(sum, 1.0);
}

std::vector<Peak> find_peaks(const Counted &counted) {
  std::vector<Standout> found = join_hours(counted);
  std::stable_sort(
      found.begin(), found.end(),
      [](const Standout &a, const Standout &b) { return a.above > b.above; });
  if (found.size() > most_peaks)
    found.resize(most_peaks);
  std::vector<Peak> peaks;
  for (Standout &one : found)
    peaks.push_back(std::move(one.peak));
  std::sort(peaks.begin(), peaks.end(),
            [](const Peak &a, const Peak &b) { return a.from < b.from; });
  return peaks;
}

} // namespace narrowcast
