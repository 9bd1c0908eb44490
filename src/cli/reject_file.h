// DATA/rejects/TIME.jsonl: every refused record of one import, with its place and reason, one JSON object a
// line (`doc/formats/data-folder.md`). Each import has a file of its own, made when the first record is refused.
// Threads: owned by one thread at a time. Errors: those of the disk.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/disk.h"
#include "base/result.h"
#include "source/intake.h"

namespace vigie::cli {

class RejectFile {
 public:
  // `now` names the file.
  RejectFile(Disk& disk, std::string folder, Time now) : disk_(disk), folder_(std::move(folder)), now_(now) {}

  Result<void> add(const std::string& input, const source::Reject& reject);
  Result<void> sync();                               // All that was added is on disk when this returns.
  const std::string& path() const { return path_; }  // Empty: nothing was added.

 private:
  Result<void> create();
  Result<void> write();

  Disk& disk_;
  std::string folder_;
  Time now_;
  std::string path_;
  std::unique_ptr<File> file_;
  std::string unwritten_;
  bool synced_ = true;
};

// `shop.csv: record 3, line 4: rating: "x" is no number`
std::string told(const std::string& input, const source::Reject& reject);

}  // namespace vigie::cli
