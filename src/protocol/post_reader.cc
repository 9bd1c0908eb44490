#include "protocol/post_reader.h"

#include <array>
#include <string>

#include "protocol/json_syntax.h"
#include "protocol/post_field.h"

namespace vigie::protocol {

// The most frequent first: the list is walked through.
const PostReader::Member* PostReader::member_of(std::string_view name) {
  using post::Post;
  static constexpr std::array<Member, 27> kMembers = {{
      {"id", &PostReader::read_text<&Post::id>},
      {"source", &PostReader::read_text<&Post::source>},
      {"kind", &PostReader::read_kind},
      {"time", &PostReader::read_time},
      {"text", &PostReader::read_body},
      {"author", &PostReader::read_author},
      {"lang", &PostReader::read_text<&Post::lang>},
      {"links", &PostReader::read_links},
      {"url", &PostReader::read_text<&Post::url>},
      {"parent", &PostReader::read_text<&Post::parent>},
      {"root", &PostReader::read_text<&Post::root>},
      {"likes", &PostReader::read_count<&Post::likes>},
      {"reposts", &PostReader::read_count<&Post::reposts>},
      {"replies", &PostReader::read_count<&Post::replies>},
      {"media", &PostReader::read_media},
      {"title", &PostReader::read_text<&Post::title>},
      {"summary", &PostReader::read_text<&Post::summary>},
      {"edited_at", &PostReader::read_edited_at},
      {"rating", &PostReader::read_rating},
      {"rating_max", &PostReader::read_rating_max},
      {"brand", &PostReader::read_text<&Post::brand>},
      {"product", &PostReader::read_text<&Post::product>},
      {"verified", &PostReader::read_verified},
      {"incentive", &PostReader::read_text<&Post::incentive>},
      {"experienced_at", &PostReader::read_text<&Post::experienced_at>},
      {"deleted", &PostReader::read_deleted},
      {"vigie", &PostReader::pass_over},  // Our own reading, made anew here.
  }};
  for (const auto& member : kMembers) {
    if (member.name == name) return &member;
  }
  return nullptr;
}

bool PostReader::knows(std::string_view name) { return member_of(name) != nullptr; }

void PostReader::begin(Arena& arena, bool unicode_escapes) {
  arena_ = &arena;
  members_ = MemberReader(arena, unicode_escapes);
  item_ = {};
  found_ = {};
  extra_.clear();
}

Result<void> PostReader::read(od::object& object, Arena& arena, bool unicode_escapes) {
  begin(arena, unicode_escapes);
  const auto ok = each_member(object, [&](std::string_view name, od::value& value) {
    const Member* const member = member_of(name);
    return member == nullptr ? keep("", name, value) : (this->*member->read)(name, value);
  });
  return ok ? finish() : ok;
}

Result<void> PostReader::read_deletion(od::object& object, Arena& arena, bool unicode_escapes) {
  begin(arena, unicode_escapes);
  auto ok = each_member(object, [&](std::string_view name, od::value& value) {
    const bool counts = name == "id" || name == "source" || name == "deleted";
    return counts ? (this->*member_of(name)->read)(name, value) : pass_over(name, value);
  });
  if (!ok) return ok;
  return found_.deleted ? finish_deletion() : invalid("deleted: missing");
}

template <std::string_view post::Post::*kText>
Result<void> PostReader::read_text(std::string_view name, od::value& value) {
  return members_.read_text(name, value, post_.*kText);
}

template <std::uint64_t post::Post::*kCount>
Result<void> PostReader::read_count(std::string_view name, od::value& value) {
  return members_.read_count(name, value, post_.*kCount);
}

Result<void> PostReader::read_body(std::string_view name, od::value& value) {
  const auto there = members_.read_string(name, value, post_.text);
  if (!there) return there.error();
  found_.text = *there;
  return {};
}

Result<void> PostReader::read_time(std::string_view name, od::value& value) {
  const auto there = members_.read_time(name, value, post_.created_at);
  if (!there) return there.error();
  found_.time = *there;
  return {};
}

Result<void> PostReader::read_edited_at(std::string_view name, od::value& value) {
  Time time;
  const auto there = members_.read_time(name, value, time);
  if (!there) return there.error();
  post_.edited_at = *there ? std::optional(time) : std::nullopt;
  return {};
}

Result<void> PostReader::read_kind(std::string_view name, od::value& value) {
  std::string_view text;
  const auto there = members_.read_string(name, value, text);
  if (!there) return there.error();
  found_.kind = *there;
  const auto kind = *there ? post::kind_of(text) : post::Kind::kPost;
  if (!kind) {
    return wrong(name, "\"" + excerpt(text) + "\" is none of post, reply, repost, quote, review, comment, entry");
  }
  post_.kind = *kind;
  return {};
}

Result<void> PostReader::read_author(std::string_view name, od::value& value) {
  post_.author = {};
  od::object object;
  const auto there = object_or_null(name, value, object);
  if (!there) return there.error();
  if (!*there) return {};
  return each_member(object, [&](std::string_view part, od::value& of_author) {
    if (part == "id") return members_.read_text("author.id", of_author, post_.author.id);
    if (part == "handle") return members_.read_text("author.handle", of_author, post_.author.handle);
    if (part == "name") return members_.read_text("author.name", of_author, post_.author.name);
    return keep("author.", part, of_author);
  });
}

Result<void> PostReader::read_links(std::string_view name, od::value& value) {
  post_.links = {};
  od::array array;
  const auto there = array_or_null(name, value, array);
  if (!there) return there.error();
  if (!*there) return {};
  links_.clear();
  auto ok = each_element(array, [&](od::value& link) {
    std::string_view text;
    auto read = members_.read_text(name, link, text);
    if (!text.empty()) links_.push_back(text);
    return read;
  });
  post_.links = arena_->copy(links_);
  return ok;
}

Result<void> PostReader::read_media(std::string_view name, od::value& value) {
  post_.media = {};
  od::array array;
  const auto there = array_or_null(name, value, array);
  if (!there) return there.error();
  if (!*there) return {};
  media_.clear();
  auto ok = each_element(array, [&](od::value& element) -> Result<void> {
    od::object object;
    const auto error = element.get_object().get(object);
    if (error == simdjson::INCORRECT_TYPE) return wrong(name, "holds what is no object");
    return error ? not_json(error) : read_medium(object);
  });
  post_.media = arena_->copy(media_);
  return ok;
}

Result<void> PostReader::read_medium(od::object& object) {
  post::Media& medium = media_.emplace_back();
  return each_member(object, [&](std::string_view name, od::value& value) {
    if (name == "type") return members_.read_text("media.type", value, medium.type);
    if (name == "alt") return members_.read_text("media.alt", value, medium.alt);
    return keep("media." + std::to_string(media_.size() - 1) + ".", name, value);
  });
}

Result<void> PostReader::read_rating(std::string_view name, od::value& value) {
  return members_.read_rating(name, value, post_.rating);
}

Result<void> PostReader::read_rating_max(std::string_view name, od::value& value) {
  std::optional<float> scale;
  auto ok = members_.read_rating(name, value, scale);
  post_.rating_max = scale.value_or(post::Post{}.rating_max);
  return ok;
}

Result<void> PostReader::read_verified(std::string_view name, od::value& value) {
  const auto verified = members_.read_bool(name, value);
  if (!verified) return verified.error();
  post_.verified = *verified;
  return {};
}

Result<void> PostReader::read_deleted(std::string_view name, od::value& value) {
  const auto deleted = members_.read_bool(name, value);
  if (!deleted) return deleted.error();
  found_.deleted = deleted->value_or(false);
  return {};
}

Result<void> PostReader::pass_over(std::string_view, od::value& value) {
  const auto raw = raw_of(value);
  return raw ? Result<void>{} : raw.error();
}

Result<void> PostReader::keep(std::string_view prefix, std::string_view name, od::value& value) {
  const std::string full = std::string(prefix) + std::string(name);
  if (full.find('\0') != std::string::npos) return invalid("a member's name holds a NUL");
  const auto raw = raw_of(value);
  return raw ? extra_.add(full, *raw) : Result<void>(raw.error());
}

Result<void> PostReader::finish() {
  if (found_.deleted) return finish_deletion();
  if (post_.id.empty()) return invalid("id: missing");
  if (post_.source.empty()) return invalid("source: missing");
  if (!found_.time) return invalid("time: missing");
  if (!found_.text) return invalid("text: missing");
  settle(post_, found_.kind);
  post_.extra = extra_.object(*arena_);
  return {};
}

Result<void> PostReader::finish_deletion() {
  if (post_.id.empty()) return invalid("id: missing");
  if (post_.source.empty()) return invalid("source: missing");
  post::Item deletion{post::Act::kDelete, {}};
  deletion.post.id = post_.id;
  deletion.post.source = post_.source;
  item_ = deletion;
  return {};
}

}  // namespace vigie::protocol
