#include "source/unpack.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace vigie::source {
namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;
constexpr std::size_t kPeekBytes = 4096;
constexpr int kWindowLogMax = 27;  // 128 MiB: what `zstd` itself accepts without being told otherwise.

// The bytes of the file as they lie, in chunks.
class Packed {
 public:
  static Result<Packed> open(const std::string& path) {
    const int file = path == "-" ? dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return unavailable(path + ": " + std::strerror(errno));
    struct stat about {};
    if (fstat(file, &about) == 0 && S_ISDIR(about.st_mode)) {
      close(file);
      return unavailable(path + ": is a folder");
    }
    return Packed(path, file, S_ISREG(about.st_mode) ? static_cast<std::uint64_t>(about.st_size) : 0);
  }

  Packed(Packed&& other) noexcept
      : path_(std::move(other.path_)),
        file_(std::exchange(other.file_, -1)),
        size_(other.size_),
        read_(other.read_),
        chunk_(std::move(other.chunk_)),
        from_(other.from_),
        to_(other.to_) {}
  Packed& operator=(Packed&&) = delete;
  ~Packed() {
    if (file_ >= 0) close(file_);
  }

  // At least `wanted` bytes at hand unless the file ends before.
  Result<std::string_view> peek(std::size_t wanted) {
    while (to_ - from_ < wanted) {
      if (from_ > 0) {
        std::memmove(chunk_.data(), chunk_.data() + from_, to_ - from_);
        to_ -= from_;
        from_ = 0;
      }
      const ssize_t count = ::read(file_, chunk_.data() + to_, chunk_.size() - to_);
      if (count < 0 && errno == EINTR) return unavailable(path_ + ": reading was interrupted");
      if (count < 0) return unavailable(path_ + ": " + std::strerror(errno));
      if (count == 0) break;
      to_ += static_cast<std::size_t>(count);
      read_ += static_cast<std::uint64_t>(count);
    }
    return std::string_view(chunk_.data() + from_, to_ - from_);
  }
  void skip(std::size_t bytes) { from_ += bytes; }
  bool would_wait() const {
    pollfd about{file_, POLLIN, 0};
    return from_ == to_ && poll(&about, 1, 0) == 0;
  }

  const std::string& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  std::uint64_t bytes_read() const { return read_; }

 private:
  Packed(std::string path, int file, std::uint64_t size)
      : path_(std::move(path)), file_(file), size_(size), chunk_(kChunkBytes) {}

  std::string path_;
  int file_;
  std::uint64_t size_;
  std::uint64_t read_ = 0;
  std::vector<char> chunk_;
  std::size_t from_ = 0;
  std::size_t to_ = 0;
};

class Reader : public Unpack {
 public:
  explicit Reader(Packed packed) : packed_(std::move(packed)) {}
  std::uint64_t packed_bytes_read() const override { return packed_.bytes_read(); }
  std::uint64_t packed_bytes() const override { return packed_.size(); }
  const std::string& path() const override { return packed_.path(); }
  bool would_wait() const override { return packed_.would_wait(); }

 protected:
  Error damaged(const std::string& what) const { return {ErrorCode::kCorrupt, packed_.path() + ": " + what}; }

  // A fault that was met behind `bytes` good ones.
  Result<std::size_t> stop_at(std::size_t bytes, Error fault) {
    if (bytes == 0) return fault;
    fail_next(std::move(fault));
    return bytes;
  }

  Result<std::size_t> count_swell(std::size_t bytes) {
    unpacked_ += bytes;
    if (unpacked_ > kSwellFreeBytes && unpacked_ / kSwellMax > packed_.bytes_read()) {
      return Error{ErrorCode::kRefused, packed_.path() + ": swells more than " + std::to_string(kSwellMax) +
                                            " times when unpacked; refused as a compression bomb"};
    }
    return bytes;
  }

  Packed packed_;

 private:
  std::uint64_t unpacked_ = 0;
};

class PlainReader final : public Reader {
 public:
  using Reader::Reader;
  Result<std::size_t> unpack(std::span<char> room) override {
    const auto bytes = packed_.peek(1);
    if (!bytes) return bytes.error();
    const std::size_t count = std::min(room.size(), bytes->size());
    std::memcpy(room.data(), bytes->data(), count);
    packed_.skip(count);
    return count;
  }
};

class ZstdReader final : public Reader {
  static constexpr std::size_t kFrameStartBytes = 6;  // RFC 8878 §3.1.1: magic number, and the least header.

 public:
  explicit ZstdReader(Packed packed) : Reader(std::move(packed)), stream_(ZSTD_createDStream(), ZSTD_freeDStream) {
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kWindowLogMax);
  }

  Result<std::size_t> unpack(std::span<char> room) override {
    ZSTD_outBuffer out{room.data(), room.size(), 0};
    while (out.pos == 0) {
      const auto bytes = packed_.peek(1);
      if (!bytes) return bytes.error();
      if (bytes->empty() && at_frame_end_) return std::size_t{0};
      ZSTD_inBuffer in{bytes->data(), std::min(bytes->size(), block_bytes_), 0};
      const std::size_t rest = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(rest)) return stop_at(out.pos, fault_of(rest));
      packed_.skip(in.pos);
      at_frame_end_ = rest == 0;
      block_bytes_ = at_frame_end_ ? kFrameStartBytes : rest;
      if (bytes->empty() && out.pos == 0) return damaged("truncated zstd: the file ends inside a frame");
    }
    return count_swell(out.pos);
  }

 private:
  Error fault_of(std::size_t result) const {
    if (ZSTD_getErrorCode(result) != ZSTD_error_frameParameter_windowTooLarge) {
      return damaged(std::string("damaged zstd: ") + ZSTD_getErrorName(result));
    }
    return {ErrorCode::kRefused, packed_.path() + ": packed by `zstd --long` with a window of more than " +
                                     std::to_string((std::size_t{1} << kWindowLogMax) >> 20) +
                                     " MiB; unpack it first, by `zstd -d --long=31`"};
  }

  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
  bool at_frame_end_ = true;
  // What the next block takes: a call that fails loses what it unpacked, and must lose no block before.
  std::size_t block_bytes_ = kFrameStartBytes;
};

