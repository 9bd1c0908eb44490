// Short ways through a parsed JSON document: what is absent or of another type reads as nothing.
// Only for sources of this part: it brings simdjson with it.
// Threads: values that borrow from their parser.
#pragma once

#include <simdjson.h>

#include <initializer_list>
#include <optional>
#include <string_view>

namespace vigie::protocol {

namespace dom = simdjson::dom;

// The member at the end of a path of names.
inline std::optional<dom::element> element_at(dom::element from, std::initializer_list<std::string_view> path) {
  for (const auto name : path) {
    if (from[name].get(from)) return std::nullopt;
  }
  return from;
}

inline std::string_view text_at(dom::element from, std::initializer_list<std::string_view> path) {
  const auto element = element_at(from, path);
  std::string_view text;
  if (!element || element->get(text)) return {};
  return text;
}

inline std::optional<std::uint64_t> count_at(dom::element from, std::initializer_list<std::string_view> path) {
  const auto element = element_at(from, path);
  std::uint64_t count = 0;
  if (!element || element->get(count)) return std::nullopt;
  return count;
}

inline std::optional<bool> bool_at(dom::element from, std::initializer_list<std::string_view> path) {
  const auto element = element_at(from, path);
  bool answer = false;
  if (!element || element->get(answer)) return std::nullopt;
  return answer;
}

inline std::optional<dom::array> array_at(dom::element from, std::initializer_list<std::string_view> path) {
  const auto element = element_at(from, path);
  dom::array array;
  if (!element || element->get(array)) return std::nullopt;
  return array;
}

}  // namespace vigie::protocol
