// The table of corrections and all of its SQL: one line for each time that somebody corrected a post, or took it back.
// Threads: owned by one at a time (Guarded). Errors: what the database says.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "judgement/corrections.h"
#include "storage/database.h"

namespace vigie::judgement {

class CorrectionBook {
 public:
  static Result<std::unique_ptr<CorrectionBook>> open(const std::string& path);

  // Writes a line; the one that held of the same post is replaced, of which the last four are kept. Its number.
  Result<std::int64_t> add(const Corrected& line);
  Result<std::vector<Corrected>> lines_of(std::string_view source, std::string_view id);  // Newest first.
  Result<std::vector<Corrected>> list(std::int64_t before, std::size_t limit);
  Result<void> each(std::string_view standing, const std::function<void(const Corrected&)>& take);
  Result<std::vector<PostKey>> posts_after(const PostKey& after, std::size_t limit);  // Each post once, by its key.
  Result<std::int64_t> line_count();

  Result<void> stand(std::int64_t line, Standing standing);
  Result<void> drop(std::int64_t line);
  Result<void> forget(std::string_view source, std::string_view id);
  Result<void> together(const std::function<Result<void>()>& work) { return database_->transaction(work); }

 private:
  explicit CorrectionBook(std::unique_ptr<storage::Database> database) : database_(std::move(database)) {}
  Result<std::vector<Corrected>> read(const std::string& where, std::span<const storage::Value> values);

  std::unique_ptr<storage::Database> database_;
};

}  // namespace vigie::judgement
