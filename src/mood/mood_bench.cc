#include <benchmark/benchmark.h>

#include "mood/model.h"
#include "mood/small_corpus.h"

namespace vigie::mood {
namespace {

constexpr std::string_view kPost =
    "@anna we have been waiting for our order since last evening, nobody answers!! 😡 https://t.co/x";

// A post of twelve words, its words found beforehand. The small model has the size of the shipped one.
void read_mood(benchmark::State& state) {
  const Model model = Model::from_bytes(train(small_corpus(), {.epochs = 1}).value()).value();
  text::Words words;
  words.add(text::Field::kText, kPost);
  for (auto _ : state) benchmark::DoNotOptimize(model.read(words, post::kUnknownLanguage));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_mood);

// The same, words included, as `vigie eval` does.
void words_and_mood(benchmark::State& state) {
  const Model model = Model::from_bytes(train(small_corpus(), {.epochs = 1}).value()).value();
  text::Words words;
  for (auto _ : state) {
    words.clear();
    words.add(text::Field::kText, kPost);
    benchmark::DoNotOptimize(model.read(words, post::kUnknownLanguage));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(words_and_mood);

}  // namespace
}  // namespace vigie::mood
