#include "post/validate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string>

#include "base/time_text.h"
#include "base/utf8.h"
#include "post/fields.h"

namespace vigie::post {
namespace {

constexpr std::array kLimits = {
    Limit{"post.id_bytes_max", kIdBytesMax, "bytes", "a longer id is refused"},
    Limit{"post.source_bytes_max", kSourceBytesMax, "bytes", "a longer source is refused"},
    Limit{"post.name_bytes_max", kNameBytesMax, "bytes", "a longer handle, name, brand or product is refused"},
    Limit{"post.text_bytes_max", kTextBytesMax, "bytes",
          "a longer text, title, summary or alternative text is refused"},
    Limit{"post.url_bytes_max", kUrlBytesMax, "bytes", "a longer address or link is refused"},
    Limit{"post.links_max", kLinksMax, "links", "a post with more is refused"},
    Limit{"post.media_max", kMediaMax, "media", "a post with more is refused"},
    Limit{"post.extra_bytes_max", kExtraBytesMax, "bytes", "a post with more unknown members is refused"},
    Limit{"post.count_max", kCountMax, "likes, reposts or replies", "a larger count is refused"},
    Limit{"post.year_min", static_cast<std::uint64_t>(kYearMin), "year", "an earlier post is refused"},
    Limit{"post.future_max", static_cast<std::uint64_t>(kFutureMax.count()), "hours",
          "a post further ahead is refused"},
};

struct TextRule {
  std::size_t bytes_max;
  bool is_key = false;  // Stands alone in lines, addresses and file names: no control characters.
};

constexpr TextRule rule_of(Field field) {
  switch (field) {
    case Field::kId:
    case Field::kParent:
    case Field::kRoot:
      return {kIdBytesMax, true};
    case Field::kSource:
      return {kSourceBytesMax, true};
    case Field::kAuthorId:
    case Field::kAuthorHandle:
      return {kNameBytesMax, true};
    case Field::kTitle:
    case Field::kSummary:
    case Field::kText:
      return {kTextBytesMax};
    case Field::kUrl:
      return {kUrlBytesMax};
    case Field::kExtra:
      return {kExtraBytesMax};
    default:
      return {kNameBytesMax};
  }
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

// Every byte from ' ' to '~', eight at a time: most keys and many texts are, and then nothing is wrong with them.
bool is_printable_ascii(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101ULL;
  constexpr std::uint64_t kHighs = 0x80 * kOnes;
  std::uint64_t odd = 0;  // A high bit for a byte that is none.
  const auto look_at = [&odd](std::uint64_t eight) {
    odd |= eight | (eight + kOnes) | (((eight | kHighs) - 0x20 * kOnes) ^ kHighs);
  };
  for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), sizeof eight);
    look_at(eight);
  }
  std::uint64_t last = 0x20 * kOnes;
  std::memcpy(&last, text.data(), text.size());
  look_at(last);
  return (odd & kHighs) == 0;
}

bool is_sound(std::string_view text, const TextRule& rule) {
  if (text.empty()) return true;
  return text.size() <= rule.bytes_max &&
         (is_printable_ascii(text) ||
          (text.find('\0') == std::string_view::npos && !(rule.is_key && has_control(text)) && is_utf8(text)));
}

// Why a text that is not sound is none.
Error fault_of(std::string_view name, std::string_view text, const TextRule& rule) {
  const auto fault = [&](const std::string& reason) { return invalid(std::string(name) + ": " + reason); };
  if (text.size() > rule.bytes_max) {
    return fault(std::to_string(text.size()) + " bytes, at most " + std::to_string(rule.bytes_max));
  }
  if (text.find('\0') != std::string_view::npos) return fault("holds a NUL");
  return fault(is_utf8(text) ? "holds a control character" : "broken UTF-8");
}

Result<void> check_text(std::string_view name, std::string_view text, const TextRule& rule) {
  return is_sound(text, rule) ? Result<void>{} : fault_of(name, text, rule);
}

// A deletion is its keys.
bool counts_for(Act act, Field field) {
  return act == Act::kSay || field == Field::kSource || field == (act == Act::kDelete ? Field::kId : Field::kAuthorId);
}

Result<void> check_texts(const Item& item) {
  Result<void> ok;
  any_text(item.post, [&](Field field, std::string_view text) {
    if (text.empty() || is_sound(text, rule_of(field)) || !counts_for(item.act, field)) return false;
    ok = fault_of(name_of(field), text, rule_of(field));
    return true;
  });
  return ok;
}

Result<void> check_time(std::string_view name, Time time, Time now) {
  using namespace std::chrono;
  if (time < sys_days(year(static_cast<int>(kYearMin)) / January / 1)) {
    return invalid(std::string(name) + ": " + format_time(time) + " is before " + std::to_string(kYearMin));
  }
  if (time > now + kFutureMax) return invalid(std::string(name) + ": more than 24 hours ahead");
  return {};
}

Result<void> check_rating(const Post& post) {
  if (!post.rating) return {};
  if (!std::isfinite(post.rating_max) || post.rating_max <= 0) return invalid("rating_max: not above 0");
  if (!(*post.rating >= 0) || *post.rating > post.rating_max) return invalid("rating: outside 0 to rating_max");
  return {};
}

Result<void> check_counts(const Post& post) {
  if (post.likes > kCountMax || post.reposts > kCountMax || post.replies > kCountMax) {
    return invalid("likes, reposts or replies: more than 2^53");
  }
  return {};
}

Result<void> check_lists(const Post& post) {
  if (post.links.size() > kLinksMax) return invalid("links: more than " + std::to_string(kLinksMax));
  if (post.media.size() > kMediaMax) return invalid("media: more than " + std::to_string(kMediaMax));
  Result<void> ok;
  for (std::size_t i = 0; i < post.links.size() && ok; ++i) ok = check_text("links", post.links[i], {kUrlBytesMax});
  for (std::size_t i = 0; i < post.media.size() && ok; ++i) {
    ok = check_text("media.type", post.media[i].type, {kNameBytesMax});
    if (ok) ok = check_text("media.alt", post.media[i].alt, {kTextBytesMax});
  }
  return ok;
}

// A post without words may still tell something: what it passes on, a rating, a picture.
bool says_something_else(const Post& post) {
  const bool passes_on = (post.kind == Kind::kRepost || post.kind == Kind::kQuote) &&
                         !(post.parent.empty() && post.root.empty() && post.links.empty());
  return passes_on || post.rating || !post.media.empty();
}

Result<void> check_said(const Post& post, Time now) {
  auto ok = check_lists(post);
  if (ok) ok = check_time("time", post.created_at, now);
  if (ok && post.edited_at) ok = check_time("edited_at", *post.edited_at, now);
  if (ok) ok = check_rating(post);
  if (ok) ok = check_counts(post);
  if (ok && post.text.empty() && !says_something_else(post)) {
    return invalid("text: empty, and there is no rating, no media and no reposted post");
  }
  return ok;
}

}  // namespace

Result<void> validate(const Item& item, Time now) {
  const Post& post = item.post;
  if (post.source.empty()) return invalid("source: missing");
  if (item.act == Act::kForgetAuthor && post.author.id.empty()) return invalid("author.id: missing");
  if (item.act != Act::kForgetAuthor && post.id.empty()) return invalid("id: missing");
  auto ok = check_texts(item);
  return ok && item.act == Act::kSay ? check_said(post, now) : ok;
}

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::post
