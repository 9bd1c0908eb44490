#include "rehearsal/french.h"

#include <algorithm>
#include <array>

namespace vigie::rehearsal {
namespace {

// Words that begin with an aspirated h, by their first letters; longer mute words that share them follow.
constexpr std::array<std::string_view, 58> kAspirated = {
    "hach",   "hack",  "hai",    "haï",  "hal",   "hamac", "hameau",   "hamburger", "hamster", "hanche",
    "hand",   "hang",  "hant",   "happ", "harc",  "hard",  "hareng",   "haricot",   "harnais", "hasard",
    "hash",   "hâte",  "hauss",  "haut", "havre", "heurt", "hérisson", "héron",     "héros",   "herse",
    "hibou",  "hic",   "hideu",  "hiér", "hip",   "hiss",  "hit",      "hobby",     "hochet",  "hockey",
    "homard", "hont",  "hoquet", "hors", "hot",   "houl",  "housse",   "hub",       "huées",   "huit",
    "hurl",   "husky", "hutte",  "hype", "hybe",  "hall",  "hâl",      "hop",
};
constexpr std::array<std::string_view, 7> kMuteAfterAll = {"haleine", "hallucin", "hôte", "huître",
                                                           "huitr",   "hôpit",    "hippo"};
constexpr std::array<std::string_view, 7> kNeverElided = {"onze",     "onzième", "oui",  "ouais",
                                                          "ouistiti", "euh",     "uhlan"};
constexpr std::array<std::string_view, 11> kElided = {"je", "me", "te",  "se",     "de",     "ne",
                                                      "le", "la", "que", "jusque", "lorsque"};
constexpr std::array<std::string_view, 3> kElidedToo = {"puisque", "quoique", "parceque"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_letter(char c) {
  const char l = lower(c);
  return (l >= 'a' && l <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool starts_with(std::string_view text, std::string_view start) {
  if (text.size() < start.size()) return false;
  return std::equal(start.begin(), start.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string_view first_word(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_letter(text[size])) ++size;
  return text.substr(0, size);
}

bool is_word(std::string_view word, std::string_view known) {
  return word.size() == known.size() && starts_with(word, known);
}

template <typename Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view known) { return is_word(word, known); });
}

template <typename Words>
bool starts_with_one_of(std::string_view word, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view known) { return starts_with(word, known); });
}

// à â æ è é ê ë î ï ô ù û ü œ and their capitals.
bool starts_with_marked_vowel(std::string_view word) {
  if (word.size() < 2) return false;
  const auto first = static_cast<unsigned char>(word[0]);
  const auto second = static_cast<unsigned char>(word[1]);
  if (first == 0xC5) return second == 0x92 || second == 0x93;
  if (first != 0xC3) return false;
  const unsigned char small = second | 0x20;
  return small != 0xA7 && small != 0xB0 && small != 0xB1 && small != 0xB7 && small != 0xB8;
}

// Regular feminines, longest ending first.
struct Ending {
  std::string_view masculine;
  std::string_view feminine;
};
constexpr std::array<Ending, 38> kFeminines = {{
    {"complet", "complète"}, {"inquiet", "inquiète"},
    {"discret", "discrète"}, {"concret", "concrète"},
    {"secret", "secrète"},   {"meilleur", "meilleure"},
    {"érieur", "érieure"},   {"ajeur", "ajeure"},
    {"ineur", "ineure"},     {"favori", "favorite"},
    {"malin", "maligne"},    {"yen", "yenne"},
    {"gentil", "gentille"},  {"public", "publique"},
    {"blanc", "blanche"},    {"franc", "franche"},
    {"épais", "épaisse"},    {"gros", "grosse"},
    {"frais", "fraîche"},    {"long", "longue"},
    {"faux", "fausse"},      {"doux", "douce"},
    {"roux", "rousse"},      {"fou", "folle"},
    {"mou", "molle"},        {"sec", "sèche"},
    {"bas", "basse"},        {"las", "lasse"},
    {"eau", "elle"},         {"eux", "euse"},
    {"eur", "euse"},         {"eil", "eille"},
    {"ien", "ienne"},        {"el", "elle"},
    {"er", "ère"},           {"et", "ette"},
    {"on", "onne"},          {"f", "ve"},
}};

void append_feminine(std::string_view masculine, std::string& out) {
  if (ends_with(masculine, "e")) {
    out += masculine;
    return;
  }
  for (const auto& ending : kFeminines) {
    if (!ends_with(masculine, ending.masculine)) continue;
    out += masculine.substr(0, masculine.size() - ending.masculine.size());
    out += ending.feminine;
    return;
  }
  out += masculine;
  out += 'e';
}

void append_masculine_plural(std::string_view masculine, std::string& out) {
  static constexpr std::array<std::string_view, 5> kPlainAl = {"banal", "fatal", "final", "naval", "bancal"};
  if (ends_with(masculine, "s") || ends_with(masculine, "x") || ends_with(masculine, "z")) {
    out += masculine;
  } else if (ends_with(masculine, "eau")) {
    out.append(masculine).append("x");
  } else if (ends_with(masculine, "al") && !is_one_of(masculine, kPlainAl)) {
    out.append(masculine.substr(0, masculine.size() - 1)).append("ux");
  } else {
    out.append(masculine).append("s");
  }
}

// The `index`th of the forms that are separated by `/`; nothing if there are fewer.
std::string_view form_at(std::string_view forms, std::size_t index) {
  for (; index > 0; --index) {
    const auto slash = forms.find('/');
    if (slash == std::string_view::npos) return {};
    forms.remove_prefix(slash + 1);
  }
  return forms.substr(0, forms.find('/'));
}

struct ArticleForms {
  std::string_view masculine, feminine, plural;
  std::string_view masculine_before_vowel, feminine_before_vowel;
};
// In the order of Article.
constexpr std::array<ArticleForms, 15> kArticles = {{
    {"", "", "", "", ""},
    {"le ", "la ", "les ", "l'", "l'"},
    {"un ", "une ", "des ", "un ", "une "},
    {"ce ", "cette ", "ces ", "cet ", "cette "},
    {"mon ", "ma ", "mes ", "mon ", "mon "},
    {"ton ", "ta ", "tes ", "ton ", "ton "},
    {"son ", "sa ", "ses ", "son ", "son "},
    {"notre ", "notre ", "nos ", "notre ", "notre "},
    {"votre ", "votre ", "vos ", "votre ", "votre "},
    {"leur ", "leur ", "leurs ", "leur ", "leur "},
    {"du ", "de la ", "des ", "de l'", "de l'"},
    {"au ", "à la ", "aux ", "à l'", "à l'"},
    {"quel ", "quelle ", "quels ", "quel ", "quelle "},
    {"aucun ", "aucune ", "aucuns ", "aucun ", "aucune "},
    {"tout le ", "toute la ", "tous les ", "tout l'", "toute l'"},
}};

// Whether the word at [start, end) loses its vowel before `next`.
bool is_elided(std::string_view word, std::string_view next) {
  const auto after = first_word(next);
  if (is_word(word, "si")) return is_word(after, "il") || is_word(after, "ils");
  if (is_word(word, "ce")) {
    return is_word(after, "est") || is_word(after, "était") || is_word(after, "étaient") || is_word(after, "en");
  }
  if (!is_one_of(word, kElided) && !is_one_of(word, kElidedToo)) return false;
  return elides_before(next);
}

}  // namespace

