#include "measure/reader.h"

#include <gtest/gtest.h>

#include "store/test_house.h"

namespace vigie::measure {
namespace {

using std::chrono::minutes;

post::Post post(std::string_view id, std::string_view text, int minute, std::string_view author,
                std::string_view parent = {}) {
  post::Post out;
  out.id = id;
  out.source = "place:call";
  out.kind = parent.empty() ? post::Kind::kEntry : post::Kind::kReply;
  out.text = text;
  out.created_at = store::kNoon + minutes(minute);
  out.author.id = author;
  out.author.handle = author;
  out.parent = parent;
  return out;
}

post::Reading negative() {
  post::Reading out;
  out.mood_p[0] = 0.8F;
  out.mood_p[1] = 0.1F;
  out.mood_p[2] = 0.1F;
  return out;
}

class ReaderTest : public ::testing::Test {
 protected:
  ReaderTest() { EXPECT_TRUE(house.open()); }
  void say(const post::Post& post, const post::Reading& reading = {}) { house.add({post::Act::kSay, post}, reading); }
  Figures read(const std::string& text, const store::Span& span = {}) {
    const auto told = read_exchange(*house.store, query::parse(text).value(), span,
                                    [](const post::Post& post) { return post.author.id.starts_with("staff:"); });
    EXPECT_TRUE(told);
    return told->exchange.figures();
  }
  store::House house;
};

TEST_F(ReaderTest, FindsAnswersThatTheQueryDoesNotFind) {
  say(post("1", "la galerne fume", 0, "ada"), negative());
  say(post("2", "nous regardons", 5, "staff:7", "1"));
  say(post("3", "elle marche bien", 3, "ben", "1"));
  const auto figures = read("galerne");
  EXPECT_EQ(figures.contributions, 1U);
  EXPECT_EQ(figures.critical, 1U);
  EXPECT_EQ(figures.acknowledged, 1U);
  EXPECT_EQ(figures.defended, 1U);
  EXPECT_EQ(figures.median_wait, Micros(minutes(5)));
}

TEST_F(ReaderTest, CountsAPostOnceThatIsBothFoundAndAnAnswer) {
  say(post("1", "la galerne fume", 0, "ada"), negative());
  say(post("2", "la galerne marche", 5, "ben", "1"));
  EXPECT_EQ(read("galerne").contributions, 2U);
  EXPECT_EQ(read("galerne").defended, 1U);
}

TEST_F(ReaderTest, ReadsNothingOutsideTheSpan) {
  say(post("1", "galerne", 0, "ada"), negative());
  say(post("2", "galerne", 90, "ada"), negative());
  EXPECT_EQ(read("galerne", {store::kNoon, store::kNoon + minutes(60)}).critical, 1U);
}

TEST_F(ReaderTest, ReadsEveryPageAndTellsWhereItStopped) {
  for (int i = 0; i < 2'500; ++i) say(post("p" + std::to_string(i), "galerne", i, "ada"));
  const auto told =
      read_exchange(*house.store, query::parse("galerne").value(), {}, [](const post::Post&) { return false; });
  ASSERT_TRUE(told);
  EXPECT_EQ(told->exchange.figures().contributions, 2'500U);
  EXPECT_FALSE(told->read_from);
}

TEST_F(ReaderTest, WhoIsPaidDefendsNobody) {
  say(post("1", "la galerne fume", 0, "ada"), negative());
  auto paid = post("2", "elle est formidable", 5, "ben", "1");
  paid.incentive = "gift";
  say(paid);
  EXPECT_EQ(read("galerne").defended, 0U);
}

}  // namespace
}  // namespace vigie::measure
