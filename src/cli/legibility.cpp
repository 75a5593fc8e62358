// SPDX-License-Identifier: Apache-2.0
// check --legibility: whether people can read the walls from where they stand.
#include "cli/legibility.hpp"

#include "cli/sample_slides.hpp"
#include "cli/verbs.hpp"
#include "narrowcast/paint.hpp"
#include "narrowcast/playlist.hpp"
#include "narrowcast/scene.hpp"
#include "scene/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace narrowcast {
namespace {

constexpr double needed_share = 1.0 / 200;  // of the distance, for a capital letter
constexpr double needed_contrast = 4.5;

std::string decimal(double number, int places = 1)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", places, number);
    return text.data();
}

std::string metres(double distance)
{
    const bool whole = std::abs(distance - std::round(distance)) < 0.05;
    return decimal(distance, whole ? 0 : 1) + " m";
}

// What the editors wrote themselves: all of it must be there. Posts may be shortened.
std::vector<std::string> own_texts(const Slide& slide)
{
    std::vector<std::string> texts;
    if (const auto* message = std::get_if<MessageSlide>(&slide))
        texts = {message->title, message->text};
    if (const auto* crisis = std::get_if<CrisisSlide>(&slide)) texts = {crisis->statement};
    std::erase(texts, "");
    return texts;
}

// The painter shortens a text that would fit only in smaller letters than it may use.
bool is_whole(const Text& text)
{
    constexpr double hair = 0.995;
    Text smaller = text;
    smaller.least = std::min(text.least, 1.0);
    return set_size(smaller) >= hair * set_size(text);
}

bool holds_whole(const Drawing& drawing, const std::string& wanted)
{
    return std::any_of(drawing.begin(), drawing.end(), [&](const Mark& mark) {
        const auto* text = std::get_if<Text>(&mark);
        return text && text->text == wanted && is_whole(*text);
    });
}

struct Reading {
    Legibility letters;
    bool whole = true;

    bool good() const { return letters.readable && whole; }
};

// One slide on one screen, and on others like it.
class Trial {
public:
    Trial(Wall wall, const Slide& slide, Canvas canvas, const Words& words)
        : wall_{std::move(wall)}, slide_{slide}, canvas_{canvas}, words_{words}
    {
    }

    Reading result() const { return measured(slide_, canvas_); }

    // What would make it readable; the likeliest remedies, each of them tried.
    std::string remedies() const
    {
        std::string text;
        const auto add = [&](const std::string& remedy) {
            if (!remedy.empty()) text += (text.empty() ? "" : ", or ") + remedy;
        };
        if (result().letters.contrast < needed_contrast)
            return "other colours (look: accent, background)";
        add(nearer());
        add(larger());
        add(fewer_words());
        return text.empty() ? "a screen that is larger and nearer" : text;
    }

private:
    Reading measured(const Slide& slide, const Canvas& canvas) const
    {
        Wall wall = wall_;
        wall.inches = canvas.inches;
        wall.viewing_distance = canvas.viewing_distance;
        const std::string scene =
            std::visit([]<class Kind>(const Kind&) { return std::string{Kind::tag}; }, slide);
        const Drawing drawing = draw(slide, wall, canvas, words_, wall.made);
        const auto texts = own_texts(slide);
        return {legibility(scene, drawing, canvas, set_size),
                std::all_of(texts.begin(), texts.end(),
                            [&](const std::string& text) { return holds_whole(drawing, text); })};
    }

    std::string nearer() const
    {
        constexpr double step = 0.5;
        Canvas canvas = canvas_;
        for (double distance = std::ceil(canvas.viewing_distance / step) * step - step;
             distance >= step; distance -= step) {
            canvas.viewing_distance = distance;
            if (measured(slide_, canvas).good()) return "people at " + metres(distance);
        }
        return "";
    }

