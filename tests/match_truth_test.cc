// `vigie match` on a hundred thousand watches and a whole real stream says what the naive matcher says, of some of the
// watches, about every post. Watches are drawn from the words of the stream at run time: none of them stands here.
#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "base/random.h"
#include "base/shared_data.h"
#include "naive/query.h"
#include "query/document.h"
#include "query/query.h"
#include "source/decoders.h"
#include "source/line_chunks.h"
#include "store/store.h"
#include "watch/world_for_tests.h"

namespace vigie {
namespace {

constexpr std::uint64_t kSeed = 2026;
constexpr std::size_t kWatches = 100'000;
constexpr std::size_t kCheckedEvery = 500;  // 200 of them.
constexpr std::size_t kWordsFromOneIn = 20;

std::vector<post::Batch> read_stream(const std::string& path) {
  std::vector<post::Batch> out;
  const auto input = source::Unpack::open(path).value();
  source::LineChunks chunks(*input);
  source::Chunk chunk;
  std::vector<source::Reject> rejects;
  while (chunks.next(chunk).value()) {
    source::json_lines_decoder()->decode(chunk.raw, chunk.first, SystemClock().now(), out.emplace_back(), rejects);
  }
  return out;
}

// Watches as people write them, and every other form of the language.
class Inventor {
 public:
  explicit Inventor(const std::vector<post::Batch>& stream) {
    std::map<std::string, std::size_t> counts;
    std::size_t number = 0;
    text::Words words;
    for (const auto& batch : stream) {
      for (const auto& item : batch.items()) {
        if (number++ % kWordsFromOneIn != 0) continue;
        query::read_words(item.post, words);
        auto& said = posts_.emplace_back();
        for (const auto& word : words.all()) {
          said.emplace_back(words.typed(word));
          if (word.kind == text::Kind::kWord) ++counts[std::string(words.folded(word))];
        }
        if (said.size() < 3) posts_.pop_back();
      }
    }
    for (const auto& [word, count] : counts) (count > number / kWordsFromOneIn / 200 ? common_ : rare_).push_back(word);
  }

  std::vector<std::string> watches(std::size_t count) {
    std::vector<std::string> out;
    while (out.size() < count) {
      auto text = query();
      if (query::parse(text, query::Use::kWatch)) out.push_back(std::move(text));
    }
    return out;
  }

 private:
  const std::string& one_of(const std::vector<std::string>& words) { return words[random_.below(words.size())]; }
  const std::string& rare() { return one_of(rare_); }
  const std::string& common() { return one_of(common_); }

  std::string any_of(std::size_t count, const std::vector<std::string>& words) {
    std::string out = "(" + one_of(words);
    for (std::size_t i = 1; i < count; ++i) out += " OR " + one_of(words);
    return out + ")";
  }

  std::string phrase() {
    const auto& said = posts_[random_.below(posts_.size())];
    const auto at = random_.below(said.size() - 1);
    return "\"" + said[at] + " " + said[at + 1] + "\"";
  }

  std::string exact() {
    const auto& said = posts_[random_.below(posts_.size())];
    return "=" + said[random_.below(said.size())] + " " + rare();
  }

  std::string query() {
    static constexpr std::array<std::string_view, 7> kFields{"lang:en",  "lang:ru",  "mood:negative", "mood:positive",
                                                             "has:link", "is:reply", "source:file"};
    const std::string field(kFields[random_.below(kFields.size())]);
    switch (random_.below(16)) {
      case 0:
      case 1:
      case 2:
        return rare() + " " + any_of(2 + random_.below(7), common_);
      case 3:
      case 4:
        return phrase() + " " + any_of(2, common_);
      case 5:
        return phrase() + " " + rare();
      case 6:
        return any_of(2, rare_) + " -" + common();
      case 7:
        return common() + " NEAR/" + std::to_string(random_.below(6)) + " " + any_of(2, rare_);
      case 8:
        return rare() + " BEFORE/5 " + common();
      case 9:
        return rare() + "* " + common();
      case 10:
        return exact() + " OR " + exact();
      case 11:
        return common() + " " + common() + " " + rare() + " " + field;
      case 12:
        return any_of(30, rare_) + " NOT (" + common() + " OR " + phrase() + ")";
      case 13:
        return "(" + phrase() + " OR " + rare() + ") " + field + " -" + common();
      case 14:
        return phrase() + " NEAR/3 " + any_of(3, common_);
      default:
        return rare() + " OR (" + common() + " " + rare() + " " + common() + ")";
    }
  }

