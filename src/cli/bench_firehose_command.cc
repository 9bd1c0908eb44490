#include <array>
#include <cstring>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/bench_material.h"
#include "cli/bench_watch_changes.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/tab_rows.h"
#include "language/sums.h"
#include "source/decoders.h"
#include "watch/house.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

// Each replay is the same posts again under other ids, as much later as the replays before it lasted.
class ReplayDecoder final : public source::Decoder {
 public:
  ReplayDecoder(unsigned replay, Micros shift)
      : suffix_("#" + std::to_string(replay)), replay_(replay), shift_(shift) {}

  std::uint64_t decode(std::string_view raw, source::Place first, Time now, post::Batch& out,
                       std::vector<source::Reject>& rejects) const override {
    json_lines_->decode(raw, first, now, out, rejects);
    if (replay_ == 0) return 0;
    for (auto& item : out.items()) {
      char* id = out.arena().take(item.post.id.size() + suffix_.size());
      std::memcpy(id, item.post.id.data(), item.post.id.size());
      std::memcpy(id + item.post.id.size(), suffix_.data(), suffix_.size());
      item.post.id = {id, item.post.id.size() + suffix_.size()};
      item.post.created_at += shift_;
    }
    return 0;
  }

 private:
  std::shared_ptr<const source::Decoder> json_lines_ = source::json_lines_decoder();
  std::string suffix_;
  unsigned replay_;
  Micros shift_;
};

// What each stage may take of a core, in ns a post of 120 bytes of text: our own budget, of stages that are each
// tuned and share their passes. Append is index, log and near-duplicates together; a sync waits, and has none.
constexpr std::array<unsigned, watch::kStageNames.size()> kStageBudgets = {360, 200, 300, 350, 500, 1'050, 150, 0};

constexpr std::chrono::seconds kReplayShift{1};  // Later by so much: every post stays valid, whatever its year.

Result<void> add_watches(watch::House& house, const std::string& path) {
  const auto rows = TabRows::read(path, "watch id");
  if (!rows) return rows.error();
  std::vector<watch::WatchDraft> drafts;
  for (const TabRow& row : rows->all()) drafts.push_back({std::string(row.key), std::string(row.rest), "", "", ""});
  const auto added = house.watches().add_all(drafts);
  return added ? Result<void>{} : Result<void>(added.error());
}

struct Run {
  std::uint64_t posts = 0;
  std::uint64_t accepted = 0;
  double seconds = 0;
};

Run run_replays(watch::House& house, const std::vector<source::Chunk>& chunks, unsigned replays, Progress& progress) {
  Run run;
  std::uint64_t lines = 0;
  for (const auto& chunk : chunks) lines += chunk.records;
  std::atomic<std::uint64_t> heard = 0;
  std::atomic<std::uint64_t> accepted = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (unsigned replay = 0; replay < replays; ++replay) {
    const auto decoder = std::make_shared<ReplayDecoder>(replay, kReplayShift * replay);
    for (const auto& chunk : chunks) {
      source::Load load;
      load.raw = chunk.raw;
      load.decoder = decoder;
      load.first = chunk.first;
      house.pipeline().submit(std::move(load), [&](const Result<source::Outcome>& outcome) {
        if (!outcome) return;
        heard += outcome->fates.size();
        accepted += outcome->accepted;
      });
      progress.show(heard, static_cast<double>(heard) / static_cast<double>(lines * replays));
    }
  }
  house.pipeline().close();
  house.wait_for_pipeline();
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  run.posts = heard;
  run.accepted = accepted;
  return run;
}

// A search must count as many posts as the bench claims.
Result<std::uint64_t> count_posts(const watch::House& house) {
  const auto all =
      query::parse("kind:post OR kind:reply OR kind:repost OR kind:quote OR kind:review OR kind:comment OR kind:entry");
  if (!all) return all.error();
  const auto tops = house.store().tops(*all, {}, 1);
  if (!tops) return tops.error();
  return tops->posts;
}

ordered_json stages_of(const watch::PipelineCounts& counts, std::uint64_t posts) {
  ordered_json out = ordered_json::object();
  for (std::size_t i = 0; i < counts.times.size(); ++i) {
    out[std::string(watch::kStageNames[i])] =
        static_cast<double>(counts.times[i].count()) / static_cast<double>(std::max<std::uint64_t>(posts, 1));
  }
  return out;
}

ordered_json figures_of(const watch::House& house, const Run& run, const std::string& folder) {
  const auto counts = house.pipeline().counts();
  const auto stats = house.store().stats();
  const auto per_post = [&](std::uint64_t bytes) {
    return static_cast<double>(bytes) / static_cast<double>(std::max<std::uint64_t>(run.accepted, 1));
  };
  return {{"posts", run.posts},
          {"posts_per_s", static_cast<double>(run.posts) / run.seconds},
          {"ns_per_post", stages_of(counts, run.posts)},
          {"matches", counts.matches},
          {"rss_bytes", peak_rss_bytes()},
          {"index_bytes_per_post", per_post(stats.index_bytes)},
          {"log_bytes_per_post", per_post(stats.log_bytes)},
          {"watch_bytes", house.watches().list()->set.bytes()},
          {"fdatasyncs", stats.fdatasyncs},
          {"data_dir_fs", filesystem_of(folder)},
          {"instructions", {{"language", language::summings().back().name}}},
          {"seconds", run.seconds}};
}

double milliseconds(std::chrono::microseconds wait) { return static_cast<double>(wait.count()) / 1e3; }

ordered_json figures_of(const WatchChanges& changes, double seconds) {
  return {{"made", changes.made()},
          {"per_s", static_cast<double>(changes.made()) / seconds},
          {"wait_ms", {{"p50", milliseconds(changes.wait(50))}, {"p99", milliseconds(changes.wait(99))}}}};
}

void print_figures(const ordered_json& figures, bool as_json, const Tools& tools) {
  if (as_json) {
    tools.print(figures.dump() + "\n");
    return;
  }
  tools.print(grouped(figures["posts"]) + " posts at " + grouped(figures["posts_per_s"].get<std::uint64_t>()) +
              " posts/s, durable, on " + figures["data_dir_fs"].get<std::string>() + "; " +
              grouped(figures["matches"]) + " matches\n");
  std::size_t stage_index = 0;
  for (const auto& [stage, ns] : figures["ns_per_post"].items()) {
    const unsigned budget = kStageBudgets[stage_index++];
    char line[96];
    std::snprintf(line, sizeof line, "  %-10s %8.0f ns/post", stage.c_str(), ns.get<double>());
    tools.print(line);
    std::snprintf(line, sizeof line, " of %5u\n", budget);
    tools.print(budget == 0 ? "\n" : line);
  }
  tools.print("  index " + std::to_string(figures["index_bytes_per_post"].get<int>()) + " and log " +
              std::to_string(figures["log_bytes_per_post"].get<int>()) + " bytes a post; " +
              grouped(figures["fdatasyncs"]) + " fdatasyncs; " + grouped(figures["rss_bytes"]) +
              " bytes of memory at most\n");
  if (const auto changes = figures.find("changes"); changes != figures.end()) {
    char line[128];
    std::snprintf(line, sizeof line,
                  "  %.0f changes of watches a second; each held after %.1f ms, 99 of 100 within %.1f\n",
                  (*changes)["per_s"].get<double>(), (*changes)["wait_ms"]["p50"].get<double>(),
                  (*changes)["wait_ms"]["p99"].get<double>());
    tools.print(line);
  }
  tools.print("  rows of language summed with " + figures["instructions"]["language"].get<std::string>() + "\n");
}

}  // namespace

