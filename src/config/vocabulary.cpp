// SPDX-License-Identifier: Apache-2.0
#include "config/vocabulary.hpp"

namespace narrowcast::config {
namespace {

ScreenConfig screen(std::string name, std::string department, std::string place)
{
    ScreenConfig made;
    made.name = std::move(name);
    made.department = std::move(department);
    made.place = std::move(place);
    return made;
}

Vocabulary dutch()
{
    return {
        .languages = {"nl", "en"},
        .topics =
            {{"Service",
              R"(klantenservice OR helpdesk OR wachttijd* OR wachtrij* OR "in de wacht" OR bereikbaar* OR gebeld)"},
             {"Storing",
              R"(storing* OR uitval OR plat OR "doet het niet" OR "werkt niet" OR "ligt eruit")"},
             {"App en website", R"(app OR website OR site OR inlog* OR update*)"},
             {"Prijs",
              R"(prijs OR prijzen OR tarie* OR kosten OR duur OR duurder OR goedkop* OR gratis)"},
             {"Lof",
              R"(bedankt OR "dank je" OR compliment* OR geweldig OR fijn OR blij OR tevreden OR top)"},
             {"Werk",
              R"(vacature* OR baan OR banen OR solliciteer* OR sollicitatie* OR stage OR collega*)"}},
        .departments = {{"Klantenservice", {"Service", "Prijs", "Lof"}},
                        {"Product en IT", {"Storing", "App en website"}},
                        {"Communicatie", {}}},
        .screens = {screen("koffie-1", "Klantenservice", "koffiehoek, 1e verdieping"),
                    screen("hal-1", "", "hal")},
        .google_edition = "hl=nl&gl=NL&ceid=NL:nl",
        .national_server = "mastodon.nl",
    };
}

Vocabulary english()
{
    return {
        .languages = {"en"},
        .topics =
            {{"Service",
              R"("customer service" OR helpdesk OR support OR waiting OR queue* OR "on hold" OR unanswered)"},
             {"Outage",
              R"(outage* OR down OR offline OR "not working" OR "doesn't work" OR broken OR crash*)"},
             {"App and website", R"(app OR website OR site OR login OR "log in" OR update*)"},
             {"Price",
              R"(price* OR pricing OR fee OR fees OR cost* OR expensive OR cheap* OR free)"},
             {"Praise",
              R"(thanks OR "thank you" OR great OR excellent OR love OR happy OR brilliant OR compliment*)"},
             {"Jobs",
              R"(vacanc* OR job OR jobs OR hiring OR career* OR internship* OR colleague*)"}},
        .departments = {{"Customer service", {"Service", "Price", "Praise"}},
                        {"Product and IT", {"Outage", "App and website"}},
                        {"Communications", {}}},
        .screens = {screen("coffee-1", "Customer service", "coffee corner, 1st floor"),
                    screen("lobby-1", "", "lobby")},
        .google_edition = "hl=en-US&gl=US&ceid=US:en",
        .national_server = "mastodonapp.uk",
    };
}

Vocabulary german()
{
    return {
        .languages = {"de", "en"},
        .topics =
            {{"Service",
              R"(kundenservice OR kundendienst OR hotline OR wartezeit* OR warteschleife* OR erreichbar*)"},
             {"Störung",
              R"(störung* OR ausfall OR ausfälle OR "geht nicht" OR "funktioniert nicht" OR abgestürzt)"},
             {"App und Website",
              R"(app OR website OR webseite* OR login OR anmelden OR anmeldung OR update*)"},
             {"Preis",
              R"(preis* OR tarif* OR gebühr* OR kosten OR teuer OR teurer OR günstig* OR gratis)"},
             {"Lob",
              R"(danke OR dankeschön OR lob OR super OR toll OR klasse OR zufrieden OR begeistert)"},
             {"Arbeit",
              R"(stellenangebot* OR job OR jobs OR bewerbung* OR karriere OR praktikum OR kolleg*)"}},
        .departments = {{"Kundenservice", {"Service", "Preis", "Lob"}},
                        {"Produkt und IT", {"Störung", "App und Website"}},
                        {"Kommunikation", {}}},
        .screens = {screen("kaffee-1", "Kundenservice", "Kaffeeküche, 1. Stock"),
                    screen("foyer-1", "", "Foyer")},
        .google_edition = "hl=de&gl=DE&ceid=DE:de",
        .national_server = "troet.cafe",
    };
}

Vocabulary french()
{
    return {
        .languages = {"fr", "en"},
        .topics =
            {{"Service",
              R"("service client" OR assistance OR attente OR joignable* OR injoignable* OR "sans réponse")"},
             {"Panne",
              R"(panne* OR incident* OR "hors service" OR "ne marche pas" OR "ne fonctionne pas" OR bug*)"},
             {"Appli et site",
              R"(appli OR application OR site OR connexion OR "se connecter" OR "mise à jour")"},
             {"Prix",
              R"(prix OR tarif* OR frais OR coût* OR cher OR chère OR augmentation* OR gratuit*)"},
             {"Éloges",
              R"(merci OR bravo OR super OR génial OR géniale OR excellent* OR satisfait* OR ravi*)"},
             {"Emploi",
              R"(emploi* OR recrute* OR recrutement OR candidature* OR carrière* OR stage OR collègue*)"}},
        .departments = {{"Service client", {"Service", "Prix", "Éloges"}},
                        {"Produit et informatique", {"Panne", "Appli et site"}},
                        {"Communication", {}}},
        .screens = {screen("cafe-1", "Service client", "espace café, 1er étage"),
                    screen("accueil-1", "", "accueil")},
        .google_edition = "hl=fr&gl=FR&ceid=FR:fr",
        .national_server = "piaille.fr",
    };
}

}  // namespace

Vocabulary vocabulary(std::string_view language)
{
    Vocabulary found = language == "nl"   ? dutch()
                       : language == "de" ? german()
                       : language == "fr" ? french()
                                          : english();
    for (ScreenConfig& made : found.screens)
        made.language = found.languages.front();
    return found;
}

}  // namespace narrowcast::config
