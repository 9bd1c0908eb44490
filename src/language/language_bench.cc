#include <benchmark/benchmark.h>

#include "language/model.h"
#include "language/small_corpus.h"

namespace vigie::language {
namespace {

// A post of twelve words, its words found beforehand. The small model has the size of the shipped one.
void read_language(benchmark::State& state) {
  const Model model = Model::from_bytes(train(small_corpus(), {.epochs = 1}).value()).value();
  text::Words words;
  words.add(text::Field::kText,
            "@anna we have been waiting for our order since last evening, nobody answers 😡 https://t.co/x");
  for (auto _ : state) benchmark::DoNotOptimize(model.read(words, "en"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_language);

// The same, words included, as `vigie eval` does.
void words_and_language(benchmark::State& state) {
  const Model model = Model::from_bytes(train(small_corpus(), {.epochs = 1}).value()).value();
  text::Words words;
  for (auto _ : state) {
    words.clear();
    words.add(text::Field::kText, "@anna we have been waiting for our order since last evening, nobody answers 😡");
    benchmark::DoNotOptimize(model.read(words, "en"));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(words_and_language);

}  // namespace
}  // namespace vigie::language
