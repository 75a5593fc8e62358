// SPDX-License-Identifier: Apache-2.0
// Words that say nothing about a subject. Folded (lower case, accents off), in
// order.
#include "publish/stop_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace narrowcast {

namespace {

// clang-format off
constexpr std::string_view dutch =
    "aan aangezien achter af al alle alleen allemaal alles als altijd ander andere anders "
    "bedankt ben bent beste beter bij bijna binnen bleek blijf blijft blijkt boven buiten daar "
    "daardoor daarna daarom dag dagen dan dank dat de deden deed denk denken deze die dit doe "
    "doen doet door drie dus echt echter een eens eerst eerste eigenlijk elk elke en enkele er "
    "ergens even ga gaan gaat gaf gauw ge gedaan geef geeft geen gegaan gehad gekomen gelukkig "
    "gemaakt geven geweest gewoon geworden gezegd gisteren goed graag had hadden hallo heb "
    "hebben hebt heeft heel helaas hele helemaal hem hen het hier hierbij hierdoor hij hoe hoef "
    "hoeft hoeveel hoi hoor hun ieder iedereen iemand iets ik in indien ineens inmiddels is ja "
    "jaar jammer jaren je jij jou jouw jullie kan keer klaar kom komen komt kon konden krijg "
    "krijgen krijgt kun kunnen kunt laat lag laten later leek lig liggen ligt lijkt lukken lukt "
    "lukte maak maakt maar mag me mee meer meest men mensen met mij mijn minuten minuut "
    "misschien mocht moest moet moeten morgen na naar nam nee neem neemt nemen net niemand niet "
    "niets nieuw nieuwe niks nog nogal nooit nou nu nul of ofwel om omdat onder ons onze ook op "
    "opeens opnieuw over paar pas per precies samen sinds soms staan staat steeds stond straks "
    "te tegen terug terwijl tijdens toch toe toen tot tussen twee uit uur van vanaf vanavond "
    "vandaag vanmiddag vanmorgen vanochtend veel ver verder via vind vindt volgens voor vooral "
    "vorige vraag vragen vroeg waar waarom wanneer waren was wat we week weer weet weken wel "
    "welk welke werken werkt werkte wie wij wil willen word worden wordt wou zal ze zeer zeg "
    "zegt zei zelf zelfs zich zie ziet zij zijn zit zo zoals zodat zoiets zojuist zolang zonder "
    "zou zouden zoveel";

constexpr std::string_view english =
    "about above actually after again against ain all almost already also although always am "
    "among an and another any anyone anything are aren around as at away back be because been "
    "before being below best better between both but by came can cannot come comes could couldn "
    "day days did didn do does doesn doing don done down during each either else enough even "
    "ever every everyone everything few first for from further gave get gets getting give given "
    "go goes going gone good got guess had hadn has hasn have haven having he hello her here "
    "hers herself hey hi him himself his hour hours how however if in instead into is isn it "
    "its itself just keep know last least less let like ll look looks lot made make makes many "
    "may maybe me mean might mine minute minutes more morning most much must my myself near "
    "need never new next nice no nobody none nor not nothing now of off often oh ok okay old on "
    "once one ones only or other others our ours ourselves out over own people perhaps please "
    "put quite rather re really right said same saw say says see seem seems seen she should "
    "shouldn since so some someone something soon still such sure take than thank thanks that "
    "the their theirs them themselves then there these they thing things think this those "
    "though thought through time times to today together tomorrow tonight too took try trying "
    "two under until up upon us use used using ve very via want wants was wasn way we week "
    "weeks well went were weren what when where whether which while who whole whom whose why "
    "will with within without won would wouldn year years yes yesterday yet you your yours "
    "yourself";

constexpr std::string_view german =
    "aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf "
    "aus bei beim bereits bin bis bist bitte da dabei dadurch dafur dagegen daher damit danach "
    "danke dann daran darauf darf das dass dein deine dem den denen denn der deren des deshalb "
    "dich die dies diese diesem diesen dieser dieses dir doch dort du durch durfen eben ein "
    "eine einem einen einer eines einfach einige einmal er erst erste es etc etwa etwas euch "
    "euer eure ganz gar geben gegen gehen geht gemacht genau gerade gern gestern gibt gleich "
    "gut guten habe haben hallo hat hatte hatten heute hier hin hinter ich ihm ihn ihnen ihr "
    "ihre ihrem ihren ihrer im immer in ins irgendwie ist ja jahr jahre jede jedem jeden jeder "
    "jedes jemand jetzt kann kannst kein keine keinem keinen keiner kommen kommt konnen konnte "
    "lange lassen leider leute machen macht mal man manche mehr mein meine meinem meinen meiner "
    "mich minuten mir mit morgen muss mussen nach nachdem neben nein neu neue nicht nichts nie "
    "niemand noch nun nur ob oder ohne paar schon sehr sein seine seinem seinen seiner seit "
    "selbst sich sie sind so sogar solche soll sollte sollten sondern sonst stunde stunden tag "
    "tage trotz uber uhr um und uns unser unsere unter viel viele vielleicht vom von vor "
    "wahrend wann war waren warum was wegen weil weiter welche welcher wenn wer werde werden "
    "wie wieder will wir wird wirklich wo woche wochen wohl wollen wurde wurden zu zum zur zwar "
    "zwei zwischen";

constexpr std::string_view french =
    "afin ai ainsi ait alors annee annees apres assez au aucun aucune aujourd aussi autre "
    "autres aux avait avant avec avez avoir avons beaucoup bien bon bonjour bonne car ce ceci "
    "cela celle celles celui cent ces cet cette ceux chaque chez comme comment contre dans de "
    "deja demain depuis des deux devant doit donc dont du elle elles en encore enfin entre es "
    "est et etaient etait etant ete etes etre eu eux faire fait faites faut fois font gens "
    "heure heures hier hui ici il ils jamais je jour jours juste la laquelle le lequel les leur "
    "leurs lors lui ma mais mal me meme memes merci mes mieux minute minutes moi moins mois mon "
    "ne ni non nos notre nous nouveau nouvelle on ont ou oui par parce pas pendant personne peu "
    "peut peuvent plus plusieurs plutot pour pourquoi pouvez puis quand que quel quelle quelles "
    "quelque quelques quels qui quoi rien sa sais sans sauf se semaine sera serait ses "
    "seulement si sinon soit sommes son sont sous souvent suis sur ta tant te tellement tes toi "
    "ton toujours tous tout toute toutes tres trop tu un une va vais vers veut veux voila voir "
    "vont vos votre voulez vous vraiment";
// clang-format on

bool holds(std::string_view list, std::string_view word)
{
    for (std::size_t at = list.find(word); at != list.npos; at = list.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' '))
            return true;
    }
    return false;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> by_language{
    {{"nl", dutch}, {"en", english}, {"de", german}, {"fr", french}}};

}  // namespace

bool is_stop_word(std::string_view folded, std::string_view language)
{
    for (const auto& [name, list] : by_language)
        if (language.starts_with(name)) return holds(list, folded);
    return std::any_of(by_language.begin(), by_language.end(),
                       [&](const auto& one) { return holds(one.second, folded); });
}

}  // namespace narrowcast
