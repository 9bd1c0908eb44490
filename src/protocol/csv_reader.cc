#include "protocol/csv_reader.h"

#include <algorithm>
#include <utility>

#include "protocol/limits.h"

namespace vigie::protocol {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSeparators = ",;\t";
constexpr std::size_t kLongRowBytesKept = 1'000;

}  // namespace

void CsvReader::feed(std::string_view bytes) {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
    unclosed_until_ -= std::min(unclosed_until_, begin_);
    begin_ = 0;
  }
  buffer_.append(bytes);
}

void CsvReader::finish() { finished_ = true; }

CsvReader::State CsvReader::next(Row& row) {
  row = {};
  if (!started_) {
    if (buffer_.size() < kByteOrderMark.size() && !finished_) return State::kMore;
    if (buffer_.starts_with(kByteOrderMark)) begin_ = scanned_ = kByteOrderMark.size();
    started_ = true;
  }
  while (true) {
    const auto end = find_end();
    if (!end && is_too_long()) return refuse_long_row(row);
    if (!end) return finished_ && begin_ == buffer_.size() ? State::kEnd : State::kMore;
    const auto bytes = take(*end, row);
    if (std::exchange(skipping_, false) || bytes.empty()) continue;  // The end of a row that was refused already.
    if (end->open) {
      row.bytes = bytes;
      row.reason = "a quote never closed";
    } else {
      read_row(bytes, row);
    }
    return State::kRow;
  }
}

// Goes on behind `end`.
std::string_view CsvReader::take(const End& end, Row& row) {
  const std::string_view bytes(buffer_.data() + begin_, end.end - begin_);
  row.line = line_;
  line_ += static_cast<std::size_t>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                                               buffer_.begin() + static_cast<std::ptrdiff_t>(end.next), '\n'));
  begin_ = scanned_ = end.next;
  place_ = Place::kCellStart;
  return bytes;
}

// Nothing: the end has not come yet. At the end of the input the last row needs no line break.
std::optional<CsvReader::End> CsvReader::find_end() {
  for (; scanned_ < buffer_.size(); ++scanned_) {
    const char c = buffer_[scanned_];
    if (c == '\n' && (place_ != Place::kQuoted || skipping_)) {
      const bool carriage = scanned_ > begin_ && buffer_[scanned_ - 1] == '\r';
      return End{carriage ? scanned_ - 1 : scanned_, scanned_ + 1};
    }
    if (c == '\n' && begin_ < unclosed_until_) return first_line();
    step(c);
  }
  if (!finished_ || begin_ == buffer_.size()) return std::nullopt;
  if (place_ == Place::kQuoted && !skipping_) {
    unclosed_until_ = buffer_.size();
    return first_line();
  }
  const bool carriage = buffer_.back() == '\r';
  return End{buffer_.size() - (carriage ? 1 : 0), buffer_.size()};
}

// An unclosed quote swallows what follows: only the line in which it was opened is lost.
CsvReader::End CsvReader::first_line() {
  const std::size_t line_end = std::min(buffer_.find('\n', begin_), buffer_.size());
  return {line_end, std::min(line_end + 1, buffer_.size()), true};
}

// A quote opens a quoted cell only where the cell begins; elsewhere it is a letter like others.
void CsvReader::step(char c) {
  if (place_ == Place::kQuoted) {
    if (c == '"') place_ = Place::kQuoteInQuoted;
  } else if (c == '"' && place_ != Place::kPlain) {
    place_ = Place::kQuoted;
  } else {
    const bool separates = separator_ == 0 ? kSeparators.find(c) != std::string_view::npos : c == separator_;
    place_ = separates ? Place::kCellStart : Place::kPlain;
  }
}

bool CsvReader::is_too_long() const { return buffer_.size() - begin_ > kCsvRowBytesMax; }

// Goes on behind its first line; where that has no end yet, what comes is passed over up to the next line break.
CsvReader::State CsvReader::refuse_long_row(Row& row) {
  const bool told = std::exchange(skipping_, false);
  unclosed_until_ = buffer_.size();
  const End end = first_line();
  const auto bytes = take(end, row);
  skipping_ = end.end == buffer_.size();
  if (told) return State::kMore;
  row.bytes = bytes.substr(0, kLongRowBytesKept);
  row.reason = "a row of more than " + std::to_string(kCsvRowBytesMax) + " bytes; is a quote never closed?";
  return State::kRow;
}

void CsvReader::read_row(std::string_view bytes, Row& row) {
  row.bytes = bytes;
  if (separator_ == 0) sniff(bytes);
  cells_.clear();
  unquoted_.clear();
  unquoted_.reserve(bytes.size());  // So that views into it stay valid.
  row.reason = split(bytes);
  if (row.reason.empty()) row.cells = cells_;
}

void CsvReader::sniff(std::string_view first_row) {
  std::size_t most = 0;
  separator_ = ',';
  for (const char candidate : kSeparators) {
    std::size_t count = 0;
    bool quoted = false;
    for (const char c : first_row) {
      if (c == '"') quoted = !quoted;
      if (c == candidate && !quoted) ++count;
    }
    if (count > most) {
      most = count;
      separator_ = candidate;
    }
  }
}

// Fills cells_; a reason if the row breaks RFC 4180 §2.
std::string CsvReader::split(std::string_view row) {
  for (std::size_t i = 0;;) {
    if (cells_.size() == kCsvColumnsMax) return "more than " + std::to_string(kCsvColumnsMax) + " columns";
    if (i < row.size() && row[i] == '"') {
      const std::size_t begin = unquoted_.size();
      if (!unquote(row, i)) return "a quote never closed";
      cells_.emplace_back(unquoted_.data() + begin, unquoted_.size() - begin);
      if (i < row.size() && row[i] != separator_)
        return "text after a closing quote in column " + std::to_string(cells_.size());
    } else {
      const std::size_t end = std::min(row.find(separator_, i), row.size());
      cells_.push_back(row.substr(i, end - i));
      i = end;
    }
    if (i >= row.size()) return {};
    ++i;
  }
}

// From the opening quote at `i` to behind the closing one; the content goes to unquoted_.
bool CsvReader::unquote(std::string_view row, std::size_t& i) {
  for (++i; i < row.size(); ++i) {
    if (row[i] == '"') {
      if (i + 1 == row.size() || row[i + 1] != '"') {
        ++i;
        return true;
      }
      ++i;
    }
    unquoted_.push_back(row[i]);
  }
  return false;
}

}  // namespace vigie::protocol
