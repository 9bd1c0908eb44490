#include "protocol/csv_reader.h"

#include <algorithm>

#include "protocol/limits.h"

namespace vigie::protocol {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSeparators = ",;\t";

}  // namespace

void CsvReader::feed(std::string_view bytes) {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
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
    std::size_t next = 0;
    const std::size_t end = find_row_end(next);
    if (end == kNone) {
      if (buffer_.size() - begin_ <= kCsvRowBytesMax)
        return finished_ && begin_ == buffer_.size() ? State::kEnd : State::kMore;
      return refuse_long_row(row);
    }
    const std::string_view bytes(buffer_.data() + begin_, end - begin_);
    row.line = line_;
    line_ += static_cast<std::size_t>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                                                 buffer_.begin() + static_cast<std::ptrdiff_t>(next), '\n'));
    begin_ = scanned_ = next;
    place_ = Place::kCellStart;
    if (skipping_) {  // The end of a row that was refused already.
      skipping_ = false;
      continue;
    }
    if (bytes.empty()) continue;
    read_row(bytes, row);
    return State::kRow;
  }
}

// The place of the line break that ends the row at begin_, without its CR, and where the next row
// begins; kNone if it is not there yet. At the end of the input the last row needs no break.
std::size_t CsvReader::find_row_end(std::size_t& next) {
  for (; scanned_ < buffer_.size(); ++scanned_) {
    const char c = buffer_[scanned_];
    const bool ends = c == '\n' && (place_ != Place::kQuoted || skipping_);
    if (!ends) {
      step(c);
      continue;
    }
    next = scanned_ + 1;
    const bool carriage = scanned_ > begin_ && buffer_[scanned_ - 1] == '\r';
    return carriage ? scanned_ - 1 : scanned_;
  }
  if (!finished_ || begin_ == buffer_.size()) return kNone;
  next = buffer_.size();
  return next > begin_ && place_ != Place::kQuoted && buffer_[next - 1] == '\r' ? next - 1 : next;
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

// The rest of the row, up to the next line break whatever the quotes, is passed over.
CsvReader::State CsvReader::refuse_long_row(Row& row) {
  if (skipping_) {  // Told already; only the memory is given back.
    line_ += static_cast<std::size_t>(
        std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_), buffer_.end(), '\n'));
    begin_ = scanned_ = buffer_.size();
    return State::kMore;
  }
  row.line = line_;
  row.bytes = std::string_view(buffer_).substr(begin_, buffer_.find('\n', begin_) - begin_).substr(0, 1'000);
  row.reason = "a row of more than " + std::to_string(kCsvRowBytesMax) + " bytes; is a quote never closed?";
  // An unclosed quote swallows what follows: go on behind the line in which it was opened.
  const auto line_end = buffer_.find('\n', begin_);
  skipping_ = line_end == std::string::npos;
  if (!skipping_) ++line_;
  begin_ = scanned_ = skipping_ ? buffer_.size() : line_end + 1;
  place_ = Place::kCellStart;
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
