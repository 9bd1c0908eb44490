#include "rehearsal/recent.h"

#include <gtest/gtest.h>

#include <set>

namespace vigie::rehearsal {
namespace {

std::set<std::string> picked(const RecentPosts& recent, Tongue tongue = Tongue::kFrench) {
  Random random(1);
  std::set<std::string> ids;
  for (int i = 0; i < 5'000; ++i) {
    if (const auto* post = recent.pick(tongue, random)) ids.insert(post->id);
  }
  return ids;
}

RecentPost post(std::size_t number) {
  RecentPost out;
  out.id = std::to_string(number);
  return out;
}

TEST(RecentPosts, ForgetTheOldestFirstAlsoAfterOneWasTakenBack) {
  RecentPosts recent;
  constexpr auto kMost = RecentPosts::kRemembered;
  for (std::size_t i = 0; i < kMost + 10; ++i) recent.add(post(i));
  recent.forget(std::to_string(kMost));
  recent.add(post(1'000));
  recent.add(post(1'001));
  const auto ids = picked(recent);
  EXPECT_EQ(ids.size(), kMost);
  EXPECT_EQ(ids.count("10"), 0U);  // The oldest made room for 1,001.
  EXPECT_EQ(ids.count("11"), 1U);
  EXPECT_EQ(ids.count(std::to_string(kMost)), 0U);
}

TEST(RecentPosts, AreAnsweredInTheirOwnLanguage) {
  RecentPosts recent;
  recent.add(post(1));
  EXPECT_TRUE(picked(recent, Tongue::kEnglish).empty());
  EXPECT_EQ(picked(recent), std::set<std::string>{"1"});
}

}  // namespace
}  // namespace vigie::rehearsal
