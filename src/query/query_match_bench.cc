// What a post costs against 1,000, 10,000 and 100,000 watches on invented brands: a rare name or a
// phrase, often with a choice of common words or an exclusion. Words are said as Zipf has it.
#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>

#include "base/random.h"
#include "query/watch_set.h"

namespace vigie::query {
namespace {

constexpr std::uint64_t kVocabulary = 250'000;
constexpr std::uint64_t kCommon = 3'000;
constexpr std::size_t kPosts = 4'096;
constexpr int kWordsPerPost = 12;

class Speech {
 public:
  explicit Speech(std::uint64_t seed) : random_(seed) {}

  std::string said() { return word(static_cast<std::uint64_t>(std::pow(double(kVocabulary), random_.real())) - 1); }
  std::string common() { return word(random_.below(kCommon)); }
  std::string rare() { return word(kCommon + random_.below(kVocabulary - kCommon)); }

  std::string post() {
    std::string out;
    for (int i = 0; i < kWordsPerPost; ++i) out += said() + " ";
    return out;
  }

  std::string watch() {
    std::string out = random_.chance(0.6) ? rare() : "\"" + said() + " " + said() + "\"";
    if (random_.chance(0.4)) out = "(" + out + " OR " + rare() + ")";
    if (random_.chance(0.6)) out += " (" + common() + " OR " + common() + " OR " + common() + " OR " + common() + ")";
    if (random_.chance(0.3)) out += " NOT " + common();
    if (random_.chance(0.1)) out = rare() + " NEAR/5 " + common();
    if (random_.chance(0.05)) out = rare().substr(0, 5) + "* " + common();
    return out;
  }

 private:
  // Commoner words are shorter, as in speech.
  static std::string word(std::uint64_t rank) {
    std::string out;
    for (std::uint64_t rest = rank + 1; rest > 0; rest /= 20) out += static_cast<char>('b' + rest % 20);
    out += rank < 200 ? "" : "ou";
    return out;
  }

  Random random_;
};

struct Posts {
  Posts() : texts(kPosts), posts(kPosts), words(kPosts) {
    Speech speech(1);
    for (std::size_t i = 0; i < kPosts; ++i) {
      texts[i] = speech.post();
      posts[i].text = texts[i];
      read_words(posts[i], words[i]);
    }
  }
  std::vector<std::string> texts;
  std::vector<post::Post> posts;
  std::vector<text::Words> words;
};

void match_post(benchmark::State& state) {
  Speech speech(2);
  std::vector<Watch> watches;
  for (std::uint32_t id = 0; id < state.range(0); ++id) watches.push_back({id, *parse(speech.watch(), Use::kWatch)});
  const auto set = WatchSet::compile(watches);
  const auto posts = std::make_unique<Posts>();
  Scratch scratch;
  std::vector<std::uint32_t> ids;
  std::size_t matches = 0;
  std::size_t place = 0;
  for (auto _ : state) {
    ids.clear();
    set.match({&posts->posts[place], &posts->words[place], {}}, scratch, ids);
    matches += ids.size();
    place = (place + 1) % kPosts;
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["matches/post"] = static_cast<double>(matches) / static_cast<double>(state.iterations());
  state.counters["bytes/watch"] = static_cast<double>(set.bytes()) / static_cast<double>(set.size());
}
BENCHMARK(match_post)->Arg(1'000)->Arg(10'000)->Arg(100'000);

void parse_watch(benchmark::State& state) {
  Speech speech(3);
  std::vector<std::string> texts;
  for (int i = 0; i < 1'024; ++i) texts.push_back(speech.watch());
  std::size_t place = 0;
  for (auto _ : state) benchmark::DoNotOptimize(parse(texts[place++ % texts.size()], Use::kWatch));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parse_watch);

}  // namespace
}  // namespace vigie::query
