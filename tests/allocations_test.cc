// What the passes over a post take from the heap once they have met enough posts: nothing.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "language/reader.h"
#include "mood/reader.h"
#include "query/document.h"
#include "query/watch_set.h"
#include "small_talk.h"

namespace {
std::atomic<std::uint64_t> allocations{0};
}  // namespace

// The counting twins of the two that all others come down to.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* const out = std::malloc(size == 0 ? 1 : size)) return out;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace vigie {
namespace {

std::string read_model(const std::string& name) {
  const char* folder = std::getenv("VIGIE_SOURCE_DIR");
  std::ifstream file(std::string(folder == nullptr ? "." : folder) + "/models/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr std::size_t kPosts = 2'000;
constexpr std::size_t kWatches = 300;
constexpr int kRounds = 3;  // The first warms up.

class Allocations : public testing::Test {
 protected:
  Allocations() {
    static constexpr std::array<std::string_view, 12> kSaid = {
        "we have been waiting since last evening, nobody answers!!",
        "Très déçu du service, j'attends toujours…",
        "я до сих пор жду свой заказ",
        "注文がまだ届きません",
        "GREAT news :) #launch",
        "@anna@masto.social regarde https://example.org/page",
        "περιμένω ακόμα",
        "noooo 😡😡 5️⃣",
        "ma\u0303ana de\u0301ja\u0300",
        "www.example.org (voir ici)",
        "ما زلت أنتظر",
        "42 %"};
    for (std::size_t post = 0; post < kPosts; ++post) {
      std::string text = talk_.post();
      for (std::uint64_t more = talk_.below(4); more > 0; --more) {
        text.append(" ").append(kSaid[talk_.below(kSaid.size())]);
      }
      texts_.push_back(std::move(text));
    }
    for (std::size_t post = 0; post < kPosts; ++post) {
      posts_[post].text = texts_[post];
      if (post % 5 == 0) posts_[post].title = texts_[(post + 1) % kPosts];
      if (post % 7 == 0) posts_[post].lang = "fr";
    }
    while (watches_.size() < kWatches) {
      auto query = query::parse(talk_.query(static_cast<int>(talk_.below(4))), query::Use::kWatch);
      if (query) watches_.push_back({static_cast<std::uint32_t>(watches_.size()), std::move(*query)});
    }
  }

  // Counts what `stage`, done for every post, allocates in the last of the rounds.
  template <typename Stage>
  static std::uint64_t counted(Stage&& stage) {
    std::uint64_t before = 0;
    for (int round = 0; round < kRounds; ++round) {
      before = allocations;
      for (std::size_t post = 0; post < kPosts; ++post) stage(post);
    }
    return allocations - before;
  }

  SmallTalk talk_{1};
  std::vector<std::string> texts_;
  std::vector<post::Post> posts_{kPosts};
  std::vector<query::Watch> watches_;
};

TEST_F(Allocations, AreCounted) {
  const std::uint64_t before = allocations;
  const auto text = std::make_unique<std::string>(100, 'x');
  EXPECT_EQ(allocations - before, 2U);
}

TEST_F(Allocations, OfWordsLanguageMoodAndMatchAreNoneOnceTheyAreWarm) {
  const auto language_model = language::Model::from_bytes(read_model("language.vml"));
  const auto mood_model = mood::Model::from_bytes(read_model("mood.vmm"));
  ASSERT_TRUE(language_model && mood_model);
  language::Reader language(*language_model);
  const auto mood = std::make_unique<mood::Reader>(*mood_model);
  const auto set = query::WatchSet::compile(watches_);
  query::Scratch scratch;
  std::vector<std::uint32_t> found;
  text::Words words;
  std::vector<post::Reading> readings(kPosts);

  EXPECT_EQ(counted([&](std::size_t at) { query::read_words(posts_[at], words); }), 0U) << "words";
  EXPECT_EQ(counted([&](std::size_t at) {
              query::read_words(posts_[at], words);
              readings[at].language = language.read(words, posts_[at].lang).language;
            }),
            0U)
      << "language";
  EXPECT_EQ(counted([&](std::size_t at) {
              query::read_words(posts_[at], words);
              static_cast<void>(mood->read(words, readings[at].language));
            }),
            0U)
      << "mood";
  std::uint64_t matches = 0;
  EXPECT_EQ(counted([&](std::size_t at) {
              query::read_words(posts_[at], words);
              found.clear();
              set.match({&posts_[at], &words, readings[at]}, scratch, found);
              matches += found.size();
            }),
            0U)
      << "match";
  EXPECT_GT(matches, kPosts);
}

}  // namespace
}  // namespace vigie
