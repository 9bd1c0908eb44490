// How a trend opens into its posts: a text in the query language that finds them, and a sentence that says why it is
// told, in both languages.
// Threads: pure functions. Errors: none. Cost: these allocate.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "signal/rising.h"

namespace vigie::trend {

// Finds the posts in which the term was heard, from `rise.since` on, by words folded as the language folds them. Of a
// link it finds those that lead to its site: the language knows no more of links. `watch_query` is that of its watch.
std::string query_of(const signal::Rise& rise, std::string_view watch_query);

// Finds the posts that say a text, by its first words; "" if it has too few.
std::string query_of_text(std::string_view text);

std::string_view name_of(signal::TermKind kind);  // "word", …
std::optional<signal::TermKind> term_kind_of(std::string_view name);

struct Sentence {
  std::string fr, en;
};

struct Figures {
  std::uint64_t posts = 0;
  std::uint64_t voices = 0;
  std::uint64_t clusters = 0;  // Different texts.
  double usual = 0;            // Voices in so long a span.
  Micros span{};
};
Sentence reason_of(const Figures& figures);

}  // namespace vigie::trend
