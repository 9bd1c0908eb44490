// Character references of HTML: `&amp;`, `&#8217;`, `&#x2019;`.
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vigie::protocol {

struct EntityAtFront {
  char32_t value;     // U+FFFD for what is no character.
  std::size_t bytes;  // Of the reference, its `;` included.
};

// The reference that `text`, which begins with `&`, begins with. Named ones need their `;`.
std::optional<EntityAtFront> entity_at_front(std::string_view text);

}  // namespace vigie::protocol
