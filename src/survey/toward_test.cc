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
    const auto out =
        read_toward(*house.store, {shipped_model(), shipped_toward()}, query::parse(query).value(), day, hours(6));
    EXPECT_TRUE(out);
    return *out;
  }
};

TEST_F(TowardTest, IsTowardTheSubjectAndNotOfThePost) {
  say("1", "Orvelle est une honte, un désastre, mais chez Brunel c'est merveilleux, je les adore, merci", store::kNoon);
  const auto hit = house.store->get("file:test", "1").value().value();
  const auto toward = [&](const std::string& query) {
    PostReader post(query::parse(query).value());
    post.read(hit);
    return toward_of({shipped_model(), shipped_toward()}, post, hit.reading);
  };
  const auto ours = toward("orvelle");
  const auto theirs = toward("brunel");
  EXPECT_GT(ours[0], theirs[0] + 0.1F);
}

TEST_F(TowardTest, OfAPostThatNamesNobodyIsThatOfThePost) {
  say("1", "quelle horreur", store::kNoon + hours(7));
  const auto it = read("kind:post");
  EXPECT_EQ(it.toward, it.posts);
  ASSERT_EQ(it.buckets.size(), 4U);
  EXPECT_EQ(it.buckets[1].toward.n(), 1U);
  EXPECT_EQ(it.drawn.found, 1U);
}

}  // namespace
}  // namespace vigie::survey
