#include "query/problem.h"

#include <algorithm>
#include <array>

namespace vigie::query {
namespace {

struct Told {
  std::string_view code;
  std::string_view sentence;
};

// In the order of Diagnostic. Codes are a promise to those who translate them: they never change.
constexpr std::array<Told, kDiagnostics> kTold = {{
    {"query-empty", "the query is empty"},
    {"not-utf8", "this is not valid UTF-8"},
    {"query-too-long", "the query is longer than {max} characters"},
    {"too-many-terms", "the query holds more than {max} terms"},
    {"nesting-too-deep", "parentheses are nested deeper than {max}"},
    {"quote-unclosed", "this quotation mark is never closed"},
    {"parenthesis-unclosed", "this \"(\" is never closed"},
    {"parenthesis-unopened", "no \"(\" opens this \")\""},
    {"parentheses-empty", "there is nothing between these parentheses"},
    {"operator-needs-right-side", "{operator} needs something after it"},
    {"operator-needs-left-side", "{operator} needs something before it"},
    {"no-word", "there is no word in \"{text}\""},
    {"quotes-without-word", "these quotes hold no word"},
    {"link-without-words", "a link gives no words"},
    {"exact-without-word", "\"=\" needs a word"},
    {"exact-takes-no-star", "an exact word takes no star"},
    {"emoji-takes-no-star", "an emoji takes no star"},
    {"star-needs-characters", "a star needs at least {min} characters before it"},
    {"distance-wrong", "{operator}/ needs a number of words from 0 to {max}, as in {operator}/5"},
    {"near-chained", "NEAR and BEFORE cannot be chained"},
    {"near-takes-no-not", "NEAR and BEFORE take no NOT inside"},
    {"near-side-wrong", "a side of NEAR or BEFORE is a word, a phrase, or an OR of them in parentheses"},
    {"field-unknown", "unknown field \"{field}\""},
    {"field-needs-value", "{field}: needs a value"},
    {"field-takes-no-parentheses", "{field}: takes one value, not parentheses"},
    {"field-takes-no-star", "{field}: takes no star"},
    {"value-unknown", "{field}: knows no \"{value}\", only {known}"},
    {"language-unknown", "lang: knows no language \"{value}\""},
    {"host-wrong", "site: needs the name of a host alone"},
    {"rating-wrong", "rating: needs a number of 0 to 5 or a range of them"},
    {"rating-reversed", "rating: begins above its end"},
    {"time-wrong", "{field}: needs a date or a time, in UTC, as in {field}:2026-01-31"},
    {"time-in-watch", "a watch looks ahead: \"after:\" and \"before:\" are for searches alone"},
    {"only-excludes", "what is excluded needs something to be excluded from: add a word or a field"},
    {"operator-is-word", "\"{word}\" is a word here; the operator is {operator}"},
    {"distance-is-word", "\"{word}\" is a word here; the operator is written NEAR/5 or BEFORE/5"},
    {"field-is-word", "\"{word}\" is a word here; a field has its value glued to it"},
    {"star-dropped", "the star is dropped: in a script without spaces each character is a word"},
    {"star-separates", "a star counts only at the end of a word; this one separates words"},
}};

const Told& told(Diagnostic what) { return kTold[static_cast<std::size_t>(what)]; }

std::string_view text_of(std::string_view name, const Values& values) {
  const auto found = std::find_if(values.begin(), values.end(), [&](const Value& value) { return value.name == name; });
  return found == values.end() ? std::string_view() : std::string_view(found->text);
}

}  // namespace

std::string_view code_of(Diagnostic what) { return told(what).code; }
std::string_view sentence_of(Diagnostic what) { return told(what).sentence; }

std::string sentence_of(Diagnostic what, const Values& values) {
  std::string out;
  for (std::string_view rest = told(what).sentence; !rest.empty();) {
    const auto open = std::min(rest.find('{'), rest.size());
    out += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const auto close = rest.find('}');
    out += text_of(rest.substr(1, close - 1), values);
    rest.remove_prefix(close + 1);
  }
  return out;
}

std::string Problem::message() const {
  std::string out = "query:" + std::to_string(column) + ": " + reason();
  if (!suggestion.empty()) out += "; did you mean " + suggestion + "?";
  return out;
}

std::string Warning::message() const { return "column " + std::to_string(column) + ": " + sentence_of(what, values); }

}  // namespace vigie::query
