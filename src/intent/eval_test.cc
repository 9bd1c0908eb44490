#include "intent/eval.h"

#include <gmock/gmock.h>

namespace vigie::intent {
namespace {
using ::testing::HasSubstr;

const KindScore& of(const IntentScores& scores, Kind kind) { return scores.by_kind.at(static_cast<std::size_t>(kind)); }

TEST(IntentEval, CountsWhatIsReadAgainstWhatIsMeant) {
  const auto posts = read_labelled_posts(
      "I bought it\tbuys\nI bought it, thank you\tthanks\r\n\nNice weather\tnone\nLeft Telvo for "
      "Norvia\tswitches\tTelvo\tnorvia\n");
  ASSERT_TRUE(posts) << posts.error().message;
  ASSERT_EQ(posts->size(), 4U);
  std::size_t seen = 0;
  const auto scores = evaluate(
      IntentsReader(), *posts, [](const text::Words&) { return post::Reading{}; },
      [&](const LabelledPost&, const std::vector<Shown>&) { ++seen; });
  EXPECT_EQ(seen, 4U);
  EXPECT_EQ(scores.posts, 4U);
  EXPECT_EQ(scores.whole, 3U);
  EXPECT_EQ(of(scores, Kind::kBuys).precision(), 0.5);
  EXPECT_EQ(of(scores, Kind::kBuys).recall(), 1);
  EXPECT_NEAR(of(scores, Kind::kBuys).f1(), 2.0 / 3, 1e-9);
  EXPECT_EQ(of(scores, Kind::kThanks).precision(), 1);
  EXPECT_EQ(of(scores, Kind::kLeaves).precision(), 0);
  EXPECT_EQ(scores.named, 2U);
  EXPECT_EQ(scores.named_right, 2U);
}

TEST(IntentEval, AWrongRowIsNamedByItsLine) {
  EXPECT_THAT(read_labelled_posts("a\tnone\nb\tvotes\n").error().message, HasSubstr("line 2: 'votes' is no intent"));
  EXPECT_THAT(read_labelled_posts("alone\n").error().message, HasSubstr("line 1: no tab"));
  EXPECT_THAT(read_labelled_posts("a\t\n").error().message, HasSubstr("line 1: no intents"));
}

}  // namespace
}  // namespace vigie::intent
