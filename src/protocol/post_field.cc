#include "protocol/post_field.h"

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "protocol/json_syntax.h"

namespace vigie::protocol {
namespace {

// In the order of PostField.
constexpr std::array<std::string_view, 27> kNames = {
    "id",          "source",    "kind",           "time",   "edited_at",  "author.id", "author.handle",
    "author.name", "title",     "summary",        "text",   "lang",       "url",       "parent",
    "root",        "links",     "media.alt",      "rating", "rating_max", "brand",     "product",
    "verified",    "incentive", "experienced_at", "likes",  "reposts",    "replies",
};

Error wrong(PostField field, const std::string& reason) { return invalid(std::string(name_of(field)) + ": " + reason); }

std::string quoted(std::string_view value) { return "\"" + excerpt(value) + "\""; }

Result<std::uint64_t> read_count(PostField field, std::string_view value) {
  constexpr double kCountMax = 9'007'199'254'740'992.0;  // 2^53
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) return wrong(field, quoted(value) + " is no number");
  if (number < 0) return wrong(field, excerpt(value) + " is below 0");
  if (!(number <= kCountMax)) return wrong(field, excerpt(value) + " is above 2^53");
  if (number != std::floor(number)) return wrong(field, excerpt(value) + " is not whole");
  return static_cast<std::uint64_t>(number);
}

Result<float> read_rating(PostField field, std::string_view value) {
  float number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || !std::isfinite(number)) {
    return wrong(field, quoted(value) + " is no number");
  }
  return number;
}

std::optional<bool> bool_of(std::string_view value) {
  for (const std::string_view yes : {"true", "yes", "1", "TRUE", "True", "Yes"}) {
    if (value == yes) return true;
  }
  for (const std::string_view no : {"false", "no", "0", "FALSE", "False", "No"}) {
    if (value == no) return false;
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
  const auto kept = arena.array<std::string_view>(links.size());
  std::copy(links.begin(), links.end(), kept.begin());
  return kept;
}

// Where a plain string goes; null for the fields that are more than that.
std::string_view* string_of(post::Post& post, PostField field) {
  switch (field) {
    case PostField::kId:
      return &post.id;
    case PostField::kSource:
      return &post.source;
    case PostField::kAuthorId:
      return &post.author.id;
    case PostField::kAuthorHandle:
      return &post.author.handle;
    case PostField::kAuthorName:
      return &post.author.name;
    case PostField::kTitle:
      return &post.title;
    case PostField::kSummary:
      return &post.summary;
    case PostField::kText:
      return &post.text;
    case PostField::kLang:
      return &post.lang;
    case PostField::kUrl:
      return &post.url;
    case PostField::kParent:
      return &post.parent;
    case PostField::kRoot:
      return &post.root;
    case PostField::kBrand:
      return &post.brand;
    case PostField::kProduct:
      return &post.product;
    case PostField::kIncentive:
      return &post.incentive;
    case PostField::kExperiencedAt:
      return &post.experienced_at;
    default:
      return nullptr;
  }
}

Result<void> set_time(post::Post& post, PostField field, std::string_view value, const TimeFormat& times) {
  const auto time = times.read(value);
  if (!time) return wrong(field, quoted(value) + " is no time in the format expected");
  if (field == PostField::kTime) {
    post.created_at = *time;
  } else {
    post.edited_at = *time;
  }
  return {};
}

Result<void> set_count(std::uint64_t& out, PostField field, std::string_view value) {
  const auto count = read_count(field, value);
  if (!count) return count.error();
  out = *count;
  return {};
}

Result<void> set_rating(post::Post& post, PostField field, std::string_view value) {
  const auto rating = read_rating(field, value);
  if (!rating) return rating.error();
  if (field == PostField::kRating) {
    post.rating = *rating;
  } else {
    post.rating_max = *rating;
  }
  return {};
}

Result<void> set_kind(post::Post& post, std::string_view value) {
  const auto kind = post::kind_of(value);
  if (!kind)
    return wrong(PostField::kKind, quoted(value) + " is none of post, reply, repost, quote, review, comment, entry");
  post.kind = *kind;
  return {};
}

Result<void> set_verified(post::Post& post, std::string_view value) {
  post.verified = bool_of(value);
  return post.verified ? Result<void>{} : wrong(PostField::kVerified, quoted(value) + " is neither true nor false");
}

}  // namespace

std::optional<PostField> post_field_of(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<PostField>(i);
  }
  return std::nullopt;
}

std::string_view name_of(PostField field) { return kNames[static_cast<std::size_t>(field)]; }

Result<FieldAssignment> parse_assignment(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return invalid(quoted(text) + ": FIELD=… expected");
  const auto name = text.substr(0, equals);
  const auto field = post_field_of(name);
  if (!field) {
    std::string known;
    for (const auto each : kNames) known += (known.empty() ? "" : ", ") + std::string(each);
    return invalid(quoted(name) + " is no field of a post; fields are " + known);
  }
  return FieldAssignment{*field, std::string(text.substr(equals + 1))};
}

Result<void> set_field(post::Post& post, PostField field, std::string_view value, const TimeFormat& times,
                       Arena& arena) {
  if (value.empty()) return {};
  if (std::string_view* text = string_of(post, field); text != nullptr) {
    *text = arena.copy(value);
    return {};
  }
  switch (field) {
    case PostField::kTime:
    case PostField::kEditedAt:
      return set_time(post, field, value, times);
    case PostField::kLikes:
      return set_count(post.likes, field, value);
    case PostField::kReposts:
      return set_count(post.reposts, field, value);
    case PostField::kReplies:
      return set_count(post.replies, field, value);
    case PostField::kRating:
    case PostField::kRatingMax:
      return set_rating(post, field, value);
    case PostField::kKind:
      return set_kind(post, value);
    case PostField::kVerified:
      return set_verified(post, value);
    case PostField::kLinks:
      post.links = split_links(value, arena);
      return {};
    case PostField::kMediaAlt: {
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
