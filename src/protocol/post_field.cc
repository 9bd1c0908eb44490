#include "protocol/post_field.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/ascii.h"
#include "post/validate.h"
#include "protocol/json_syntax.h"

namespace vigie::protocol {
namespace {

using post::Field;

// What a source or the house says of itself is not to be set.
bool is_settable(Field field) {
  return field != Field::kSeenAt && static_cast<std::uint8_t>(field) < static_cast<std::uint8_t>(Field::kExtra);
}

// Of the media only the words can be set.
std::string_view setting_name(Field field) { return field == Field::kMedia ? "media.alt" : post::name_of(field); }

std::vector<Field> settable_fields() {
  std::vector<Field> out;
  for (std::uint8_t number = 1; number <= static_cast<std::uint8_t>(Field::kReading); ++number) {
    if (is_settable(static_cast<Field>(number))) out.push_back(static_cast<Field>(number));
  }
  return out;
}

Error wrong(Field field, const std::string& reason) {
  return invalid(std::string(setting_name(field)) + ": " + reason);
}

std::string quoted(std::string_view value) { return "\"" + excerpt(value) + "\""; }

template <typename Number>
bool read_number(std::string_view value, Number& out) {
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
  return error == std::errc() && end == value.data() + value.size();
}

// Whole numbers are read as such: a double would bring those above 2^53 down to it.
Result<std::uint64_t> read_count(Field field, std::string_view value) {
  std::uint64_t count = 0;
  if (read_number(value, count)) {
    return count <= post::kCountMax ? Result(count) : wrong(field, excerpt(value) + " is above 2^53");
  }
  double number = 0;
  if (!read_number(value, number)) return wrong(field, quoted(value) + " is no number");
  if (number < 0) return wrong(field, excerpt(value) + " is below 0");
  if (!(number <= static_cast<double>(post::kCountMax))) return wrong(field, excerpt(value) + " is above 2^53");
  if (number != std::floor(number)) return wrong(field, excerpt(value) + " is not whole");
  return static_cast<std::uint64_t>(number);
}

Result<float> read_rating(Field field, std::string_view value) {
  float number = 0;
  if (!read_number(value, number) || !std::isfinite(number)) return wrong(field, quoted(value) + " is no number");
  return number;
}

std::optional<bool> bool_of(std::string_view value) {
  for (const std::string_view yes : {"true", "yes", "1"}) {
    if (same_name(value, yes)) return true;
  }
  for (const std::string_view no : {"false", "no", "0"}) {
    if (same_name(value, no)) return false;
  }
  return std::nullopt;
}

std::span<const std::string_view> split_links(std::string_view value, Arena& arena) {
  std::vector<std::string_view> links;
  constexpr std::string_view kBlanks = " \t\r\n";
  for (auto begin = value.find_first_not_of(kBlanks); begin != std::string_view::npos;) {
    const auto end = value.find_first_of(kBlanks, begin);
    links.push_back(arena.copy(value.substr(begin, end - begin)));
    begin = end == std::string_view::npos ? end : value.find_first_not_of(kBlanks, end);
  }
  return arena.copy(links);
}

Result<void> set_time(post::Post& post, Field field, std::string_view value, const TimeFormat& times) {
  const auto time = times.read(value);
  if (!time) return wrong(field, quoted(value) + " is no " + times.expected());
  if (field == Field::kTime) {
    post.created_at = *time;
  } else {
    post.edited_at = *time;
  }
  return {};
}

Result<void> set_count(std::uint64_t& out, Field field, std::string_view value) {
  const auto count = read_count(field, value);
  if (!count) return count.error();
  out = *count;
  return {};
}

Result<void> set_rating(post::Post& post, Field field, std::string_view value) {
  const auto rating = read_rating(field, value);
  if (!rating) return rating.error();
  if (field == Field::kRating) {
    post.rating = *rating;
  } else {
    post.rating_max = *rating;
  }
  return {};
}

Result<void> set_kind(post::Post& post, std::string_view value) {
  const auto kind = post::kind_of(value);
  if (!kind) {
    return wrong(Field::kKind, quoted(value) + " is none of post, reply, repost, quote, review, comment, entry");
  }
  post.kind = *kind;
  return {};
}

Result<void> set_verified(post::Post& post, std::string_view value) {
  post.verified = bool_of(value);
  return post.verified ? Result<void>{} : wrong(Field::kVerified, quoted(value) + " is neither true nor false");
}

}  // namespace

std::optional<Field> settable_field(std::string_view name) {
  for (const auto field : settable_fields()) {
    if (setting_name(field) == name) return field;
  }
  return std::nullopt;
}

Result<FieldAssignment> parse_assignment(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return invalid(quoted(text) + ": FIELD=… expected");
  const auto name = text.substr(0, equals);
  const auto field = settable_field(name);
  if (!field) {
    std::string known;
    for (const auto each : settable_fields()) known += (known.empty() ? "" : ", ") + std::string(setting_name(each));
    return invalid(quoted(name) + " is no field of a post; fields are " + known);
  }
  return FieldAssignment{*field, std::string(text.substr(equals + 1))};
}

Result<std::vector<FieldAssignment>> parse_assignments(const std::vector<std::string>& texts) {
  std::vector<FieldAssignment> out;
  for (const auto& text : texts) {
    auto assignment = parse_assignment(text);
    if (!assignment) return assignment.error();
    const auto same = [&](const FieldAssignment& other) { return other.field == assignment->field; };
    if (std::any_of(out.begin(), out.end(), same)) {
      return invalid(std::string(setting_name(assignment->field)) + ": given twice");
    }
    out.push_back(std::move(*assignment));
  }
  return out;
}

Result<void> set_field(post::Post& post, Field field, std::string_view value, const TimeFormat& times, Arena& arena) {
  if (value.empty()) return {};
  if (std::string_view* const text = post::text_of(post, field)) {
    *text = arena.copy(value);
    return {};
  }
  if (std::uint64_t* const count = post::count_of(post, field)) return set_count(*count, field, value);
  switch (field) {
    case Field::kTime:
    case Field::kEditedAt:
      return set_time(post, field, value, times);
    case Field::kRating:
    case Field::kRatingMax:
      return set_rating(post, field, value);
    case Field::kKind:
      return set_kind(post, value);
    case Field::kVerified:
      return set_verified(post, value);
    case Field::kLinks:
      post.links = split_links(value, arena);
      return {};
    case Field::kMedia: {
      const auto media = arena.array<post::Media>(1);
      media[0] = {"image", arena.copy(value)};
      post.media = media;
      return {};
    }
    default:
      return {};
  }
}

void settle(post::Post& post, bool kind_named) {
  auto& author = post.author;
  if (author.handle.starts_with('@')) author.handle.remove_prefix(1);
  if (author.id.empty()) author.id = author.handle.empty() ? author.name : author.handle;
  if (!kind_named && post.kind == post::Kind::kPost && !post.parent.empty()) post.kind = post::Kind::kReply;
}

}  // namespace vigie::protocol
