// Reads a file, or standard input, whatever it is packed in: plain, gzip or zstd, told by its first
// bytes (RFC 1952 §2.3.1, RFC 8878 §3.1.1). Memory is bounded whatever comes.
// Threads: owned by one thread. Errors: a file that cannot be read, a damaged or truncated packing,
// a packing that swells beyond reason or that is not read. What was read before an error is good.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/limit.h"
#include "base/result.h"

namespace vigie::source {

// A packing that gives more than this many times its own size is a bomb; small files may swell freely.
constexpr std::uint64_t kSwellMax = 250;
constexpr std::uint64_t kSwellFreeBytes = 64 << 20;

class Unpack {
 public:
  // `path` "-" is standard input.
  static Result<std::unique_ptr<Unpack>> open(const std::string& path);
  virtual ~Unpack() = default;

  // Fills the front of `room`; how many bytes; 0: the end. An error comes once what was read before it
  // has been given.
  Result<std::size_t> read(std::span<char> room);
  // All that there is, if that is not longer than `bytes_max`.
  Result<std::string> read_whole(std::size_t bytes_max);
  // Whether nothing has come yet, as in a pipe whose writer is slow.
  virtual bool would_wait() const = 0;
  // The first bytes, before anything was read: enough to tell what is inside. The end: empty.
  Result<std::string_view> peek();
  // Bytes of the file itself read so far, and its size (0: unknown), for a progress bar.
  virtual std::uint64_t packed_bytes_read() const = 0;
  virtual std::uint64_t packed_bytes() const = 0;

  virtual const std::string& path() const = 0;

 protected:
  virtual Result<std::size_t> unpack(std::span<char> room) = 0;
  // For unpack(): what it gives now is good, and the next call fails.
  void fail_next(Error failure) { failure_ = std::move(failure); }

 private:
  Result<std::size_t> unpack_next(std::span<char> room);

  std::string peeked_;
  std::optional<Error> failure_;
};

}  // namespace vigie::source
