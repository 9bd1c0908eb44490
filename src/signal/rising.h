// What is rising? Words, hashtags, links, phrases, emoji, each against its own past, in any number of scopes (a
// language, a watch), in a fixed amount of memory whatever is said.
//
// Terms with a history have a place in a table; all others are counted together in a sketch (newcomers.h), and take the
// place of one that matters less once a few voices have said them: frequent ones keep their past, a flood of new
// ones passes by. What counts is the smaller of voices and texts that are no copies, never posts. A term rises when its
// last quarter of an hour, or its last hour, is several times what is usual, and so much that chance seldom does it: by
// the log-likelihood ratio of a negative binomial (Dunning 1993, for counts that spread).
// Threads: owned by one thread. Errors: none; what is beyond a limit is counted and passed over.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "signal/history.h"
#include "signal/newcomers.h"

namespace vigie::signal {

constexpr std::uint32_t kScopeIdleBuckets = 24 * kBucketsAnHour;  // After so long a scope gives way to another.
constexpr std::size_t kRisesMax = 2'000;
constexpr std::uint32_t kScopeWarmBuckets = kBucketsAnHour;  // In a scope's first hour everything is new.
constexpr float kRisingVoices = 4;                           // Fewer are no trend.
constexpr float kRisingTimes = 3;                            // So many times what is usual, at least,
constexpr float kRisingScore = 6;                            // and so far from chance.

enum class TermKind : std::uint8_t { kWord, kHashtag, kLink, kPhrase, kEmoji };

// Where terms are compared with their past: of everything in a language, in all languages, or a watch.
struct Scope {
  static constexpr std::uint8_t kAllLanguages = std::numeric_limits<std::uint8_t>::max();
  std::uint32_t watch = 0;  // 0: everything.
  std::uint8_t language = kAllLanguages;

  bool operator==(const Scope&) const = default;
};

struct Sighting {
  std::uint64_t term = 0;  // A well mixed hash; terms of two kinds differ.
  TermKind kind = TermKind::kWord;
  std::string_view text;  // As it is shown.
};

struct Rise {
  Scope scope;  // A watch's has the language of the post in which the term was noticed.
  TermKind kind = TermKind::kWord;
  std::string text;
  Heard heard;      // Since `since`.
  float usual = 0;  // Voices in so long a span.
  Time since{};
  float score = 0;
};

class Rising {
 public:
  struct Size {
    std::uint32_t places = 65'536;  // Powers of two.
    std::size_t cells = std::size_t{1} << 20U;
    std::size_t scopes = 1'024;
  };
  explicit Rising(const Size& size);

  struct Said {
    Scope scope;
    std::uint64_t voice = 0;    // Well mixed hashes.
    std::uint64_t cluster = 0;  // Of copies.
    bool is_copy = false;       // Not the first of its cluster.
    std::span<const Sighting> sightings;
  };
  // One post in one scope; `at` that does not grow counts as the latest so far.
  void hear(Time at, const Said& said);

  // The strongest first, at most kRisesMax. Cost: a look at every place, some milliseconds.
  std::vector<Rise> rising(Time now);

  // Whether a scope has a past to compare with.
  bool is_warm(const Scope& scope) const;
  std::vector<Scope> warm_scopes() const;

  struct Counts {
    std::uint64_t places = 0;       // Taken.
    std::uint64_t admitted = 0;     // Terms that took a place,
    std::uint64_t turned_away = 0;  // that found every place taken by a better known one.
    std::uint64_t scopes_full = 0;  // Posts in a scope beyond Size::scopes.
  };
  const Counts& counts() const { return counts_; }
  std::size_t bytes() const;  // Less the texts: at most the caller's longest for each place.
  static std::size_t bytes_max(const Size& size);

 private:
  static constexpr std::size_t kWays = 8;

  struct Place {
    History history;
    Scope scope;
    TermKind kind = TermKind::kWord;
    std::string text;
    std::uint32_t heard_in = 0;  // The number of the post.
  };
  struct Volume {  // All that a scope hears.
    Scope scope;
    History history;
    Bucket first = 0;
    Bucket last = 0;
  };

  void advance(Time at);
  Volume* volume_of(const Scope& scope);
  bool has_room_for_scope();
  const Volume* known_volume(const Scope& scope) const;
  std::int64_t find(std::uint64_t key) const;
  Place& place_at(std::size_t at) { return places_[indices_[at]]; }
  void hear_stranger(std::uint64_t key, const Said& said, const Sighting& sighting, const Volume& volume);
  std::int64_t make_room(std::uint64_t key, float count);
  float growth(const Scope& scope, std::uint32_t buckets, float hours);
  void judge(Place& place, Time now, std::vector<Rise>& rises);

  std::vector<std::uint64_t> keys_;     // 0: free.
  std::vector<std::uint32_t> indices_;  // In places_, of each key.
  std::vector<Place> places_;           // As many as were ever taken.
  Newcomers newcomers_;
  std::unordered_map<std::uint64_t, Volume> volumes_;
  std::size_t scopes_max_;
  Bucket cleared_at_ = 0;               // When idle scopes were looked for.
  std::vector<std::uint64_t> at_hand_;  // Keys of the post at hand.
  Bucket now_ = 0;
  std::uint32_t posts_ = 0;
  Counts counts_;
};

}  // namespace vigie::signal
