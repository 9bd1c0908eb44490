// What a record costs: lines of the size of tweets through each codec.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "protocol/json_lines.h"
#include "protocol/post_json.h"

namespace vigie::protocol {
namespace {

std::vector<std::string> tweet_like_lines() {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < 1'000; ++i) {
    const std::string number = std::to_string(i);
    lines.push_back(
        R"({"id": "t)" + number +
        R"(", "source": "file:tweets", "kind": "post", "time": "2016-02-02T00:35:00Z", "author": {"id": "u)" + number +
        R"(", "handle": "name)" + number +
        R"("}, "text": "The new Aurora is out, and I like it: \"what a car\", says my neighbour \u2014 look )"
        R"(at this one #Aurora", "links": ["https://example.org/)" +
        number + R"("]})");
  }
  return lines;
}

void read_json_lines(benchmark::State& state) {
  const auto lines = tweet_like_lines();
  JsonLines reader;
  post::Batch batch;
  std::size_t bytes = 0;
  for (auto _ : state) {
    batch.clear();
    for (const auto& line : lines) {
      if (!reader.read(line, batch)) state.SkipWithError("refused");
      bytes += line.size();
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * lines.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(read_json_lines);

void write_post_json(benchmark::State& state) {
  JsonLines reader;
  post::Batch batch;
  for (const auto& line : tweet_like_lines()) static_cast<void>(reader.read(line, batch));
  std::string out;
  for (auto _ : state) {
    out.clear();
    for (const auto& item : batch.items()) write_json(item, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * batch.size()));
}
BENCHMARK(write_post_json);

}  // namespace
}  // namespace vigie::protocol
