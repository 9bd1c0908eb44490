#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/remote_intake.h"
#include "protocol/post_field.h"
#include "protocol/post_json.h"
#include "watch/house.h"

namespace vigie::cli {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::chrono::milliseconds kLookForStop{50};

// Prints what would be kept, and keeps nothing.
class DryIntake final : public source::Intake {
 public:
  DryIntake(const Tools& tools, bool print) : tools_(tools), print_(print) {}

  bool submit(source::Load load, source::Done done) override {
    source::Outcome outcome;
    if (load.decoder) load.decoder->decode(load.raw, load.first, tools_.clock.now(), load.batch, outcome.rejects);
    std::string line;
    for (const auto& item : load.batch.items()) {
      item.act == post::Act::kSay ? ++outcome.accepted : ++outcome.deleted;
      if (!print_ || item.act == post::Act::kForgetAuthor) continue;
      line.clear();
      protocol::write_json(item, line);
      tools_.print(line + "\n");
    }
    done(std::move(outcome));
    return true;
  }
  bool try_submit(source::Load& load, source::Done& done) override { return submit(std::move(load), std::move(done)); }

 private:
  const Tools& tools_;
  bool print_;
};

// DATA/rejects/STEM.jsonl: every refused record of an import, with its place and reason.
class RejectFile {
 public:
  RejectFile(std::string folder, bool keep) : folder_(std::move(folder)), keep_(keep) {}

  void add(const std::string& file, const source::Reject& reject) {
    if (first_.empty()) {
      first_ = file + ": record " + std::to_string(reject.place.record) +
               (reject.place.line > 0 ? ", line " + std::to_string(reject.place.line) : "") + ": " + reject.reason;
    }
    if (!keep_) return;
    auto& out = files_[file];
    if (!out.is_open()) {
      std::error_code ignored;
      std::filesystem::create_directories(folder_, ignored);
      out.open(new_path(file), std::ios::trunc);
    }
    out << json{{"record", reject.place.record},
                {"line", reject.place.line},
                {"reason", reject.reason},
                {"raw", reject.raw}}
               .dump(-1, ' ', false, json::error_handler_t::replace)
        << "\n";
  }
  const std::string& first() const { return first_; }

 private:
  // Two files of one name in different folders have two reject files: `shop.jsonl`, `shop-2.jsonl`.
  std::string new_path(const std::string& file) {
    const std::string stem = source::stem_of(file);
    const unsigned number = ++stems_[stem];
    return folder_ + "/" + stem + (number > 1 ? "-" + std::to_string(number) : "") + ".jsonl";
  }

  std::string folder_;
  bool keep_;
  std::map<std::string, std::ofstream> files_;
  std::map<std::string, unsigned> stems_;
  std::string first_;
};

// What no file could satisfy is told before any is read.
Result<void> check_settings(const source::ImportOptions& import) {
  for (const auto* settings : {&import.map, &import.set}) {
    for (const auto& text : *settings) {
      if (const auto setting = protocol::parse_assignment(text); !setting) return setting.error();
    }
  }
  if (import.time_format.empty()) return {};
  const auto times = protocol::TimeFormat::parse(import.time_format);
  return times ? Result<void>{} : Result<void>(times.error());
}

void report(const ImportCommand& command, const Tools& tools, const source::ImportCounts& counts, double seconds) {
  const double rate = seconds > 0 ? static_cast<double>(counts.records) / seconds : 0;
  if (command.json && !command.dry_run) {
    const ordered_json out = {{"accepted", counts.accepted}, {"duplicates", counts.duplicates},
                              {"edited", counts.edited},     {"deleted", counts.deleted},
                              {"rejected", counts.rejected}, {"seconds", seconds},
                              {"posts_per_s", rate}};
    tools.print(out.dump() + "\n");
    return;
  }
  const std::string line = grouped(counts.accepted) + " accepted, " + grouped(counts.duplicates) + " duplicates, " +
                           grouped(counts.edited) + " edited, " + grouped(counts.deleted) + " deleted, " +
                           grouped(counts.rejected) + " rejected in " + std::to_string(seconds).substr(0, 5) + " s (" +
                           grouped(static_cast<std::uint64_t>(rate)) + " records/s)\n";
  std::fputs(line.c_str(), command.dry_run || command.acks ? tools.err : tools.out);
}

// Ends what waits once a stop was asked for: `close` the house's wait for a full disk, and a signal the
// wait for input, again and again, for the first may have come just before the wait began.
class Stopper {
 public:
  Stopper(const Tools& tools, std::function<void()> close)
      : thread_([this, &tools, close = std::move(close), reader = pthread_self()] {
          while (!ended_ && !tools.stop) std::this_thread::sleep_for(kLookForStop);
          if (!ended_ && close) close();
          for (; !ended_; std::this_thread::sleep_for(kLookForStop)) pthread_kill(reader, SIGINT);
        }) {}
  ~Stopper() {
    ended_ = true;
    thread_.join();
  }
  Stopper(const Stopper&) = delete;
  Stopper& operator=(const Stopper&) = delete;

