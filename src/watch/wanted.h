// What one listener asked to hear.
// Threads: a value. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "query/document.h"
#include "query/program.h"
#include "watch/relevance.h"
#include "watch/watches.h"

namespace vigie::watch {

constexpr std::uint64_t kPostsPerSecondMax = 20;  // Told one by one to a page; the rest is counted.

struct Wanted {
  std::optional<WatchId> watch;           // Posts of this watch only; or
  bool shows_hidden = false;              // Of that watch, what is hidden as not about it too.
  std::optional<query::Program> program;  // posts of a query that nobody saved; or of any watch.
  std::uint64_t posts_per_s_max = kPostsPerSecondMax;
  std::uint64_t after_event = 0;  // First what was said since; 0: only what comes.

  // Whether a post is told, and by which program its words are marked; `watches` of `list` match it.
  bool takes(const query::Document& document, std::span<const WatchId> watches) const;
  bool hides(std::span<const AboutUs> about) const;  // What it would take.
  const query::Program* marks(std::span<const WatchId> watches, const WatchList& list) const;
};

}  // namespace vigie::watch
