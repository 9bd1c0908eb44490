#include "signal/copies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace vigie::signal {
namespace {

using Text = std::vector<std::uint64_t>;

const Time kStart = time_of_micros(1'790'000'000LL * 1'000'000);

Text invented(Random& chance, std::size_t words) {
  Text out(words);
  for (auto& word : out) word = chance.next();
  return out;
}

// With `count` of its words put by others.
Text edited(Text text, Random& chance, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) text[i * text.size() / count] = chance.next();
  return text;
}

class Ear {
 public:
  explicit Ear(std::uint32_t clusters_max = 1024) : copies_(clusters_max) {}
  Copy hear(const Text& text, std::uint64_t author, Micros after = {}, bool is_repost = false) {
    return copies_.heard({kStart + after, Random(author).next(), is_repost, text});
  }
  const Copies& copies() const { return copies_; }

 private:
  Copies copies_;
};

TEST(Copies, TellTheSameTextFromAnother) {
  Random chance(1);
  Ear ear;
  const auto text = invented(chance, 15);
  const auto first = ear.hear(text, 1);
  EXPECT_TRUE(first.is_first);
  const auto again = ear.hear(text, 2);
  EXPECT_FALSE(again.is_first);
  EXPECT_EQ(again.cluster, first.cluster);
  EXPECT_EQ(again.posts, 2U);
  EXPECT_TRUE(ear.hear(invented(chance, 15), 3).is_first);
}

TEST(Copies, FindEditsOfOneWordInTen) {
  Random chance(2);
  Ear ear;
  int found = 0;
  constexpr int kTexts = 500;
  for (int i = 0; i < kTexts; ++i) {
    const auto text = invented(chance, 20);
    const auto first = ear.hear(text, 1);
    found += ear.hear(edited(text, chance, 2), 2).cluster == first.cluster ? 1 : 0;
  }
  EXPECT_GE(found, kTexts * 97 / 100);
}

TEST(Copies, LeaveTextsApartThatShareHalfTheirWords) {
  Random chance(3);
  Ear ear;
  int taken = 0;
  constexpr int kTexts = 500;
  for (int i = 0; i < kTexts; ++i) {
    const auto text = invented(chance, 20);
    ear.hear(text, 1);
    taken += ear.hear(edited(text, chance, 10), 2).is_first ? 0 : 1;
  }
  EXPECT_LE(taken, kTexts * 2 / 100);
}

TEST(Copies, TheOrderOfWordsDoesNotMatterNorDoesSayingOneTwice) {
  Random chance(4);
  Ear ear;
  auto text = invented(chance, 12);
  ear.hear(text, 1);
  std::reverse(text.begin(), text.end());
  text.push_back(text.front());
  EXPECT_FALSE(ear.hear(text, 2).is_first);
}

TEST(Copies, GreetingsAreNobodysCopies) {
  Ear ear;
  const Text hello = {0x1111111122222222ULL, 0x3333333344444444ULL};
  EXPECT_NE(ear.hear(hello, 1).cluster, ear.hear(hello, 2).cluster);
  EXPECT_TRUE(ear.hear({}, 3).is_first);
}

TEST(Copies, ManyVoicesWithinMinutesAreCoordinated) {
  Random chance(5);
  Ear ear;
  const auto text = invented(chance, 15);
  Copy last;
  for (std::uint64_t author = 1; author <= 7; ++author) {
    last = ear.hear(text, author, std::chrono::minutes(author));
  }
  EXPECT_TRUE(last.is_coordinated);
  EXPECT_EQ(ear.copies().counts().groups, 1U);
}

TEST(Copies, OneVoiceManyHoursOrRepostsAreNotCoordinated) {
  Random chance(6);
  Ear ear;
  const auto by_one = invented(chance, 15);
  const auto by_hours = invented(chance, 15);
  const auto reposted = invented(chance, 15);
  for (std::uint64_t author = 1; author <= 100; ++author) {
    EXPECT_FALSE(ear.hear(by_one, 1, std::chrono::seconds(author)).is_coordinated);
    EXPECT_FALSE(ear.hear(by_hours, author, std::chrono::hours(author)).is_coordinated);
    EXPECT_FALSE(ear.hear(reposted, author, std::chrono::seconds(author), author > 1).is_coordinated);
  }
}

TEST(Copies, ATextThatIsRepeatedOutlivesThoseThatAreNot) {
  Random chance(7);
  Ear ear(1024);
  const auto repeated = invented(chance, 15);
  const auto once = invented(chance, 15);
  ear.hear(once, 1);
  for (int i = 0; i < 4; ++i) ear.hear(repeated, 1);
  for (int i = 0; i < 2000; ++i) ear.hear(invented(chance, 15), 2);
  EXPECT_FALSE(ear.hear(repeated, 3).is_first);
  EXPECT_TRUE(ear.hear(once, 3).is_first);
}

TEST(Copies, AMillionTextsTakeNoMoreMemoryThanNone) {
  Random chance(8);
  Ear ear(4096);
  for (int i = 0; i < 1'000'000; ++i) ear.hear(invented(chance, 6), 1);
  EXPECT_EQ(ear.copies().bytes(), Copies::bytes_max(4096));
  EXPECT_LE(Copies::bytes_max(), std::size_t{40} << 20U);
}

TEST(Copies, AClockThatGoesBackHarmsNothing) {
  Random chance(9);
  Ear ear;
  const auto text = invented(chance, 15);
  ear.hear(text, 1, std::chrono::hours(5));
  EXPECT_FALSE(ear.hear(text, 2, std::chrono::hours(0)).is_first);
  const auto clusters = ear.copies().greatest(10);
  ASSERT_EQ(clusters.size(), 1U);
  EXPECT_EQ(clusters[0].posts, 2U);
  EXPECT_EQ(clusters[0].last_at, kStart + std::chrono::hours(5));
}

TEST(Copies, TheGreatestAreThoseOfMostVoices) {
  Random chance(10);
  Ear ear;
  const auto by_one = invented(chance, 15);
  const auto by_many = invented(chance, 15);
  for (std::uint64_t author = 1; author <= 8; ++author) {
    ear.hear(by_one, 1);
    ear.hear(by_one, 1);
    ear.hear(by_many, author);
    ear.hear(invented(chance, 15), author);
  }
  const auto clusters = ear.copies().greatest(10);
  ASSERT_EQ(clusters.size(), 2U);
  EXPECT_EQ(clusters[0].posts, 8U);
  EXPECT_EQ(ear.copies().greatest(1).size(), 1U);
}

TEST(Distinct, IsNearlyExactForFewAndWithinATenthForMany) {
  for (const int count : {1, 5, 20, 200, 5'000, 200'000}) {
    double sum = 0;
    constexpr int kRounds = 50;
    for (int round = 0; round < kRounds; ++round) {
      Random chance(static_cast<std::uint64_t>(round) * 1'000'003 + static_cast<std::uint64_t>(count));
      Distinct<128> distinct;
      double told = 0;
      for (int i = 0; i < count; ++i) {
        const auto hash = chance.next();
        told += distinct.add(hash);
        EXPECT_EQ(distinct.add(hash), 0);
      }
      sum += std::abs(told - count) / count;
    }
    EXPECT_LT(sum / kRounds, count <= 20 ? 0.05 : 0.1) << count;
  }
}

TEST(Distinct, WhoWasThereBeforeIsNotCountedAgain) {
  Distinct<32> before;
  Distinct<32> now;
  before.add(42);
  EXPECT_EQ(now.add(42, before), 0);
}

TEST(Distinct, StopsCountingWhenItCanTellNoMore) {
  Distinct<32> distinct;
  Random chance(3);
  double told = 0;
  for (int i = 0; i < 20'000'000; ++i) told += distinct.add(chance.next());
  EXPECT_TRUE(std::isfinite(told));
  EXPECT_GT(told, 200'000);
}

}  // namespace
}  // namespace vigie::signal
