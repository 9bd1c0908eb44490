#include "community/phrases.h"

#include <array>
#include <cstdio>

#include "base/ascii.h"

namespace vigie::community {
namespace {

struct Phrase {
  Say say;
  std::string_view french;
  std::string_view english;
};

constexpr std::array kPhrases = {
    Phrase{Say::kSkip, "Aller au contenu", "Skip to content"},
    Phrase{Say::kPlace, "Espace d’échange", "Place of exchange"},
    Phrase{Say::kHostedWith, "Hébergé avec Vigie", "Hosted with Vigie"},
    Phrase{Say::kFeed, "Flux Atom", "Atom feed"},
    Phrase{Say::kContact, "Nous joindre", "Contact us"},
    Phrase{Say::kRehearsal, "Répétition : tout ici est inventé, rien ne sort.",
           "Rehearsal: everything here is invented, and nothing goes out."},
    Phrase{Say::kRehearsalMark, "RÉPÉTITION", "REHEARSAL"},
    Phrase{Say::kOtherLanguage, "In English", "En français"},
    Phrase{Say::kNoPages, "Aucune page n’est ouverte pour le moment", "No page is open at the moment"},
    Phrase{Say::kNoPagesWhy,
           "Dès qu’un appel, un produit ou un sujet sera ouvert à la discussion, vous le trouverez ici.",
           "As soon as a call, a product or a subject opens for discussion, you will find it here."},
    Phrase{Say::kOpenNow, "À vous la parole", "The floor is yours"},
    Phrase{Say::kClosedPages, "Échanges terminés", "Past exchanges"},
    Phrase{Say::kCall, "Appel à idées", "Open call"},
    Phrase{Say::kProduct, "Avis", "Reviews"},
    Phrase{Say::kSubject, "Sujet", "Subject"},
    Phrase{Say::kClosesOn, "Ouvert jusqu’au {}", "Open until {}"},
    Phrase{Say::kClosedOn, "Clos depuis le {}", "Closed since {}"},
    Phrase{Say::kClosedNote,
           "Cette page est close : elle ne prend plus de contributions, et tout ce qui a été dit reste lisible.",
           "This page is closed: it takes no more contributions, and all that was said can still be read."},
    Phrase{Say::kContributions, "Contributions", "Contributions"},
    Phrase{Say::kNoneYet, "Personne n’a encore écrit ici.", "Nobody has written here yet."},
    Phrase{Say::kBeFirst, "Votre contribution sera la première.", "Yours will be the first contribution."},
    Phrase{Say::kOlder, "Contributions plus anciennes", "Older contributions"},
    Phrase{Say::kNewest, "Retour aux plus récentes", "Back to the newest"},
    Phrase{Say::kMoreReplies, "Suite des réponses", "More replies"},
    Phrase{Say::kWho, "Qui parle", "Who speaks"},
    Phrase{Say::kWhy, "Pourquoi", "Why"},
    Phrase{Say::kUse, "Ce que nous faisons de vos contributions", "What we do with your contributions"},
    Phrase{Say::kPaid, "Qui est payé", "Who is paid"},
    Phrase{Say::kHowLong, "Pour combien de temps", "For how long"},
    Phrase{Say::kReasons, "Ce qui est retiré", "What is removed"},
    Phrase{Say::kNothingRemoved, "Rien n’est retiré ici.", "Nothing is removed here."},
    Phrase{Say::kCard, "Carte des motivations", "Motive card"},
    Phrase{Say::kCardIntro,
           "Qui parle ici, pourquoi, et ce qu’il advient de ce que vous écrivez. Sans cette carte, aucune page ne "
           "s’ouvre.",
           "Who speaks here, why, and what becomes of what you write. No page opens without this card."},
    Phrase{Say::kCardLink, "Lire toute la carte", "Read the whole card"},
    Phrase{Say::kFrozen, "Ces raisons sont figées depuis l’ouverture de la page. Une critique n’en est pas une.",
           "These reasons have been frozen since the page opened. Criticism is not one of them."},
    Phrase{Say::kVersion, "Version {}", "Version {}"},
    Phrase{Say::kSince, "depuis le {}", "since {}"},
    Phrase{Say::kEarlier, "Versions précédentes", "Earlier versions"},
    Phrase{Say::kMachine, "Lisible par une machine (JSON)", "Machine-readable (JSON)"},
    Phrase{Say::kRemovedTimes, "Retiré : {}", "Removed: {}"},
    Phrase{Say::kContribute, "Contribuer", "Contribute"},
    Phrase{Say::kReview, "Donner votre avis", "Write a review"},
    Phrase{Say::kAnswer, "Répondre", "Reply"},
    Phrase{Say::kAnswerThis, "Répondre à {}", "Reply to {}"},
    Phrase{Say::kPseudonym, "Pseudonyme", "Pseudonym"},
    Phrase{Say::kPseudonymHint, "Public. Aucun compte n’est nécessaire.", "Public. No account is needed."},
    Phrase{Say::kTitle, "Titre", "Title"},
    Phrase{Say::kOptional, "facultatif", "optional"},
    Phrase{Say::kText, "Votre texte", "Your text"},
    Phrase{Say::kTextHint, "10 000 caractères au plus. Une critique est bienvenue.",
           "At most 10,000 characters. Criticism is welcome."},
    Phrase{Say::kStars, "Note", "Rating"},
    Phrase{Say::kStarsHint, "De 1 (mauvais) à 5 (excellent)", "From 1 (poor) to 5 (excellent)"},
    Phrase{Say::kDate, "Date de l’expérience", "Date of the experience"},
    Phrase{Say::kDateHint, "Quand l’avez-vous vécue ?", "When did it happen?"},
    Phrase{Say::kSend, "Publier", "Publish"},
    Phrase{Say::kSendNote, "Publié aussitôt, sans relecture préalable.", "Published at once, without prior review."},
    Phrase{Say::kPublished, "Merci. Votre contribution est publiée.", "Thank you. Your contribution is published."},
    Phrase{Say::kWrong, "Rien n’est encore publié : voyez ce qui est signalé ci-dessous.",
           "Nothing is published yet: please see what is marked below."},
    Phrase{Say::kStarsOf, "{} sur 5", "{} out of 5"},
    Phrase{Say::kReviewsMean, "{} sur 5, d’après {}", "{} out of 5, from {}"},
    Phrase{Say::kNoReviews, "Aucune note pour le moment.", "No ratings yet."},
    Phrase{Say::kFewReviews, "Peu d’avis : cette moyenne dit encore peu.",
           "Few reviews: this average does not say much yet."},
    Phrase{Say::kDistribution, "Répartition des notes", "Distribution of ratings"},
    Phrase{Say::kExperienced, "Vécu le {}", "Experienced on {}"},
    Phrase{Say::kInAnswerTo, "en réponse à {}", "in reply to {}"},
    Phrase{Say::kReplies, "Réponses", "Replies"},
    Phrase{Say::kRemoved, "Une contribution a été retirée le {}", "A contribution was removed on {}"},
    Phrase{Say::kRemovedOwn, "Votre contribution a été retirée le {}", "Your contribution was removed on {}"},
    Phrase{Say::kRemovedOwnHelp,
           "La raison est la clause {} de la carte des motivations : « {} ». Vous pouvez écrire à nouveau sans cela, "
           "ou nous joindre si vous n’êtes pas d’accord.",
           "The reason is clause {} of the motive card: “{}”. You can write again without it, or contact us if you "
           "disagree."},
    Phrase{Say::kGone,
           "Cette contribution n’est plus conservée : son effacement a été demandé, ou son temps est passé.",
           "This contribution is no longer kept: its erasure was asked for, or its time has passed."},
    Phrase{Say::kStaffBadge, "parle pour {}", "speaks for {}"},
    Phrase{Say::kYou, "vous", "you"},
    Phrase{Say::kBack, "Retour à « {} »", "Back to “{}”"},
    Phrase{Say::kThread, "Contribution de {}", "Contribution by {}"},
    Phrase{Say::kNotFoundTitle, "Cette page n’existe pas", "There is no such page"},
    Phrase{Say::kNotFoundText, "L’adresse est peut-être incomplète. Tout ce qui est ouvert se trouve à l’accueil.",
           "The address may be incomplete. All that is open is on the front page."},
    Phrase{Say::kGoneTitle, "Cette contribution a été retirée", "This contribution was removed"},
    Phrase{Say::kGoneText, "Ce qui reste ici dit quand, et pour quelle raison.",
           "What remains here says when, and for which reason."},
    Phrase{Say::kTooLargeTitle, "C’est trop long", "That is too long"},
    Phrase{Say::kTooLargeText,
           "Une contribution tient en 10 000 caractères. Revenez en arrière : votre navigateur a gardé votre texte.",
           "A contribution fits into 10,000 characters. Go back: your browser has kept your text."},
    Phrase{Say::kTypeTitle, "Ceci ne peut pas être reçu", "This cannot be received"},
    Phrase{Say::kTypeText, "Ici on écrit du texte, par le formulaire de la page ; aucun fichier n’est accepté.",
           "One writes text here, with the form of the page; no file is accepted."},
    Phrase{Say::kForeignTitle, "Rien n’a été publié", "Nothing was published"},
    Phrase{Say::kForeignText, "Cet envoi vient d’un autre site. Ouvrez la page ici même, et écrivez-y.",
           "This was sent from another site. Open the page here, and write on it."},
    Phrase{Say::kFormTitle, "Rien n’est encore publié", "Nothing is published yet"},
    Phrase{Say::kForgedText,
           "Ce formulaire n’a pas été fait pour cette page. Relisez votre texte, puis publiez-le avec celui-ci.",
           "That form was not made for this page. Read your text again, and publish it with this one."},
    Phrase{Say::kExpiredText,
           "Ce formulaire était ouvert depuis plus d’un jour. Votre texte est là : publiez-le à nouveau.",
           "That form had been open for more than a day. Your text is here: publish it again."},
    Phrase{Say::kClosedTitle, "Cette page est close", "This page is closed"},
    Phrase{Say::kClosedText,
           "Elle ne prend plus de contributions. Votre texte est ci-dessous, pour que vous puissiez le copier.",
           "It takes no more contributions. Your text is below, so that you can copy it."},
    Phrase{Say::kParentGoneText,
           "Ce à quoi vous répondez n’est plus là. Votre texte est ci-dessous, pour que vous puissiez le copier.",
           "What you reply to is no longer there. Your text is below, so that you can copy it."},
    Phrase{Say::kTooFastTitle, "Un instant", "One moment"},
    Phrase{Say::kTooFastText,
           "Beaucoup de contributions viennent de votre adresse. Publiez à nouveau dans {} secondes : votre texte est "
           "gardé ci-dessous.",
           "Many contributions come from your address. Publish again in {} seconds: your text is kept below."},
    Phrase{Say::kTroubleTitle, "Nous n’y arrivons pas pour le moment", "We cannot do that at the moment"},
    Phrase{Say::kTroubleText, "Rien n’a été publié. Réessayez dans un instant.",
           "Nothing was published. Try again in a moment."},
    Phrase{Say::kStillTyped, "Votre texte", "Your text"},
};
static_assert(kPhrases.size() == static_cast<std::size_t>(Say::kLast));

struct FaultPhrase {
  std::string_view french;
  std::string_view english;
};

// In the order of Fault.
constexpr std::array kFaults = {
    FaultPhrase{"Écrivez quelque chose.", "Write something."},
    FaultPhrase{"Plus de 10 000 caractères : raccourcissez, ou publiez en plusieurs fois.",
                "More than 10,000 characters: shorten it, or publish it in parts."},
    FaultPhrase{"Le titre a plus de 200 caractères.", "The title has more than 200 characters."},
    FaultPhrase{"Choisissez un pseudonyme.", "Choose a pseudonym."},
    FaultPhrase{"Un pseudonyme a au moins 2 caractères.", "A pseudonym has at least 2 characters."},
    FaultPhrase{"Un pseudonyme a au plus 40 caractères.", "A pseudonym has at most 40 characters."},
    FaultPhrase{"Ce pseudonyme ne se lit pas : des lettres ou des chiffres, sans caractères invisibles.",
                "This pseudonym cannot be read: letters or digits, without invisible characters."},
    FaultPhrase{"Ce pseudonyme ressemble au nom de la marque, d’un produit ou d’une personne qui parle pour elle. "
                "Choisissez-en un autre.",
                "This pseudonym looks like the name of the brand, of a product, or of somebody who speaks for it. "
                "Choose another one."},
    FaultPhrase{
        "Ce pseudonyme ferait croire que vous parlez pour la marque ou gardez cet espace. Choisissez-en un autre.",
        "This pseudonym would make believe that you speak for the brand or guard this place. Choose another one."},
    FaultPhrase{"Quelqu’un d’autre écrit déjà sous ce pseudonyme sur cette page.",
                "Somebody else already writes under this pseudonym on this page."},
    FaultPhrase{"Choisissez de 1 à 5 étoiles.", "Choose from 1 to 5 stars."},
    FaultPhrase{"La note va de 1 à 5 étoiles, pour un avis seulement.",
                "A rating goes from 1 to 5 stars, and belongs to a review."},
    FaultPhrase{"Cette date ne se lit pas : écrivez-la comme 2026-01-31.",
                "This date cannot be read: write it like 2026-01-31."},
    FaultPhrase{"Cette date n’est pas encore passée.", "This date is still to come."},
    FaultPhrase{"Ce texte contient des caractères de commande : retirez-les.",
                "This text holds control characters: take them out."},
};
static_assert(kFaults.size() == static_cast<std::size_t>(Fault::kUnclean) + 1);

constexpr std::array<std::string_view, 12> kFrenchMonths = {"janvier",   "février", "mars",     "avril",
                                                            "mai",       "juin",    "juillet",  "août",
                                                            "septembre", "octobre", "novembre", "décembre"};
constexpr std::array<std::string_view, 12> kEnglishMonths = {"January",   "February", "March",    "April",
                                                             "May",       "June",     "July",     "August",
                                                             "September", "October",  "November", "December"};

// French says one of nothing too.
bool is_one(std::uint64_t count, Language language) {
  return count == 1 || (count == 0 && language == Language::kFrench);
}

std::string counted(std::uint64_t count, Language language, std::string_view one, std::string_view many) {
  return number_text(count, language) + " " + std::string(is_one(count, language) ? one : many);
}

}  // namespace

std::string_view code_of(Language language) { return language == Language::kFrench ? "fr" : "en"; }

std::string_view words(Say say, Language language) {
  const auto& phrase = kPhrases.at(static_cast<std::size_t>(say));
  return language == Language::kFrench ? phrase.french : phrase.english;
}

std::string words(Say say, Language language, std::initializer_list<std::string_view> parts) {
  std::string out;
  std::string_view rest = words(say, language);
  for (const auto part : parts) {
    const auto hole = rest.find("{}");
    if (hole == std::string_view::npos) break;
    out += rest.substr(0, hole);
    out += part;
    rest.remove_prefix(hole + 2);
  }
  return out + std::string(rest);
}

std::string_view words(Fault fault, Language language) {
  const auto& phrase = kFaults.at(static_cast<std::size_t>(fault));
  return language == Language::kFrench ? phrase.french : phrase.english;
}

std::string counted_contributions(std::uint64_t count, Language language) {
  return counted(count, language, "contribution", "contributions");
}

std::string counted_removals(std::uint64_t count, Language language) {
  return language == Language::kFrench ? counted(count, language, "retirée", "retirées")
                                       : counted(count, language, "removed", "removed");
}

std::string counted_replies(std::uint64_t count, Language language) {
  return language == Language::kFrench ? counted(count, language, "réponse", "réponses")
                                       : counted(count, language, "reply", "replies");
}

std::string counted_reviews(std::uint64_t count, Language language) {
  return language == Language::kFrench ? counted(count, language, "avis", "avis")
                                       : counted(count, language, "review", "reviews");
}

std::string number_text(std::uint64_t number, Language language) {
  std::string out = std::to_string(number);
  const std::string_view gap = language == Language::kFrench ? " " : ",";
  for (std::size_t at = out.size(); at > 3;) {
    at -= 3;
    out.insert(at, gap);
  }
  return out;
}

std::string mean_text(double mean, Language language) {
  char out[16];
  std::snprintf(out, sizeof out, "%.1f", mean);
  std::string text = out;
  if (language == Language::kFrench) text.replace(text.find('.'), 1, ",");
  return text;
}

std::string day_text(Time time, Language language) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  const auto month = static_cast<unsigned>(day.month()) - 1;
  const auto number = static_cast<unsigned>(day.day());
  const bool is_french = language == Language::kFrench;
  const std::string first = is_french && number == 1 ? "1er" : std::to_string(number);
  return first + " " + std::string(is_french ? kFrenchMonths.at(month) : kEnglishMonths.at(month)) + " " +
         std::to_string(static_cast<int>(day.year()));
}

