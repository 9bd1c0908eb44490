// What was told lately, for those who come back or fell behind. It names posts and holds none of them: the
// store has their words, or, of what was deleted since, has them no more.
// Threads: owned by one. Errors: none; what is too old is forgotten, and reaches() says so.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace vigie::watch {

constexpr std::size_t kEventsKept = 4'096;       // Of the posts of watches; and as many edits, deletions and changes.
constexpr std::size_t kOtherPostsKept = 16'384;  // For listeners with a query that nobody saved.

struct Told {
  enum class What : std::uint8_t { kPost, kEdit, kGone, kAuthorGone, kChanged };
  std::uint64_t id = 0;  // Of the event.
  What what{};
  std::string source;
  std::string key;  // Of the post, of the author; or what changed.
};

class Backlog {
 public:
  // Nothing before `first_event` was told by this house.
  explicit Backlog(std::uint64_t first_event);

  // From here on the posts that no watch matches are added too.
  void begin_others(std::uint64_t first_event) { others_.forgotten = first_event - 1; }

  // Ids grow. A post that no watch matches is kept for those who hear `others` alone.
  void add(Told told, bool of_a_watch);

  // All that was told up to here may have been forgotten: who heard less must load anew.
  std::uint64_t forgotten(bool others) const;

  struct Part {
    std::vector<Told> told;  // By id. Without what later edits and deletions made untrue.
    std::uint64_t upto = 0;  // `after`: there is nothing more.
  };
  Part since(std::uint64_t after, bool others, std::size_t told_max) const;

 private:
  struct Shelf {
    std::size_t told_max = 0;
    std::uint64_t forgotten = 0;
    std::deque<Told> told;

    void add(Told one);
    std::deque<Told>::const_iterator after(std::uint64_t id) const;
  };
  using Latest = std::unordered_map<std::string, std::uint64_t>;
  Latest latest_news(std::uint64_t after) const;

  Shelf of_watches_;
  Shelf others_;
  Shelf news_;  // Edits, deletions, changes: everybody hears them.
};

}  // namespace vigie::watch
