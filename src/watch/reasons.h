// Why a post was read as it was: the words that made its language, with the one that came next, and its mood, with
// their weight, and the clauses that the mood toward a watch's subject was read from. As JSON, for whoever asks about
// one post. Threads: pure functions. Errors: none. Cost: some tens of microseconds.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "query/program.h"
#include "store/answers.h"
#include "watch/models.h"

namespace vigie::watch {

constexpr std::size_t kReasonsMax = 12;        // Words told of a reading.
constexpr std::size_t kReasonBytesMax = 400;   // Of one word or clause.
constexpr std::size_t kReasonClausesMax = 20;  // Clauses told.

// As it is told: at most kReasonBytesMax; what is cut within a code point, or was never UTF-8, is U+FFFD.
std::string reason_text(std::string_view text);

struct ReasonsFor {
  std::string_view watch;  // Its id, as it is told.
  const query::Program* program;
};

// `watch` may be null. The words explain what our models read today; where somebody corrected the reading, or an older
// model made it, they may speak for another one than is kept.
nlohmann::json reasons_json(const Models& models, const store::Hit& hit, const ReasonsFor* watch);

}  // namespace vigie::watch
