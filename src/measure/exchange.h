// What was said of something in a span of time, and who answered whom. The figures of presence and defence
// are counted here, and their posts listed, by the same rules, so that every number opens into exactly its posts.
//
// A *contribution* is what others say: not ours, no repost. It is *critical* when our reading of it is negative.
// A criticism is *acknowledged* when one of us answered it, *defended* when somebody who is neither ours, nor
// paid, nor its author answered it without criticising in turn, before us or without us.
// An answer is a post whose parent, or else root, is the criticism, said after it.
// Threads: a plain value. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "post/post.h"
#include "signal/share.h"

namespace vigie::measure {

// What the figures need of one post.
struct Said {
  std::string source, id, parent, root;
  std::uint64_t author = 0;  // A hash of source and author; 0: unknown.
  Time at{};
  bool is_about = true;  // The query found it; else it is read only for what it answers.
  bool is_ours = false;
  bool is_paid = false;
  bool is_repost = false;
  bool is_critical = false;
};

enum class Figure : std::uint8_t { kContributions, kCritical, kAcknowledged, kUnanswered, kDefended };
std::optional<Figure> figure_of(std::string_view name);  // "critical", "acknowledged", …

// A contribution with what became of it.
struct Contribution {
  const Said* said = nullptr;
  std::optional<Time> acknowledged_at;
  std::optional<Time> defended_at;
};

bool is_of(const Contribution& contribution, Figure figure);

// All of one figure counted. Criticisms are the whole of the shares of presence and defence.
struct Figures {
  std::uint64_t contributions = 0;
  std::uint64_t critical = 0;
  std::uint64_t acknowledged = 0;
  std::uint64_t defended = 0;
  std::optional<Micros> median_wait;  // From a criticism to our answer, of those acknowledged.

  signal::Share turn() const { return {critical, contributions}; }
  signal::Share presence() const { return {acknowledged, critical}; }
  signal::Share defence() const { return {defended, critical}; }
};

class Exchange {
 public:
  explicit Exchange(std::vector<Said> said);
  Exchange(Exchange&&) = default;  // Contributions point into the posts, which stay where they are.
  Exchange& operator=(Exchange&&) = default;

  // By falling time, then source and id.
  const std::vector<Contribution>& contributions() const { return contributions_; }
  Figures figures() const;
  // Of the contributions of [from, to).
  Figures figures(Time from, Time to) const;

 private:
  std::vector<Said> said_;
  std::vector<Contribution> contributions_;
};

}  // namespace vigie::measure
