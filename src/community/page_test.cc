#include "community/page.h"

#include <gtest/gtest.h>

#include "base/time_text.h"
#include "community/limits.h"

namespace vigie::community {
namespace {

const Time kNow = *parse_time("2026-11-30T08:00:00Z");

PageDraft draft() {
  PageDraft out;
  out.slug = "notre-pub";
  out.title = "Refaites notre pub";
  out.text = "Trente secondes.";
  out.lang = "fr";
  out.motive = {"We", "To hear", "Read", {}, "Staff", "A year"};
  return out;
}

TEST(Page, ItsAddressIsMadeOfItsTitle) {
  EXPECT_EQ(slug_of("Refaites notre pub !"), "refaites-notre-pub");
  EXPECT_EQ(slug_of("  L'Été — à Nîmes?"), "l-ete-a-nimes");
  EXPECT_EQ(slug_of("日本"), "");
  EXPECT_LE(slug_of(std::string(500, 'a')).size(), kSlugBytesMax);
  for (const char* wrong : {"", "-a", "a-", "a--b", "A", "a/b", "style.css", "..", "é"})
    EXPECT_FALSE(is_slug(wrong)) << wrong;
  EXPECT_TRUE(is_slug("a-1"));
}

TEST(Page, OpensWholeOrNotAtAll) {
  EXPECT_TRUE(check_page(draft(), kNow));
  for (auto member : {&PageDraft::slug, &PageDraft::title, &PageDraft::text, &PageDraft::lang}) {
    auto without = draft();
    without.*member = "";
    EXPECT_FALSE(check_page(without, kNow));
  }
  auto past = draft();
  past.closes_at = kNow;
  EXPECT_FALSE(check_page(past, kNow));
  auto no_card = draft();
  no_card.motive = {};
  EXPECT_FALSE(check_page(no_card, kNow));
}

TEST(Page, ClosesBySomebodyOrByItself) {
  Page page;
  EXPECT_TRUE(page.is_open(kNow));
  page.said.closes_at = kNow;
  EXPECT_TRUE(page.is_open(kNow - Micros(1)));
  EXPECT_FALSE(page.is_open(kNow));
  page.said.closes_at.reset();
  page.closed_at = kNow;
  EXPECT_FALSE(page.is_open(kNow));
}

TEST(Brand, HasANameAColourAndALanguage) {
  Brand brand;
  brand.name = "Orvelle";
  EXPECT_TRUE(check_brand(brand));
  auto wrong = brand;
  wrong.name = " ";
  EXPECT_FALSE(check_brand(wrong));
  wrong = brand;
  wrong.colour = "#fff;}body{";
  EXPECT_FALSE(check_brand(wrong));
  wrong = brand;
  wrong.languages = {"fr", "tlh"};
  EXPECT_FALSE(check_brand(wrong));
  wrong.languages.clear();
  EXPECT_FALSE(check_brand(wrong));
}

TEST(Stars, AreAMeanOfThoseGiven) {
  EXPECT_EQ(Stars{}.mean(), 0);
  const Stars stars{{1, 0, 0, 0, 3}};
  EXPECT_EQ(stars.count(), 4U);
  EXPECT_EQ(stars.mean(), 4);
}

}  // namespace
}  // namespace vigie::community
