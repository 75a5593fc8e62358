// SPDX-License-Identifier: Apache-2.0
#include "playlist/slots.hpp"

#include "playlist/cast.hpp"

#include <algorithm>

namespace narrowcast {

Slots::Slots(const std::vector<Turn>& posts, bool last_taken, Promise promise)
    : taken_(posts.size()), slides_(posts.size()), promise_{promise}
{
    for (const Turn& turn : posts)
        ids_.push_back(std::get<PostSlide>(turn.slide).post.id);
    if (last_taken && !taken_.empty()) taken_.back() = 1;
}

void Slots::put(const Slide& slide, std::size_t wished)
{
    const auto shown = posts_on(slide);
    std::size_t best = 0, least = cost(0, wished, shown);
    for (std::size_t slot = 1; slot < size(); ++slot)
        if (const std::size_t here = cost(slot, wished, shown); here < least) {
            best = slot;
            least = here;
        }
    ++taken_[best];
    slides_[best].push_back(&slide);
    if (best < promise_.until) --promise_.budget;
}

std::size_t Slots::cost(std::size_t slot, std::size_t wished,
                        const std::set<std::string>& shown) const
{
    constexpr std::size_t step = 2, post_before = 3, post_after = 1'000, neighbour = 1'000'000,
                          broken_promise = 1'000'000'000;
    const std::size_t place = wished % size(), away = std::max(slot, place) - std::min(slot, place);
    std::size_t cost = step * away + neighbour * taken_[slot];
    if (shown.contains(ids_[slot])) cost += post_before;
    if (shown.contains(ids_[(slot + 1) % size()])) cost += post_after;
    if (slot < promise_.until && promise_.budget == 0) cost += broken_promise;
    return cost;
}

}  // namespace narrowcast
