// SPDX-License-Identifier: Apache-2.0
// Invented posts and announcements in each of the wall's languages.
#include "cli/sample_slides.hpp"

#include <map>

namespace narrowcast {
namespace {

SampleTexts dutch()
{
    return {
        .posts =
            {"Sinds de update van vanochtend kom ik de app niet meer in. Drie keer opnieuw "
             "geïnstalleerd, nieuwe code aangevraagd, niets helpt. Aan de telefoon sta je veertig "
             "minuten in de wacht. Wanneer kan ik weer bij mijn rekening?",
             "Top geholpen aan de balie in Zwolle, vijf minuten en alles was geregeld!",
             "Is er een storing? Betalen lukt hier nergens meer.",
             "De nieuwe app is een stuk overzichtelijker dan de oude, fijn gedaan.",
             "Alweer hogere kosten, en de service wordt er niet beter op.",
             "Compliment voor Fatima van de klantenservice, wat een geduld.",
             "Weet iemand hoe je een gezamenlijke rekening opzegt?",
             "Veertig minuten in de wacht en dan wordt de verbinding verbroken.",
             "Vandaag mijn eerste werkdag hier, wat een warm welkom."},
        .question = "Waarom kan ik sinds vanochtend niet meer inloggen in de app?",
        .answer = "Vervelend! We werken eraan; rond elf uur kunt u weer inloggen.",
        .thanks = "Bedankt Fatima, binnen tien minuten was alles opgelost.",
        .topic = "App en website",
        .word = "storing",
        .statement =
            "Door een storing kunnen klanten niet inloggen en betalen. We werken aan een "
            "oplossing en verwachten dat alles om 14.00 uur weer werkt. Verwijs klanten "
            "naar de statuspagina.",
        .title = "De kantine is woensdag dicht",
        .message =
            "Wegens onderhoud. Donderdag vanaf acht uur is er weer koffie en lunch; op de "
            "derde verdieping staan broodjes klaar.",
    };
}

SampleTexts english()
{
    return {
        .posts =
            {"Since this morning's update I can't get into the app any more. Reinstalled it three "
             "times, asked for a new code, nothing helps. On the phone you are on hold for forty "
             "minutes. When can I get at my account again?",
             "Great help at the desk in Leeds, five minutes and everything was sorted!",
             "Is there an outage? Paying does not work anywhere here.",
             "The new app is so much clearer than the old one, nicely done.",
             "Higher fees again, and the service is not getting any better.",
             "A big thank you to Fatima of customer service, so much patience.",
             "Does anybody know how to close a joint account?",
             "Forty minutes on hold, and then the line goes dead.",
             "My first day at work here today, what a warm welcome."},
        .question = "Why can't I log in to the app since this morning?",
        .answer = "Sorry about that! We are on it; you can log in again around eleven.",
        .thanks = "Thank you Fatima, everything was solved within ten minutes.",
        .topic = "App and website",
        .word = "outage",
        .statement =
            "An outage keeps customers from logging in and paying. We are working on it "
            "and expect everything to be back at 14:00. Please refer customers to the "
            "status page.",
        .title = "The canteen is closed on Wednesday",
        .message =
            "For maintenance. Coffee and lunch are back on Thursday from eight; there are "
            "sandwiches on the third floor.",
    };
}

SampleTexts german()
{
    return {
        .posts = {"Seit dem Update von heute Morgen komme ich nicht mehr in die App. Dreimal neu "
                  "installiert, neuen Code angefordert, nichts hilft. Am Telefon hängt man vierzig "
                  "Minuten in der Warteschleife. Wann komme ich wieder an mein Konto?",
                  "Super Hilfe am Schalter in Bremen, nach fünf Minuten war alles erledigt!",
                  "Gibt es eine Störung? Bezahlen geht hier nirgends mehr.",
                  "Die neue App ist viel übersichtlicher als die alte, gut gemacht.",
                  "Schon wieder höhere Gebühren, und der Service wird nicht besser.",
                  "Ein Kompliment an Fatima vom Kundenservice, so viel Geduld.",
                  "Weiß jemand, wie man ein Gemeinschaftskonto kündigt?",
                  "Vierzig Minuten Warteschleife, und dann ist die Leitung tot.",
                  "Heute mein erster Arbeitstag hier, was für ein herzlicher Empfang."},
        .question = "Warum kann ich mich seit heute Morgen nicht mehr in der App anmelden?",
        .answer = "Das tut uns leid! Wir arbeiten daran; gegen elf Uhr geht es wieder.",
        .thanks = "Danke Fatima, innerhalb von zehn Minuten war alles gelöst.",
        .topic = "App und Website",
        .word = "Störung",
        .statement =
            "Wegen einer Störung können sich Kunden nicht anmelden und nicht bezahlen. "
            "Wir arbeiten an einer Lösung und rechnen damit, dass um 14 Uhr alles wieder "
            "geht. Bitte verweisen Sie auf die Statusseite.",
        .title = "Die Kantine ist am Mittwoch geschlossen",
        .message =
            "Wegen Wartung. Kaffee und Mittagessen gibt es wieder am Donnerstag ab acht; "
            "im dritten Stock stehen belegte Brote bereit.",
    };
}

SampleTexts french()
{
    return {
        .posts =
            {"Depuis la mise à jour de ce matin, je n'arrive plus à entrer dans l'application. "
             "Réinstallée trois fois, nouveau code demandé, rien n'y fait. Au téléphone, quarante "
             "minutes d'attente. Quand pourrai-je de nouveau accéder à mon compte ?",
             "Très bien aidée au guichet de Lille, tout était réglé en cinq minutes !",
             "Il y a une panne ? Impossible de payer où que ce soit.",
             "La nouvelle application est bien plus claire que l'ancienne, bravo.",
             "Encore des frais plus élevés, et le service ne s'améliore pas.",
             "Un grand merci à Fatima du service client, quelle patience.",
             "Quelqu'un sait comment clôturer un compte joint ?",
             "Quarante minutes d'attente, puis la ligne est coupée.",
             "Aujourd'hui, premier jour de travail ici, quel accueil chaleureux."},
        .question = "Pourquoi je ne peux plus me connecter à l'application depuis ce matin ?",
        .answer = "Désolés ! Nous y travaillons ; tout remarchera vers onze heures.",
        .thanks = "Merci Fatima, tout était résolu en dix minutes.",
        .topic = "Application et site",
        .word = "panne",
        .statement =
            "Une panne empêche les clients de se connecter et de payer. Nous travaillons "
            "à une solution et pensons que tout remarchera à 14 heures. Merci de renvoyer "
            "les clients vers la page d'état.",
        .title = "La cantine est fermée mercredi",
        .message =
            "Pour entretien. Café et déjeuner de nouveau jeudi dès huit heures ; des "
            "sandwichs vous attendent au troisième étage.",
    };
}

}  // namespace

const SampleTexts& sample_texts(std::string_view language)
{
    static const std::map<std::string_view, SampleTexts> texts{
        {"nl", dutch()}, {"en", english()}, {"de", german()}, {"fr", french()}};
    const auto found = texts.find(language);
    return found == texts.end() ? texts.at("en") : found->second;
}

}  // namespace narrowcast
