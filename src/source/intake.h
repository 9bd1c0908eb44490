// The door of the house: what every source hands over, and what it hears back.
//
// A source gives a Load: items ready made, or raw bytes with the codec that turns them into items,
// so that the parsing is done by the workers and not by the source's own thread.
// Threads: submit() from any thread; `done` is called once, from the writer's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "post/batch.h"

namespace vigie::source {

// Where a record stands in its input, both from 1; line 0 where the input has no lines.
struct Place {
  std::uint64_t record = 1;
  std::uint64_t line = 0;
};

std::uint64_t lines_in(std::string_view text);  // How many line breaks it holds.

constexpr std::size_t kRejectRawBytesMax = 1 << 20;

// One record that was refused, as the reject file keeps it.
struct Reject {
  Place place;
  std::string reason;
  std::string raw;                // The record as it came, cut at kRejectRawBytesMax.
  std::uint64_t whole_bytes = 0;  // Of the record, if it was cut; else 0.
};

// A Reject of a record of `whole_bytes`, of which `raw` is the beginning, or all.
Reject reject_of(Place place, std::string reason, std::string_view raw, std::uint64_t whole_bytes = 0);

// Sources bound their loads, so that as many as the house takes at once fit into memory. One record may be larger.
constexpr std::size_t kLoadRecordsMax = 512;
constexpr std::size_t kLoadBytesMax = 1 << 20;

// Turns raw bytes into items. It is called from any worker, for many loads at once.
class Decoder {
 public:
  virtual ~Decoder() = default;
  // Every record of `raw` becomes an item of `out`, a Reject, or nothing where the network says
  // something that we do not keep. Items that post::validate refuses at `now` are Rejects too.
  // The result is the last cursor that the records named, as the network counts; 0 if none.
  virtual std::uint64_t decode(std::string_view raw, Place first, Time now, post::Batch& out,
                               std::vector<Reject>& rejects) const = 0;
};

struct Load {
  post::Batch batch;  // Items ready made, validated by the house; or
  std::string raw;    // bytes for `decoder`.
  std::shared_ptr<const Decoder> decoder;
  Place first;
  bool patient = true;  // Waits as long as the disk refuses; else it is given back at once (kUnavailable).
};

// What became of a load, once it is durable.
struct Outcome {
  std::vector<post::Fate> fates;  // One per item of the batch, in order.
  std::vector<Reject> rejects;    // Records that were no items, and items that may not be kept.
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t edited = 0;
  std::uint64_t deleted = 0;
  std::uint64_t forgotten = 0;  // Posts that went because their author is forgotten.
  std::uint64_t cursor = 0;     // What the decoder returned.

  void add(post::Fate fate);  // Of the next item. A rejected one has its Reject besides.
};

using Done = std::function<void(const Result<Outcome>&)>;

class Intake {
 public:
  virtual ~Intake() = default;
  // Takes the load; waits while the house is full. `done` hears of it after fdatasync; of a load that is
  // given back, perhaps before this returns.
  // False: the house is closing, and `done` will not be called.
  virtual bool submit(Load load, Done done) = 0;
  // For threads that may not wait. False: full or closing; load and done stay with the caller.
  virtual bool try_submit(Load& load, Done& done) = 0;
};

}  // namespace vigie::source
