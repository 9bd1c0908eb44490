// What a record costs: lines of the size of tweets through each codec.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/clock.h"
#include "post/validate.h"
#include "protocol/csv.h"
#include "protocol/html_text.h"
#include "protocol/jetstream.h"
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

// As intake does it: read, then ask whether the post may be kept.
void read_and_validate_json_lines(benchmark::State& state) {
  const auto lines = tweet_like_lines();
  const Time now = SystemClock().now();
  JsonLines reader;
  post::Batch batch;
  for (auto _ : state) {
    batch.clear();
    for (const auto& line : lines) {
      if (!reader.read(line, batch)) state.SkipWithError("refused");
    }
    for (const auto& item : batch.items()) {
      if (!post::validate(item, now)) state.SkipWithError("not valid");
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * lines.size()));
}
BENCHMARK(read_and_validate_json_lines);

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

std::string jetstream_event(const std::string& collection, const std::string& record) {
  return R"({"did":"did:plc:abcdefghijklmnopqrstuvwx","time_us":1770000000123456,"kind":"commit","commit":{"rev":"3m",)"
         R"("operation":"create","collection":")" +
         collection + R"(","rkey":"3mptbyoeyc22k","record":)" + record + "}}";
}

// One post and seven likes, as the network has them.
void read_jetstream_events(benchmark::State& state) {
  const std::string post = jetstream_event(
      "app.bsky.feed.post",
      R"({"$type":"app.bsky.feed.post","createdAt":"2026-02-02T02:40:00Z","langs":["fr"],"text":"Très bonne voiture, merci"})");
  const std::string like =
      jetstream_event("app.bsky.feed.like",
                      R"({"createdAt":"2026-02-02T02:40:00Z","subject":{"cid":"bafy","uri":"at://did:plc:x/y/z"}})");
  Jetstream jetstream;
  post::Batch batch;
  for (auto _ : state) {
    batch.clear();
    if (!jetstream.read(post, batch)) state.SkipWithError("refused");
    for (int i = 0; i < 7; ++i) benchmark::DoNotOptimize(jetstream.read(like, batch));
  }
  state.SetItemsProcessed(8 * state.iterations());
}
BENCHMARK(read_jetstream_events);

void read_csv_rows(benchmark::State& state) {
  std::string rows = "id,source,time,author.handle,text\n";
  for (int i = 0; i < 1'000; ++i) {
    rows += std::to_string(i) + ",file:x,2026-02-02T02:40:00Z,name,\"The new Aurora is out, and I like it\"\n";
  }
  post::Batch batch;
  for (auto _ : state) {
    batch.clear();
    auto posts = CsvPosts::create({});
    posts->feed(rows);
    posts->finish();
    Refused refused;
    while (*posts->next(batch, refused) != CsvPosts::State::kEnd) {
    }
  }
  state.SetItemsProcessed(1'000 * state.iterations());
}
BENCHMARK(read_csv_rows);

void read_html_of_a_status(benchmark::State& state) {
  const std::string html =
      R"(<p>The new <a href="https://example.org/tags/aurora" class="mention hashtag">#<span>Aurora</span></a> is out &amp; )"
      R"(I like it</p><p><a href="https://example.org/a"><span class="invisible">https://</span><span>example.org/a</span></a></p>)";
  for (auto _ : state) benchmark::DoNotOptimize(read_html(html));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_html_of_a_status);

}  // namespace
}  // namespace vigie::protocol
