// A hashtag or mention that a star leaves open: `#20*`, `@al@masto*`. Read without the star, what
// was typed would be no tag, or another.
// Threads: pure function. Errors: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/term.h"

namespace vigie::text {

struct TagBeginning {
  Kind kind;
  std::string folded;  // Less the sign.
};

// Nothing if `typed` is read well as it stands: `#rent`, `@ren`, a word.
std::optional<TagBeginning> tag_beginning(std::string_view typed);

}  // namespace vigie::text
