#include "query/fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/ascii.h"
#include "base/nearest.h"
#include "base/time_text.h"
#include "post/names.h"
#include "query/host.h"
#include "text/fold.h"

namespace vigie::query {
namespace {

using Read = std::variant<FieldTest, Problem>;

constexpr std::array<std::string_view, 11> kNames = {"lang", "mood",   "source", "kind",  "author", "site",
                                                     "has",  "rating", "is",     "after", "before"};
constexpr std::array<std::string_view, 2> kHas = {"link", "image"};
constexpr std::array<std::string_view, 3> kIs = {"reply", "repost", "corrected"};
constexpr float kRatingMax = 5;

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

// The value of `token` refused.
Read wrong_value(const Token& token, Diagnostic what, Values values = {}, std::string_view better = {}) {
  auto suggestion = better.empty() ? "" : lower(token.name) + ":" + std::string(better);
  Problem out = refused(token, what, std::move(values), std::move(suggestion));
  out.column = token.value_column;
  return out;
}

std::string list(std::span<const std::string_view> values) {
  std::string out;
  for (const auto value : values) out += (out.empty() ? "" : ", ") + std::string(value);
  return out;
}

// A value out of a short list.
Read unknown_value(const Token& token, std::span<const std::string_view> known) {
  return wrong_value(token, Diagnostic::kValueUnknown,
                     {{"field", lower(token.name)}, {"value", std::string(token.text)}, {"known", list(known)}},
                     nearest(token.text, known));
}

// `fr-FR`, `fra` and `french` begin with a code of ours; edit distance says nothing of two letters.
std::string nearest_language(std::string_view value) {
  constexpr std::size_t kCodeSize = 2;
  auto begins = lower(value.substr(0, kCodeSize));
  if (value.size() > kCodeSize && post::language_of(begins)) return begins;
  constexpr std::array<std::string_view, 1> kUnknown = {"unknown"};
  return std::string(nearest(value, kUnknown));
}

Read read_lang(const Token& token) {
  if (const auto language = post::language_of(lower(token.text))) {
    return FieldTest{.name = FieldName::kLang, .language = *language};
  }
  return wrong_value(token, Diagnostic::kLanguageUnknown, {{"value", std::string(token.text)}},
                     nearest_language(token.text));
}

Read read_mood(const Token& token) {
  const auto mood = post::mood_of(lower(token.text));
  if (!mood) return unknown_value(token, post::mood_names());
  return FieldTest{.name = FieldName::kMood, .mood = *mood};
}

Read read_kind(const Token& token) {
  const auto kind = post::kind_of(lower(token.text));
  if (!kind) return unknown_value(token, post::kind_names());
  return FieldTest{.name = FieldName::kKind, .kind = *kind};
}

Read read_has(const Token& token) {
  if (same_name(token.text, "link")) return FieldTest{.name = FieldName::kHasLink};
  if (same_name(token.text, "image")) return FieldTest{.name = FieldName::kHasImage};
  return unknown_value(token, kHas);
}

Read read_is(const Token& token) {
  if (same_name(token.text, "reply")) return FieldTest{.name = FieldName::kIsReply};
  if (same_name(token.text, "repost")) return FieldTest{.name = FieldName::kIsRepost};
  if (same_name(token.text, "corrected")) return FieldTest{.name = FieldName::kIsCorrected};
  return unknown_value(token, kIs);
}

// A star that hopes to be one: between quotes it is a character.
bool has_star(const Token& token) { return !token.quoted && token.text.find('*') != token.text.npos; }

Read needs_value(const Token& token) {
  return wrong_value(token, Diagnostic::kFieldNeedsValue, {{"field", lower(token.name)}});
}

Read takes_no_star(const Token& token, std::string_view better = {}) {
  return wrong_value(token, Diagnostic::kFieldTakesNoStar, {{"field", lower(token.name)}}, better);
}

Read read_source(const Token& token) {
  auto value = token.text;
  if (has_star(token)) return takes_no_star(token, value.substr(0, value.ends_with(":*") ? value.size() - 2 : 0));
  while (value.ends_with(':')) value.remove_suffix(1);
  if (value.empty()) return needs_value(token);
  return FieldTest{.name = FieldName::kSource, .value = text::small_letters(value)};
}

Read read_author(const Token& token) {
  auto value = token.text;
  if (has_star(token)) return takes_no_star(token);
  while (value.starts_with('@')) value.remove_prefix(1);
  if (value.empty()) return needs_value(token);
  return FieldTest{.name = FieldName::kAuthor, .value = text::small_letters(value)};
}

bool is_host_character(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_host(std::string_view text) {
  return !text.empty() && !text.starts_with('.') && text.find("..") == text.npos &&
         std::all_of(text.begin(), text.end(), is_host_character);
}

Read read_site(const Token& token) {
  const auto value = token.text;
  if (has_star(token)) return takes_no_star(token, value.starts_with("*.") ? value.substr(2) : "");
  const auto host = host_of(value);
  const auto rest = value.substr(std::min(host.size(), value.size()));
  const bool alone = value.starts_with(host) && rest.find_first_not_of('.') == rest.npos;
  const auto name = network_name(host);  // Which may lack what people cannot see.
  if (!alone || !is_host(host) || !is_host(name)) return wrong_value(token, Diagnostic::kHostWrong, {}, lower(host));
  return FieldTest{.name = FieldName::kSite, .value = name};
}

// A number of 0 to 5 such as `4` or `3.5`.
std::optional<float> read_rating_bound(std::string_view text) {
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !is_digit(text.front())) return std::nullopt;
  return value <= kRatingMax ? std::optional(value) : std::nullopt;
}

Read read_rating(const Token& token) {
  const auto value = token.text;
  const auto dots = value.find("..");
  const auto low = value.substr(0, dots);
  const auto high = dots == value.npos ? low : value.substr(dots + 2);
  FieldTest out{.name = FieldName::kRating, .rating_low = 0, .rating_high = kRatingMax};
  const auto low_value = low.empty() ? std::optional(0.0F) : read_rating_bound(low);
  const auto high_value = high.empty() ? std::optional(kRatingMax) : read_rating_bound(high);
  if (!low_value || !high_value || (low.empty() && high.empty())) {
    const auto dash = value.find('-');  // `4-5`
    const auto range =
        dash == value.npos ? "" : std::string(value.substr(0, dash)) + ".." + std::string(value.substr(dash + 1));
    return wrong_value(token, Diagnostic::kRatingWrong, {}, range);
  }
  out.rating_low = *low_value;
  out.rating_high = *high_value;
  if (out.rating_low > out.rating_high) {
    return wrong_value(token, Diagnostic::kRatingReversed, {}, std::string(high) + ".." + std::string(low));
  }
  return out;
}

// RFC 3339, where the seconds and the zone may be left out; or a bare date.
std::optional<Time> read_time(std::string_view text) {
  if (const auto date = parse_date(text)) return date;
  constexpr std::size_t kMinutesEnd = 16;  // 2026-02-15T12:00
  if (text.size() < kMinutesEnd) return std::nullopt;
  std::string whole(text);
  if (text.size() == kMinutesEnd || text[kMinutesEnd] != ':') whole.insert(kMinutesEnd, ":00");
  if (const auto time = parse_time(whole)) return time;
  return parse_time(whole + "Z");
}

Read read_moment(FieldName field, const Token& token) {
  const auto time = read_time(token.text);
  if (!time) return wrong_value(token, Diagnostic::kTimeWrong, {{"field", lower(token.name)}});
  return FieldTest{.name = field, .time = *time};
}

// A value in quotes if it would not stay in one piece without.
std::string value_text(std::string_view value) {
  const bool plain =
      value.find_first_of(" \t\n\r\v\f()\"*") == value.npos &&
      std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) return std::string(value);
  const bool straight = value.find('"') == value.npos && value.find("“") == value.npos &&
                        value.find("”") == value.npos && value.find("„") == value.npos;
  return straight ? quoted(value) : "«" + std::string(value) + "»";
}

// `http:` glued to `//…` is the beginning of a link, and no field.
bool is_link(const Token& token) {
  return (same_name(token.name, "http") || same_name(token.name, "https")) && token.text.starts_with("//");
}

// The field that was meant if its value can be read, else the words that were typed.
std::string meant_by(const Token& token) {
  if (token.text.empty()) return {};
  Token known = token;
  known.name = nearest(token.name, kNames);
  if (!known.name.empty() && std::holds_alternative<FieldTest>(read_field(known))) {
    return std::string(known.name) + ":" + value_text(token.text);
  }
  return quoted(std::string(token.name) + " " + std::string(token.text));
}

Read unknown_name(const Token& token) {
  if (is_link(token)) {
    return refused(token, Diagnostic::kLinkWithoutWords, {}, "site:" + lower(host_of(token.text.substr(2))));
  }
  return refused(token, Diagnostic::kFieldUnknown, {{"field", std::string(token.name)}}, meant_by(token));
}

std::string number(float value) {
  char out[32];
  const auto [end, error] = std::to_chars(out, out + sizeof out, value, std::chars_format::fixed);
  return {out, static_cast<std::size_t>(end - out)};
}

}  // namespace

