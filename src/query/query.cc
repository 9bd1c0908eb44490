#include "query/query.h"

#include <algorithm>
#include <array>

namespace vigie::query {

bool exact_by_terms(const Node& node) {
  switch (node.op) {
    case Op::kWord:
    case Op::kPrefix:
    case Op::kField:
      return true;
    case Op::kExact:
    case Op::kPhrase:
    case Op::kNear:
    case Op::kBefore:
      return false;
    case Op::kAnd:
    case Op::kOr:
    case Op::kNot:
      break;
  }
  return std::all_of(node.children.begin(), node.children.end(), exact_by_terms);
}

std::span<const Limit> limits() {
  static constexpr std::array<Limit, 4> kLimits = {{
      {"query.code_points_max", kCodePointsMax, "code points", "a longer query is refused"},
      {"query.terms_max", kTermsMax, "terms", "a query of more words (each of a phrase counts) and fields is refused"},
      {"query.nesting_max", kNestingMax, "parentheses", "a query nested deeper is refused"},
      {"query.distance_max", kDistanceMax, "words", "the greatest N of NEAR/N and BEFORE/N"},
  }};
  return kLimits;
}

}  // namespace vigie::query