    std::string larger() const
    {
        constexpr std::array sizes{24, 27, 32, 43, 50, 55, 65, 75, 86, 98, 110, 136, 163, 200};
        Canvas canvas = canvas_;
        for (const int inches : sizes) {
            if (inches <= canvas_.inches) continue;
            canvas.inches = inches;
            if (measured(slide_, canvas).good())
                return "a screen of " + std::to_string(inches) + " inches";
        }
        return "";
    }

    // Of what the editors write themselves.
    std::string fewer_words() const
    {
        Slide slide = slide_;
        std::string* text = nullptr;
        if (auto* message = std::get_if<MessageSlide>(&slide)) text = &message->text;
        if (auto* crisis = std::get_if<CrisisSlide>(&slide)) text = &crisis->statement;
        if (text == nullptr || text->empty()) return "";
        while (!text->empty()) {
            text->resize(text->find_last_of(' ') == text->npos ? 0 : text->find_last_of(' '));
            const auto words =
                std::count(text->begin(), text->end(), ' ') + (text->empty() ? 0 : 1);
            if (measured(slide, canvas_).good())
                return words > 0 ? "a text of " + std::to_string(words) + " words"
                       : std::holds_alternative<MessageSlide>(slide) ? "the title alone"
                                                                     : "";
        }
        return "";
    }

    const Wall wall_;
    const Slide& slide_;
    const Canvas canvas_;
    const Words& words_;
};

void print_head(const ScreenConfig& screen, const Canvas& canvas)
{
    const double millimetres_a_pixel =
        canvas.inches * 25.4 / std::hypot(canvas.width, canvas.height);
    std::cout << '\n'
              << screen.name << ": " << screen.size << ", " << decimal(canvas.inches, 0)
              << " inches, a pixel is " << decimal(millimetres_a_pixel, 2) << " mm; seen from "
              << metres(canvas.viewing_distance) << " a capital letter must be "
              << decimal(canvas.viewing_distance * 1000 * needed_share) << " mm high\n";
}

void print_row(const std::string& name, const Reading& reading, std::chrono::seconds seconds,
               const Canvas& canvas)
{
    const Legibility& found = reading.letters;
    std::printf(
        "  %-24s %6.1f mm %5.1f arc min   contrast %4.1f   %3d words   %3d s   "
        "readable at %s: %s\n",
        name.c_str(), found.millimetres, found.arc_minutes, found.contrast, found.words,
        static_cast<int>(seconds.count()), metres(canvas.viewing_distance).c_str(),
        reading.good()   ? "yes"
        : found.readable ? "no, its text is cut short"
                         : "no");
}

Canvas canvas_of(const ScreenConfig& screen)
{
    Canvas canvas;
    std::sscanf(screen.size.c_str(), "%dx%d", &canvas.width, &canvas.height);
    canvas.inches = screen.inches;
    canvas.viewing_distance = screen.viewing_distance;
    return canvas;
}

}  // namespace

int print_legibility(const WallConfig& config, const std::filesystem::path& assets, Time now)
{
    int unreadable = 0;
    const Pace pace{config.look.per_slide, config.look.words_per_minute};
    for (const ScreenConfig& screen : config.screens) {
        const auto words = Words::load(assets / "i18n", screen.language);
        if (!words) return say(words.error());
        const Canvas canvas = canvas_of(screen);
        print_head(screen, canvas);
        std::cout << std::flush;  // rows come through stdio
        const Wall wall = sample_wall(config, screen, now);
        for (const auto& [name, slide] : sample_slides(config, screen, now)) {
            const Trial trial{wall, slide, canvas, *words};
            const Reading found = trial.result();
            print_row(name, found, time_on_air(slide, pace), canvas);
            if (found.good()) continue;
            ++unreadable;
            std::printf("      to change: %s\n", trial.remedies().c_str());
        }
        std::fflush(stdout);
    }
    std::cout << '\n'
              << (unreadable == 0 ? std::string{"All of it can be read from where people stand."}
                                  : std::to_string(unreadable) + " cannot be read from there.")
              << '\n';
    return unreadable == 0 ? done : failed;
}

}  // namespace narrowcast
