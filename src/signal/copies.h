// Which posts say the same text again? Near-duplicates (copies, reposts, copies with a word in ten changed) fall into
// one cluster, recognised by the hashes of their words alone.
//
// A signature is the least of the words' hashes in sixteen orders (Broder 1997; one pass over the words as in Li,
// Owen, Zhang: One Permutation Hashing, 2012: the orders are the hash xor a constant, so that an order whose part of
// the hashes is empty takes the nearest). Pairs of its numbers lead to clusters that share both (Indyk, Motwani 1998);
// those alike in ten of sixteen are copies. A cluster keeps the signature of its first post, and so does not drift. The
// table is bounded: the oldest text that nobody repeated goes first (a clock with chances: Corbató 1968).
//
// Many voices with one text of their own, no repost, within minutes: its cluster is coordinated.
// Threads: owned by one thread. Errors: none. Cost: in signal_bench.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/clock.h"
#include "signal/distinct.h"

namespace vigie::signal {

constexpr std::uint32_t kClustersMax = 131'072;
constexpr std::size_t kCopyWordsMin = 5;    // A shorter text is nobody's: each post of it is its own cluster.
constexpr std::size_t kCopyWordsMax = 256;  // Those behind them do not count.
constexpr float kGroupVoices = 5;
constexpr Micros kGroupSpan = std::chrono::minutes(10);

struct Copy {
  std::uint64_t cluster = 0;  // Never used again.
  bool is_first = true;
  bool is_coordinated = false;
  std::uint32_t posts = 1;  // Of the cluster so far.
};

struct Cluster {
  std::uint64_t id = 0;
  Time first_at{};
  Time last_at{};
  std::uint32_t posts = 0;
  float voices = 0;  // About.
  bool is_coordinated = false;
};

class Copies {
 public:
  struct Said {
    Time at{};
    std::uint64_t voice = 0;  // A hash of the author's key.
    bool is_repost = false;
    std::span<const std::uint64_t> words;  // text::Word::term, less mentions and links.
  };

  // At most `clusters_max` are remembered, a power of two up to kClustersMax.
  explicit Copies(std::uint32_t clusters_max = kClustersMax);

  Copy heard(const Said& said);

  // Of those remembered that hold more than one post, the `most` with most voices; the greatest first.
  std::vector<Cluster> greatest(std::size_t most) const;

  struct Counts {
    std::uint64_t posts = 0;
    std::uint64_t clusters = 0;  // Begun.
    std::uint64_t copies = 0;    // Posts that fell into a cluster begun before.
    std::uint64_t groups = 0;    // Clusters found to be coordinated.
  };
  const Counts& counts() const { return counts_; }
  std::size_t bytes() const;
  static std::size_t bytes_max(std::uint32_t clusters_max = kClustersMax);

 private:
  static constexpr std::size_t kOrders = 16;
  static constexpr std::size_t kAlike = 10;
  static constexpr std::size_t kBands = 8;
  static constexpr std::uint8_t kChancesMax = 3;

  using Signature = std::array<std::uint32_t, kOrders>;
  using Places = std::array<std::uint64_t, kBands>;  // Of a signature's pairs: which slot, and what is written there.

  struct Kept {
    Cluster cluster;
    Distinct<32> voices;
    Time rush_from{};  // Of the minutes that are looked at for a group.
    Distinct<32> rush;
    float rush_voices = 0;
    std::uint8_t chances = 0;
  };

  static Signature sign(std::span<const std::uint64_t> words);
  Places places_of(const Signature& signature) const;
  std::int64_t find(const Signature& signature, const Places& places) const;
  std::uint32_t begin(const Signature& signature, const Said& said);
  std::uint32_t victim();
  void join(Kept& kept, const Said& said);
  void lead(const Places& places, std::uint32_t index);

  std::uint32_t clusters_max_;
  std::uint32_t hand_ = 0;
  std::uint64_t next_id_ = 1;
  std::vector<Signature> signatures_;
  std::vector<Kept> kept_;
  std::vector<std::uint32_t>
      slots_;  // kBands tables: 15 bits of the pair's hash, 17 of the cluster's place; 0 is none.
  Counts counts_;
};

}  // namespace vigie::signal
