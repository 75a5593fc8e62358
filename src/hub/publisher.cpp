// SPDX-License-Identifier: Apache-2.0
#include "hub/publisher.hpp"

#include "lib/http_server.hpp"
#include "narrowcast/base/log.hpp"
#include "narrowcast/playlist.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace narrowcast {
namespace {

using namespace std::chrono_literals;

// Between two rounds while posts stream in, and as long as the round: half a core is for others.
constexpr std::chrono::nanoseconds breath = 250ms;
constexpr std::chrono::seconds unasked_every = 15s;   // what hangs may have ended or come
constexpr std::chrono::seconds offer_good_for = 60s;  // time passes also when nobody writes
constexpr std::chrono::milliseconds looks_for_pictures = 1s;
constexpr auto freshen_every = 30s;  // "updated ... ago" stays true on a quiet day
constexpr std::chrono::seconds first_posts_within = 3s;
constexpr auto longest_catch_up = 10s;

std::pair<int, int> size_of(const ScreenConfig& screen)
{
    int width = 1920, height = 1080;  // load_config has checked the form
    const auto cross = screen.size.find('x');
    std::from_chars(screen.size.data(), screen.size.data() + cross, width);
    std::from_chars(screen.size.data() + cross + 1, screen.size.data() + screen.size.size(),
                    height);
    return {width, height};
}

// Whether an announcement is over, or was taken from the configuration.
bool withdrawn(const WallConfig& wall, const Slide& slide, Time now)
{
    const auto* shown = std::get_if<MessageSlide>(&slide);
    return shown && std::none_of(wall.messages.begin(), wall.messages.end(),
                                 [&](const MessageConfig& message) {
                                     return message.title == shown->title &&
                                            message.text == shown->text &&
                                            (!message.until || now < *message.until);
                                 });
}

bool differ_but_in_time(const Edition& a, const Edition& b)
{
    Wall wall = a.wall;
    wall.made = b.wall.made;
    return wall != b.wall || a.turns != b.turns || a.start != b.start;
}

}  // namespace

