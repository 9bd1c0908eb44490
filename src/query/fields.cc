#include "query/fields.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/time_text.h"
#include "query/ascii.h"
#include "query/guess.h"

namespace vigie::query {
namespace {

using Read = std::variant<FieldTest, FieldProblem>;

constexpr std::array<std::string_view, 11> kNames = {"lang", "mood",   "source", "kind",  "author", "site",
                                                     "has",  "rating", "is",     "after", "before"};
constexpr std::array<std::string_view, 3> kMoods = {"negative", "neutral", "positive"};
constexpr std::array<std::string_view, 7> kKinds = {"post", "reply", "repost", "quote", "review", "comment", "entry"};
constexpr std::array<std::string_view, 2> kHas = {"link", "image"};
constexpr std::array<std::string_view, 2> kIs = {"reply", "repost"};
constexpr float kRatingMax = 5;

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

Read wrong_value(std::string reason, std::string suggestion = {}) {
  return FieldProblem{false, std::move(reason), std::move(suggestion)};
}

std::string list(std::span<const std::string_view> values) {
  std::string out;
  for (const auto value : values) out += (out.empty() ? "" : ", ") + std::string(value);
  return out;
}

// A value out of a short list.
Read unknown_value(std::string_view name, std::string_view value, std::span<const std::string_view> values) {
  const auto guess = nearest(value, values);
  return wrong_value(std::string(name) + ": knows no " + quoted(value) + ", only " + list(values),
                     guess.empty() ? "" : std::string(name) + ":" + std::string(guess));
}

Read read_lang(std::string_view value) {
  if (const auto language = post::language_of(lower(value))) {
    return FieldTest{.name = FieldName::kLang, .language = *language};
  }
  std::vector<std::string_view> codes;
  for (std::size_t i = 0; i < post::language_count(); ++i) codes.push_back(post::code_of(post::LanguageId(i)));
  const auto primary = value.substr(0, value.find_first_of("-_"));
  const auto guess = primary.size() < value.size() && post::language_of(lower(primary))
                         ? lower(primary)
                         : std::string(nearest(value, codes));
  return wrong_value("lang: knows no language " + quoted(value), guess.empty() ? "" : "lang:" + guess);
}

Read read_mood(std::string_view value) {
  const auto mood = post::mood_of(lower(value));
  if (!mood) return unknown_value("mood", value, kMoods);
  return FieldTest{.name = FieldName::kMood, .mood = *mood};
}

Read read_kind(std::string_view value) {
  const auto kind = post::kind_of(lower(value));
  if (!kind) return unknown_value("kind", value, kKinds);
  return FieldTest{.name = FieldName::kKind, .kind = *kind};
}

Read read_has(std::string_view value) {
  if (same_name(value, "link")) return FieldTest{.name = FieldName::kHasLink};
  if (same_name(value, "image")) return FieldTest{.name = FieldName::kHasImage};
  return unknown_value("has", value, kHas);
}

Read read_is(std::string_view value) {
  if (same_name(value, "reply")) return FieldTest{.name = FieldName::kIsReply};
  if (same_name(value, "repost")) return FieldTest{.name = FieldName::kIsRepost};
  return unknown_value("is", value, kIs);
}

Read read_source(std::string_view value) {
  if (value.back() == ':') value.remove_suffix(1);
  if (value.empty()) return wrong_value("source: needs a name");
  return FieldTest{.name = FieldName::kSource, .value = lower(value)};
}

Read read_author(std::string_view value) {
  if (value.front() == '@') value.remove_prefix(1);
  if (value.empty()) return wrong_value("author: needs a handle");
  return FieldTest{.name = FieldName::kAuthor, .value = lower(value)};
}

Read read_site(std::string_view value) {
  auto host = value;
  if (const auto scheme = host.find("://"); scheme != host.npos) host.remove_prefix(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  while (!host.empty() && host.back() == '.') host.remove_suffix(1);
  const bool whole = host.size() == value.size();
  if (whole && host.find("..") == host.npos && host.front() != '.') {
    return FieldTest{.name = FieldName::kSite, .value = lower(host)};
  }
  return wrong_value("site: needs the name of a host alone", host.empty() ? "" : "site:" + lower(host));
}

// A number of 0 to 5 such as `4` or `3.5`.
std::optional<float> read_rating_bound(std::string_view text) {
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !is_digit(text.front())) return std::nullopt;
  return value <= kRatingMax ? std::optional(value) : std::nullopt;
}

Read read_rating(std::string_view value) {
  const auto dots = value.find("..");
  const auto low = value.substr(0, dots);
  const auto high = dots == value.npos ? low : value.substr(dots + 2);
  FieldTest out{.name = FieldName::kRating, .rating_low = 0, .rating_high = kRatingMax};
  const auto low_value = low.empty() ? std::optional(0.0F) : read_rating_bound(low);
  const auto high_value = high.empty() ? std::optional(kRatingMax) : read_rating_bound(high);
  if (!low_value || !high_value || (low.empty() && high.empty())) {
    return wrong_value("rating: needs a number of 0 to 5 or a range of them", "rating:1..2");
  }
  out.rating_low = *low_value;
  out.rating_high = *high_value;
  if (out.rating_low > out.rating_high) {
    return wrong_value("rating: begins above its end", "rating:" + std::string(high) + ".." + std::string(low));
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

Read read_moment(FieldName field, std::string_view name, std::string_view value) {
  const auto time = read_time(value);
  if (!time) {
    return wrong_value(std::string(name) + ": needs a date or a time, in UTC", std::string(name) + ":2026-01-31");
  }
  return FieldTest{.name = field, .time = *time};
}

Read unknown_name(std::string_view name, std::string_view value) {
  const auto guess = nearest(name, kNames);
  const auto suggestion = guess.empty() ? quoted(std::string(name) + " " + std::string(value))
                                        : std::string(guess) + ":" + std::string(value);
  return FieldProblem{true, "unknown field " + quoted(name), suggestion};
}

std::string number(float value) {
  char out[32];
  const auto [end, error] = std::to_chars(out, out + sizeof out, value, std::chars_format::fixed);
  return {out, static_cast<std::size_t>(end - out)};
}

// A value in quotes if it would not stay in one piece without.
std::string value_text(std::string_view value) {
  const bool plain =
      value.find_first_of(" \t\n\r\v\f()\"") == value.npos &&
      std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) return std::string(value);
  const bool straight = value.find('"') == value.npos && value.find("“") == value.npos &&
                        value.find("”") == value.npos && value.find("„") == value.npos;
  return straight ? quoted(value) : "«" + std::string(value) + "»";
}

}  // namespace

bool is_field_name(std::string_view name) {
  return std::any_of(kNames.begin(), kNames.end(), [&](auto known) { return same_name(name, known); });
}

Read read_field(std::string_view name, std::string_view value) {
  if (!is_field_name(name)) return unknown_name(name, value);
  const auto lowered = lower(name);
  if (value.empty()) return wrong_value(lowered + ": needs a value");
  if (lowered == "lang") return read_lang(value);
  if (lowered == "mood") return read_mood(value);
  if (lowered == "source") return read_source(value);
  if (lowered == "kind") return read_kind(value);
  if (lowered == "author") return read_author(value);
  if (lowered == "site") return read_site(value);
  if (lowered == "rating") return read_rating(value);
  if (lowered == "has") return read_has(value);
  if (lowered == "is") return read_is(value);
  return read_moment(lowered == "after" ? FieldName::kAfter : FieldName::kBefore, lowered, value);
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
      return "site:" + value_text(test.value);
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
    case FieldName::kAfter:
      return "after:" + format_time(test.time);
    case FieldName::kBefore:
      return "before:" + format_time(test.time);
  }
  return {};
}

}  // namespace vigie::query
