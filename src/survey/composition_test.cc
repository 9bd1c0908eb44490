#include "survey/composition.h"

#include <gtest/gtest.h>

#include "survey/house_for_tests.h"

namespace vigie::survey {
namespace {

using std::chrono::hours;

class CompositionTest : public SurveyTest {
 protected:
  Composition compose_day(const std::string& part) {
    const store::Span day{store::kNoon, store::kNoon + hours(24)};
    const auto out =
        compose(*house.store, query::parse("orvelle").value(), query::parse("orvelle (" + part + ")").value(), day);
    EXPECT_TRUE(out);
    return *out;
  }
  void say_many(const std::string& id, const std::string& text, int count) {
    for (int at = 0; at < count; ++at) say(id + std::to_string(at), text, store::kNoon + std::chrono::minutes(at));
  }
};

TEST_F(CompositionTest, TellsWhatStandsOutWithTheCountsOfBothSides) {
  say_many("a", "Orvelle: la livraison est encore en retard, colis introuvable #retard", 40);
  say_many("b", "Orvelle: le magasin ouvre demain à neuf heures, livraison possible", 60);
  const auto it = compose_day("colis");
  EXPECT_EQ(it.within.found, 40U);
  EXPECT_EQ(it.all.found, 100U);
  EXPECT_EQ(it.usual, 60U);
  ASSERT_FALSE(it.terms.empty());
  bool tag = false;
  for (const StandingOut& one : it.terms) {
    EXPECT_NE(one.term, "orvelle");    // What was asked for says nothing,
    EXPECT_NE(one.term, "colis");      // nor what the part asked for.
    EXPECT_NE(one.term, "livraison");  // As usual on both sides.
    tag = tag || one.term == "#retard";
    EXPECT_EQ(one.within, 40U);
    EXPECT_EQ(one.usual, 0U);
    EXPECT_GT(one.ratio, 10);
    EXPECT_LT(one.p, 0.001);
  }
  EXPECT_TRUE(tag);
}

TEST_F(CompositionTest, OfFewPostsSaysNothing) {
  say_many("a", "Orvelle: colis introuvable", 29);
  say_many("b", "Orvelle: le magasin ouvre", 60);
  const auto it = compose_day("colis");
  EXPECT_EQ(it.within.read, 29U);
  EXPECT_TRUE(it.terms.empty());
  EXPECT_TRUE(compose_day("absent").terms.empty());
}

}  // namespace
}  // namespace vigie::survey
