// SPDX-License-Identifier: Apache-2.0
#include "playlist/line.hpp"

#include "playlist/cast.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace narrowcast {

namespace {

bool same_author(const PostSlide& a, const PostSlide& b)
{
    return !author_of(a).empty() && author_of(a) == author_of(b);
}

// Hands out the waiting posts so that no author comes twice in a row while that can be avoided.
class Line {
public:
    explicit Line(const Waiting& waiting)
        : fresh_{waiting.fresh}, fresh_promised_{waiting.fresh > 0}
    {
        for (const PostSlide& post : waiting.posts) {
            waiting_.push_back(&post);
            if (!author_of(post).empty()) ++of_author_[author_of(post)];
        }
    }

    bool empty() const { return waiting_.empty(); }
    bool first_fresh_waits() const { return fresh_promised_; }

    PostSlide take(std::string_view after)
    {
        const std::size_t index = next(after);
        const PostSlide* post = waiting_[index];
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(index));
        if (!author_of(*post).empty()) --of_author_[author_of(*post)];
        if (index < fresh_) {
            --fresh_;
            fresh_promised_ = false;
        }
        return *post;
    }

private:
    std::size_t first_by(std::string_view author) const
    {
        const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const auto* post) {
            return author_of(*post) == author;
        });
        return static_cast<std::size_t>(found - waiting_.begin());
    }

    // The author, other than `after`, with the most posts left, and how many; 0 if there is none.
    std::pair<std::string_view, std::size_t> busiest(std::string_view after) const
    {
        std::pair<std::string_view, std::size_t> most{{}, 0};
        for (const auto& [author, count] : of_author_)
            if (author != after && count > most.second) most = {author, count};
        return most;
    }

    // Whoever wrote more than half of what is left must come now, or will follow themselves later.
    // Otherwise the first in line by somebody else. Where all fresh ones are by the author just
    // shown, the post between comes from the busiest other author, so that nobody is in the way of
    // a fresh one at the next turn.
    std::size_t next(std::string_view after) const
    {
        const auto [author, count] = busiest(after);
        if (2 * count > waiting_.size()) return first_by(author);
        const auto other = std::find_if(waiting_.begin(), waiting_.end(), [&](const auto* post) {
            return author_of(*post).empty() || author_of(*post) != after;
        });
        if (other == waiting_.end()) return 0;
        const auto index = static_cast<std::size_t>(other - waiting_.begin());
        return fresh_promised_ && index >= fresh_ && count > 0 ? first_by(author) : index;
    }

    std::vector<const PostSlide*> waiting_;
    std::map<std::string_view, std::size_t> of_author_;
    std::size_t fresh_;  // so many at the front are fresh
    bool fresh_promised_;
};

// The last is followed by the first of the round: moves it in between others if need be, behind
// the first two, of which one may be the fresh one.
void part_last_from_first(std::vector<PostSlide>& posts, const PostSlide* on_air)
{
    constexpr std::size_t untouched = 2;
    if (posts.size() <= untouched) return;
    const PostSlide& first = on_air ? *on_air : posts.front();
    if (!same_author(first, posts.back())) return;
    for (std::size_t place = posts.size() - 2; place >= untouched; --place) {
        if (same_author(posts[place], posts.back()) || same_author(posts[place - 1], posts.back()))
            continue;
        const auto to = posts.begin() + static_cast<std::ptrdiff_t>(place);
        std::rotate(to, posts.end() - 1, posts.end());
        return;
    }
}

}  // namespace

Lined line_up(const Waiting& waiting, const PostSlide* on_air)
{
    Line line{waiting};
    Lined lined;
    std::string_view after = on_air ? author_of(*on_air) : std::string_view{};
    lined.posts.reserve(waiting.posts.size());  // `after` looks into it
    while (!line.empty()) {
        const bool waited = line.first_fresh_waits();
        lined.posts.push_back(line.take(after));
        after = author_of(lined.posts.back());
        if (waited && !line.first_fresh_waits()) lined.first_fresh = lined.posts.size() - 1;
    }
    if (waiting.fresh == 0) lined.first_fresh = lined.posts.size();
    part_last_from_first(lined.posts, on_air);
    return lined;
}

}  // namespace narrowcast
