// What it costs to ask who somebody is, which the loop does for every request, and to hash a password.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "people/name.h"
#include "people/people.h"

namespace vigie::people {
namespace {

void ask_who(benchmark::State& state) {
  const auto folder = std::filesystem::temp_directory_path() / ("vigie_people_bench_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  {
    const SystemClock clock;
    const auto people = People::open(folder / "vigie.db", clock, kLeastCost).value();
    AccountDraft draft;
    draft.name = "ada";
    draft.role = Role::kManager;
    const auto id = people->add(draft, "a lantern by the sea")->id;
    const auto secret = people->admit(id)->secret;
    for (auto _ : state) benchmark::DoNotOptimize(people->who(session_pass(secret), Use::kRequest));
  }
  std::filesystem::remove_all(folder);
}
BENCHMARK(ask_who);

void hash_a_password(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(hash_password("a lantern by the sea", kUsualCost));
}
BENCHMARK(hash_a_password)->Unit(benchmark::kMillisecond);

void find_a_skeleton(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(skeleton_of("Naïma B. de chez Orvelle"));
}
BENCHMARK(find_a_skeleton);

}  // namespace
}  // namespace vigie::people
