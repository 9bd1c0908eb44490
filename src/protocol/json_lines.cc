#include "protocol/json_lines.h"

#include <simdjson.h>

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "protocol/json_member.h"
#include "protocol/json_syntax.h"
#include "protocol/limits.h"
#include "protocol/post_field.h"
#include "protocol/post_json.h"

namespace vigie::protocol {
namespace {

enum class Member : std::uint8_t {
  kId,
  kSource,
  kKind,
  kTime,
  kEditedAt,
  kAuthor,
  kTitle,
  kSummary,
  kText,
  kLang,
  kUrl,
  kParent,
  kRoot,
  kLinks,
  kMedia,
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
  kDeleted,
  kVigie,
};

constexpr std::array<std::pair<std::string_view, Member>, 27> kMembers = {{
    {"id", Member::kId},
    {"source", Member::kSource},
    {"kind", Member::kKind},
    {"time", Member::kTime},
    {"text", Member::kText},
    {"author", Member::kAuthor},
    {"lang", Member::kLang},
    {"links", Member::kLinks},
    {"url", Member::kUrl},
    {"parent", Member::kParent},
    {"root", Member::kRoot},
    {"likes", Member::kLikes},
    {"reposts", Member::kReposts},
    {"replies", Member::kReplies},
    {"media", Member::kMedia},
    {"title", Member::kTitle},
    {"summary", Member::kSummary},
    {"edited_at", Member::kEditedAt},
    {"rating", Member::kRating},
    {"rating_max", Member::kRatingMax},
    {"brand", Member::kBrand},
    {"product", Member::kProduct},
    {"verified", Member::kVerified},
    {"incentive", Member::kIncentive},
    {"experienced_at", Member::kExperiencedAt},
    {"deleted", Member::kDeleted},
    {"vigie", Member::kVigie},
}};

std::optional<Member> member_of(std::string_view name) {
  for (const auto& [known, member] : kMembers) {
    if (known == name) return member;
  }
  return std::nullopt;
}

}  // namespace

class JsonLines::Parser {
 public:
  Result<void> read(std::string_view line, post::Batch& out);
  Result<std::vector<std::string_view>> split(std::string_view json);

 private:
  struct Found {
    bool text = false;
    bool time = false;
    bool kind = false;
    bool deleted = false;
  };

  Result<void> load(std::string_view json, std::size_t bytes_max, od::document& document);
  Result<void> read_members(od::object& object);
  Result<void> read_member(Member member, std::string_view name, od::value& value);
  Result<void> read_author(od::value& value);
  Result<void> read_links(od::value& value);
  Result<void> read_media(od::value& value);
  Result<void> read_one_medium(od::object& object);
  Result<void> read_kind(od::value& value);
  Result<void> keep(std::string_view prefix, std::string_view name, od::value& value);
  Result<void> finish(post::Item& item);

  od::parser parser_;
  std::string padded_;
  std::string extra_;  // Members separated by commas, without the braces.
  std::vector<std::string_view> links_;
  std::vector<post::Media> media_;
  MemberReader members_;
  Found found_;
  post::Post post_;
  Arena* arena_ = nullptr;
};

Result<void> JsonLines::Parser::load(std::string_view json, std::size_t bytes_max, od::document& document) {
  if (json.size() > bytes_max) {
    return invalid(std::to_string(json.size()) + " bytes, at most " + std::to_string(bytes_max));
  }
  padded_.assign(json);
  padded_.append(simdjson::SIMDJSON_PADDING, ' ');
  if (auto error = parser_.iterate(padded_.data(), json.size(), padded_.size()).get(document)) return not_json(error);
  return {};
}

Result<void> JsonLines::Parser::read(std::string_view line, post::Batch& out) {
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);  // A file's byte order mark.
  od::document document;
  if (auto ok = load(line, kLineBytesMax, document); !ok) return ok;
  post_ = {};
  found_ = {};
  extra_.clear();
  arena_ = &out.arena();
  members_ = MemberReader(*arena_, line.find("\\u") != std::string_view::npos);
  od::object object;
  if (auto error = document.get_object().get(object)) {
    return error == simdjson::INCORRECT_TYPE ? invalid("not a JSON object") : not_json(error);
  }
  if (auto ok = read_members(object); !ok) return ok;
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return invalid("not JSON: text after the object");
  post::Item item;
  if (auto ok = finish(item); !ok) return ok;
  out.adopt(item);
  return {};
}

Result<void> JsonLines::Parser::read_members(od::object& object) {
  for (auto field : object) {
    std::string_view name;
    od::value value;
    if (auto error = field.unescaped_key().get(name)) return not_json(error);
    if (auto error = field.value().get(value)) return not_json(error);
    const auto member = member_of(name);
    if (auto ok = member ? read_member(*member, name, value) : keep("", name, value); !ok) return ok;
  }
  return {};
}

