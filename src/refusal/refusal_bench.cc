// What it costs each post that some people refused to be read.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "refusal/refusals.h"
#include "refusal/refused.h"

namespace vigie::refusal {
namespace {

Refused refused_by(std::int64_t count) {
  const Key key{1, 2, 3};
  std::vector<Mark> marks;
  for (std::int64_t i = 0; i < count; ++i) marks.push_back(mark_of("did:plc:" + std::to_string(i), key));
  return {marks, key};
}

std::vector<post::Post> posts_by(std::vector<std::string>& ids, const std::string& before, const std::string& after) {
  for (int i = 0; i < 4'096; ++i) ids.push_back(before + std::to_string(10'000'000 + i) + after);
  std::vector<post::Post> out(ids.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].source = "bluesky";
    out[i].author.id = ids[i];
  }
  return out;
}

void hold(benchmark::State& state, const std::string& before, const std::string& after) {
  const auto refused = refused_by(state.range(0));
  std::vector<std::string> ids;
  const auto posts = posts_by(ids, before, after);
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(refused.holds(posts[i++ & 4'095]));
}

void hold_a_did(benchmark::State& state) { hold(state, "did:plc:ewvi7nxzyoun6zhx", ""); }
BENCHMARK(hold_a_did)->Arg(0)->Arg(100)->Arg(static_cast<std::int64_t>(kRefusalsMax));

void hold_an_actor(benchmark::State& state) { hold(state, "https://piaille.fr/users/zoe", ""); }
BENCHMARK(hold_an_actor)->Arg(100);

void hold_a_name(benchmark::State& state) { hold(state, "reviewer ", " of a shop"); }
BENCHMARK(hold_a_name)->Arg(100);

}  // namespace
}  // namespace vigie::refusal
