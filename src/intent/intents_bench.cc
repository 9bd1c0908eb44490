// ns per post to read its intents, its words found beforehand.
#include <benchmark/benchmark.h>

#include <array>

#include "intent/intents.h"

namespace vigie::intent {
namespace {

constexpr std::array<std::string_view, 4> kPosts = {
    "J'ai quitté Telmio pour Orvane le mois dernier, moins cher et ça capte enfin dans la cave",
    "Still waiting for my refund, nobody answers the phone. Done with @Telvo, cancelling tonight 😡",
    "Belle lumière sur le canal ce matin, les canards avaient l'air de bonne humeur",
    "Just ordered the folding bike in green, can't wait to ride it. Does it come with lights?"};

void read_intents(benchmark::State& state) {
  const IntentsReader reader;
  std::array<text::Words, kPosts.size()> words;
  for (std::size_t i = 0; i < kPosts.size(); ++i) words.at(i).add(text::Field::kText, kPosts.at(i));
  post::Post post;
  std::size_t i = 0;
  for (auto _ : state) {
    post.text = kPosts.at(i);
    benchmark::DoNotOptimize(reader.read(post, words.at(i), {}));
    i = (i + 1) % kPosts.size();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_intents);

}  // namespace
}  // namespace vigie::intent
