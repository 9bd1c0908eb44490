// The cost of a closed minute: one series that stays in the cache, and a million that do not. The cost of finding
// copies: posts of so many words, a quarter of them copies. The cost of hearing what rises: posts of 30 terms, half of
// them frequent ones and half said once.
#include <benchmark/benchmark.h>

#include <vector>

#include "base/random.h"
#include "signal/baseline.h"
#include "signal/copies.h"
#include "signal/rising.h"

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

void find_copies(benchmark::State& state) {
  constexpr std::size_t kPosts = 500'000;
  const auto words = static_cast<std::size_t>(state.range(0));
  Random chance(1);
  std::vector<std::uint64_t> texts(kPosts * words);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool is_copy = i / words % 4 == 0 && i >= 1'000 * words;
    texts[i] = is_copy ? texts[i - 1'000 * words] : chance.next();
  }
  Copies copies;
  std::size_t post = 0;
  for (auto _ : state) {
    const std::span text(texts.data() + post * words, words);
    benchmark::DoNotOptimize(copies.heard({Time(Micros(post)), post * 0x9E3779B97F4A7C15ULL, false, text}));
    post = (post + 1) % kPosts;
  }
}
BENCHMARK(find_copies)->Arg(6)->Arg(15)->Arg(30);

void hear_rising(benchmark::State& state) {
  constexpr std::size_t kTerms = 30;
  Rising rising({});
  Random chance(1);
  std::vector<Sighting> said(kTerms);
  const std::string text = "word";
  Time at = time_of_micros(1'790'000'000LL * 1'000'000);
  for (auto _ : state) {
    for (std::size_t i = 0; i < kTerms; ++i) {
      const auto frequent = Random(chance.below(1 + chance.below(50'000))).next();
      said[i] = {i % 2 == 0 ? frequent : chance.next(), TermKind::kWord, text};
    }
    at += std::chrono::microseconds(7);
    rising.hear(at, {{0, 1}, chance.next(), chance.next(), false, said});
  }
}
BENCHMARK(hear_rising);

void look_what_rises(benchmark::State& state) {
  Rising rising({});
  Time at = time_of_micros(1'790'000'000LL * 1'000'000);
  for (std::uint64_t i = 0; i < 400'000; ++i) {
    const Sighting said{Random(i % 20'000).next(), TermKind::kWord, "word"};
    rising.hear(at, {{0, 1}, Random(i).next(), i, false, std::span(&said, 1)});
    at += std::chrono::milliseconds(20);
  }
  for (auto _ : state) benchmark::DoNotOptimize(rising.rising(at));
}
BENCHMARK(look_what_rises)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vigie::signal
