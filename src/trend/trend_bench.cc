// What the writer pays for trends: a post of twenty words left behind. And what their thread pays for it; and what it
// costs to count the different texts of so many posts.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/random.h"
#include "store/test_house.h"
#include "trend/text_curve.h"
#include "trend/trends.h"

namespace vigie::trend {
namespace {

constexpr std::size_t kTexts = 256;  // As the writer has them: just indexed, and so in its cache.

struct Posts {
  Posts() : texts(kTexts), words(kTexts), posts(kTexts), names(kTexts) {
    Random chance(1);
    for (std::size_t i = 0; i < kTexts; ++i) {
      for (int word = 0; word < 18; ++word)
        texts[i] += "word" + std::to_string(chance.below(1 + chance.below(20'000))) + " ";
      texts[i] += "#tag" + std::to_string(chance.below(5'000));
      names[i] = "did:plc:" + std::to_string(chance.next());
      posts[i].source = "bluesky";
      posts[i].author.id = names[i];
      posts[i].text = texts[i];
      posts[i].created_at = posts[i].seen_at = store::kNoon;
      query::read_words(posts[i], words[i]);
    }
  }
  std::vector<std::string> texts;
  std::vector<text::Words> words;
  std::vector<post::Post> posts;
  std::vector<std::string> names;
};

Trends::World world(store::House& house) {
  return {*house.store, house.clock, house.log, [](const query::Document&, std::vector<std::uint32_t>&) {}};
}

void leave_a_post(benchmark::State& state) {
  const Posts posts;
  store::House house;
  if (!house.open()) return;
  Trends trends(world(house));
  std::size_t i = 0;
  for (auto _ : state) {
    trends.said({&posts.posts[i], &posts.words[i], {}}, {});
    if (++i < kTexts) continue;
    i = 0;
    state.PauseTiming();
    trends.work();
    state.ResumeTiming();
  }
}
BENCHMARK(leave_a_post);

void work_on_a_post(benchmark::State& state) {
  const Posts posts;
  store::House house;
  if (!house.open()) return;
  Trends trends(world(house));
  std::size_t rounds = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kTexts; ++i) trends.said({&posts.posts[i], &posts.words[i], {}}, {});
    if (++rounds % 32 == 0) trends.work();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kTexts));
}
BENCHMARK(work_on_a_post)->Unit(benchmark::kMillisecond);

void read_texts_of(benchmark::State& state) {
  const Posts posts;
  store::House house;
  house.options.segment_posts_max = 1U << 18U;
  house.options.block_items_max = 128;
  if (!house.open()) return;
  std::vector<post::Fate> fates;
  for (std::int64_t i = 0; i < state.range(0);) {
    store::Items items;
    std::vector<std::string> ids(1'000);
    for (auto& id : ids) {
      auto post = posts.posts[static_cast<std::size_t>(i) % kTexts];
      id = std::to_string(i);
      post.id = id;
      post.created_at = store::kNoon + i++ * Micros(100'000);
      items.add({post::Act::kSay, post});
    }
    if (const auto ok = house.store->append(items.analysed(), fates); !ok) {
      return state.SkipWithError(ok.error().message.c_str());
    }
  }
  const auto query = query::parse("lang:unknown").value();
  const store::Span span{store::kNoon, store::kNoon + std::chrono::hours(1)};
  for (auto _ : state) benchmark::DoNotOptimize(read_texts(*house.store, query, span, std::chrono::minutes(1)));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(read_texts_of)->Arg(1'000)->Arg(30'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vigie::trend
