// The commands, one function each; their options as the command line gives them.
// Threads: the main thread. Errors: told on standard error; the result is the exit code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/tools.h"
#include "source/import.h"

namespace vigie::cli {

struct AccountCommand {
  std::string name;
  std::string role;
  std::string display_name;
  std::string title;
  std::vector<std::string> topics;
  std::string until;
  bool invite = false;
  std::string data = "vigie-data";
  bool json = false;
};
int run_account_add(const AccountCommand& command, const Tools& tools);
int run_account_list(const AccountCommand& command, const Tools& tools);
int run_account_password(const AccountCommand& command, const Tools& tools);
int run_account_end(const AccountCommand& command, const Tools& tools);

struct ImportCommand {
  source::ImportOptions import;
  std::string format;
  std::string data = "vigie-data";
  bool dry_run = false;
  bool acks = false;
  bool json = false;
};
int run_import(const ImportCommand& command, const Tools& tools);

struct SearchCommand {
  std::string query;
  std::string data = "vigie-data";
  std::uint64_t limit = 20;
  bool json = false;
};
int run_search(const SearchCommand& command, const Tools& tools);

struct ExplainCommand {
  std::string query;
  bool json = false;
};
int run_explain(const ExplainCommand& command, const Tools& tools);

struct MatchCommand {
  std::string watches;
  std::string posts;
  std::string out;
  unsigned threads = 0;  // 0: as many as there are cores.
  bool json = false;
};
int run_match(const MatchCommand& command, const Tools& tools);

struct EvalCommand {
  std::string file;
  bool explain = false;
  bool json = false;
};
int run_eval_mood(const EvalCommand& command, const Tools& tools);
int run_eval_language(const EvalCommand& command, const Tools& tools);
// Rows of `mood<TAB>topic<TAB>text`; beside it, how good the mood of the whole post is.
int run_eval_toward(const EvalCommand& command, const Tools& tools);
int run_eval_intents(const EvalCommand& command, const Tools& tools);

// The counts of a series, and how surprising each was given those before it.
struct EvalBurstsCommand {
  std::string file;
};
int run_eval_bursts(const EvalBurstsCommand& command, const Tools& tools);

struct TrainCommand {
  std::string data;
  std::string out;
  std::size_t folds = 0;  // Of mood, in place of `out`: mood/folds.h.
  std::uint64_t seed = 1;
  bool corrections = false;  // Of mood, in place of `out`: `data` is a data folder, for which a layer is made.
};
int run_train_mood(const TrainCommand& command, const Tools& tools);
int run_train_layer(const TrainCommand& command, const Tools& tools);  // What `corrections` asks of it.
int run_train_language(const TrainCommand& command, const Tools& tools);
int run_train_toward(const TrainCommand& command, const Tools& tools);

struct FirehoseCommand {
  std::string posts;
  std::string watches;
  std::string folder = ".";  // Where the posts are kept while it runs.
  unsigned threads = 0;
  unsigned replays = 1;
  unsigned changes = 0;  // Of watches, a second.
  bool json = false;
};
int run_bench_firehose(const FirehoseCommand& command, const Tools& tools);

struct BenchMatchCommand {
  std::string posts;
  std::string watches;
  unsigned threads = 1;
  bool json = false;
};
int run_bench_match(const BenchMatchCommand& command, const Tools& tools);

struct SearchBenchCommand {
  std::string posts;
  std::string folder = ".";
  double millions = 10;             // Posts kept, in millions.
  unsigned rate = 50'000;           // Posts a second that come in while it is asked.
  unsigned seconds = 20;            // For so long.
  std::uint32_t segment_posts = 0;  // 0: as the store has it.
  std::uint64_t seed = 1;
  bool keep = false;  // `folder` itself, filled up where an earlier run left it, and left there.
  bool json = false;
};
int run_bench_search(const SearchBenchCommand& command, const Tools& tools);

struct LogBenchCommand {
  std::string posts;
  std::string folder = ".";
  std::uint64_t count = 1'000'000;
  bool json = false;
};
int run_bench_log(const LogBenchCommand& command, const Tools& tools);

struct SourcesBenchCommand {
  std::string posts;
  bool json = false;
};
int run_bench_sources(const SourcesBenchCommand& command, const Tools& tools);

struct DrillCommand {
  std::string scenario;
  std::string data;  // Empty: `rehearsal` in the default folder.
  double speed = 600;
  std::uint64_t seed = 1;
  std::string lang = "en";      // Of the story and its watches: en, fr.
  std::string policy = "none";  // absent, deletes, present
  bool compare = false;         // Plays nothing: shows what each policy would have come to.
  bool alerts = false;          // Plays the whole story at once: what the alerts told of it.
  std::uint64_t seeds = 1;      // With alerts: so many, from `seed` on.
  bool remove = false;          // Removes the last one whole, and plays nothing.
  bool json = false;            // With compare and alerts.
};
int run_drill(const DrillCommand& command, const Tools& tools);

struct VerifyCommand {
  std::string data = "vigie-data";
  bool json = false;
};
int run_verify(const VerifyCommand& command, const Tools& tools);

struct LimitsCommand {
  bool json = false;
};
int run_limits(const LimitsCommand& command, const Tools& tools);

struct WatchCommand {
  std::string query;
  std::vector<std::string> sources;
  std::string data = "vigie-data";
  bool json = false;
};
// A server of one's own, for a folder that nobody serves: it listens on the folder's socket alone.
class OwnServer {
 public:
  virtual ~OwnServer() = default;
};
using StartOwnServer = std::function<Result<std::unique_ptr<OwnServer>>(const std::string& data)>;
int run_watch(const WatchCommand& command, const Tools& tools, const StartOwnServer& start);

}  // namespace vigie::cli