class GzipReader final : public Reader {
 public:
  explicit GzipReader(Packed packed) : Reader(std::move(packed)) {
    inflateInit2(&stream_, 15 + 16);  // The largest window, gzip members only.
  }
  ~GzipReader() override { inflateEnd(&stream_); }

  Result<std::size_t> unpack(std::span<char> room) override {
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(room.size());
    while (stream_.avail_out == room.size()) {
      const auto bytes = packed_.peek(1);
      if (!bytes) return bytes.error();
      if (bytes->empty() && at_member_end_) return std::size_t{0};
      if (bytes->empty()) return damaged("truncated gzip: the file ends inside a member");
      if (at_member_end_ && !first_ && skip_padding(*bytes)) continue;
      if (at_member_end_ && !first_) inflateReset(&stream_);  // RFC 1952 §2.2: members follow each other.
      first_ = at_member_end_ = false;
      if (auto ok = step(*bytes); !ok) return stop_at(room.size() - stream_.avail_out, ok.error());
    }
    return count_swell(room.size() - stream_.avail_out);
  }

 private:
  // Tapes and disks fill their last block with zeros, as gzip(1) knows.
  bool skip_padding(std::string_view bytes) {
    const std::size_t zeros = std::min(bytes.find_first_not_of('\0'), bytes.size());
    packed_.skip(zeros);
    return zeros > 0;
  }

  Result<void> step(std::string_view bytes) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    const int state = inflate(&stream_, Z_NO_FLUSH);
    packed_.skip(bytes.size() - stream_.avail_in);
    at_member_end_ = state == Z_STREAM_END;
    if (state == Z_OK || state == Z_STREAM_END || state == Z_BUF_ERROR) return {};
    return damaged(std::string("damaged gzip: ") + (stream_.msg != nullptr ? stream_.msg : "unknown reason"));
  }

  z_stream stream_{};
  bool first_ = true;
  bool at_member_end_ = true;
};

// RFC 8878 §3.1: a frame, or one to be skipped that says something of the next.
bool is_zstd(std::string_view start) {
  return start.starts_with("\x28\xB5\x2F\xFD") ||
         (start.size() == 4 && (start[0] & 0xF0) == 0x50 && start.substr(1) == "\x2A\x4D\x18");
}

// The name of a packing that is not read; empty if the bytes are none that we know.
std::string_view foreign_packing(std::string_view start) {
  if (start.starts_with("\xFD"
                        "7zX"))
    return "xz";
  if (start.starts_with("BZh")) return "bzip2";
  return start == "PK\x03\x04" ? "zip" : "";
}

}  // namespace

Result<std::unique_ptr<Unpack>> Unpack::open(const std::string& path) {
  auto packed = Packed::open(path);
  if (!packed) return packed.error();
  const auto magic = packed->peek(4);
  if (!magic) return magic.error();
  const std::string_view start = magic->substr(0, 4);
  if (const auto name = foreign_packing(start); !name.empty()) {
    return Error{ErrorCode::kRefused,
                 path + ": packed as " + std::string(name) + ", which is not read; unpack it first"};
  }
  std::unique_ptr<Unpack> reader;
  if (is_zstd(start)) {
    reader = std::make_unique<ZstdReader>(std::move(*packed));
  } else if (start.starts_with("\x1F\x8B")) {
    reader = std::make_unique<GzipReader>(std::move(*packed));
  } else {
    reader = std::make_unique<PlainReader>(std::move(*packed));
  }
  return reader;
}

Result<std::size_t> Unpack::unpack_next(std::span<char> room) { return failure_ ? *failure_ : unpack(room); }

Result<std::string_view> Unpack::peek() {
  if (peeked_.empty()) {
    peeked_.resize(kPeekBytes);
    const auto count = unpack_next(peeked_);
    peeked_.resize(count ? *count : 0);
    if (!count) return count.error();
  }
  return std::string_view(peeked_);
}

Result<std::size_t> Unpack::read(std::span<char> room) {
  if (peeked_.empty()) return unpack_next(room);
  const std::size_t count = std::min(room.size(), peeked_.size());
  std::memcpy(room.data(), peeked_.data(), count);
  peeked_.erase(0, count);
  return count;
}

Result<std::string> Unpack::read_whole(std::size_t bytes_max) {
  std::string out;
  while (true) {
    const std::size_t old = out.size();
    out.resize(old + kChunkBytes);
    const auto count = read({out.data() + old, kChunkBytes});
    if (!count) return count.error();
    out.resize(old + *count);
    if (*count == 0) return out;
    if (out.size() > bytes_max) return invalid(path() + ": longer than " + std::to_string(bytes_max) + " bytes");
  }
}

}  // namespace vigie::source
