#include "post/validate.h"

#include <gtest/gtest.h>

#include <string>

#include "base/time_text.h"

namespace vigie::post {
namespace {

const Time kNow = *parse_time("2026-11-22T12:00:00Z");

Item good() {
  Item item;
  item.post.id = "1";
  item.post.source = "file:shop";
  item.post.text = "bonjour";
  item.post.created_at = kNow;
  return item;
}

std::string refusal(const Item& item) {
  const auto ok = validate(item, kNow);
  return ok ? "" : ok.error().message;
}

TEST(Validate, AcceptsAPlainPost) { EXPECT_EQ(refusal(good()), ""); }

TEST(Validate, RefusesTimesBefore1990AndMoreThanADayAhead) {
  Item item = good();
  item.post.created_at = *parse_time("1989-12-31T23:59:59Z");
  EXPECT_NE(refusal(item), "");
  item.post.created_at = *parse_time("1990-01-01T00:00:00Z");
  EXPECT_EQ(refusal(item), "");
  item.post.created_at = kNow + std::chrono::hours(24);
  EXPECT_EQ(refusal(item), "");
  item.post.created_at += Micros(1);
  EXPECT_EQ(refusal(item), "time: more than 24 hours ahead");
}

TEST(Validate, RefusesBrokenTextByTheNameOfItsField) {
  Item item = good();
  item.post.text = "\xff";
  EXPECT_EQ(refusal(item), "text: broken UTF-8");
  item.post.text = std::string_view("a\0b", 3);
  EXPECT_EQ(refusal(item), "text: holds a NUL");
  const std::string huge(kTextBytesMax + 1, 'a');
  item.post.text = huge;
  EXPECT_EQ(refusal(item), "text: 1000001 bytes, at most 1000000");
}

TEST(Validate, RefusesAControlCharacterInWhatNamesAPostOrAPerson) {
  for (const std::string_view name : {"a\tb", "a\nb", "a\x1B[2J", "a\x7F"}) {
    Item item = good();
    item.post.id = name;
    EXPECT_EQ(refusal(item), "id: holds a control character");
    item = good();
    item.post.source = name;
    EXPECT_EQ(refusal(item), "source: holds a control character");
    item = good();
    item.post.author.handle = name;
    EXPECT_EQ(refusal(item), "author.handle: holds a control character");
    item = good();
    item.post.parent = name;
    EXPECT_EQ(refusal(item), "parent: holds a control character");
  }
  Item item = good();
  item.post.text = "two\nlines";
  item.post.author.name = "Zo\u00E9\tM.";
  EXPECT_EQ(refusal(item), "");
}

TEST(Validate, AllowsAnEmptyTextOnlyWithSomethingElse) {
  Item item = good();
  item.post.text = "";
  EXPECT_NE(refusal(item), "");
  item.post.rating = 3.0F;
  EXPECT_EQ(refusal(item), "");
  item.post.rating.reset();
  item.post.kind = Kind::kRepost;
  EXPECT_NE(refusal(item), "");  // It does not tell what it passes on.
  item.post.parent = "2";
  EXPECT_EQ(refusal(item), "");
  item.post.kind = Kind::kQuote;
  EXPECT_EQ(refusal(item), "");
  item.post.kind = Kind::kReply;
  EXPECT_NE(refusal(item), "");
}

TEST(Validate, RefusesCountsAndRatingsOutOfScale) {
  Item item = good();
  item.post.likes = kCountMax + 1;
  EXPECT_NE(refusal(item), "");
  item = good();
  item.post.rating = 6.0F;
  EXPECT_EQ(refusal(item), "rating: outside 0 to rating_max");
}

TEST(Validate, LooksOnlyAtTheKeysOfADeletion) {
  Item item;
  item.act = Act::kDelete;
  item.post.source = "bluesky";
  EXPECT_EQ(refusal(item), "id: missing");
  item.post.id = "1";
  item.post.text = "\xff";
  EXPECT_EQ(refusal(item), "");
  item.act = Act::kForgetAuthor;
  EXPECT_EQ(refusal(item), "author.id: missing");
  item.post.author.id = "did:plc:x";
  EXPECT_EQ(refusal(item), "");
  item.post.author.id = "\xff";
  EXPECT_EQ(refusal(item), "author.id: broken UTF-8");
}

}  // namespace
}  // namespace vigie::post
