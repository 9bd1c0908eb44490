#include "survey/toward.h"

#include <gtest/gtest.h>

#include "survey/house_for_tests.h"

namespace vigie::survey {
namespace {

using std::chrono::hours;

class TowardTest : public SurveyTest {
 protected:
  Toward read(const std::string& query) {
    const store::Span day{store::kNoon, store::kNoon + hours(24)};
    const auto out = read_toward(*house.store, shipped_model(), query::parse(query).value(), day, hours(6));
    EXPECT_TRUE(out);
    return *out;
  }
};

TEST_F(TowardTest, IsThatOfTheClausesAboutTheSubject) {
  say("1", "Orvelle est une honte, un désastre, mais chez Brunel c'est merveilleux, je les adore, merci", store::kNoon);
  EXPECT_EQ(read("orvelle").toward, (Moods{{1, 0, 0}}));
  EXPECT_EQ(read("brunel").toward, (Moods{{0, 0, 1}}));
}

TEST_F(TowardTest, OfAPostAboutItAloneIsThatOfThePost) {
  say("1", "orvelle, quelle horreur", store::kNoon + hours(7));
  const auto it = read("orvelle");
  EXPECT_EQ(it.toward, it.posts);
  ASSERT_EQ(it.buckets.size(), 4U);
  EXPECT_EQ(it.buckets[1].toward.n(), 1U);
  EXPECT_EQ(it.drawn.found, 1U);
}

}  // namespace
}  // namespace vigie::survey
