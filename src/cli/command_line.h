// The command line: what was asked for, and what is said of a word that means nothing here.
// Threads: the main thread. Errors: wrong usage is told on standard error; the result is the exit code.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/tools.h"

namespace vigie::cli {

struct ServeCommand {
  std::string data;    // Empty: as the configuration says.
  std::string listen;  // The same.
  std::string config;
};

// What only main can do, for it alone builds servers.
struct Servers {
  std::function<int(const ServeCommand& command)> serve;
  StartOwnServer start_own;
  // From now on SIGINT and SIGTERM set Tools::stop; before, and for commands that have nothing to end, they
  // end the program at once.
  std::function<void()> hear_signals;
};

int run(int argc, const char* const* argv, const Tools& tools, const Servers& servers, const std::string& version);

}  // namespace vigie::cli
