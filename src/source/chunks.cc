#include "source/chunks.h"

#include <algorithm>

#include "base/ascii.h"
#include "protocol/limits.h"

namespace vigie::source {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;
constexpr std::size_t kLongRawBytes = 4096;  // Of a record beyond the limit only its beginning is kept.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Result<bool> Chunks::next(Chunk& chunk) {
  chunk = Chunk{};
  chunk.first = place_;
  while (!take_records(chunk)) {
    if (ended_) return !chunk.raw.empty() || chunk.records > 0;
    if (chunk.records > 0 && input_.would_wait()) return true;  // What a slow writer has said is not held back.
    if (auto more = fill(); !more) return more;
  }
  return true;
}

Result<bool> Chunks::fill() {
  buffer_.erase(0, from_);
  from_ = 0;
  const std::size_t old = buffer_.size();
  buffer_.resize(old + kReadBytes);
  const auto count = input_.read({buffer_.data() + old, kReadBytes});
  buffer_.resize(old + (count ? *count : 0));
  if (!count) return count.error();
  ended_ = *count == 0;
  if (!started_ && (ended_ || buffer_.size() >= kByteOrderMark.size())) {
    started_ = true;
    if (buffer_.starts_with(kByteOrderMark)) from_ = kByteOrderMark.size();
  }
  return !ended_;
}

// Moves whole records from the buffer into the chunk. True: the chunk is full.
bool Chunks::take_records(Chunk& chunk) {
  while (started_ && find()) {
    const std::uint64_t bytes = skipped_bytes_ + found_->end - found_->begin;
    if (found_->fault != nullptr || bytes > protocol::kLineBytesMax) {
      // A chunk's records follow each other without a hole.
      if (chunk.raw.empty()) refuse(bytes, chunk);
      return true;
    }
    const std::string_view text = std::string_view(buffer_).substr(from_);
    append(text, *found_, chunk.raw);
    if (!trimmed(text.substr(found_->begin, found_->end - found_->begin)).empty()) {
      ++place_.record;
      ++chunk.records;
    }
    go_on();
    if (chunk.records >= kLoadRecordsMax || chunk.raw.size() >= kLoadBytesMax) return true;
  }
  return false;
}

bool Chunks::find() {
  const std::string_view text = std::string_view(buffer_).substr(from_);
  if (!found_) found_ = cut(text, ended_);
  if (!found_ && ended_ && skipped_bytes_ > 0) found_ = Cut{0, text.size(), text.size(), lines_in(text)};
  if (!found_ && text.size() > protocol::kLineBytesMax) skip();
  return found_.has_value();
}

void Chunks::refuse(std::uint64_t bytes, Chunk& chunk) {
  const std::string_view text = std::string_view(buffer_).substr(from_);
  const auto record = text.substr(found_->begin, found_->end - found_->begin);
  const std::string reason =
      found_->fault != nullptr ? found_->fault : "longer than " + std::to_string(protocol::kLineBytesMax) + " bytes";
  const Place at{place_.record, place_.line + (skipped_bytes_ > 0 ? 0 : lines_in(text.substr(0, found_->begin)))};
  const std::string_view raw = skipped_bytes_ > 0 ? std::string_view(long_start_) : record.substr(0, kLongRawBytes);
  chunk.rejects.push_back(reject_of(at, reason, raw, bytes));
  ++chunk.records;
  ++place_.record;
  go_on();
}

// Lets go of what has come of a record without end in sight.
void Chunks::skip() {
  const std::string_view text = std::string_view(buffer_).substr(from_);
  auto record = text;
  if (skipped_bytes_ == 0) {
    record.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    place_.line += lines_in(text.substr(0, text.size() - record.size()));
    long_start_ = record.substr(0, kLongRawBytes);
  }
  skipped_bytes_ += record.size();
  skipped_lines_ += lines_in(record);
  drop(text.size());
  buffer_.clear();
  from_ = 0;
}

void Chunks::go_on() {
  place_.line += skipped_lines_ + found_->lines;
  from_ += found_->next;
  skipped_bytes_ = skipped_lines_ = 0;
  found_.reset();
}

}  // namespace vigie::source