bool is_field_name(std::string_view name) {
  return std::any_of(kNames.begin(), kNames.end(), [&](auto known) { return same_name(name, known); });
}

Read read_field(const Token& token) {
  if (!is_field_name(token.name)) return unknown_name(token);
  if (token.text.empty()) return needs_value(token);
  const auto name = lower(token.name);
  if (name == "lang") return read_lang(token);
  if (name == "mood") return read_mood(token);
  if (name == "source") return read_source(token);
  if (name == "kind") return read_kind(token);
  if (name == "author") return read_author(token);
  if (name == "site") return read_site(token);
  if (name == "rating") return read_rating(token);
  if (name == "has") return read_has(token);
  if (name == "is") return read_is(token);
  return read_moment(name == "after" ? FieldName::kAfter : FieldName::kBefore, token);
}

std::string to_text(const FieldTest& test) {
  switch (test.name) {
    case FieldName::kLang:
      return "lang:" + std::string(post::code_of(test.language));
    case FieldName::kMood:
      return "mood:" + std::string(post::name_of(test.mood));
    case FieldName::kSource:
      return "source:" + value_text(test.value);
    case FieldName::kKind:
      return "kind:" + std::string(post::name_of(test.kind));
    case FieldName::kAuthor:
      return "author:" + value_text(test.value);
    case FieldName::kSite:
      return "site:" + value_text(readable_name(test.value));
    case FieldName::kRating:
      return "rating:" + number(test.rating_low) + ".." + number(test.rating_high);
    case FieldName::kHasLink:
      return "has:link";
    case FieldName::kHasImage:
      return "has:image";
    case FieldName::kIsReply:
      return "is:reply";
    case FieldName::kIsRepost:
      return "is:repost";
    case FieldName::kIsCorrected:
      return "is:corrected";
    case FieldName::kAfter:
      return "after:" + format_time(test.time);
    case FieldName::kBefore:
      return "before:" + format_time(test.time);
  }
  return {};
}

}  // namespace vigie::query
