// Comma-separated values by RFC 4180, read from pieces as they come: quotes, line breaks within
// quotes, CRLF or LF, a byte order mark. The separator (`,` `;` or tab) is the one that stands most
// often outside quotes in the first row.
// Threads: owned by one thread. Owns: the bytes not read yet.
// Errors: a row too long, with too many columns, with text after a closing quote, or with a quote never
// closed is told by its reason; reading goes on with the next row, after a row too long or never closed
// behind its first line.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::protocol {

class CsvReader {
 public:
  struct Row {
    std::size_t line = 0;                     // Of its first character, from 1.
    std::string_view bytes;                   // As it came, without the line break.
    std::span<const std::string_view> cells;  // Unquoted. Empty where `reason` is not.
    std::string reason;                       // Why the row cannot be read; empty if it can.
  };
  enum class State { kRow, kMore, kEnd };

  void feed(std::string_view bytes);
  void finish();  // No more will be fed.

  // What was fed of the row that comes next, for whoever must give up: its line and bytes alone.
  Row unfinished() const { return {line_, std::string_view(buffer_).substr(begin_), {}, {}}; }

  // kRow: `row` is valid until the next call of feed() or next(). kMore: feed or finish. Blank lines are skipped.
  State next(Row& row);

 private:
  enum class Place { kCellStart, kPlain, kQuoted, kQuoteInQuoted };

  // Where the row at begin_ ends, without its line break, and where the next begins.
  struct End {
    std::size_t end;
    std::size_t next;
    bool open = false;  // Its quote is never closed: the end is that of its first line.
  };

  std::optional<End> find_end();
  End first_line();
  void step(char c);
  bool is_too_long() const;
  State refuse_long_row(Row& row);
  std::string_view take(const End& end, Row& row);
  void read_row(std::string_view bytes, Row& row);
  void sniff(std::string_view first_row);
  std::string split(std::string_view row);
  bool unquote(std::string_view row, std::size_t& i);

  std::string buffer_;
  std::size_t begin_ = 0;            // Of the row that comes next.
  std::size_t scanned_ = 0;          // So far no row end was found before here.
  Place place_ = Place::kCellStart;  // At scanned_.
  bool started_ = false;             // The byte order mark was looked for.
  bool finished_ = false;
  bool skipping_ = false;  // A row too long was refused; its rest is passed over.
  // Before here no quote that is open at the end of a line closes: one that was opened earlier did not.
  std::size_t unclosed_until_ = 0;
  char separator_ = 0;
  std::size_t line_ = 1;
  std::vector<std::string_view> cells_;
  std::string unquoted_;
};

}  // namespace vigie::protocol
