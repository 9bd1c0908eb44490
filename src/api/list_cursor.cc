#include "api/list_cursor.h"

#include <limits>

#include "api/call.h"
#include "base/hash.h"

namespace vigie::api {

std::string list_cursor(const ListPlace& place) {
  return std::to_string(micros_of(place.at)) + "." + std::to_string(hash64(place.id, hash64(place.source)));
}

std::size_t first_behind(std::string_view cursor, std::size_t count,
                         const std::function<ListPlace(std::size_t)>& place_of) {
  if (cursor.empty()) return 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (list_cursor(place_of(i)) == cursor) return i + 1;
  }
  // Its post is gone since: go on at its time.
  const auto at = whole_number(cursor.substr(0, cursor.find('.')), std::numeric_limits<std::int64_t>::max());
  if (!at) return 0;
  std::size_t i = 0;
  while (i < count && micros_of(place_of(i).at) >= static_cast<std::int64_t>(*at)) ++i;
  return i;
}

}  // namespace vigie::api
