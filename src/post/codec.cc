#include "post/codec.h"

#include <cmath>

#include "base/bytes.h"

namespace vigie::post {
namespace {

// Numbers of the fields in the bytes; never used again for something else.
enum Tag : std::uint8_t {
  kId = 1,
  kSource,
  kKindTag,
  kCreatedAt,
  kSeenAt,
  kEditedAt,
  kAuthorId,
  kAuthorHandle,
  kAuthorName,
  kTitle,
  kSummary,
  kText,
  kLang,
  kUrl,
  kParent,
  kRoot,
  kLink,
  kMediaTag,
  kRating,
  kRatingMax,
  kBrand,
  kProduct,
  kVerified,
  kIncentive,
  kExperiencedAt,
  kLikes,
  kReposts,
  kReplies,
  kExtra,
  kReading,
};

// The low bit of a field's key says its shape, so that unknown fields can be skipped.
constexpr std::uint64_t kNumber = 0;
constexpr std::uint64_t kBytes = 1;

void put_text(std::string& out, Tag tag, std::string_view value) {
  if (value.empty()) return;
  put_varint(out, std::uint64_t{tag} << 1 | kBytes);
  put_string(out, value);
}

void put_number(std::string& out, Tag tag, std::uint64_t value) {
  put_varint(out, std::uint64_t{tag} << 1 | kNumber);
  put_varint(out, value);
}

void put_count(std::string& out, Tag tag, std::uint64_t value) {
  if (value != 0) put_number(out, tag, value);
}

void put_time(std::string& out, Tag tag, Time time) { put_number(out, tag, zigzag(micros_of(time))); }

void put_float(std::string& out, Tag tag, float value) {
  put_varint(out, std::uint64_t{tag} << 1 | kBytes);
  put_varint(out, sizeof value);
  put(out, value);
}

std::uint8_t to_byte(float p) { return static_cast<std::uint8_t>(std::lround(p * 255)); }

// Probabilities are kept in 1/255: finer than any of them is known.
void put_reading(std::string& out, const Reading& reading) {
  put_varint(out, std::uint64_t{kReading} << 1 | kBytes);
  put_varint(out, 5);
  out.push_back(static_cast<char>(reading.language));
  out.push_back(static_cast<char>(to_byte(reading.language_p)));
  for (const float p : reading.mood_p) out.push_back(static_cast<char>(to_byte(p)));
}

bool read_reading(std::string_view bytes, Reading& reading) {
  if (bytes.size() != 5) return false;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  reading.language = at(0);
  reading.language_p = static_cast<float>(at(1)) / 255;
  for (std::size_t i = 0; i < 3; ++i) reading.mood_p[i] = static_cast<float>(at(i + 2)) / 255;
  return true;
}

bool read_float(std::string_view bytes, float& out) {
  if (bytes.size() != sizeof out) return false;
  ByteReader in(bytes);
  out = in.get<float>();
  return true;
}

bool read_number(std::uint64_t tag, std::uint64_t value, Post& post) {
  switch (tag) {
    case kKindTag:
      if (value > static_cast<std::uint64_t>(Kind::kEntry)) return false;
      post.kind = static_cast<Kind>(value);
      return true;
    case kCreatedAt:
      post.created_at = time_of_micros(unzigzag(value));
      return true;
    case kSeenAt:
      post.seen_at = time_of_micros(unzigzag(value));
      return true;
    case kEditedAt:
      post.edited_at = time_of_micros(unzigzag(value));
      return true;
    case kVerified:
      post.verified = value != 0;
      return true;
    case kLikes:
      post.likes = value;
      return true;
    case kReposts:
      post.reposts = value;
      return true;
    case kReplies:
      post.replies = value;
      return true;
    default:
      return true;  // Of a newer version.
  }
}

std::string_view* text_of(std::uint64_t tag, Post& post) {
  switch (tag) {
    case kId:
      return &post.id;
    case kSource:
      return &post.source;
    case kAuthorId:
      return &post.author.id;
    case kAuthorHandle:
      return &post.author.handle;
    case kAuthorName:
      return &post.author.name;
    case kTitle:
      return &post.title;
    case kSummary:
      return &post.summary;
    case kText:
      return &post.text;
    case kLang:
      return &post.lang;
    case kUrl:
      return &post.url;
    case kParent:
      return &post.parent;
    case kRoot:
      return &post.root;
    case kBrand:
      return &post.brand;
    case kProduct:
      return &post.product;
    case kIncentive:
      return &post.incentive;
    case kExperiencedAt:
      return &post.experienced_at;
    case kExtra:
      return &post.extra;
    default:
      return nullptr;
  }
}

// Lists are read in a second pass over the same bytes, once their lengths are known.
struct Lists {
  std::size_t link_count = 0;
  std::size_t media_count = 0;
};

bool read_bytes(std::uint64_t tag, std::string_view bytes, Decoded& out, Lists& lists) {
  if (std::string_view* text = text_of(tag, out.item.post)) {
    *text = bytes;
    return true;
  }
  switch (tag) {
    case kLink:
      ++lists.link_count;
      return true;
    case kMediaTag:
      ++lists.media_count;
      return true;
    case kRating:
      return read_float(bytes, out.item.post.rating.emplace());
    case kRatingMax:
      return read_float(bytes, out.item.post.rating_max);
    case kReading:
      return read_reading(bytes, out.reading);
    default:
      return true;  // Of a newer version.
  }
}

// Calls on_number(tag, value) or on_bytes(tag, bytes) for each field; false: damaged.
template <typename OnNumber, typename OnBytes>
bool each_field(ByteReader in, OnNumber on_number, OnBytes on_bytes) {
  while (!in.at_end()) {
    const auto key = in.varint();
    if ((key & 1) == kNumber) {
      const auto value = in.varint();
      if (!in.ok() || !on_number(key >> 1, value)) return false;
    } else {
      const auto bytes = in.string();
      if (!in.ok() || !on_bytes(key >> 1, bytes)) return false;
    }
  }
  return in.ok();
}

bool read_lists(ByteReader in, const Lists& lists, Arena& arena, Post& post) {
  const auto links = arena.array<std::string_view>(lists.link_count);
  const auto media = arena.array<Media>(lists.media_count);
  std::size_t link_index = 0;
  std::size_t media_index = 0;
  const bool ok = each_field(
      in, [](auto, auto) { return true; },
      [&](std::uint64_t tag, std::string_view bytes) {
        if (tag == kLink) links[link_index++] = bytes;
        if (tag == kMediaTag) {
          ByteReader parts(bytes);
          media[media_index].type = parts.string();
          media[media_index++].alt = parts.string();
          return parts.ok();
        }
        return true;
      });
  post.links = links;
  post.media = media;
  return ok;
}

void encode_texts(const Post& post, std::string& out) {
  put_text(out, kAuthorId, post.author.id);
  put_text(out, kAuthorHandle, post.author.handle);
  put_text(out, kAuthorName, post.author.name);
  put_text(out, kTitle, post.title);
  put_text(out, kSummary, post.summary);
  put_text(out, kText, post.text);
  put_text(out, kLang, post.lang);
  put_text(out, kUrl, post.url);
  put_text(out, kParent, post.parent);
  put_text(out, kRoot, post.root);
  put_text(out, kBrand, post.brand);
  put_text(out, kProduct, post.product);
  put_text(out, kIncentive, post.incentive);
  put_text(out, kExperiencedAt, post.experienced_at);
  put_text(out, kExtra, post.extra);
}

void encode_lists(const Post& post, std::string& out) {
  for (const auto link : post.links) {
    put_varint(out, std::uint64_t{kLink} << 1 | kBytes);
    put_string(out, link);
  }
  for (const auto& media : post.media) {
    std::string parts;
    put_string(parts, media.type);
    put_string(parts, media.alt);
    put_text(out, kMediaTag, parts);
  }
}

void encode_post(const Post& post, std::string& out) {
  put_count(out, kKindTag, static_cast<std::uint64_t>(post.kind));
  put_time(out, kCreatedAt, post.created_at);
  if (post.edited_at) put_time(out, kEditedAt, *post.edited_at);
  encode_texts(post, out);
  encode_lists(post, out);
  if (post.rating) {
    put_float(out, kRating, *post.rating);
    put_float(out, kRatingMax, post.rating_max);
  }
  if (post.verified) put_number(out, kVerified, *post.verified ? 1 : 0);
  put_count(out, kLikes, post.likes);
  put_count(out, kReposts, post.reposts);
  put_count(out, kReplies, post.replies);
}

}  // namespace

void encode(const Item& item, const Reading& reading, std::string& out) {
  out.push_back(static_cast<char>(item.act));
  put_text(out, kId, item.post.id);
  put_text(out, kSource, item.post.source);
  put_time(out, kSeenAt, item.post.seen_at);
  if (item.act == Act::kForgetAuthor) put_text(out, kAuthorId, item.post.author.id);
  if (item.act != Act::kSay) return;
  encode_post(item.post, out);
  put_reading(out, reading);
}

Result<Decoded> decode(std::string_view bytes, Arena& arena) {
  const Error damaged{ErrorCode::kCorrupt, "post: damaged bytes"};
  ByteReader in(bytes);
  const auto act = in.get<std::uint8_t>();
  if (!in.ok() || act > static_cast<std::uint8_t>(Act::kForgetAuthor)) return damaged;
  Decoded out;
  out.item.act = static_cast<Act>(act);
  Lists lists;
  const bool ok = each_field(
      in, [&](std::uint64_t tag, std::uint64_t value) { return read_number(tag, value, out.item.post); },
      [&](std::uint64_t tag, std::string_view field) { return read_bytes(tag, field, out, lists); });
  if (!ok) return damaged;
  if (lists.link_count + lists.media_count > 0 && !read_lists(in, lists, arena, out.item.post)) return damaged;
  return out;
}

}  // namespace vigie::post
