#include "protocol/json_member.h"

#include <cmath>
#include <string>

#include "base/time_text.h"
#include "post/validate.h"
#include "protocol/json_syntax.h"

namespace vigie::protocol {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace

Error wrong(std::string_view name, std::string_view reason) {
  return invalid(std::string(name) + ": " + std::string(reason));
}

Error not_json(simdjson::error_code code) {
  switch (code) {
    case simdjson::UTF8_ERROR:
      return invalid("broken UTF-8");
    case simdjson::UNESCAPED_CHARS:
      return invalid("not JSON: a control character in a string");
    case simdjson::UNCLOSED_STRING:
      return invalid("not JSON: a string without end");
    case simdjson::EMPTY:
      return invalid("empty");
    case simdjson::DEPTH_ERROR:
      return invalid("not JSON: nested too deep");
    default:
      return invalid("not JSON");
  }
}

Result<std::string_view> raw_of(od::value value) {
  std::string_view raw;
  od::json_type type;
  if (auto error = value.type().get(type)) return not_json(error);
  simdjson::error_code error = simdjson::SUCCESS;
  if (type == od::json_type::object) {
    od::object object;
    error = value.get_object().get(object);
    if (!error) error = object.raw_json().get(raw);
  } else if (type == od::json_type::array) {
    od::array array;
    error = value.get_array().get(array);
    if (!error) error = array.raw_json().get(raw);
  } else {
    raw = value.raw_json_token();
  }
  if (error) return not_json(error);
  return trimmed(raw);
}

bool is_null(od::value& value) {
  bool null = false;
  return value.is_null().get(null) == simdjson::SUCCESS && null;
}

Result<bool> object_or_null(std::string_view name, od::value& value, od::object& out) {
  const auto error = value.get_object().get(out);
  if (!error) return true;
  if (is_null(value)) return false;
  return error == simdjson::INCORRECT_TYPE ? wrong(name, "not an object") : not_json(error);
}

Result<bool> array_or_null(std::string_view name, od::value& value, od::array& out) {
  const auto error = value.get_array().get(out);
  if (!error) return true;
  if (is_null(value)) return false;
  return error == simdjson::INCORRECT_TYPE ? wrong(name, "not an array") : not_json(error);
}

// False: null, which counts as absent.
Result<bool> MemberReader::read_string(std::string_view name, od::value& value, std::string_view& out) {
  std::string_view text;
  out = {};
  if (const auto error = value.get_string().get(text)) {
    if (error == simdjson::INCORRECT_TYPE) {
      if (is_null(value)) return false;
      return wrong(name, "not a string");
    }
    return error == simdjson::STRING_ERROR ? wrong(name, "a broken escape or a lone surrogate") : not_json(error);
  }
  if (unicode_escapes_ && text.find('\0') != std::string_view::npos) return wrong(name, "holds a NUL");
  out = arena_->copy(text);
  return true;
}

Result<void> MemberReader::read_text(std::string_view name, od::value& value, std::string_view& out) {
  const auto there = read_string(name, value, out);
  return there ? Result<void>{} : there.error();
}

Result<bool> MemberReader::read_time(std::string_view name, od::value& value, Time& out) {
  std::string_view text;
  const auto there = read_string(name, value, text);
  if (!there) return there.error();
  if (!*there) return false;
  const auto time = parse_time(text);
  if (!time) return wrong(name, "\"" + excerpt(text) + "\" is no time of RFC 3339");
  out = *time;
  return true;
}

Result<void> MemberReader::read_count(std::string_view name, od::value& value, std::uint64_t& out) {
  const std::string_view token = trimmed(value.raw_json_token());
  out = 0;
  if (token == "null") {
    bool null = false;
    if (const auto error = value.is_null().get(null)) return not_json(error);
    return {};
  }
  double number = 0;
  if (value.get_uint64().get(out) != simdjson::SUCCESS) {
    if (value.get_double().get(number)) return wrong(name, excerpt(token) + " is no number");
    if (number < 0) return wrong(name, excerpt(token) + " is below 0");
    if (number > static_cast<double>(post::kCountMax)) return wrong(name, excerpt(token) + " is above 2^53");
    if (number != std::floor(number)) return wrong(name, excerpt(token) + " is not whole");
    out = static_cast<std::uint64_t>(number);
  }
  return out > post::kCountMax ? wrong(name, excerpt(token) + " is above 2^53") : Result<void>{};
}

Result<void> MemberReader::read_rating(std::string_view name, od::value& value, std::optional<float>& out) {
  out.reset();
  double number = 0;
  if (value.get_double().get(number)) {
    if (is_null(value)) return {};
    return wrong(name, excerpt(trimmed(value.raw_json_token())) + " is no number");
  }
  out = static_cast<float>(number);
  return std::isfinite(*out) ? Result<void>{} : wrong(name, "out of range");
}

Result<std::optional<bool>> MemberReader::read_bool(std::string_view name, od::value& value) {
  bool answer = false;
  if (value.get_bool().get(answer)) {
    if (is_null(value)) return std::optional<bool>();
    return wrong(name, "neither true nor false");
  }
  return std::optional<bool>(answer);
}

}  // namespace vigie::protocol
