// What there is to tell about the text of a query: why it is refused, or what its author may not
// have meant. Each kind has a stable code and named values, for programs and for other languages,
// and one English sentence made of them. `doc/formats/query.md` lists the codes.
// Threads: values and pure functions. Errors: none. Units: columns are code points, from 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::query {

enum class Diagnostic : std::uint8_t {
  // Problems: the query is refused.
  kQueryEmpty,
  kNotUtf8,
  kQueryTooLong,
  kTooManyTerms,
  kNestingTooDeep,
  kQuoteUnclosed,
  kParenthesisUnclosed,
  kParenthesisUnopened,
  kParenthesesEmpty,
  kOperatorNeedsRightSide,
  kOperatorNeedsLeftSide,
  kNoWord,
  kQuotesWithoutWord,
  kLinkWithoutWords,
  kExactWithoutWord,
  kExactTakesNoStar,
  kEmojiTakesNoStar,
  kStarNeedsCharacters,
  kDistanceWrong,
  kNearChained,
  kNearTakesNoNot,
  kNearSideWrong,
  kFieldUnknown,
  kFieldNeedsValue,
  kFieldTakesNoParentheses,
  kFieldTakesNoStar,
  kValueUnknown,
  kLanguageUnknown,
  kHostWrong,
  kRatingWrong,
  kRatingReversed,
  kTimeWrong,
  kTimeInWatch,
  kOnlyExcludes,
  // Warnings: the query is accepted.
  kOperatorIsWord,
  kDistanceIsWord,
  kFieldIsWord,
  kStarDropped,
  kStarSeparates,
};
constexpr std::size_t kDiagnostics = 39;

struct Value {
  std::string_view name;  // As the sentence names it: a literal.
  std::string text;

  bool operator==(const Value&) const = default;
};
using Values = std::vector<Value>;

std::string_view code_of(Diagnostic what);      // `field-unknown`
std::string_view sentence_of(Diagnostic what);  // With its values' names in braces.
std::string sentence_of(Diagnostic what, const Values& values);

struct Problem {
  Diagnostic what{};
  Values values{};
  std::uint32_t column = 1;  // Where it is wrong.
  // The token around that column, [from, to): what the suggestion would stand for. Empty if no one token is wrong.
  std::uint32_t from = 1;
  std::uint32_t to = 1;
  std::string suggestion{};  // A query by itself, or empty.

  std::string reason() const { return sentence_of(what, values); }
  std::string message() const;  // `query:COLUMN: reason; did you mean SUGGESTION?`
};

struct Warning {
  Diagnostic what{};
  Values values{};
  std::uint32_t column = 1;

  std::string message() const;  // `column COLUMN: sentence`
};

}  // namespace vigie::query
