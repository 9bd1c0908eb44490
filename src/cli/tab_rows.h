// A file of `key<TAB>rest` lines, as commands read watches and labelled texts: plain, gzip or zstd, the
// rest after the first tab. A byte order mark, the CR of a line's end and empty lines are passed over.
// Threads: any. Errors: a file that cannot be read; kInvalid for a line without key or tab.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace vigie::cli {

struct TabRow {
  std::size_t line;  // From 1.
  std::string_view key;
  std::string_view rest;
};

class TabRows {
 public:
  // `key` is what errors call the first column: "label".
  static Result<TabRows> read(const std::string& path, std::string_view key);
  static Result<TabRows> of(std::string bytes, const std::string& path, std::string_view key);

  const std::vector<TabRow>& all() const { return rows_; }
  std::string where(const TabRow& row) const { return where(row.line); }  // `PATH:LINE: `

 private:
  explicit TabRows(std::string path) : path_(std::move(path)) {}
  std::string where(std::size_t line) const { return path_ + ":" + std::to_string(line) + ": "; }
  Result<void> add(std::string_view line, std::size_t number, std::string_view key);

  std::string path_;
  std::unique_ptr<const std::string> bytes_;  // Behind a pointer: rows borrow from it, and it moves.
  std::vector<TabRow> rows_;
};

}  // namespace vigie::cli