Result<void> JsonLines::Parser::read_member(Member member, std::string_view name, od::value& value) {
  switch (member) {
    case Member::kId:
      return members_.read_text(name, value, post_.id);
    case Member::kSource:
      return members_.read_text(name, value, post_.source);
    case Member::kKind:
      return read_kind(value);
    case Member::kAuthor:
      return read_author(value);
    case Member::kTitle:
      return members_.read_text(name, value, post_.title);
    case Member::kSummary:
      return members_.read_text(name, value, post_.summary);
    case Member::kLang:
      return members_.read_text(name, value, post_.lang);
    case Member::kUrl:
      return members_.read_text(name, value, post_.url);
    case Member::kParent:
      return members_.read_text(name, value, post_.parent);
    case Member::kRoot:
      return members_.read_text(name, value, post_.root);
    case Member::kLinks:
      return read_links(value);
    case Member::kMedia:
      return read_media(value);
    case Member::kBrand:
      return members_.read_text(name, value, post_.brand);
    case Member::kProduct:
      return members_.read_text(name, value, post_.product);
    case Member::kIncentive:
      return members_.read_text(name, value, post_.incentive);
    case Member::kExperiencedAt:
      return members_.read_text(name, value, post_.experienced_at);
    case Member::kLikes:
      return members_.read_count(name, value, post_.likes);
    case Member::kReposts:
      return members_.read_count(name, value, post_.reposts);
    case Member::kReplies:
      return members_.read_count(name, value, post_.replies);
    case Member::kRating:
      return members_.read_rating(name, value, post_.rating);
    case Member::kVigie: {  // Our own reading, made anew here.
      const auto raw = raw_of(value);
      return raw ? Result<void>{} : raw.error();
    }
    case Member::kText: {
      const auto there = members_.read_string(name, value, post_.text);
      if (!there) return there.error();
      found_.text = *there;
      return {};
    }
    case Member::kTime: {
      const auto there = members_.read_time(name, value, post_.created_at);
      if (!there) return there.error();
      found_.time = *there;
      return {};
    }
    case Member::kEditedAt: {
      Time time;
      const auto there = members_.read_time(name, value, time);
      if (!there) return there.error();
      post_.edited_at = *there ? std::optional(time) : std::nullopt;
      return {};
    }
    case Member::kRatingMax: {
      std::optional<float> scale;
      if (auto ok = members_.read_rating(name, value, scale); !ok) return ok;
      post_.rating_max = scale.value_or(5.0F);
      return {};
    }
    case Member::kVerified: {
      const auto verified = members_.read_bool(name, value);
      if (!verified) return verified.error();
      post_.verified = *verified;
      return {};
    }
    case Member::kDeleted: {
      const auto deleted = members_.read_bool(name, value);
      if (!deleted) return deleted.error();
      found_.deleted = deleted->value_or(false);
      return {};
    }
  }
  return {};
}

Result<void> JsonLines::Parser::read_kind(od::value& value) {
  std::string_view text;
  const auto there = members_.read_string("kind", value, text);
  if (!there) return there.error();
  found_.kind = *there;
  if (!*there) return {};
  const auto kind = post::kind_of(text);
  if (!kind) {
    return wrong("kind", "\"" + excerpt(text) + "\" is none of post, reply, repost, quote, review, comment, entry");
  }
  post_.kind = *kind;
  return {};
}

Result<void> JsonLines::Parser::read_author(od::value& value) {
  post_.author = {};
  od::object object;
  if (auto error = value.get_object().get(object)) {
    if (is_null(value)) return {};
    return error == simdjson::INCORRECT_TYPE ? wrong("author", "not an object") : not_json(error);
  }
  for (auto field : object) {
    std::string_view name;
    od::value member;
    if (auto error = field.unescaped_key().get(name)) return not_json(error);
    if (auto error = field.value().get(member)) return not_json(error);
    Result<void> ok;
    if (name == "id") {
      ok = members_.read_text("author.id", member, post_.author.id);
    } else if (name == "handle") {
      ok = members_.read_text("author.handle", member, post_.author.handle);
    } else if (name == "name") {
      ok = members_.read_text("author.name", member, post_.author.name);
    } else {
      ok = keep("author.", name, member);
    }
    if (!ok) return ok;
  }
  return {};
}

