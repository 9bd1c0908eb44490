#include "protocol/json_lines.h"

#include <simdjson.h>

#include <string>
#include <vector>

#include "protocol/json_values.h"
#include "protocol/limits.h"
#include "protocol/post_reader.h"

namespace vigie::protocol {

class JsonLines::Parser {
 public:
  Result<void> read(std::string_view line, post::Batch& out);
  std::string_view id() const { return id_; }

 private:
  enum class As { kPost, kDeletion };

  Result<void> read_as(As what, std::size_t size, Arena& arena);

  od::parser parser_;
  std::string padded_;
  bool unicode_escapes_ = false;
  PostReader reader_;
  std::string_view id_;  // Of the line read last, as far as it was read.
};

Result<void> JsonLines::Parser::read(std::string_view line, post::Batch& out) {
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);  // A file's byte order mark.
  id_ = {};
  if (line.size() > kLineBytesMax) {
    return invalid(std::to_string(line.size()) + " bytes, at most " + std::to_string(kLineBytesMax));
  }
  padded_.assign(line);
  padded_.append(simdjson::SIMDJSON_PADDING, ' ');
  unicode_escapes_ = line.find("\\u") != std::string_view::npos;
  auto read = read_as(As::kPost, line.size(), out.arena());
  // A deletion is obeyed whatever else its record says.
  const bool may_delete = !read && line.find("\"deleted\"") != std::string_view::npos;
  if (!read && !(may_delete && read_as(As::kDeletion, line.size(), out.arena()))) return read;
  out.adopt(reader_.item());
  return {};
}

Result<void> JsonLines::Parser::read_as(As what, std::size_t size, Arena& arena) {
  od::document document;
  if (const auto error = parser_.iterate(padded_.data(), size, padded_.size()).get(document)) return not_json(error);
  od::object object;
  if (const auto error = document.get_object().get(object)) {
    return error == simdjson::INCORRECT_TYPE ? invalid("not a JSON object") : not_json(error);
  }
  auto ok = what == As::kPost ? reader_.read(object, arena, unicode_escapes_)
                              : reader_.read_deletion(object, arena, unicode_escapes_);
  id_ = reader_.item().post.id;
  const bool at_end = !ok || document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return at_end ? ok : invalid("not JSON: text after the object");
}

JsonLines::JsonLines() : parser_(std::make_unique<Parser>()) {}
JsonLines::~JsonLines() = default;
JsonLines::JsonLines(JsonLines&&) noexcept = default;
JsonLines& JsonLines::operator=(JsonLines&&) noexcept = default;

Result<void> JsonLines::read(std::string_view line, post::Batch& out) { return parser_->read(line, out); }

std::string_view JsonLines::refused_id() const { return parser_->id(); }

Result<std::size_t> JsonLines::read_array(std::string_view json, std::size_t most, post::Batch& out,
                                          const OnRefused& on_refused) {
  const auto elements = elements_of(json, most);
  if (!elements) return elements.error();
  if (elements->size() > most) return most + 1;
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const auto bytes = (*elements)[i];
    if (auto ok = parser_->read(bytes, out); !ok) on_refused({i + 1, 0, ok.error().message, bytes});
  }
  return elements->size();
}

}  // namespace vigie::protocol
