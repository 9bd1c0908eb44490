// What an import says and keeps besides the posts: its bar, `acked N`, the refused records, the figures.
// Threads: as source::ImportListener is called; the rest belongs to the command's thread.
// Errors: a reject file that cannot be written ends the import.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/reject_file.h"
#include "source/import.h"

namespace vigie::cli {

class ImportReport {
 public:
  ImportReport(const ImportCommand& command, const Tools& tools);

  source::ImportListener listener();
  // The figures, and all that went wrong; the exit code.
  int finish(const source::ImportCounts& counts, std::chrono::duration<double> time, const Result<void>& done);

 private:
  Result<void> take(const std::string& file, const source::Reject& reject);
  Result<void> acknowledge(const source::ImportCounts& counts);
  void tell_figures(const source::ImportCounts& counts, double seconds) const;

  const ImportCommand& command_;
  const Tools& tools_;
  Progress progress_;
  std::atomic<double> share_ = -1;
  std::optional<RejectFile> rejects_;  // Not of a dry run.
  std::string first_refused_;
  std::vector<std::string> unreadable_;
};

}  // namespace vigie::cli
