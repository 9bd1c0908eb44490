#include "protocol/json_values.h"

#include <algorithm>
#include <utility>

namespace vigie::protocol {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_blank(char c) { return kBlanks.find(c) != std::string_view::npos; }

std::string_view without_blanks(std::string_view text) {
  const auto begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

}  // namespace

std::optional<JsonValues::Value> JsonValues::next(std::string_view text) {
  for (; scanned_ < text.size(); ++scanned_) {
    const char c = text[scanned_];
    const bool between = depth_ == 0 && !in_string_;
    if (between && !in_array_ && blank_ && c == '[') {
      in_array_ = first_ = true;
      begin_ = scanned_ + 1;
    } else if (between && in_array_ && (c == ',' || c == ']')) {
      const bool none = c == ']' && first_ && blank_;  // `[]`
      in_array_ = c == ',';
      first_ = false;
      if (!none) return cut(scanned_, scanned_ + 1);
      begin_ = scanned_ + 1;
    } else if (between && !in_array_ && c == '\n' && !blank_) {
      return cut(scanned_, scanned_ + 1);
    } else {
      step(c);
      const bool closed = !between && depth_ == 0 && !in_string_ && c != '"';
      if (closed && !in_array_) return cut(scanned_ + 1, scanned_ + 1);
    }
  }
  return std::nullopt;
}

// A line break ends a string: none can hold one, so that a quote never closed harms its own line alone.
void JsonValues::step(char c) {
  blank_ = blank_ && is_blank(c);
  if (in_string_) {
    if ((c == '"' && !escaped_) || c == '\n') in_string_ = false;
    escaped_ = c == '\\' && !escaped_;
  } else if (c == '"') {
    in_string_ = true;
  } else if (c == '{' || c == '[') {
    ++depth_;
  } else if ((c == '}' || c == ']') && depth_ > 0) {
    --depth_;
  }
}

std::optional<JsonValues::Value> JsonValues::finish(std::string_view text) {
  if (depth_ > 0 || in_string_ || blank_) return std::nullopt;
  return cut(text.size(), text.size());
}

void JsonValues::drop(std::size_t bytes) {
  scanned_ -= bytes;
  begin_ -= std::min(begin_, bytes);
}

std::optional<JsonValues::Value> JsonValues::cut(std::size_t end, std::size_t next) {
  scanned_ = 0;
  in_string_ = escaped_ = false;
  depth_ = 0;
  return Value{std::exchange(begin_, 0), end, next, std::exchange(blank_, true)};
}

Result<std::vector<std::string_view>> elements_of(std::string_view json, std::size_t most) {
  if (!without_blanks(json).starts_with('[')) return invalid("not a JSON array");
  JsonValues values;
  std::vector<std::string_view> elements;
  while (const auto value = values.next(json)) {
    elements.push_back(without_blanks(json.substr(value->begin, value->end - value->begin)));
    if (elements.size() > most) return elements;
    json.remove_prefix(value->next);
    if (!values.in_array()) break;
  }
  if (values.is_open()) return invalid("not JSON: an array without end");
  const bool ends = elements.empty() ? !values.finish(json) : without_blanks(json).empty();
  return ends ? Result(std::move(elements)) : invalid("not JSON: text after the array");
}

bool is_document(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  start.remove_prefix(std::min(start.find_first_not_of(kBlanks), start.size()));
  if (start.starts_with('[')) return true;
  const auto second = start.find_first_not_of(" \t\r", 1);
  return start.starts_with('{') && second != std::string_view::npos && start[second] == '\n';
}

}  // namespace vigie::protocol
