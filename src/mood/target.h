// Where a text names what it is read toward, and to whom each of its clauses belongs. A clause that names the target
// belongs to it; one that names another (a mention, a capitalised word that is no word of every day) to that other; one
// that names nobody to whoever was named last, or, at the beginning, to whoever is named first.
// Threads: pure functions, but that they fill what they are given. Errors: none. Units: bytes of the Words' texts.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "mood/clauses.h"
#include "text/words.h"

namespace vigie::mood {

// The places in which the post names a topic: as its words one after another, or run together in a hashtag or mention
// (`#icecreamday`), in any spelling that folds alike. In order.
std::vector<Clause> places_of(const text::Words& words, std::string_view topic);

// The same places in the order of the texts; those that overlap are one.
std::vector<Clause> joined(std::vector<Clause> places);

enum class Owner : std::uint8_t { kTarget, kOther };

struct OwnedClause {
  Clause clause;
  Owner owner = Owner::kTarget;
  bool names_target = false;
  bool names_other = false;
};

// Whether a word is one of every day: seen without a capital, too.
using IsCommon = std::function<bool(std::string_view folded)>;

// Who is spoken of where. Kept from post to post, it allocates nothing after some.
struct Owned {
  std::vector<OwnedClause> clauses;
  std::vector<Clause> others;  // Where others are named; in order.
  // What is said next to the target: from the name before it to the name after it, within its clauses. In order; what
  // stands between two places of the target is there once.
  std::vector<Clause> beside;
};

// `target`: in order, as places_of() or a match gives it. Of none every clause is the target's.
void own_clauses(const text::Words& words, std::span<const Clause> target, const IsCommon& is_common, Owned& out);

}  // namespace vigie::mood