 private:
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

int import_into(source::Intake& intake, const ImportCommand& command, const Tools& tools,
                std::function<void()> close = {}) {
  Progress progress(tools, "records");
  RejectFile rejects(command.data + "/rejects", !command.dry_run);
  std::atomic<double> share = -1;
  source::ImportListener listener;
  listener.on_reject = [&](const std::string& file, const source::Reject& reject) { rejects.add(file, reject); };
  listener.on_bytes = [&](std::uint64_t read, std::uint64_t size) {
    share = size > 0 ? static_cast<double>(read) / static_cast<double>(size) : -1;
  };
  listener.on_durable = [&](const source::ImportCounts& counts) {
    progress.show(counts.records, share);
    if (!command.acks) return;
    tools.print("acked " + std::to_string(counts.records) + "\n");
    std::fflush(tools.out);
  };
  auto options = command.import;
  if (!command.format.empty()) {
    const auto format = source::format_of(command.format);
    if (!format) return tools.fail("import: " + format.error().message, kWrongUse);
    options.format = *format;
  }
  const auto begin = std::chrono::steady_clock::now();
  source::Import import(intake, tools.clock, std::move(options), std::move(listener));
  const auto done = [&] {
    const Stopper stopper(tools, std::move(close));
    return import.run(tools.stop);
  }();
  const auto& counts = import.counts();
  report(command, tools, counts, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  if (counts.rejected > 0) {
    tools.note("first refused: " + rejects.first());
    if (!command.dry_run) std::fprintf(tools.err, "all refused records: %s/rejects/\n", command.data.c_str());
  }
  return done ? kDone : tools.fail(done.error().message);
}

}  // namespace

int run_import(const ImportCommand& command, const Tools& tools) {
  if (auto ok = check_settings(command.import); !ok) return tools.fail("import: " + ok.error().message, kWrongUse);
  if (command.dry_run) {
    DryIntake intake(tools, command.json);
    return import_into(intake, command, tools);
  }
  if (auto served = Served::find(command.data)) {
    RemoteIntake intake(*served, tools.clock);
    return import_into(intake, command, tools);
  }
  if (watch::is_rehearsal_folder(tools.disk, command.data)) {
    return tools.fail("import: " + command.data + " belongs to a rehearsal; real posts need a folder of their own");
  }
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  watch::HouseOptions options;
  options.folder = command.data;
  options.workers = std::max(1U, std::thread::hardware_concurrency());
  const auto house = watch::House::open(options, {tools.disk, tools.clock, tools.log, *models});
  if (!house) return tools.fail(house.error().message);
  (*house)->start();
  const int code = import_into((*house)->pipeline(), command, tools, [&] { (*house)->pipeline().close(); });
  const auto stopped = (*house)->stop();
  return stopped ? code : tools.fail(stopped.error().message);
}

}  // namespace vigie::cli
