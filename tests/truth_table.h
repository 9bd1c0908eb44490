// The rows of doc/formats/query.tsv.
// Threads: values. Errors: throws std::runtime_error naming the line, for a table that is wrong itself.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "post/batch.h"

namespace vigie::truth {

struct Row {
  std::size_t line;
  std::string query;
  std::string post;              // As written.
  bool matches = false;          // Unless refused:
  std::size_t error_column = 0;  // Code points from 1; 0: the query is accepted.
};

std::vector<Row> read_rows(const std::string& path);

// The post of a row, with what it leaves out filled in. Strings live in `batch`.
struct Told {
  const post::Post* post;
  post::Reading reading;
};
Told read_post(const std::string& written, post::Batch& batch);

}  // namespace vigie::truth
