// SPDX-License-Identifier: Apache-2.0
// One round of turns.
#include "playlist/round.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace narrowcast {

namespace {

// "" for what has no author: it never counts as the same one.
std::string_view author_of(const PostSlide &slide) {
  const Author &author = slide.post.author;
  return author.handle.empty() ? author.name : author.handle;
}

std::string_view author_of(const Turn &turn) {
  const auto *post = std::get_if<PostSlide>(&turn.slide);
  return post ? author_of(*post) : std::string_view{};
}

bool is_today(const Turn &turn) {
  return std::holds_alternative<TodaySlide>(turn.slide);
}

bool same_author(const Turn &a, const Turn &b) {
  return !author_of(a).empty() && author_of(a) == author_of(b);
}

// Hands out the waiting posts so that no author comes twice in a row while that
// can be avoided.
class Line {
public:
  explicit Line(Waiting waiting)
      : posts_{std::move(waiting.posts)}, fresh_{waiting.fresh},
        fresh_promised_{fresh_ > 0} {
    for (const PostSlide &post : posts_) {
      waiting_.push_back(&post);
      if (!author_of(post).empty())
        ++of_author_[author_of(post)];
    }
  }

  Line(const Line &) = delete;
  Line &operator=(const Line &) = delete;

  bool empty() const { return waiting_.empty(); }
  bool first_fresh_waits() const { return fresh_promised_; }
  bool would_give_fresh(std::string_view after) const {
    return next(after) < fresh_;
  }

  PostSlide take(std::string_view after) {
    const std::size_t index = next(after);
    const PostSlide *post = waiting_[index];
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(index));
    if (!author_of(*post).empty())
      --of_author_[author_of(*post)];
    if (index < fresh_) {
      --fresh_;
      fresh_promised_ = false;
    }
    return *post;
  }

private:
  std::size_t first_by(std::string_view author) const {
    const auto found =
        std::find_if(waiting_.begin(), waiting_.end(), [&](const auto *post) {
          return author_of(*post) == author;
        });
    return static_cast<std::size_t>(found - waiting_.begin());
  }

  // The author, other than `after`, with the most posts left, and how many; 0
  // if there is none.
  std::pair<std::string_view, std::size_t>
  busiest(std::string_view after) const {
    std::pair<std::string_view, std::size_t> most{{}, 0};
    for (const auto &[author, count] : of_author_)
      if (author != after && count > most.second)
        most = {author, count};
    return most;
  }

  // Whoever wrote more than half of what is left must come now, or will follow
  // themselves later. Otherwise the first in line by somebody else. Where all
  // fresh ones are by the author just shown, the post between comes from the
  // busiest other author, so that nobody is in the way of a fresh one at the
  // next turn.
  std::size_t next(std::string_view after) const {
    const auto [author, count] = busiest(after);
    if (2 * count > waiting_.size())
      return first_by(author);
    const auto other =
        std::find_if(waiting_.begin(), waiting_.end(), [&](const auto *post) {
          return author_of(*post).empty() || author_of(*post) != after;
        });
    if (other == waiting_.end())
      return 0;
    const auto index = static_cast<std::size_t>(other - waiting_.begin());
    return fresh_promised_ && index >= fresh_ && count > 0 ? first_by(author)
                                                           : index;
  }

  std::vector<PostSlide> posts_;
  std::vector<const PostSlide *> waiting_;
  std::map<std::string_view, std::size_t> of_author_;
  std::size_t fresh_; // so many at the front are fresh
  bool fresh_promised_;
};

// Where the round joins itself, TodaySlides should be neither crowded nor far
// apart.
void even_out_the_seam(std::vector<Turn> &turns, const Turn &today) {
  const auto first = std::find_if(turns.begin(), turns.end(), is_today);
  if (first == turns.end())
    return turns.push_back(today);
  const auto last =
      std::prev(std::find_if(turns.rbegin(), turns.rend(), is_today).base());
  const auto gap = static_cast<std::size_t>((first - turns.begin()) +
                                            (turns.end() - last) - 1);
  if (gap > posts_between_todays + 2)
    return turns.push_back(today);
  if (gap >= 3 || last == first)
    return;
  const auto after = std::next(last);
  const bool parts_nobody =
      after == turns.end() || !same_author(*std::prev(last), *after);
  if (parts_nobody)
    turns.erase(last);
}

// The last turn is followed by the first: moves the last one in between others
// if need be.
void part_last_from_first(std::vector<Turn> &turns) {
  constexpr std::size_t untouched =
      3; // what is on air, and the fresh post promised after it
  if (turns.size() <= untouched || !same_author(turns.front(), turns.back()))
    return;
  for (std::size_t place = turns.size() - 2; place >= untouched; --place) {
    if (same_author(turns[place], turns.back()) ||
        same_author(turns[place - 1], turns.back()))
      continue;
    const auto to = turns.begin() + static_cast<std::ptrdiff_t>(place);
    std::rotate(to, turns.end() - 1, turns.end());
    return;
  }
}

} // namespace

std::chrono::seconds time_on_air(const Slide &slide,
                                 std::chrono::seconds per_slide) {
  return std::holds_alternative<TodaySlide>(slide)
             ? (per_slide * 3 + std::chrono::seconds{1}) / 2
             : per_slide;
}

std::vector<Turn> make_round(const std::optional<Turn> &on_air, Waiting waiting,
                             const TodaySlide *today, Pace pace) {
  std::vector<Turn> turns;
  if (on_air)
    turns.push_back(*on_air);
  Line line{std::move(waiting)};
  const auto last_author = [&] {
    return turns.empty() ? std::string_view{} : author_of(turns.back());
  };
  const auto today_may_come = [&] {
    const bool twice = !turns.empty() && is_today(turns.back());
    if (!today || pace.until_today > 0 || twice)
      return false;
    return !line.first_fresh_waits() ||
           (turns.size() == 1 && line.would_give_fresh({}));
  };

  while (!line.empty()) {
    if (today_may_come()) {
      turns.push_back({*today, time_on_air(*today, pace.per_slide)});
      pace.until_today = posts_between_todays;
    }
    PostSlide post = line.take(last_author());
    turns.push_back({std::move(post), pace.per_slide});
    if (pace.until_today > 0)
      --pace.until_today;
  }
  if (today)
    even_out_the_seam(turns, {*today, time_on_air(*today, pace.per_slide)});
  part_last_from_first(turns);
  return turns;
}

} // namespace narrowcast