int run_bench_firehose(const FirehoseCommand& command, const Tools& tools) {
  const auto chunks = read_chunks(command.posts);
  if (!chunks) return tools.fail(chunks.error().message);
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  const BenchFolder folder(command.folder);
  if (auto ok = folder.make(); !ok) return tools.fail(ok.error().message);
  if (filesystem_of(folder.path()) == "tmpfs") {
    return tools.fail("bench: " + command.folder + " is in memory (tmpfs); name a folder on a disk with --folder",
                      kWrongUse);
  }
  watch::HouseOptions options;
  options.folder = folder.path();
  options.workers = command.threads > 0 ? command.threads : std::max(1U, std::thread::hardware_concurrency());
  const auto house = watch::House::open(options, {tools.disk, tools.clock, tools.log, *models});
  if (!house) return tools.fail(house.error().message);
  if (!command.watches.empty()) {
    if (auto ok = add_watches(**house, command.watches); !ok) return tools.fail(ok.error().message);
  }
  if (command.changes > 0 && command.watches.empty()) {
    return tools.fail("bench: --changes wants watches to change: name them with --watches", kWrongUse);
  }
  (*house)->start();
  Run run;
  WatchChanges changes((*house)->watches(), command.changes);
  if (command.changes > 0) changes.start();
  {
    Progress progress(tools, "posts");
    run = run_replays(**house, *chunks, std::max(1U, command.replays), progress);
  }
  changes.end();
  if (changes.error()) return tools.fail(changes.error()->message);
  const auto found = count_posts(**house);
  if (!found) return tools.fail(found.error().message);
  if (*found != run.accepted) {
    return tools.fail("bench: a search counts " + std::to_string(*found) + " posts where " +
                      std::to_string(run.accepted) + " were kept");
  }
  if (auto ok = (*house)->store().seal(); !ok) return tools.fail(ok.error().message);
  auto figures = figures_of(**house, run, folder.path());
  if (command.changes > 0) figures["changes"] = figures_of(changes, run.seconds);
  print_figures(figures, command.json, tools);
  return kDone;
}

}  // namespace vigie::cli