Publisher::Publisher(Parts parts) : parts_{std::move(parts)}
{
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

void Publisher::run(const std::stop_token& stop)
{
    std::uint64_t version = 0;
    auto last = std::chrono::steady_clock::now();
    // an empty edition would wipe what a screen still has from yesterday: give posts a moment
    const auto held = parts_.store.count();
    auto wait = held && *held == 0 ? first_posts_within : 0s;
    while (!stop.stop_requested()) {
        const auto stored = wait_for_news(version, wait, stop);
        wait = until_next_look();
        if (stored) offers_.clear();
        if (stop.stop_requested()) return;
        // the first editions of an archive would show its oldest posts: wait until it has caught up
        const bool waited = std::chrono::steady_clock::now() - last > longest_catch_up;
        if (stored && stored->catching_up && !waited) continue;
        const auto begun = std::chrono::steady_clock::now();
        publish_all(stop);
        last = std::chrono::steady_clock::now();
        sleep_unless_stopped(std::max<std::chrono::nanoseconds>(breath, last - begun), stop);
    }
}

// nullptr: it is time anyway, or a picture has come.
std::shared_ptr<const Stored> Publisher::wait_for_news(std::uint64_t& version,
                                                       std::chrono::milliseconds at_most,
                                                       const std::stop_token& stop) const
{
    const auto until = std::chrono::steady_clock::now() + at_most;
    auto left = at_most;
    do {
        auto stored = parts_.stored.next_for(version, std::min(left, looks_for_pictures), stop);
        if (stored || stop.stop_requested() || parts_.hanging.has_news()) return stored;
        left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    } while (left > 0ms);
    return nullptr;
}

void Publisher::publish_all(const std::stop_token& stop)
{
    if (parts_.own) parts_.own->look(stop);
    const auto before = parts_.board.get();
    Board board = before ? *before : Board{};
    bool changed = false;
    std::set<std::string, std::less<>> screens;
    for (const ScreenConfig& screen : parts_.config.wall.screens) {
        screens.insert(screen.name);
        changed = publish(screen, board) || changed;
    }
    parts_.hanging.end_round();
    changed = std::erase_if(
                  board, [&](const auto& entry) { return !screens.contains(entry.first); }) > 0 ||
              changed;
    if (!changed) return;
    tell_fetcher(board);
    std::vector<std::pair<std::string, std::shared_ptr<const std::string>>> events;
    for (const auto& [name, published] : board) {
        const auto was = before ? before->find(name) : Board::const_iterator{};
        if (!before || was == before->end() || was->second != published)
            events.emplace_back(name, published->event);
    }
    parts_.board.set(std::move(board));  // first: whoever connects now must not miss it
    for (auto& [name, event] : events)
        parts_.announce(name, std::move(event));
}

bool Publisher::publish(const ScreenConfig& screen, Board& board)
{
    const Time now = seconds_of(parts_.clock());
    auto offer = offer_for(screen, now);
    if (!offer) {
        log::warning("hub",
                     "screen " + screen.name + " keeps its last edition: " + offer.error().text);
        return false;
    }
    parts_.hanging.hang(offer->slides, now);
    hang_own(*offer);
    const auto found = board.find(screen.name);
    const Edition* previous = found == board.end() ? nullptr : &found->second->edition;
    const Edition going_on = previous ? without_gone(*previous, screen, now) : Edition{};
    const LookConfig& look = parts_.config.wall.look;
    Edition edition = arrange(std::move(offer->wall), std::move(offer->slides), &going_on,
                              {look.per_slide, look.words_per_minute}, now);
    const auto [width, height] = size_of(screen);
    if (previous && !differ_but_in_time(edition, *previous) &&
        now - previous->wall.made < freshen_every && found->second->width == width &&
        found->second->height == height)
        return false;
    ++parts_.tally.editions;
    auto event = lib::event_bytes("edition", to_json(edition));
    board.insert_or_assign(screen.name, std::make_shared<const Published>(Published{
                                            std::move(edition), width, height, std::move(event)}));
    return true;
}

// Made from the whole of the charts' past: what was made before stands until posts change or time
// does.
Result<Offer> Publisher::offer_for(const ScreenConfig& screen, Time now)
{
    const auto kept = offers_.find(screen.name);
    if (kept != offers_.end() && now < kept->second.good_until &&
        now >= kept->second.offer.wall.made) {
        Offer offer = kept->second.offer;
        offer.wall.made = now;
        return offer;
    }
    auto offer = make_offer(parts_.config.wall, screen, parts_.store, now);
    if (offer)
        offers_.insert_or_assign(screen.name,
                                 KeptOffer{*offer, std::min(now + offer_good_for, next_edge(now))});
    return offer;
}

// Files beside the configuration become addresses at which this hub serves them.
void Publisher::hang_own(Offer& offer) const
{
    const auto address_of = [&](const std::string& file) {
        return parts_.own ? parts_.own->address_of(file) : std::string{};
    };
    offer.wall.logo = address_of(parts_.config.wall.look.logo);
    for (Slide& slide : offer.slides)
        if (auto* message = std::get_if<MessageSlide>(&slide))
            message->picture = address_of(message->picture);
}

// When the next announcement begins or has ended.
Time Publisher::next_edge(Time now) const
{
    Time next = Time::max();
    for (const MessageConfig& message : parts_.config.wall.messages)
        for (const auto& edge : {message.from, message.until})
            if (edge && *edge >= now) next = std::min(next, *edge + 1s);
    return next;
}

std::chrono::seconds Publisher::until_next_look() const
{
    const Time now = seconds_of(parts_.clock());
    return std::min(next_edge(now), now + unasked_every) - now;
}

// What was deleted or hidden while it is on air does not wait for the end of its turn.
Edition Publisher::without_gone(const Edition& previous, const ScreenConfig& screen, Time now) const
{
    return skip_gone(previous, now, [&](const Slide& slide) {
        return withdrawn(parts_.config.wall, slide, now) ||
               !may_stay(screen, parts_.store, slide).value_or(true);
    });
}

void Publisher::tell_fetcher(const Board& board)
{
    std::map<std::string, std::map<std::string, std::string>, std::less<>>
        urls;  // by source and native id
    const auto add = [&](const Post& post) {
        const auto colon = post.id.find(':');
        if (colon != post.id.npos) urls[post.source].emplace(post.id.substr(colon + 1), post.url);
    };
    for (const auto& [name, published] : board)
        for (const Turn& turn : published->edition.turns)
            for_each_post(turn.slide, add);
    OnWall on_wall;
    for (auto& [source, posts] : urls)
        for (auto& [native_id, url] : posts)
            on_wall[source].push_back({native_id, url});
    parts_.on_wall.set(std::move(on_wall));
}

}  // namespace narrowcast
