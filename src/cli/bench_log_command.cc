// What the log alone takes: encode, pack, write, and one fdatasync for a group of posts.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/bench_latency.h"
#include "cli/bench_material.h"
#include "cli/bench_posts.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "post/codec.h"
#include "store/log_format.h"
#include "store/log_writer.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::uint32_t kBlockItems = 128;  // As the store packs them.
constexpr std::size_t kPostsRead = 50'000;
constexpr std::uint64_t kFileBytesMax = 64ULL << 20;  // A segment's log.

class LogBench {
 public:
  LogBench(BenchPosts& posts, const Tools& tools, std::string folder)
      : posts_(posts), tools_(tools), path_(std::move(folder) + "/bench.log") {}

  // `group`: posts that one fdatasync makes durable.
  Result<ordered_json> run(std::uint64_t count, std::uint64_t group) {
    if (auto ok = begin_file(); !ok) return ok.error();
    std::chrono::steady_clock::duration spent{};
    Latencies syncs;
    std::uint64_t bytes = 0;
    for (std::uint64_t first = 0; first < count; first += group) {
      const auto size = static_cast<std::size_t>(std::min(group, count - first));
      const auto said = posts_.said(first, size, [](std::uint64_t n) {
        return time_of_micros(1'700'000'000'000'000 + static_cast<std::int64_t>(n) * 1'000);
      });
      const auto begin = std::chrono::steady_clock::now();
      pack(said);
      if (auto ok = writer_->append(blocks_); !ok) return ok.error();
      const auto written = std::chrono::steady_clock::now();
      if (const auto synced = writer_->sync(); !synced) return synced.error();
      const auto end = std::chrono::steady_clock::now();
      spent += end - begin;
      syncs.add(end - written);
      bytes += blocks_.size();
      if (writer_->bytes() < kFileBytesMax) continue;
      if (auto ok = begin_file(); !ok) return ok.error();
    }
    const double seconds = std::chrono::duration<double>(spent).count();
    const auto posts = static_cast<double>(count);
    return ordered_json{{"posts_per_fdatasync", group},
                        {"appends_per_s", posts / seconds},
                        {"bytes_per_post", static_cast<double>(bytes) / posts},
                        {"fdatasync", syncs.figures()}};
  }

 private:
  Result<void> begin_file() {
    std::string header;
    store::put_log_header({1, 0}, header);
    auto writer = store::LogWriter::create(tools_.disk, path_, header);
    if (!writer) return writer.error();
    writer_ = std::move(*writer);
    block_count_ = 0;
    return {};
  }

  void pack(std::span<const store::Analysed> said) {
    blocks_.clear();
    for (std::size_t from = 0; from < said.size(); from += kBlockItems) {
      const auto block = said.subspan(from, std::min<std::size_t>(kBlockItems, said.size() - from));
      payload_.clear();
      for (const auto& analysed : block) {
        item_.clear();
        post::encode(*analysed.item, analysed.reading, item_);
        store::put_item(payload_, item_);
      }
      packer_.pack(block_count_++, static_cast<std::uint32_t>(block.size()), payload_, blocks_);
    }
  }

  BenchPosts& posts_;
  const Tools& tools_;
  std::string path_;
  std::optional<store::LogWriter> writer_;
  store::BlockPacker packer_;
  std::uint32_t block_count_ = 0;
  std::string payload_, item_, blocks_;
};

void print_figures(const ordered_json& figures, const Tools& tools) {
  tools.print(grouped(figures["posts"]) + " posts each, on " + figures["data_dir_fs"].get<std::string>() + "\n");
  for (const auto& group : figures["groups"]) {
    char line[160];
    std::snprintf(line, sizeof line,
                  "  %6d posts an fdatasync: %9s appends/s, %3.0f bytes a post, fdatasync p50 %.2f ms\n",
                  group["posts_per_fdatasync"].get<int>(), grouped(group["appends_per_s"].get<std::uint64_t>()).c_str(),
                  group["bytes_per_post"].get<double>(), group["fdatasync"]["p50_ms"].get<double>());
    tools.print(line);
  }
}

}  // namespace

int run_bench_log(const LogBenchCommand& command, const Tools& tools) {
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  auto posts = BenchPosts::read(command.posts, *models, kPostsRead);
  if (!posts) return tools.fail(posts.error().message);
  const BenchFolder room(command.folder, false);
  if (auto ok = room.make(); !ok) return tools.fail(ok.error().message);
  if (filesystem_of(room.path()) == "tmpfs") {
    return tools.fail("bench: " + command.folder + " is in memory (tmpfs); name a folder on a disk with --folder",
                      kWrongUse);
  }
  ordered_json figures{{"posts", command.count}, {"data_dir_fs", filesystem_of(room.path())}};
  LogBench bench(*posts, tools, room.path());
  for (const std::uint64_t group : {512, 4'096, 16'384}) {
    auto one = bench.run(command.count, group);
    if (!one) return tools.fail(one.error().message);
    figures["groups"].push_back(std::move(*one));
  }
  if (command.json) {
    tools.print(figures.dump() + "\n");
  } else {
    print_figures(figures, tools);
  }
  return kDone;
}

}  // namespace vigie::cli
