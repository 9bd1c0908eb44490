// What one invented post costs, and the making of its public.
#include <benchmark/benchmark.h>

#include "rehearsal/play.h"
#include "rehearsal/rehearse.h"
#include "rehearsal/shipped.h"

namespace vigie::rehearsal {
namespace {

void say_the_whole_story(benchmark::State& state) {
  const auto scenario = Scenario::parse(shipped_scenario(shipped_names()[0])).value();
  std::size_t posts = 0;
  post::Batch batch;
  for (auto _ : state) {
    PlayOptions options;
    options.scale = 20;
    options.base = time_of_micros(1'700'000'000'000'000);
    Play play(scenario, options);
    while (!play.ended()) {
      batch.clear();
      posts += play.until(options.base + scenario.duration(), batch, nullptr, 256);
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(posts));
}
BENCHMARK(say_the_whole_story)->Unit(benchmark::kMillisecond);

void rehearse_a_week_end(benchmark::State& state) {
  const auto scenario = Scenario::parse(shipped_scenario(shipped_names()[0])).value();
  PlayOptions options;
  options.base = time_of_micros(1'700'000'000'000'000);
  options.policy = static_cast<Policy>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(rehearse(scenario, options));
}
BENCHMARK(rehearse_a_week_end)
    ->Arg(static_cast<int>(Policy::kAbsent))
    ->Arg(static_cast<int>(Policy::kDeletes))
    ->Arg(static_cast<int>(Policy::kPresent))
    ->Unit(benchmark::kMillisecond);

void parse_the_scenario(benchmark::State& state) {
  const auto text = shipped_scenario(shipped_names()[0]);
  for (auto _ : state) benchmark::DoNotOptimize(Scenario::parse(text));
}
BENCHMARK(parse_the_scenario)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vigie::rehearsal
