#include "cli/reject_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/time_text.h"

namespace vigie::cli {
namespace {

constexpr std::size_t kWriteBytes = 256 * 1024;

std::string line_of(const std::string& input, const source::Reject& reject) {
  nlohmann::ordered_json line = {{"file", input},
                                 {"record", reject.place.record},
                                 {"line", reject.place.line},
                                 {"reason", reject.reason},
                                 {"raw", reject.raw}};
  if (reject.whole_bytes > 0) {
    line["cut"] = true;
    line["bytes"] = reject.whole_bytes;
  }
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

// `20260131T093000.123456Z`: in the order of time, and without what a file name cannot hold.
std::string stamp_of(Time time) {
  std::string text = format_time(time);
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':'; }), text.end());
  return text;
}

}  // namespace

Result<void> RejectFile::add(const std::string& input, const source::Reject& reject) {
  if (path_.empty()) {
    if (auto ok = create(); !ok) return ok;
  }
  unwritten_ += line_of(input, reject);
  synced_ = false;
  return unwritten_.size() < kWriteBytes ? Result<void>{} : write();
}

Result<void> RejectFile::create() {
  if (auto ok = disk_.make_folder(folder_); !ok) return ok;
  const auto names = disk_.list(folder_);
  if (!names) return names.error();
  const std::string stamp = stamp_of(now_);
  std::string name = stamp + ".jsonl";
  for (unsigned number = 2; std::binary_search(names->begin(), names->end(), name); ++number) {
    name = stamp + "-" + std::to_string(number) + ".jsonl";
  }
  auto file = disk_.create(folder_ + "/" + name);
  if (!file) return file.error();
  file_ = std::move(*file);
  path_ = folder_ + "/" + name;
  return disk_.sync_folder(folder_);
}

Result<void> RejectFile::write() {
  auto ok = file_->append(unwritten_);
  if (ok) unwritten_.clear();
  return ok;
}

Result<void> RejectFile::sync() {
  if (synced_) return {};
  if (auto ok = write(); !ok) return ok;
  if (auto ok = file_->sync(); !ok) return ok;
  synced_ = true;
  return {};
}

std::string told(const std::string& input, const source::Reject& reject) {
  const std::string line = reject.place.line > 0 ? ", line " + std::to_string(reject.place.line) : "";
  return input + ": record " + std::to_string(reject.place.record) + line + ": " + reject.reason;
}

}  // namespace vigie::cli
