// What a closed minute costs a watch, alone and among a million; and what a post costs the writer.
#include <benchmark/benchmark.h>

#include <vector>

#include "alert/inbox.h"
#include "alert/series_watch.h"

namespace vigie::alert {
namespace {

// One in sixteen watches is heard in a minute.
void close_minute(benchmark::State& state) {
  std::vector<SeriesWatch> watches(static_cast<std::size_t>(state.range(0)));
  MinuteCounts minute;
  std::uint64_t chance = 1;
  for (auto _ : state) {
    for (auto& watch : watches) {
      chance = chance * 6364136223846793005ULL + 1442695040888963407ULL;
      minute.posts = minute.voices = minute.written =
          (chance >> 60) == 0 ? static_cast<std::uint32_t>(chance >> 59) : 0;
      benchmark::DoNotOptimize(watch.close(minute));
    }
    minute.from += kMinute;
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(close_minute)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void say(benchmark::State& state) {
  Inbox inbox;
  Inbox::Batch batch;
  post::Post post;
  post.source = "bluesky";
  post.author.id = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
  const std::vector<std::uint32_t> watches(static_cast<std::size_t>(state.range(0)), 7);
  int said = 0;
  for (auto _ : state) {
    inbox.say(post, {}, watches);
    if (++said % 100'000 == 0) inbox.take(batch);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(say)->Arg(1)->Arg(4);

}  // namespace
}  // namespace vigie::alert
