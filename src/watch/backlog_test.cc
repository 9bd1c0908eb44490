#include "watch/backlog.h"

#include <gmock/gmock.h>

namespace vigie::watch {
namespace {

using What = Told::What;

std::vector<std::uint64_t> ids(const Backlog::Part& part) {
  std::vector<std::uint64_t> out;
  for (const auto& told : part.told) out.push_back(told.id);
  return out;
}

Told post(std::uint64_t id, const std::string& key) { return {id, What::kPost, "file:t", key}; }

TEST(Backlog, TellsWhatCameAfterInOrder) {
  Backlog backlog(10);
  backlog.add(post(10, "a"), true);
  backlog.add({11, What::kChanged, "", "watches"}, false);
  backlog.add(post(12, "b"), true);
  EXPECT_THAT(ids(backlog.since(9, false, 10)), testing::ElementsAre(10, 11, 12));
  EXPECT_THAT(ids(backlog.since(10, false, 10)), testing::ElementsAre(11, 12));
  const auto part = backlog.since(9, false, 2);
  EXPECT_THAT(ids(part), testing::ElementsAre(10, 11));
  EXPECT_EQ(part.upto, 11u);
  EXPECT_EQ(backlog.since(12, false, 10).upto, 12u);
}

TEST(Backlog, TellsOfTheOtherPostsToThoseWhoHearThem) {
  Backlog backlog(10);
  backlog.begin_others(11);
  backlog.add(post(11, "a"), false);
  backlog.add(post(12, "b"), true);
  EXPECT_THAT(ids(backlog.since(9, false, 10)), testing::ElementsAre(12));
  EXPECT_THAT(ids(backlog.since(9, true, 10)), testing::ElementsAre(11, 12));
  EXPECT_EQ(backlog.forgotten(false), 9u);
  EXPECT_EQ(backlog.forgotten(true), 10u) << "until then nobody kept them";
}

TEST(Backlog, LetsTheLaterEditOrDeletionStandForWhatWasToldBefore) {
  Backlog backlog(1);
  backlog.add(post(1, "a"), true);
  backlog.add(post(2, "b"), true);
  backlog.add({3, What::kEdit, "file:t", "a"}, true);
  backlog.add({4, What::kGone, "file:t", "b"}, false);
  backlog.add({5, What::kEdit, "file:t", "a"}, false);
  backlog.add({6, What::kChanged, "", "a"}, false);
  EXPECT_THAT(ids(backlog.since(0, false, 10)), testing::ElementsAre(4, 5, 6));
  const auto part = backlog.since(0, false, 2);
  EXPECT_TRUE(part.told.empty());
  EXPECT_EQ(part.upto, 2u) << "and goes on behind what is not told";
}

TEST(Backlog, ForgetsTheOldestAndSaysUpToWhere) {
  Backlog backlog(1);
  for (std::uint64_t id = 1; id <= kEventsKept; ++id) backlog.add(post(id, std::to_string(id)), true);
  EXPECT_EQ(backlog.forgotten(false), 0u);
  backlog.add(post(kEventsKept + 1, "one more"), true);
  EXPECT_EQ(backlog.forgotten(false), 1u);
  EXPECT_EQ(backlog.since(0, false, 1).told.front().id, 2u);
}

}  // namespace
}  // namespace vigie::watch
