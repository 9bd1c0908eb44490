#include "cli/import_report.h"

#include <nlohmann/json.hpp>

namespace vigie::cli {

ImportReport::ImportReport(const ImportCommand& command, const Tools& tools)
    : command_(command), tools_(tools), progress_(tools, "records") {
  if (!command.dry_run) rejects_.emplace(tools.disk, command.data + "/rejects", tools.clock.now());
}

source::ImportListener ImportReport::listener() {
  source::ImportListener out;
  out.on_reject = [this](const std::string& file, const source::Reject& reject) { return take(file, reject); };
  out.on_durable = [this](const source::ImportCounts& counts) { return acknowledge(counts); };
  out.on_bytes = [this](std::uint64_t read, std::uint64_t size) {
    share_ = size > 0 ? static_cast<double>(read) / static_cast<double>(size) : -1;
  };
  out.on_unreadable = [this](const Error& error) { unreadable_.push_back(error.message); };
  return out;
}

Result<void> ImportReport::take(const std::string& file, const source::Reject& reject) {
  if (first_refused_.empty()) first_refused_ = told(file, reject);
  return rejects_ ? rejects_->add(file, reject) : Result<void>{};
}

// A refused record is acknowledged like a kept one: what is wrong with it must be on disk by then.
Result<void> ImportReport::acknowledge(const source::ImportCounts& counts) {
  if (rejects_) {
    if (auto ok = rejects_->sync(); !ok) return ok;
  }
  progress_.show(counts.records, share_);
  if (command_.acks) {
    tools_.print("acked " + std::to_string(counts.records) + "\n");
    tools_.flush();
  }
  return {};
}

int ImportReport::finish(const source::ImportCounts& counts, std::chrono::duration<double> time,
                         const Result<void>& done) {
  progress_.clear();
  tell_figures(counts, time.count());
  if (counts.rejected > 0) {
    tools_.note("first refused: " + first_refused_);
    if (rejects_) tools_.note("all refused records: " + rejects_->path());
  }
  for (const auto& message : unreadable_) tools_.fail("import: " + message);
  if (done) return unreadable_.empty() ? kDone : kFailed;
  const std::uint64_t kept = counts.accepted + counts.edited + counts.duplicates;
  if (tools_.stop)
    return tools_.fail("import: stopped before the end; " + grouped(kept) + " posts are kept; import again to go on");
  return tools_.fail("import: " + done.error().message);
}

void ImportReport::tell_figures(const source::ImportCounts& counts, double seconds) const {
  const double rate = seconds > 0 ? static_cast<double>(counts.records) / seconds : 0;
  if (command_.json && !command_.dry_run) {
    const nlohmann::ordered_json out = {{"accepted", counts.accepted}, {"duplicates", counts.duplicates},
                                        {"edited", counts.edited},     {"deleted", counts.deleted},
                                        {"rejected", counts.rejected}, {"seconds", seconds},
                                        {"posts_per_s", rate}};
    tools_.print(out.dump() + "\n");
    return;
  }
  const std::string line = grouped(counts.accepted) + " accepted, " + grouped(counts.duplicates) + " duplicates, " +
                           grouped(counts.edited) + " edited, " + grouped(counts.deleted) + " deleted, " +
                           grouped(counts.rejected) + " rejected in " + std::to_string(seconds).substr(0, 5) + " s (" +
                           grouped(static_cast<std::uint64_t>(rate)) + " records/s)\n";
  std::fputs(line.c_str(), command_.dry_run || command_.acks ? tools_.err : tools_.out);
}

}  // namespace vigie::cli
