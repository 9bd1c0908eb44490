// One member's value of a post's JSON, by simdjson's on-demand reading: the type it must have, and
// the reason with the member's name where it has another. `null` is as absent.
// Only for sources of this part: it brings simdjson with it.
// Threads: owned by one thread. Errors: the value is not what the member asks for.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/arena.h"
#include "base/clock.h"
#include "base/result.h"

namespace vigie::protocol {

namespace od = simdjson::ondemand;

Error wrong(std::string_view name, std::string_view reason);  // `likes: -1 is below 0`
Error not_json(simdjson::error_code code);
bool is_null(od::value& value);

// Calls take(name, value) for each member of `object` until it fails.
template <typename Take>
Result<void> each_member(od::object& object, Take&& take) {
  for (auto field : object) {
    std::string_view name;
    od::value value;
    if (const auto error = field.unescaped_key().get(name)) return not_json(error);
    if (const auto error = field.value().get(value)) return not_json(error);
    if (Result<void> ok = take(name, value); !ok) return ok;
  }
  return {};
}

// Calls take(value) for each element of `array` until it fails.
template <typename Take>
Result<void> each_element(od::array& array, Take&& take) {
  for (auto element : array) {
    od::value value;
    if (const auto error = element.get(value)) return not_json(error);
    if (Result<void> ok = take(value); !ok) return ok;
  }
  return {};
}

// False: null.
Result<bool> object_or_null(std::string_view name, od::value& value, od::object& out);
Result<bool> array_or_null(std::string_view name, od::value& value, od::array& out);

// The value as it stands in the line, without the blanks around it. Its grammar is not checked.
Result<std::string_view> raw_of(od::value value);

class MemberReader {
 public:
  MemberReader() = default;
  // Strings are copied into `arena`. `unicode_escapes`: the line has `\u`; only then can a string hold a NUL.
  MemberReader(Arena& arena, bool unicode_escapes) : arena_(&arena), unicode_escapes_(unicode_escapes) {}

  // False: null.
  Result<bool> read_string(std::string_view name, od::value& value, std::string_view& out);
  Result<bool> read_time(std::string_view name, od::value& value, Time& out);
  Result<void> read_text(std::string_view name, od::value& value, std::string_view& out);
  Result<void> read_count(std::string_view name, od::value& value, std::uint64_t& out);
  Result<void> read_rating(std::string_view name, od::value& value, std::optional<float>& out);
  Result<std::optional<bool>> read_bool(std::string_view name, od::value& value);

 private:
  Arena* arena_ = nullptr;
  bool unicode_escapes_ = false;
};

}  // namespace vigie::protocol
