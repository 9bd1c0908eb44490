#include "source/line_chunks.h"

#include "protocol/limits.h"
#include "source/decoders.h"

namespace vigie::source {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;
constexpr std::size_t kLongRawBytes = 4096;  // Of a line beyond the limit only its beginning is kept.

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

Result<bool> LineChunks::next(Chunk& chunk) {
  chunk = Chunk{};
  chunk.first = place_;
  while (!take_lines(chunk)) {
    if (ended_) return !chunk.raw.empty() || chunk.records > 0;
    if (chunk.records > 0 && input_.would_wait()) return true;  // What a slow writer has said is not held back.
    if (auto more = fill(); !more) return more;
  }
  return true;
}

Result<bool> LineChunks::fill() {
  buffer_.erase(0, from_);
  from_ = 0;
  const std::size_t old = buffer_.size();
  buffer_.resize(old + kReadBytes);
  const auto count = input_.read({buffer_.data() + old, kReadBytes});
  buffer_.resize(old + (count ? *count : 0));
  if (!count) return count.error();
  ended_ = *count == 0;
  return !ended_;
}

// Moves whole lines from the buffer into the chunk. True: the chunk is full.
bool LineChunks::take_lines(Chunk& chunk) {
  while (from_ < buffer_.size()) {
    const std::string_view rest = std::string_view(buffer_).substr(from_);
    const std::size_t end = rest.find('\n');
    if (skipping_ || (end == std::string_view::npos ? rest.size() : end) > protocol::kLineBytesMax) {
      if (!chunk.raw.empty()) return true;  // A chunk's lines follow each other without a hole.
      skip_long_line(chunk);
      if (skipping_) return false;
      return true;
    }
    if (end == std::string_view::npos && !ended_) return false;
    const auto line = rest.substr(0, end == std::string_view::npos ? rest.size() : end + 1);
    chunk.raw += line;
    from_ += line.size();
    ++place_.line;
    if (!is_blank(line.substr(0, line.size() - (line.ends_with('\n') ? 1 : 0)))) {
      ++place_.record;
      ++chunk.records;
    }
    if (chunk.records >= kChunkLinesMax || chunk.raw.size() >= kChunkBytesMax) return true;
  }
  return false;
}

void LineChunks::skip_long_line(Chunk& chunk) {
  const std::string_view rest = std::string_view(buffer_).substr(from_);
  if (!skipping_) {
    const std::string reason = "line: longer than " + std::to_string(protocol::kLineBytesMax) + " bytes";
    chunk.rejects.push_back(reject_of(place_, reason, rest.substr(0, kLongRawBytes)));
    ++chunk.records;
  }
  const std::size_t end = rest.find('\n');
  skipping_ = end == std::string_view::npos;
  from_ += skipping_ ? rest.size() : end + 1;
  if (skipping_ && !ended_) return;
  skipping_ = false;
  ++place_.line;
  ++place_.record;
}

}  // namespace vigie::source
