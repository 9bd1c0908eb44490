#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/served.h"
#include "store/store.h"

namespace vigie::cli {

using nlohmann::ordered_json;

int run_verify(const VerifyCommand& command, const Tools& tools) {
  if (Served::find(command.data)) return tools.fail("verify: this folder is being served; stop the server first");
  const auto report = store::verify(command.data, tools.disk);
  if (!report) return tools.fail(report.error().message);
  if (command.json) {
    ordered_json damages = ordered_json::array();
    for (const auto& damage : report->damages) {
      damages.push_back({{"file", damage.file}, {"offset", damage.offset}, {"what", damage.what}});
    }
    const ordered_json out = {
        {"files", report->files}, {"bytes", report->bytes}, {"items", report->items}, {"damages", damages}};
    tools.print(out.dump() + "\n");
  } else {
    tools.print(grouped(report->items) + " items in " + grouped(report->files) + " files, " + grouped(report->bytes) +
                " bytes read\n");
  }
  if (report->damages.empty()) return kDone;
  for (const auto& damage : report->damages) {
    std::fprintf(tools.err, "%s: byte %s: %s\n", damage.file.c_str(), grouped(damage.offset).c_str(),
                 damage.what.c_str());
  }
  return tools.fail("verify: " + std::to_string(report->damages.size()) + " damaged places; the first bad byte is " +
                    std::to_string(report->damages.front().offset) + " of " + report->damages.front().file);
}

}  // namespace vigie::cli
