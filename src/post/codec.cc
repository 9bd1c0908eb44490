#include "post/codec.h"

#include <cmath>

#include "base/bytes.h"
#include "post/fields.h"

namespace vigie::post {
namespace {

// The low bit of a field's key says its shape, so that unknown fields can be skipped.
constexpr std::uint64_t kNumber = 0;
constexpr std::uint64_t kBytes = 1;

constexpr std::uint64_t kMoodBit = 1;  // Of Field::kCorrected.
constexpr std::uint64_t kLanguageBit = 2;

void put_key(std::string& out, Field field, std::uint64_t shape) {
  put_varint(out, static_cast<std::uint64_t>(field) << 1 | shape);
}

void put_text(std::string& out, Field field, std::string_view value) {
  if (value.empty()) return;
  put_key(out, field, kBytes);
  put_string(out, value);
}

void put_number(std::string& out, Field field, std::uint64_t value) {
  put_key(out, field, kNumber);
  put_varint(out, value);
}

void put_count(std::string& out, Field field, std::uint64_t value) {
  if (value != 0) put_number(out, field, value);
}

void put_time(std::string& out, Field field, Time time) { put_number(out, field, zigzag(micros_of(time))); }

void put_float(std::string& out, Field field, float value) {
  put_key(out, field, kBytes);
  put_varint(out, sizeof value);
  put(out, value);
}

std::uint8_t to_byte(float p) { return static_cast<std::uint8_t>(std::lround(p * 255)); }

// Probabilities are kept in 1/255: finer than any of them is known.
void put_reading(std::string& out, const Reading& reading) {
  put_key(out, Field::kReading, kBytes);
  put_varint(out, 5);
  out.push_back(static_cast<char>(reading.language));
  out.push_back(static_cast<char>(to_byte(reading.language_p)));
  for (const float p : reading.mood_p) out.push_back(static_cast<char>(to_byte(p)));
  if (reading.is_corrected()) {
    put_number(out, Field::kCorrected,
               (reading.is_mood_corrected ? kMoodBit : 0) | (reading.is_language_corrected ? kLanguageBit : 0));
  }
}

void put_lists(std::string& out, const Post& post) {
  for (const auto link : post.links) {
    put_key(out, Field::kLinks, kBytes);
    put_string(out, link);
  }
  for (const auto& media : post.media) {
    std::string parts;
    put_string(parts, media.type);
    put_string(parts, media.alt);
    put_text(out, Field::kMedia, parts);
  }
}

void put_post(std::string& out, const Post& post) {
  put_count(out, Field::kKind, static_cast<std::uint64_t>(post.kind));
  put_time(out, Field::kTime, post.created_at);
  if (post.edited_at) put_time(out, Field::kEditedAt, *post.edited_at);
  each_text(post, [&](Field field, std::string_view text) {
    if (field != Field::kId && field != Field::kSource) put_text(out, field, text);
  });
  put_lists(out, post);
  if (post.rating) {
    put_float(out, Field::kRating, *post.rating);
    put_float(out, Field::kRatingMax, post.rating_max);
  }
  if (post.verified) put_number(out, Field::kVerified, *post.verified ? 1 : 0);
  put_count(out, Field::kLikes, post.likes);
  put_count(out, Field::kReposts, post.reposts);
  put_count(out, Field::kReplies, post.replies);
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

bool read_number(Field field, std::uint64_t value, Decoded& out) {
  Post& post = out.item.post;
  switch (field) {
    case Field::kKind:
      if (value > static_cast<std::uint64_t>(Kind::kEntry)) return false;
      post.kind = static_cast<Kind>(value);
      break;
    case Field::kTime:
      post.created_at = time_of_micros(unzigzag(value));
      break;
    case Field::kSeenAt:
      post.seen_at = time_of_micros(unzigzag(value));
      break;
    case Field::kEditedAt:
      post.edited_at = time_of_micros(unzigzag(value));
      break;
    case Field::kVerified:
      post.verified = value != 0;
      break;
    case Field::kCorrected:
      out.reading.is_mood_corrected = (value & kMoodBit) != 0;
      out.reading.is_language_corrected = (value & kLanguageBit) != 0;
      break;
    default:
      if (std::uint64_t* const count = count_of(post, field)) *count = value;
  }
  return true;
}

// Lists are read in a second pass over the same bytes, once their lengths are known.
struct Lists {
  std::size_t link_count = 0;
  std::size_t media_count = 0;
};

bool read_bytes(Field field, std::string_view bytes, Decoded& out, Lists& lists) {
  Post& post = out.item.post;
  switch (field) {
    case Field::kLinks:
      ++lists.link_count;
      return true;
    case Field::kMedia:
      ++lists.media_count;
      return true;
    case Field::kRating:
      return read_float(bytes, post.rating.emplace());
    case Field::kRatingMax:
      return read_float(bytes, post.rating_max);
    case Field::kReading:
      return read_reading(bytes, out.reading);
    default:
      if (std::string_view* const text = text_of(post, field)) *text = bytes;
      return true;
  }
}

Field field_of(std::uint64_t key) {
  const std::uint64_t number = key >> 1;
  return number <= static_cast<std::uint64_t>(Field::kCorrected) ? static_cast<Field>(number) : Field{};
}

// Calls on_number(field, value) or on_bytes(field, bytes) for each field, those of a newer version as
// Field{}; false: damaged.
template <typename OnNumber, typename OnBytes>
bool each_field(ByteReader in, OnNumber on_number, OnBytes on_bytes) {
  while (!in.at_end()) {
    const auto key = in.varint();
    if ((key & 1) == kNumber) {
      const auto value = in.varint();
      if (!in.ok() || !on_number(field_of(key), value)) return false;
    } else {
      const auto bytes = in.string();
      if (!in.ok() || !on_bytes(field_of(key), bytes)) return false;
    }
  }
  return in.ok();
}

bool read_media(std::string_view bytes, Media& media) {
  ByteReader parts(bytes);
  media.type = parts.string();
  media.alt = parts.string();
  return parts.ok();
}

bool read_lists(ByteReader in, const Lists& lists, Arena& arena, Post& post) {
  const auto links = arena.array<std::string_view>(lists.link_count);
  const auto media = arena.array<Media>(lists.media_count);
  std::size_t link_index = 0;
  std::size_t media_index = 0;
  const auto passed_over = [](Field, std::uint64_t) { return true; };
  const bool ok = each_field(in, passed_over, [&](Field field, std::string_view bytes) {
    if (field == Field::kLinks) links[link_index++] = bytes;
    return field != Field::kMedia || read_media(bytes, media[media_index++]);
  });
  post.links = links;
  post.media = media;
  return ok;
}

Error damaged() { return {ErrorCode::kCorrupt, "post: damaged bytes"}; }

}  // namespace

void encode(const Item& item, const Reading& reading, std::string& out) {
  const Post& post = item.post;
  out.push_back(static_cast<char>(item.act));
  put_text(out, Field::kId, post.id);
  put_text(out, Field::kSource, post.source);
  put_time(out, Field::kSeenAt, post.seen_at);
  if (item.act == Act::kForgetAuthor) {
    put_text(out, Field::kAuthorId, post.author.id);
    if (post.created_at != Time{}) put_time(out, Field::kTime, post.created_at);
  }
  if (item.act != Act::kSay) return;
  put_post(out, post);
  put_reading(out, reading);
}

Result<Decoded> decode(std::string_view bytes, Arena& arena) {
  ByteReader in(bytes);
  const auto act = in.get<std::uint8_t>();
  if (!in.ok() || act > static_cast<std::uint8_t>(Act::kForgetAuthor)) return damaged();
  Decoded out;
  out.item.act = static_cast<Act>(act);
  Lists lists;
  const bool ok = each_field(
      in, [&](Field field, std::uint64_t value) { return read_number(field, value, out); },
      [&](Field field, std::string_view text) { return read_bytes(field, text, out, lists); });
  if (!ok) return damaged();
  if (lists.link_count + lists.media_count > 0 && !read_lists(in, lists, arena, out.item.post)) return damaged();
  return out;
}

}  // namespace vigie::post
