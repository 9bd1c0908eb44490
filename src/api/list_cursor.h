// Where a page of a list ended that is read whole for each page, newest first: the time of its last post, and a hash
// of its key. What came meanwhile moves no page; what is gone leaves its time to go on from.
// Threads: pure functions. Errors: none; a cursor that is none of ours begins the list.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace vigie::api {

struct ListPlace {
  Time at{};
  std::string_view source, id;
};

std::string list_cursor(const ListPlace& place);

// The index of the first of `count` that comes behind it.
std::size_t first_behind(std::string_view cursor, std::size_t count,
                         const std::function<ListPlace(std::size_t)>& place_of);

}  // namespace vigie::api