std::string moment_text(Time time, Language language) {
  const auto minute =
      std::chrono::duration_cast<std::chrono::minutes>(time - std::chrono::floor<std::chrono::days>(time));
  char clock[16];
  std::snprintf(clock, sizeof clock, "%02d:%02d", static_cast<int>(minute.count() / 60),
                static_cast<int>(minute.count() % 60));
  return day_text(time, language) + (language == Language::kFrench ? " à " : ", ") + clock + " UTC";
}

namespace {

std::optional<Language> language_of(std::string_view code, const Brand& brand) {
  const auto primary = lower(trimmed(code.substr(0, code.find('-'))));
  for (const auto& spoken : brand.languages) {
    if (spoken == primary) return primary == "fr" ? Language::kFrench : Language::kEnglish;
  }
  return std::nullopt;
}

// `fr-CH, fr;q=0.9, en;q=0.8`: the weight in thousandths.
int weight_of(std::string_view part) {
  const auto at = part.find("q=");
  if (at == std::string_view::npos) return 1'000;
  int weight = 0;
  int scale = 1'000;
  for (const char c : part.substr(at + 2)) {
    if (c == '.') continue;
    if (!is_digit(c) || scale == 0) break;
    weight += (c - '0') * scale;
    scale /= 10;
  }
  return weight;
}

}  // namespace

Chosen choose_language(std::string_view asked, std::string_view accepted, const Brand& brand) {
  if (const auto language = language_of(asked, brand)) return {*language, true};
  int best = 0;
  Chosen out;
  if (!brand.languages.empty()) out.language = brand.languages.front() == "en" ? Language::kEnglish : Language::kFrench;
  while (!accepted.empty()) {
    const auto part = accepted.substr(0, accepted.find(','));
    accepted.remove_prefix(std::min(accepted.size(), part.size() + 1));
    const auto language = language_of(part.substr(0, part.find(';')), brand);
    if (!language || weight_of(part) <= best) continue;
    best = weight_of(part);
    out.language = *language;
  }
  return out;
}

}  // namespace vigie::community