Result<void> JsonLines::Parser::read_links(od::value& value) {
  links_.clear();
  post_.links = {};
  od::array array;
  if (auto error = value.get_array().get(array)) {
    if (is_null(value)) return {};
    return error == simdjson::INCORRECT_TYPE ? wrong("links", "not an array") : not_json(error);
  }
  for (auto element : array) {
    od::value link;
    if (auto error = element.get(link)) return not_json(error);
    std::string_view text;
    if (auto ok = members_.read_text("links", link, text); !ok) return ok;
    if (!text.empty()) links_.push_back(text);
  }
  const auto kept = arena_->array<std::string_view>(links_.size());
  std::copy(links_.begin(), links_.end(), kept.begin());
  post_.links = kept;
  return {};
}

Result<void> JsonLines::Parser::read_media(od::value& value) {
  media_.clear();
  post_.media = {};
  od::array array;
  if (auto error = value.get_array().get(array)) {
    if (is_null(value)) return {};
    return error == simdjson::INCORRECT_TYPE ? wrong("media", "not an array") : not_json(error);
  }
  for (auto element : array) {
    od::object object;
    if (auto error = element.get_object().get(object)) {
      return error == simdjson::INCORRECT_TYPE ? wrong("media", "holds what is no object") : not_json(error);
    }
    if (auto ok = read_one_medium(object); !ok) return ok;
  }
  const auto kept = arena_->array<post::Media>(media_.size());
  std::copy(media_.begin(), media_.end(), kept.begin());
  post_.media = kept;
  return {};
}

Result<void> JsonLines::Parser::read_one_medium(od::object& object) {
  post::Media& medium = media_.emplace_back();
  for (auto field : object) {
    std::string_view name;
    od::value value;
    if (auto error = field.unescaped_key().get(name)) return not_json(error);
    if (auto error = field.value().get(value)) return not_json(error);
    Result<void> ok;
    if (name == "type") {
      ok = members_.read_text("media.type", value, medium.type);
    } else if (name == "alt") {
      ok = members_.read_text("media.alt", value, medium.alt);
    } else {
      ok = keep("media." + std::to_string(media_.size() - 1) + ".", name, value);
    }
    if (!ok) return ok;
  }
  return {};
}

Result<void> JsonLines::Parser::keep(std::string_view prefix, std::string_view name, od::value& value) {
  const std::string full = std::string(prefix) + std::string(name);
  if (full.find('\0') != std::string::npos) return invalid("a member's name holds a NUL");
  const auto raw = raw_of(value);
  if (!raw) return raw.error();
  if (!extra_.empty()) extra_ += ',';
  write_json_string(full, extra_);
  extra_ += ':';
  if (auto ok = append_compact(*raw, extra_); !ok) return wrong(excerpt(full), ok.error().message);
  return {};
}

Result<void> JsonLines::Parser::finish(post::Item& item) {
  if (post_.id.empty()) return invalid("id: missing");
  if (post_.source.empty()) return invalid("source: missing");
  if (found_.deleted) {
    item.act = post::Act::kDelete;
    item.post.id = post_.id;
    item.post.source = post_.source;
    return {};
  }
  if (!found_.time) return invalid("time: missing");
  if (!found_.text) return invalid("text: missing");
  settle(post_, found_.kind);
  if (!extra_.empty()) post_.extra = arena_->copy("{" + extra_ + "}");
  item.post = post_;
  return {};
}

Result<std::vector<std::string_view>> JsonLines::Parser::split(std::string_view json) {
  od::document document;
  if (auto ok = load(json, kDocumentBytesMax, document); !ok) return ok.error();
  od::array array;
  if (auto error = document.get_array().get(array)) {
    return error == simdjson::INCORRECT_TYPE ? invalid("not a JSON array") : not_json(error);
  }
  std::vector<std::string_view> elements;
  for (auto element : array) {
    od::value value;
    if (auto error = element.get(value)) return not_json(error);
    const auto raw = raw_of(value);
    if (!raw) return raw.error();
    elements.push_back(json.substr(static_cast<std::size_t>(raw->data() - padded_.data()), raw->size()));
  }
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return invalid("not JSON: text after the array");
  return elements;
}

JsonLines::JsonLines() : parser_(std::make_unique<Parser>()) {}
JsonLines::~JsonLines() = default;
JsonLines::JsonLines(JsonLines&&) noexcept = default;
JsonLines& JsonLines::operator=(JsonLines&&) noexcept = default;

Result<void> JsonLines::read(std::string_view line, post::Batch& out) { return parser_->read(line, out); }

Result<std::size_t> JsonLines::read_array(std::string_view json, post::Batch& out, const OnRefused& on_refused) {
  const auto elements = parser_->split(json);
  if (!elements) return elements.error();
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const auto bytes = (*elements)[i];
    if (auto ok = parser_->read(bytes, out); !ok) on_refused({i + 1, 0, ok.error().message, bytes});
  }
  return elements->size();
}

}  // namespace vigie::protocol
