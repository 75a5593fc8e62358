// SPDX-License-Identifier: Apache-2.0
// Whatever the store holds, no slide shows what its screen may not show.
#include "narrowcast/publish.hpp"
#include "publish/town.hpp"
#include "support/catch.hpp"

#include <array>
#include <random>
#include <set>

using namespace narrowcast;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

const Time now = at("2026-11-23T10:42:00+01:00");  // Monday morning: also the weekend is told

constexpr std::array<std::string_view, 10> phrases{
    "Storing in de app, niets werkt meer",    "Bedankt Joyce, snel geholpen aan de balie",
    "Wanneer kan ik weer inloggen?",          "De rente gaat alweer omhoog",
    "Huge thanks to the team at the desk",    "Waarom duurt mijn overboeking zo lang?",
    "Hypotheek rond, wat een opluchting",     "Mijn pas ligt nog steeds bij de post",
    "Kantoor gesloten, nu met de bus verder", "Wat is dit voor een waardeloze chat"};

class RandomTown {
public:
    explicit RandomTown(unsigned seed) : random_{seed}
    {
        WallConfig& config = town.config;
        config.topics = {{"App", "app"}, {"Rente", "rente"}, {"Balie", "balie"}};
        config.departments = {{"Service", {"App", "Balie"}}, {"Geld", {"Rente"}}};
        config.screens.resize(2);
        config.screens[0].department = chance(2) ? "Service" : "";
        config.screens[1].name = "canteen";
        config.crisis.on = chance(2);
        config.look.posts = 5 + static_cast<std::size_t>(below(30));
        const int posts = below(90);
        for (int i = 0; i < posts; ++i)
            write();
        for (const std::string& id : ids_) {
            if (chance(8)) decide(id, Verdict::pin);
            if (chance(6)) hide(id);
        }
    }

    bool may_be_shown(const Post& post) const
    {
        const auto held = town.store.post(post.id).value();
        if (!held || hidden_.contains(post.id)) return false;
        const auto& screens = held->screens;
        return !held->post.sensitive && held->twin_of.empty() &&
               std::find(screens.begin(), screens.end(), "hall") != screens.end();
    }

    Town town;

private:
    int below(int n) { return std::uniform_int_distribution{0, n - 1}(random_); }
    bool chance(int one_in) { return below(one_in) == 0; }

    void write()
    {
        const bool company = chance(6);
        const auto ago = std::chrono::minutes{chance(3) ? below(90 * 24 * 60) : below(3 * 24 * 60)};
        auto post = town.post(
            now - ago, company ? "@polderbank@polder.example" : "@p" + std::to_string(below(25)),
            std::string{phrases[static_cast<std::size_t>(below(10))]},
            static_cast<Label>(below(3)));
        post.mood.sure = !chance(4);
        post.by_company = company;
        post.post.source = chance(2) ? "forum" : "news";
        post.post.sensitive = chance(7);
        if (chance(4)) post.post.rating = 1 + below(5);
        if (!ids_.empty() && chance(7)) post.twin_of = some_id();
        if (!ids_.empty() && (company || chance(9))) post.post.in_reply_to = some_id();
        for (const auto* topic : {"App", "Rente", "Balie"})
            if (chance(3)) post.topics.emplace_back(topic);
        for (const auto* department : {"Service", "Geld"})
            if (chance(2)) post.departments.emplace_back(department);
        if (chance(4)) post.screens = {"canteen"};  // or blocked: nowhere
        if (chance(9)) post.screens.clear();
        ids_.push_back(town.keep(post));
    }

    const std::string& some_id() { return ids_[static_cast<std::size_t>(below(int(ids_.size())))]; }
    void decide(const std::string& id, Verdict verdict)
    {
        town.store.decide({.post = id, .verdict = verdict, .by = "x"}).value();
    }
    void hide(const std::string& id)
    {
        decide(id, Verdict::hide);
        hidden_.insert(id);
    }

    std::mt19937 random_;
    std::vector<std::string> ids_;
    std::set<std::string> hidden_;
};

}  // namespace

TEST_CASE("of 200 random stores no slide shows a post that its screen may not show")
{
    std::set<std::size_t> kinds;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        const RandomTown random{seed};
        const ScreenConfig& screen = random.town.config.screens[0];
        const Offer offer = make_offer(random.town.config, screen, random.town.store, now).value();
        for (const Slide& slide : offer.slides) {
            kinds.insert(slide.index());
            for_each_post(slide, [&](const Post& post) {
                INFO("seed " << seed << ", kind " << slide.index() << ", post " << post.id);
                CHECK(random.may_be_shown(post));
            });
            CHECK(may_stay(screen, random.town.store, slide).value());
        }
        CHECK(offer.wall.skew >= 0);
        CHECK(offer.wall.skew <= 1);
    }
    CHECK(kinds.size() == std::variant_size_v<Slide> - 1);  // all but announcements
}