  Random random_{kSeed};
  std::vector<std::vector<std::string>> posts_;
  std::vector<std::string> rare_, common_;
};

struct Checked {
  std::string id;
  naive::Node query;
};

// `post id TAB watch id`, in the order of posts, then of watches.
std::vector<std::string> naive_matches(const std::vector<post::Batch>& stream, const std::vector<Checked>& watches) {
  const auto models = watch::shipped_models();
  std::vector<std::vector<std::string>> found(stream.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    watch::Readers readers(models);
    text::Words words;
    for (std::size_t at = next++; at < stream.size(); at = next++) {
      for (const auto& item : stream[at].items()) {
        query::read_words(item.post, words);  // For the reading alone, which is the product's.
        post::Reading reading;
        readers.read_language(item.post, words, reading);
        readers.read_mood(words, reading);
        const auto document = naive::read(item.post, store::kept(reading));
        for (const auto& watch : watches) {
          if (naive::matches(watch.query, document)) found[at].push_back(std::string(item.post.id) + "\t" + watch.id);
        }
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  std::vector<std::string> out;
  for (auto& some : found) std::move(some.begin(), some.end(), std::back_inserter(out));
  return out;
}

TEST(MatchCommand, SaysOfAHundredThousandWatchesWhatTheNaiveMatcherSaysOfSome) {
  VIGIE_NEEDS_SHARED_DATA();
  const char* binary = std::getenv("VIGIE_BINARY");
  ASSERT_NE(binary, nullptr) << "VIGIE_BINARY must name the program under test";
  const std::string posts = shared_data() + "/stream/tweets.jsonl.zst";
  const auto stream = read_stream(posts);
  const auto watches = Inventor(stream).watches(kWatches);
  const std::string folder = testing::TempDir() + "vigie_match_" + std::to_string(::getpid());
  std::filesystem::create_directories(folder);
  std::vector<Checked> checked;
  std::set<std::string> ids;
  {
    std::ofstream out(folder + "/watches.tsv");
    for (std::size_t i = 0; i < watches.size(); ++i) {
      const std::string id = "w" + std::to_string(i);
      out << id << '\t' << watches[i] << '\n';
      if (i % kCheckedEvery != kSeed % kCheckedEvery) continue;
      checked.push_back({id, std::get<naive::Node>(naive::parse(watches[i], true))});
      ids.insert(id);
    }
  }
  const std::string command = "'" + std::string(binary) + "' match --watches '" + folder + "/watches.tsv' --posts '" +
                              posts + "' --threads 2 --out '" + folder + "/matches.tsv' --json 2> /dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  std::vector<std::string> matched;
  std::ifstream in(folder + "/matches.tsv");
  for (std::string line; std::getline(in, line);) {
    if (ids.contains(line.substr(line.find('\t') + 1))) matched.push_back(line);
  }
  std::filesystem::remove_all(folder);

  const auto expected = naive_matches(stream, checked);
  EXPECT_EQ(checked.size(), kWatches / kCheckedEvery);
  EXPECT_GT(expected.size(), 1'000U) << "the watches meet their stream";
  const auto differ = std::mismatch(matched.begin(), matched.end(), expected.begin(), expected.end());
  EXPECT_TRUE(differ.first == matched.end() && differ.second == expected.end())
      << "seed " << kSeed << ": vigie match says " << (differ.first == matched.end() ? "no more" : *differ.first)
      << ", the naive matcher " << (differ.second == expected.end() ? "no more" : *differ.second);
}

}  // namespace
}  // namespace vigie
