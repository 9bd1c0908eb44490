#include <thread>

#include "cli/commands.h"
#include "cli/dry_intake.h"
#include "cli/import_report.h"
#include "cli/remote_intake.h"
#include "cli/stopper.h"
#include "watch/house.h"
#include "watch/layered.h"

namespace vigie::cli {
namespace {

// `close` ends a wait of the intake's.
int import_into(source::Intake& intake, const ImportCommand& command, const Tools& tools,
                std::function<void()> close = {}) {
  ImportReport report(command, tools);
  source::Import import(intake, tools.clock, command.import, report.listener());
  const auto begin = std::chrono::steady_clock::now();
  std::chrono::duration<double> time{};
  const auto done = [&] {
    const Stopper stopper(tools.stop, std::move(close));
    auto ran = import.run(tools.stop);
    time = std::chrono::steady_clock::now() - begin;
    return ran;
  }();
  return report.finish(import.counts(), time, done);
}

int import_for_show(const ImportCommand& command, const Tools& tools) {
  DryIntake intake(tools, command.json);
  const int code = import_into(intake, command, tools);
  return intake.output_has_ended() ? kDone : code;  // tools.finish() tells whether a reader left.
}

int import_alone(const ImportCommand& command, const Tools& tools) {
  const auto models = watch::layered(tools.load_models(), tools.disk, command.data);
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

}  // namespace

int run_import(const ImportCommand& asked, const Tools& tools) {
  ImportCommand command = asked;
  if (!command.format.empty()) {
    const auto format = source::format_of(command.format);
    if (!format) return tools.fail("import: " + format.error().message, kWrongUse);
    command.import.format = *format;
  }
  if (auto ok = source::check_options(command.import); !ok) {
    return tools.fail("import: " + ok.error().message, kWrongUse);
  }
  if (command.dry_run) return import_for_show(command, tools);
  if (watch::is_rehearsal_folder(tools.disk, command.data)) {
    return tools.fail("import: " + command.data + " belongs to a rehearsal; real posts need a folder of their own");
  }
  if (auto served = Served::find(command.data)) {
    RemoteIntake intake(*served, tools);
    return import_into(intake, command, tools);
  }
  return import_alone(command, tools);
}

}  // namespace vigie::cli
