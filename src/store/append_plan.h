// What one append() will do, thought out before anything is written: the fate of each item, the bytes
// of the new blocks, the rows to index, the posts to hide. If the disk refuses the bytes, undo() puts
// the key table back, and nothing has happened.
// Threads: owned by the writer; reused from call to call, so that a steady stream allocates little.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/block_writer.h"
#include "store/key_table.h"
#include "store/live_segment.h"
#include "store/post_reader.h"
#include "store/question.h"
#include "store/store.h"

namespace vigie::store {

// A post that is no longer to be found.
struct Hiding {
  std::uint32_t segment = 0;
  Place place = 0;
  std::uint64_t key = 0;
};

class AppendPlan {
 public:
  // What plan() looks at; borrowed for the call.
  struct World {
    KeyTable& keys;
    const Snapshot& segments;
    const LiveSegment& live;
    BlockCache& cache;
    std::uint32_t block_items_max;
  };

  void plan(World& world, std::span<const Analysed> items, std::vector<post::Fate>& fates);
  void undo();

  std::string_view blocks() const { return blocks_.bytes(); }
  // Offsets from the start of blocks(), of blocks numbered on from the live segment's.
  std::span<const std::uint64_t> block_offsets() const { return blocks_.offsets(); }
  std::span<const Row> rows() const { return rows_; }
  std::span<const Hiding> hidings() const { return hidings_; }
  std::span<const std::uint64_t> gone() const { return gone_; }
  std::uint64_t posts_forgotten() const { return posts_forgotten_; }

 private:
  void clear();
  post::Fate say(const Analysed& analysed, std::uint64_t key);
  post::Fate correct(const Analysed& analysed, std::uint64_t key);
  void replace(KeyTable::Entry& entry, const Analysed& analysed);
  post::Fate remove(std::uint64_t key);
  post::Fate forget(const post::Item& item);
  void take_away(KeyTable::Entry& entry);
  // How many posts of the author are gone by this.
  std::uint64_t forget_in(const Segment& segment, const Forgotten& forgotten);
  std::uint64_t forget_pending(const Forgotten& forgotten);
  // Shows the version that is kept.
  Result<void> with_kept(const KeyTable::Entry& entry,
                         const std::function<void(const post::Post&, const post::Reading&)>& look);
  bool is_edit(const post::Post& fresh, const KeyTable::Entry& entry);
  const Row* pending(const KeyTable::Entry& entry) const;

  void tell(std::uint64_t key, Time edited_at);
  void untell(std::uint64_t key);

  void change(KeyTable::Entry& entry, std::uint32_t segment, Place place);
  void hide(const KeyTable::Entry& entry) { hidings_.push_back({entry.segment, entry.place, entry.key}); }
  Place put(const post::Item& item, const post::Reading& reading);

  World* world_ = nullptr;
  // Of posts told again with a newer edited_at and the content that is kept: that time. What was edited before it
  // does not replace what is kept. Forgotten at the end of the process, and when they are too many.
  std::unordered_map<std::uint64_t, Time> told_;
  std::vector<std::pair<std::uint64_t, std::optional<Time>>> told_before_;  // For undo().
  std::vector<std::uint64_t> item_keys_;
  std::vector<std::pair<KeyTable::Entry*, KeyTable::Entry>> changes_;  // With what stood there before.
  std::vector<Row> rows_;
  std::vector<Hiding> hidings_;
  std::vector<std::uint64_t> gone_;
  std::uint64_t posts_forgotten_ = 0;
  BlockWriter blocks_;
  std::string item_bytes_;
};

// The segment of that number; null if there is none.
Segment* segment_in(const Snapshot& segments, std::uint32_t number);

}  // namespace vigie::store
