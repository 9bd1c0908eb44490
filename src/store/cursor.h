// Where a page of results ended: the order of results has no equal posts, so the next page begins
// after this one, whatever arrived meanwhile. Opaque to clients.
// Threads: values. Errors: kInvalid for a text that no search gave.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "post/post.h"

namespace vigie::store {

struct Cursor {
  Time created_at{};
  std::string source;
  std::string id;
};

std::string to_text(const Cursor& cursor);  // ASCII letters, digits, `-` and `_`.
Result<Cursor> read_cursor(std::string_view text);

// The order of results: newest first, then source and id.
bool comes_before(const post::Post& left, const post::Post& right);
bool comes_after(const post::Post& post, const Cursor& cursor);

}  // namespace vigie::store
