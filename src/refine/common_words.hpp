// SPDX-License-Identifier: Apache-2.0
// Words that are frequent in one language and rare in the others: what a short text's language is
// known by. Folded: lower case, no accents.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace narrowcast {

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 7> common_words{{
    {"nl",
     " het een en van niet ik dat je zijn maar ook ben bent wat deze dit heb heeft hebben jullie wij "
     "ons onze mijn bij uit nog wel naar er geen hoe waarom wanneer waar wie moet kan kun wordt "
     "worden werd al meer weer heel erg zo goed goede slecht slechte lekker mooi fijn leuk nu dan "
     "voor met aan om te toch even gewoon eindelijk vandaag gisteren dank bedankt graag "
     "altijd nooit niks iets alles iemand iedereen snel duur klant klanten dus want omdat door "
     "veel weinig geweldig prima dienst bestelling rekening uur jaar dag keer zeer tussen zonder "
     "zijn hij zij hun ze u uw vind vindt vond gaat gaan ging komt komen krijg kreeg staat doet "
     "werkt winst omzet raad rechter banen euro miljoen miljard procent "},
    {"en",
     " the and you to my that for this with not but have are were your just what does did don "
     "can will would they them us from if how why when where who there then than out up about "
     "get got very really good bad nice love worst thanks thank please never always ever still "
     "again today now time work works no yes more some she his him our their too much many "
     "well make made need know think going go back off only after before because could should "
     "which these those flight customer easy lovely awesome terrible awful wtf omg lol damn "
     "typos hi hello yeah okay wow t isn aren wasn didn couldn doesn won ur gonna lost bag "
     "waiting hours hour minutes sucks crap trash flights cool stuff little new "},
    {"de",
     " der die das und ist nicht ich ein eine einen mit auf fur von zu den dem sich auch es an wir "
     "ihr sie er nur noch aber wenn schon mal kein keine wie hat habe haben sind war bei oder uber "
     "nach aus immer heute mehr sehr wieder jetzt warum gut schlecht danke bitte "},
    {"es",
     " el la los las un una que de y en no es por con para como pero muy mas esta este todo todos yo "
     "mi tu se lo le les al del cuando donde porque hay ha han ser estoy hoy siempre nunca gracias "
     "bien mal bueno malo tambien solo ya si sin sobre "},
    {"fr",
     " le la les un une des du de et est pas je ne que qui dans pour sur avec ce cette mais vous nous "
     "il elle on au aux plus tout tous mon ma mes votre notre sont etre avoir fait comme quand "
     "tres merci bien jamais toujours encore c est j ai l d n qu "},
    {"it",
     " il lo la gli le un una di che e non per con sono mi ti si ma come anche piu questo questa nel "
     "della del dei delle al alla io tu lui lei noi voi ho hai ha siamo quando dove perche molto "
     "grazie bene male sempre mai oggi solo tutto tutti "},
    {"pt",
     " o a os as um uma que de e do da dos das em no na nao para por com mas mais muito eu voce se "
     "meu minha foi ser estou esta isso esse essa quando onde porque hoje sempre nunca obrigado "
     "obrigada bem tudo todos tem vai "},
}};

}  // namespace narrowcast