bool elides_before(std::string_view next) {
  const auto word = first_word(next);
  if (word.empty()) return false;
  if (is_one_of(word, kNeverElided)) return false;
  const char first = lower(word[0]);
  if (first == 'y') return word.size() == 1;
  if (first == 'h') return !starts_with_one_of(word, kAspirated) || starts_with_one_of(word, kMuteAfterAll);
  return first == 'a' || first == 'e' || first == 'i' || first == 'o' || first == 'u' || starts_with_marked_vowel(word);
}

std::string_view article(Article which, Agreement agreement, std::string_view next) {
  const auto& forms = kArticles[static_cast<std::size_t>(which)];
  if (agreement.plural) return forms.plural;
  const bool vowel = elides_before(next);
  if (agreement.feminine) return vowel ? forms.feminine_before_vowel : forms.feminine;
  return vowel ? forms.masculine_before_vowel : forms.masculine;
}

void agree(std::string_view masculine, Agreement agreement, std::string& out) {
  if (masculine.find('/') != std::string_view::npos) {
    const std::size_t index = (agreement.feminine ? 1U : 0U) + (agreement.plural ? 2U : 0U);
    if (const auto given = form_at(masculine, index); !given.empty()) {
      out += given;
      return;
    }
    const auto singular = form_at(masculine, agreement.feminine ? 1 : 0);
    agreement.feminine = false;  // The feminine is given: only the plural is wanted.
    masculine = singular;
  }
  if (agreement.feminine) {
    append_feminine(masculine, out);
    if (agreement.plural) out += 's';
  } else if (agreement.plural) {
    append_masculine_plural(masculine, out);
  } else {
    out += masculine;
  }
}

void elide(std::string& text, std::size_t from) {
  std::size_t write = from;
  std::size_t word_begin = from;  // In what was written.
  for (std::size_t read = from; read < text.size(); ++read) {
    const char c = text[read];
    if (c == ' ' && write > word_begin) {
      const std::string_view word(text.data() + word_begin, write - word_begin);
      if (word.size() <= 8 && is_elided(word, std::string_view(text).substr(read + 1))) {
        text[write - 1] = '\'';
        word_begin = write;
        continue;
      }
    }
    text[write++] = c;
    if (!is_letter(c) && c != '-') word_begin = write;
  }
  text.resize(write);
}

}  // namespace vigie::rehearsal
