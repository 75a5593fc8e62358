// SPDX-License-Identifier: Apache-2.0
// Four languages.
#include "screen/sentences.hpp"

namespace narrowcast {
namespace {

constexpr Sentences dutch{
    .starting = "Het scherm start op",
    .no_hub = "Nog geen verbinding met de hub",
    .trying = "We proberen",
    .unknown_screen = "De hub kent dit scherm niet",
    .add_screen = "Voeg dit scherm toe aan de configuratie:",
    .waiting = "Verbonden. De eerste berichten komen eraan",
    .no_posts = "Nog geen berichten over",
    .screen = "Scherm",
    .hub = "Hub",
    .connected = "verbonden",
    .not_connected = "niet verbonden",
    .edition = "Editie",
    .age = "oud",
    .none = "geen",
    .frames = "Beelden",
    .late = "te laat",
    .renderer = "Weergave",
    .size = "Resolutie",
    .version = "Versie",
};

constexpr Sentences english{
    .starting = "The screen is starting",
    .no_hub = "No hub yet",
    .trying = "Trying",
    .unknown_screen = "The hub does not know this screen",
    .add_screen = "Add this screen to the configuration:",
    .waiting = "Connected. The first posts are on their way",
    .no_posts = "No posts yet about",
    .screen = "Screen",
    .hub = "Hub",
    .connected = "connected",
    .not_connected = "not connected",
    .edition = "Edition",
    .age = "old",
    .none = "none",
    .frames = "Frames",
    .late = "late",
    .renderer = "Renderer",
    .size = "Resolution",
    .version = "Version",
};

constexpr Sentences german{
    .starting = "Der Bildschirm startet",
    .no_hub = "Noch keine Verbindung zum Hub",
    .trying = "Versuche",
    .unknown_screen = "Der Hub kennt diesen Bildschirm nicht",
    .add_screen = "Diesen Bildschirm in der Konfiguration ergänzen:",
    .waiting = "Verbunden. Die ersten Beiträge kommen gleich",
    .no_posts = "Noch keine Beiträge über",
    .screen = "Bildschirm",
    .hub = "Hub",
    .connected = "verbunden",
    .not_connected = "nicht verbunden",
    .edition = "Ausgabe",
    .age = "alt",
    .none = "keine",
    .frames = "Bilder",
    .late = "zu spät",
    .renderer = "Darstellung",
    .size = "Auflösung",
    .version = "Version",
};

constexpr Sentences french{
    .starting = "L’écran démarre",
    .no_hub = "Pas encore de connexion au hub",
    .trying = "Essai de",
    .unknown_screen = "Le hub ne connaît pas cet écran",
    .add_screen = "Ajoutez cet écran à la configuration :",
    .waiting = "Connecté. Les premiers messages arrivent",
    .no_posts = "Pas encore de messages sur",
    .screen = "Écran",
    .hub = "Hub",
    .connected = "connecté",
    .not_connected = "non connecté",
    .edition = "Édition",
    .age = "d’âge",
    .none = "aucune",
    .frames = "Images",
    .late = "en retard",
    .renderer = "Affichage",
    .size = "Résolution",
    .version = "Version",
};

}  // namespace

const Sentences& sentences_in(std::string_view language)
{
    const std::string_view base = language.substr(0, language.find_first_of("-_"));
    if (base == "nl") return dutch;
    if (base == "de") return german;
    if (base == "fr") return french;
    return english;
}

std::string spell_age(long long seconds)
{
    if (seconds < 0) seconds = 0;
    constexpr long long minute = 60, hour = 60 * minute, day = 24 * hour;
    if (seconds < 2 * minute) return std::to_string(seconds) + " s";
    if (seconds < 2 * hour) return std::to_string(seconds / minute) + " min";
    if (seconds < 2 * day) return std::to_string(seconds / hour) + " h";
    return std::to_string(seconds / day) + " d";
}

}  // namespace narrowcast
