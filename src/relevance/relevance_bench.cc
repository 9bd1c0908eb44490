#include <benchmark/benchmark.h>

#include <algorithm>

#include "base/random.h"
#include "relevance/threshold.h"

namespace vigie::relevance {
namespace {

// Posts of sixty features out of ten thousand, a few of which tell.
std::vector<Answer> answers(std::size_t count) {
  Random random(1);
  std::vector<Answer> out(count);
  for (Answer& answer : out) {
    answer.about_us = random.chance(0.5);
    for (int i = 0; i < 60; ++i) answer.features.push_back(static_cast<std::uint32_t>(random.below(10'000)));
    answer.features.push_back(answer.about_us ? 20'000U : 20'001U);
    std::sort(answer.features.begin(), answer.features.end());
  }
  return out;
}

void bench_learn(benchmark::State& state) {
  const auto taught = answers(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(learn(taught));
}
BENCHMARK(bench_learn)->Arg(20)->Arg(100)->Arg(1'000)->Unit(benchmark::kMillisecond);

void bench_choose_threshold(benchmark::State& state) {
  const auto taught = answers(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(choose_threshold(unseen(taught)));
}
BENCHMARK(bench_choose_threshold)->Arg(20)->Arg(100)->Arg(1'000)->Unit(benchmark::kMillisecond);

void bench_read(benchmark::State& state) {
  const auto taught = answers(100);
  const Model model = learn(taught);
  std::size_t at = 0;
  for (auto _ : state) benchmark::DoNotOptimize(model.read(taught[at++ % taught.size()].features));
}
BENCHMARK(bench_read);

}  // namespace
}  // namespace vigie::relevance
