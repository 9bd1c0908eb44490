// What French asks of words that meet: articles, agreement, elision. Only what an invented public
// needs: regular endings, the common exceptions, aspirated h.
// Threads: pure functions. Errors: none; unknown words take the regular form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vigie::rehearsal {

struct Agreement {
  bool feminine = false;
  bool plural = false;
};

// kDe and kA contract with the article: du, de la, de l', des; au, à la, à l', aux.
enum class Article : std::uint8_t {
  kNone,
  kLe,
  kUn,
  kCe,
  kMon,
  kTon,
  kSon,
  kNotre,
  kVotre,
  kLeur,
  kDe,
  kA,
  kQuel,
  kAucun,
  kTout,
};

// Whether `next` starts as a vowel for the ear: `é`, mute h; not `onze`, `oui`, aspirated h, `yoga`.
bool elides_before(std::string_view next);

// The article before `next`, with its space or apostrophe: "l'", "une ", "mon " (mon amie).
std::string_view article(Article which, Agreement agreement, std::string_view next);

// Appends the form of an adjective or participle: `agree("bruyant", {true, true})` is "bruyantes".
// Other forms may be given: "beau/belle", or all of "beau/belle/beaux/belles". The last word agrees.
void agree(std::string_view masculine, Agreement agreement, std::string& out);

// From `from` on, in place: "que il" → "qu'il", "je ai" → "j'ai", "si il" → "s'il", "ce est" → "c'est".
void elide(std::string& text, std::size_t from = 0);

}  // namespace vigie::rehearsal
