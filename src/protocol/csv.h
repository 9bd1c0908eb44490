// Posts from a CSV file with a header (`doc/formats/csv.md`): which column fills which field is
// told by assignments `FIELD=COLUMN`; a column whose name is a field's needs none. What no field takes
// is kept in Post::extra, under a name that no member of a post has.
// Threads: owned by one thread. Owns: the bytes not read yet.
// Errors: create() refuses what no file could satisfy; a header without a column that was named is
// the error of the whole file; a row that is no post is refused alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "post/batch.h"
#include "protocol/csv_reader.h"
#include "protocol/extra_members.h"
#include "protocol/post_field.h"
#include "protocol/records.h"
#include "protocol/time_format.h"

namespace vigie::protocol {

struct CsvOptions {
  std::vector<std::string> map;  // `author.handle=user`
  std::vector<std::string> set;  // `brand=Aurora`; for every row, where its own cell is empty
  std::string time_format;       // TimeFormat::parse; empty: its default. Of columns and settings alike
  std::string source;            // Unless a column or `set` says otherwise: `file:<stem>`.
};

class CsvPosts {
 public:
  static Result<CsvPosts> create(const CsvOptions& options);

  void feed(std::string_view bytes) { reader_.feed(bytes); }
  void finish() { reader_.finish(); }

  enum class State {
    kAdded,    // One post was added to `out`; `refused` tells its place, without a reason.
    kRefused,  // `refused` says why; its bytes are borrowed until the next call.
    kMore,     // feed() or finish().
    kEnd,
  };
  // An error is one of the whole file (no header, a column missing): stop.
  Result<State> next(post::Batch& out, Refused& refused);

  // The row that has begun and that nobody ends, because the file cannot be read further; its bytes are
  // borrowed until the next call, and empty if there is none.
  Refused broken_off(std::string reason) const;

 private:
  struct Column {
    std::size_t index;
    post::Field field;
  };
  struct ExtraColumn {
    std::size_t index;
    std::string name;  // As Post::extra has it.
  };

  Result<void> read_header(const CsvReader::Row& header);
  Result<void> read_names(const CsvReader::Row& header);
  Result<void> take_mapped(std::vector<bool>& taken);
  Result<void> take_named(std::vector<bool>& taken);
  void keep_rest(const std::vector<bool>& taken);
  Result<void> fill(const CsvReader::Row& row, post::Post& post, Arena& arena);
  Result<void> read_row(const CsvReader::Row& row, post::Batch& out);

  CsvReader reader_;
  std::vector<FieldAssignment> map_;  // value = name of the column
  std::vector<FieldAssignment> set_;
  TimeFormat times_;
  std::string source_;
  bool header_read_ = false;
  std::size_t record_count_ = 0;
  std::vector<std::string> names_;  // Of the columns, as the header has them.
  std::vector<Column> columns_;
  std::vector<ExtraColumn> extra_columns_;  // That no field takes.
  ExtraMembers extra_;
  bool names_text_ = false;  // A column or a setting gives the text.
};

}  // namespace vigie::protocol
