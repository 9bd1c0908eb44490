// The cost of a closed minute: one series that stays in the cache, and a million that do not.
#include <benchmark/benchmark.h>

#include <vector>

#include "signal/baseline.h"

namespace vigie::signal {
namespace {

constexpr Micros kMinute = std::chrono::minutes(1);

void close_minute(benchmark::State& state) {
  const auto series = static_cast<std::size_t>(state.range(0));
  std::vector<Baseline> baselines(series);
  std::vector<Rhythm> rhythms(series);
  Time at{};
  std::uint64_t chance = 1;
  for (auto _ : state) {
    for (std::size_t i = 0; i < series; ++i) {
      chance = chance * 6364136223846793005ULL + 1442695040888963407ULL;
      benchmark::DoNotOptimize(baselines[i].close(at, kMinute, static_cast<double>(chance >> 60), rhythms[i]));
    }
    at += kMinute;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * series));
}
BENCHMARK(close_minute)->Arg(1)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vigie::signal
