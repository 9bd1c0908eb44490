// Builds the world and hands the command line to it: the only place that reads the environment,
// owns signals and makes the clock.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "api/limits.h"
#include "base/large_blocks.h"
#include "base/posix_disk.h"
#include "cli/command_line.h"
#include "main/config.h"
#include "main/journal_log.h"
#include "main/server.h"
#include "main/version.h"
#include "net/address.h"
#include "watch/layered.h"

namespace vigie::embedded {
std::string_view language_model();
std::string_view mood_model();
std::string_view toward_model();
}  // namespace vigie::embedded

namespace vigie {
namespace {

std::atomic<bool> g_stop = false;  // A signal handler can reach nothing but a global.
extern "C" void on_signal(int) { g_stop = true; }

void hear_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

// A terminal that is no mere file, and whose person wants more than letters (https://no-color.org).
bool takes_style(int descriptor) {
  const char* refuses = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  return isatty(descriptor) == 1 && (refuses == nullptr || *refuses == '\0') && kind != nullptr &&
         std::string_view(kind) != "dumb";
}

Result<watch::Models> load_models() {
  return watch::Models::load({embedded::language_model(), embedded::mood_model(), embedded::toward_model()});
}

Result<Config> read_config(const cli::ServeCommand& command, Disk& disk) {
  Config config;
  if (!command.config.empty()) {
    const auto text = read_file(disk, command.config);
    if (!text) return Error{text.error().code, "serve: " + text.error().message};
    auto parsed = parse_config(*text, command.config);
    if (!parsed) return parsed.error();
    config = std::move(*parsed);
  }
  if (!command.data.empty()) config.data = command.data;
  if (!command.listen.empty()) config.listen = command.listen;
  return config;
}

int serve(const cli::ServeCommand& command, const cli::Tools& tools) {
  const auto config = read_config(command, tools.disk);
  if (!config) return tools.fail(config.error().message, cli::kWrongUse);
  if (const auto address = net::parse_address(config->listen); !address) {
    return tools.fail("serve: " + address.error().message, cli::kWrongUse);
  }
  const char* journal = std::getenv("JOURNAL_STREAM");
  JournalLog log(config->log_level, journal != nullptr && is_journal(journal, STDERR_FILENO));
  const auto models = watch::layered(load_models(), tools.disk, config->data);
  if (!models) return tools.fail(models.error().message);
  const auto server = Server::start(*config, {tools.disk, tools.clock, log, *models, g_stop});
  if (!server) return g_stop ? cli::kDone : tools.fail(server.error().message);
  (*server)->loop().on_stop_signal([&](int) { (*server)->stop(); });
  if (g_stop) (*server)->stop();  // The signal came before the loop could hear it.
  tools.print("vigie listens on " + (*server)->address() + "\n");
  std::fflush(tools.out);
  (*server)->run();
  return cli::kDone;
}

// A server for one command: on the folder's socket alone, in a thread of its own. What waits and why, the
// command asks and tells by itself.
class SocketServer final : public cli::OwnServer {
 public:
  SocketServer() = default;
  ~SocketServer() override {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
  }

  static Result<std::unique_ptr<cli::OwnServer>> start(const std::string& data, const cli::Tools& tools) {
    auto out = std::make_unique<SocketServer>();
    auto models = watch::layered(load_models(), tools.disk, data);
    if (!models) return models.error();
    out->models_ = std::make_unique<watch::Models>(std::move(*models));
    Config config;
    config.data = data;
    config.listen.clear();
    auto server = Server::start(config, {tools.disk, tools.clock, out->log_, *out->models_, out->stop_});
    if (!server) return server.error();
    out->server_ = std::move(*server);
    out->thread_ = std::thread([raw = out->server_.get()] { raw->run(); });
    return std::unique_ptr<cli::OwnServer>(std::move(out));
  }

 private:
  std::atomic<bool> stop_ = false;
  JournalLog log_{"error", false};
  std::unique_ptr<watch::Models> models_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

int run(int argc, const char* const* argv) {
  give_large_blocks_back();
  std::signal(SIGPIPE, SIG_IGN);  // Who writes sees that nobody reads.
  PosixDisk disk;
  const SystemClock clock;
  JournalLog log("warning", false);
  const cli::Tools tools{disk,
                         clock,
                         log,
                         g_stop,
                         load_models,
                         stdout,
                         stderr,
                         isatty(STDERR_FILENO) == 1,
                         takes_style(STDOUT_FILENO),
                         api::limits()};
  cli::Servers servers;
  servers.serve = [&](const cli::ServeCommand& command) { return serve(command, tools); };
  servers.start_own = [&](const std::string& data) { return SocketServer::start(data, tools); };
  servers.hear_signals = hear_signals;
  return cli::run(argc, argv, tools, servers, std::string(kVersion));
}

}  // namespace
}  // namespace vigie

int main(int argc, char** argv) {
  try {
    return vigie::run(argc, argv);
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "vigie: a bug ended the program: %s\n", bug.what());
    return 1;
  }
}
