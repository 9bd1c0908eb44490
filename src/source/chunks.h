// Cuts what an Unpack gives into chunks of whole records, each a load for the workers. Chunks depend
// on the bytes alone, so the same file gives the same loads. Where records end, the derived class knows.
// Threads: owned by one thread. Errors: those of the Unpack; a record beyond its limit is a Reject.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/intake.h"
#include "source/unpack.h"

namespace vigie::source {

struct Chunk {
  std::string raw;  // Whole records, for the decoder of their kind.
  Place first;
  std::uint64_t records = 0;    // Those that are not blank, those of `rejects` included.
  std::vector<Reject> rejects;  // Records that are not in `raw`: too long, or not whole.
};

class Chunks {
 public:
  explicit Chunks(Unpack& input) : input_(input) {}
  virtual ~Chunks() = default;

  // False: the end. After an error, what came before it has been given.
  Result<bool> next(Chunk& chunk);
  // After an error: the record that it broke off, and where that stands.
  std::string_view broken() const { return std::string_view(buffer_).substr(from_); }
  Place place() const { return place_; }

 protected:
  struct Cut {
    std::size_t begin;  // The record is [begin, end) of the text.
    std::size_t end;
    std::size_t next;             // Where the text goes on,
    std::uint64_t lines;          // and how many lines are passed by then.
    const char* fault = nullptr;  // Why this is no record.
  };

  // The record at the front of `text`. Nothing: it is not whole yet or, where the text has ended, there
  // is none. Called with a text that grows until a record is found, then with what follows that.
  virtual std::optional<Cut> cut(std::string_view text, bool ended) = 0;
  // The text of the next cut() lacks the first `bytes`, of those that were looked at without success.
  virtual void drop(std::size_t bytes) = 0;
  virtual void append(std::string_view text, const Cut& record, std::string& raw) const = 0;

 private:
  Result<bool> fill();
  bool take_records(Chunk& chunk);
  bool find();
  void refuse(std::uint64_t bytes, Chunk& chunk);
  void skip();
  void go_on();

  Unpack& input_;
  std::string buffer_;
  std::size_t from_ = 0;
  bool started_ = false;  // A byte order mark was looked for.
  bool ended_ = false;
  std::optional<Cut> found_;         // At from_.
  std::string long_start_;           // Of a record beyond the limit: how it begins,
  std::uint64_t skipped_bytes_ = 0;  // and what of it was passed over.
  std::uint64_t skipped_lines_ = 0;
  Place place_{1, 1};
};

}  // namespace vigie::source
