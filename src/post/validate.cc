#include "post/validate.h"

#include <array>
#include <cmath>
#include <string>

#include "base/time_text.h"
#include "base/utf8.h"

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

struct Text {
  std::string_view name;
  std::string_view value;
  std::size_t bytes_max;
};

Result<void> check_text(const Text& text) {
  const std::string name(text.name);
  if (text.value.size() > text.bytes_max) {
    return invalid(name + ": " + std::to_string(text.value.size()) + " bytes, at most " +
                   std::to_string(text.bytes_max));
  }
  if (text.value.find('\0') != std::string_view::npos) return invalid(name + ": holds a NUL");
  if (!is_utf8(text.value)) return invalid(name + ": broken UTF-8");
  return {};
}

Result<void> check_texts(std::initializer_list<Text> texts) {
  for (const auto& text : texts) {
    if (auto ok = check_text(text); !ok) return ok;
  }
  return {};
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
  for (const auto link : post.links) {
    if (auto ok = check_text({"links", link, kUrlBytesMax}); !ok) return ok;
  }
  for (const auto& media : post.media) {
    if (auto ok = check_texts({{"media.type", media.type, kNameBytesMax}, {"media.alt", media.alt, kTextBytesMax}});
        !ok) {
      return ok;
    }
  }
  return {};
}

// A post without words may still tell something: what it passes on, a rating, a picture.
bool says_something_else(const Post& post) {
  const bool passes_on = (post.kind == Kind::kRepost || post.kind == Kind::kQuote) &&
                         !(post.parent.empty() && post.root.empty() && post.links.empty());
  return passes_on || post.rating || !post.media.empty();
}

Result<void> validate_post(const Post& post, Time now) {
  auto ok = check_texts({{"author.id", post.author.id, kNameBytesMax},
                         {"author.handle", post.author.handle, kNameBytesMax},
                         {"author.name", post.author.name, kNameBytesMax},
                         {"title", post.title, kTextBytesMax},
                         {"summary", post.summary, kTextBytesMax},
                         {"text", post.text, kTextBytesMax},
                         {"lang", post.lang, kNameBytesMax},
                         {"url", post.url, kUrlBytesMax},
                         {"parent", post.parent, kIdBytesMax},
                         {"root", post.root, kIdBytesMax},
                         {"brand", post.brand, kNameBytesMax},
                         {"product", post.product, kNameBytesMax},
                         {"incentive", post.incentive, kNameBytesMax},
                         {"experienced_at", post.experienced_at, kNameBytesMax},
                         {"unknown members", post.extra, kExtraBytesMax}});
  if (ok) ok = check_lists(post);
  if (ok) ok = check_time("time", post.created_at, now);
  if (ok && post.edited_at) ok = check_time("edited_at", *post.edited_at, now);
  if (ok) ok = check_rating(post);
  if (ok) ok = check_counts(post);
  if (!ok) return ok;
  if (post.text.empty() && !says_something_else(post)) {
    return invalid("text: empty, and there is no rating, no media and no reposted post");
  }
  return {};
}

}  // namespace

Result<void> validate(const Item& item, Time now) {
  const Post& post = item.post;
  if (post.source.empty()) return invalid("source: missing");
  if (item.act == Act::kForgetAuthor) {
    if (post.author.id.empty()) return invalid("author.id: missing");
    return check_texts({{"source", post.source, kSourceBytesMax}, {"author.id", post.author.id, kNameBytesMax}});
  }
  if (post.id.empty()) return invalid("id: missing");
  if (auto ok = check_texts({{"id", post.id, kIdBytesMax}, {"source", post.source, kSourceBytesMax}}); !ok) return ok;
  return item.act == Act::kSay ? validate_post(post, now) : Result<void>{};
}

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::post
