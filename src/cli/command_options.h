// Every command with its options and the help that teaches it. With command_line.cc the only file
// that knows CLI11.
// Threads: the main thread. Errors: none here; parsing tells what is wrong.
#pragma once

#include <functional>

#include "cli/command_line.h"
#include "cli/tools.h"

namespace CLI {
class App;
}

namespace vigie::cli {

// What the command line asks for.
struct Chosen {
  std::function<int()> run;
  bool hears_signals = false;  // It has something to end calmly.
};

// `chosen` is set while the command line is parsed, and lives as long as `app`; so do the others.
void add_commands(CLI::App& app, const Tools& tools, const Servers& servers, Chosen& chosen);

}  // namespace vigie::cli
