// Files into the house: `vigie import`. Every record ends as a post, a duplicate, an edit, a
// deletion or a reject, and is counted; rejects are kept with their place and reason.
//
// Resuming is importing again: what is already kept is told as a duplicate and adds nothing.
// Threads: run() belongs to the caller's thread; what it hears from the intake comes from the
// writer's. Errors: those of the house; a file that cannot be read is told, and the next one read.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "source/intake.h"
#include "source/settings.h"

namespace vigie::source {

enum class Format { kByName, kJsonLines, kCsv, kJetstream, kMastodon, kFeed };
Result<Format> format_of(const std::string& name);  // "jsonl", "csv", …; an unknown name is an error
Format format_by_name(const std::string& path);     // By the file's ending, packing aside; else kJsonLines.
std::string stem_of(const std::string& path);       // `shop` of `/tmp/shop.csv.gz`.

struct ImportOptions {
  std::vector<std::string> files;  // "-" is standard input.
  Format format = Format::kByName;
  std::vector<std::string> map{};  // FIELD=COLUMN, for CSV
  std::vector<std::string> set{};  // FIELD=VALUE
  std::string time_format{};       // Of CSV's columns, and of times that are set.
};

// What no file could satisfy: an unknown field, one given twice, a value that does not fit, a column or
// a time format where no file has such.
Result<void> check_options(const ImportOptions& options);

struct ImportCounts {
  std::uint64_t records = 0;
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t edited = 0;
  std::uint64_t deleted = 0;
  std::uint64_t rejected = 0;
};

// What the command shows and keeps as the import goes on. on_reject and on_durable are called from the
// writer's thread, one call at a time, the rejects of a load before it is told as durable; an error ends the
// import there. The others are called from run()'s thread.
struct ImportListener {
  std::function<Result<void>(const std::string& file, const Reject&)> on_reject =
      [](const std::string&, const Reject&) { return Result<void>{}; };
  std::function<Result<void>(const ImportCounts&)> on_durable = [](const ImportCounts&) { return Result<void>{}; };
  std::function<void(std::uint64_t read, std::uint64_t size)> on_bytes = [](std::uint64_t, std::uint64_t) {};
  // A file that cannot be read to its end; the others are read all the same.
  std::function<void(const Error&)> on_unreadable = [](const Error&) {};
};

// Reads every file to its end. `stop` ends it early, after what was handed over is durable.
class Import {
 public:
  Import(Intake& intake, const Clock& clock, ImportOptions options, ImportListener listener)
      : intake_(intake), clock_(clock), options_(std::move(options)), listener_(std::move(listener)) {}

  // An error: it was stopped, or the house or the listener failed. What was counted until then is durable.
  Result<void> run(const std::atomic<bool>& stop);
  const ImportCounts& counts() const { return counts_; }  // Complete once run() has returned.

 private:
  class Ledger;
  Result<void> read_file(const std::string& path, const Settings& settings, Ledger& ledger,
                         const std::atomic<bool>& stop);

  Intake& intake_;
  const Clock& clock_;
  ImportOptions options_;
  ImportListener listener_;
  ImportCounts counts_;
};

}  // namespace vigie::source
